"""Whether a capitalised name is a place name here: evidence for and against, each with a weight.

The language model's labels, the words around, the gazetteer and the rest of the report each say a little; their weights
add up (``lexicon/en/toponym_evidence.toml``, fitted by ``bench/fit_places.py`` and kept as data). A name whose sum is
above nought is a place name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from math import log10

from spacy.tokens import Doc, Span, Token

from dateline.gazetteer import Candidate
from dateline.gazetteer.entries import rows
from dateline.lexicon import settings, table
from dateline.reader.guards import lemmas
from dateline.reader.names import country_names, demonyms
from dateline.reader.proper import is_name

LABELS = {"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP"}
NOT_NAMES = {"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"}
ACRONYM = 5
DASHES = frozenset({"—", "--", "–", "-", "―"})
MOST_CANDIDATES = 30
MUCH_COMPANY = 4


@cache
def listed(kind: str) -> frozenset[str]:
    """A set of words of ``lexicon/en/where.toml``."""
    return frozenset(settings("where")[kind])


@cache
def weights() -> dict[str, dict[str, float]]:
    """What each piece of evidence weighs: in general ("weights"), and besides under each label of the language model."""
    return {label: dict(values) for label, values in settings("toponym_evidence").items()}


@cache
def states() -> dict[str, str]:
    """Names of states of the US by their abbreviations."""
    found: dict[str, str] = {}
    for row in rows("us_states"):
        found[row["code"]] = found[row["short"]] = found[row["name"]] = row["name"]
    return found


@dataclass(slots=True)
class Usage:
    """How a report as a whole uses its names: how often each was labelled as what."""

    doc: Doc
    words: list[str]
    labelled: dict[int, Span] = field(default_factory=dict)
    place_words: Counter[str] = field(default_factory=Counter)
    person_words: Counter[str] = field(default_factory=Counter)
    organization_words: Counter[str] = field(default_factory=Counter)
    small_words: set[str] = field(default_factory=set)
    regions: dict[tuple[str | None, str | None], set[str]] = field(default_factory=dict)
    surnames: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    of_conflict: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, doc: Doc) -> Usage:
        words = [t.text for t in doc]
        usage = cls(doc, words, small_words={word for word in words if word.islower()})
        war = lemmas("conflict") | lemmas("violence")
        usage.of_conflict = (
            {t.sent.start for t in doc if t.lemma_.lower() in war} if doc.has_annotation("SENT_START") else set()
        )
        usage.countries = {code for word in words if (code := _countries().get(word))}
        for ent in doc.ents:
            if ent.label_ not in NOT_NAMES:
                usage.labelled.update(dict.fromkeys(range(ent.start, ent.end), ent))
            if ent.label_ in {"GPE", "LOC"}:
                usage.place_words[bare(ent).text] += 1
            elif ent.label_ == "PERSON":
                usage.person_words.update(t.text for t in ent)
                if len(bare(ent)) > 1:
                    usage.surnames.add(bare(ent)[-1].text)
            elif ent.label_ == "ORG":
                usage.organization_words[bare(ent).text] += 1
        return usage

    def speaks_of(self, name: str, candidates: tuple[Candidate, ...]) -> None:
        """Note the regions that a name may lie in: several names of one region speak for one another."""
        for candidate in candidates[:MOST_CANDIDATES]:
            self.regions.setdefault((candidate.country, candidate.admin1), set()).add(name)

    def company(self, name: str, candidates: tuple[Candidate, ...]) -> int:
        """How many other names of the report may lie in a region that this one may lie in."""
        held = (self.regions.get((c.country, c.admin1), set()) - {name} for c in candidates if c.admin1)
        return max(map(len, held), default=0)


def bare(ent: Span) -> Span:
    """An entity without its article and its possessive."""
    start, end = ent.start, ent.end
    while end > start + 1 and (ent.doc[end - 1].text in {"'s", "'", ",", "-"} or ent.doc[end - 1].is_space):
        end -= 1
    while start < end - 1 and (ent.doc[start].lower_ == "the" or ent.doc[start].is_space):
        start += 1
    return ent.doc[start:end]


def score(usage: Usage, start: int, end: int, candidates: tuple[Candidate, ...]) -> float:
    """The sum of the evidence that tokens ``start`` to ``end`` are a place name; above 0, they are."""
    known = weights()
    label = label_of(usage, start, end)
    general, under_label = known["weights"], known.get(label, {})
    total = general["base"] + general.get(label, 0.0)
    for name, value in evidence(usage, start, end, candidates):
        total += (general.get(name, 0.0) + under_label.get(name, 0.0)) * value
    return total


def evidence(usage: Usage, start: int, end: int, candidates: tuple[Candidate, ...]) -> Iterator[tuple[str, float]]:
    """Each piece of evidence by name, with its strength (1 for what is there or not); the label is apart."""
    yield from _gazetteer(candidates)
    if usage.of_conflict and usage.doc[start].sent.start in usage.of_conflict:
        yield "in a sentence of conflict", 1.0
    if any(c.country in usage.countries and c.main for c in candidates):
        yield "in a country of the report", 1.0
    yield "company", min(MUCH_COMPANY, usage.company(usage.doc[start:end].text, candidates)) / MUCH_COMPANY
    yield from _before(usage.doc, start)
    yield from _after(usage.doc, end)
    yield from _word(usage, start, end)


@cache
def _countries() -> dict[str, str]:
    """ISO codes by country name of one word, and by people."""
    return demonyms() | {name: code for code, name in country_names().items()}


def label_of(usage: Usage, start: int, end: int) -> str:
    """How the words lie to what the language model labelled: "label GPE", "begins ORG", "within PERSON", "label none"."""
    ent, last = usage.labelled.get(start), usage.labelled.get(end - 1)
    if ent is None and last is None:
        return "label none"
    if ent is None or last is None or ent.start != last.start:
        return "label crosses"
    label = ent.label_ if ent.label_ in LABELS else "other"
    whole = bare(ent)
    if start <= whole.start:
        return f"label {label}" if whole.end <= end else f"begins {label}"
    return f"ends {label}" if whole.end <= end else f"within {label}"


def _gazetteer(candidates: tuple[Candidate, ...]) -> Iterator[tuple[str, float]]:
    if not candidates:
        yield "unknown", 1.0
        return
    yield "size", log10(max((c.prominence for c in candidates if c.main), default=0) + 10) / 7
    yield "size by another name", log10(max((c.prominence for c in candidates if not c.main), default=0) + 10) / 7
    if any(c.precision == "country" for c in candidates):
        yield "country", 1.0
    elif any(c.precision == "region" for c in candidates):
        yield "region", 1.0
    elif any(c.precision == "district" for c in candidates):
        yield "district", 1.0
    if any(c.source == "overlay" for c in candidates):
        yield "ours", 1.0
    if any(c.main for c in candidates):
        yield "usual name", 1.0
    if all(c.source in {"zipcodes", "airportsdata"} for c in candidates):
        yield "post office only", 1.0


def preceding(doc: Doc, start: int) -> Token | None:
    """The word before a name, past articles and points of the compass."""
    i = start - 1
    while i >= 0 and (doc[i].is_space or doc[i].lower_ in listed("transparent")):
        i -= 1
    return doc[i] if i >= 0 else None


def _before(doc: Doc, start: int) -> Iterator[tuple[str, float]]:
    before = preceding(doc, start)
    if before is None:
        yield "opens report", 1.0
        return
    word = before.lower_
    direct = doc[start - 1]
    if word in listed("locative"):
        yield ("after loose preposition" if word in listed("loose") else "after preposition"), 1.0
    elif word in listed("city_words") or word in listed("region_words"):
        yield ("after kind" if before.is_lower else "after kind with a capital"), 1.0
    if direct.pos_ == "VERB" and direct.lower_ not in listed("speaking"):
        yield "after verb", 1.0
    if direct.lower_ == "of" and start > 1 and doc[start - 2].lower_ in listed("settlements"):
        yield "called a settlement", 1.0
    if direct.lower_ in listed("titles"):
        yield "after title", 1.0
    elif direct.text[:1].isupper() and direct.pos_ == "PROPN" and not direct.is_sent_start:
        yield "after name", 1.0
    if direct.text == "-" and not direct.whitespace_:
        yield "after hyphen", 1.0
    if direct.text == ",":
        yield "after comma", 1.0
    if direct.lower_ == "the":
        yield "after the", 1.0


def _after(doc: Doc, end: int) -> Iterator[tuple[str, float]]:
    if end >= len(doc):
        return
    after = doc[end]
    following = doc[end + 1] if end + 1 < len(doc) else None
    if after.lower_ in listed("region_words") or after.lower_ in listed("city_words"):
        yield "before kind", 1.0
    elif after.lower_ in listed("place_followers"):
        yield "before follower", 1.0
    elif after.text[:1].isupper() and after.lower_ in listed("local_bodies"):
        yield "before local body", 1.0
    elif after.text[:1].isupper() and after.lower_ in listed("not_after"):
        yield "before other thing", 1.0
    elif after.text[:1].isupper() and after.pos_ in {"PROPN", "NOUN", "ADJ"}:
        yield "before name", 1.0
    if after.text in {"'s", "'"}:
        yield "possessive", 1.0
    elif after.text == "-" and following is not None:
        yield "before hyphen", 1.0
    elif after.lower_ in listed("speaking"):
        yield "speaks", 1.0
    elif after.text in {",", "("} and following is not None and _names_state(doc, end + 1):
        yield "state follows", 1.0
    elif after.text in {",", "and", "or"} and following is not None and following.text[:1].isupper():
        yield "in a list", 1.0


def _names_state(doc: Doc, i: int) -> bool:
    return any(doc[i : i + size].text.strip(" ,") in states() for size in (3, 2, 1))


def _word(usage: Usage, start: int, end: int) -> Iterator[tuple[str, float]]:
    doc, text = usage.doc, usage.doc[start:end].text
    if doc[start].is_sent_start:
        yield "opens sentence", 1.0
    if doc[end - 1].lower_ in listed("streets"):
        yield "a street", 1.0
    if end - start > 1:
        yield "several words", 1.0
    elif is_name(doc[start].lower_):
        yield "in no dictionary", 1.0
    elif doc[start].lower_ in listed("never"):
        yield "common word", 1.0
    elif doc[start].lower_ in usage.small_words:
        yield "small letters elsewhere", 1.0
    if text in states() and "." in text:
        yield "state abbreviated", 1.0
    elif text in country_names().values() or text in letters():
        yield "country name", 1.0
    elif opens_dispatch(doc, start, end):
        yield "opens dispatch", 1.0
    elif text.isupper() and len(text) <= ACRONYM:
        yield "acronym", 1.0
    if len(text) < 4:
        yield "short", 1.0
    if doc[end - 1].pos_ not in {"PROPN", "NOUN", "ADJ"}:
        yield "no noun", 1.0
    elsewhere = usage.place_words[text] - (usage.labelled.get(start) is not None and _is_place(usage, start))
    if elsewhere > 0:
        yield "a place elsewhere", 1.0
    if doc[end - 1].text in usage.surnames:
        yield "a surname", 1.0
    elif usage.person_words[doc[end - 1].text] > 0 and not _in_person(usage, start):
        yield "a person elsewhere", 1.0
    if usage.organization_words[text] > 0:
        yield "a body elsewhere", 1.0


def opens_dispatch(doc: Doc, start: int, end: int) -> bool:
    """ "HODEIDAH, Yemen —", "KABUL (AFP)", "WINDSOR - The": the head of a dispatch says where it was filed."""
    before = doc[start - 1] if start else None
    if not doc[start:end].text.isupper() or end >= len(doc):
        return False
    if not (before is None or before.is_space or before.text in {".", "|"} or doc[start].is_sent_start):
        return False
    head = doc[end : end + 8].text
    return doc[end].text in DASHES or (
        doc[end].text in {",", "(", ":"} and any(mark in head for mark in DASHES | {"("})
    )


@cache
def letters() -> frozenset[str]:
    """Short forms of states in capitals: "US", "UAE"."""
    aliases = (alias for row in table("countries") for alias in row["aliases"].split("|"))
    return frozenset(alias for alias in aliases if alias.isupper() and alias.isalpha())


def _is_place(usage: Usage, i: int) -> bool:
    ent = usage.labelled.get(i)
    return ent is not None and ent.label_ in {"GPE", "LOC"}


def _in_person(usage: Usage, i: int) -> bool:
    ent = usage.labelled.get(i)
    return ent is not None and ent.label_ == "PERSON"
