"""The commands on a record: what they print, where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_by_hand import CODER, GANJA, GOMA, attack, bombing

import dateline.reader.pipeline as pipeline
from dateline import cli
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.publish.rows import FORMULA, safe
from dateline.record.store import Record

Dateline = Callable[..., tuple[int, str, str]]


class ByHand:
    """Reads every report as the same attack; fails on "crash", is interrupted at "stop"."""

    coder = CODER

    def outcomes(self, reports: Iterable[Report]) -> Iterator[Reading | pipeline.Failure]:
        for report in reports:
            if "crash" in report.text:
                yield pipeline.Failure(report, KeyError("boom"))
            elif "stop" in report.text:
                raise KeyboardInterrupt
            else:
                yield attack(
                    report.id, report.text, day=date(2020, 10, 17), town=GANJA if "Ganja" in report.text else GOMA
                )


@pytest.fixture
def dateline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Dateline:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "load", lambda model: ByHand())

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def lines(path: Path, *texts: str) -> Path:
    told = [json.dumps({"id": f"n{n}", "text": text, "published": "2020-10-18"}) for n, text in enumerate(texts, 1)]
    path.write_text("\n".join(told) + "\n", encoding="utf-8")
    return path


def test_add_goes_on_where_it_stopped(dateline: Dateline, tmp_path: Path) -> None:
    some = lines(
        tmp_path / "a.jsonl",
        "One attack on Ganja.",
        "crash",
        "Another attack in Ganja.",
        "stop",
        "The attack on Ganja.",
    )
    code, out, err = dateline("add", some)
    assert (code, out) == (130, "")
    assert "stopped: give the same command again" in err and "added 2 reports to dateline.db" in err
    lines(
        some,
        "One attack on Ganja.",
        "crash",
        "Another attack in Ganja.",
        "Some attack near Ganja.",
        "The attack on Ganja.",
    )
    code, _, err = dateline("add", some)
    assert code == 1
    assert "added 2 reports to dateline.db; 2 were there already; 1 was not: " in err
    assert "a.jsonl:2: internal error (KeyError: 'boom')" in err
    code, _, err = dateline("add", lines(some, "One attack on Ganja."), "--quiet")
    assert (code, err) == (0, "")


def test_add_nothing(dateline: Dateline) -> None:
    code, _, err = dateline("add", "nowhere.txt")
    assert code == 2 and "nowhere.txt" in err


@pytest.fixture
def kept(dateline: Dateline) -> Dateline:
    with Record("dateline.db") as record:
        goma = "M23 rebels killed 9 people in an attack on a camp near Goma."
        record.add([bombing(), bombing("r2", killed=14), attack("g", goma, day=date(2024, 5, 3), town=GOMA, killed=9)])
    return dateline


def test_incidents_in_every_form(kept: Dateline, tmp_path: Path) -> None:
    code, out, err = kept("incidents", "--format", "jsonl")
    told = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "") and [one["reports"] for one in told] == [["r1", "r2"], ["g"]]
    assert told[0]["place"]["name"] == "Ganja" and told[0]["time"] == {
        "start": "2020-10-17",
        "end": "2020-10-17",
        "precision": "day",
    }
    assert {(f["report"], f["best"]) for f in told[0]["figures"]} == {("r1", 13), ("r2", 14)}
    assert told[0]["versions"][0]["evidence"][0]["trigger"]["text"] == "attack"
    assert json.loads(kept("incidents", "--format", "json")[1]) == told
    table = kept("incidents", "--format", "table", "--where", "AZE")[1]
    assert "13; 14" in table and "Goma" not in table
    code, out, err = kept("incidents", "-o", tmp_path / "i.csv", "--since", "2021-01-01")
    rows = list(csv.DictReader((tmp_path / "i.csv").open(encoding="utf-8", newline="")))
    assert (out, [row["place"] for row in rows]) == ("", ["Goma"]) and "1 incidents in" in err
    assert rows[0]["lat"] == "-1.67"


def test_nothing_found(kept: Dateline) -> None:
    assert kept("incidents", "--where", "SYR", "--format", "table")[1:] == ("", "0 incidents\n")
    assert kept("claims", "--format", "json", "-q")[:2] == (0, "[]\n")
    assert kept("search", "zeppelin") == (1, "", "no report holds these words\n")
    assert kept("tolls", "--where", "1,2,3,4")[0] == 0


def test_show(kept: Dateline) -> None:
    incident = json.loads(kept("incidents", "--format", "jsonl")[1].splitlines()[0])["id"]
    code, out, _ = kept("show", incident[:8])
    assert code == 0 and "killed 13 [r1, 2020-10-17]: “13”" in out and "why one incident" in out and "by machine" in out
    told = json.loads(kept("show", incident, "--format", "json")[1])
    assert told["links"][0]["reasons"] and told["judgements"] == []
    code, out, _ = kept("show", "r1")
    assert "Missiles fell in an attack on Ganja" in out and incident in out
    assert json.loads(kept("show", "r1", "--format", "json")[1])["reading"]["events"][0]["id"] == "e1"
    code, out, err = kept("show", "r77")
    assert (code, out) == (1, "") and "neither an incident nor a report" in err


def test_judge(kept: Dateline) -> None:
    a, b = (json.loads(line)["id"] for line in kept("incidents", "--format", "jsonl")[1].splitlines())
    code, out, err = kept("judge", "merge", a, b, "--by", "Ada", "--why", "=HYPERLINK(1)")
    assert (code, out, err) == (0, "", "judgement 1 is added; `dateline judge undo 1` takes it back\n")
    assert len(kept("incidents", "--format", "jsonl")[1].splitlines()) == 1
    rows = list(csv.DictReader(io.StringIO(kept("judgements", "--format", "csv")[1])))
    assert (rows[0]["verdict"], rows[0]["by"], rows[0]["why"]) == ("same", "Ada", "'=HYPERLINK(1)")
    assert kept("judge", "undo", 1, "--by", "Bob")[0] == 0
    assert kept("judge", "correct", a, "killed", "--by", "Ada", "--why", "x")[0] == 2
    assert kept("judge", "correct", a, "killed=15", "--by", "Ada", "--why", "the list")[0] == 0
    assert "judgement, no day" not in kept("show", a)[1] and "Ada" in kept("show", a)[1]
    assert kept("judge", "reject", "i0")[0] == 2


def test_reread(kept: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "read 0 of 0 reports again" in kept("reread")[2]
    code, out, err = kept("reread", "--all", "--diff")
    assert code == 0 and "r1\tevent e1\tcasualties\tkilled unspecified 13\t\n" in out
    assert "would change" in err
    assert json.loads(kept("info", "--format", "json")[1])["readings"] == 3
    assert "changed" in kept("reread", "--all")[2]
    assert json.loads(kept("info", "--format", "json")[1])["readings"] > 3


@given(st.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    told = str(safe(text))
    assert not told.startswith(FORMULA) and (told == text.replace("\x00", "") or told == "'" + text.replace("\x00", ""))


@pytest.mark.parametrize("value", ["=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(1)", "\t=1", " =1", "\r=1", "＝1", '"=1'])
def test_formulas_are_text(value: str) -> None:
    assert safe(value) == "'" + value


def test_numbers_stay_numbers() -> None:
    assert [safe(-1.5), safe(3), safe(None), safe(True), safe("13+")] == [-1.5, 3, "", True, "13+"]
