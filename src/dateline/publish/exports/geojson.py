"""GeoJSON (RFC 7946): a feature an incident, null geometry where its place has no point, precision in the properties."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from dateline.gazetteer import ATTRIBUTION
from dateline.publish.exports import features
from dateline.publish.exports.figures import Casualties
from dateline.publish.exports.outlet import streamed
from dateline.record.model import Incident, Stored

NAME = "geojson"
ABOUT = "GeoJSON (RFC 7946): a feature an incident, for web maps and every GIS"


def write(
    incidents: Sequence[Incident], reports: Mapping[str, Stored], out: BinaryIO | Path, casualties: Casualties
) -> int:
    """Write a FeatureCollection in UTF-8, a feature a line; its member ``attribution`` names the source of the points.

    Returns the number of features. Raises UsageError where ``out`` cannot be written.
    """
    head = json.dumps(
        {"type": "FeatureCollection", "name": "incidents", "attribution": ATTRIBUTION}, ensure_ascii=False
    )
    with streamed(out) as stream:
        stream.write((head[:-1] + ', "features": [').encode())
        for number, one in enumerate(incidents):
            line = json.dumps(feature(one, reports, casualties), ensure_ascii=False, default=str, allow_nan=False)
            stream.write(((",\n" if number else "\n") + line).encode())
        stream.write(b"\n]}\n")
    return len(incidents)


def feature(one: Incident, reports: Mapping[str, Stored], casualties: Casualties) -> dict[str, Any]:
    """An incident as a GeoJSON feature, with its reports, figures and positions as lists."""
    at = features.point(one)
    return {
        "type": "Feature",
        "id": one.id,
        "geometry": {"type": "Point", "coordinates": list(at)} if at else None,
        "properties": features.values(one, reports, casualties) | features.parts(one, reports),
    }
