"""Whom a number counts: the noun phrases of a sentence that tell how many people, and who those people are.

Codebook, "Numbers". Needs the parse; knows nothing of what befell them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from dateline.lexicon import settings, table
from dateline.model.reading import Victims
from dateline.reader.quantity import Quantity, find

UP = {
    "nummod",
    "quantmod",
    "det",
    "amod",
    "compound",
    "predet",
    "nmod",
    "npadvmod",
    "advmod",
    "poss",
    "punct",
    "case",
    "appos",
}
NOMINAL = {"NOUN", "PROPN", "ADJ", "PRON"}
INSIDE = {"ADJ", "NOUN", "PROPN"}
PLURAL = {"NNS", "NNPS"}
REACH = 6


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(settings("how_many")[kind])


@dataclass(frozen=True, slots=True)
class Group:
    """People told by a noun phrase: tokens ``start`` to ``end``; ``noun`` is what they are called, None where left out."""

    start: int
    end: int
    who: Victims
    known: bool
    quantity: Quantity | None
    noun: int | None
    partial: bool = False  # "two of the soldiers": some of those that the noun names

    @property
    def values(self) -> tuple[int | None, int | None, int | None]:
        """``low``, ``best``, ``high``; a singular without a number is one."""
        return self.quantity.values if self.quantity else (1, 1, 1)


class Phrases:
    """The counted noun phrases of a report, by the tokens that can stand for them in the parse."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words = [t.lower_ for t in doc]
        self.groups: list[Group] = []
        self.counted: list[Quantity] = []
        self._by_head: dict[int, Group] = {}
        for quantity in self._quantities():
            if self._is_no_count(quantity):
                continue
            self.counted.append(quantity)
            group = self._group(quantity)
            if group is not None:
                self.groups.append(group)
                for head in self._heads(quantity, group):
                    self._by_head.setdefault(head, group)

    def _quantities(self) -> Iterable[Quantity]:
        """Quantities by token; white space, which a hard-wrapped report has anywhere, is no word."""
        tokens = [t.i for t in self.doc if not t.is_space]
        for q in find([self.words[i] for i in tokens]):
            yield Quantity(tokens[q.start], tokens[q.end - 1] + 1, q.low, q.best, q.high, tokens[q.number])

    def beside(self, i: int, step: int) -> int:
        """The nearest token from ``i`` on that is no white space, going by ``step``; -1 where there is none."""
        while 0 <= i < len(self.doc) and self.doc[i].is_space:
            i += step
        return i if 0 <= i < len(self.doc) else -1

    def at(self, token: Token) -> Group | None:
        """The counted group that ``token`` heads."""
        return self._by_head.get(token.i)

    def starting(self, i: int, skip: int = 0) -> Group | None:
        """The group that starts at token ``i`` or up to ``skip`` tokens later."""
        return next((g for g in self.groups if i <= g.start <= i + skip), None)

    def _group(self, quantity: Quantity) -> Group | None:
        """The quantity with its noun, None where the noun is no person: a house, a day."""
        noun = self._noun(quantity)
        if noun is None:
            return Group(quantity.start, quantity.end, "unspecified", True, quantity, None)
        who = who_of(noun)
        if who == "no":
            return None
        known = who is not None or noun.ent_type_ == "NORP"
        of = self.beside(quantity.end, 1)
        partial = (
            0 <= of < len(self.words) - 1
            and self.words[of] == "of"
            and self.words[self.beside(of + 1, 1)] in _words("definite")
        )
        return Group(quantity.start, noun.i + 1, who or "unspecified", known, quantity, noun.i, partial)  # type: ignore[arg-type]

    def who_before(self, noun: Token) -> Victims:
        """Who the words before ``noun`` say it befell: "three civilian deaths"."""
        who = _modifiers().get(noun.nbor(-1).lemma_.lower()) if noun.i else None
        return who or "unspecified"  # type: ignore[return-value]

    def _is_no_count(self, quantity: Quantity) -> bool:
        """Whether the number is a date, a price, an age, a section."""
        words, first, end = self.words, quantity.start, quantity.end
        left, right = self.beside(first - 1, -1), self.beside(end, 1)
        before = words[left] if left >= 0 and not self.doc[first].is_sent_start else ""
        after = words[right] if right >= 0 else ""
        if (
            before in _words("months")
            or after in _words("months")
            or before in _words("signs")
            or after in _words("units")
        ):
            return True
        if quantity.number > first and words[quantity.number - 1] in _words("signs"):
            return True
        if after in {"-", "–"} and end + 1 < len(words) and words[end + 1][:1].isalpha():  # "10-year-old", "23-member"
            return True
        if before == "/" or after in {"/", ":"} or (before in {"-", "–"} and not self.doc[first - 1].whitespace_):
            return True
        word = words[quantity.number]
        alone = end - first == 1
        if alone and len(word) == 4 and word[:2] in {"19", "20"}:  # a year, unless it counts a plural
            return right < 0 or self.doc[right].tag_ not in PLURAL
        if word == "one" and alone:
            return (
                after in {"another", "day", "time"}
                or (right >= 0 and self._is_date(self.doc[right]))
                or before in {"no", "any", "each", "every", "this", "that"}
            )
        return alone and before == after == ","  # "Adams, 43, was shot"

    def _noun(self, quantity: Quantity) -> Token | None:
        """The noun behind a number: what it modifies, else the last of an unbroken run, also after "of"."""
        doc, i = self.doc, quantity.end
        head = doc[i - 1].head
        if (
            doc[i - 1].dep_ == "nummod"
            and i <= head.i <= i + REACH
            and head.pos_ in {"NOUN", "PROPN"}
            and not self._is_date(head)
        ):
            return head if not any(t.tag_ == "CD" for t in doc[i : head.i]) else None
        of = self.beside(i, 1)
        if of >= 0 and self.words[of] == "of":
            i = of + 1
            while (
                i < len(doc)
                and (doc[i].pos_ in {"DET", "PRON"} or doc[i].dep_ in {"poss", "nummod"} or doc[i].is_space)
                and i <= quantity.end + 3
            ):
                i += 1
        noun: Token | None = None
        while i < len(doc) and i <= quantity.end + REACH and not doc[i].is_sent_start and self._continues(doc[i], noun):
            token = doc[i]
            if token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "ADJ" and who_of(token) not in {None, "no"}):
                noun = token
            elif noun is not None and token.pos_ == "ADJ":
                break
            i += 1
        return noun

    def _is_date(self, token: Token) -> bool:
        return token.ent_type_ in {"DATE", "TIME"}

    def _continues(self, token: Token, noun: Token | None) -> bool:
        if token.is_space:
            return True
        if noun is not None and noun.tag_ in PLURAL and who_of(noun) is not None:  # "12 people Sunday"
            return False
        if token.pos_ in {"NOUN", "PROPN"} and self._is_date(token):
            return False
        if noun is None and token.tag_ in {"VBN", "VBG"}:
            return token.dep_ == "amod"
        return token.pos_ in INSIDE or (token.lower_ in {"-", "'s", "'", "and"} and self._joins(token))

    def _joins(self, token: Token) -> bool:
        """Whether a small word stands inside the phrase: "non-combatants", "30 regime and rebel fighters"."""
        i = token.i
        if i + 1 >= len(self.doc) or token.lower_ != "and":
            return i + 1 < len(self.doc)
        before, after = self.doc[i - 1], self.doc[i + 1]
        return (
            before.tag_ not in PLURAL
            and after.pos_ in {"ADJ", "NOUN", "PROPN"}
            and token.head.i >= i - 2
            and before.pos_ in INSIDE
        )

    def _heads(self, quantity: Quantity, group: Group) -> Iterable[int]:
        token = self.doc[quantity.end - 1]
        yield from range(quantity.number, quantity.end)
        of = self.doc[group.noun if group.noun is not None else quantity.end - 1].head
        if (
            of.lower_ == "of" and of.i < quantity.start and of.head.lemma_.lower() in _words("wholes")
        ):  # "a total of 12 people"
            yield of.head.i
        while token.dep_ in UP and token.head.i > token.i and token.head.pos_ in NOMINAL and token.head.i < group.end:
            token = token.head
            yield token.i
        if group.noun is not None and not group.partial:
            yield group.noun


