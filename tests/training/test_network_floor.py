"""What the shipped network makes of the lines of the corpus that it never saw: a floor that only goes up."""

from __future__ import annotations

from collections import Counter

import pytest
import spacy
from markup import CORPUS, Item, held_out, items

from dateline.reader.learned import seen
from dateline.reader.signals import Reads

FLOORS = {"events of the right type": 0.68, "events": 0.82, "actors": 0.76, "recipients": 0.66, "places": 0.60}
ROLES = {"A": "actors", "R": "recipients", "L": "places"}


def f1(count: Counter[str]) -> float:
    return 2 * count["right"] / max(1, count["found"] + count["wanted"])


def measure(item: Item, doc: spacy.tokens.Doc, counts: dict[str, Counter[str]]) -> None:
    """Add what the network finds in one line: event mentions that overlap, and words in the parts of those found."""
    wanted = [(a, b, n, e.type) for n, e in item.events.items() for a, b in e.mentions]
    found = [(doc[s.start].idx, doc[s.end - 1].idx + len(doc[s.end - 1]), s) for s in seen(doc, 0.5)]
    for name in ("events", "events of the right type"):
        hits = [
            (w, f)
            for w in wanted
            for f in found
            if w[0] < f[1] and f[0] < w[1] and (name == "events" or w[3] == f[2].type)
        ]
        counts[name].update(right=len({w for w, _ in hits}), found=len(found), wanted=len(wanted))
    for w, f in {w: (w, f) for w in wanted for f in found if w[0] < f[1] and f[0] < w[1]}.values():
        for role, name in ROLES.items():
            gold = {t.i for t in doc for r, n, a, b in item.arguments if (r, n) == (role, w[2]) and a <= t.idx < b}
            told = {int(i) for i, chance in zip(*doc._.signals.role(f[2].start, role), strict=True) if chance >= 0.5}
            counts[name].update(right=len(gold & told), found=len(told), wanted=len(gold))


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    nlp, reads = spacy.blank("en"), Reads()
    counts: dict[str, Counter[str]] = {name: Counter() for name in FLOORS}
    for path in sorted(CORPUS.glob("*.txt")):
        for _, item in items(path):
            if held_out(item.text):
                measure(item, reads(nlp.make_doc(item.text)), counts)
    return {name: round(f1(count), 3) for name, count in counts.items()}


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name], figures
