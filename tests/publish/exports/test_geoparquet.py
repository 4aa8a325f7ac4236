"""GeoParquet, read back with GeoPandas, DuckDB and pyarrow."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import geopandas
import pytest
from made import all_three, nowhere, reports
from pyarrow import parquet

from dateline.publish.exports import geoparquet
from dateline.publish.exports.figures import Casualties


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "incidents.parquet"
    assert geoparquet.write(all_three(), reports(), made, Casualties.range) == 3
    return made


def test_geopandas_reads_points_and_nulls(path: Path) -> None:
    frame = geopandas.read_parquet(path)
    assert frame.crs.to_string() == "OGC:CRS84"
    assert [None if point is None else (point.x, point.y) for point in frame.geometry] == [(36.71, 34.73), None, None]
    assert list(frame["place_precision"])[::2] == ["city", "country"]


def test_geopandas_finds_an_area_by_the_boxes(path: Path) -> None:
    assert len(geopandas.read_parquet(path, bbox=(36, 34, 37, 35))) == 1
    assert len(geopandas.read_parquet(path, bbox=(0, 0, 1, 1))) == 0


def test_duckdb_reads_the_nested_figures(path: Path) -> None:
    found = duckdb.sql(
        f"SELECT f.report, f.best FROM (SELECT unnest(figures) AS f FROM read_parquet('{path}')) WHERE f.effect = 'killed' ORDER BY 1"
    ).fetchall()
    assert [one for one in found if one[0] in ("r1", "r2")] == [("r1", 12), ("r2", 15)]


def test_the_metadata_is_that_of_geoparquet_1_1(path: Path) -> None:
    geo = json.loads(parquet.read_metadata(path).metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    assert geo["version"] == "1.1.0" and column["encoding"] == "WKB" and column["geometry_types"] == ["Point"]
    assert column["bbox"] == [36.71, 34.73, 36.71, 34.73]


def test_without_any_point_there_is_no_box(tmp_path: Path) -> None:
    made = tmp_path / "incidents.parquet"
    geoparquet.write([nowhere()], reports(), made, Casualties.range)
    geo = json.loads(parquet.read_metadata(made).metadata[b"geo"])
    assert "bbox" not in geo["columns"]["geometry"]
    assert geopandas.read_parquet(made).geometry.isna().all()
