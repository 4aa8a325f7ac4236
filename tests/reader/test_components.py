"""Each question is a spaCy component that works by itself, found by its name once the package is installed."""

from __future__ import annotations

from datetime import date

import pytest
import spacy

from dateline.reader.pipeline import BEFORE_PARSER, QUESTIONS, Reader
from dateline.settings import DEFAULT_MODEL


def test_when_alone_needs_no_model() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_when")
    doc = nlp.make_doc("They came on 3 May 2014.")
    doc = nlp(doc)
    assert [t.start for t in doc._.times] == [date(2014, 5, 3)]


def test_where_alone() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("dateline_where")
    assert [p.country for p in nlp("Fighting went on in Bamako.")._.places] == ["MLI"]


def test_how_many_alone() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("dateline_how_many")
    assert [(c.effect, c.best) for c in nlp("Shells killed 14 villagers.")._.counts] == [("killed", 14)]


@pytest.mark.parametrize("name", [*BEFORE_PARSER, *QUESTIONS])
def test_components_are_found_by_name(name: str) -> None:
    assert spacy.blank("en").has_factory(name)


def test_every_component_says_what_it_needs_and_something_gives_it(reader: Reader) -> None:
    given: set[str] = set()
    for name in QUESTIONS:
        meta = reader.nlp.get_pipe_meta(name)
        assert {r for r in meta.requires if r.startswith("doc._")} <= given, name
        given |= set(meta.assigns)
