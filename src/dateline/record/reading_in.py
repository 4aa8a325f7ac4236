"""Writing: a reading with all that follows from it, and people's judgements, within one transaction of the caller's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.errors import BrokenRecord, UsageError
from dateline.model.reading import Event, Reading, Source
from dateline.record import judging, voices
from dateline.record.agencies import agency_of
from dateline.record.correcting import settled
from dateline.record.fusing import Fuser
from dateline.record.model import Verdict
from dateline.record.reading_out import find_incident, members
from dateline.record.schema import agreements, blocks, pairs, readings, reports, tolls, versions
from dateline.record.values import chunks, item_to, now, reading_to, report_hash


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a reading: the report's id in the record, and whether it is new there.

    ``id`` is another than the report's own where that is taken by a report with other words.
    """

    id: str
    new: bool


def known(connection: Connection, source: Source) -> str | None:
    """The id of this very report, where it is stored."""
    found: str | None = connection.scalar(sa.select(reports.c.id).where(reports.c.hash == report_hash(source)))
    return found


def add(connection: Connection, fuser: Fuser, reading: Reading) -> Added:
    """Store a report, its reading, and put together what it touches. Nothing changes where it is stored already."""
    source = reading.report
    there = known(connection, source)
    if there is not None:
        return Added(there, False)
    _check(connection, source)
    id_ = _free_id(connection, source)
    seq = _insert_report(connection, source, id_)
    _insert_reading(connection, seq, reading)
    changed = voices.settle(connection, seq, source.text)
    new = _insert_versions(connection, seq, reading.events)
    _insert_others(connection, seq, reading)
    fuser.touch(connection, new, changed - {seq})
    return Added(id_, True)


def replace(connection: Connection, fuser: Fuser, reading: Reading) -> bool:
    """Put a new reading of a stored report in use. The old one is kept; judgements go over to the events that are the same."""
    row = connection.execute(sa.select(reports.c.seq, reports.c.id).where(reports.c.id == reading.report.id)).first()
    if row is None:
        raise UsageError(f"{reading.report.id}: no such report in the record")
    seq, body = row.seq, reading_to(reading)
    current = sa.and_(readings.c.report == seq, readings.c.current.is_(True))
    if connection.scalar(sa.select(readings.c.body).where(current)) == body:
        return False
    old = _versions_of(connection, seq)
    connection.execute(readings.update().where(current).values(current=False))
    _insert_reading(connection, seq, reading)
    around = _take_out(connection, [number for number, _ in old.values()])
    fuser.forget(number for number, _ in old.values())
    new = _insert_versions(connection, seq, reading.events)
    for table in (tolls, agreements):
        connection.execute(table.delete().where(table.c.report == seq))
    _insert_others(connection, seq, reading)
    told = {event: decoded for event, (_, decoded) in old.items()}
    judging.move(
        connection, {f"{row.id}/{a}": b and f"{row.id}/{b}" for a, b in same_events(told, reading.events).items()}
    )
    fuser.touch(connection, new)
    fuser.gather(connection, around)
    return True


def same_events(old: dict[str, Event], new: Sequence[Event]) -> dict[str, str | None]:
    """For each old event the new one that shares the most of its words, and is of its type where several do."""
    matched: dict[str, str | None] = {}
    for id_, event in old.items():
        words = [m.trigger for m in event.mentions]
        best, most = None, (0, False)
        for other in new:
            shared = sum(a.overlaps(m.trigger) for a in words for m in other.mentions)
            if shared and (shared, other.type == event.type) > most:
                best, most = other.id, (shared, other.type == event.type)
        matched[id_] = best
    return matched


def merge(connection: Connection, fuser: Fuser, a: str, b: str, *, by: str, why: str) -> int:
    """A person's "same" between two incidents. Raises UsageError where a person has said that they are not."""
    one, two = members(connection, find_incident(connection, a)), members(connection, find_incident(connection, b))
    if one[0] == two[0]:
        raise UsageError(f"{a} and {b} are one incident already")
    keys = judging.keys_of(connection, [n for _, n in (*one, *two)])
    apart = [link for link in judging.links(connection, keys) if link.verdict == "not_same"]
    left, right = {key for key, _ in one}, {key for key, _ in two}
    for link in apart:
        if (link.a in left and link.b in right) or (link.a in right and link.b in left):
            raise UsageError(f"{link.by} judged that they are not the same ({link.reasons[0][0]}): undo that first")
    # All are tied, also those that the machine had together: a third that fits one of the two badly must not drop out.
    number = judging.add(connection, "same", [(one[0][0], key) for key, _ in (*one[1:], *two)], by=by, why=why)
    fuser.gather(connection, {n for _, n in (*one, *two)})
    return number


