"""What one mention takes from its neighbours: times said once for several acts, and acts that are part of another.

Codebook, "Place and time": a verbal act's time is when it was said. Used by ``merge``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from dateline.model.reading import Place
from dateline.reader.clusters import Cluster
from dateline.reader.findings import Frame
from dateline.reader.setting import Setting, words

VERBAL = {"SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN"}
GOING_ON = {"also", "added", "further", "too"}
PRONOUNS = {"he", "she", "they"}
VEHICLES = {"tweet", "statement", "speech", "interview", "message", "letter", "briefing"}
SCENED = {"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT"}
"""Types that happen at a place: it may be told sentences before."""
TOWN = {"city", "site", "district"}
REGION = {"region", "district"}
SENTENCES_BACK = 1
ENDING = {"RETREAT", "CONCEDE"}


def subsumed(doc: Doc, frames: list[Frame]) -> Iterator[Frame]:
    """Frames that are part of what another one tells, and no events of their own."""
    by_trigger = {f.trigger: f for f in frames}
    totals = {c.anchor for c in doc._.counts or [] if c.cumulative}
    own = {c.anchor for c in doc._.counts or [] if not c.cumulative}
    for frame in frames:
        token = doc[frame.trigger]
        if frame.type == "MOBILIZE" and (fight := _purpose(token, by_trigger)) is not None:
            # "sent troops to fight": the sending is part of the fighting
            fight.status, fight.positions = frame.status, [*fight.positions, *frame.positions]
            fight.reasons["status"] = f"as of “{token.text}”, whose purpose it is"
            yield frame
        elif frame.type in ENDING and not frame.actors and _deal_did_it(token, by_trigger):
            yield frame
        elif (
            frame.type == "ASSAULT"
            and frame.trigger in totals - own
            and token.lemma_ in {"kill", "die", "injure", "wound", "toll", "death"}
        ):
            yield frame  # a total of many events is a toll


def _purpose(verb: Token, by_trigger: dict[int, Frame]) -> Frame | None:
    for child in verb.children:
        frame = by_trigger.get(child.i)
        if (
            child.dep_ in {"advcl", "xcomp", "acl"}
            and child.tag_ == "VB"
            and frame is not None
            and frame.type == "ASSAULT"
        ):
            return frame
    return None


def _deal_did_it(verb: Token, by_trigger: dict[int, Frame]) -> bool:
    """ "A truce ended the war": told of the truce already."""
    return any(c.dep_ == "nsubj" and c.i in by_trigger and by_trigger[c.i].type == "AGREE" for c in verb.children)


def inherit_said_times(doc: Doc, frames: Iterable[Frame]) -> None:
    """A speaker who goes on ("He also ...", "in the tweet") spoke when the sentence beside says so."""
    sents = list(doc.sents)
    number = {t.i: n for n, s in enumerate(sents) for t in s}
    verbal = [f for f in frames if f.type in VERBAL]
    for frame in verbal:
        if frame.time is not None:
            continue
        here = number[frame.trigger]
        for other in verbal:
            if other.time is None or abs(number[other.trigger] - here) > 1 or not _speakers(frame) & _speakers(other):
                continue
            later = sents[max(here, number[other.trigger])]
            if here == number[other.trigger] or _goes_on(later):
                frame.time = other.time
                frame.reasons["time"] = f"“{other.time.span.text}” of the same speaker's words beside"
                break


def inherit_places(doc: Doc, clusters: list[Cluster], setting: Setting) -> None:
    """An event of which no mention states a place was where its words point ("the city"), or where the report just was."""
    starts = [s.start for s in doc.sents]
    for cluster in clusters:
        if cluster.type not in SCENED or cluster.all("place"):
            continue
        for frame in cluster.frames:
            found = _pointed_at(doc, frame, setting) or _just_before(frame, setting, starts)
            if found is not None:
                frame.place, frame.reasons["place"] = found
                break


def _pointed_at(doc: Doc, frame: Frame, setting: Setting) -> tuple[Place, str] | None:
    """ "Killed 27 people in the suburb": the last place of that kind."""
    for token in doc[frame.trigger].sent:
        wanted = _kind_pointed_at(token)
        found = next((p for p in reversed(setting.before(token.i)) if p[0].precision in wanted), None)
        if found is not None:
            return found[0], f"“{token.text}” is {found[0].name}"
    return None


def _kind_pointed_at(noun: Token) -> set[str]:
    """The precisions that "the city", "this province" may mean; none for a noun that is named, or points at nothing."""
    kind = TOWN if noun.lower_ in words("towns") else REGION if noun.lower_ in words("regions") else set()
    points = any(c.lower_ in words("pointers") for c in noun.children)
    return kind if kind and points and not any(t.pos_ == "PROPN" for t in noun.subtree) else set()


def _just_before(frame: Frame, setting: Setting, starts: list[int]) -> tuple[Place, str] | None:
    """The last town or site that the sentence before puts something at."""
    here = bisect_right(starts, frame.trigger) - 1
    first = starts[max(0, here - SENTENCES_BACK)]
    for place, at in reversed(setting.before(starts[here])):
        if at.head.i < first:
            return None
        if place.precision in TOWN and at.preposition in words("scene"):
            return place, f"“{at.preposition} {at.head.text}” just before"
    return None


def _speakers(frame: Frame) -> set[str]:
    return {m.name for m in frame.actors} | {p.holder.name for p in frame.positions}


def _goes_on(sentence: Iterable[Token]) -> bool:
    words = {t.lower_ for t in sentence}
    return (
        bool(words & GOING_ON)
        or bool(words & VEHICLES)
        or any(t.lower_ in PRONOUNS and t.dep_ == "nsubj" for t in sentence)
    )


def inherit_event_times(doc: Doc, clusters: list[Cluster]) -> None:
    """ "The attack, which saw a second missile strike ...": what an attack saw happened when it did."""
    for cluster in clusters:
        if cluster.type != "ASSAULT" or cluster.all("time"):
            continue
        for frame in cluster.frames:
            sent = doc[frame.trigger].sent
            for other in clusters:
                if other is cluster or other.type != "ASSAULT" or not other.all("time"):
                    continue
                if any(f.anaphoric and sent.start <= f.trigger < frame.trigger for f in other.frames):
                    frame.time = other.all("time")[0]
                    frame.reasons["time"] = "of the event that its sentence is about"
