"""Near-copies by what they contain, agencies by where they are credited."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.record.agencies import agency_of
from dateline.record.copies import FEWEST, one_text, shingles, sketch

WORDS = [f"word{n}" for n in range(2000)]


def text(seed: int, length: int) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def test_a_brief_within_a_story_is_one_text() -> None:
    brief = text(1, 100)
    story = [*text(2, 150), *brief, *text(3, 150)]
    a, b = shingles(" ".join(brief)), shingles(" ".join(story))
    assert one_text(a, b) == one_text(b, a) == 1.0
    assert len(set(sketch(a)) & set(sketch(b))) >= 5


def test_two_stories_with_one_paragraph_in_common_are_two() -> None:
    common = text(1, 60)
    a, b = shingles(" ".join([*common, *text(2, 200)])), shingles(" ".join([*text(3, 200), *common]))
    assert one_text(a, b) is None


def test_short_texts_are_one_only_if_equal() -> None:
    a, b = shingles("Four people died in Homs today"), shingles("Four people died in Homs on Monday")
    assert len(a) < FEWEST and one_text(a, b) is None and one_text(a, a) == 1.0
    assert one_text(shingles(""), shingles("")) is None
    assert one_text(shingles("Homs"), shingles("HOMS!")) == 1.0


@given(st.text(), st.text())
def test_alike_both_ways(a: str, b: str) -> None:
    x, y = shingles(a), shingles(b)
    assert one_text(x, y) == one_text(y, x)
    assert set(sketch(x)) <= x


@pytest.mark.parametrize(
    ("report", "agency"),
    [
        ("BEIRUT (AFP) - At least 12 people were killed.", "AFP"),
        ("BAKU, Oct 17 (Reuters) - Missiles hit Ganja.", "Reuters"),
        ("KABUL, Afghanistan (AP) — A bomb killed nine.", "AP"),
        ("DAMASCUS, Aug. 6 (Xinhua) -- A car bomb exploded.", "Xinhua"),
        ("BAKU, October 17 /TASS/. Shells fell.", "TASS"),
        ("Syria strikes kill 15\nAFP\nAt least 15 people were killed.", "AFP"),
        ("Strikes kill 15 AFP Monday 9 Feb 2015 At least 15 people were killed.", "AFP"),
        ("A bomb killed nine people in the town.\n\n(Reporting by A. B.; Editing by C. D.) Source: Reuters", "Reuters"),
        ("A bomb killed nine people in the town. - AFP", "AFP"),
        ("He told AFP that nine people had died. Others told Reuters of twelve in the town.", None),
        ("Nine people died, according to SANA.", None),
        ("The AP photographer saw nine bodies in the street, and Reuters filmed them.", None),
        ("Nine people died there.", None),
    ],
)
def test_agency(report: str, agency: str | None) -> None:
    assert agency_of(report) == agency


def test_an_agency_is_its_own() -> None:
    assert agency_of("Nine people died.", "Reuters") == "Reuters"
