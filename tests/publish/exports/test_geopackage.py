"""GeoPackage, read back with GeoPandas (GDAL) and SQLite."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import geopandas
import pyogrio
import pytest
from made import all_three, reports

from dateline.gazetteer import ATTRIBUTION
from dateline.publish.exports import geopackage
from dateline.publish.exports.figures import Casualties


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "incidents.gpkg"
    assert geopackage.write(all_three(), reports(), made, Casualties.range) == 3
    return made


def test_gdal_lists_the_layer_and_its_tables(path: Path) -> None:
    assert dict(pyogrio.list_layers(path)) == {
        "incidents": "Point", "reports": None, "figures": None, "positions": None,
    }  # fmt: skip


def test_geopandas_reads_points_types_and_nulls(path: Path) -> None:
    frame = geopandas.read_file(path, layer="incidents")
    assert frame.crs.to_epsg() == 4326
    assert [None if point is None else (point.x, point.y) for point in frame.geometry] == [(36.71, 34.73), None, None]
    assert frame["start"].dt.strftime("%Y-%m-%d").tolist()[0] == "2020-05-04"
    assert frame["disputed"].tolist() == [True, False, False]


def test_figures_and_positions_name_their_incident(path: Path) -> None:
    incidents = geopandas.read_file(path, layer="incidents")
    figures = geopandas.read_file(path, layer="figures")
    shelling = figures[figures["incident"] == incidents["id"][0]]
    assert list(zip(shelling["report"], shelling["best"], strict=True)) == [("r1", 12), ("r2", 15)]
    positions = geopandas.read_file(path, layer="positions")
    assert set(positions["stance"]) == {"asserts", "denies"}


def test_it_is_sound_and_says_where_its_points_are_from(path: Path) -> None:
    with closing(sqlite3.connect(path)) as package:
        assert package.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert package.execute("PRAGMA foreign_key_check").fetchall() == []
        assert package.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        told = package.execute("SELECT description FROM gpkg_contents WHERE table_name = 'incidents'").fetchone()
    assert told == (ATTRIBUTION,)


def test_a_stream_gets_the_same_package(tmp_path: Path) -> None:
    out = io.BytesIO()
    geopackage.write(all_three(), reports(), out, Casualties.range)
    copy = tmp_path / "copy.gpkg"
    copy.write_bytes(out.getvalue())
    assert len(geopandas.read_file(copy, layer="incidents")) == 3


def test_writing_again_replaces_it(path: Path) -> None:
    geopackage.write(all_three()[:1], reports(), path, Casualties.range)
    assert len(geopandas.read_file(path, layer="incidents")) == 1


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000))\n"
        "from dateline.publish.exports import geopackage\n"
        "from dateline.publish.exports.figures import Casualties\n"
        "geopackage.write([], {}, Path(sys.argv[1]), Casualties.range)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "x.gpkg"], capture_output=True, text=True, check=False
    )
    assert "UsageError" in done.stderr and "x.gpkg: cannot be written" in done.stderr
    assert list(tmp_path.iterdir()) == []
