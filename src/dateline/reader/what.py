"""What happened: the words that name an event, its type and mode, who acts and who is acted on.

Component ``dateline_what``. Needs the parse, ``doc._.signals``, ``doc._.actors``, ``doc._.zones``; gives ``doc._.frames``, one a mention.
Types and modes are PLOVER's (codebook, "Events"); words and what they need are data (``lexicon/en/triggers.tsv``).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dateline.lexicon import settings
from dateline.reader.findings import ActorMention, Frame, register
from dateline.reader.guards import Needs, Surroundings
from dateline.reader.guards import lemmas as guard_lemmas
from dateline.reader.learned import Seen
from dateline.reader.modality import status
from dateline.reader.roles import arguments, through_objects, words
from dateline.reader.syntax import agents, children, premodifiers
from dateline.reader.triggers import Sense, match
from dateline.reader.weighing import Weighing

MAX_CONTEXTS = 3
SILENT_ZONES = {"boilerplate", "byline"}
NAMES = {"ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "FAC", "LAW", "GPE"}
STATES = {"SUPPORT", "COOPERATE"}
GIVING = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"}
DONE_BY_WAY = {
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "SANCTION",
    "COERCE",
}
"""Types whose recipient may stand in what is done: aid *to* somebody, a demand *from* somebody."""
MATERIAL = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "AID", "RETREAT"}


class What:
    """Turns trigger words into frames."""

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        actors = doc._.actors or []
        look = _Pass(doc, actors)
        doc._.frames = look.frames()
        doc._.surroundings = look.around
        return doc


class _Pass:
    """One look through one report."""

    def __init__(self, doc: Doc, actors: list[ActorMention]) -> None:
        self.doc = doc
        self.by_head = {m.head: m for m in actors}
        self.around = Surroundings(doc, actors)
        self.needs = Needs(self.around)
        self.silent = {i for z in doc._.zones or [] if z.kind in SILENT_ZONES for i in range(z.start, z.end)}

    def frames(self) -> list[Frame]:
        """What the lexicon and the network name together, in order of the text."""
        weighing = Weighing(self.doc, self.by_head, self.mention)
        return weighing.frames(self.by_lexicon(), self.silent, self._by_network)

    def _by_network(self, sight: Seen, trigger: Token) -> Frame | None:
        """A mention that no word of the lexicon names, unless a guard keeps it out."""
        material = sight.type in MATERIAL
        if self.around.other_domain(trigger, material=material) or (material and is_harmless(trigger)):
            return None
        if not material and is_background(trigger):
            return None
        manner, _ = status(trigger)
        signals = self.doc._.signals
        return Frame(
            trigger=trigger.i, start=sight.start, end=sight.end, type=sight.type,  # type: ignore[arg-type]
            mode=signals.mode(sight.start, sight.type)[0], contexts=contexts(trigger.sent), status=manner,
            weapon=weapon(trigger, [trigger]) if sight.type == "ASSAULT" else None,
            confidence=round(min(0.95, sight.chance), 2), anaphoric=is_anaphoric(trigger),
            reasons={"type": f"the network reads “{self.doc[sight.start : sight.end].text}” as {sight.type} ({sight.chance:.2f})"},
        )  # fmt: skip

    def by_lexicon(self) -> Iterable[Frame]:
        """Mentions that the words of the lexicon and the parse name by themselves."""
        taken: set[int] = set()
        for token in self.doc:
            if token.i in self.silent or token.i in taken or not self._can_name(token):
                continue
            frame, phrase = self._frame(token)
            if frame is not None:
                taken.update(t.i for t in phrase)
                yield frame

    def _can_name(self, token: Token) -> bool:
        """Words inside names, and nouns that only qualify another noun ("attack helicopter"), name no event."""
        if token.pos_ in {"VERB", "AUX"}:
            return token.dep_ not in {"amod", "aux", "auxpass", "compound"}
        if token.pos_ not in {"NOUN", "PROPN"}:
            return False
        if token.dep_ in {"compound", "nmod", "amod"} and token.head.pos_ in {"NOUN", "PROPN"}:
            return False
        if token.ent_type_ == "DATE" and token.text[:1].isupper():
            return False  # the month of March is no march
        return not (token.ent_type_ in NAMES and token.pos_ == "PROPN" and token.text[:1].isupper())

    def _frame(self, token: Token) -> tuple[Frame | None, list[Token]]:
        best: tuple[Frame | None, list[Token]] = None, []
        for sense, phrase in match(token):
            frame = self._try(token, sense, phrase)
            if frame is not None and (best[0] is None or frame.confidence > best[0].confidence):
                best = frame, phrase
        return best

    def _try(self, token: Token, sense: Sense, phrase: list[Token]) -> Frame | None:
        if self.around.other_domain(token, material=sense.type in MATERIAL) or is_harmless(token):
            return None
        if sense.type in STATES and is_background(token):
            return None
        acting, affected = arguments(token, sense, phrase)
        actors = self._mentions(acting, as_actor=True)
        recipients = [m for m in self._mentions(affected, as_actor=False) if m.key not in {a.key for a in actors}]
        if not recipients and sense.pos == "V" and sense.frame == "" and sense.type in DONE_BY_WAY:
            through = through_objects(token)
            recipients = [m for m in self._mentions(through, as_actor=False) if m.key not in {a.key for a in actors}]
            affected += through
        if not self.needs.met(sense, token, actors, recipients, affected):
            return None
        manner, marker = status(token)
        kind = sense.type
        if manner == "negated" and kind in GIVING and actors and refuses(token):
            kind, manner, marker = "REJECT", "reported", ""  # "will not lift the ban": a refusal is an act
        frame = Frame(
            trigger=token.i,
            start=min(t.i for t in phrase),
            end=max(t.i for t in phrase) + 1,
            type=kind,
            mode=sense.mode if kind == sense.type else None,
            contexts=contexts(token.sent),
            status=manner,
            actors=actors,
            recipients=recipients,
            weapon=weapon(token, phrase) if sense.type == "ASSAULT" else None,
            confidence=self._confidence(sense, actors, recipients, token),
            anaphoric=is_anaphoric(token),
            vetted=sense.needs == "instrument",
        )
        frame.reasons = {"type": f"trigger “{sense.label}” ({sense.pos}) of the lexicon"}
        if kind != sense.type:
            frame.reasons["type"] += ", refused"
        if marker:
            frame.reasons["status"] = f"{manner} because of “{marker}”"
        return frame

    def _confidence(
        self, sense: Sense, actors: list[ActorMention], recipients: list[ActorMention], token: Token
    ) -> float:
        """The lexicon's weight, raised by stated parties, lowered where the sentence says nothing of conflict."""
        value = sense.weight
        value += 0.05 if actors else -0.1
        value += 0.05 if recipients else 0.0
        if sense.type == "ASSAULT" and sum(self.around.of(token.sent)[:2]) <= 1:
            value -= 0.1
        return round(min(0.95, max(0.1, value)), 2)

    def _mentions(self, tokens: Iterable[Token], as_actor: bool) -> list[ActorMention]:
        found: list[ActorMention] = []
        for token in tokens:
            mention = self.mention(token, as_actor)
            if mention is not None and mention.key not in {m.key for m in found}:
                found.append(mention)
        return found

    def mention(self, token: Token, as_actor: bool = True) -> ActorMention | None:
        """The actor mention whose head is ``token``, or whose name stands before it ("Israeli jets", "police academy")."""
        direct = self.by_head.get(token.i)
        if direct is not None:
            return direct
        if token.ent_type_ in {"DATE", "TIME", "EVENT"}:
            return None  # "on their Independence Day": a day is done nothing to
        if token.pos_ in {"NOUN", "PROPN", "NUM", "ADJ"} and token.dep_ not in {"amod", "compound", "nmod"}:
            for before in premodifiers(token):
                hit = self.by_head.get(before.i)
                if hit is not None:
                    return hit
            for named in children(token, "appos"):
                if named.i in self.by_head:
                    return self.by_head[named.i]  # "its ally Turkey"
            for prep in children(token, "prep"):
                if prep.lower_ == "of":
                    for inner in children(prep, "pobj"):
                        if inner.i in self.by_head:
                            return self.by_head[inner.i]
        return None


