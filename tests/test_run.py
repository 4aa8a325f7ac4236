"""The count at the end of a run, and how far along it says it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from dateline.intake import Given, find
from dateline.model.reading import Coder, Reading, Source
from dateline.model.report import Report
from dateline.run import Run, Tally
from dateline.writers import JsonLines


class FakeReader:
    def outcomes(self, reports: Iterable[Report]) -> Iterator[Reading]:
        for report in reports:
            source = Source(id=report.id, language="en", text=report.text)
            yield Reading(report=source, coder=Coder(version="0", model="none"))


class Steps:
    def __init__(self) -> None:
        self.seen: list[tuple[int, int, int]] = []

    def advance(self, done: int, total: int, reports: int) -> None:
        self.seen.append((done, total, reports))


def test_summary() -> None:
    assert Tally(read=1).summary() == "read 1 of 1 report"
    assert Tally(read=1200, warned=2).summary() == "read 1,200 of 1,200 reports (2 with warnings)"
    assert Tally(read=41, lost=["a", "b:7"]).summary() == "read 41 of 43 reports; 2 were not: a, b:7"
    assert Tally(lost=list("abcdefg")).summary() == "read 0 of 7 reports; 7 were not: a, b, c, d, e and 2 more"


def test_progress_is_measured_in_bytes_and_never_runs_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels " * 10)
    (tmp_path / "b.jsonl").write_text(
        "".join(json.dumps({"text": "\u00e9" * 50, "note": "x" * 50}) + "\n" for _ in range(3))
    )
    (tmp_path / "c.txt").write_text("")
    (tmp_path / "d.txt").write_text("Army.")
    sources, _ = find([str(tmp_path)])
    reader: Any = FakeReader()
    named: list[str] = []
    run = Run(sources, Given(), load=lambda: reader, name_failure=named.append)
    steps, out = Steps(), StringIO()
    run.start()
    run.go(JsonLines(out), steps)
    total = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert [reports for _, _, reports in steps.seen] == [1, 2, 3, 4, 6]
    assert {whole for _, whole, _ in steps.seen} == {total}
    assert steps.seen == sorted(steps.seen)
    assert steps.seen[-1][0] == total
    assert len(out.getvalue().splitlines()) == 5
    assert len(named) == 1


def test_no_reader_is_loaded_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" ")
    sources, _ = find([str(tmp_path)])
    loaded: list[int] = []

    def load() -> Any:
        loaded.append(1)

    run = Run(sources, Given(), load=load, name_failure=lambda _: None)
    run.start()
    assert loaded == []
    assert run.tally.lost == [str(tmp_path / "a.txt")]
