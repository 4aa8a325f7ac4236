"""Reports into a record: a run whose readings are stored as they are made, one transaction each."""

from __future__ import annotations

import sys

from dateline.model.reading import Reading, Source
from dateline.model.report import Report
from dateline.record.store import Record
from dateline.writers import Writer


class Keeper(Writer):
    """Stores each reading. ``new`` and ``known`` count reports; ``renamed`` names those whose id another report had."""

    def __init__(self, record: Record) -> None:
        super().__init__(sys.stdout)
        self.record = record
        self.new = self.known = 0
        self.renamed: list[tuple[str, str]] = []

    def write(self, reading: Reading) -> None:
        """Store one reading."""
        [added] = self.record.add(reading)
        self.new += added.new
        self.known += not added.new
        if added.id != reading.report.id and added.new:
            self.renamed.append((reading.report.id, added.id))

    def finish(self) -> None:
        """All is stored already."""


def stored(record: Record, report: Report) -> bool:
    """Whether that very report is in the record."""
    return record.has(Source(language="und", **report.model_dump(exclude={"warnings"})))
