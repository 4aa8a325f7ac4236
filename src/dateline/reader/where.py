"""Where: every place name of a report, resolved to a point.

Component ``dateline_where``. Needs named entities and the tagger; gives ``doc._.places`` and ``doc._.place_notes`` (why, by
offset). Finding is in this file and ``toponym_evidence``, choosing among places of one name in ``toponyms``. A demonym
("Turkish") is no place name; a name that stands for its government ("Turkey said") is one, and ``setting`` keeps it from
being an event's place. Codebook: "Place and time", "Everything recognised".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from dateline.gazetteer import Candidate, open_gazetteer
from dateline.reader.findings import register
from dateline.reader.names import demonyms
from dateline.reader.proper import is_name
from dateline.reader.toponym_evidence import Usage, bare, listed, score
from dateline.reader.toponyms import Resolver, Toponym

LONGEST = 7
LONGEST_STREET = 4
BREAKS = frozenset(',;:()"“”/&')
Proposal = tuple[int, int, tuple[Candidate, ...]]
"""First token, end, and the places that the name may mean; none where only the language model takes it for a place."""


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
        """Place names in order of the text, not overlapping; of names that begin together, the longest that convinces."""
        usage = self.usage(doc)
        past = 0
        for at, word in enumerate(usage.words):
            if at < past or not word[:1].isupper():
                continue
            for start, end, candidates in self.names(usage, at):
                if score(usage, start, end, candidates) > 0:
                    yield Toponym(start, end, doc[start:end].text, candidates)
                    past = end
                    break

    def usage(self, doc: Doc) -> Usage:
        """What the report as a whole says of its names."""
        usage = Usage.of(doc)
        for i, word in enumerate(usage.words):
            if word[:1].isupper():
                for start, end in self._likely(usage, i):
                    usage.speaks_of(usage.doc[start:end].text, self._candidates(usage.doc, start, end))
        return usage

    def _likely(self, usage: Usage, i: int) -> Iterator[tuple[int, int]]:
        """The name beginning at a token that the language model takes for a place, or that is no other word."""
        ent = usage.labelled.get(i)
        if ent is not None and ent.label_ in {"GPE", "LOC"}:
            whole = bare(ent)
            if whole.start == i:
                yield whole.start, whole.end
        elif (ent is None or len(ent) == 1) and is_name(usage.words[i].lower()):
            yield i, i + 1

    def names(self, usage: Usage, i: int) -> Iterator[Proposal]:
        """What may be a place name beginning at token ``i``, longest first."""
        doc, words = usage.doc, usage.words
        if not words[i][:1].isupper() or words[i].lower() == "the":
            return
        ends = [*_ends(doc, words, i)]
        known = {end: candidates for end in ends if (candidates := self._candidates(doc, i, end))}
        if words[i] in demonyms():
            ends = [*known]  # "Indian Ocean", but not "Indian troops"
        street = next((end for end in ends if _is_street(words, i, end)), None)
        if street is not None and street not in known:
            yield i, street, ()
            return
        yield from ((i, end, candidates) for end, candidates in known.items())
        for end in ends:
            if (
                end in known
                or words[end - 1].lower() in listed("not_after")
                or (end == i + 1 and words[i].lower() in listed("never"))
            ):
                continue  # "the Fourth Geneva Convention", "El" alone
            if _taken_for_place(usage, i, end) or _named_settlement(doc, i, end):
                start = _past_compass(doc, i, end)
                yield start, end, self._candidates(doc, start, end) if start > i else ()

    def _candidates(self, doc: Doc, start: int, end: int) -> tuple[Candidate, ...]:
        name = doc[start:end].text
        found = self.gazetteer.candidates(name)
        if not found and end - start == 1 and name.endswith("s"):
            found = self.gazetteer.candidates(name[:-1])  # "Syrias army": copy that lost its apostrophes
        return found


def _ends(doc: Doc, words: list[str], start: int) -> Iterator[int]:
    """Where a name that begins at ``start`` may end, longest first: at a capital, with nothing between that ends a name."""
    stop = start + 1
    while stop < min(len(words), start + LONGEST) and words[stop] not in BREAKS and not words[stop].isspace():
        stop += 1
    for end in range(stop, start, -1):
        if words[end - 1][:1].isupper() and not _means_something_else(doc, words, start, end):
            yield end


def _means_something_else(doc: Doc, words: list[str], start: int, end: int) -> bool:
    """Whether the words are those of a people, a government's seat, the calendar, or only begin a longer name."""
    if end == start + 1:
        word = words[start].lower()
        return any(
            word in listed(kind) for kind in ("calendar", "seats", "streets", "streets_first")
        ) or _begins_longer_name(words, start)
    text = doc[start:end].text
    return text in demonyms() or text.lower() in listed("seats")


def _is_street(words: list[str], start: int, end: int) -> bool:
    """ "Oxford Street", "Rue Victor Hugo": a name that is no town's, whatever it is called after."""
    if words[start].lower() in listed("streets_first"):
        return end > start + 1 and all(w[:1].isupper() or w in listed("particles") for w in words[start + 1 : end])
    if not 1 < end - start <= LONGEST_STREET or words[end - 1].lower() not in listed("streets"):
        return False
    return all(w[:1].isupper() and w.lower() not in listed("streets") for w in words[start : end - 1])


def _begins_longer_name(words: list[str], i: int) -> bool:
    """ "Gulf" in "Gulf of Alaska", "North" in "North London", "Dir" in "Dir el Zour": no name by itself."""
    following = words[i + 1 : i + 3]
    if not following:
        return False
    if f"{words[i]} {following[0]}" in demonyms():
        return True
    if words[i].lower() in listed("particles") and following[0][:1].isupper():
        return True
    if following[0] in listed("particles"):
        return len(following) == 2 and following[1][:1].isupper()
    if following[0].lower() == "of":
        return len(following) == 2 and words[i].lower() in listed("never") and following[1][:1].isupper()
    return words[i].lower() in listed("compass") and words[i].lower() in listed("never") and following[0][:1].isupper()


def _past_compass(doc: Doc, start: int, end: int) -> int:
    """Where a name goes on after points of the compass: at "Oxford" in "East Oxford"."""
    first = start
    while first < end - 1 and doc[first].lower_ in listed("compass"):
        first += 1
    return first


def _taken_for_place(usage: Usage, start: int, end: int) -> bool:
    """Whether this is what the language model takes for a place, article and possessive apart."""
    ent = usage.labelled.get(start)
    if ent is None or ent.label_ not in {"GPE", "LOC"}:
        return False
    whole = bare(ent)
    return (whole.start, whole.end) == (start, end)


def _named_settlement(doc: Doc, start: int, end: int) -> bool:
    """ "The village of Adi Daero": a place, whatever the language model takes it for and whether the gazetteer knows it."""
    if start < 2 or doc[start - 1].lower_ != "of" or doc[start - 2].lower_ not in listed("settlements"):
        return False
    return all(t.text[:1].isupper() for t in doc[start:end]) and (end >= len(doc) or not doc[end].text[:1].isupper())


@Language.factory("dateline_where", assigns=["doc._.places"])
def make_where(nlp: Language, name: str) -> Where:
    """The spaCy factory of ``dateline_where``."""
    return Where()
