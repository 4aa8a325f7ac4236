"""Rarity of words."""

from __future__ import annotations

import doctest

import pytest

from dateline.record import claims, words
from dateline.record.words import names, rare, said, shared, states


@pytest.mark.parametrize("module", [words, claims])
def test_the_examples_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_common_words_days_and_states_say_nothing() -> None:
    assert set(rare(("The attack killed people in Syria on Tuesday, 4 May",))) == set()


def test_a_plural_and_an_accent_make_no_difference() -> None:
    share, both = shared(rare(("the pharmacies of Zaytūna",)), rare(("a pharmacy in Zaytuna",)))
    assert set(both) == {"zaytuna", "pharmacy"} and share == 1.0


def test_nothing_shares_nothing() -> None:
    assert shared({}, rare(("Zaytuna",))) == (0.0, ())


def test_names_and_states() -> None:
    assert names(said(("Rockets fell on Khan Sheikhoun.",)), "Khan Sheikhoun")
    assert not names(said(("Rockets fell on Khan Younis.",)), "Khan Sheikhoun")
    assert states("Russian and Ukrainian forces") == ("RUS", "UKR")
