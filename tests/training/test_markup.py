from __future__ import annotations

import pytest
from markup import CORPUS, MarkupError, items, parse

from dateline.reader.weights import about

LINE = (
    "[A1 D2|The army] {1 REJECT|denied} that [A2|its men] had {2 ASSAULT/firearms alleged|fired on} [R2 N2|six people]."
)


def test_marks_come_off_and_leave_spans_into_the_text() -> None:
    item = parse(LINE)
    assert item.text == "The army denied that its men had fired on six people."
    assert [(e.type, e.mode, e.status) for e in item.events.values()] == [
        ("REJECT", None, "reported"),
        ("ASSAULT", "firearms", "alleged"),
    ]
    assert [item.text[a:b] for e in item.events.values() for a, b in e.mentions] == ["denied", "fired on"]
    assert {(role, n, item.text[a:b]) for role, n, a, b in item.arguments} == {
        ("A", 1, "The army"),
        ("D", 2, "The army"),
        ("A", 2, "its men"),
        ("R", 2, "six people"),
        ("N", 2, "six people"),
    }


def test_a_second_mention_is_one_event() -> None:
    item = parse("{1 ASSAULT|Shelling} {=1|killed} [R1|two].")
    assert [item.text[a:b] for a, b in item.events[1].mentions] == ["Shelling", "killed"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{1 ATTACK|hit} it", "no type 'ATTACK'"),
        ("{1 ASSAULT/demo|hit} it", "ASSAULT has no mode 'demo'"),
        ("{1 ASSAULT maybe|hit} it", "no status 'maybe'"),
        ("[A2|They] {1 ASSAULT|hit} it", "event 2, which is not opened"),
        ("{=1|hit} it", "a second mention of event 1"),
        ("{1 ASSAULT|hit} {1 ASSAULT|struck}", "opened twice"),
        ("[X1|They] {1 ASSAULT|hit} it", "no role 'X'"),
        ("[A1|They {1 ASSAULT|hit} it", "a broken mark"),
        ("[A1| They] {1 ASSAULT|hit} it", "blanks at the edge"),
    ],
)
def test_what_is_wrong_is_said(line: str, says: str) -> None:
    with pytest.raises(MarkupError, match=says):
        parse(line)


def test_the_corpus_parses_and_repeats_nothing() -> None:
    texts = [item.text for path in sorted(CORPUS.glob("*.txt")) for _, item in items(path)]
    assert len(texts) >= 5000
    assert len(set(texts)) == len(texts)


def test_the_weights_were_trained_on_this_corpus() -> None:
    """Whoever changes the corpus trains again: the weights name the lines that they saw."""
    assert about()["corpus"] == sum(1 for path in CORPUS.glob("*.txt") for _ in items(path))
