"""Versions made by hand, for tests that need no reader."""

from __future__ import annotations

from datetime import date
from typing import Any

from dateline.model.reading import Casualty, Entity, Event, Mention, Place, Position, Stance, Time
from dateline.model.span import Span
from dateline.record.model import Version


def span(text: str, at: int = 0) -> Span:
    return Span(start=at, end=at + len(text), text=text)


def place(name: str, lat: float, lon: float, **given: Any) -> Place:
    fields: dict[str, Any] = {"country": "SYR", "precision": "city", "span": span(name), **given}
    return Place(name=name, lat=lat, lon=lon, **fields)


def killed(number: int, at: int = 0) -> Casualty:
    return Casualty(id="c1", effect="killed", low=number, best=number, high=number, span=span(str(number), at))


def on(first: date, last: date | None = None) -> Time:
    return Time(start=first, end=last or first, precision="range" if last else "day", span=span("Monday"))


def entity(name: str, **given: Any) -> Entity:
    return Entity(name=name, span=span(name), **given)


def position(name: str, stance: Stance) -> Position:
    return Position(holder=entity(name), stance=stance, span=span(f"{name} {stance}"))


def mention(words: str, trigger: str = "shelled") -> Mention:
    return Mention(trigger=span(trigger), sentence=span(words))


def version(
    report: str = "r1",
    event: str = "e1",
    *,
    published: date | None = date(2020, 5, 5),
    voice: str | None = None,
    publisher: str | None = None,
    words: str = "Shells hit the bakery on Hamra street",
    **given: Any,
) -> Version:
    """A version of a shelling of Homs on 4 May 2020 with twelve dead; every part of it can be given."""
    fields: dict[str, Any] = {
        "id": event,
        "type": "ASSAULT",
        "confidence": 0.8,
        "mentions": (mention(words),),
        "casualties": (killed(12),),
        "time": on(date(2020, 5, 4)),
        "place": place("Homs", 34.73, 36.71),
    }
    return Version(report, Event(**{**fields, **given}), published, voice or report, publisher or f"Outlet of {report}")
