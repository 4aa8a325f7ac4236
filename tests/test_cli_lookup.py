"""``dateline where``, ``dateline when`` and ``dateline gazetteer``: what they print, where, and how they end."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from dateline import cli
from dateline.gazetteer import store

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``dateline ARGUMENTS``: exit code, standard output, standard error."""
    store.build_if_missing()  # so that no test meets its progress

    def go(*arguments: str) -> tuple[int, str, str]:
        written, err = BytesIO(), StringIO()
        out = TextIOWrapper(written, "ascii", newline="")
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out.flush()
        return int(ended.value.code or 0), written.getvalue().decode(), err.getvalue()

    return go


def test_where_prints_candidates(run: Run) -> None:
    code, out, err = run("where", "Stepanakert")
    assert (code, err) == (0, "")
    heads, first = out.splitlines()[:2]
    assert heads.split()[:3] == ["chance", "place", "country"]
    assert "AZE" in first and "39.818, 46.753" in first and "Khankendi" in first


def test_where_as_json_and_geojson(run: Run) -> None:
    _, out, _ = run("where", "Tripoli, Lebanon", "--format", "json", "-n", "2")
    told = json.loads(out)
    assert told["candidates"][0]["country"] == "LBN" and len(told["candidates"]) == 2
    _, out, _ = run("where", "Goma", "--format", "geojson", "--country", "cod")
    collection = json.loads(out)
    assert {f["properties"]["country"] for f in collection["features"]} == {"COD"}
    assert collection["features"][0]["geometry"]["coordinates"] == [
        pytest.approx(29.2, abs=0.1),
        pytest.approx(-1.67, abs=0.1),
    ]
    assert "GeoNames" in collection["attribution"]


def test_where_knows_no_such_place(run: Run) -> None:
    assert run("where", "Qwxyzzville") == (1, "", "no place called 'Qwxyzzville' is known\n")
    code, out, err = run("where", "Goma", "--country", "Congo")
    assert (code, out) == (2, "") and "three letters" in err


def test_when_resolves(run: Run) -> None:
    code, out, _ = run("when", "earlier this month", "--date", "2020-10-18")
    assert code == 0 and "2020-10-01/2020-10-17" in out
    _, out, _ = run("when", "since September 27", "--date", "2020-10-18", "--format", "json")
    (told,) = json.loads(out)
    assert (told["start"], told["relation"], told["edtf"]) == ("2020-09-27", "since", "2020-09-27/..")


def test_when_without_a_day_keeps_the_words(run: Run) -> None:
    code, out, _ = run("when", "on Friday")
    assert code == 0 and "unresolved" in out and "no day" in out
    code, out, err = run("when", "nothing of the kind")
    assert (code, out) == (1, "") and "no time expression" in err
    code, _, err = run("when", "on Friday", "--date", "yesterday")
    assert code == 2 and "no date" in err


def test_gazetteer_info(run: Run) -> None:
    code, out, _ = run("gazetteer", "info", "--format", "json")
    info = json.loads(out)
    assert code == 0 and info["places"] > 300_000 and info["by_source"]["overlay"] > 500
    _, out, _ = run("gazetteer", "info")
    assert "CC BY 4.0" in out and "from overlay" in out


def test_gazetteer_import(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "user_data_path", lambda _: tmp_path / "data")
    columns = [
        "900000001",
        "Qwxyzzville",
        "",
        "",
        "14.5",
        "-4.2",
        "P",
        "PPL",
        "ML",
        "",
        "05",
        "",
        "",
        "",
        "900",
        "",
        "",
        "",
        "",
    ]
    dump = tmp_path / "ML.txt"
    dump.write_text("\t".join(columns) + "\n", encoding="utf-8")
    code, out, err = run("gazetteer", "import", str(dump))
    assert (code, out) == (0, "") and "added 1 places and 0 names" in err
    store.open_gazetteer.cache_clear()
    try:
        code, out, _ = run("where", "Qwxyzzville", "--format", "json")
        assert json.loads(out)["candidates"][0]["country"] == "MLI"
    finally:
        store.open_gazetteer.cache_clear()


def test_gazetteer_import_of_what_is_not_there(run: Run) -> None:
    code, out, err = run("gazetteer", "import", "nowhere.txt")
    assert (code, out) == (2, "") and "nowhere.txt: no such file" in err
