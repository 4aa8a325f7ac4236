"""Names of states and bodies: the lexicon's entries, found in a text and looked up.

Used by ``who``. Tables: ``lexicon/en/countries.tsv``, ``bodies.tsv``, ``role_words.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from spacy.tokens import Doc, Token

from dateline.lexicon import settings, table
from dateline.model.reading import Kind, Sector


@dataclass(frozen=True, slots=True)
class Named:
    """An entry of the lexicon: a state or a body, under its usual name."""

    name: str
    country: str | None
    sector: Sector
    kind: Kind
    key: str


@dataclass(frozen=True, slots=True)
class Role:
    """What a common noun tells of whom it names."""

    sector: Sector
    kind: Kind


@cache
def entries() -> dict[str, list[tuple[str, Named]]]:
    """Names by their first word, longest first."""
    found: dict[str, list[tuple[str, Named]]] = {}
    for surface, named in _surfaces():
        found.setdefault(_first_word(surface), []).append((surface, named))
    return {word: sorted(listed, key=lambda pair: -len(pair[0])) for word, listed in found.items()}


def _surfaces() -> Iterator[tuple[str, Named]]:
    for row in table("countries"):
        state = Named(row["name"], row["code"], "GOV", "country", f"{row['code']}:GOV")
        for surface in (row["name"], *filter(None, row["aliases"].split("|"))):
            yield surface, state
    for row in table("bodies"):
        body = Named(row["name"], row["country"] or None, row["sector"], "organization", f"body:{row['name']}")  # type: ignore[arg-type]
        for surface in (row["name"], *filter(None, row["aliases"].split("|"))):
            yield surface, body


def _first_word(surface: str) -> str:
    return surface.replace("-", " ").replace("'", " ").split()[0]


@cache
def demonyms() -> dict[str, str]:
    """ISO code by word for a people or its adjective, plurals too."""
    found: dict[str, str] = {}
    for row in table("countries"):
        for word in filter(None, row["demonyms"].split("|")):
            found.setdefault(word, row["code"])
            if not word.endswith(("s", "sh", "ch", "ese")):
                found.setdefault(f"{word}s", row["code"])
    return found


@cache
def country_names() -> dict[str, str]:
    """Usual name by ISO code."""
    return {row["code"]: row["name"] for row in table("countries")}


@cache
def capitals() -> dict[str, str]:
    """ISO code by the city that stands for its government."""
    return {city: row["code"] for row in table("countries") for city in filter(None, row["capitals"].split("|"))}


@cache
def roles() -> dict[str, Role]:
    """Sector and kind by head word or phrase, lower case."""
    return {row["word"]: Role(row["sector"], row["kind"]) for row in table("role_words")}  # type: ignore[arg-type]


@cache
def listed(kind: str) -> frozenset[str]:
    """A set of words of ``lexicon/en/who.toml``."""
    return frozenset(settings("who")[kind])


@cache
def leaders() -> dict[str, tuple[dict[str, str], ...]]:
    """Rows of ``leaders.tsv`` by surname and by whole name."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in table("leaders"):
        for key in {row["name"], row["name"].split()[-1]}:
            found.setdefault(key, []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def leader(name: str, day: date | None) -> dict[str, str] | None:
    """Who held an office under ``name`` on ``day`` (at any time where ``day`` is None); None unless one alone did."""
    fits = [
        row
        for row in leaders().get(name, ())
        if day is None or row["from"] <= str(day) <= (row["to"] or "9999") or (" " in name and row["from"] <= str(day))
    ]
    return fits[0] if len({row["country"] + row["role"] for row in fits}) == 1 else None


def find(doc: Doc) -> list[tuple[int, int, Named]]:
    """Every name of the lexicon in ``doc``, as token spans, longest first, not overlapping."""
    found: list[tuple[int, int, Named]] = []
    text, known, done = doc.text, entries(), -1
    for token in doc:
        if token.i < done or not token.text[:1].isalpha():
            continue
        for surface, named in known.get(token.text, ()):
            end = token.idx + len(surface)
            if text.startswith(surface, token.idx) and (end == len(text) or not text[end].isalnum()):
                span = doc.char_span(token.idx, end, alignment_mode="expand")
                if span is not None:
                    found.append((span.start, span.end, named))
                    done = span.end
                    break
    return found


def role_of(head: Token) -> tuple[Role | None, str]:
    """What the head word tells, with the word before it where both make a phrase ("prime minister")."""
    known = roles()
    lemma = head.lemma_.lower()
    if head.i and head.nbor(-1).head == head:
        phrase = f"{head.nbor(-1).lower_} {lemma}"
        if phrase in known:
            return known[phrase], phrase
    for word in (lemma, head.lower_):
        if word in known:
            return known[word], word
    return None, ""
