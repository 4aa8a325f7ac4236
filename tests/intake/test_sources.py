"""Paths to sources, and telling what a source without a telling name holds."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import IntakeError, TooLong
from dateline.intake import Given, Outcome, Taken, find, sources, take
from dateline.model.report import Report

Outcomes = Callable[..., list[Outcome]]
ReportIn = Callable[..., Report]

LINES = b'{"text": "Rebels shelled Sake.", "id": 1}\n{"text": "Troops left Goma.", "id": 2}\n'


def names(paths: list[str], folder: Path) -> list[str]:
    found, _ = find(paths)
    return [source.path.relative_to(folder).as_posix() for source in found if source.path]


def test_folder_is_read_whole_sorted_and_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a.HTML", "sub/c.jsonl", "sub/deep/d.json", "e.png", "notes.md", ".hidden.txt", ".git/f.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert names([str(tmp_path)], tmp_path) == ["a.HTML", "b.txt", "sub/c.jsonl", "sub/deep/d.json"]


def test_same_file_twice_is_read_twice(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    assert names([str(file), str(file)], tmp_path) == ["a.txt", "a.txt"]


def test_what_is_no_source_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    found, refused = find([str(tmp_path / "no.txt"), str(tmp_path / "a.txt"), str(tmp_path / "empty"), "nul\0.txt"])
    assert len(found) == 1
    assert [error.reason.split(" (")[0] for error in refused] == [
        "cannot be opened",
        "a folder without reports",
        "cannot be opened",
    ]
    assert refused[0].where == str(tmp_path / "no.txt")


def test_file_that_goes_away_or_may_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    ((source,), _) = find([str(file)])
    file.unlink()
    (outcome,) = take(source, Given())
    assert isinstance(outcome, IntakeError)
    assert str(outcome) == f"{file}: cannot be read (No such file or directory)"


def test_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ((source,), _) = find([str(pipe)])
    if os.fork() == 0:
        pipe.write_bytes(LINES)
        os._exit(0)
    assert [o.report.id for o in take(source, Given()) if isinstance(o, Taken)] == ["1", "2"]
    os.wait()


def test_lines_are_told_by_the_first(outcomes: Outcomes) -> None:
    got = outcomes(b"\n" + LINES + b"{broken\n")
    assert [o.where for o in got] == ["standard input:2", "standard input:3", "standard input:4"]
    assert [type(o) is Taken for o in got] == [True, True, False]


def test_lines_whose_first_is_broken(outcomes: Outcomes) -> None:
    assert [type(o) is Taken for o in outcomes(b'{"text": "cut\n' + LINES)] == [False, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "[Update] Rebels shelled Sake.\nTroops left.",
        "{sic} Rebels shelled Sake.",
        "\n\n  <b>Rebels</b> shelled Sake.\r\n",
        "{",
        "Rebels shelled Sake.",
        "5 people died",
    ],
)
def test_what_only_begins_like_json_or_a_page_is_plain_text(report_in: ReportIn, text: str) -> None:
    assert report_in(text.encode()).text == text


def test_unknown_ending_is_told_by_content(tmp_path: Path) -> None:
    for name, data in {
        "a.md": b"# Rebels shelled Sake.\n",
        "b.data": LINES,
        "c": json.dumps([{"text": "x"}]).encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    found, _ = find([str(tmp_path / name) for name in ("a.md", "b.data", "c")])
    got = [o for source in found for o in take(source, Given())]
    assert [o.where.removeprefix(str(tmp_path)) for o in got] == ["/a.md", "/b.data:1", "/b.data:2", "/c[0]"]


def test_lines_are_taken_as_they_come() -> None:
    """``tail -f reports.jsonl | dateline read -`` must not wait for an end that never comes."""
    read_end, write_end = os.pipe()
    with os.fdopen(read_end, "rb") as stream, os.fdopen(write_end, "wb") as writer:
        writer.write(LINES)
        writer.flush()
        ((source,), _) = find(["-"])
        coming = take(source, Given(), stream)
        assert isinstance(next(coming), Taken)


def test_json_above_all_measure(monkeypatch: pytest.MonkeyPatch, outcomes: Outcomes) -> None:
    monkeypatch.setattr(sources, "MAX_FILE_BYTES", 1000)
    (outcome,) = outcomes(json.dumps([{"text": "x" * 900}] * 2).encode(), "r.json")
    assert isinstance(outcome, TooLong)
    assert "give it as JSON lines" in outcome.reason


def test_size_is_known_for_files_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("abc")
    (tmp_path / "b.txt").write_text("")
    os.mkfifo(tmp_path / "pipe")
    found, _ = find([str(tmp_path), str(tmp_path / "pipe"), "-"])
    assert [source.size for source in found] == [3, 0, None, None]
