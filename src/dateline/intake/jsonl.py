"""JSON lines and JSON: a record a line, or one record or a list of them in a file.

Keys of a record: ``id``, ``text``, ``title``, ``published``, ``publisher``, ``url``; others are passed over. A record
lives by its text and id: a wrong type elsewhere drops that value, with a warning, and keeps the report.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dateline.errors import BrokenRecord, EmptyReport, IntakeError, UsageError
from dateline.intake.decode import decode_any_length
from dateline.intake.outcome import (
    Given,
    Outcome,
    Taken,
    checked_characters,
    checked_text,
    date_warnings,
    published_day,
    too_long,
)
from dateline.model.report import Report

MAX_LINE_BYTES = 16 * 1024 * 1024
"""Longest line of JSON lines: a report's text at its most escaped, and then some."""

NAMES = ("title", "publisher", "url")


def from_lines(lines: Iterable[bytes], where: str, given: Given) -> Iterator[Outcome]:
    """An outcome for each line that is not blank, named ``where:line``. Each line is decoded and judged by itself."""
    empty = True
    for number, line in enumerate(lines, 1):
        if line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
            empty = False
            yield _outcome(f"{where}:{number}", line, given)
    if empty:
        yield EmptyReport("the file has no reports: nothing to read", where)


def from_json(data: bytes, where: str, given: Given) -> Iterator[Outcome]:
    """An outcome for each record of a JSON file: one object, or a list whose items are named ``where[index]``."""
    try:
        text, warnings = decode_any_length(data)
        value = loads(text)
    except IntakeError as error:
        yield named(error, where)
        return
    if not isinstance(value, list):
        yield _judge(value, where, given, warnings)
        return
    if not value:
        yield EmptyReport("the list has no reports", where)
    for index, record in enumerate(value):
        yield _judge(record, f"{where}[{index}]", given, warnings)


def loads(text: str) -> Any:
    """The value of JSON text. Raises BrokenRecord with line and column of what is wrong."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise BrokenRecord(f"no JSON: {error.msg} ({place})") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits; brackets 1,000 deep
        raise BrokenRecord(f"no JSON that can be read: {type(error).__name__}") from error


def report_of(record: object, given: Given, warnings: tuple[str, ...] = ()) -> Report:
    """The report that a JSON value holds. Raises IntakeError where it has no text, or an id that is none."""
    if not isinstance(record, dict):
        raise BrokenRecord(f'{kind(record)} where a report is due: an object with a "text"')
    if "text" not in record:
        keys = ", ".join(sorted(map(str, record))[:6]) or "none"
        raise BrokenRecord(f'no "text" in the record (its keys: {keys[:200]})')
    text = record["text"]
    if not isinstance(text, str):
        raise BrokenRecord(f'"text" is {kind(text)}, not a string')
    notes = list(warnings)
    names = {name: _name(record.get(name), name, notes) for name in NAMES}
    published = _published(record.get("published"), notes) or given.published
    return Report(
        id=_id(record.get("id")),
        text=checked_text(text),
        title=names["title"] or given.title,
        publisher=names["publisher"] or given.publisher,
        url=names["url"],
        published=published,
        warnings=(*notes, *date_warnings(published)),
    )


def kind(value: object) -> str:
    """What a JSON value is, in JSON's words."""
    kinds = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def named(error: IntakeError, where: str) -> IntakeError:
    """The same error with the place it happened at."""
    return type(error)(error.reason, where)


def is_json(data: bytes) -> bool:
    """Whether ``data`` is a whole JSON value."""
    try:
        loads(decode_any_length(data)[0])
    except IntakeError:
        return False
    return True


def is_record(line: bytes) -> bool:
    """Whether ``line`` is a whole JSON object: what the first of many JSON lines is."""
    return line.strip()[:1] == b"{" and len(line) <= MAX_LINE_BYTES and is_json(line)


def _outcome(where: str, line: bytes, given: Given) -> Outcome:
    if len(line) > MAX_LINE_BYTES:
        return named(too_long(f"a line of more than {MAX_LINE_BYTES // 1024**2} MiB"), where)
    try:
        text, warnings = decode_any_length(line.rstrip(b"\r\n"))
        return _judge(loads(text), where, given, warnings)
    except IntakeError as error:
        return named(error, where)


def _judge(record: object, where: str, given: Given, warnings: tuple[str, ...]) -> Outcome:
    try:
        return Taken(where, report_of(record, given, warnings))
    except IntakeError as error:
        return named(error, where)


def _id(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise BrokenRecord(f'"id" is {kind(value)}, not a string or number')
    return checked_characters(str(value), "id")


def _name(value: object, key: str, notes: list[str]) -> str | None:
    if isinstance(value, str):
        return checked_characters(value, key) or None
    if value is not None:
        notes.append(f'"{key}" is {kind(value)}, not a string: left out')
    return None


def _published(value: object, notes: list[str]) -> date | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        notes.append(f'"published" is {kind(value)}, not a date as YYYY-MM-DD: left out')
        return None
    try:
        return published_day(checked_characters(value, "published"))
    except UsageError:
        notes.append(f'"published" {value[:60]!r} is no date as YYYY-MM-DD: left out')
        return None
