"""GeoJSON, read back as JSON and with GeoPandas."""

from __future__ import annotations

import io
import json
from pathlib import Path

import geopandas
import pytest
from made import all_three, reports

from dateline.errors import UsageError
from dateline.gazetteer import ATTRIBUTION
from dateline.publish.exports import geojson
from dateline.publish.exports.figures import Casualties


def written() -> dict:  # type: ignore[type-arg]
    out = io.BytesIO()
    assert geojson.write(all_three(), reports(), out, Casualties.range) == 3
    return json.loads(out.getvalue().decode())  # type: ignore[no-any-return]


def test_a_feature_an_incident_with_longitude_first_and_its_precision() -> None:
    told = written()
    first, second, third = told["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [36.71, 34.73]}
    assert first["properties"]["place_precision"] == "city"
    assert first["properties"]["start"] == "2020-05-04"
    assert second["geometry"] is None and second["properties"]["place"] is None
    assert third["geometry"] is None and third["properties"]["country"] == "XKX"
    assert len({one["id"] for one in told["features"]}) == 3


def test_the_attribution_travels_along() -> None:
    assert written()["attribution"] == ATTRIBUTION


def test_figures_keep_their_report_and_words() -> None:
    figures = written()["features"][0]["properties"]["figures"]
    assert [(one["report"], one["best"], one["evidence"]) for one in figures] == [("r1", 12, "12"), ("r2", 15, "15")]


def test_every_report_has_its_link_and_the_words() -> None:
    told = written()["features"][0]["properties"]["reports"]
    assert [one["url"] for one in told] == ["https://example.org/r1", "https://example.org/r2"]
    assert told[1]["evidence"] == "=Fifteen died; “shells”, they say"


def test_nothing_found_is_an_empty_collection() -> None:
    out = io.BytesIO()
    assert geojson.write([], {}, out, Casualties.range) == 0
    assert json.loads(out.getvalue())["features"] == []


def test_geopandas_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "incidents.geojson"
    geojson.write(all_three(), reports(), path, Casualties.range)
    frame = geopandas.read_file(path)
    assert frame.crs.to_epsg() == 4326
    assert [None if point is None else (point.x, point.y) for point in frame.geometry] == [(36.71, 34.73), None, None]
    assert list(frame["type"]) == ["ASSAULT", "CONSULT", "ASSAULT"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        geojson.write(all_three(), reports(), tmp_path / "nowhere" / "x.geojson", Casualties.range)


def test_a_failure_leaves_an_older_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "incidents.geojson"
    path.write_text("older")
    with pytest.raises(AttributeError):
        geojson.write([*all_three(), None], reports(), path, Casualties.range)  # type: ignore[list-item]
    assert path.read_text() == "older" and list(tmp_path.iterdir()) == [path]
