"""According to whom: who asserts, denies, confirms or doubts what the report tells.

Component ``dateline_according_to``. Needs ``doc._.signals``, ``doc._.frames``, ``doc._.actors``, ``doc._.times``; gives each frame its
positions and the status that follows from them, and ``doc._.attributions`` for the tolls. The report's own voice is
no position; nested speakers ("X said that Y had told Z") all hold one (codebook, "First rules" 3, "positions").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dateline.lexicon import settings, table
from dateline.model.reading import Position, Stance
from dateline.model.span import Span as Words
from dateline.reader.findings import ActorMention, Frame, register, span_of
from dateline.reader.learned import phrases
from dateline.reader.syntax import agents, children, in_phrases, is_passive, premodifiers, with_conjuncts
from dateline.reader.weighing import measure

QUOTED = re.compile(r"[“\"«]([^“”\"«»]{3,1500})[”\"»]?")
VERBAL = {"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN", "CONCEDE", "CONSULT", "AGREE"}
NEAR = 14


@dataclass(slots=True)
class Attribution:
    """Somebody's stance towards what tokens ``start`` to ``end`` tell, taken with the word at ``cue``."""

    holder: ActorMention
    stance: Stance
    cue: int
    start: int
    end: int
    alleged: bool = False
    without: frozenset[int] = frozenset()

    def covers(self, i: int) -> bool:
        """Whether token ``i`` belongs to what is told."""
        return self.start <= i < self.end and i not in self.without


@cache
def reporting() -> dict[str, tuple[Stance, bool]]:
    """Stance, and whether the verb keeps its distance, by lemma."""
    return {row["word"]: (row["stance"], row["mark"] == "alleged") for row in table("reporting")}  # type: ignore[misc]


@cache
def listed(kind: str) -> frozenset[str]:
    """A set of lemmas from ``lexicon/en/attribution.toml``."""
    return frozenset(settings("attribution")[kind])


class AccordingTo:
    """Finds speakers and gives frames their positions."""

    def __init__(self) -> None:
        register()
        if not Doc.has_extension("attributions"):
            Doc.set_extension("attributions", default=None)

    def __call__(self, doc: Doc) -> Doc:
        finder = _Finder(doc)
        found = list(finder.all())
        doc._.attributions = found
        for frame in doc._.frames or []:
            give_positions(doc, frame, found)
            for attribution in _seen(doc, frame, finder.by_head):
                add_position(doc, frame, attribution)
        return doc


class _Finder:
    """Attributions of one report."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.by_head = {m.head: m for m in doc._.actors or []}
        self.quotes = quote_ranges(doc)

    def all(self) -> Iterator[Attribution]:
        speaker: list[tuple[ActorMention, int]] = []
        for sent in self.doc.sents:
            here = list(self._of_sentence(sent))
            yield from here
            if not here:
                yield from self._quoted_on(sent, speaker)
            told = [(a.holder, a.cue) for a in here if a.stance == "asserts"]
            if told:
                speaker = told[:1]
            elif not any(q[0] < sent.end and sent.start < q[1] for q in self.quotes):
                speaker = []

    def _of_sentence(self, sent: Span) -> Iterator[Attribution]:
        for token in sent:
            lemma = token.lemma_.lower()
            if token.pos_ in {"VERB", "AUX"} and lemma in reporting():
                yield from self._of_verb(token, *reporting()[lemma])
            elif token.lower_ == "according":
                yield from self._of_according(token)

    def _of_verb(self, verb: Token, stance: Stance, alleged: bool) -> Iterator[Attribution]:
        holders = self._holders(verb)
        contents = list(self._contents(verb, stance)) if holders else []
        for content in contents:
            start, end, without = _extent(content, verb)
            for holder in holders:
                if not start <= holder.head < end or holder.head in without:
                    yield Attribution(holder, stance, verb.i, start, end, alleged, without)

    def _contents(self, verb: Token, stance: Stance) -> Iterator[Token]:
        lemma = verb.lemma_.lower()
        clauses = children(verb, "ccomp", "parataxis")
        if any(c.i > verb.i for c in clauses):
            # "X denies charges, Y says Z is near": what stands before another clause's speaker is not his
            clauses = [c for c in clauses if c.i > verb.i]
        if lemma in {"claim", "deny", "admit", "report", "believe", "say"}:
            clauses += children(verb, "xcomp")
        if lemma in {"accuse", "blame", "charge"}:
            clauses += [c for p in children(verb, "prep") for c in children(p, "pcomp", "pobj")]
        if lemma in {"quote", "cite"}:
            clauses += [
                c for p in children(verb, "prep", "advcl") for c in ([p] if p.pos_ == "VERB" else children(p, "pcomp"))
            ]
        yield from clauses
        if not clauses or stance != "asserts":
            for noun in with_conjuncts(children(verb, "dobj", "nsubjpass")):
                if noun.lemma_.lower() in listed("claims") or stance != "asserts":
                    yield noun
        if verb.dep_ == "parataxis" and not clauses:
            yield verb.head
        if not clauses and verb.dep_ == "ROOT" and stance == "asserts":
            start = verb.sent.start
            for a, b in self.quotes:
                if start <= a and b <= verb.sent.end and not a <= verb.i < b:
                    yield self.doc[a:b].root

    def _of_according(self, token: Token) -> Iterator[Attribution]:
        for to in children(token, "prep"):
            for noun in with_conjuncts(children(to, "pobj")):
                clause = _clause_of(token)
                start, end, _ = _extent(clause, None)
                without = frozenset(range(token.left_edge.i, token.right_edge.i + 1))
                for holder in self._speakers([noun]):
                    yield Attribution(holder, "asserts", token.i, start, end, False, without)

    def _quoted_on(self, sent: Span, speaker: list[tuple[ActorMention, int]]) -> Iterator[Attribution]:
        """A sentence inside quotation marks that names no speaker goes on with the last one."""
        for a, b in self.quotes:
            start, end = max(a, sent.start), min(b, sent.end)
            if end - start >= 0.6 * len(sent):
                for holder, cue in speaker:
                    yield Attribution(holder, "asserts", cue, start, end)

    def _holders(self, verb: Token) -> list[ActorMention]:
        if is_passive(verb):
            tokens = agents(verb)
            if verb.lemma_ in {"quote", "cite"}:
                tokens = tokens + children(verb, "nsubjpass")
        else:
            tokens = agents(verb)
            if verb.lemma_ in {"quote", "cite"}:
                tokens = tokens + with_conjuncts(children(verb, "dobj"))
        return self._speakers(tokens)

    def _speakers(self, tokens: Iterable[Token]) -> list[ActorMention]:
        found: list[ActorMention] = []
        for token in tokens:
            for mention in self._speaker(token):
                if mention.key not in {m.key for m in found}:
                    found.append(mention)
        return found

    def _speaker(self, token: Token) -> list[ActorMention]:
        """The mention at ``token``; a document speaks for whoever made it ("a report published by X and Y")."""
        if token.lemma_.lower() in listed("documents"):
            makers = [t for c in children(token, "acl") if c.lemma_ in listed("making") for t in agents(c)]
            makers += in_phrases(token, ("by", "from", "of"))
            makers += [t for t in premodifiers(token) if t.i in self.by_head]
            hits = [self.by_head[t.i] for t in makers if t.i in self.by_head]
            if hits:
                return hits
        peer = (self.doc._.listed_with or {}).get(token.i)
        return [self.by_head[i] for i in (peer, token.i) if i is not None and i in self.by_head]


def _clause_of(token: Token) -> Token:
    for ancestor in token.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            return ancestor
    return token.sent.root


def _extent(content: Token, verb: Token | None) -> tuple[int, int, frozenset[int]]:
    """Tokens of what is told: the content's subtree, less the reporting clause where that hangs below it."""
    start, end = content.left_edge.i, content.right_edge.i + 1
    without: frozenset[int] = frozenset()
    if verb is not None and start <= verb.i < end and verb is not content:
        below = verb if content in verb.ancestors else None
        without = (
            frozenset(range(below.left_edge.i, below.right_edge.i + 1)) if below is not None else frozenset({verb.i})
        )
        without -= {content.i}
    return start, end, without


