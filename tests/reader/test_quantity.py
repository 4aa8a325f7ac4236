"""Words of number -> low, best, high: the codebook's table, and any words at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reader.quantity import find, read


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [
        ("12", 12, 12, 12),
        ("2,500", 2500, 2500, 2500),
        ("280000", 280000, 280000, 280000),
        ("1.2 million", 1_200_000, 1_200_000, 1_200_000),
        ("twenty-one", 21, 21, 21),
        ("two hundred", 200, 200, 200),
        ("two hundred and five", 205, 205, 205),
        ("three hundred thousand", 300_000, 300_000, 300_000),
        ("a hundred", 100, 100, 100),
        ("a dozen", 12, 12, 12),
        ("two dozen", 24, 24, 24),
        ("half a dozen", 6, 6, 6),
        ("a couple of", 2, 2, 2),
        ("a pair", 2, 2, 2),
        ("at least 12", 12, 12, None),
        ("no fewer than nine", 9, 9, None),
        ("at least another 12", 12, 12, None),
        ("300 or more", 300, 300, None),
        ("more than 40", 41, 41, None),
        ("over 40", 41, 41, None),
        ("more than two dozen", 25, 25, None),
        ("nearly 80", None, 80, 80),
        ("almost 80", None, 80, 80),
        ("close to half a million", None, 500_000, 500_000),
        ("up to 80", None, 80, 80),
        ("as many as 80", None, 80, 80),
        ("fewer than 80", None, 79, 79),
        ("under 80", None, 79, 79),
        ("about 50", None, 50, None),
        ("some 50", None, 50, None),
        ("around a dozen", None, 12, None),
        ("between 10 and 15", 10, None, 15),
        ("10 to 15", 10, None, 15),
        ("10-15", 10, None, 15),
        ("three or four", 3, None, 4),
        ("two to three hundred", 200, None, 300),
        ("several", 3, None, None),
        ("several hundred", 300, None, None),
        ("dozens", 24, None, None),
        ("scores", 40, None, None),
        ("hundreds", 200, None, None),
        ("thousands", 2000, None, None),
        ("tens of thousands", 20_000, None, None),
        ("hundreds of thousands", 200_000, None, None),
    ],
)
def test_the_codebooks_table(words: str, low: int | None, best: int | None, high: int | None) -> None:
    assert read(words) == (low, best, high)


@pytest.mark.parametrize(
    "words", ["", "many", "a", "a few", "one two", "12 people", "tens", "0.5", "1,5", "12345678901234", "scoreboard"]
)
def test_no_single_number(words: str) -> None:
    assert read(words) is None


def test_two_numbers_of_a_rise_are_no_range() -> None:
    assert [q.values for q in find(["it", "rose", "from", "10", "to", "15"])] == [(10, 10, 10), (15, 15, 15)]


def test_a_bound_belongs_to_one_number() -> None:
    found = find(["more", "than", "30", "soldiers", "and", "12", "guards"])
    assert [(q.start, q.end, q.values) for q in found] == [(0, 3, (31, 31, None)), (5, 6, (12, 12, 12))]


VOCABULARY = [
    "a", "of", "and", "or", "to", "-", "between", "from", "at", "least", "more", "than", "nearly", "two",
    "twenty", "one", "hundred", "thousand", "dozen", "dozens", "tens", "several", "7", "1,200", "3.5",
    "million", "people",
]  # fmt: skip


@given(st.lists(st.sampled_from(VOCABULARY) | st.text(max_size=6), max_size=14))
def test_any_words_give_ordered_sound_quantities(words: list[str]) -> None:
    end = 0
    for q in find(words):
        assert end <= q.start <= q.number < q.end <= len(words)
        end = q.end
        told = [v for v in q.values if v is not None]
        assert told and all(v >= 0 for v in told) and told == sorted(told)


@given(st.integers(0, 999_999_999))
def test_digits_read_as_themselves(number: int) -> None:
    assert read(f"{number:,}") == (number, number, number)
