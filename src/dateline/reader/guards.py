"""What keeps a word from being an event: sport, weather, markets, metaphor; and what a sense of a trigger needs.

A guard answers yes or no with a reason; precision rests here. See ``lexicon/en/guards.toml``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc, Span, Token

from dateline.lexicon import settings
from dateline.reader.findings import ActorMention
from dateline.reader.roles import words as role_words
from dateline.reader.triggers import Sense

ARMED = {"MIL", "REB", "UAF", "COP", "SPY"}
PUBLIC = ARMED | {"GOV", "LEG", "JUD", "OPP", "PTY", "IGO", "REL", "NGO", "MED"}


@cache
def lemmas(kind: str) -> frozenset[str]:
    """A set of lemmas from ``lexicon/en/guards.toml``."""
    return frozenset(settings("guards")[kind])


WEAK = 0.34
PERSON_ENDINGS = ("ist", "ician", "man", "woman")
"""Endings of nouns for people that no list can hold ("Leftists", "technicians")."""


class Surroundings:
    """What the words around a trigger speak of; computed once a sentence, once a report."""

    def __init__(self, doc: Doc, actors: Sequence[ActorMention]) -> None:
        self.armed_at = sorted(m.head for m in actors if m.sector in ARMED)
        self._sentences: dict[int, tuple[int, int, dict[str, float]]] = {}
        self.conflict = self.violence = 0
        self.domains: dict[str, float] = {}
        for sent in doc.sents:
            conflict, violent, found = self.of(sent)
            self.conflict += conflict
            self.violence += violent
            for domain, n in found.items():
                self.domains[domain] = self.domains.get(domain, 0) + n

    def of(self, sent: Span) -> tuple[int, int, dict[str, float]]:
        """How many words of a sentence tell of armed conflict, of violence of any kind, and what speaks for other domains."""
        if sent.start not in self._sentences:
            self._sentences[sent.start] = self._count(sent)
        return self._sentences[sent.start]

    def _count(self, sent: Span) -> tuple[int, int, dict[str, float]]:
        war, violence, domains = lemmas("conflict"), lemmas("violence"), _domain_words()
        found: dict[str, float] = {}
        conflict = bisect_left(self.armed_at, sent.end) - bisect_left(self.armed_at, sent.start)
        violent = 0
        for token in sent:
            lemma = token.lemma_.lower()
            conflict += lemma in war
            violent += lemma in violence
            for domain, points in domains.get(lemma, ()):
                found[domain] = found.get(domain, 0) + points
        return conflict, violent, found

    def other_domain(self, trigger: Token, material: bool) -> str:
        """The domain ("sport", "fire" ...) that the trigger's words belong to rather than to conflict, or "".

        A violent act gives way to one clear word of another domain where nothing else speaks of conflict; a verbal act
        needs two.
        """
        conflict, _, found = self.of(trigger.sent)
        enough = 0.99 if material else 1.99
        for domain, points in found.items():
            if points >= enough and (points > conflict or (material and domain in lemmas("framing") and conflict < 6)):
                return domain
        for domain, total in self.domains.items():
            if total >= 2 and total > 1.5 * self.conflict and conflict < 2:
                return domain
        return ""


@cache
def _domain_words() -> dict[str, tuple[tuple[str, float], ...]]:
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for section, points in (("domains", 1.0), ("weak_domains", WEAK)):
        for domain, words in settings("guards")[section].items():
            for word in words:
                found[word] = (*found.get(word, ()), (domain, points))
    return found


def is_person(token: Token, mention: ActorMention | None) -> bool:
    """Whether a noun phrase names people."""
    if mention is not None and mention.kind in {"person", "group"}:
        return True
    return (
        token.lemma_.lower() in role_words("persons")
        or token.ent_type_ == "PERSON"
        or (token.tag_ in {"NNS", "NN"} and token.lemma_.lower().endswith(PERSON_ENDINGS))
        or (mention is not None and mention.sector in {"CVL", "REB", "UAF", "MIL", "COP", "MED", "REF"})
    )


class Needs:
    """Whether what a sense needs is there. One method a need; the lexicon's column ``needs`` names it."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around

    def met(
        self,
        sense: Sense,
        trigger: Token,
        acting: list[ActorMention],
        affected: list[ActorMention],
        tokens: list[Token],
    ) -> bool:
        """Whether ``sense`` holds of ``trigger``; ``tokens`` are the heads of what is acted on."""
        need = getattr(self, f"_{sense.needs}", None) if sense.needs else None
        return need is None or bool(need(trigger, acting, affected, tokens))

    def _actor(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        return any(m.sector != "UNK" or m.kind != "unknown" for m in acting) or any(
            m.sector in PUBLIC for m in affected
        )

    def _actor2(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        parties = {m.key for m in (*acting, *affected) if m.sector in PUBLIC or m.country}
        return len(parties) >= 2 or any(m.plural and m.sector in PUBLIC for m in acting)

    def _person(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        return bool(affected) or any(is_person(t, None) for t in tokens)

    def _person_subject(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        return any(m.sector in PUBLIC for m in acting) and any(
            t.ent_type_ in {"GPE", "LOC", "FAC"} or t.pos_ == "PROPN" for t in tokens
        )

    def _armed(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        if any(m.sector in ARMED for m in (*acting, *affected)):
            return True
        states = [m for m in acting if m.kind == "country" or m.sector == "GOV"]
        return bool(states) and sum(self.around.of(trigger.sent)[:2]) > 1

    def _conflict(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        conflict, violent, _ = self.around.of(trigger.sent)
        violent -= trigger.lemma_.lower() in lemmas("violence")
        return conflict > 0 or violent > 1 or self.around.conflict + self.around.violence >= 4

    def _shooting(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        """ "Fired at the crowd", but not "fired a broadside at the minister"."""
        objects = [c for c in trigger.children if c.dep_ == "dobj"]
        return bool(tokens) and all(
            o.lemma_.lower() in role_words("weapons") or o.lemma_ in {"shot", "round"} for o in objects
        )

    def _violent(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        """Verbs that metaphor loves ("bombard", "storm", "ambush") need arms, victims or a war around them."""
        if any(m.sector in ARMED or m.kind == "country" for m in (*acting, *affected)):
            return True
        conflict, violent, _ = self.around.of(trigger.sent)
        violent -= trigger.lemma_.lower() in lemmas("violence")
        # "The attack on a market in Kabul": a noun that says where is meant as it says.
        placed = trigger.pos_ == "NOUN" and any(e.label_ in {"GPE", "LOC"} for e in trigger.sent.ents)
        return conflict + violent > 0 or self.around.conflict >= 2 or placed

    def _military(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        near = {t.lemma_.lower() for t in trigger.children} & lemmas("military")
        return bool(near) or (
            self.around.conflict >= 4
            and trigger.tag_ in {"NN", "NNS"}
            and any(m.sector in ARMED or m.country for m in acting)
        )

    def _instrument(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        below = [t for t in trigger.children if t.dep_ in {"nsubj", "nsubjpass", "dobj"}]
        # "... and a third reach the city": a third what, the clause before says.
        if any(t.ent_type_ == "ORDINAL" for t in trigger.children):
            below += trigger.sent
        return any(
            t.lemma_.lower() in role_words("vehicles_of_death")
            or any(c.lemma_.lower() in role_words("vehicles_of_death") for c in t.children)
            for t in below
        )

    def _struck(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        """ "Jets targeted the town", "the blast targeted a bakery", but not "sanctions target traders"."""
        subjects = {t.lemma_.lower() for t in trigger.children if t.dep_ in {"nsubj", "nsubjpass"}}
        return (
            self._armed(trigger, acting, affected, tokens)
            or self._instrument(trigger, acting, affected, tokens)
            or bool(subjects & (lemmas("violence") | lemmas("conflict")))
        )

    def _met_people(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        """ "Received the envoy", but not "received support from the party"."""
        return self._actor2(trigger, acting, affected, tokens) and any(is_person(t, None) for t in tokens)

    def _not_press(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        """Talks, and no words to the press."""
        talked = [m for m in affected if m.sector != "MED"]
        return bool(talked or not affected) and self._actor2(trigger, acting, talked, tokens)

    def _spoke_to(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        """Talks of two who hold office, and no words to the press or a crowd."""
        offices = {"GOV", "MIL", "IGO", "OPP", "REB", "LEG", "PTY"}
        return any(m.sector in offices for m in affected) and any(m.sector in offices for m in acting)

    def _no_object(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        """ "Thousands demonstrated", but not "the notes demonstrate why"."""
        told = (c for c in trigger.children if c.dep_ in {"dobj", "ccomp", "advcl"})
        return not any(c.dep_ != "advcl" or c.left_edge.lower_ in {"why", "how", "that", "what"} for c in told)

    def _background(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        """Wars and violence at large are events only where the report says when, or between whom."""
        if len({m.key for m in acting}) >= 2:
            return True
        if trigger.dep_ in {"nsubj", "dobj", "nsubjpass"} and trigger.head.lemma_.lower() in lemmas("beginning"):
            return True
        return any(t.ent_type_ == "DATE" for t in trigger.children)

    def _asked(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        return bool(acting and affected) and any(
            c.dep_ in {"xcomp", "ccomp"} or c.lower_ == "for" for c in trigger.children
        )

    def _warned(
        self, trigger: Token, acting: list[ActorMention], affected: list[ActorMention], tokens: list[Token]
    ) -> bool:
        return bool(acting and affected) and all(m.sector in PUBLIC for m in affected)
