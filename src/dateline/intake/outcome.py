"""What comes out of intake, and the checks that every report passes on its way out, whatever it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dateline.errors import BrokenRecord, EmptyReport, IntakeError, TooLong, UsageError
from dateline.model.report import Report
from dateline.settings import MAX_CHARACTERS

# A character that a reader could see: no white space, no control, none of the zero-width and direction marks.
VISIBLE = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
SURROGATE = re.compile(r"[\ud800-\udfff]")
ISO_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?:[T ]\d\d:?\d\d.*)?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of reports that do not say it themselves."""

    published: date | None = None
    title: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A report and where it came from (``path``, ``path:line`` or ``path[index]``)."""

    where: str
    report: Report


Outcome = Taken | IntakeError


def checked_text(text: str) -> str:
    """``text`` itself. Raises EmptyReport, TooLong or BrokenRecord for what no reader could read or write out."""
    if len(text) > MAX_CHARACTERS:
        raise too_long(f"{len(text):,} characters")
    if not text:
        raise EmptyReport("the report is empty: nothing to read")
    if not VISIBLE.search(text):
        raise EmptyReport("the report is white space alone: nothing to read")
    return checked_characters(text, "text")


def checked_characters(value: str, name: str) -> str:
    """``value`` itself. Raises BrokenRecord where it holds lone surrogates, which no encoding can write."""
    lone = SURROGATE.search(value)
    if lone:
        raise BrokenRecord(
            f'"{name}" has a lone surrogate (U+{ord(lone[0]):04X} at {lone.start()}), which is half a character: '
            "write the source again as UTF-8"
        )
    return value


def too_long(size: str) -> TooLong:
    """The error for a report of ``size`` (in words, with its unit)."""
    return TooLong(f"{size}, and a report has at most {MAX_CHARACTERS:,} characters: split it into single reports")


def published_day(value: str | date | None) -> date | None:
    """The day of an ISO date or date and time, as written there (no shift of time zone). Raises UsageError."""
    if value is None or not isinstance(value, str):
        return value.date() if isinstance(value, datetime) else value
    found = ISO_DAY.fullmatch(value)
    try:
        return date.fromisoformat(found[1] if found else value)
    except ValueError as error:
        raise UsageError(f"{value!r} is no date: write it as YYYY-MM-DD, as in 2020-10-18") from error


def date_warnings(published: date | None) -> tuple[str, ...]:
    """What is odd about a day of publication. A day's grace, for it is tomorrow already east of here."""
    if published and published > datetime.now(UTC).date() + timedelta(days=1):
        return (f"published {published.isoformat()} is in the future: check the date",)
    return ()
