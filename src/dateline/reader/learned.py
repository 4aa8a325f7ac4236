"""From the network's chances to mentions of events and the people in them.

Used by ``what``. Chances say where to look and how sure to be; spans are cut at words of the report, and a phrase
becomes somebody only through the actor mentions of ``who``, or as the bare words that stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.reader.findings import ActorMention
from dateline.reader.names import country_names, demonyms
from dateline.reader.roles import words
from dateline.reader.signals import Signals
from dateline.reader.who import clean

CONTINUES = 0.4
PART = 0.5
"""Chance from which a word is part of a phrase that fills a role."""
BRIDGE = 0.25
"""Chance of a single word between two parts of one phrase."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Words ``start`` to ``end`` that the network takes to name an event; ``start`` stands for it in ``doc._.signals``."""

    start: int
    end: int
    type: str
    chance: float


def seen(doc: Doc, least: float) -> Iterator[Seen]:
    """The mentions of events whose first word has at least the chance ``least``."""
    signals: Signals = doc._.signals
    begins, event = signals.begins.sum(1), signals.event.sum(1)
    i = 0
    while i < len(doc):
        if begins[i] < least or begins[i] < event[i] / 2:
            i += 1
            continue
        kind, share = signals.type(i)
        end = i + 1
        while end < len(doc) and event[end] - begins[end] > max(CONTINUES, begins[end]):
            end += 1
        yield Seen(i, end, kind, float(begins[i]) * share)
        i = end


def phrases(doc: Doc, first: int, role: str, least: float = PART) -> Iterator[tuple[int, int, float]]:
    """Phrases that fill ``role`` of the event at token ``first``: start, end (exclusive), highest chance."""
    words, chances = doc._.signals.role(first, role)
    start = -1
    best = 0.0
    for n, (i, chance) in enumerate(zip(words, chances, strict=True)):
        inside = chance >= least
        bridge = start >= 0 and chance >= BRIDGE and n + 1 < len(words) and chances[n + 1] >= least
        if inside or bridge:
            start = int(i) if start < 0 else start
            best = max(best, float(chance))
        elif start >= 0:
            yield start, int(words[n - 1]) + 1, best
            start, best = -1, 0.0
    if start >= 0:
        yield start, int(words[-1]) + 1, best


def head_of(doc: Doc, start: int, end: int) -> Token:
    """The head word of a phrase; of "in Goma", the town."""
    root = doc[start:end].root
    while root.pos_ in {"ADP", "SCONJ", "PART"}:
        below = next((c for c in root.children if start <= c.i < end and c.i > root.i), None)
        if below is None:
            break
        root = below
    return root


def somebody(
    doc: Doc, start: int, end: int, by_head: dict[int, ActorMention], lookup: Callable[[Token], ActorMention | None]
) -> ActorMention | None:
    """The actor mention that a phrase holds, or a new one of its bare words; None for a pronoun that stays open."""
    head = head_of(doc, start, end)
    if head.i in by_head:
        return by_head[head.i]
    inside = [by_head[i] for i in range(start, end) if i in by_head]
    if inside and inside[-1].end >= end:
        return inside[-1]
    found = lookup(head)
    if found is not None:
        return found
    if inside:
        return inside[-1]
    if head.pos_ not in {"NOUN", "PROPN"} or head.ent_type_ in {"DATE", "TIME", "PERCENT", "MONEY"}:
        return None
    return bare(doc, start, end, head)


def bare(doc: Doc, start: int, end: int, head: Token) -> ActorMention:
    """Somebody or something of whom the report tells no more than the phrase: a bus, an embassy."""
    while start < head.i and (doc[start].pos_ in {"ADP", "PUNCT", "SPACE"} or doc[start].is_punct):
        start += 1
    while end > head.i + 1 and (doc[end - 1].pos_ in {"ADP", "SPACE"} or doc[end - 1].is_punct):
        end -= 1
    code = next((demonyms()[t.text] for t in doc[start:end] if t.text in demonyms()), None)
    if code and head.lemma_.lower() in words("weapons") | words("vehicles_of_death"):
        return ActorMention(  # "Ukrainian rockets": whose they are
            start=start, end=end, head=head.i, key=f"{code}:GOV", name=country_names()[code], country=code, sector="GOV",
            kind="country", form="nominal", rule=f"weapons of {country_names()[code]}",
        )  # fmt: skip
    place = next((p for p in doc._.places or [] if p.span.start <= head.idx < p.span.end), None)
    name = place.name if place is not None else clean(doc[start:end])
    return ActorMention(
        start=start, end=end, head=head.i, key=f"bare:{name.lower()}", name=name, country=place.country if place else code,
        form="nominal", plural=head.tag_ in {"NNS", "NNPS"}, rule="named by the bare words",
    )  # fmt: skip
