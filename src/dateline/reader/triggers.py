"""The trigger lexicon: which words can name an event, matched against the parse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from dateline.lexicon import table
from dateline.model.reading import EventType
from dateline.reader.syntax import children

ARGUMENTS = {
    "prt",
    "prep",
    "dobj",
    "advmod",
    "acomp",
    "attr",
    "nsubjpass",
    "xcomp",
    "oprd",
    "dative",
    "mark",
    "ccomp",
    "pobj",
}
REACH = 8


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a word or phrase: a row of ``lexicon/en/triggers.tsv``."""

    words: tuple[frozenset[str], ...]
    pos: str
    type: EventType
    mode: str | None
    recipients: tuple[str, ...]
    frame: str
    needs: str
    weight: float

    @property
    def label(self) -> str:
        """The row's words, as ``--explain`` prints them."""
        return " ".join("|".join(sorted(alternatives)) for alternatives in self.words)


@cache
def senses(language: str = "en") -> dict[tuple[str, str], tuple[Sense, ...]]:
    """Senses by part of speech and the lemma that carries them: the first of a verb phrase, the last of a noun's."""
    found: dict[tuple[str, str], list[Sense]] = {}
    for row in table("triggers", language):
        sense = _sense(row)
        carriers = sense.words[0] if sense.pos == "V" else sense.words[-1]
        for lemma in carriers:
            found.setdefault((sense.pos, lemma), []).append(sense)
    return {key: tuple(sorted(rows, key=lambda s: -len(s.words))) for key, rows in found.items()}


@cache
def hyphenated(language: str = "en") -> tuple[str, ...]:
    """Hyphenated words of the lexicon ("cease-fire"), plurals and capitals too, which a tokenizer must not take apart."""
    words = {w for row in table("triggers", language) for w in row["words"].split() if "-" in w and "|" not in w}
    forms = {f for w in words for f in (w, f"{w}s")}
    return tuple(sorted(forms | {f.capitalize() for f in forms}))


def _sense(row: dict[str, str]) -> Sense:
    return Sense(
        words=tuple(frozenset(word.split("|")) for word in row["words"].split()),
        pos=row["pos"],
        type=row["type"],  # type: ignore[arg-type]  # the lexicon's linter holds it to the sixteen types
        mode=row["mode"] or None,
        recipients=tuple(filter(None, row["recipients"].split(","))),
        frame=row["frame"],
        needs=row["needs"],
        weight=float(row["weight"]),
    )


def match(token: Token) -> list[tuple[Sense, list[Token]]]:
    """Senses that ``token`` can carry here, longest phrase first, each with the tokens that make the phrase."""
    table_ = senses()
    if clause_after(token) is not None:
        return [(s, [token]) for s in table_.get(("N", token.lower_), ()) if len(s.words) == 1]
    if token.pos_ in {"VERB", "AUX"} or (token.tag_ in {"VBN", "VBG", "VBD"}):
        found = [
            (s, w) for s in table_.get(("V", token.lemma_.lower()), ()) if (w := _verb_words(token, s)) is not None
        ]
    elif token.pos_ in {"NOUN", "PROPN"}:
        found = [
            (s, w) for s in table_.get(("N", token.lemma_.lower()), ()) if (w := _noun_words(token, s)) is not None
        ]
    else:
        return []
    return [(s, w) for s, w in found if len(s.words) == len(found[0][0].words)] if found else []


def clause_after(token: Token) -> Token | None:
    """The verb that a gerund is the subject of, where the parser missed it: "since fighting with troops *erupted*"."""
    if token.tag_ != "VBG" or token.dep_ not in {"pcomp", "csubj"}:
        return None
    following = token.right_edge.i + 1
    if following < token.sent.end and (verb := token.doc[following]).tag_ in {"VBD", "VBZ"} and verb.pos_ == "VERB":
        return verb
    return None


def _verb_words(token: Token, sense: Sense) -> list[Token] | None:
    """The tokens of a verb phrase: each further word must depend on the verb, or on what depends on it."""
    words = [token]
    for alternatives in sense.words[1:]:
        hit = next((t for t in _arguments(token) if t.lemma_.lower() in alternatives or t.lower_ in alternatives), None)
        if hit is None:
            return None
        words.append(hit)
    return words


def _arguments(verb: Token) -> list[Token]:
    near = [c for c in verb.children if c.dep_ in ARGUMENTS and abs(c.i - verb.i) <= REACH]
    out = list(near)
    # "Spoke Saturday to the king", "calls for the coalition to rethink": the parser hangs the preposition one step down.
    for child in verb.children:
        if child.dep_ == "npadvmod":
            out += [c for c in child.children if c.dep_ == "prep"]
        elif child.dep_ in {"advcl", "ccomp", "xcomp"} and verb.i < child.i:
            out += [c for c in child.children if c.dep_ == "mark" and c.lower_ == "for"]
        if child.dep_ == "ccomp":
            out += [c for c in child.children if c.dep_ == "aux" and c.lower_ in {"must", "should"}]
    for child in near:
        out += [c for c in child.children if c.dep_ in {"compound", "amod", "pobj", "conj", "prep"}]
        if child.dep_ == "prep":
            out += [g for c in children(child, "pobj") for g in children(c, "compound", "amod")]
    return out


def _noun_words(token: Token, sense: Sense) -> list[Token] | None:
    """The tokens of a noun phrase: the words stand directly before the head, a hyphen or a word apart at most."""
    words = [token]
    at = token.i - 1
    for alternatives in reversed(sense.words[:-1]):
        skipped = 0
        while at >= token.sent.start and skipped <= 1:
            before = token.doc[at]
            if before.lemma_.lower() in alternatives or before.lower_ in alternatives:
                break
            at, skipped = at - 1, skipped + 1
        else:
            return None
        if skipped > 1 or at < token.sent.start:
            return None
        words.append(token.doc[at])
        at -= 1
    return words[::-1]
