"""Where and when by themselves: a name looked up, the places of a text, the times of a text."""

from __future__ import annotations

from datetime import date
from functools import cache

import spacy
from spacy.language import Language

from dateline.gazetteer import open_gazetteer
from dateline.model.reading import Place, Time
from dateline.model.report import Report
from dateline.reader.findings import register
from dateline.reader.pipeline import Reader
from dateline.reader.toponyms import Choice, Resolver, Toponym
from dateline.reader.when import When


@cache
def _words() -> Language:
    """A tokenizer alone: names and expressions by themselves need no model."""
    register()
    return spacy.blank("en")


def look_up(name: str) -> list[Choice]:
    """The places that ``name`` may mean, each with its chance, likeliest first; [] where none is known.

    What follows a comma says what the place lies in: "Alexandria, Va.", "Tripoli, Lebanon".
    """
    known = open_gazetteer()
    doc = _words().make_doc(" ".join(name.split()))
    found: list[Toponym] = []
    start = 0
    for end in [t.i for t in doc if t.text == ","] + [len(doc)]:
        if end > start:
            text = doc[start:end].text
            found.append(Toponym(start, end, text, known.candidates(text)))
        start = end + 1
    return Resolver(doc, found).choices(found[0]) if found else []


def places(reader: Reader, text: str) -> tuple[list[Place], dict[int, str]]:
    """The place names of ``text`` in order, resolved; and why, by the offset of the name. Raises TooLong, BrokenRecord."""
    doc = reader.annotate(Report(text=text), "dateline_where")
    return doc._.places, doc._.place_notes


def times(reader: Reader, text: str, published: date | None) -> tuple[list[Time], dict[int, str]]:
    """The time expressions of ``text`` in order, resolved against ``published``; and how, by their offset.

    Raises TooLong, BrokenRecord.
    """
    doc = reader.annotate(Report(text=text, published=published), "dateline_when")
    return doc._.times, doc._.time_notes


def time_of(expression: str, published: date | None) -> tuple[list[Time], dict[int, str]]:
    """As ``times``, for an expression by itself: needs no language model."""
    doc = _words().make_doc(expression)
    doc._.published = published
    doc = When()(doc)
    return doc._.times, doc._.time_notes
