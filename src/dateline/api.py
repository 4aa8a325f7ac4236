"""The package as Python users meet it: ``read`` a text, ``load`` a reader, and readings that show themselves."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from dateline.intake.outcome import date_warnings, published_day
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.settings import DEFAULT_MODEL

if TYPE_CHECKING:
    from dateline.publish.located import Places, Times
    from dateline.reader.pipeline import Reader

__all__ = ["Reading", "load", "places", "read", "times"]


def read(
    text: str,
    published: date | str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Reading:
    """What the report ``text`` says, with the default model, which is loaded at the first call and kept.

    ``published`` is the day of publication (a date, or text as YYYY-MM-DD): without it, "on Friday" stays unresolved.
    Raises UsageError for a date that is no date, TooLong for a text above ``settings.MAX_CHARACTERS``.
    """
    day = published_day(published)
    report = Report(text=text, published=day, title=title, publisher=publisher, url=url, warnings=date_warnings(day))
    return _default().read(report)


def places(text: str) -> Places:
    """The place names of ``text``, resolved: a list of places with ``geojson()``, ``why``, and a table when printed.

    Raises TooLong, BrokenRecord.
    """
    from dateline.publish.located import Places
    from dateline.reader import alone

    return Places(*alone.places(_default(), text))


def times(text: str, published: date | str | None = None) -> Times:
    """The time expressions of ``text``, resolved against ``published`` (YYYY-MM-DD): a list with a table when printed.

    Without a day of publication, and none in the text's own head, "on Friday" stays unresolved. Raises UsageError, TooLong,
    BrokenRecord.
    """
    from dateline.publish.located import Times
    from dateline.reader import alone

    return Times(*alone.times(_default(), text, published_day(published)))


def load(model: str = DEFAULT_MODEL) -> Reader:
    """A reader to keep, built on the spaCy pipeline ``model``. Raises ModelError where that is not installed or fit."""
    from dateline.reader.pipeline import load as build  # spaCy takes a second to import

    return build(model)


@cache
def _default() -> Reader:
    return load()


def _show(reading: Reading) -> str:
    """The reading as HTML, for notebooks."""
    from dateline.publish.page import fragment

    return fragment(reading)


# The model knows nothing of pages, so what makes the page gives it to the model, here where both are known.
Reading._repr_html_ = _show  # type: ignore[attr-defined]
