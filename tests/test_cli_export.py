"""``dateline export``: what it writes, says and refuses."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli import app
from dateline.cli_export import Format, Rule
from dateline.gazetteer import ATTRIBUTION
from dateline.model.report import Report
from dateline.publish.exports import FORMATS, format_of
from dateline.publish.exports.figures import Casualties
from dateline.reader.pipeline import Reader
from dateline.record.store import Record

TEXT = "Shelling killed 12 people in Homs on 4 May 2020, rescuers said.\n\nThe army will attack Aleppo on 9 May 2020."


@pytest.fixture(scope="module")
def kept(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> str:
    at = str(tmp_path_factory.mktemp("kept") / "kept.db")
    with Record(at, write=True) as record:
        record.add(reader.read(Report(id="r1", text=TEXT, published=date(2020, 5, 5), publisher="=Outlet")))
    return at


def test_formats_and_rules_are_those_of_the_package() -> None:
    assert tuple(Format) == FORMATS
    assert set(Rule) == {rule.value for rule in Casualties}
    assert all(name == format_of(name).NAME and format_of(name).ABOUT for name in ("acled", "ucdp", "csv", "gdelt"))


def test_writes_rows_with_the_attribution_beside(kept: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = CliRunner().invoke(app, ["export", "--format", "ucdp", "-o", str(out), "--record", kept])
    assert done.exit_code == 0, done.stderr
    (row,) = csv.DictReader(out.open(encoding="utf-8"))
    assert (row["best"], row["where_coordinates"], row["source_office"]) == ("12", "Homs", "'=Outlet")
    assert (tmp_path / "out.csv.attribution.txt").read_text(encoding="utf-8").strip() == ATTRIBUTION
    assert "1 row in" in done.stderr
    assert "left out, for which ucdp has no place" in done.stderr
    assert "must travel along" in done.stderr


def test_filters_hold(kept: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    asked = ["export", "--format", "csv", "-o", str(out), "--record", kept, "--until", "2020-05-05", "--quiet"]
    done = CliRunner().invoke(app, asked)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert [row["place"] for row in csv.DictReader(out.open(encoding="utf-8"))] == ["Homs"]


def test_an_output_that_cannot_be_written_is_said(kept: str, tmp_path: Path) -> None:
    out = tmp_path / "no" / "folder" / "out.csv"
    done = CliRunner().invoke(app, ["export", "--format", "acled", "-o", str(out), "--record", kept])
    assert done.exit_code != 0
    assert "cannot be written" in f"{done.stderr}{done.exception}"


def test_the_record_is_not_written_over(kept: str) -> None:
    before = Path(kept).read_bytes()
    done = CliRunner().invoke(app, ["export", "--format", "csv", "-o", kept, "--record", kept])
    assert done.exit_code != 0
    assert "is the record itself" in f"{done.stderr}{done.exception}"
    assert Path(kept).read_bytes() == before


def test_nothing_lies_beside_a_device(kept: str, tmp_path: Path) -> None:
    link = tmp_path / "nowhere"
    link.symlink_to("/dev/null")
    done = CliRunner().invoke(app, ["export", "--format", "csv", "-o", str(link), "--record", kept])
    assert done.exit_code == 0
    assert "GeoNames" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["nowhere"]
