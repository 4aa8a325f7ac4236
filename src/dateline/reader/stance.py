"""What verbal acts are about, and what they say of it: denial, blame, claim of responsibility.

Codebook: a denial is a REJECT whose ``about`` is the denied event, and a ``denies`` position on it; a claim of
responsibility is an ``asserts`` position of the claimant, who is the actor; one who is only blamed is the actor too,
with the blamer's position and status ``alleged``.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from dateline.model.reading import Position
from dateline.reader.findings import ActorMention, Frame, span_of

ABOUT = {"ACCUSE", "REJECT", "SUPPORT", "THREATEN", "REQUEST", "CONCEDE"}
BLAMING = {"blame", "accuse", "suspect", "implicate", "charge", "allege", "hold"}
CLAIMING = {"claim", "take", "admit", "accept"}


def relate(doc: Doc, frames: list[Frame]) -> None:
    """Tie verbal acts to the events they speak of, and give those events what follows from it."""
    by_head = {m.head: m for m in doc._.actors or []}
    for frame in frames:
        if frame.type in ABOUT:
            frame.about = _object(doc, frame, frames)
        if frame.about is not None:
            _consequences(doc, frame, frame.about)
        if frame.type == "ASSAULT":
            _responsibility(doc, frame, by_head)


def _object(doc: Doc, frame: Frame, frames: Iterable[Frame]) -> Frame | None:
    """The event that a verbal act speaks of: the nearest one below it in the parse."""
    trigger = doc[frame.trigger]
    below = {t.i for t in trigger.subtree}
    inside = [f for f in frames if f is not frame and f.trigger in below and f.type != frame.type]
    return min(inside, key=lambda f: (_depth(doc[f.trigger], trigger), f.trigger), default=None)


def _depth(token: Token, top: Token) -> int:
    depth = 0
    while token.i != top.i:
        token, depth = token.head, depth + 1
    return depth


def _consequences(doc: Doc, act: Frame, event: Frame) -> None:
    if (
        not act.recipients
        and event.actors
        and (act.type, event.type) in {("SUPPORT", "AGREE"), ("ACCUSE", "ASSAULT"), ("ACCUSE", "COERCE")}
    ):
        own = {a.key for a in act.actors}
        act.recipients = [
            m for m in event.actors if m.key not in own
        ]  # who welcomes a deal welcomes what its parties did
    word = doc[act.trigger].lemma_.lower()
    if act.type == "ACCUSE" and word in BLAMING:
        if event.type in {"ASSAULT", "COERCE"} and not event.actors:
            event.actors = list(act.recipients)
        if event.status == "reported" and event.type == "ASSAULT" and event.actors and act.recipients:
            event.status = "alleged"
            event.reasons["status"] = f"alleged: “{doc[act.trigger].text}”"
        for actor in act.actors:
            _take(doc, event, actor, "asserts")


def _responsibility(doc: Doc, frame: Frame, by_head: dict[int, ActorMention]) -> None:
    """ "X claimed responsibility for the attack"."""
    token = doc[frame.trigger]
    head = token.head
    if token.dep_ != "pobj" or head.head.lemma_.lower() != "responsibility":
        return
    verb = head.head.head
    if verb.lemma_.lower() in CLAIMING:
        for child in verb.children:
            if child.dep_ == "nsubj" and child.i in by_head:
                _take(doc, frame, by_head[child.i], "asserts")


def _take(doc: Doc, event: Frame, holder: ActorMention, stance: str) -> None:
    entity = holder.entity(doc)
    if not any(p.holder.name == entity.name and p.stance == stance for p in event.positions):
        event.positions.append(Position(holder=entity, stance=stance, span=span_of(doc, holder.start, holder.end)))  # type: ignore[arg-type]
