"""Which event each number belongs to.

Codebook, "Numbers". A number stands with the nearest violent act of its sentence; where the sentence has none, it
tells of an event by itself ("the death toll stood at 131"), as a mention that refers back.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.reader.findings import Count, Frame
from dateline.reader.guards import Surroundings, lemmas
from dateline.reader.weighing import measure

VIOLENT = {"ASSAULT", "PROTEST", "COERCE"}
MODES = {"captured": "abduct"}


def assign(doc: Doc, frames: list[Frame]) -> list[Frame]:
    """The frames, each with its numbers, and one more for each number that no frame of its sentence tells of."""
    added: list[Frame] = []
    for count in doc._.counts or []:
        if count.cumulative or count.effect == "displaced":
            continue
        frame = _nearest(doc, count, frames + added)
        if frame is None:
            if not tells_of_violence(doc, count):
                continue
            frame = _bare(doc, count)
            added.append(frame)
        frame.counts.append(count)
        frame.reasons["casualties"] = "; ".join(filter(None, [frame.reasons.get("casualties"), count.rule]))
    return sorted(frames + added, key=lambda f: f.trigger)


def tells_of_violence(doc: Doc, count: Count) -> bool:
    """Whether people came to harm by somebody's hand: not by a storm, a crash or an illness."""
    around: Surroundings | None = doc._.surroundings
    token = doc[count.anchor]
    if around is None or around.other_domain(token, material=True):
        return False
    conflict, violent, _ = around.of(token.sent)
    violent -= token.lemma_.lower() in lemmas("violence")
    return conflict + violent > 0 or around.conflict >= 2


def _nearest(doc: Doc, count: Count, frames: list[Frame]) -> Frame | None:
    anchor = doc[count.anchor]
    sent = anchor.sent
    here = [
        f
        for f in frames
        if sent.start <= f.trigger < sent.end
        and f.type in VIOLENT
        and f.status not in {"hypothetical", "planned", "negated"}
    ]
    violent = [f for f in here if f.type == "ASSAULT"] or here
    seen = [(doc._.signals.fills(f.at, "N", count.start, count.end), f) for f in violent]
    if seen and (best := max(seen, key=lambda s: s[0]))[0] >= measure("numbers", "take"):
        return best[1]
    return min(violent, key=lambda f: (_steps(doc[f.trigger], anchor), abs(f.trigger - count.anchor)), default=None)


def _steps(a: Token, b: Token) -> int:
    """Length of the path between two tokens of one sentence in the parse."""
    above = {a.i: 0}
    for n, t in enumerate(a.ancestors, 1):
        above[t.i] = n
    for n, t in enumerate((b, *b.ancestors)):
        if t.i in above:
            return n + above[t.i]
    return 99


def _bare(doc: Doc, count: Count) -> Frame:
    frame = Frame(
        trigger=count.anchor, start=count.anchor, end=count.anchor + 1, type="ASSAULT",
        mode=MODES.get(count.effect), confidence=0.55, anaphoric=True,
    )  # fmt: skip
    frame.reasons["type"] = f"a number of people {count.effect}, told by itself"
    return frame
