"""The names that the package promises, and what importing it must not cost."""

from __future__ import annotations

import subprocess
import sys

import pytest

import dateline
from dateline.model.reading import Coder, Source

NAMES = [
    "DatelineError", "Reader", "Reading", "Record", "Report", "__version__", "load", "open_record", "places", "read", "schema",
    "times",
]  # fmt: skip


def test_public_names() -> None:
    assert sorted(dateline.__all__) == NAMES
    for name in NAMES:
        assert getattr(dateline, name) is not None
        assert name in dir(dateline)


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'reed'"):
        _ = dateline.reed


@pytest.mark.parametrize(
    "use", ["import dateline", "from dateline import cli", "from dateline import Report, Reading, read"]
)
def test_importing_is_cheap(use: str) -> None:
    heavy = "spacy", "thinc", "numpy", "trafilatura", "charset_normalizer", "py3langid", "rich", "sqlalchemy"
    code = f"{use}; import sys; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_date_that_is_no_date() -> None:
    with pytest.raises(dateline.DatelineError, match="'2020-13-01' is no date: write it as YYYY-MM-DD"):
        dateline.read("Rebels shelled Sake.", published="2020-13-01")


def test_reading_shows_itself_in_a_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    page = pytest.importorskip("dateline.publish.page")
    monkeypatch.setattr(page, "fragment", lambda reading: f"<div>{reading.report.id}</div>")
    source = Source(id="r1", language="en", text="")
    reading = dateline.Reading(report=source, coder=Coder(version="0", model="none"))
    assert getattr(reading, "_repr_html_")() == "<div>r1</div>"  # noqa: B009 (given at run time)