def split(connection: Connection, fuser: Fuser, incident: str, report: str, *, by: str, why: str) -> int:
    """A person's "not the same" between what a report tells and the rest of an incident."""
    several = members(connection, find_incident(connection, incident))
    out = [key for key, _ in several if key.rpartition("/")[0] == report]
    rest = [key for key, _ in several if key not in out]
    if not out:
        told = ", ".join(dict.fromkeys(key.rpartition("/")[0] for key, _ in several))
        raise UsageError(f"{report} tells nothing of {incident}: its reports are {told}")
    if not rest:
        raise UsageError(f"{incident} is told by {report} alone: there is nothing to split")
    number = judging.add(connection, "not_same", [(a, b) for a in out for b in rest], by=by, why=why)
    fuser.gather(connection, {n for _, n in several})
    return number


def judge(connection: Connection, fuser: Fuser, verdict: Verdict, incident: str, *, by: str, why: str) -> int:
    """A person's "reject" or "confirm" of an incident."""
    several = members(connection, find_incident(connection, incident))
    number = judging.add(connection, verdict, [(several[0][0], None)], by=by, why=why)
    fuser.gather(connection, {n for _, n in several})
    return number


def correct(connection: Connection, fuser: Fuser, incident: str, field: str, value: str, *, by: str, why: str) -> int:
    """A person's value for a field of an incident."""
    kept = settled(field, value)
    several = members(connection, find_incident(connection, incident))
    number = judging.add(connection, "correct", [(several[0][0], None)], by=by, why=why, field=field, value=kept)
    fuser.gather(connection, {n for _, n in several})
    return number


def _check(connection: Connection, source: Source) -> None:
    held = (source.id, source.text, source.title, source.publisher, source.url)
    if connection.dialect.name != "sqlite" and any("\x00" in value for value in held if value):
        raise BrokenRecord("the report holds a zero character, which PostgreSQL cannot store: use an SQLite record")


def _free_id(connection: Connection, source: Source) -> str:
    taken = connection.scalar(sa.select(reports.c.seq).where(reports.c.id == source.id))
    return source.id if taken is None else f"{source.id}~{report_hash(source).hex()[:8]}"


def _insert_report(connection: Connection, source: Source, id_: str) -> int:
    row = {
        "id": id_, "hash": report_hash(source), "title": source.title, "publisher": source.publisher,
        "agency": agency_of(source.text, source.publisher), "url": source.url, "language": source.language,
        "published": source.published, "added": now(), "voice": None, "text": source.text,
    }  # fmt: skip
    seq = int(connection.execute(reports.insert().values(row)).inserted_primary_key[0])  # type: ignore[index]
    if connection.dialect.name == "sqlite":
        words = sa.text("INSERT INTO words(rowid, title, text) VALUES (:seq, :title, :text)")
        connection.execute(words, {"seq": seq, "title": source.title or "", "text": source.text})
    return seq


def _insert_reading(connection: Connection, seq: int, reading: Reading) -> None:
    row = {
        "report": seq, "coder": f"{reading.coder.name} {reading.coder.version}", "model": reading.coder.model,
        "made": now(), "current": True, "body": reading_to(reading),
    }  # fmt: skip
    connection.execute(readings.insert().values(row))


def _insert_versions(connection: Connection, seq: int, events: Sequence[Event]) -> list[int]:
    numbers = []
    for event in events:
        row = {"report": seq, "event": event.id, "incident": None, "body": item_to(event)}
        numbers.append(int(connection.execute(versions.insert().values(row)).inserted_primary_key[0]))  # type: ignore[index]
    return numbers


def _insert_others(connection: Connection, seq: int, reading: Reading) -> None:
    for table, items in ((tolls, reading.tolls), (agreements, reading.agreements)):
        if items:
            connection.execute(table.insert(), [{"report": seq, "body": item_to(item)} for item in items])


def _versions_of(connection: Connection, seq: int) -> dict[str, tuple[int, Event]]:
    from dateline.record.values import event_from

    query = sa.select(versions.c.event, versions.c.id, versions.c.body).where(versions.c.report == seq)
    return {event: (number, event_from(body)) for event, number, body in connection.execute(query)}


def _take_out(connection: Connection, numbers: Sequence[int]) -> set[int]:
    """Take versions out of everything. Returns those that shared an incident with them, to be put together again."""
    from dateline.record.schema import finders, incidents

    around: set[int] = set()
    for part in chunks(numbers):
        of = set(connection.scalars(sa.select(versions.c.incident).where(versions.c.id.in_(part)).distinct())) - {None}
        around.update(connection.scalars(sa.select(versions.c.id).where(versions.c.incident.in_(of))))
        connection.execute(versions.update().where(versions.c.incident.in_(of)).values(incident=None))
        connection.execute(finders.delete().where(finders.c.incident.in_(of)))
        connection.execute(incidents.delete().where(incidents.c.id.in_(of)))
        connection.execute(pairs.delete().where(sa.or_(pairs.c.a.in_(part), pairs.c.b.in_(part))))
        connection.execute(blocks.delete().where(blocks.c.version.in_(part)))
        connection.execute(versions.delete().where(versions.c.id.in_(part)))
    return around - set(numbers)
