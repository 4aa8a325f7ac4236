"""Readings written by hand for the tests of the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.model.reading import Casualty, Coder, Entity, Event, Mention, Place, Position, Reading, Source, Time, Toll
from dateline.model.span import Span

CODER = Coder(version="0", model="by hand")


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def attack(
    id_: str,
    text: str,
    *,
    day: date,
    town: tuple[str, str, float, float],
    killed: int | None = None,
    publisher: str = "Gazette",
    published: date | None = None,
    actor: str | None = None,
    says: Sequence[tuple[str, str]] = (),
    coder: Coder = CODER,
) -> Reading:
    """A reading of one attack. ``text`` must hold the words attack, the town's name, and the others that are given."""
    name, country, lat, lon = town
    whole = Span.of(text, 0, len(text))
    figures = ()
    if killed is not None:
        figures = (
            Casualty(id="c1", effect="killed", low=killed, best=killed, high=killed, span=span(text, str(killed))),
        )
    where = Place(name=name, country=country, lat=lat, lon=lon, precision="city", span=span(text, name))
    holders = tuple(
        Position(holder=Entity(name=who, span=span(text, who)), stance=stance, span=whole)  # type: ignore[arg-type]
        for who, stance in says
    )
    event = Event(
        id="e1", type="ASSAULT", mode="explosives", place=where, casualties=figures, positions=holders,
        actors=(Entity(name=actor, span=span(text, actor)),) if actor else (),
        time=Time(start=day, end=day, precision="day", span=whole),
        mentions=(Mention(trigger=span(text, "attack"), sentence=whole),), confidence=0.8,
    )  # fmt: skip
    source = Source(id=id_, publisher=publisher, language="en", published=published or day, text=text)
    return Reading(report=source, coder=coder, events=(event,))


HOMS = ("Homs", "SYR", 34.73, 36.71)
GANJA = ("Ganja", "AZE", 40.68, 46.36)
GOMA = ("Goma", "COD", -1.67, 29.22)


TOLD = (
    "Missiles fell in an attack on Ganja and killed {} people in their homes, rescuers told us.",
    "An attack before dawn left {} dead and whole streets in ruins in Ganja, said the mayor of that city.",
    "Officials counted {} bodies after a rocket attack hit houses in the middle of Ganja.",
    "In Ganja, {} residents died when an attack from the air struck where they were asleep.",
    "Crews with dogs found {} victims of the attack under rubble in Ganja, a doctor reported.",
)


def bombing(id_: str = "r1", **changes: object) -> Reading:
    """The attack that most tests begin with, told in other words by each of r1 to r5."""
    told = {"day": date(2020, 10, 17), "town": GANJA, "killed": 13} | changes
    text = TOLD[(int(id_[1:]) - 1) % len(TOLD)] if id_[1:].isdigit() else TOLD[0]
    return attack(id_, text.format(told["killed"]), **told)  # type: ignore[arg-type]


def toll_of(text: str, number: int, who: str) -> Toll:
    whole = Span.of(text, 0, len(text))
    holder = Entity(name=who, span=span(text, who))
    return Toll(
        id="t1", effect="killed", low=number, best=number, high=number, span=span(text, str(number)), sentence=whole,
        scope="war", positions=(Position(holder=holder, stance="asserts", span=whole),), confidence=0.9,
    )  # fmt: skip
