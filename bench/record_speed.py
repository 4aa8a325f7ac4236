"""What a record costs as it grows, with synthetic reports made from templates: adding, asking, searching, and bytes a report.

    python bench/record_speed.py [--sizes 1000 10000 100000] [--url postgresql://...] [--keep FILE]

At each size: the mean time to add one of the next 200 reports, and the median of each question over 30 askings. The reports are
readings made without the language model: what is measured is the record. They come as a record grows, by and by, some 23 a day;
with --shuffled all sizes spread over the same twelve years, so that a larger record is also a denser one.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from dateline.model.reading import Casualty, Coder, Entity, Event, Mention, Place, Position, Reading, Source, Time
from dateline.model.span import Span
from dateline.record.store import Record

CODER = Coder(version="bench", model="templates")
FIRST = date(2012, 1, 1)
DAYS = 4400
"""Twelve years."""
A_DAY = 23
"""Reports a day, where the record grows by and by."""
TELLERS = 4
"""Most reports that tell of one incident."""
VERBS = (
    ("explosives", "bombing"),
    ("heavy-weapons", "shelling"),
    ("firearms", "shooting"),
    ("explosives", "air strike"),
)
SYLLABLES = (
    "ba",
    "ka",
    "mar",
    "tel",
    "dar",
    "sul",
    "kha",
    "ri",
    "no",
    "zan",
    "ul",
    "em",
    "gor",
    "shi",
    "vel",
    "tas",
    "pol",
    "qui",
    "ber",
    "an",
)
PARTS = (
    "{n} people were killed in a {v} in {t} on {d}, {s} said.",
    "The {v} in {t} left {n} dead on {d}, according to {s}.",
    "{s} said that a {v} struck {t} on {d} and that {n} residents died.",
    "In {t}, {n} bodies were counted after the {v} of {d}, {s} told reporters.",
)


def world(chance: random.Random) -> tuple[list[tuple[str, float, float]], list[str], list[str]]:
    """Towns with their points, actors, and words to fill texts with."""
    name = lambda low, high: "".join(chance.choices(SYLLABLES, k=chance.randint(low, high)))  # noqa: E731
    towns = [(name(2, 4).title(), chance.uniform(-35, 55), chance.uniform(-15, 60)) for _ in range(1500)]
    actors = [
        f"{name(2, 3).title()} {chance.choice(('Front', 'Army', 'Brigade', 'Movement', 'Guard'))}" for _ in range(300)
    ]
    return towns, actors, [name(2, 4) for _ in range(20_000)]


def readings(total: int, seed: int = 7, *, shuffled: bool = False) -> Iterator[Reading]:
    """So many readings, by and by or in no order of days; each incident is told by one to four of them."""
    chance = random.Random(seed)
    towns, actors, words = world(chance)
    made = 0
    while made < total:
        town, day, actor = chance.choice(towns), FIRST + timedelta(_day(chance, made, shuffled)), chance.choice(actors)
        mode, verb = chance.choice(VERBS)
        killed = 1 + int(chance.paretovariate(1.2))
        for _ in range(min(chance.randint(1, TELLERS), total - made)):
            yield reading(
                chance, f"s{made}", town, day, actor, mode, verb, killed + chance.choice((0, 0, 0, 1, 2)), words
            )
            made += 1


def _day(chance: random.Random, made: int, shuffled: bool) -> int:
    return chance.randrange(DAYS) if shuffled else made // A_DAY + chance.randrange(10)


def reading(
    chance: random.Random, id_: str, town: tuple[str, float, float], day: date, actor: str, mode: str, verb: str, killed: int,
    words: list[str],
) -> Reading:  # fmt: skip
    speaker = f"the {chance.choice(words)} office"
    lead = chance.choice(PARTS).format(n=killed, v=verb, t=town[0], d=f"{day:%d %B}", s=speaker)
    rest = " ".join(" ".join(chance.choices(words, k=12)) + f" {actor}." for _ in range(chance.randint(10, 24)))
    text = f"{lead} {rest}"

    def span(part: str) -> Span:
        start = text.index(part)
        return Span.of(text, start, start + len(part))

    number = Span.of(lead, lead.index(str(killed)), lead.index(str(killed)) + len(str(killed)))
    holder = Entity(name=speaker, sector="GOV", span=span(speaker))
    event = Event(
        id="e1", type="ASSAULT", mode=mode, actors=(Entity(name=actor, sector="UAF", span=span(actor)),), confidence=0.8,
        place=Place(name=town[0], country="SYR", lat=town[1], lon=town[2], precision="city", span=span(town[0])),
        time=Time(start=day, end=day, precision="day", span=span(f"{day:%d %B}")),
        casualties=(Casualty(id="c1", effect="killed", low=killed, best=killed, high=killed, span=number),),
        positions=(Position(holder=holder, stance="asserts", span=span(lead)),),
        mentions=(Mention(trigger=span(verb), sentence=span(lead)),),
    )  # fmt: skip
    source = Source(
        id=id_,
        language="en",
        publisher=f"Outlet {chance.randrange(40)}",
        published=day + timedelta(chance.randint(0, 2)),
        text=text,
    )
    return Reading(report=source, coder=CODER, events=(event,))


def median(ask: object, times: int = 30) -> float:
    """Milliseconds."""
    took = []
    for n in range(times):
        begun = time.perf_counter()
        ask(n)  # type: ignore[operator]
        took.append(time.perf_counter() - begun)
    return 1000 * statistics.median(took)


def questions(record: Record, days: int, seed: int = 7) -> dict[str, float]:
    """Milliseconds by question, on a record that goes over so many days."""
    _, actors, words = world(random.Random(seed))
    since = [FIRST + timedelta(n * days // 31) for n in range(31)]
    return {
        "a month": median(lambda n: record.incidents(since=since[n], until=since[n] + timedelta(30), limit=100)),
        "a box and a year": median(
            lambda n: record.incidents(
                since=since[n], until=since[n] + timedelta(365), where=f"{n},{n},{n + 3},{n + 3}"
            )
        ),
        "an actor in a year": median(
            lambda n: record.incidents(since=since[n], until=since[n] + timedelta(365), actor=actors[n])
        ),
        "time, place and actor": median(
            lambda n: record.incidents(
                since=since[n], until=since[n] + timedelta(1500), where=f"-15,{n - 10},60,{n + 20}", actor=actors[n]
            )
        ),
        "full text, one word": median(lambda n: record.search(words[n])),
        "full text, two words": median(lambda n: record.search(f"{actors[n]} bombing")),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--url", help="an empty PostgreSQL database instead of a file")
    parser.add_argument("--keep", type=Path, help="keep the file here")
    parser.add_argument("--shuffled", action="store_true")
    parser.add_argument("--batch", type=int, default=200)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = Record(args.url or args.keep or Path(folder) / "bench.db")
        source = readings(max(args.sizes) + args.batch * len(args.sizes) + TELLERS, shuffled=args.shuffled)
        base, stored = 0.0, 0
        for size in sorted(args.sizes):
            while stored < size:
                record.add(next(source))
                stored += 1
            batch = [next(source) for _ in range(args.batch)]
            begun = time.perf_counter()
            record.add(batch)
            cost = 1000 * (time.perf_counter() - begun) / len(batch)
            stored += len(batch)
            base = base or cost
            info = record.info()
            print(f"{size:,} reports: {cost:.2f} ms to add one (ratio {cost / base:.2f}), {info['incidents']:,} incidents, "
                  f"{info['bytes'] / stored:,.0f} bytes a report")  # fmt: skip
            for name, took in questions(record, DAYS if args.shuffled else stored // A_DAY).items():
                print(f"  {name:<24}{took:8.1f} ms")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
