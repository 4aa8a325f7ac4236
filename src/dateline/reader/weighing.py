"""What the lexicon and the parse name, weighed against what the network sees: which mentions stay, and who is in them.

Used by ``what``. Where both agree, the parse gives the exact words and the network the type and the parts in doubt;
where only one speaks it must be surer. The measures are data (``lexicon/en/weighing.toml``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import cast

from spacy.tokens import Doc, Token

from dateline.lexicon import settings
from dateline.model.reading import EventType, Status
from dateline.reader.findings import ActorMention, Frame
from dateline.reader.learned import Seen, phrases, seen, somebody
from dateline.reader.signals import Signals

MATERIAL = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "AID", "RETREAT"}
PEOPLE = (("actors", "A", "R"), ("recipients", "R", "A"))


@cache
def measure(section: str, name: str) -> float:
    """A number of ``lexicon/en/weighing.toml``."""
    return float(settings("weighing")[section][name])


Held = tuple[ActorMention, float]


@cache
def brokering() -> frozenset[str]:
    """Words of ``lexicon/en/weighing.toml`` for who brings a deal about."""
    return frozenset(settings("weighing")["brokering"])


@cache
def beginning() -> frozenset[str]:
    """Lemmas of ``lexicon/en/guards.toml`` that say that something began."""
    return frozenset(settings("guards")["beginning"])


class Weighing:
    """The frames of one report."""

    def __init__(
        self, doc: Doc, by_head: dict[int, ActorMention], lookup: Callable[[Token], ActorMention | None]
    ) -> None:
        self.doc = doc
        self.signals: Signals = doc._.signals
        self.by_head = by_head
        self.lookup = lookup
        self.acting: set[tuple[int, int]] = set()

    def frames(
        self, lexical: Iterable[Frame], silent: set[int], make: Callable[[Seen, Token], Frame | None]
    ) -> list[Frame]:
        """Frames in order of the text: of the lexicon where the network does not object, and of the network alone."""
        sights = list(seen(self.doc, measure("events", "glimpse")))
        at = {i: s for s in sights for i in range(s.start, s.end)}
        kept: list[Frame] = []
        used: set[int] = set()
        lexical = list(lexical)
        self.acting = {(m.head, f.trigger) for f in lexical for m in f.actors}
        for frame in lexical:
            sight = next((at[i] for i in (frame.trigger, *range(frame.start, frame.end)) if i in at), None)
            if sight is None:
                began = self._beginning(frame, at)
                if began is not None:
                    used.add(began.start)
                if began is not None or frame.vetted or self._chance(frame) >= measure("events", "lexicon_alone"):
                    kept.append(self._filled(frame, frame.trigger))
            elif sight.start not in used:
                used.add(sight.start)
                kept.append(self._agreed(frame, sight))
        kept += [f for s in sights if s.start not in used | silent and (f := self._alone(s, make)) is not None]
        return sorted(kept, key=lambda f: f.trigger)

    def _alone(self, sight: Seen, make: Callable[[Seen, Token], Frame | None]) -> Frame | None:
        """A mention that the network alone names, if it is sure enough: surer where it sees nobody in a verbal act."""
        if sight.chance < measure("events", "network_alone"):
            return None
        frame = make(sight, self.doc[sight.start : sight.end].root)
        if frame is None:
            return None
        found = self._filled(self._put(frame, sight.start), sight.start)
        told = found.type in MATERIAL or found.actors or found.recipients
        return found if told or sight.chance >= measure("events", "nobody") else None

    def _beginning(self, frame: Frame, at: dict[int, Seen]) -> Seen | None:
        """ "The conflict erupted": the noun names the event, and the network sees it in the verb that says it began."""
        token = self.doc[frame.trigger]
        verb = token.head
        if token.dep_ in {"nsubj", "nsubjpass"} and verb.lemma_.lower() in beginning():
            return at.get(verb.i)
        return None

    def _chance(self, frame: Frame) -> float:
        return max(self.signals.chance(i) for i in range(frame.start, frame.end))

    def _agreed(self, frame: Frame, sight: Seen) -> Frame:
        """One mention that both name: the network may know its type better."""
        confidence = round(min(0.98, 0.4 * frame.confidence + 0.6 * max(sight.chance, 0.5)), 2)
        frame.confidence = max(0.5, confidence)
        if sight.type != frame.type and sight.chance >= measure("events", "retype"):
            frame.reasons["type"] += f"; the network reads {sight.type} ({sight.chance:.2f})"
            frame.type = cast(EventType, sight.type)
            frame.mode = self.signals.mode(sight.start, sight.type)[0]
        elif frame.mode is None:
            frame.mode = self.signals.mode(sight.start, frame.type)[0]
        return self._filled(self._put(frame, sight.start), sight.start)

    def _put(self, frame: Frame, first: int) -> Frame:
        """Its status, where the network is sure of another than grammar."""
        status, chance = self.signals.status(first)
        least = measure("status", "plain" if status == "reported" else "believe")
        if status != frame.status and chance >= least:
            frame.status = cast(Status, status)
            frame.reasons["status"] = f"{status} by the network ({chance:.2f})"
        return frame

    def _filled(self, frame: Frame, first: int) -> Frame:
        """Who acts and is acted on: what the parse says and the network does not deny, and what the network is sure of."""
        frame.asked = first
        if frame.type == "ASSAULT" and frame.weapon is None:
            frame.weapon = next(((a, b) for a, b, _ in phrases(self.doc, first, "W", measure("roles", "weapon"))), None)
        found = {name: self._people(getattr(frame, name), first, role, other) for name, role, other in PEOPLE}
        acting = {m.key for m in found["actors"]}
        frame.actors = found["actors"]
        frame.recipients = [m for m in found["recipients"] if m.key not in acting]
        return frame

    def _people(self, parsed: list[ActorMention], first: int, role: str, other: str) -> list[ActorMention]:
        sent = self.doc[first].sent
        here, far = self._seen(first, role, sent.start, sent.end)
        kept = {m.key: m for m in parsed if self._stands(m, first, role, other, bool(here))}
        agreed = any(m.key in kept for m, _ in here)
        for mention, chance in here or ([] if kept else far):
            doubtful = agreed or (role == "A" and self._acts_elsewhere(mention, first))
            if chance >= measure("roles", "beside" if doubtful else "take"):
                kept.setdefault(mention.key, replace(mention, rule=f"{mention.rule}; the network ({chance:.2f})"))
        return sorted(kept.values(), key=lambda m: m.start)

    def _stands(self, mention: ActorMention, first: int, role: str, other: str, filled: bool) -> bool:
        """Whether somebody whom the parse puts in a role may stay there: the network sees him, or nobody else, in it."""
        here = self.signals.fills(first, role, mention.start, mention.end)
        there = self.signals.fills(first, other, mention.start, mention.end)
        return (here >= measure("roles", "keep") or not filled) and there - here < measure("roles", "swap")

    def _acts_elsewhere(self, mention: ActorMention, first: int) -> bool:
        """Whether the parse makes somebody the actor of another event, and not of this one: "came after X shelled Y"."""
        acts = {trigger for head, trigger in self.acting if head == mention.head}
        return bool(acts) and first not in acts

    def _seen(self, first: int, role: str, start: int, end: int) -> tuple[list[Held], list[Held]]:
        """Whom the network puts in a role, with its chance: in the event's own sentence, and in others."""
        here: list[Held] = []
        far: list[Held] = []
        for a, b, chance in phrases(self.doc, first, role):
            inside = start <= a < end
            if not inside and chance < measure("roles", "elsewhere"):
                continue
            mention = somebody(self.doc, a, b, self.by_head, self.lookup)
            if mention is not None and not self._brokered(mention):
                (here if inside else far).append((mention, chance))
        return here, far

    def _brokered(self, mention: ActorMention) -> bool:
        """ "A Russian-brokered truce": who brings about a deal is no party to it."""
        after = self.doc[mention.end : mention.end + 2]
        return len(after) == 2 and after[0].text == "-" and after[1].lower_ in brokering()