def quote_ranges(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges between quotation marks that hold at least a clause (scare quotes are shorter)."""
    found = []
    for match in QUOTED.finditer(doc._.source):
        span = doc.char_span(match.start(1), match.end(1), alignment_mode="contract")
        if span is not None and len(span) >= 4 and any(t.pos_ in {"VERB", "AUX"} for t in span):
            found.append((span.start, span.end))
    return found


def give_positions(doc: Doc, frame: Frame, attributions: Iterable[Attribution]) -> None:
    """Add to ``frame`` the stance of everybody who speaks of it, and the status that follows."""
    own = {m.key for m in frame.actors}
    for attribution in attributions:
        if not attribution.covers(frame.trigger) or attribution.cue == frame.trigger:
            continue
        if frame.type in VERBAL and attribution.holder.key in own and attribution.stance == "asserts":
            continue
        add_position(doc, frame, attribution)


def _seen(doc: Doc, frame: Frame, by_head: dict[int, ActorMention]) -> Iterator[Attribution]:
    """Speakers whom the network ties to a frame and grammar does not: in the sentence before, or by a rare verb."""
    own = {m.key for m in frame.actors}
    stances: tuple[tuple[Stance, str, str], ...] = (("asserts", "S", "take"), ("denies", "D", "deny"))
    for stance, role, least in stances:
        for start, end, _ in phrases(doc, frame.at, role, measure("speakers", least)):
            holder = next((by_head[i] for i in range(end - 1, start - 1, -1) if i in by_head), None)
            if holder is None or (stance == "asserts" and frame.type in VERBAL and holder.key in own):
                continue
            yield Attribution(holder, stance, holder.head, start, end)


def add_position(doc: Doc, frame: Frame, attribution: Attribution) -> None:
    """One more position on a frame; a denial makes it disputed, a distancing verb alleged."""
    holder = attribution.holder.entity(doc)
    if any(p.holder.name == holder.name and p.stance == attribution.stance for p in frame.positions):
        return
    frame.positions.append(Position(holder=holder, stance=attribution.stance, span=_evidence(doc, attribution)))
    word = doc[attribution.cue].text
    if attribution.stance == "denies":
        frame.status = "disputed"
        frame.reasons["status"] = f"disputed: {holder.name} “{word}”"
    elif attribution.alleged and frame.status == "reported":
        frame.status = "alleged"
        frame.reasons["status"] = f"alleged because of “{word}”"
    frame.reasons["positions"] = "; ".join(
        filter(None, [frame.reasons.get("positions"), f"{holder.name} {attribution.stance} (“{word}”)"])
    )


def _evidence(doc: Doc, attribution: Attribution) -> Words:
    holder, cue = attribution.holder, attribution.cue
    start, end = min(holder.start, cue), max(holder.end, cue + 1)
    if end - start > NEAR:
        start, end = holder.start, holder.end
    return span_of(doc, start, end)


@Language.factory(
    "dateline_according_to", requires=["doc._.frames", "doc._.actors", "doc._.signals"], assigns=["doc._.attributions"]
)
def make_according_to(nlp: Language, name: str) -> AccordingTo:
    """The spaCy factory of ``dateline_according_to``."""
    return AccordingTo()
