"""What an addition to a large record costs in blocking and matching: versions made from templates, 1,000 to 100,000 of them.

    python bench/record_scale.py [SIZE...]

Incidents fall evenly on the days that a record of that size would cover at `A_DAY` reports a day, over 400 places, each told in one to
eight reports with updated tolls. A version is taken out and added again. Prints, for each size, keys a version, mates that an added version is scored against, milliseconds of
its keys and its scoring, and the ratio to the smallest size. Assembling whole is timed for the smallest sizes only.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from datetime import date, timedelta
from random import Random
from statistics import mean

from dateline.model.reading import Casualty, Event, Mention, Place, Time
from dateline.model.span import Span
from dateline.record.blocking import keys
from dateline.record.fusion import assemble
from dateline.record.matching import link
from dateline.record.model import Version
from dateline.record.profile import forget

A_DAY = 40
PLACES = 400
ADDED = 500
WHOLE = 10_000
FIRST = date(1990, 1, 1)
KINDS = (
    ("explosives", "car bomb", "exploded"),
    ("heavy-weapons", "air strike", "hit"),
    ("firearms", "gunmen", "opened fire"),
)
TARGETS = ("market", "bakery", "checkpoint", "school", "mosque", "bus", "hospital", "barracks", "bridge", "convoy")


def span(text: str) -> Span:
    return Span(start=0, end=len(text), text=text)


def place(number: int) -> Place:
    random = Random(number)
    name = "".join(random.choice("bdfgklmnrstz") + random.choice("aeiou") for _ in range(3)).title()
    lat, lon = random.uniform(-35, 55), random.uniform(-15, 120)
    return Place(name=name, country="SYR", lat=lat, lon=lon, precision="city", span=span(name))


def told(number: int, incident: int, day: date, where: Place, late: int) -> Version:
    random = Random(incident)
    mode, weapon, verb = random.choice(KINDS)
    dead = random.choice([0, 0, 1, 2, 3, 5, 8, 12, 20, 40]) + late
    words = f"A {weapon} {verb} at a {random.choice(TARGETS)} in {where.name}, killing {dead} people, officials said."
    casualties = (
        (Casualty(id="c1", effect="killed", low=dead, best=dead, high=dead, span=span(str(dead))),) if dead else ()
    )
    event = Event(
        id="e1",
        type="ASSAULT",
        mode=mode,
        place=where,
        time=Time(start=day, end=day, precision="day", span=span("Monday")),
        casualties=casualties,
        mentions=(Mention(trigger=span(verb), sentence=span(words)),),
        confidence=0.8,
    )
    return Version(f"r{number}", event, day + timedelta(late), f"r{number}", "Outlet")


def made(size: int) -> list[Version]:
    random, places, found = Random(size), [place(n) for n in range(PLACES)], []
    incident = 0
    while len(found) < size:
        day, where = FIRST + timedelta(random.randrange(max(1, size // A_DAY))), random.choice(places)
        found += [told(len(found) + n, incident, day, where, n // 2) for n in range(random.choice([1, 1, 2, 3, 8]))]
        incident += 1
    return found[:size]


def measured(size: int) -> tuple[float, float, float]:
    """Keys a version, mates a version, and milliseconds an addition."""
    stored = made(size)
    added = Random(1).sample(stored, min(ADDED, size))
    buckets: defaultdict[str, list[Version]] = defaultdict(list)
    for version in stored:
        for key in keys(version):
            buckets[key].append(version)
    counts, mates, took = [], [], []
    for version in added:
        forget()  # a record on disk keeps no profile at hand
        start = time.perf_counter()
        own = keys(version)
        met = {other.key: other for key in own for other in buckets[key] if other is not version}
        for other in met.values():
            link(version, other)
        took.append(1000 * (time.perf_counter() - start))
        counts.append(len(own))
        mates.append(len(met))
    return mean(counts), mean(mates), mean(took)


def main() -> None:
    sizes = [int(a) for a in sys.argv[1:]] or [1_000, 10_000, 100_000]
    base = None
    for size in sizes:
        many, mates, took = measured(size)
        base = base or took
        print(
            f"{size:>8,} versions: {many:.0f} keys, {mates:.1f} mates, {took:.2f} ms an addition, ratio {took / base:.2f}"
        )
        if size <= WHOLE:
            start = time.perf_counter()
            found = assemble(made(size))
            print(f"{'':>8} whole: {len(found):,} incidents in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
