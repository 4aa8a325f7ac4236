"""Every place name of the gazetteer and 10,000 random strings, looked up and read: nothing may raise.

    python bench/fuzz.py [--seed N] [--strings N]

Prints how many of each went through, how many names were not found again, and the median time of a look-up. Exit code 1 where
a name is lost or anything raises.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import time

import dateline
from dateline.gazetteer import open_gazetteer
from dateline.gazetteer.store import index_path
from dateline.reader.alone import look_up, time_of

SCRIPTS = (
    (0x20, 0x7F),
    (0xA0, 0x24F),
    (0x370, 0x52F),
    (0x590, 0x6FF),
    (0x900, 0x97F),
    (0x4E00, 0x9FFF),
    (0x1F300, 0x1F64F),
    (0x300, 0x36F),
)


def random_text(rng: random.Random) -> str:
    low, high = rng.choice(SCRIPTS)
    return "".join(chr(rng.randint(*rng.choice([(low, high), (0x20, 0x7F)]))) for _ in range(rng.randint(0, 120)))


def names_found_again() -> tuple[int, list[str], float]:
    gazetteer = open_gazetteer()
    with sqlite3.connect(index_path()) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM place")]
    lost, times = [], []
    for name in names:
        begun = time.perf_counter()
        found = gazetteer.candidates(name)
        times.append(time.perf_counter() - begun)
        if not found and len(name) > 1:
            lost.append(name)
    return len(names), lost, statistics.median(times)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--strings", type=int, default=10_000)
    given = options.parse_args()
    rng = random.Random(given.seed)
    number, lost, median = names_found_again()
    print(f"{number:,} names of the gazetteer, {len(lost)} not found again, median {median * 1e6:.0f} microseconds")
    for _ in range(given.strings):
        text = random_text(rng)
        look_up(text)
        time_of(text, None)
    print(f"{given.strings:,} random strings looked up and asked for times")
    for _ in range(given.strings // 20):
        dateline.read(" ".join(random_text(rng) for _ in range(20)))
    print(f"{given.strings // 20:,} reports of twenty random strings read")
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
