"""What matching needs to know of a version, reckoned once: when, where, who, how many and which rare words."""

from __future__ import annotations

import tomllib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from dateline.errors import LexiconError
from dateline.model.reading import Casualty, Entity, Place, Time
from dateline.record.model import Version
from dateline.record.words import folded, rare, said

LONG = 45
"""A time of more days than this says when a war was, not when an event was."""


@cache
def settings() -> dict[str, Any]:
    """The weights of ``record/matching.toml``. Raises LexiconError where it is missing."""
    try:
        text = resources.files("dateline.record").joinpath("matching.toml").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LexiconError("record/matching.toml is missing: reinstall dateline") from error
    return tomllib.loads(text)


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day on which the event can have been; ``said`` where the report names a time."""

    start: date
    end: date
    said: bool

    @property
    def days(self) -> int:
        """Its length, both ends included."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Profile:
    """A version as evidence. ``figures`` are (effect, number); ``actors`` and ``recipients`` folded names; ``headline`` the toll that is
    told first; ``said`` all words of the mentions' sentences, ``words`` the rare ones."""

    version: Version
    window: Window | None
    lasting: bool
    place: Place | None
    actors: frozenset[str]
    recipients: frozenset[str]
    kinds: frozenset[tuple[str, str]]
    persons: frozenset[str]
    figures: frozenset[tuple[str, int]]
    headline: int | None
    said: frozenset[str]
    words: dict[str, float]

    @property
    def thin(self) -> bool:
        """Whether nothing but words says which event this is."""
        return not ((self.window and self.window.said) or self.place or self.figures)

    @property
    def weight(self) -> float:
        """What the version counts among others: more where it says when, where and how many, and says it more than once."""
        dated = bool(self.window and self.window.said and self.window.days <= 2)
        placed = bool(self.place and self.place.precision != "country")
        return 0.5 + 0.5 * (dated + placed + bool(self.figures)) + 0.25 * min(len(self.version.event.mentions) - 1, 4)


class _Profiles(OrderedDict[tuple[int, date | None, str], Profile]):
    """The latest profiles. A profile holds its event, so that the event's ``id`` cannot pass to another one meanwhile."""

    most = 50_000

    def of(self, version: Version) -> Profile:
        key = (id(version.event), version.published, version.report)
        if (known := self.get(key)) is None:
            known = self[key] = _made(version)
            if len(self) > self.most:
                self.popitem(last=False)
        return known


_profiles = _Profiles()


def profile(version: Version) -> Profile:
    """The version as evidence."""
    return _profiles.of(version)


def forget() -> None:
    """Drop all profiles that are kept at hand."""
    _profiles.clear()


def _made(version: Version) -> Profile:
    event = version.event
    sentences = tuple(dict.fromkeys(m.sentence.text for m in event.mentions))
    actors, recipients = _names(event.actors), _names(event.recipients)
    numbers = frozenset((c.effect, n) for c in event.casualties if (n := _number(c.low, c.best, c.high)) is not None)
    return Profile(
        version,
        _window(time_of(version), version.published),
        _lasting(version),
        event.place,
        actors,
        recipients,
        frozenset((e.country, e.sector) for e in event.actors if e.country and e.sector != "UNK"),
        frozenset(folded(e.name) for e in (*event.actors, *event.recipients) if e.kind == "person" and " " in e.name),
        numbers,
        _headline(event.casualties),
        said(sentences),
        rare(sentences),
    )


def _headline(casualties: tuple[Casualty, ...]) -> int | None:
    """The number of dead that a report gives first: news tells the present toll before its parts and what it was before."""
    dead = sorted((c for c in casualties if c.effect == "killed" and c.part_of is None), key=lambda c: c.span.start)
    return next((n for c in dead if (n := _number(c.low, c.best, c.high)) is not None), None)


def _number(low: int | None, best: int | None, high: int | None) -> int | None:
    """The number to compare. "Dozens" and "several" (a low bound alone) are no number that two reports could share."""
    return best if best is not None else low if high is not None else None


def _names(entities: tuple[Entity, ...]) -> frozenset[str]:
    common = settings()["who"]["common"]
    return frozenset(folded(e.name) for e in entities if e.name.lower() not in common)


def _lasting(version: Version) -> bool:
    event = version.event
    two_sided = len(event.actors) > 1 and not event.recipients
    words = {folded(w) for m in event.mentions for w in m.trigger.text.split()}
    return event.type == "ASSAULT" and (two_sided or bool(words & set(settings()["time"]["lasting"])))


def time_of(version: Version) -> Time | None:
    """When the event was, as its report says; None where it is told as having happened and yet would lie after the report."""
    event, published = version.event, version.published
    if (
        event.time is None
        or event.time.start is None
        or published is None
        or event.status in {"planned", "hypothetical"}
    ):
        return event.time
    return event.time if event.time.start <= published + timedelta(1) else None


def _window(time: Time | None, published: date | None) -> Window | None:
    """The days on which the event was: as said, else shortly before the report came out, else unknown."""
    if time and (time.start or time.end):
        start, end = time.start or time.end, time.end or time.start
        assert start is not None and end is not None
        open_ended = time.relation in {"since", "after", "before", "until"}
        if (end - start).days < LONG and not open_ended:
            return Window(start, end, True)
        if time.relation == "since" and published and 0 <= (published - start).days < LONG:
            return Window(start, published, True)
        return Window(start, end, True)
    if published is None:
        return None
    return Window(published - timedelta(settings()["time"]["default_before"]), published, False)
