"""The command line, with a reader that needs no model: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from types import ModuleType

import pytest
from rich.console import Console

import dateline.reader.pipeline as pipeline
from dateline import cli
from dateline.errors import TooLong
from dateline.model.reading import Coder, Reading, Reason, Source, schema
from dateline.model.report import Report
from dateline.model.span import Span
from dateline.version import __version__

STORY = "Rebels shelled the town of Sake.\n"


class FakeReader:
    """Reads anything into an empty reading. Fails on "crash" and "long", and is interrupted at "stop"."""

    def outcomes(self, reports: Iterable[Report]) -> Iterator[Reading | pipeline.Failure]:
        for report in reports:
            if "crash" in report.text:
                yield pipeline.Failure(report, KeyError("boom"))
            elif "long" in report.text:
                yield pipeline.Failure(report, TooLong("too long", report.id))
            elif "stop" in report.text:
                raise KeyboardInterrupt
            else:
                yield reading_of(report)


def reading_of(report: Report) -> Reading:
    source = Source(language="en", **report.model_dump(exclude={"warnings"}))
    why = Reason(item="e1", field="type", rule="trigger", spans=(Span.of(report.text, 0, 3),))
    return Reading(report=source, coder=Coder(version="0", model="none"), warnings=report.warnings, reasons=(why,))


class Result:
    """What a run of the command gave."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


Dateline = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Dateline:
    """Runs ``dateline ARGUMENTS`` in an empty folder, with ``stdin``, on a terminal or not."""
    monkeypatch.setattr(pipeline, "load", lambda _: FakeReader())
    monkeypatch.setattr("dateline.gazetteer.build_if_missing", lambda tell: None)  # the fake reader needs none
    monkeypatch.chdir(tmp_path)

    def go(*arguments: str, stdin: bytes = b"", terminal: bool = False) -> Result:
        written, err = BytesIO(), StringIO()
        out = TextIOWrapper(written, "utf-8", newline="")
        out.isatty = lambda: terminal  # type: ignore[method-assign]
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out.flush()
        return Result(int(ended.value.code or 0), written.getvalue().decode(), err.getvalue())

    return go


