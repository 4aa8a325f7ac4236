"""What befell people, and whom: one word that tells an effect, and the numbers that the grammar around it gives.

Codebook, "Numbers". Vocabulary: ``lexicon/en/effects.tsv`` (which words, and how people stand to them) and
``how_many.toml``. The grammar is asked first; where the parse fails, the words right beside the anchor are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from dateline.lexicon import settings, table
from dateline.model.reading import Effect
from dateline.reader.modality import status
from dateline.reader.quantity import Quantity
from dateline.reader.syntax import governor, in_phrases, is_passive, objects, subjects
from dateline.reader.victims import Group, Phrases, single

UNTRUE = {"negated", "hypothetical", "planned"}
TOLD_ANYWAY = {"further", "any", "push", "pushing", "pushed", "pushes"}
"""Words that make an act unreal but not a number: "a further 12 dead", "pushing the toll to 12"."""
STEPS = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "AUX", "PART"})
LINEAR_REACH = 8
TOLL_REACH = 28


@dataclass(frozen=True, slots=True)
class Found:
    """A group, the token of the word that tells what befell it, and the rule that joined them."""

    group: Group
    anchor: int
    effect: Effect
    rule: str


@cache
def effects() -> dict[str, tuple[Effect, frozenset[str]]]:
    """Effect and uses of every form that tells one."""
    return {
        form: (row["effect"], frozenset(row["use"].split(",")))  # type: ignore[misc]
        for row in table("effects")
        for form in row["forms"].split("|")
    }


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(settings("how_many")[kind])


def is_untrue(anchor: Token) -> bool:
    """Whether the text says that it did not, or only might, happen."""
    how, why = status(anchor)
    if how in UNTRUE and why.lower() not in TOLD_ANYWAY:
        return True
    if any(c.dep_ == "advmod" and c.lower_ in _words("almost") for c in anchor.children):
        return True
    return anchor.pos_ == "NOUN" and any(
        c.dep_ == "aux" and c.lower_ in _words("possible") for c in governor(anchor).children
    )


class Anchor:
    """One word that tells an effect, and whom it is told of."""

    def __init__(self, token: Token, phrases: Phrases) -> None:
        self.token = token
        self.phrases = phrases
        self.effect, self.uses = effects()[token.lower_]

    def found(self) -> Iterator[Found]:
        """Every group of people that the word is told of."""
        for use in ("toll", "lives", "bodies", "death", "adverb", "flee", "die", "of", "noun", "verb", "state"):
            if use in self.uses:
                groups = list(getattr(self, f"_{use}")())
                for group, rule in groups:
                    if self._fits(group):
                        yield Found(group, self.token.i, self.effect, rule)
                if groups:
                    return
        yield from self._numbered()

    def _numbered(self) -> Iterator[Found]:
        """ "The number of civilians killed rose to 220"."""
        number = next(
            (t for t in (self.token.head, self.token.head.head, self.token.head.head.head) if t.lower_ == "number"),
            None,
        )
        if number is None or not any(c.lower_ == "the" for c in number.children):
            return
        group = next(
            (
                g
                for g in self.phrases.groups
                if self.token.i < g.start < min(number.sent.end, self.token.i + TOLL_REACH)
            ),
            None,
        )
        if group is not None and self._reached(group):
            yield Found(group, self.token.i, self.effect, "the number reached")

    def _fits(self, group: Group) -> bool:
        if (
            group.end > self.token.i >= group.start
            and group.noun not in {None, self.token.i}
            and "noun" not in self.uses | {"state"}
        ):
            return False
        if group.quantity is not None and group.values == (0, 0, 0):
            return False
        return group.known or self.effect in {"killed", "injured", "casualties"}

    def _of_tokens(self, tokens: list[Token], rule: str, singles: bool = True) -> Iterator[tuple[Group, str]]:
        for token in tokens:
            group = self.phrases.at(token) or (single(token) if singles else None)
            if group is not None:
                yield group, rule

    # -- verbs --------------------------------------------------------------------------------------------------------

    def _verb(self) -> Iterator[tuple[Group, str]]:
        """ "killed 12", "12 were killed", "the 12 people killed"."""
        verb = self.token
        if verb.tag_ in {"NN", "NNS"} or (verb.pos_ == "NOUN" and verb.dep_ in {"pobj", "compound"}):
            return
        rule = f"object of “{verb.text}”"
        singles = verb.dep_ != "amod"
        told = list(self._of_tokens(objects(verb), rule, singles)) or list(
            self._of_tokens(self._other_objects(), rule, singles)
        )
        yield from told
        if not told and (beside := self._behind()) is not None:
            yield beside, f"beside “{verb.text}”"
        elif not told or verb.dep_ == "acl":
            yield from self._before()

    def _other_objects(self) -> list[Token]:
        """An object that the parse hides; in "killed or wounded 12 people" it stands with the second verb."""
        verb = self.token
        own = [c for c in verb.children if c.dep_ == "dobj"]
        if own:
            return own
        joined = next(
            (c for c in verb.children if c.dep_ == "conj" and c.i <= verb.i + 3 and c.lower_ in effects()), None
        )
        return objects(joined) if joined is not None and not is_passive(verb) else []

    def _behind(self) -> Group | None:
        """The number right behind an active verb."""
        verb = self.token
        if is_passive(verb):
            return None
        return self.phrases.starting(verb.i + 1, skip=2) if self._plain(verb.i + 1) else None

    def _plain(self, i: int) -> bool:
        group = self.phrases.starting(i, skip=2)
        return group is not None and all(
            t.lower_ in {"another", "a", "further", "the", "all", "an", "additional"}
            for t in self.token.doc[i : group.start]
        )

    def _before(self) -> Iterator[tuple[Group, str]]:
        """The numbers before a participle or adjective: "12 soldiers and a policeman killed"."""
        group = self._just_before()
        if group is None:
            return
        rule = f"beside “{self.token.text}”"
        yield group, rule
        if group.noun is not None:
            noun = self.token.doc[group.noun]
            while noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN", "NUM"}:
                noun = noun.head
                yield from self._of_tokens([noun], rule)

    def _just_before(self) -> Group | None:
        token = self.token
        if token.tag_ in {"VBZ", "VBP", "VB", "VBG"} or (
            token.tag_ == "VBD" and any(c.dep_ == "dobj" for c in token.children)
        ):
            return None
        group = next((g for g in reversed(self.phrases.groups) if g.end <= token.i), None)
        if group is None or group.start < token.sent.start or token.i - group.end > LINEAR_REACH or group.partial:
            return None
        between = token.doc[group.end : token.i]
        if not all(
            t.is_space
            or t.lower_ in _words("between")
            or (t.pos_ in STEPS and t.lower_ not in effects() and t.dep_ != "neg")
            for t in between
        ):
            return None
        nouns = [t for t in between if t.pos_ in {"NOUN", "PROPN"}]
        return group if not nouns or group.noun is None else None

    def _die(self) -> Iterator[tuple[Group, str]]:
        if not any(c.lemma_.lower() in _words("natural") for c in in_phrases(self.token, ("of", "from"))):
            yield from self._of_tokens(subjects(self.token), f"subject of “{self.token.text}”")

    def _flee(self) -> Iterator[tuple[Group, str]]:
        """ "12,000 people fled their homes"."""
        verb = self.token
        goals = [c for c in verb.children if c.dep_ == "dobj"] + in_phrases(verb, ("from", "to", "into", "across"))
        if any(g.lemma_.lower() in _words("fled_from") or g.ent_type_ in {"GPE", "LOC"} for g in goals):
            for group, rule in self._of_tokens(subjects(verb), "subject of fleeing", singles=False):
                low, best, high = group.values
                if group.who in {"unspecified", "civilians", "children"} and max(low or 0, best or 0, high or 0) >= 20:
                    yield group, rule

    # -- states -------------------------------------------------------------------------------------------------------

    def _state(self) -> Iterator[tuple[Group, str]]:
        """ "12 dead", "left five dead", "shot dead", "three were among the dead"."""
        token = self.token
        head = token.head
        rule = f"said to be “{token.text}”"
        among = list(self._among())
        if among or (token.tag_ in {"VBD", "VBZ", "VBG", "VBP"} and token.lower_ != "missing"):
            yield from among
            return
        own = self.phrases.at(token)
        if own is not None and own.start <= token.i:
            yield own, rule
        elif token.dep_ == "amod" and head.i > token.i:
            yield from self._of_tokens([head], rule, singles=False)
        elif token.dep_ in {"acomp", "attr", "oprd", "advmod", "xcomp", "ccomp"} and head.pos_ in {"VERB", "AUX"}:
            yield from self._complement(rule)
        elif token.lower_ == "missing":
            yield from self._of_tokens(subjects(token), rule)
        if own is None and token.dep_ != "amod":
            yield from self._before()

    def _complement(self, rule: str) -> Iterator[tuple[Group, str]]:
        token, head = self.token, self.token.head
        inner = [c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}]
        if inner or token.dep_ == "ccomp":
            yield from self._of_tokens([j for t in inner for j in (t, *t.conjuncts)], rule)
        elif head.lemma_.lower() in _words("copulas"):
            if not any(c.dep_ == "neg" for c in head.children):
                yield from self._of_tokens(subjects(head), rule)
        elif head.lemma_.lower() not in {"kill", "say"}:
            yield from self._of_tokens(objects(head), rule)

    def _among(self) -> Iterator[tuple[Group, str]]:
        """ "Three children were among the dead", "Among the dead was a general", "four among the dead rebels"."""
        token = self.token.head if self.token.dep_ in {"amod", "acl"} else self.token
        if token.dep_ == "pobj" and token.head.lower_ == "among":
            verb = token.head.head
            told = [
                c
                for c in verb.children
                if c.dep_ in {"nsubj", "attr", "nsubjpass", "expl"} and c.lemma_.lower() not in {"which", "that"}
            ]
            if verb.lemma_ in {"be", "identify", "count", "include"}:
                yield from self._of_tokens([j for t in told for j in (t, *t.conjuncts)], "among them")

    # -- nouns --------------------------------------------------------------------------------------------------------

    def _noun(self) -> Iterator[tuple[Group, str]]:
        """ "12 deaths", "another 29 casualties", "the 40 wounded", "11 of the injured"."""
        token = self.token
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} and token.tag_ != "VBN":
            return
        if self.effect == "captured" and self._is_freed():
            return
        quantity = next((q for q in reversed(self.phrases.counted) if q.end <= token.i and self._counts_me(q)), None)
        if quantity is not None:
            who = self.phrases.who_before(token)
            yield Group(quantity.start, token.i + 1, who, True, quantity, token.i), f"number of “{token.text}”"

    def _counts_me(self, quantity: Quantity) -> bool:
        token, doc, end = self.token, self.token.doc, quantity.end
        if token.i - end > LINEAR_REACH or end < token.sent.start:
            return False
        between = [t for t in doc[end : token.i] if not t.is_space]
        if len(between) == 2 and between[0].lower_ == "of" and between[1].lower_ in {"the", "those"}:
            return doc[end - 1].lower_ != "one"
        head = doc[end - 1]
        if not all(t.pos_ in {"ADJ", "NOUN", "PROPN"} or t.dep_ == "amod" or t.lower_ in {"-", "and"} for t in between):
            return False
        return not between or head.head.i == token.i or head.head.head.i == token.i

    def _is_freed(self) -> bool:
        return any(
            t.lemma_.lower() in _words("freeing") or t.lower_ == "release"
            for t in (self.token.head, self.token.head.head)
        )

    def _of(self) -> Iterator[tuple[Group, str]]:
        """ "the killing of two activists", "the deaths of nearly 20 people"."""
        token = self.token
        if token.tag_ in {"NN", "NNS"} or token.pos_ == "NOUN":
            yield from self._of_tokens(
                in_phrases(token, ("of",)),
                f"“{token.text} of”",
                singles=token.tag_ != "NNS" and self.effect == "killed",
            )

    def _bodies(self) -> Iterator[tuple[Group, str]]:
        """ "100 bodies were recovered", "the bodies of 12 soldiers"."""
        token = self.token
        of = list(self._of_tokens(in_phrases(token, ("of",)), f"“{token.text} of”", singles=token.tag_ == "NN"))
        near = [token.head, token.head.head, *token.children]
        if of:
            yield from (each for each in of if token.tag_ == "NNS" or each[0].quantity is None)
        elif token.tag_ == "NNS" and (
            token.lower_ == "corpses" or any(t.lemma_.lower() in _words("finding") for t in near)
        ):
            yield from self._noun()

    def _lives(self) -> Iterator[tuple[Group, str]]:
        """ "claimed the lives of 32 people", "cost 12 lives", "six soldiers lost their lives"."""
        token = self.token
        verb = next((t for t in (token.head, token.head.head) if t.lemma_.lower() in _words("ending_lives")), None)
        if verb is None:
            return
        of = list(self._of_tokens(in_phrases(token, ("of",)), "lives of"))
        yield from of
        if not of and any(c.dep_ == "poss" for c in token.children):
            yield from self._of_tokens(subjects(verb), "lost their lives")
        elif not of:
            yield from self._noun()

    def _death(self) -> Iterator[tuple[Group, str]]:
        """ "stabbed two women to death"."""
        token = self.token
        if (
            token.dep_ == "pobj"
            and token.head.lower_ == "to"
            and token.i == token.head.i + 1
            and token.head.head.pos_ == "VERB"
        ):
            verb = token.head.head
            if verb.lemma_.lower() not in _words("sentencing") and not is_untrue(verb):
                yield from self._of_tokens(objects(verb), f"“{verb.text} to death”")

    def _adverb(self) -> Iterator[tuple[Group, str]]:
        verb = self.token.head
        if verb.pos_ == "VERB" and not is_untrue(verb):
            yield from self._of_tokens(objects(verb), f"“fatally {verb.text}”")

    def _toll(self) -> Iterator[tuple[Group, str]]:
        """ "The death toll from the blast has reached 126", "put the toll at 12"."""
        token = self.token
        before = token.nbor(-1).lower_ if token.i else ""
        if before in {"casualty", "injury"}:
            self.effect = "casualties" if before == "casualty" else "injured"
        nxt = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
        if nxt in {"road", "plaza", "booth", "free", "-"} or (before in {"road", "heavy", "a"} and nxt not in {"of"}):
            return
        group = next(
            (g for g in self.phrases.groups if token.i < g.start < min(token.sent.end, token.i + TOLL_REACH)), None
        )
        if group is not None and self._reached(group):
            yield group, "toll reached"

    def _reached(self, group: Group) -> bool:
        """Whether the group is what the toll comes to, not part of what it is a toll of."""
        before = self.token.doc[group.start - 1]
        if before.lower_ in _words("reaching"):
            return True
        return group.quantity is not None and group.values[0] is not None and group.quantity.number > group.start
