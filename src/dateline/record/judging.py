"""People's judgements: added, dated, signed, undoable; and what each does to the incidents.

"same" ties two versions together, "not_same" keeps them apart for ever, "reject" hides an incident, "correct" shows another value beside
what was read, "confirm" says that somebody looked. No reading is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from dateline.errors import UsageError
from dateline.record.correcting import apply
from dateline.record.model import Incident, Judgement, Link, Verdict
from dateline.record.schema import judgements, reports, versions
from dateline.record.values import chunks, now, utc

HOLDS = judgements.c.undone_at.is_(None)
HUMAN_SCORE = 1.0


def links(connection: Connection, keys: Mapping[str, int]) -> list[Link]:
    """People's "same" and "not_same" between those versions."""
    told = _of(connection, keys, ("same", "not_same"))
    return [
        Link(one.a_now, one.b_now, one.verdict, HUMAN_SCORE, ((one.why, HUMAN_SCORE),), one.by, utc(one.at))
        for one in told
        if one.a_now in keys and one.b_now in keys
    ]


def partners(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Numbers of the versions that people tied to those given."""
    if connection.scalar(sa.select(judgements.c.id).where(judgements.c.verdict == "same", HOLDS).limit(1)) is None:
        return set()
    keys = keys_of(connection, numbers)
    others = {
        key for one in _of(connection, keys, ("same",)) for key in (one.a_now, one.b_now) if key and key not in keys
    }
    return set(numbers_of(connection, others).values())


def rejected(connection: Connection, keys: Mapping[str, int]) -> set[str]:
    """Those of the versions by which a person rejected an incident."""
    return {one.a_now for one in _of(connection, keys, ("reject",))}


def corrected(connection: Connection, found: Sequence[Incident]) -> list[Incident]:
    """The incidents with people's corrections on top, the latest of each field last."""
    told = _of(connection, [version.key for one in found for version in one.versions], ("correct",))
    by_key: dict[str, list[Judgement]] = {}
    for row in sorted(told, key=lambda one: one.id):
        by_key.setdefault(row.a_now, []).append(_judgement(row))
    if not by_key:
        return list(found)
    return [apply(one, [j for v in one.versions for j in by_key.get(v.key, ())]) for one in found]


def add(
    connection: Connection,
    verdict: Verdict,
    pairs_of_keys: Sequence[tuple[str, str | None]],
    *,
    by: str,
    why: str,
    field: str | None = None,
    value: str | None = None,
) -> int:
    """Write one judgement, on as many pairs of versions as it takes, and return its number. Raises UsageError unsigned."""
    if not by.strip() or not why.strip():
        raise UsageError("a judgement is signed and has its reason: give --by NAME and --why TEXT")
    act: int | None = None
    for a, b in pairs_of_keys:
        row = {
            "act": act, "verdict": verdict, "a": a, "b": b, "a_now": a, "b_now": b, "field": field, "value": value,
            "by": by.strip(), "why": why.strip(), "at": now(),
        }  # fmt: skip
        number = int(connection.execute(judgements.insert().values(row)).inserted_primary_key[0])  # type: ignore[index]
        act = act or number
    assert act is not None
    return act


def undo(connection: Connection, number: int, *, by: str) -> set[str]:
    """Undo a judgement and return the keys of the versions it named. Raises UsageError where there is none that holds."""
    if not by.strip():
        raise UsageError("an undoing is signed: give --by NAME")
    mine = sa.or_(judgements.c.id == number, judgements.c.act == number)
    rows = connection.execute(sa.select(judgements).where(mine)).all()
    if not rows:
        raise UsageError(f"there is no judgement {number}: `dateline judgements` lists them")
    if all(row.undone_at is not None for row in rows):
        raise UsageError(f"judgement {number} was undone before, by {rows[0].undone_by}")
    connection.execute(judgements.update().where(mine, HOLDS).values(undone_by=by.strip(), undone_at=now()))
    return {key for row in rows for key in (row.a_now, row.b_now) if key}


def listed(connection: Connection) -> list[Judgement]:
    """All judgements, oldest first, undone ones too; one that took several pairs is one."""
    query = sa.select(judgements).where(judgements.c.act.is_(None)).order_by(judgements.c.id)
    return [_judgement(row) for row in connection.execute(query)]


def of_keys(connection: Connection, keys: Iterable[str]) -> list[Judgement]:
    """The judgements that name one of those versions now, undone ones too."""
    found: dict[int, Judgement] = {}
    for part in chunks(keys):
        query = sa.select(judgements).where(sa.or_(judgements.c.a_now.in_(part), judgements.c.b_now.in_(part)))
        found.update((row.act or row.id, _judgement(row)) for row in connection.execute(query))
    return [found[number] for number in sorted(found)]


def move(connection: Connection, moved: Mapping[str, str | None]) -> None:
    """Let judgements name the versions of a new reading: old key to new, or to None where no event is the same."""
    for old, new in moved.items():
        if old != new:
            connection.execute(judgements.update().where(judgements.c.a_now == old).values(a_now=_moving(new)))
            connection.execute(judgements.update().where(judgements.c.b_now == old).values(b_now=_moving(new)))
    # Keys may change places with each other, so none is final until all have moved.
    for column in (judgements.c.a_now, judgements.c.b_now):
        moving = column.like("\x01%")
        connection.execute(judgements.update().where(moving).values({column.name: sa.func.substr(column, 2)}))


def keys_of(connection: Connection, numbers: Iterable[int]) -> dict[str, int]:
    """Keys of versions, by their numbers."""
    found: dict[str, int] = {}
    for part in chunks(numbers):
        query = (
            sa.select(versions.c.id, reports.c.id, versions.c.event)
            .join(reports, reports.c.seq == versions.c.report)
            .where(versions.c.id.in_(part))
        )
        found.update((f"{report}/{event}", number) for number, report, event in connection.execute(query))
    return found


def numbers_of(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    """Numbers of versions, by their keys; a key that no version has is left out."""
    found: dict[str, int] = {}
    for key in keys:
        report, _, event = key.rpartition("/")
        query = (
            sa.select(versions.c.id)
            .join(reports, reports.c.seq == versions.c.report)
            .where(reports.c.id == report, versions.c.event == event)
        )
        number = connection.scalar(query)
        if number is not None:
            found[key] = number
    return found


def _moving(key: str | None) -> str | None:
    return None if key is None else "\x01" + key


def _of(connection: Connection, keys: Iterable[str], verdicts: Sequence[str]) -> list[Row[Any]]:
    kind = judgements.c.verdict.in_(verdicts)
    if connection.scalar(sa.select(judgements.c.id).where(kind, HOLDS).limit(1)) is None:
        return []
    found: dict[int, Row[Any]] = {}
    for part in chunks(keys):
        query = sa.select(judgements).where(
            kind, HOLDS, sa.or_(judgements.c.a_now.in_(part), judgements.c.b_now.in_(part))
        )
        found.update((row.id, row) for row in connection.execute(query))
    return [found[number] for number in sorted(found)]


def _judgement(row: Row[Any]) -> Judgement:
    return Judgement(
        row.id, row.verdict, row.a, row.b, row.field, row.value, row.by, row.why, utc(row.at), row.undone_by,
        utc(row.undone_at) if row.undone_at else None,
    )  # fmt: skip