def is_harmless(noun: Token) -> bool:
    """ "A heart attack", "a price war", "the fire killed"."""
    if noun.pos_ == "VERB":
        return any(t.lemma_.lower() in guard_lemmas("forces") for t in agents(noun))
    before = [c.lemma_.lower() for c in noun.children if c.dep_ in {"compound", "amod", "nmod"}]
    return noun.pos_ == "NOUN" and any(word in guard_lemmas("harmless_modifiers") for word in before)


def is_background(verb: Token) -> bool:
    """ "Iran, which backs the militia": a lasting state told in passing is no event (codebook, "Coded")."""
    present = verb.tag_ in {"VBZ", "VBP"} or any(c.dep_ == "aux" and c.lower_ in {"does", "do"} for c in verb.children)
    return present and any(t.dep_ == "relcl" for t in (verb, *(a for a in verb.ancestors if verb.dep_ == "conj")))


def refuses(verb: Token) -> bool:
    """Whether a negated act is a refusal ("will not", "would not", "refused to") rather than something that just was not."""
    modal = any(
        c.dep_ == "aux" and c.lower_ in {"will", "would", "wo", "'ll", "can", "ca", "could"} for c in verb.children
    )
    return modal or (verb.dep_ == "xcomp" and verb.head.lemma_ in {"refuse", "decline"})


