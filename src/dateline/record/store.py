"""The record: reports and readings kept for ever, and what follows from them.

``Record(path_or_url)`` opens one; ``add`` puts readings in, one transaction each; ``incidents``, ``tolls``, ``claims``, ``agreements``
and ``search`` ask. Every method raises RecordError where the database cannot do it, UsageError for wrong use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.model.reading import Reading, Source
from dateline.record import judging, reading_in, reading_out, searching
from dateline.record.changes import Difference, compare
from dateline.record.connect import explained, open_engine
from dateline.record.filters import Filter, make
from dateline.record.fusing import Fuser
from dateline.record.model import Claim, Incident, Judgement, Link, Pact, Stored, TollSeries
from dateline.record.reading_in import Added
from dateline.record.results import Results
from dateline.record.schema import readings, reports
from dateline.settings import DEFAULT_RECORD


class Record:
    """A record in an SQLite file (by path) or a PostgreSQL database (by URL).

    ``write`` False opens it for asking alone, and makes none where there is none.
    """

    def __init__(self, where: str | Path = DEFAULT_RECORD, *, write: bool = True) -> None:
        self.engine, self.name = open_engine(where, write=write, create=write)
        self._fuser = Fuser()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    # Putting in

    def add(self, given: Reading | Iterable[Reading]) -> list[Added]:
        """Store readings and put together what they touch, one transaction each; what was stored before changes nothing."""
        several = [given] if isinstance(given, Reading) else given
        return [self._add(reading) for reading in several]

    def _add(self, reading: Reading) -> Added:
        try:
            with self._writing() as connection:
                return reading_in.add(connection, self._fuser, reading)
        except BaseException:
            self._fuser = Fuser()  # it may have met versions that were rolled back
            raise

    def has(self, source: Source) -> bool:
        """Whether this very report is stored."""
        with self._asking() as connection:
            return reading_in.known(connection, source) is not None

    # Asking

    def incidents(self, asked: Filter | None = None, *, limit: int | None = None, **wanted: Any) -> Results[Incident]:
        """Incidents in the order of their days. ``wanted``: since, until, where, actor, type, min_sources, disputed."""
        with self._asking() as connection:
            return Results(reading_out.incidents(connection, self._fuser, asked or make(**wanted), limit))

    def count(self, asked: Filter | None = None, **wanted: Any) -> int:
        """How many incidents ``incidents`` would give."""
        with self._asking() as connection:
            return reading_out.count(connection, asked or make(**wanted))

    def tolls(self, asked: Filter | None = None, **wanted: Any) -> Results[TollSeries]:
        """Running totals, a series a source and scope."""
        with self._asking() as connection:
            return Results(reading_out.tolls_of(connection, asked or make(**wanted)))

    def claims(self, asked: Filter | None = None, **wanted: Any) -> Results[Claim]:
        """Who asserts and who denies what, of the incidents asked for."""
        with self._asking() as connection:
            return Results(reading_out.claims_of(connection, self._fuser, asked or make(**wanted)))

    def agreements(self, asked: Filter | None = None, **wanted: Any) -> Results[Pact]:
        """Truces and other agreements, each with its state over time."""
        with self._asking() as connection:
            return Results(reading_out.pacts_of(connection, asked or make(**wanted)))

    def incident(self, id_: str) -> Incident | None:
        """The incident of that id (or of an unambiguous beginning of it), with its versions and links."""
        with self._asking() as connection:
            return reading_out.incident(connection, self._fuser, id_)

    def report(self, id_: str) -> Stored | None:
        """The stored report of that id."""
        with self._asking() as connection:
            return reading_out.stored(connection, id_)

    def reading(self, id_: str) -> Reading | None:
        """The newest reading of that report."""
        with self._asking() as connection:
            found = reading_out.readings_of(connection, id_, current=True)
            return found[0] if found else None

    def readings(self, id_: str) -> list[Reading]:
        """All readings of that report, oldest first."""
        with self._asking() as connection:
            return reading_out.readings_of(connection, id_)

    def incidents_of(self, id_: str) -> list[Incident]:
        """The incidents that a report tells of."""
        with self._asking() as connection:
            return reading_out.incidents_of(connection, self._fuser, id_)

    def copies(self, id_: str) -> list[Stored]:
        """The reports that count as one voice with that report, itself among them."""
        with self._asking() as connection:
            return reading_out.copies(connection, id_)

    def ids(self) -> list[str]:
        """Ids of all stored reports, in the order they came."""
        with self._asking() as connection:
            return list(connection.scalars(sa.select(reports.c.id).order_by(reports.c.seq)))

    def search(self, words: str, limit: int = 20) -> list[searching.Hit]:
        """The reports that hold all of ``words`` ("a phrase", -without), best first."""
        with self._asking() as connection:
            return searching.search(connection, words, limit)

    def info(self) -> dict[str, Any]:
        """What the record holds, in numbers."""
        with self._asking() as connection:
            return {"record": self.name, **reading_out.info(connection)}

    # Judging

    def judgements(self) -> list[Judgement]:
        """People's judgements, oldest first, undone ones too."""
        with self._asking() as connection:
            return judging.listed(connection)

    def judgements_on(self, incident: Incident) -> list[Judgement]:
        """People's judgements that name a version of that incident, undone ones too."""
        with self._asking() as connection:
            return judging.of_keys(connection, [version.key for version in incident.versions])

    def links(self, incident: Incident) -> list[Link]:
        """The machine's judgements that hold an incident together, with their reasons."""
        with self._asking() as connection:
            return reading_out.machine_links(connection, [v.key for v in incident.versions])

    def merge(self, a: str, b: str, *, by: str, why: str) -> int:
        """Two incidents are one. Returns the judgement's number, as the others do."""
        with self._writing() as connection:
            return reading_in.merge(connection, self._fuser, a, b, by=by, why=why)

    def split(self, incident: str, report: str, *, by: str, why: str) -> int:
        """What a report tells is not that incident, now and for ever."""
        with self._writing() as connection:
            return reading_in.split(connection, self._fuser, incident, report, by=by, why=why)

    def reject(self, incident: str, *, by: str, why: str) -> int:
        """An incident that is none: kept, and left out of what is asked for."""
        with self._writing() as connection:
            return reading_in.judge(connection, self._fuser, "reject", incident, by=by, why=why)

    def confirm(self, incident: str, *, by: str, why: str) -> int:
        """Somebody has looked, and it is so."""
        with self._writing() as connection:
            return reading_in.judge(connection, self._fuser, "confirm", incident, by=by, why=why)

    def correct(self, incident: str, field: str, value: str, *, by: str, why: str) -> int:
        """A field of an incident should be shown as ``value``; what was read stays."""
        with self._writing() as connection:
            return reading_in.correct(connection, self._fuser, incident, field, value, by=by, why=why)

    def undo(self, judgement: int, *, by: str) -> None:
        """A judgement no longer counts; it stays listed."""
        with self._writing() as connection:
            touched = judging.undo(connection, judgement, by=by)
            self._fuser.gather(connection, judging.numbers_of(connection, touched).values())

    # Reading again

    def differences(self, reading: Reading) -> list[Difference]:
        """What a new reading of a stored report says otherwise than the one in use; nothing is changed."""
        old = self.reading(reading.report.id)
        return compare(old, reading) if old else []

    def replace(self, reading: Reading) -> bool:
        """Put a new reading of a stored report in use; the old one is kept. False where it says and is the same."""
        try:
            with self._writing() as connection:
                return reading_in.replace(connection, self._fuser, reading)
        except BaseException:
            self._fuser = Fuser()
            raise

    def unread_by(self, coder: str, model: str) -> list[str]:
        """Ids of the reports whose reading in use is not of that coder and model."""
        current = sa.and_(readings.c.report == reports.c.seq, readings.c.current.is_(True))
        other = sa.or_(readings.c.coder != coder, readings.c.model != model)
        with self._asking() as connection:
            return list(
                connection.scalars(sa.select(reports.c.id).join(readings, current).where(other).order_by(reports.c.seq))
            )

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with explained(self.name), self.engine.execution_options(write=True).begin() as connection:
            yield connection

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        with explained(self.name), self.engine.connect() as connection:
            yield connection


def open_record(where: str | Path = DEFAULT_RECORD, *, write: bool = True) -> Record:
    """The record at a path (SQLite) or URL (PostgreSQL), made where there is none.

    Raises RecordError for what is no record, is damaged, newer than this version, or cannot be written.
    """
    return Record(where, write=write)
