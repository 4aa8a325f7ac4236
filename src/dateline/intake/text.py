"""Plain text: the report is the file's content, unchanged."""

from __future__ import annotations

from dateline.intake.decode import decode
from dateline.intake.outcome import Given, checked_text, date_warnings
from dateline.model.report import Report


def report_of(data: bytes, given: Given) -> Report:
    """The report that a plain text file holds. Raises IntakeError (EmptyReport, NotText, TooLong)."""
    text, warnings = decode(data)
    return Report(
        text=checked_text(text),
        published=given.published,
        title=given.title,
        publisher=given.publisher,
        warnings=(*warnings, *date_warnings(given.published)),
    )
