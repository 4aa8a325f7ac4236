"""Which versions are worth comparing: those that share a key. A key joins type and days with a place, a figure or a rare word.

A version has a bounded number of keys, and a key holds what was near in time, so that an addition costs the same in a large record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from math import cos, floor, radians

from dateline.record.model import Version
from dateline.record.profile import LONG, Profile, Window, profile

DAYS = 4
"""Days a bucket. A version stands in the buckets of its first day less one and its last day plus one: neighbours always meet."""
CELL = 0.5
"""Degrees a cell."""
MARGIN = 0.2
"""How far beyond its point a place is filed, in degrees: names of one place lie that far apart."""
REGION_MARGIN = 0.6
RAREST = 5
RARE = 5.0
"""The rarest words of a version are keys where they are at least so rare: names, mostly."""
LEAST_FIGURE = 5
RECALLED_RAREST = 3
RECALLED_FIGURE = 12
"""Over longer times only the rarest words and large figures are keys: what a report recalls is told by its name or its toll."""
WIDE = 8
"""Days of a window from which on place and day together say little."""
CROWDED = 300
ASKED = 24
LATE = 10
"""Days that a report without a time may come out after the event, and still meets it by name or toll."""


def keys(version: Version) -> frozenset[str]:
    """The keys of a version: ten to thirty, more where it names a long time."""
    told = profile(version)
    telling = {*_how_many(told, LEAST_FIGURE), *_which_words(told, RAREST)}
    recalled = {*_how_many(told, RECALLED_FIGURE), *_which_words(told, RECALLED_RAREST)}
    near = {f"{when}|{what}" for when in _near(told.window) for what in {*_where(told), *telling}}
    far = {f"{when}|{what}" for when in _far(told.window) for what in recalled}
    return frozenset(f"{version.event.type}|{key}" for key in near | far)


def pairs(versions: Sequence[Version]) -> Iterator[tuple[Version, Version]]:
    """Every pair of versions that shares a key, once, in the order of their keys.

    Of a key that more than ``CROWDED`` share, each version meets the ``ASKED`` that tell most, and not all the others.
    """
    buckets: defaultdict[str, list[Version]] = defaultdict(list)
    for version in sorted(versions, key=lambda v: v.key):
        for key in keys(version):
            buckets[key].append(version)
    seen: set[tuple[str, str]] = set()
    for _, members in sorted(buckets.items()):
        for a, b in _met(members):
            if (a.key, b.key) not in seen:
                seen.add((a.key, b.key))
                yield a, b


def _met(members: list[Version]) -> Iterator[tuple[Version, Version]]:
    if len(members) <= CROWDED:
        yield from combinations(members, 2)
        return
    fullest = sorted(members, key=lambda v: (-profile(v).weight, v.key))[:ASKED]
    for a in members:
        for b in fullest:
            if a.key != b.key:
                yield (a, b) if a.key < b.key else (b, a)


def _near(window: Window | None) -> list[str]:
    """The days of a short window, with one more on each side; none of a long one."""
    if window is None:
        return ["ever"]
    return _buckets(window.start, window.end) if window.days <= WIDE else []


def _far(window: Window | None) -> list[str]:
    """The days of a longer window, and those before a report that names no time; of one too long to be an event's, its years."""
    if window is None:
        return []
    if window.days > LONG:
        return sorted({f"y{day.year}" for day in (window.start, window.end)})
    if not window.said:
        return _buckets(window.start - timedelta(LATE), window.end)
    return _buckets(window.start, window.end) if window.days > WIDE else []


def _buckets(first: date, last: date) -> list[str]:
    return [f"d{n}" for n in range((first.toordinal() - 1) // DAYS, (last.toordinal() + 1) // DAYS + 1)]


def _where(told: Profile) -> set[str]:
    place = told.place
    if place is None or place.lat is None or place.lon is None:
        return {f"n{place.name.lower()}"} if place else set()
    if place.precision == "country":
        return set()
    margin = REGION_MARGIN if place.precision == "region" else MARGIN
    across = margin / max(0.2, cos(radians(place.lat)))
    rows = {floor((place.lat + d) / CELL) for d in (-margin, 0, margin)}
    columns = {floor((place.lon + d) / CELL) for d in (-across, 0, across)}
    return {f"c{row},{column}" for row in rows for column in columns}


def _how_many(told: Profile, least: int) -> set[str]:
    return {f"{effect}{number}" for effect, number in told.figures if number >= least}


def _which_words(told: Profile, most: int) -> set[str]:
    rarest = sorted((-rarity, word) for word, rarity in told.words.items() if rarity >= RARE)
    return {f"w{word}" for _, word in rarest[:most]} | {f"p{name}" for name in told.persons}
