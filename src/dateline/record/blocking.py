"""Which versions are worth comparing: those that share a key. A key joins type and days with a place, a figure or a rare word.

A version has a bounded number of keys, and a key holds what was near in time, so that an addition costs the same in a large record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
RARE = 4.0
LEAST_FIGURE = 5


def keys(version: Version) -> frozenset[str]:
    """The keys of a version: at most about forty."""
    told = profile(version)
    telling = (*_how_many(told), *_which_words(told))
    near = {f"{when}|{what}" for when in _days(told.window) for what in (*_where(told), *telling)}
    by_month = {f"{when}|{what}" for when in _months(told.window) for what in telling}
    return frozenset(f"{version.event.type}|{key}" for key in near | by_month)


def pairs(versions: Sequence[Version]) -> Iterator[tuple[Version, Version]]:
    """Every pair of versions that shares a key, once, in the order of their keys."""
    buckets: defaultdict[str, list[Version]] = defaultdict(list)
    for version in sorted(versions, key=lambda v: v.key):
        for key in keys(version):
            buckets[key].append(version)
    seen: set[tuple[str, str]] = set()
    for _, members in sorted(buckets.items()):
        for a, b in combinations(members, 2):
            if (a.key, b.key) not in seen:
                seen.add((a.key, b.key))
                yield a, b


def _days(window: Window | None) -> Iterable[str]:
    if window is None:
        return ["ever"]
    if window.days > LONG:
        return []
    first, last = (window.start.toordinal() - 1) // DAYS, (window.end.toordinal() + 1) // DAYS
    return [f"d{n}" for n in range(first, last + 1)]


def _months(window: Window | None) -> Iterable[str]:
    """The months of a window; of one too long to be an event's, the first and the last."""
    return sorted({f"m{day.year}-{day.month}" for day in (window.start, window.end)}) if window else []


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


def _how_many(told: Profile) -> set[str]:
    return {f"{effect}{number}" for effect, number in told.figures if number >= LEAST_FIGURE}


def _which_words(told: Profile) -> set[str]:
    rarest = sorted((-rarity, word) for word, rarity in told.words.items() if rarity >= RARE)
    return {f"w{word}" for _, word in rarest[:RAREST]} | {f"p{name}" for name in told.persons}
