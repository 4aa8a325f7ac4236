"""Where and when of one mention of an event, chosen from the places and times of its sentence, with a reason.

Codebook, "Place and time": the most specific place that the report gives; verbal acts have one only where a venue is
stated; a verbal act's time is when it was said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Token

from dateline.lexicon import settings
from dateline.model.reading import Place, Time
from dateline.reader.according_to import reporting
from dateline.reader.findings import Frame
from dateline.reader.signals import Signals
from dateline.reader.triggers import clause_after
from dateline.reader.weighing import measure

CLAUSES = frozenset({"ccomp", "relcl", "advcl", "parataxis", "csubj"})
SPECIFIC = {"site": 5, "city": 4, "district": 3, "region": 2, "country": 1}
VENUED = {"CONSULT", "AGREE", "COOPERATE", "PROTEST", "ASSAULT", "COERCE", "MOBILIZE", "AID", "RETREAT", "SANCTION"}
STATED_ONLY = {"CONSULT", "AGREE", "COOPERATE", "SANCTION"}
WAR_WORDS = {"war", "conflict", "fighting", "violence", "insurgency", "uprising", "rebellion", "hostility"}


@cache
def words(kind: str) -> frozenset[str]:
    """A set of words of ``lexicon/en/setting.toml``."""
    return frozenset(settings("setting")[kind])


@dataclass(slots=True)
class Anchored:
    """A place or time with the token that carries it and the token it depends on."""

    value: Place | Time
    head: Token
    attached: Token
    preposition: str = ""


@dataclass(slots=True)
class Setting:
    """Places and times of a report by sentence, ready to be asked."""

    doc: Doc
    places: dict[int, list[Anchored]] = field(default_factory=dict)
    times: dict[int, list[Anchored]] = field(default_factory=dict)

    @classmethod
    def of(cls, doc: Doc) -> Setting:
        """Anchor every place and time of ``doc`` in the parse."""
        setting = cls(doc)
        actors = {m.head for m in doc._.actors or []}
        for place in doc._.places or []:
            anchored = _anchor(doc, place)
            if anchored is not None and _is_location(anchored, actors):
                setting.places.setdefault(anchored.head.sent.start, []).append(anchored)
        for time in doc._.times or []:
            anchored = _anchor(doc, time)
            if anchored is not None:
                setting.times.setdefault(anchored.head.sent.start, []).append(anchored)
        return setting

    def before(self, i: int) -> list[tuple[Place, Anchored]]:
        """The locations before token ``i``, in order."""
        found = [(a.value, a) for anchored in self.places.values() for a in anchored if a.head.i < i]
        return sorted(((v, a) for v, a in found if isinstance(v, Place)), key=lambda found: found[1].head.i)

    def place(self, frame: Frame) -> tuple[Place | None, float, str]:
        """The place of ``frame`` as its sentence states it, how sure (0 to 4), and why."""
        trigger = self.doc[frame.trigger]
        if frame.type not in VENUED:
            return None, 0, ""
        least = 2 if frame.type in STATED_ONLY else 1
        scored = [
            (score, SPECIFIC[a.value.precision], -abs(a.head.i - trigger.i), n, a)
            for n, a in enumerate(self._near(frame, self.places))
            if isinstance(a.value, Place)
            and (score := self._weighed(frame, a, "L", lambda a: self._place_score(trigger, a, frame))) >= least
        ]
        if not scored:
            return None, 0, ""
        top = max(s[0] for s in scored)
        near = [s for s in scored if s[0] >= top - 1]
        score, _, _, _, best = max(near, key=lambda s: (s[0] + 0.4 * s[1], s[2]))
        assert isinstance(best.value, Place)
        return (
            best.value,
            score,
            f"“{best.preposition + ' ' if best.preposition else ''}{best.head.text}” with “{best.attached.text}”",
        )

    def _near(self, frame: Frame, anchored: dict[int, list[Anchored]]) -> list[Anchored]:
        """What is anchored in the frame's sentence, and in the others that the network read with it."""
        first, last = self.doc._.signals.near(frame.at)
        here = self.doc[frame.trigger].sent.start
        return [a for start, found in anchored.items() if start == here or first <= start < last for a in found]

    def _weighed(self, frame: Frame, anchored: Anchored, role: str, parsed: Callable[[Anchored], float]) -> float:
        """The parse's points with the network's; of another sentence only what the network is sure of."""
        signals: Signals = self.doc._.signals
        chance = signals.fills(frame.at, role, anchored.head.i, anchored.head.i + 1)
        if anchored.head.sent.start != self.doc[frame.trigger].sent.start:
            return measure("setting", "weight") * chance if chance >= measure("setting", "elsewhere") else 0.0
        return parsed(anchored) - measure("setting", "doubt") * (1 - chance) + measure("setting", "weight") * chance

    def _place_score(self, trigger: Token, anchored: Anchored, frame: Frame) -> float:
        score = _nearness(trigger, anchored)
        if score <= 0:
            return 0
        if anchored.preposition in words("where"):
            score += 0.5
        elif anchored.preposition in words("whence") and frame.type not in {"RETREAT", "MOBILIZE"}:
            score -= 1
        return score

    def time(self, frame: Frame) -> tuple[Time | None, float, str]:
        """The time of ``frame`` as its sentence states it, how sure (0 to 4), and why."""
        trigger = clause_after(self.doc[frame.trigger]) or self.doc[frame.trigger]
        # What a speaker tells of has a time of its own: "accused them of shelling the town on Sunday".
        clauses = CLAUSES if frame.type in VENUED else CLAUSES | {"pcomp", "xcomp"}
        scored = [
            (score, -abs(a.head.i - trigger.i), n, a)
            for n, a in enumerate(self._near(frame, self.times))
            if isinstance(a.value, Time)
            and not _compares(a)
            and (score := self._weighed(frame, a, "T", lambda a: _nearness(trigger, a, clauses))) >= 1
        ]
        if not scored:
            return None, 0, ""
        score, _, _, best = max(scored, key=lambda s: s[:3])
        assert isinstance(best.value, Time)
        return best.value, score, f"“{best.value.span.text}” with “{best.attached.text}”"