@cache
def _nouns() -> dict[str, str]:
    return {word: row["who"] for row in table("victims") for word in row["words"].split("|")}


@cache
def _modifiers() -> dict[str, str]:
    return {word: row["who"] for row in table("victims") for word in row["before"].split("|") if word}


def who_of(noun: Token) -> str | None:
    """Who ``noun`` is, by itself and the words before it; "no" for what is no person, None for an unknown word."""
    lemma = noun.lemma_.lower()
    nouns = _nouns()
    who = nouns.get(lemma) or nouns.get(noun.lower_)
    if who is None and lemma.endswith(("men", "children")):  # plurals that the lemmatizer does not know
        who = nouns.get(lemma[:-2] + "an" if lemma.endswith("men") else lemma[:-3])
    if who is None and "-" in lemma:
        who = nouns.get(lemma.rpartition("-")[2])
    if who in {None, "no", "journalists", "children"} or noun.i == 0:
        return who
    before = noun.nbor(-1).lemma_.lower() if noun.nbor(-1).pos_ in INSIDE else ""
    return _modifiers().get(before, who)


def single(token: Token) -> Group | None:
    """One person told without a number: "a soldier", "the pilot", a name standing alone; None for anything else."""
    if token.pos_ == "PROPN":
        return _named(token)
    if token.tag_ != "NN":
        return None
    who = who_of(token)
    if who in {None, "no"} or token.lower_ in {
        "police",
        "opposition",
        "crew",
        "taliban",
        "other",
        "more",
        "troop",
        "suspects",
    }:
        return None
    left = [c for c in token.children if c.i < token.i]
    if any(c.lower_ in {"no", "every", "each", "any"} for c in left) or any(c.dep_ == "nummod" for c in left):
        return None
    if not any(c.dep_ in {"det", "poss"} for c in left):
        return None
    return Group(min(c.i for c in (token, *left)), token.i + 1, who, True, None, token.i)  # type: ignore[arg-type]


def _named(token: Token) -> Group | None:
    """A person's name that is not one of several joined ("X, Y and Z": how many is not told)."""
    if (
        token.ent_type_ != "PERSON"
        or token.tag_ != "NNP"
        or token.dep_ == "conj"
        or any(c.dep_ == "conj" for c in token.children)
    ):
        return None
    start = token.i
    while start > token.sent.start and token.doc[start - 1].ent_type_ == "PERSON":
        start -= 1
    return Group(start, token.i + 1, "unspecified", True, None, token.i)
