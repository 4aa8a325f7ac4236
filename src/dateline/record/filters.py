"""What to ask a record for: days, places, actors, types, sources; as conditions on the tables."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import get_args

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement

from dateline.errors import UsageError
from dateline.lexicon import table
from dateline.model.reading import EventType
from dateline.record.finding import ACTOR, PLACE
from dateline.record.schema import finders, incidents
from dateline.record.values import folded

NAMES = ("name", "aliases", "demonyms")
"""Columns of the lexicon's countries that name a state or its people."""
NAMESAKE = 0.02
"""A place counts among those that a name means when it has this share of the largest one's people."""


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees, WGS 84; ``west`` above ``east`` crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float | None, lon: float | None) -> bool:
        """Whether a point lies in it."""
        if lat is None or lon is None or not self.south <= lat <= self.north:
            return False
        return self.west <= lon <= self.east if self.west <= self.east else not self.east < lon < self.west


@dataclass(frozen=True, slots=True)
class Where:
    """A box, a country, or the names of a place, as they are kept."""

    box: Box | None = None
    country: str | None = None
    keys: tuple[str, ...] = ()

    def named_in(self, texts: Iterable[str | None]) -> bool:
        """Whether the place, or the country or its people, is named in one of the texts. Raises UsageError for a box."""
        if self.box:
            raise UsageError("tolls and agreements have no point: give --where a name or a country's code")
        names = {key.removeprefix(PLACE) for key in self.keys if "#" not in key} | _names_of(self.country)
        return any(f" {name} " in f" {folded(text)} " for text in texts if text for name in names)


@dataclass(frozen=True, slots=True)
class Filter:
    """What to ask for; a default asks for everything that no person rejected."""

    since: date | None = None
    until: date | None = None
    where: Where | None = None
    actor: str | None = None
    types: tuple[str, ...] = ()
    min_sources: int = 0
    disputed: bool = False
    rejected: bool = False

    def on(self, day: date | None) -> bool:
        """Whether a day is among those asked for; no day is, where any is asked for."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)

    def conditions(self) -> list[ColumnElement[bool]]:
        """As conditions on ``incidents``."""
        of = incidents.c
        found: list[ColumnElement[bool]] = [] if self.rejected else [of.rejected.is_(False)]
        if self.since:
            found.append(of.end >= self.since)
        if self.until:
            found.append(of.start <= self.until)
        if self.types:
            found.append(of.type.in_(self.types))
        if self.min_sources > 1:
            found.append(of.sources >= self.min_sources)
        if self.disputed:
            found.append(of.disputed.is_(True))
        found += [_found_by([ACTOR + word]) for word in folded(self.actor or "").split()]
        return found + (_within(self.where) if self.where else [])


def make(
    since: date | str | None = None,
    until: date | str | None = None,
    where: str | None = None,
    actor: str | None = None,
    type: str | tuple[str, ...] | list[str] | None = None,
    min_sources: int = 0,
    disputed: bool = False,
    rejected: bool = False,
) -> Filter:
    """A filter from what users write. ``where``: a name, a country's code (SYR) or a box WEST,SOUTH,EAST,NORTH.

    Raises UsageError for a date, type or box that is none, and for a name that no place has.
    """
    first, last = _day(since), _day(until)
    if first and last and last < first:
        raise UsageError(f"since {first} is after until {last}: nothing lies between")
    types = tuple(one.upper() for one in ((type,) if isinstance(type, str) else type or ()))
    unknown = [one for one in types if one not in get_args(EventType)]
    if unknown:
        raise UsageError(f"{', '.join(unknown)}: no type of event: {', '.join(get_args(EventType))}")
    if actor is not None and not folded(actor):
        raise UsageError("an actor's name has letters")
    return Filter(first, last, place(where) if where else None, actor, types, min_sources, disputed, rejected)


def place(text: str) -> Where:
    """What ``--where`` means. Raises UsageError."""
    parts = text.split(",")
    if len(parts) == 4 and not re.search(r"[A-Za-z]", text.replace("e", "")):
        return Where(box=_box(parts, text))
    if re.fullmatch(r"[A-Za-z]{3}", text) and text.upper() in _countries():
        return Where(country=text.upper())
    return _named(text)


def _day(value: date | str | None) -> date | None:
    from dateline.intake.outcome import published_day

    return published_day(value)


def _box(parts: list[str], text: str) -> Box:
    try:
        west, south, east, north = map(float, parts)
    except ValueError as error:
        raise UsageError(f"{text}: a box is four numbers: WEST,SOUTH,EAST,NORTH in degrees") from error
    fits = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
    if not fits or any(map(math.isnan, (west, south, east, north))):
        raise UsageError(f"{text}: a box is WEST,SOUTH,EAST,NORTH in degrees, as in 35.5,32,42.4,37.4")
    return Box(west, south, east, north)


@cache
def _countries() -> dict[str, frozenset[str]]:
    """Folded names of each state and of its people, by code."""
    return {
        row["code"]: frozenset(
            folded(name) for column in NAMES for name in row.get(column, "").split("|") if folded(name)
        )
        for row in table("countries")
    }


def _names_of(country: str | None) -> frozenset[str]:
    return _countries().get(country or "", frozenset())


def _named(name: str) -> Where:
    from dateline.gazetteer import open_gazetteer

    if not folded(name):
        raise UsageError(f"{name!r}: a place's name has letters")
    known = sorted(open_gazetteer().candidates(name), key=lambda one: -one.prominence)
    if known and known[0].precision == "country":
        return Where(country=known[0].country)
    meant = [one for one in known if one.prominence >= NAMESAKE * known[0].prominence]
    ids = [f"{PLACE}#{one.geonames_id}" for one in meant if one.geonames_id]
    return Where(keys=tuple(dict.fromkeys([PLACE + folded(name), *(PLACE + folded(one.name) for one in meant), *ids])))


def _within(where: Where) -> list[ColumnElement[bool]]:
    if where.country:
        return [incidents.c.country == where.country]
    if where.box is None:
        return [_found_by(where.keys)]
    box, lon = where.box, incidents.c.lon
    east_west = lon.between(box.west, box.east) if box.west <= box.east else sa.or_(lon >= box.west, lon <= box.east)
    return [incidents.c.lat.between(box.south, box.north), east_west]


def _found_by(keys: list[str] | tuple[str, ...]) -> ColumnElement[bool]:
    return incidents.c.id.in_(sa.select(finders.c.incident).where(finders.c.key.in_(keys)))
