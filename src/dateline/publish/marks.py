"""A report's text cut where evidence begins and ends, so that overlapping spans can be marked without nesting.

HTML elements cannot overlap; evidence does ("Imran Khan" in "Imran Khan says"). Each segment therefore lists every card
that it is evidence of, and spans that overlap share segments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dateline.publish.cards import Card, Role

ROLES: tuple[Role, ...] = ("event", "number", "time", "place", "actor", "speaker", "detail")
"""Which role marks a segment that has several: the narrowest first, since a speaker's words hold the speaker's name."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters ``start`` to ``end`` of the text. ``cards`` are indices; ``ends`` those whose naming words end here."""

    start: int
    end: int
    cards: tuple[int, ...] = ()
    roles: tuple[Role, ...] = ()
    ends: tuple[int, ...] = ()


def segments(text: str, cards: Iterable[Card]) -> Iterator[Segment]:
    """The segments of a text in order, without gaps; together they are the text.

    Time grows with the text plus the evidence that is open at each cut, not with their product.
    """
    opening: dict[int, list[tuple[int, Role]]] = defaultdict(list)
    closing: dict[int, list[tuple[int, Role]]] = defaultdict(list)
    naming: dict[int, set[int]] = defaultdict(set)
    for index, card in enumerate(cards):
        for mention in card.mentions:
            naming[min(mention.trigger.end, len(text))].add(index)
        for span, role in dict.fromkeys((*card.evidence(),)):
            start, end = min(span.start, len(text)), min(span.end, len(text))
            if start < end:
                opening[start].append((index, role))
                closing[end].append((index, role))
    yield from _sweep(len(text), opening, closing, naming)


def _sweep(
    length: int,
    opening: dict[int, list[tuple[int, Role]]],
    closing: dict[int, list[tuple[int, Role]]],
    naming: dict[int, set[int]],
) -> Iterator[Segment]:
    open_now: dict[tuple[int, Role], int] = defaultdict(int)
    cuts = sorted({0, length, *opening, *closing})
    for start, end in pairwise(cuts):
        for key in closing.get(start, ()):
            open_now[key] -= 1
            if not open_now[key]:
                del open_now[key]
        for key in opening.get(start, ()):
            open_now[key] += 1
        roles = {role for _, role in open_now}
        yield Segment(
            start, end, tuple(sorted({index for index, _ in open_now})),
            tuple(role for role in ROLES if role in roles), tuple(sorted(naming.get(end, ()))),
        )  # fmt: skip
