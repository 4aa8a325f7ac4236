"""What bad input gets, from the file to the last line on standard error, with the real reader: never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import dateline.reader.pipeline as pipeline
from dateline import cli
from dateline.model.reading import schema

pytest.importorskip("dateline.reader.merge")

STORY = (
    "Rebels shelled the town of Sake on Monday, killing at least four people, the army said in a statement on Tuesday."
)
READER: list[pipeline.Reader] = []
READ, REFUSED = 0, 1

Command = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Runs ``dateline read`` on a file of these bytes: exit code, readings, words."""
    if not READER:
        READER.append(pipeline.load())
    monkeypatch.setattr(pipeline, "load", lambda _: READER[0])
    monkeypatch.chdir(tmp_path)

    def go(data: bytes, name: str = "report.txt", *options: str) -> tuple[int, list[dict[str, Any]], str]:
        Path(name).write_bytes(data)
        monkeypatch.setattr(sys, "argv", ["dateline", "read", name, *options])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), [json.loads(line) for line in out.splitlines()], err

    return go


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the report is empty"),
        (b" \r\n\t ", "white space alone"),
        (bytes(range(256)) * 10, "binary data"),
        (b"%PDF-1.7 \xe2\xe3", "a PDF file, not text"),
        (b"\xff\xfea\x00b", "begins as UTF-16-LE but is broken"),
        (STORY.encode() * 200_000, "more than 400,004 bytes, and a report has at most 100,000 characters"),
        (b"a" * 1_000_000, "at most 100,000 characters"),
        (b"a" * 300_000, "300,000 characters, and a report has at most 100,000 characters"),
    ],
)
def test_refused_with_a_clear_message(command: Command, data: bytes, words: str) -> None:
    code, readings, err = command(data)
    assert (code, readings) == (REFUSED, [])
    assert err.startswith("report.txt: ")
    assert words in err
    assert err.count("\n") == 1


def long_words() -> str:
    return STORY + " " + "x" * 90_000


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY.upper(),
        STORY.lower(),
        STORY.replace(".", "").replace(",", "") * 20,
        STORY.replace(", ", ",\r\n") + "\r\n\r\n" + STORY,
        "\U0001f4a5\U0001f469\u200d\U0001f692 " + STORY + " \U0001f4a5",
        STORY + " قال الجيش إن أربعة قتلوا. " + STORY,
        STORY.replace("Sake", "Sa\u0301ke\u0323"),
        STORY.replace(" ", "\u200b ").replace("e", "e\u200d"),
        STORY.replace("town", "to\0wn"),
        "\n" * 3000 + STORY,
        STORY.replace(" ", "\u00a0"),
        long_words(),
    ],
    ids=lambda text: ascii(text[:24]),
)
def test_read_soundly_with_exact_offsets(command: Command, text: str) -> None:
    code, (reading,), err = command(text.encode())
    assert (code, err) == (READ, "")
    assert reading["report"]["text"] == text
    jsonschema.Draft202012Validator(schema()).validate(reading)
    for found in [*reading["entities"], *reading["places"], *reading["times"]]:
        span = found["span"]
        assert text[span["start"] : span["end"]] == span["text"]
    for event in reading["events"]:
        for mention in event["mentions"]:
            for span in mention.values():
                assert text[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_other_encodings_give_the_same_text(command: Command, encoding: str) -> None:
    text = STORY + " “No,” he said – twice."
    code, (reading,), err = command(text.encode(encoding))
    assert (code, err, reading["report"]["text"]) == (READ, "", text)
    guessed = {"utf-16-le": ["encoding guessed: UTF-16-LE"], "cp1252": ["encoding guessed: Windows-1252"]}
    assert [note for note in reading["warnings"] if "encoding" in note] == guessed.get(encoding, [])


@pytest.mark.parametrize(
    ("encoding", "language", "text"),
    [
        ("utf-8", "fr", "Trois personnes ont été tuées lundi dans une attaque contre un village, selon l'armée."),
        (
            "koi8-r",
            "ru",
            "В результате ракетного удара по городу погибли три человека, сообщили власти в субботу. " * 4,
        ),
        ("utf-8", "ar", "قتل ثلاثة أشخاص في هجوم على قرية في شمال مالي، بحسب الجيش."),
        ("utf-8", "zh", "军方称，北部一个村庄遭袭，三人死亡。"),
    ],
)
def test_not_english_is_said_and_nothing_invented(command: Command, encoding: str, language: str, text: str) -> None:
    code, (reading,), _ = command(text.encode(encoding))
    assert (code, reading["report"]["text"], reading["report"]["language"]) == (READ, text, language)
    assert any(f"the text is in '{language}'" in note for note in reading["warnings"])
    assert not any(reading[part] for part in ("events", "tolls", "agreements", "places", "times", "entities"))


def test_page_without_an_article(command: Command) -> None:
    code, _, err = command(b"<html><body><form><input></form></body></html>", "page.html")
    assert (code, err.split(": ")[1]) == (REFUSED, "no article found in the page")


def test_records_that_break_cost_only_themselves(command: Command) -> None:
    good = json.dumps({"text": STORY, "published": "2024-02-14"})
    lines = [
        good,
        '{"text": "cut',
        '{"text": 5}',
        '{"text": "a\\ud800b"}',
        '{"text": ""}',
        good,
        '{"text": "a", "id": []}',
    ]
    code, readings, err = command("\n".join(lines).encode(), "r.jsonl")
    assert (code, len(readings)) == (REFUSED, 2)
    assert [line.split(": ")[0] for line in err.splitlines()] == [
        *(f"r.jsonl:{number}" for number in (2, 3, 4, 5, 7)),
        "read 2 of 7 reports; 5 were not",
    ]


def test_dates_that_are_none_or_to_come(command: Command) -> None:
    code, (reading,), _ = command(json.dumps({"text": STORY, "published": "Tuesday"}).encode(), "r.jsonl")
    assert (code, reading["report"]["published"]) == (READ, None)
    assert "\"published\" 'Tuesday' is no date as YYYY-MM-DD: left out" in reading["warnings"]
    code, (reading,), _ = command(STORY.encode(), "report.txt", "--date", "2999-01-01")
    assert (code, reading["report"]["published"]) == (READ, "2999-01-01")
    assert "published 2999-01-01 is in the future: check the date" in reading["warnings"]
    code, readings, err = command(STORY.encode(), "report.txt", "--date", "2024-13-01")
    assert (code, readings) == (2, [])
    assert "'2024-13-01' is no date" in err


def test_the_command_as_installed(tmp_path: Path) -> None:
    """Once as a process of its own: bytes out are UTF-8 in a locale that has none, words stay on standard error."""
    (tmp_path / "a.txt").write_text(
        "\u200eThe army said that rebels had shelled Ağdam \U0001f4a5 on Monday.", encoding="utf-8"
    )
    (tmp_path / "b\u00e9.txt").write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "read", str(tmp_path)],
        capture_output=True,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        check=False,
    )
    assert done.returncode == 1
    assert "Ağdam \U0001f4a5" in json.loads(done.stdout.decode("utf-8"))["report"]["text"]
    assert b"Traceback" not in done.stderr
    assert b"read 1 of 2 reports; 1 was not" in done.stderr
