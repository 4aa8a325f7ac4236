"""One truce over many reports."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from by_hand import entity, mention, on
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.reading import Agreement
from dateline.model.reading import Source as Report
from dateline.record.pacts import pacts

APRIL_18 = date(2023, 4, 18)
Told = tuple[Report, list[Agreement]]


def told(id_: str, days: int, state: str, words: str = "The ceasefire holds", **given: Any) -> Told:
    fields: dict[str, Any] = {
        "id": "a1",
        "kind": "ceasefire",
        "parties": (entity("Sudan's army"), entity("Rapid Support Forces")),
        "state": state,
        "mentions": (mention(words, "ceasefire"),),
        "confidence": 0.8,
    }
    report = Report(id=id_, publisher="Nile Wire", published=APRIL_18 + timedelta(days), language="en", text="")
    return report, [Agreement(**{**fields, **given})]


def test_a_truce_from_agreed_to_collapsed() -> None:
    steps = [("a", 0, "agreed"), ("b", 1, "in_force"), ("c", 2, "violated"), ("d", 3, "collapsed")]
    (one,) = pacts([told(*s) for s in reversed(steps)])
    assert [(c.report, c.state) for c in one.changes] == [(r, s) for r, _, s in steps]
    assert (one.state, one.parties) == ("collapsed", ("Sudan's army", "Rapid Support Forces"))


def test_a_report_that_looks_back_undoes_nothing() -> None:
    (one,) = pacts([told("a", 0, "agreed"), told("b", 1, "violated"), told("c", 2, "agreed")])
    assert one.state == "violated"


def test_an_extension_is_a_state() -> None:
    (one,) = pacts([told("a", 0, "in_force"), told("b", 3, "agreed", "Both sides agreed to extend the ceasefire")])
    assert one.state == "extended"


def test_a_new_truce_after_a_collapse_is_another_one() -> None:
    found = pacts([told("a", 0, "agreed"), told("b", 3, "collapsed"), told("c", 9, "agreed")])
    assert [p.state for p in found] == ["collapsed", "agreed"]


def test_other_parties_kinds_and_days_are_other_pacts() -> None:
    others = [
        told("a", 0, "agreed"),
        told("b", 0, "agreed", parties=(entity("Israel", country="ISR", kind="country"), entity("Hamas"))),
        told("c", 0, "agreed", kind="prisoner_exchange"),
        told("d", 20, "agreed", agreed=on(date(2023, 5, 8))),
    ]
    dated = told("a", 0, "agreed", agreed=on(APRIL_18))
    assert len(pacts([dated, *others[1:]])) == len(others)


def test_a_government_is_its_state() -> None:
    kyiv = told(
        "a",
        0,
        "agreed",
        parties=(entity("Kyiv", country="UKR", sector="GOV"), entity("Russia", country="RUS", kind="country")),
    )
    ukraine = told(
        "b",
        1,
        "in_force",
        parties=(entity("Ukraine", country="UKR", kind="country"), entity("Moscow", country="RUS", sector="GOV")),
    )
    assert len(pacts([kyiv, ukraine])) == 1


def test_a_truce_without_parties_is_known_by_its_words_for_some_days() -> None:
    words = "The ceasefire in Aleppo, brokered in Geneva, was broken"
    assert len(pacts([told("a", 0, "agreed", words), told("b", 2, "violated", words, parties=())])) == 1
    assert len(pacts([told("a", 0, "agreed", words), told("b", 40, "violated", words, parties=())])) == 2


@given(
    st.lists(
        st.tuples(st.integers(0, 80), st.sampled_from(["agreed", "in_force", "violated", "collapsed"])), min_size=1
    ),
    st.integers(),
)
def test_any_order_gives_the_same_pacts(steps: list[tuple[int, str]], seed: int) -> None:
    given = [told(f"r{n}", days, state) for n, (days, state) in enumerate(steps)]
    shuffled = list(given)
    Random(seed).shuffle(shuffled)
    found = pacts(shuffled)
    assert found == pacts(given)
    assert sorted(c.report for p in found for c in p.changes) == sorted(r.id for r, _ in given)
