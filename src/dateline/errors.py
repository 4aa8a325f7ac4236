"""Every error that Dateline raises on purpose.

    DatelineError
    ├── UsageError          wrong use: an option, a date, a path (exit code 2)
    ├── IntakeError         a report that cannot be taken in; costs only itself (exit code 1)
    │   ├── EmptyReport
    │   ├── NotText
    │   ├── TooLong
    │   └── BrokenRecord
    ├── ModelError          a language model that is not installed or does not fit
    ├── LexiconError        a data file of the package that breaks its own rules
    ├── GazetteerError      a gazetteer that cannot be built, opened or imported
    └── RecordError         a record that cannot be opened, read or written (exit code 1)

A message says what was wrong, where, and what to do.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of every error of the package."""


class UsageError(DatelineError):
    """Wrong use of a command or function: the caller can mend it."""


class IntakeError(DatelineError):
    """A report that cannot be taken in. ``where`` names it (a path, or path:line)."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.where = where
        self.reason = message


class EmptyReport(IntakeError):
    """Nothing to read: no text, or white space alone."""


class NotText(IntakeError):
    """Bytes that are no text in any encoding we know, or a page without an article."""


class TooLong(IntakeError):
    """A text longer than ``settings.MAX_CHARACTERS``."""


class BrokenRecord(IntakeError):
    """A JSON value that is no report."""


class ModelError(DatelineError):
    """A language model that is not installed, or that lacks a part a reader needs."""


class LexiconError(DatelineError):
    """A data file of the package that breaks its own rules."""


class GazetteerError(DatelineError):
    """A gazetteer that cannot be built, opened or imported."""


class RecordError(DatelineError):
    """A record that cannot be opened, read or written: foreign, damaged, of a newer version, or no room left."""
