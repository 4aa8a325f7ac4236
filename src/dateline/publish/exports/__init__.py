"""Incidents in the formats of other projects: one file a format, each with ``NAME``, ``ABOUT``, ``holds`` and ``write``.

``write(incidents, reports, out, casualties)`` gives how many rows were written.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from dateline.gazetteer import ATTRIBUTION

FORMATS = (
    "acled", "ucdp", "plover", "polecat", "gdelt", "geojson", "geoparquet", "geopackage", "parquet", "csv", "jsonl", "ftm",
)  # fmt: skip
"""Names of the formats; each is a module of this package, loaded when it is asked for."""


def format_of(name: str) -> ModuleType:
    """The module of a format. Raises KeyError for a name that is not in ``FORMATS``."""
    if name not in FORMATS:
        raise KeyError(name)
    return import_module(f"dateline.publish.exports.{name}")


def attribute(out: Path) -> Path | None:
    """Write GeoNames' attribution into a file beside ``out``, for these formats have no room for it; gives its path.

    None where ``out`` is no file (a pipe, a device), which nothing lies beside. Raises OSError.
    """
    if not out.is_file():
        return None
    beside = out.with_name(out.name + ".attribution.txt")
    beside.write_text(ATTRIBUTION + "\n", encoding="utf-8", newline="\n")
    return beside
