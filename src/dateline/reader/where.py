"""Where: every place name of a report, resolved to a point.

Component ``dateline_where``. Needs named entities and the tagger; gives ``doc._.places`` and ``doc._.place_notes`` (why, by
offset). Finding is in this file, choosing among places of one name in ``toponyms``. A demonym ("Turkish") is no place name;
a name that stands for its government ("Turkey said") is one, and ``setting`` keeps it from being an event's place.
Codebook: "Place and time", "Everything recognised".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dateline.gazetteer import Candidate, open_gazetteer
from dateline.lexicon import settings
from dateline.reader.findings import register
from dateline.reader.names import demonyms
from dateline.reader.toponyms import Resolver, Toponym

PLACE_LABELS = {"GPE", "LOC"}
OTHER_LABELS = {"PERSON", "ORG", "NORP", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"}
LONGEST = 4
SURE_POPULATION = 100_000


@cache
def listed(kind: str) -> frozenset[str]:
    """A set of words of ``lexicon/en/where.toml``."""
    return frozenset(settings("where")[kind])


class Where:
    """Finds and resolves place names."""

    def __init__(self) -> None:
        register()
        if not Doc.has_extension("place_notes"):
            Doc.set_extension("place_notes", default=None)
        self.gazetteer = open_gazetteer()

    def __call__(self, doc: Doc) -> Doc:
        found = list(self.toponyms(doc))
        resolver = Resolver(doc, found)
        doc._.place_notes = {}
        doc._.places = [resolver.place(t) for t in found]
        return doc

    def toponyms(self, doc: Doc) -> Iterator[Toponym]:
        """Place names in order of the text, not overlapping."""
        labelled = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
        at = 0
        while at < len(doc):
            found = self._at(doc, at, labelled)
            if found is None:
                at += 1
            else:
                yield found
                at = found.end

    def _at(self, doc: Doc, i: int, labelled: dict[int, Span]) -> Toponym | None:
        token = doc[i]
        if not token.text[:1].isupper() or token.text in demonyms() or token.is_punct:
            return None
        ent = labelled.get(i)
        label = ent.label_ if ent is not None else ""
        if ent is not None and label in PLACE_LABELS:
            return self._entity(doc, i, ent)
        return self._scanned(doc, i, label, ent)

    def _entity(self, doc: Doc, i: int, ent: Span) -> Toponym | None:
        """A place that the language model found: the longest part of it that the gazetteer knows, else all of it."""
        start, end = i, ent.end
        while end > start and (doc[end - 1].text in {"'s", "'", ","} or doc[end - 1].is_space):
            end -= 1
        while start < end and (doc[start].lower_ in {"the"} or doc[start].is_space):
            start += 1
        if end - start == 1 and not _locative_before(doc, start) and _is_surname(doc, doc[start].text):
            return None  # "Wani" of "Burhan Wani", alone
        if start >= end or _other_thing(doc, start, end) or doc[start].text in demonyms():
            return None
        for last in range(end, start, -1):
            name = doc[start:last].text
            candidates = self.gazetteer.candidates(name)
            if not candidates and last - start == 1 and name.endswith("s"):
                candidates = self.gazetteer.candidates(name[:-1])  # "Syrias army": copy that lost its apostrophes
            if candidates:
                longer = self._longer(doc, start, last)
                return longer or Toponym(start, last, name, candidates)
        bare = [
            k for k in range(start, end) if doc[k].text[:1].isupper() and doc[k].lower_ not in listed("region_words")
        ]
        if bare and bare[0] > start and (candidates := self.gazetteer.candidates(doc[bare[0] : end].text)):
            return Toponym(bare[0], end, doc[bare[0] : end].text, candidates)
        if not _looks_like_name(doc, start, end) or (end - start == 1 and not _locative_before(doc, start)):
            return None
        return Toponym(start, end, doc[start:end].text, ())

    def _longer(self, doc: Doc, start: int, end: int) -> Toponym | None:
        """A longer name of the gazetteer that begins here ("New York City", "Deir ez-Zor")."""
        for last in range(min(len(doc), start + LONGEST + 2), end, -1):
            tail = doc[last - 1]
            if not tail.text[:1].isupper() or any(t.is_space or t.text in {",", "."} for t in doc[end:last]):
                continue
            name = doc[start:last].text
            if candidates := self.gazetteer.candidates(name):
                return Toponym(start, last, name, candidates)
        return None

    def _scanned(self, doc: Doc, i: int, label: str, ent: Span | None) -> Toponym | None:
        """A capitalised name that the model took for something else, or missed: only where all else speaks for a place."""
        token = doc[i]
        if token.lower_ in listed("never") and (i + 1 >= len(doc) or not doc[i + 1].text[:1].isupper()):
            return None
        if token.pos_ not in {"PROPN", "NOUN", "ADJ"} and label == "":
            return None
        if _named_settlement(doc, i) and (ent is None or ent.start == i):
            last = _trimmed(doc, ent)[1] if ent is not None else i + 1
            return Toponym(i, last, doc[i:last].text, self.gazetteer.candidates(doc[i:last].text))
        for last in range(min(len(doc), i + LONGEST + 1), i, -1):
            words = doc[i:last]
            if not words[-1].text[:1].isupper() or any(t.is_space or t.text in {",", ".", "(", '"'} for t in words):
                continue
            candidates = self.gazetteer.candidates(words.text)
            if candidates and self._convincing(doc, i, last, label, ent, candidates):
                return Toponym(i, last, words.text, candidates)
        return None

    def _convincing(
        self, doc: Doc, start: int, end: int, label: str, ent: Span | None, candidates: tuple[Candidate, ...]
    ) -> bool:
        if _other_thing(doc, start, end) or (end - start == 1 and doc[start].lower_ in listed("never")):
            return False
        best = candidates[0]
        sure = (
            any(c.source == "overlay" for c in candidates)
            or best.precision == "country"
            or _opens_dateline(doc, start, end)
            or (best.main and best.precision == "region" and end - start > 1)
        )
        size = max(c.population for c in candidates)
        whole = ent is not None and (start, end) == (_trimmed(doc, ent))
        if label == "PERSON" and whole and any(c.source == "overlay" for c in candidates):
            return not _is_person_context(doc, start, end)
        if label == "PERSON":
            return (
                whole
                and _locative_before(doc, start)
                and (sure or size >= 5_000)
                and not _is_person_context(doc, start, end)
            )
        if label in OTHER_LABELS:
            return whole and (sure or (_locative_before(doc, start) and size >= 15_000))
        if sure:
            return True
        if end - start == 1 and _beside_names(doc, start, end):
            return False
        if len(doc[start:end].text) < 4:
            return False
        return (
            (_locative_before(doc, start, strictly=True) or _type_word_near(doc, start, end))
            and (size >= 1_000 or best.precision in {"region", "district"})
        ) or (size >= SURE_POPULATION * 5 and best.main)


def _is_surname(doc: Doc, word: str) -> bool:
    return any(e.label_ == "PERSON" and len(e) > 1 and e[-1].text == word for e in doc.ents)


def _trimmed(doc: Doc, ent: Span) -> tuple[int, int]:
    start, end = ent.start, ent.end
    while end > start and doc[end - 1].text in {"'s", "'"}:
        end -= 1
    while start < end and doc[start].lower_ == "the":
        start += 1
    return start, end


def _before(doc: Doc, start: int) -> Token | None:
    i = start - 1
    while i >= 0 and (
        doc[i].is_space
        or doc[i].lower_
        in {"the", "nearby", "northern", "southern", "eastern", "western", "central", "downtown", "rural", "-"}
    ):
        i -= 1
    return doc[i] if i >= 0 else None


def _locative_before(doc: Doc, start: int, strictly: bool = False) -> bool:
    before = _before(doc, start)
    if strictly and before is not None and before.lower_ in {"of", "to", "on", "over", "by", "from"}:
        return False
    return before is not None and (
        before.lower_ in listed("locative")
        or before.lower_ in listed("city_words")
        or before.lower_ in listed("region_words")
    )


def _type_word_near(doc: Doc, start: int, end: int) -> bool:
    after = doc[end].lower_ if end < len(doc) else ""
    return after in listed("region_words") or after in listed("city_words")


def _is_person_context(doc: Doc, start: int, end: int) -> bool:
    before = doc[start - 1].lower_ if start else ""
    return before in listed("titles") or (end < len(doc) and doc[end].lower_ in {"said", "says", "told", "added"})


def _named_settlement(doc: Doc, start: int) -> bool:
    """ "The village of Adi Daero": a place, whatever the language model takes it for and whether the gazetteer knows it."""
    return (
        start > 1
        and doc[start - 1].lower_ == "of"
        and doc[start - 2].lower_ in {"village", "town", "city", "hamlet", "suburb"}
    )


def _opens_dateline(doc: Doc, start: int, end: int) -> bool:
    """ "HODEIDAH, Yemen —", "KABUL (AFP)": the head of a dispatch says where it was filed."""
    if not doc[start].is_sent_start or end >= len(doc):
        return False
    head = doc[end : end + 8].text
    return doc[start:end].text.isupper() and any(mark in head for mark in ("—", "--", "–", "(", " - "))


def _beside_names(doc: Doc, start: int, end: int) -> bool:
    """Whether another capitalised word stands directly before or after: then the name is longer than we know."""
    after = end < len(doc) and doc[end].text[:1].isupper() and doc[end].pos_ == "PROPN"
    before = start > 0 and doc[start - 1].text[:1].isupper() and doc[start - 1].pos_ == "PROPN"
    return after or before


def _other_thing(doc: Doc, start: int, end: int) -> bool:
    """Whether the words around make the name part of something else: a newspaper, a person, a university."""
    after = doc[end] if end < len(doc) else None
    if after is not None and after.text[:1].isupper() and after.lower_ in listed("not_after"):
        return True
    before = doc[start - 1] if start else None
    if before is None:
        return False
    return before.lower_ in {"mr.", "mr", "mrs.", "mrs", "ms.", "dr."} or (
        before.text == "-" and start > 1 and doc[start - 2].text[:1].isupper() and not doc[start - 2].whitespace_
    )


def _looks_like_name(doc: Doc, start: int, end: int) -> bool:
    return any(t.pos_ == "PROPN" and t.text[:1].isupper() and len(t) > 2 for t in doc[start:end]) and not any(
        t.like_num for t in doc[start:end]
    )


@Language.factory("dateline_where", assigns=["doc._.places"])
def make_where(nlp: Language, name: str) -> Where:
    """The spaCy factory of ``dateline_where``."""
    return Where()
