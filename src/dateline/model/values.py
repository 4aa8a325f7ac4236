"""Dates with precision: the ranges of days that words name, and their EDTF form."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.model.reading import Time, TimePrecision


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both inclusive; None where open."""

    start: date | None
    end: date | None
    precision: TimePrecision


NEVER = Days(None, None, "day")


def day(value: date, precision: TimePrecision = "day") -> Days:
    """One day."""
    return Days(value, value, precision)


def week(value: date) -> Days:
    """Monday to Sunday of the week that ``value`` lies in."""
    monday = value - timedelta(value.weekday())
    return Days(monday, monday + timedelta(6), "week")


def weekend(value: date) -> Days:
    """Saturday and Sunday of the week that ``value`` lies in."""
    monday = value - timedelta(value.weekday())
    return Days(monday + timedelta(5), monday + timedelta(6), "range")


def month(year: int, number: int) -> Days:
    """A month; ``number`` may run below 1 or above 12 and is carried into the year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not 1 <= year <= 9999:
        return NEVER
    return Days(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), "month")


def year(number: int) -> Days:
    """A year, January to December."""
    return Days(date(number, 1, 1), date(number, 12, 31), "year") if 1 <= number <= 9999 else NEVER


def decade(number: int) -> Days:
    """Ten years from ``number``."""
    return Days(date(number, 1, 1), date(number + 9, 12, 31), "range") if 1 <= number <= 9990 else NEVER


def span(first: Days, last: Days) -> Days:
    """From the first day of one to the last of the other; NEVER where that runs backwards."""
    if first.start and last.end and first.start <= last.end:
        return Days(first.start, last.end, "range")
    return NEVER


def safe_date(year_: int, month_: int, day_: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year_, month_, day_)
    except ValueError:
        return None


def shift(value: date, days: int) -> date:
    """``value`` so many days later, held within what a date can say."""
    try:
        return value + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


def edtf(time: Time) -> str:
    """The time as an Extended Date/Time Format string (Library of Congress, EDTF level 1); "" where unresolved.

    >>> from dateline.model.span import Span
    >>> at = Span(start=0, end=1, text="x")
    >>> edtf(Time(start=date(2020, 10, 1), end=date(2020, 10, 31), precision="month", span=at))
    '2020-10'
    """
    if time.start is None and time.end is None:
        return ""
    if time.relation in {"since", "after"} or time.end is None:
        return f"{time.start or '..'}/.."
    if time.relation in {"until", "before"} or time.start is None:
        return f"../{time.end or '..'}"
    if time.start == time.end:
        return str(time.start)
    if time.precision == "month":
        return f"{time.start:%Y-%m}"
    if time.precision == "year":
        return f"{time.start:%Y}"
    return f"{time.start}/{time.end}"
