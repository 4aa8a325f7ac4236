"""JSON lines and JSON: records, and what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dateline.errors import BrokenRecord, EmptyReport, IntakeError, TooLong
from dateline.intake import Given, Outcome, Taken
from dateline.intake.jsonl import MAX_LINE_BYTES
from dateline.model.report import Report

Outcomes = Callable[..., list[Outcome]]
ReportIn = Callable[..., Report]
ErrorIn = Callable[..., IntakeError]

STORY = "Rebels shelled the town of Sake."


def line(**record: Any) -> bytes:
    return json.dumps({"text": STORY, **record}).encode() + b"\n"


@pytest.mark.parametrize("name", ["reports.jsonl", "reports.json", "-"])
def test_all_keys_and_unknown_ones(report_in: ReportIn, name: str) -> None:
    data = line(id="a-1", title="T", published="2020-10-18", publisher="P", url="https://p.example/1", tags=["x"])
    report = report_in(data, name)
    assert report.model_dump() == {
        "id": "a-1",
        "text": STORY,
        "title": "T",
        "published": date(2020, 10, 18),
        "publisher": "P",
        "url": "https://p.example/1",
        "warnings": (),
    }


@pytest.mark.parametrize(("given", "kept"), [(7, "7"), (7.5, "7.5"), ("7", "7"), (0, "0"), ("ü/1", "ü/1")])
def test_id_comes_back_as_text(report_in: ReportIn, given: object, kept: str) -> None:
    assert report_in(line(id=given), "r.jsonl").id == kept


@pytest.mark.parametrize("given", [None, ""])
def test_without_id_the_text_gives_one(report_in: ReportIn, given: object) -> None:
    assert report_in(line(id=given), "r.jsonl").id == Report(text=STORY).id


def test_text_keeps_its_edges_and_line_ends(report_in: ReportIn) -> None:
    text = "\n Rebels\r\nshelled \u2028 Sa\u0000ke. \U0001f4a5 \n"
    assert report_in(line(text=text), "r.jsonl").text == text


def test_broken_line_costs_itself_and_is_named(outcomes: Outcomes) -> None:
    got = outcomes(line(id=1) + b'{"text": "cut o\n\n' + line(id=2) + b"\r\n[1]\n" + line(id=3), "r.jsonl")
    assert [o.where if isinstance(o, Taken) else type(o) for o in got] == [
        "standard input:1",
        BrokenRecord,
        "standard input:4",
        BrokenRecord,
        "standard input:7",
    ]
    assert str(got[1]).startswith("standard input:2: no JSON: Unterminated string")
    assert str(got[3]) == 'standard input:6: a list where a report is due: an object with a "text"'


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (b'{"title": "T"}', 'no "text" in the record (its keys: title)'),
        (b"{}", 'no "text" in the record (its keys: none)'),
        (b'{"text": null}', '"text" is null, not a string'),
        (b'{"text": ["a"]}', '"text" is a list, not a string'),
        (b'{"text": 5}', '"text" is a number, not a string'),
        (b'{"text": "a", "id": {"x": 1}}', '"id" is an object, not a string or number'),
        (b'{"text": "a", "id": true}', '"id" is true or false, not a string or number'),
        (b"3", "a number where a report is due"),
        (b'"Rebels"', "a string where a report is due"),
        (b"[" * 100_000, "no JSON"),
        (b'{"text": ' + b"9" * 5000 + b"}", "no JSON that can be read: ValueError"),
        (b'{"text": "Re\\ud800bels"}', '"text" has a lone surrogate (U+D800 at 2)'),
        (b'{"text": "a", "title": "\\udc00"}', '"title" has a lone surrogate'),
        (b'{"text": "a", "id": "\\udc00"}', '"id" has a lone surrogate'),
        (b'{"text": "a", "published": "\\udc00"}', '"published" has a lone surrogate'),
    ],
)
def test_records_that_are_no_reports(error_in: ErrorIn, record: bytes, words: str) -> None:
    error = error_in(record, "r.jsonl")
    assert isinstance(error, BrokenRecord)
    assert words in error.reason
    assert len(error.reason) < 300


@pytest.mark.parametrize("text", ["", " \n", "\u200b"])
def test_record_with_empty_text(error_in: ErrorIn, text: str) -> None:
    assert isinstance(error_in(line(text=text), "r.jsonl"), EmptyReport)


def test_record_with_too_long_a_text_or_line(outcomes: Outcomes) -> None:
    got = outcomes(line(text="a" * 200_001) + b'{"text": "' + b"a" * MAX_LINE_BYTES + b'"}\n' + line(id=3), "r.jsonl")
    assert [type(o) for o in got] == [TooLong, TooLong, Taken]
    assert [o.where for o in got] == ["standard input:1", "standard input:2", "standard input:3"]


@pytest.mark.parametrize("value", ["2020-13-45", "18 October 2020", "soon", "2020-02-30T10:00:00Z"])
def test_date_that_is_no_date_is_left_out_with_a_warning(report_in: ReportIn, value: str) -> None:
    report = report_in(line(published=value), "r.jsonl")
    assert report.published is None
    assert report.warnings == (f'"published" {value!r} is no date as YYYY-MM-DD: left out',)


@pytest.mark.parametrize(
    "value", ["2020-10-18", "2020-10-18T23:59:59Z", "2020-10-18 01:00", "2020-10-18T01:00:00.5+04:00", " 2020-10-18\n"]
)
def test_date_with_a_time_is_its_day_as_written(report_in: ReportIn, value: str) -> None:
    assert report_in(line(published=value), "r.jsonl").published == date(2020, 10, 18)


def test_wrong_types_beside_the_text_are_left_out_with_warnings(report_in: ReportIn) -> None:
    report = report_in(line(published=1603000000, title=["T"], url={"u": 1}, publisher=False), "r.jsonl")
    assert (report.published, report.title, report.url, report.publisher) == (None, None, None, None)
    assert report.warnings == (
        '"title" is a list, not a string: left out',
        '"publisher" is true or false, not a string: left out',
        '"url" is an object, not a string: left out',
        '"published" is a number, not a date as YYYY-MM-DD: left out',
    )


def test_future_date_in_a_record(report_in: ReportIn) -> None:
    report = report_in(line(published="2999-01-01"), "r.jsonl")
    assert report.warnings == ("published 2999-01-01 is in the future: check the date",)


def test_given_fills_in_and_does_not_override_a_record(report_in: ReportIn) -> None:
    given = Given(date(2021, 1, 1), "Given", "Given")
    full = report_in(line(published="2020-10-18", title="Own", publisher="Own"), "r.jsonl", given)
    bare = report_in(line(), "r.jsonl", given)
    assert (full.published, full.title, full.publisher) == (date(2020, 10, 18), "Own", "Own")
    assert (bare.published, bare.title, bare.publisher) == (date(2021, 1, 1), "Given", "Given")


def test_json_list_names_items_by_index(outcomes: Outcomes) -> None:
    data = json.dumps([{"text": STORY}, {"title": 1}, {"text": STORY, "id": 9}], indent=1).encode()
    for name in ("r.json", "r.jsonl", "-"):
        got = outcomes(data, name)
        assert [o.where for o in got] == ["standard input[0]", "standard input[1]", "standard input[2]"]
        assert [type(o) for o in got] == [Taken, BrokenRecord, Taken]


def test_one_indented_object(report_in: ReportIn) -> None:
    data = b"\xef\xbb\xbf" + json.dumps({"text": STORY, "id": 4}, indent=2).encode()
    assert [report_in(data, name).id for name in ("r.json", "r.jsonl", "-")] == ["4", "4", "4"]


def test_lines_in_a_file_called_json(outcomes: Outcomes) -> None:
    got = outcomes(line(id=1) + line(id=2), "r.json")
    assert [o.report.id for o in got if isinstance(o, Taken)] == ["1", "2"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_lines_with_a_byte_order_mark(outcomes: Outcomes, encoding: str) -> None:
    text = "".join(json.dumps({"text": "Ağdam’a saldırı", "id": n}, ensure_ascii=False) + "\n" for n in (1, 2))
    got = outcomes(text.encode(encoding), "r.jsonl")
    assert [o.report.text for o in got if isinstance(o, Taken)] == ["Ağdam’a saldırı"] * 2


def test_line_in_windows_encoding(report_in: ReportIn) -> None:
    data = json.dumps({"text": "The minister said: “No” – and left."}, ensure_ascii=False).encode("cp1252")
    report = report_in(data, "r.jsonl")
    assert report.text == "The minister said: “No” – and left."
    assert report.warnings == ("encoding guessed: Windows-1252",)


@pytest.mark.parametrize(("data", "name"), [(b"", "r.jsonl"), (b"\n \r\n", "r.jsonl"), (b"[]", "r.json")])
def test_files_without_reports(error_in: ErrorIn, data: bytes, name: str) -> None:
    assert isinstance(error_in(data, name), EmptyReport)


@pytest.mark.parametrize("data", [b"", b"{", b"Rebels shelled Sake."])
def test_json_that_is_none(error_in: ErrorIn, data: bytes) -> None:
    assert isinstance(error_in(data, "r.json"), BrokenRecord)
