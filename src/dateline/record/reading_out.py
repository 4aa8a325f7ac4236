"""Asking: incidents, tolls, claims, agreements and reports, as values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from dateline.errors import UsageError
from dateline.model.reading import Reading, Source
from dateline.record import judging, schema
from dateline.record.claims import claims
from dateline.record.filters import Filter
from dateline.record.fusing import Fuser
from dateline.record.model import Claim, Incident, Link, Pact, Stored, TollSeries, Version
from dateline.record.pacts import pacts
from dateline.record.schema import agreements, judgements, pairs, readings, reports, tolls, versions
from dateline.record.tolls import figure, series
from dateline.record.values import agreement_from, chunks, folded, incident_from, reading_from, toll_from, utc
from dateline.record.voices import own_or

SHORTEST_BEGINNING = 4
"""Characters of an incident's id that may stand for the whole of it."""


@dataclass(frozen=True, slots=True)
class Teller:
    """What tolls and agreements need of the report that tells them."""

    id: str
    publisher: str | None
    published: date | None


def incidents(connection: Connection, fuser: Fuser, asked: Filter, limit: int | None = None) -> list[Incident]:
    """The incidents asked for, by their days, those without one last; each with its versions."""
    table = schema.incidents.c
    query = (
        sa.select(table.id, table.body)
        .where(*asked.conditions())
        .order_by(table.start.is_(None), table.start, table.end, table.id)
        .limit(limit)
    )
    return _whole(connection, fuser, connection.execute(query).tuples().all())


def count(connection: Connection, asked: Filter) -> int:
    """How many incidents are asked for."""
    query = sa.select(sa.func.count()).select_from(schema.incidents).where(*asked.conditions())
    return int(connection.scalar(query) or 0)


def incident(connection: Connection, fuser: Fuser, id_: str) -> Incident | None:
    """One incident with its versions and the links that hold it together."""
    try:
        whole = find_incident(connection, id_)
    except UsageError:
        return None
    body = connection.scalar(sa.select(schema.incidents.c.body).where(schema.incidents.c.id == whole))
    found = _whole(connection, fuser, [(whole, body)])[0]
    keys = [version.key for version in found.versions]
    human = judging.links(connection, dict.fromkeys(keys, 0))
    return replace(found, links=(*machine_links(connection, keys), *human))


def find_incident(connection: Connection, id_: str) -> str:
    """The id of the incident that ``id_`` is, or begins. Raises UsageError where there is none, or several."""
    column = schema.incidents.c.id
    found = list(connection.scalars(sa.select(column).where(column == id_)))
    if not found and len(id_) >= SHORTEST_BEGINNING:
        found = list(connection.scalars(sa.select(column).where(column.startswith(id_, autoescape=True)).limit(3)))
    if not found:
        raise UsageError(f"{id_}: no such incident: `dateline incidents` lists them")
    if len(found) > 1:
        raise UsageError(f"{id_} begins the ids of several incidents ({', '.join(found)}): write more of it")
    return str(found[0])


def members(connection: Connection, id_: str) -> list[tuple[str, int]]:
    """Key and number of an incident's versions, those of the earliest report first."""
    query = (
        sa.select(reports.c.id, versions.c.event, versions.c.id)
        .join(versions, versions.c.report == reports.c.seq)
        .where(versions.c.incident == id_)
        .order_by(reports.c.published.is_(None), reports.c.published, reports.c.id, versions.c.event)
    )
    return [(f"{report}/{event}", number) for report, event, number in connection.execute(query)]


def incidents_of(connection: Connection, fuser: Fuser, report: str) -> list[Incident]:
    """The incidents that a report tells of, rejected ones too."""
    query = (
        sa.select(schema.incidents.c.id, schema.incidents.c.body)
        .join(versions, versions.c.incident == schema.incidents.c.id)
        .join(reports, reports.c.seq == versions.c.report)
        .where(reports.c.id == report)
        .distinct()
        .order_by(schema.incidents.c.id)
    )
    return _whole(connection, fuser, connection.execute(query).tuples().all())


def machine_links(connection: Connection, keys: Sequence[str]) -> list[Link]:
    """The machine's "same" between those versions, strongest first."""
    numbers = {number: key for key, number in judging.numbers_of(connection, keys).items()}
    found = []
    for part in chunks(numbers):
        for row in connection.execute(sa.select(pairs).where(pairs.c.a.in_(part))):
            if row.b in numbers:
                reasons = tuple((why, float(points)) for why, points in json.loads(row.reasons))
                a, b = sorted((numbers[row.a], numbers[row.b]))
                found.append(Link(a, b, row.verdict, row.score, reasons, "machine", utc(row.at)))
    return sorted(found, key=lambda one: (-one.score, one.a, one.b))


def tolls_of(connection: Connection, asked: Filter) -> list[TollSeries]:
    """Running totals as of the days asked for, a series a source and scope."""
    told = [(teller, toll_from(body)) for teller, body in _items(connection, tolls)]
    found = series((teller, [toll]) for teller, toll in told if asked.on(figure(teller, toll).as_of))
    return [one for one in found if _fits(asked, (one.scope, one.of, one.source), (one.scope, one.of))]


def claims_of(connection: Connection, fuser: Fuser, asked: Filter) -> list[Claim]:
    """Who asserts and who denies what, of the incidents asked for; if it is asked for what is disputed, only what somebody denies."""
    found = claims(incidents(connection, fuser, asked))
    return [one for one in found if one.denied or not asked.disputed]


