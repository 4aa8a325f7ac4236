"""Which versions meet: all that can be one event, and few besides."""

from __future__ import annotations

from datetime import date, timedelta

from by_hand import killed, on, place, version
from hypothesis import given
from hypothesis import strategies as st

from dateline.record.blocking import keys, pairs

NEARBY = 0.15
"""Degrees, about 15 km."""


@given(
    st.floats(-70, 70),
    st.floats(-179, 179),
    st.floats(-NEARBY, NEARBY),
    st.floats(-NEARBY, NEARBY),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    st.integers(-1, 1),
)
def test_neighbours_in_place_and_time_meet(
    lat: float, lon: float, north: float, east: float, day: date, later: int
) -> None:
    a = version("r1", place=place("A", lat, lon), time=on(day), casualties=(), words="Fire")
    other = day + timedelta(later)
    b = version("r2", place=place("B", lat + north, lon + east), time=on(other), casualties=(), words="Smoke")
    assert keys(a) & keys(b)


def test_without_a_place_figures_and_rare_words_meet() -> None:
    a = version("r1", place=None, words="The Zaytuna pharmacy burned")
    assert keys(a) & keys(version("r2", place=None, words="Nothing alike", casualties=(killed(12),)))
    assert keys(a) & keys(version("r2", place=None, words="Zaytuna pharmacy hit", casualties=()))
    assert not keys(a) & keys(version("r2", place=None, words="Nothing alike", casualties=(killed(15),)))


def test_other_types_and_years_do_not_meet() -> None:
    a = version("r1")
    assert not keys(a) & keys(version("r2", type="PROTEST"))
    assert not keys(a) & keys(version("r2", time=on(date(2021, 5, 4)), published=date(2021, 5, 5)))


def test_the_number_of_keys_is_bounded() -> None:
    long = " ".join(f"zaytuna{n} pharmacy{n}" for n in range(500))
    many = tuple(killed(n + 5) for n in range(3))
    assert len(keys(version("r1", words=long, casualties=many, time=on(date(2020, 5, 1), date(2020, 5, 30))))) < 250


def test_pairs_come_once() -> None:
    found = [(a.key, b.key) for a, b in pairs([version("r2"), version("r1"), version("r3")])]
    assert sorted(found) == [("r1/e1", "r2/e1"), ("r1/e1", "r3/e1"), ("r2/e1", "r3/e1")]