@pytest.fixture
def fake_publish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for the two ways of publishing for people, which have tests of their own."""
    table, page = ModuleType("dateline.publish.table"), ModuleType("dateline.publish.page")

    def print_table(reading: Reading, console: Console, explain: bool = False) -> None:
        console.print(f"table {reading.report.id} {explain}", highlight=False)

    def make_page(readings: Sequence[Reading], explain: bool = False) -> str:
        return f"<html>{len(readings)} {explain}</html>"

    vars(table)["render"], vars(page)["render"] = print_table, make_page
    monkeypatch.setitem(sys.modules, "dateline.publish.table", table)
    monkeypatch.setitem(sys.modules, "dateline.publish.page", page)


def test_one_report_to_json_lines_without_a_word(run: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    result = run("read", "a.txt", "--date", "2020-10-18", "--title", "T", "--publisher", "P")
    assert (result.code, result.err) == (0, "")
    (reading,) = result.lines
    assert reading["report"] == {
        "id": Report(text=STORY).id,
        "title": "T",
        "url": None,
        "publisher": "P",
        "language": "en",
        "published": "2020-10-18",
        "text": STORY,
    }


def test_folder_with_bad_reports_names_them_and_counts(run: Dateline, tmp_path: Path) -> None:
    for name, text in {"a": STORY, "b": "", "c": "crash", "d": "too long", "e": STORY}.items():
        (tmp_path / f"{name}.txt").write_text(text)
    result = run("read", ".")
    assert result.code == 1
    assert len(result.lines) == 2
    assert sorted(result.err.splitlines()) == [
        "b.txt: the report is empty: nothing to read",
        "c.txt: internal error (KeyError: 'boom'): please report it with this text",
        "d.txt: too long",
        "read 2 of 5 reports; 3 were not: b.txt, c.txt, d.txt",
    ]


def test_quiet_still_names_failures(run: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Rebels"}\n{"tex": 1}\n')
    result = run("read", "-q", "a.jsonl")
    assert result.code == 1
    assert result.err == 'a.jsonl:2: no "text" in the record (its keys: tex)\n'


def test_one_missing_path_among_good_ones_costs_itself(run: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    result = run("read", "a.txt", "b.txt", "a.txt")
    assert result.code == 1
    assert len(result.lines) == 2
    assert result.err.splitlines() == [
        "b.txt: cannot be opened (No such file or directory)",
        "read 2 of 3 reports; 1 was not: b.txt",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read", "no.txt", "nor.txt"], "no.txt: cannot be opened (No such file or directory)\nnor.txt: cannot"),
        (["read", "."], "a folder without reports (looked for .txt,"),
        (["read", "-", "--date", "2020-13-45"], "'2020-13-45' is no date: write it as YYYY-MM-DD"),
        (["read", "-", "--date", "yesterday"], "'yesterday' is no date"),
        (["read", "-", "--format", "xml"], "xml"),
        (["read", "-", "-o", "no/such/folder.jsonl"], "cannot be written (No such file or directory)"),
        (["read"], "Missing argument"),
        (["reed", "a.txt"], "reed"),
        (["read", "-", "--colour"], "--colour"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_wrong(run: Dateline, arguments: list[str], words: str) -> None:
    result = run(*arguments, stdin=STORY.encode())
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert "Traceback" not in result.err


def test_standard_input(run: Dateline) -> None:
    assert run("read", "-", stdin=STORY.encode()).lines[0]["report"]["text"] == STORY  # type: ignore[index]
    two = run("read", "-", stdin=b'{"text": "a", "id": 1}\n{"text": "b", "id": 2}\n')
    assert [reading["report"]["id"] for reading in two.lines] == ["1", "2"]  # type: ignore[index]
    assert run("read", "-", stdin=b"").err == "standard input: the report is empty: nothing to read\n"


def test_json_is_a_list_whatever_the_number(run: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text("")
    assert len(json.loads(run("read", "a.txt", "--format", "json").out)) == 1
    assert len(json.loads(run("read", "a.txt", "a.txt", "--format", "json").out)) == 2
    assert json.loads(run("read", "b.txt", "--format", "json").out) == []


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_explain_in_json_is_under_coder(run: Dateline, tmp_path: Path, form: str) -> None:
    (tmp_path / "a.txt").write_text("Ağdam vuruldu.")
    out = run("read", "a.txt", "--format", form, "--explain").out
    value = json.loads(out)
    coder = (value[0] if form == "json" else value)["coder"]
    span = {"start": 0, "end": 3, "text": "Ağd"}
    assert coder["explanation"] == [{"item": "e1", "field": "type", "rule": "trigger", "spans": [span]}]
    assert "Ağdam" in out


@pytest.mark.usefixtures("fake_publish")
def test_format_follows_the_terminal_and_the_file_name(run: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Rebels", "id": "x"}\n')
    assert run("read", "a.jsonl", terminal=True).out.startswith("table x False")
    assert run("read", "a.jsonl", terminal=True, stdin=b"").code == 0
    assert run("read", "a.jsonl", "--format", "html", "--explain").out == "<html>1 True</html>"
    for name, start in {
        "o.html": "<html>1",
        "o.json": "[\n",
        "o.jsonl": '{"report"',
        "o.txt": "table x",
        "o": "{",
    }.items():
        assert run("read", "a.jsonl", "-o", name, terminal=True).out == ""
        assert (tmp_path / name).read_text().startswith(start)


@pytest.mark.usefixtures("fake_publish")
@pytest.mark.parametrize("form", ["json", "jsonl", "html", "table"])
def test_interruption_leaves_what_was_done(run: Dateline, tmp_path: Path, form: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Rebels", "id": 1}\n{"text": "Army", "id": 2}\n{"text": "stop"}\n')
    result = run("read", "a.jsonl", "--format", form, "-o", "out")
    out = (tmp_path / "out").read_text()
    assert result.code == 130
    assert result.err == "stopped\nread 2 of 2 reports\n"
    if form == "json":
        assert len(json.loads(out)) == 2
    elif form == "jsonl":
        assert len([json.loads(line) for line in out.splitlines()]) == 2
    else:
        assert out in ("<html>2 False</html>", "table 1 False\ntable 2 False\n")


def test_output_that_is_also_an_input_is_refused(run: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Rebels"}\n')
    result = run("read", ".", "-o", "a.jsonl")
    assert result.code == 2
    assert "would be overwritten" in result.err
    assert (tmp_path / "a.jsonl").read_text() == '{"text": "Rebels"}\n'


def test_model_that_is_missing_costs_no_earlier_result(
    run: Dateline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "load", lambda model: pipeline.build(pipeline.load_model(model)))
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "out.jsonl").write_text("earlier")
    result = run("read", "a.txt", "--model", "xx_none_such", "-o", "out.jsonl")
    assert result.code == 2
    assert result.err.startswith("dateline: the spaCy pipeline 'xx_none_such' is not installed")
    assert (tmp_path / "out.jsonl").read_text() == "earlier"


def test_reading_that_cannot_be_written_costs_itself(
    run: Dateline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reading, "to_json", lambda *_, **__: 1 / 0)
    (tmp_path / "a.txt").write_text(STORY)
    result = run("read", "a.txt")
    assert (result.code, result.out) == (1, "")
    assert (
        result.err == "a.txt: internal error (ZeroDivisionError: division by zero): please report it with this text\n"
    )


def test_warnings_are_counted(run: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Rebels", "published": "soon"}\n{"text": "Rebels"}\n')
    result = run("read", "a.jsonl")
    assert result.code == 0
    assert result.err == "read 2 of 2 reports (1 with warnings)\n"
    assert result.lines[0]["warnings"] == ["\"published\" 'soon' is no date as YYYY-MM-DD: left out"]


def test_schema_and_version(run: Dateline) -> None:
    assert json.loads(run("schema").out) == schema()
    assert run("--version").out == f"dateline {__version__}\n"


@pytest.mark.parametrize("arguments", [["schema"], ["--version"], ["--help"]])
def test_output_that_nobody_reads_any_more(arguments: list[str]) -> None:
    """As in ``dateline schema | head -1``, with the reader gone before the first byte."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    command = [sys.executable, "-m", "dateline", *arguments]
    done = subprocess.run(command, stdout=write_end, stderr=subprocess.PIPE, check=False)
    os.close(write_end)
    assert (done.returncode, done.stderr) == (cli.SOME_NOT, b"")