def pacts_of(connection: Connection, asked: Filter) -> list[Pact]:
    """Agreements with all their states, of which one at least is of the days asked for."""
    found = pacts((teller, [agreement_from(body)]) for teller, body in _items(connection, agreements))
    return [
        one
        for one in found
        if any(asked.on(change.date) for change in one.changes)
        and _fits(asked, (*one.parties, *one.mediators), one.parties)
    ]


def stored(connection: Connection, id_: str) -> Stored | None:
    """A report as it is kept."""
    row = connection.execute(_stored_query().where(reports.c.id == id_)).first()
    return _stored(row) if row else None


def copies(connection: Connection, id_: str) -> list[Stored]:
    """The reports of one voice, earliest first."""
    voice = sa.select(own_or).where(reports.c.id == id_).scalar_subquery()
    query = _stored_query().where(own_or == voice).order_by(reports.c.published, reports.c.id)
    return [_stored(row) for row in connection.execute(query)]


def readings_of(connection: Connection, id_: str, *, current: bool = False) -> list[Reading]:
    """The readings of a report, oldest first; with ``current`` the one in use alone."""
    query = sa.select(reports, readings.c.body.label("body")).join(readings, readings.c.report == reports.c.seq)
    query = query.where(reports.c.id == id_).order_by(readings.c.id)
    if current:
        query = query.where(readings.c.current.is_(True))
    return [reading_from(row.body, _source(row)) for row in connection.execute(query)]


def info(connection: Connection) -> dict[str, Any]:
    """What there is, in numbers."""
    first, last = connection.execute(
        sa.select(sa.func.min(reports.c.published), sa.func.max(reports.c.published))
    ).one()
    coders = sa.select(readings.c.coder, readings.c.model, sa.func.count()).where(readings.c.current.is_(True))
    return {
        "reports": _number(connection, reports),
        "voices": connection.scalar(sa.select(sa.func.count(sa.distinct(own_or)))),
        "readings": _number(connection, readings),
        "events": _number(connection, versions),
        "incidents": _number(connection, schema.incidents),
        "machine_links": _number(connection, pairs),
        "judgements": _number(connection, judgements, judgements.c.act.is_(None)),
        "tolls": _number(connection, tolls),
        "agreements": _number(connection, agreements),
        "published": [str(first), str(last)] if first else None,
        "coders": {
            f"{c}, {m}": n for c, m, n in connection.execute(coders.group_by(readings.c.coder, readings.c.model))
        },
        "bytes": _bytes(connection),
    }


def _bytes(connection: Connection) -> int:
    if connection.dialect.name == "sqlite":
        pages, size = (
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() or 0 for name in ("page_count", "page_size")
        )
        return int(pages * size)
    return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar() or 0)


def _number(connection: Connection, table: sa.Table, *conditions: Any) -> int:
    return int(connection.scalar(sa.select(sa.func.count()).select_from(table).where(*conditions)) or 0)


def _whole(connection: Connection, fuser: Fuser, rows: Iterable[Any]) -> list[Incident]:
    """The incidents of those rows (id, body), each with its versions in the order of publication."""
    bodies = dict(rows)
    of: dict[int, str] = {}
    for part in chunks(bodies):
        query = sa.select(versions.c.id, versions.c.incident).where(versions.c.incident.in_(part))
        of.update(connection.execute(query).tuples().all())
    told: dict[str, list[Version]] = {}
    for number, version in fuser.load(connection, of).items():
        told.setdefault(of[number], []).append(version)
    return [
        replace(incident_from(body), versions=tuple(sorted(told.get(id_, ()), key=_order)))
        for id_, body in bodies.items()
    ]


def _order(version: Version) -> tuple[bool, str, str]:
    return (version.published is None, str(version.published), version.key)


def _items(connection: Connection, table: sa.Table) -> list[tuple[Teller, bytes]]:
    """The bodies of all tolls or agreements, each with its report."""
    query = (
        sa.select(reports.c.id, reports.c.publisher, reports.c.published, table.c.body)
        .join(table, table.c.report == reports.c.seq)
        .order_by(reports.c.id, table.c.id)
    )
    return [(Teller(row[0], row[1], row[2]), row[3]) for row in connection.execute(query)]


def _fits(asked: Filter, actors: Sequence[str | None], places: Sequence[str | None]) -> bool:
    """Whether names hold the words of the actor and the place asked for: what has no point is found by words alone."""
    wanted = folded(asked.actor or "").split()
    has = {word for name in actors for word in folded(name or "").split()}
    return all(word in has for word in wanted) and (asked.where is None or asked.where.named_in(places))


def _stored_query(*more: Any) -> Any:
    first = reports.alias()
    return sa.select(reports, first.c.id.label("voice_id"), *more).join(first, first.c.seq == own_or)


def _stored(row: Row[Any]) -> Stored:
    return Stored(
        row.id, row.title, row.publisher, row.agency, row.url, row.published, utc(row.added), row.voice_id, row.text
    )


def _source(row: Row[Any]) -> Source:
    return Source(
        id=row.id, title=row.title, url=row.url, publisher=row.publisher, language=row.language,
        published=row.published, text=row.text,
    )  # fmt: skip
