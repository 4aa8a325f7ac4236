"""Who is acted on, where the verb itself acts on nobody; and acts that a modal verb tells."""

from __future__ import annotations

import pytest

from dateline.model.report import Report
from dateline.reader.pipeline import Reader


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("The United States lifted its embargo against Libya on Monday.", "CONCEDE", "United States", "Libya"),
        ("Norway suspended military aid to Indonesia after the killings.", "SANCTION", "Norway", "Indonesia"),
        ("Russia said on Friday that Israel must end its attacks.", "REQUEST", "Russia", "Israel"),
        ("France returned the remains of three kings to Algeria.", "RETREAT", "France", "Algeria"),
        ("North Korea threatened to shell South Korea.", "THREATEN", "North Korea", "South Korea"),
    ],
)
def test_whom_by_way_of_what(reader: Reader, text: str, kind: str, actor: str, recipient: str) -> None:
    events = [e for e in reader.read(Report(text=text)).events if e.type == kind]
    assert (actor, recipient) in [(a.name, r.name) for e in events for a in e.actors for r in e.recipients]
    assert {a.name for e in events for a in e.actors} == {actor}


@pytest.mark.parametrize(
    "text",
    [
        "The notes demonstrate clearly why the bureau saw no need to act.",
        "The charity received widespread support from the party.",
        "The Clinton and Trump campaigns traded barbs over the weekend.",
        "The new sanctions target individuals who supply oil.",
    ],
)
def test_senses_that_need_more_are_no_events(reader: Reader, text: str) -> None:
    events = reader.read(Report(text=text)).events
    assert not [e for e in events if e.type in {"PROTEST", "CONSULT", "ASSAULT"}]


def test_what_one_went_on_to_do_was_done(reader: Reader) -> None:
    (event,) = [
        e
        for e in reader.read(Report(text="Thousands turned out in Aleppo to protest the killings.")).events
        if e.type == "PROTEST"
    ]
    assert event.status == "reported"


def test_an_event_is_where_its_words_point(reader: Reader) -> None:
    text = "Troops entered the town of Jaramana on Monday. A car bomb then killed nine people in the town."
    (event,) = [e for e in reader.read(Report(text=text)).events if "bomb" in str(e.mentions)]
    assert event.place is not None and event.place.name == "Jaramana"
