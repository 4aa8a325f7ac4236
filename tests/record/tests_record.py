"""Readings written by hand for the tests of the record."""

from __future__ import annotations

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
    says: tuple[str, str] | None = None,
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
    holders = ()
    if says:
        holder = Entity(name=says[0], span=span(text, says[0]))
        holders = (Position(holder=holder, stance=says[1], span=whole),)  # type: ignore[arg-type]
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


def bombing(id_: str = "r1", **changes: object) -> Reading:
    """The attack that most tests begin with."""
    told = {"day": date(2020, 10, 17), "town": GANJA, "killed": 13} | changes
    text = (
        f"Missiles fell in an attack on Ganja and killed {told['killed']} people in their homes, rescuers told {id_}."
    )
    return attack(id_, text, **told)  # type: ignore[arg-type]


def toll_of(text: str, number: int, who: str) -> Toll:
    whole = Span.of(text, 0, len(text))
    holder = Entity(name=who, span=span(text, who))
    return Toll(
        id="t1", effect="killed", low=number, best=number, high=number, span=span(text, str(number)), sentence=whole,
        scope="war", positions=(Position(holder=holder, stance="asserts", span=whole),), confidence=0.9,
    )  # fmt: skip