def _anchor(doc: Doc, value: Place | Time) -> Anchored | None:
    span = doc.char_span(value.span.start, value.span.end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    head = span.root
    preposition = ""
    attached = head.head
    if head.dep_ in {"pobj", "pcomp"} and head.head.pos_ in {"ADP", "SCONJ"}:
        preposition, attached = head.head.lower_, head.head.head
    # "in the town of Bucha", "in Aleppo province", "Ganja, Azerbaijan": climb to what the place phrase hangs on
    hops = 0
    while (
        (preposition in {"of", ""} or head.dep_ in {"appos", "compound", "conj"})
        and attached.pos_ in {"NOUN", "PROPN"}
        and hops < 3
    ):
        if attached.dep_ in {"pobj"} and attached.head.pos_ == "ADP":
            preposition, attached = attached.head.lower_, attached.head.head
        elif attached.dep_ in {"appos", "compound", "conj", "nmod", "poss"} and isinstance(value, Place):
            attached = attached.head
        else:
            break
        hops += 1
    return Anchored(value, head, attached, preposition)


def _is_location(anchored: Anchored, actors: set[int]) -> bool:
    """A name that acts, speaks or is acted on stands for its government, and is no place of an event."""
    if _names_a_body(anchored, actors):
        return False
    if anchored.preposition in words("where") or anchored.preposition in words("whence"):
        return True
    if anchored.head.dep_ in {"compound", "nmod"} and anchored.head.head.pos_ == "NOUN":
        # "the Ganja strike", "the Syria conflict", but not "Russia strikes"
        whole = isinstance(anchored.value, Place) and anchored.value.precision == "country"
        return not whole or anchored.head.head.lemma_.lower() in WAR_WORDS
    if anchored.head.i in actors and isinstance(anchored.value, Place):
        return False
    return anchored.head.dep_ not in {"nsubj", "nsubjpass"} or anchored.value.precision in {"site"}


def _names_a_body(anchored: Anchored, actors: set[int]) -> bool:
    """ "The Pakistan Army": whose army it is, and not where it fights."""
    head = anchored.head
    return head.dep_ in {"compound", "nmod", "amod"} and head.head.pos_ == "PROPN" and head.head.i in actors


def _compares(anchored: Anchored) -> bool:
    """ "The worst attack since May", "the deadliest in a year": the time measures the event, and is not its own."""
    if anchored.preposition not in {"since", "in"}:
        return False
    near = {t.lower_ for t in (anchored.attached, *anchored.attached.children, *anchored.attached.head.children)}
    return bool(near & words("superlative"))


def _nearness(trigger: Token, anchored: Anchored, clauses: frozenset[str] = CLAUSES) -> float:
    """How closely a place or time belongs to the trigger: 4 directly, 1 hardly, 0 to another clause."""
    attached = anchored.attached
    if attached.i == trigger.i or anchored.head.head.i == trigger.i:
        return 4
    if trigger in attached.ancestors:
        return _downward(trigger, attached, clauses)
    return _upward(trigger, attached)


def _downward(trigger: Token, attached: Token, clauses: frozenset[str]) -> float:
    score, token = 3.5, attached
    while token.i != trigger.i:
        if token.dep_ in clauses or (token.dep_ == "conj" and token.pos_ == "VERB"):
            score -= 2
        else:
            score -= 0.3
        token = token.head
    return score


def _upward(trigger: Token, attached: Token) -> float:
    """The place or time hangs on something above the trigger, or beside it."""
    score, token = 3.5, trigger
    while token.dep_ != "ROOT":
        if token.i == attached.i:
            return score
        head = token.head
        if token.dep_ == "ccomp" and head.lemma_.lower() in reporting():
            return (
                score - 1.6
                if attached in head.subtree and attached.i == head.i and anchored_before(attached, trigger)
                else 0
            )
        score -= {"relcl": 1.2, "ccomp": 1.5, "advcl": 0.8, "acl": 0.7, "conj": 0.6, "xcomp": 0.4}.get(token.dep_, 0.3)
        token = head
        if token.i == attached.i:
            return score
        if attached in token.subtree and _within_clause(attached, token):
            return score - 0.5
    return score if token.i == attached.i else 0


def anchored_before(attached: Token, trigger: Token) -> bool:
    """Whether what opens the sentence ("On Saturday, officials said ...") may belong to what is told."""
    first = attached.sent[0]
    return first.dep_ in {"prep", "npadvmod", "advmod"} and first.head.i == attached.i and attached.i < trigger.i


def _within_clause(token: Token, top: Token) -> bool:
    while token.i != top.i:
        if token.dep_ in CLAUSES or (token.dep_ == "conj" and token.pos_ == "VERB"):
            return False
        token = token.head
    return True
