"""Keeping incidents current: what a new report touches is matched and put together again, and nothing else.

Two versions that share a block are scored once; a pair that scores as one incident is kept, with its reasons, as the machine's
judgement. What hangs together by such pairs, or by a person's, is put together by ``fusion.assemble``; what does not cannot change its
outcome, so the record says the same in whatever order the reports came.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.record import judging
from dateline.record.blocking import keys
from dateline.record.finding import finders_of
from dateline.record.fusion import assemble
from dateline.record.matching import link
from dateline.record.model import Incident, Link, Version
from dateline.record.schema import blocks, finders, incidents, pairs, reports, versions
from dateline.record.values import chunks, event_from, incident_to, now, number_of
from dateline.record.voices import own_or

CACHED = 50_000
"""Versions that a writer keeps at hand."""
CROWD = 1_000
"""A key with more versions than this tells nothing apart, and would cost the more the larger the record is: it is passed over."""


class Fuser:
    """Puts incidents together within a transaction; keeps the events it has met, which never change."""

    def __init__(self) -> None:
        self._met: dict[int, Version] = {}

    def touch(self, connection: Connection, new: Iterable[int], changed: Iterable[int] = ()) -> None:
        """Match versions anew (``new`` ones, and all of the reports ``changed``) and put together all that they touch."""
        seeds = {*new, *self._versions_of(connection, changed)}
        if not seeds:
            return
        met = self._match(connection, seeds)
        self.gather(connection, met)

    def gather(self, connection: Connection, seeds: Iterable[int]) -> None:
        """Put together again all that hangs together with the versions ``seeds``."""
        scope = self._closure(connection, set(seeds))
        told = self.load(connection, scope)
        by_key = {version.key: number for number, version in told.items()}
        judged = judging.links(connection, by_key)
        found = assemble([*told.values()], judged)
        self._replace(connection, scope, by_key, found)

    def load(self, connection: Connection, numbers: Iterable[int]) -> dict[int, Version]:
        """The versions of those numbers, each with its report's present voice."""
        wanted = sorted(numbers)
        first = reports.alias()
        for part in chunks([number for number in wanted if number not in self._met]):
            query = (
                sa.select(versions.c.id, versions.c.body, reports.c.id, reports.c.published, reports.c.publisher)
                .join(reports, versions.c.report == reports.c.seq)
                .where(versions.c.id.in_(part))
            )
            for number, body, report, published, publisher in connection.execute(query):
                self._met[number] = Version(report, event_from(body), published, report, publisher)
        told: dict[int, Version] = {}
        for part in chunks(wanted):
            voices = (
                sa.select(versions.c.id, first.c.id)
                .join(reports, versions.c.report == reports.c.seq)
                .join(first, first.c.seq == own_or)
                .where(versions.c.id.in_(part))
            )
            for number, voice in connection.execute(voices):
                v = self._met[number]
                told[number] = v if v.voice == voice else Version(v.report, v.event, v.published, voice, v.publisher)
        while len(self._met) > CACHED:
            self._met.pop(next(iter(self._met)))
        return dict(sorted(told.items()))

    def forget(self, numbers: Iterable[int]) -> None:
        """Drop versions that are no more."""
        for number in numbers:
            self._met.pop(number, None)

    @staticmethod
    def _versions_of(connection: Connection, changed: Iterable[int]) -> set[int]:
        found: set[int] = set()
        for part in chunks(changed):
            found.update(connection.scalars(sa.select(versions.c.id).where(versions.c.report.in_(part))))
        return found

    def _match(self, connection: Connection, seeds: set[int]) -> set[int]:
        """Score every seed against what shares a block with it, and keep the pairs that are one incident.

        Returns the seeds and all that they were paired with, before and now.
        """
        before = _partners(connection, seeds)
        for part in chunks(seeds):
            connection.execute(pairs.delete().where(sa.or_(pairs.c.a.in_(part), pairs.c.b.in_(part))))
        told = self.load(connection, seeds)
        keyed = {number: {number_of(key) for key in keys(version)} for number, version in told.items()}
        _block(connection, keyed)
        mates = _mates(connection, keyed)
        others = self.load(connection, {m for met in mates.values() for m in met} - seeds) | told
        rows: list[dict[str, object]] = []
        paired: set[int] = set()
        for number, met in mates.items():
            for mate in met:
                if mate in mates and mate < number:
                    continue  # that pair was scored from the other side
                a, b = sorted((number, mate), key=lambda n: others[n].key)
                if (found := link(others[a], others[b])) is not None and found.verdict == "same":
                    rows.append(_row(min(a, b), max(a, b), found))
                    paired |= {a, b}
        if rows:
            connection.execute(pairs.insert(), rows)
        return seeds | before | paired

    @staticmethod
    def _closure(connection: Connection, scope: set[int]) -> set[int]:
        """All versions that hang together with those given, by the machine's pairs and by people's judgements."""
        scope = set(scope)
        edge = scope
        while edge:
            edge = (_partners(connection, edge) | judging.partners(connection, edge)) - scope
            scope |= edge
        return scope

    @staticmethod
    def _replace(connection: Connection, scope: set[int], by_key: dict[str, int], found: Sequence[Incident]) -> None:
        old: set[str] = set()
        for part in chunks(scope):
            query = sa.select(versions.c.incident).where(versions.c.id.in_(part), versions.c.incident.is_not(None))
            old.update(connection.scalars(query))
            connection.execute(versions.update().where(versions.c.id.in_(part)).values(incident=None))
        for part in chunks(old):
            connection.execute(finders.delete().where(finders.c.incident.in_(part)))
            connection.execute(incidents.delete().where(incidents.c.id.in_(part)))
        write(connection, judging.corrected(connection, found), by_key)


