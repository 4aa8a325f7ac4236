"""GeoParquet 1.1 (geoparquet.org/releases/v1.1.0): Parquet with points as WKB, null where the place has no point."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from dateline.gazetteer import ATTRIBUTION
from dateline.publish.exports import arrow, features
from dateline.publish.exports.figures import Casualties
from dateline.publish.exports.outlet import streamed
from dateline.record.model import Incident, Stored

NAME = "geoparquet"
ABOUT = "GeoParquet 1.1: Parquet with points, for GeoPandas, DuckDB and QGIS"
BOX = ("xmin", "ymin", "xmax", "ymax")


def write(
    incidents: Sequence[Incident], reports: Mapping[str, Stored], out: BinaryIO | Path, casualties: Casualties
) -> int:
    """Write a GeoParquet file, with a box a row by which readers find an area. Returns the number of rows.

    Raises UsageError where pyarrow is not installed or ``out`` cannot be written.
    """
    pa = arrow.pyarrow(NAME)
    box = pa.struct([pa.field(side, pa.float64()) for side in BOX])
    of = arrow.schema(pa, [pa.field("geometry", pa.binary()), pa.field("bbox", box)])
    of = of.with_metadata({"geo": json.dumps(_about(incidents)), "attribution": ATTRIBUTION})
    with streamed(out) as stream:
        return arrow.write(pa, _rows(incidents, reports, casualties), of, stream)


def wkb(lon: float, lat: float) -> bytes:
    """A point as well-known binary (OGC 06-103r4), little-endian."""
    return struct.pack("<BIdd", 1, 1, lon, lat)


def _rows(
    incidents: Sequence[Incident], reports: Mapping[str, Stored], casualties: Casualties
) -> Iterator[dict[str, Any]]:
    for one, row in zip(incidents, arrow.rows(incidents, reports, casualties), strict=True):
        at = features.point(one)
        row["geometry"] = wkb(*at) if at else None
        row["bbox"] = dict(zip(BOX, (*at, *at), strict=True)) if at else None
        yield row


def _about(incidents: Sequence[Incident]) -> dict[str, Any]:
    """The file metadata "geo". No ``crs`` means OGC:CRS84: degrees, longitude first."""
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "covering": {"bbox": {side: ["bbox", side] for side in BOX}},
    }
    points = [at for at in map(features.point, incidents) if at]
    if points:
        lons, lats = zip(*points, strict=True)
        column["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