def weapon(trigger: Token, phrase: list[Token]) -> tuple[int, int] | None:
    """The instrument of an assault: part of the trigger's phrase, the subject, an object, or after "with"."""
    near = [t for t in (*phrase, *premodifiers(trigger)) if t.lemma_.lower() in words("weapons")]
    near += [t for t in children(trigger, "nsubj", "dobj", "nsubjpass") if t.lemma_.lower() in words("weapons")]
    near += [
        t
        for p in children(trigger, "prep", "agent")
        if p.lower_ in {"with", "by", "using"}
        for t in children(p, "pobj")
        if t.lemma_.lower() in words("weapons")
    ]
    if not near:
        return None
    head = near[0]
    start = min([head.i, *(c.i for c in head.children if c.dep_ in {"compound", "amod"} and c.i < head.i)])
    return start, head.i + 1


@cache
def _context_words() -> dict[str, str]:
    return {word: context for context, listed in settings("contexts").items() for word in listed}


def contexts(sentence: Span) -> list[str]:
    """PLOVER contexts that the words of a sentence speak for, in order of the text, three at most."""
    table = _context_words()
    found = dict.fromkeys(table[lemma] for t in sentence if (lemma := t.lemma_.lower()) in table)
    return list(found)[:MAX_CONTEXTS]


def is_anaphoric(noun: Token) -> bool:
    """Whether a noun speaks of an event told elsewhere: "the attack", "this deal", "Saturday's blast"."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    if any(c.dep_ in {"compound", "nmod"} and c.pos_ == "PROPN" for c in noun.children):
        return False  # "the Karabakh conflict": named, and known without what was told before
    marks = {c.lower_ for c in noun.children if c.dep_ == "det"}
    dated = any(c.dep_ == "poss" and c.ent_type_ in {"DATE", "TIME"} for c in noun.children)
    return bool(marks & guard_lemmas("anaphoric")) or dated


@Language.factory("dateline_what", requires=["doc._.actors", "doc._.signals"], assigns=["doc._.frames"])
def make_what(nlp: Language, name: str) -> What:
    """The spaCy factory of ``dateline_what``."""
    return What()