def write(connection: Connection, found: Sequence[Incident], by_key: dict[str, int]) -> None:
    """Write incidents that are in no table yet, and point their versions at them. ``by_key`` numbers the versions."""
    if not found:
        return
    refused = judging.rejected(connection, by_key)
    connection.execute(incidents.insert(), [_incident_row(one, refused) for one in found])
    rows = [{"key": key, "incident": one.id} for one in found for key in sorted(finders_of(one))]
    if rows:
        connection.execute(finders.insert(), rows)
    at: sa.BindParameter[int] = sa.bindparam("at")
    connection.execute(
        versions.update().where(versions.c.id == at).values(incident=sa.bindparam("of")),
        [{"at": by_key[version.key], "of": one.id} for one in found for version in one.versions],
    )


def _incident_row(one: Incident, refused: set[str]) -> dict[str, object]:
    place, time = one.place, one.time
    return {
        "id": one.id,
        "type": one.type,
        "start": time.start if time else None,
        "end": (time.end or time.start) if time else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "disputed": one.disputed,
        "rejected": any(version.key in refused for version in one.versions),
        "sources": one.independent_sources,
        "body": incident_to(one),
    }


def _row(a: int, b: int, found: Link) -> dict[str, object]:
    reasons = json.dumps([[why, round(points, 4)] for why, points in found.reasons], ensure_ascii=False)
    return {"a": a, "b": b, "verdict": found.verdict, "score": found.score, "reasons": reasons, "at": now()}


def _block(connection: Connection, keyed: dict[int, set[int]]) -> None:
    for part in chunks(keyed):
        connection.execute(blocks.delete().where(blocks.c.version.in_(part)))
    rows = [{"key": key, "version": number} for number, several in keyed.items() for key in sorted(several)]
    if rows:
        connection.execute(blocks.insert(), rows)


def _mates(connection: Connection, keyed: dict[int, set[int]]) -> dict[int, set[int]]:
    """For each version, those of other reports and its own that share one of its keys."""
    by_key: dict[int, set[int]] = {}
    for part in chunks({key for several in keyed.values() for key in several}):
        for key, version in connection.execute(sa.select(blocks.c.key, blocks.c.version).where(blocks.c.key.in_(part))):
            by_key.setdefault(key, set()).add(version)
    telling = {key: met for key, met in by_key.items() if len(met) <= CROWD}
    return {
        number: {mate for key in several for mate in telling.get(key, ())} - {number}
        for number, several in keyed.items()
    }


def _partners(connection: Connection, numbers: set[int]) -> set[int]:
    found: set[int] = set()
    for part in chunks(numbers):
        found.update(connection.scalars(sa.select(pairs.c.b).where(pairs.c.a.in_(part))))
        found.update(connection.scalars(sa.select(pairs.c.a).where(pairs.c.b.in_(part))))
    return found
