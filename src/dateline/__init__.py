"""Dateline reads news reports about conflict and diplomacy into a record that can be checked.

>>> import dateline
>>> reading = dateline.read("The army said on Friday that rebels had shelled Goma.", published="2024-02-10")
>>> dateline.places("Shells fell on Stepanakert.").geojson()  # doctest: +SKIP
>>> record = dateline.open_record("dateline.db")  # doctest: +SKIP
>>> reader = dateline.load()  # to keep: reader.read(report), reader.pipe(reports)

Names are imported when they are first used, so that importing the package and ``dateline --help`` cost next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dateline.errors import DatelineError
from dateline.version import __version__

if TYPE_CHECKING:
    from dateline.api import load, places, read, times
    from dateline.model.reading import Reading, schema
    from dateline.model.report import Report
    from dateline.reader.pipeline import Reader
    from dateline.record.store import Record, open_record

__all__ = [
    "DatelineError", "Reader", "Reading", "Record", "Report", "__version__", "load", "open_record", "places", "read", "schema",
    "times",
]  # fmt: skip

_HOMES = {
    "load": "dateline.api",
    "read": "dateline.api",
    "places": "dateline.api",
    "times": "dateline.api",
    "Reading": "dateline.api",
    "schema": "dateline.model.reading",
    "Report": "dateline.model.report",
    "Reader": "dateline.reader.pipeline",
    "Record": "dateline.record.store",
    "open_record": "dateline.record.store",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
