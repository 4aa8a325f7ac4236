"""Three rules that choose among reported figures; none reckons a new one."""

from __future__ import annotations

from datetime import date

import pytest
from by_hand import span, version
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.reading import Casualty
from dateline.publish.exports.figures import Casualties, estimate, usual_rule
from dateline.record.account import incident
from dateline.record.model import Incident

Bounds = tuple[int | None, int | None, int | None]


def told(*figures: Bounds, words: str = "") -> Incident:
    """An incident that one report a day tells of, each with a figure of people killed."""
    made = []
    for number, (low, best, high) in enumerate(figures):
        hurt = Casualty(
            id="c1", effect="killed", low=low, best=best, high=high, span=span(words or f"{low or best or high}")
        )
        made.append(version(f"r{number}", published=date(2020, 5, 5 + number), casualties=(hurt,)))
    return incident(made)


def three(one: Incident, rule: str) -> Bounds:
    found = estimate(one, "killed", Casualties(rule))
    return found.low, found.best, found.high


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (((12, 12, 12), (15, 15, 15)), {"range": (12, None, 15), "ucdp": (12, 15, 15), "acled": (12, 12, 12)}),
        (((15, 15, 15), (12, 12, 12)), {"range": (12, None, 15), "ucdp": (12, 12, 15), "acled": (12, 12, 12)}),
        (((12, 12, 12), (12, 12, 12)), {"range": (12, 12, 12), "ucdp": (12, 12, 12), "acled": (12, 12, 12)}),
        (((12, 12, None),), {"range": (12, None, None), "ucdp": (12, 12, 12), "acled": (12, 12, 12)}),
        (((9, 9, 9), (12, 12, None)), {"range": (9, None, None), "ucdp": (9, 9, 12), "acled": (9, 9, 9)}),
        (((None, 80, 80),), {"range": (None, None, 80), "ucdp": (80, 80, 80), "acled": (80, 80, 80)}),
    ],
)
def test_rules(figures: tuple[Bounds, ...], expected: dict[str, Bounds]) -> None:
    assert {rule: three(told(*figures), rule) for rule in expected} == expected


@pytest.mark.parametrize(
    ("words", "low", "people"), [("dozens", 24, 12), ("hundreds", 200, 100), ("several", 3, 3), ("at least 24", 24, 24)]
)
def test_acled_counts_vague_words_its_own_way(words: str, low: int, people: int) -> None:
    assert three(told((low, None, None), words=words), "acled") == (people,) * 3


def test_nobody_said_how_many() -> None:
    assert three(incident([version(casualties=())]), "ucdp") == (None, None, None)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=5), st.sampled_from(list(Casualties)))
def test_every_number_was_reported(numbers: list[int], rule: Casualties) -> None:
    found = estimate(told(*((n, n, n) for n in numbers)), "killed", rule)
    assert {found.low, found.best, found.high} - {None} <= set(numbers)
    assert (found.low or 0) <= (found.high or 0)


def test_a_format_has_its_own_rule() -> None:
    assert [usual_rule(name).value for name in ("acled", "ucdp", "csv")] == ["acled", "ucdp", "range"]
