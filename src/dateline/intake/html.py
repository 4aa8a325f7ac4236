"""A page of a news site: its article, and what it says of title, publisher, day and address (trafilatura 2).

The report's text is the article as extracted; offsets of a reading count characters of that, not of the page's source.
"""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import Any

from dateline.errors import NotText, UsageError
from dateline.intake.decode import BOMS, decode_any_length
from dateline.intake.outcome import Given, checked_text, date_warnings, published_day, too_long
from dateline.model.report import Report

MAX_PAGE_BYTES = 10 * 1024 * 1024
"""Largest page. Beyond it a page is data with tags; taking it apart would take minutes."""

STATED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
HEAD_BYTES = 4096
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
ARTICLE_WORDS = 6
DATE_OPTIONS = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}

# Its remarks on odd pages go to whoever configures logging; by default they would mix with our words on stderr.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def report_of(data: bytes, given: Given) -> Report:
    """The report that a page holds. ``given`` goes before what was found, for a page's date and names are guesses.

    Raises IntakeError: NotText for a page without an article, TooLong above ``MAX_PAGE_BYTES``.
    """
    if len(data) > MAX_PAGE_BYTES:
        raise too_long(f"the page has more than {MAX_PAGE_BYTES // 1024**2} MiB")
    html, warnings = decode_page(data)
    found = _extract(DECLARATION.sub("", html))
    text = str(found.text or "") if found else ""
    if not any(len(line.split()) >= ARTICLE_WORDS for line in text.splitlines()):
        raise NotText("no article found in the page: give the article's text as .txt, with --date and --title")
    published = given.published or _day(found.date)
    if published and not given.published and published.isoformat() not in html:
        # Pages state their day in data as well as in words. Words alone may be a footer's, or another story's.
        warnings += (
            f"published {published.isoformat()} was found in the page's words, not in its data: check the date",
        )
    return Report(
        text=checked_text(text),
        title=given.title or found.title or None,
        published=published,
        publisher=given.publisher or found.sitename or found.hostname or None,
        url=found.url or None,
        warnings=(*warnings, *date_warnings(published)),
    )


def decode_page(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The page's source as text: by its mark, by what its head states where that fits, else as any other bytes."""
    stated = STATED.search(data[:HEAD_BYTES])
    if stated and not any(data.startswith(mark) for mark, _ in BOMS):
        try:
            return data.decode((stated[1] or stated[2]).decode("ascii")), ()
        except (LookupError, UnicodeError):
            pass  # stated wrongly, as it often is: the bytes themselves are the better witness
    return decode_any_length(data)


def _extract(html: str) -> Any:
    # 0.25 s to import, which plain text need not pay.
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            html, with_metadata=True, include_comments=False, date_extraction_params=dict(DATE_OPTIONS)
        )
    except Exception as error:  # whatever a parser trips over in a broken page costs that page only, and says so
        raise NotText(f"the page could not be taken apart ({type(error).__name__}: {error})") from error


def _day(found: str | None) -> date | None:
    try:
        return published_day(found or None)
    except UsageError:
        return None
