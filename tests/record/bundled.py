"""Bundles of short reports (tests/data/bundles), read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.reader.pipeline import Reader, load
from dateline.record.model import Version

BUNDLES = sorted((Path(__file__).parents[1] / "data" / "bundles").glob("*.toml"))
FIELDS = ("id", "title", "publisher", "published", "text")


@dataclass(frozen=True)
class Bundle:
    """Reports as read, with what must come out of them."""

    wanted: dict[str, Any]
    readings: dict[str, Reading]

    @property
    def versions(self) -> list[Version]:
        voices = {r["id"]: r.get("voice", r["id"]) for r in self.wanted["report"]}
        return [
            Version(id_, event, reading.report.published, voices[id_], reading.report.publisher)
            for id_, reading in self.readings.items()
            for event in reading.events
        ]


@cache
def _reader() -> Reader:
    return load()


@cache
def bundle(path: Path) -> Bundle:
    wanted = tomllib.loads(path.read_text(encoding="utf-8"))
    reports = [Report(**{k: r[k] for k in FIELDS}) for r in wanted["report"]]
    return Bundle(wanted, {r.id: _reader().read(r) for r in reports})
