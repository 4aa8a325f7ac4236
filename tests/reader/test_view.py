"""The text as the language model sees it: same length always, ordinary case where the report has none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reader.view import restore_case, view

STORY = "rebels had shelled the town, the army said. four people were killed on monday, and ten were hurt."


@settings(deadline=None)  # the first text loads the word lists
@given(st.text() | st.text(alphabet="aİıßŉΣς .'\"\n\r\u00a0’A", max_size=200))
def test_same_length(text: str) -> None:
    for shape in (text, text.upper(), text.lower(), text.lower() * 5):
        assert len(view(shape)) == len(shape)


def test_ordinary_text_keeps_its_case() -> None:
    text = "Rebels had shelled Sake. Four people were killed near the US base, the UN said."
    assert view(text) == text


@pytest.mark.parametrize("text", [STORY, STORY.upper()])
def test_text_in_one_case_gets_an_ordinary_one(text: str) -> None:
    seen = view(text)
    assert seen.startswith("Rebels had shelled")
    assert ". Four people" in seen


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("a b", "A b"),
        ("'a (b)", "'A (b)"),
        ("a. b! c? d, e", "A. B! C? D, e"),
        ('he said no.\' (they left.) "they came"', 'He said no.\' (They left.) "They came"'),
        ("one\n\ntwo\nthree \n \n four", "One\n\nTwo\nthree \n \n Four"),
        ("  a", "  A"),
        ("at 3.5 km. 4 men", "At 3.5 km. 4 men"),
        ("a. ß", "A. ß"),
    ],
)
def test_sentence_starts(text: str, restored: str) -> None:
    assert restore_case(text) == restored


@pytest.mark.parametrize("filler", ["\n", " ", "\n ", "\r\n", ".", ".'", "'", '"(', "\u00a0"])
def test_long_runs_take_no_time(filler: str) -> None:
    begun = time.perf_counter()
    view(STORY + filler * (100_000 // len(filler)) + "5" + STORY)
    assert time.perf_counter() - begun < 1


def test_what_is_too_long_for_a_word_is_masked() -> None:
    link = "https://paper.example/" + "a" * 200
    assert view(f"Rebels ({link}) left.") == f"Rebels ({link}) left."
    assert view("Rebels " + "(." * 400 + " left.") == "Rebels " + "x" * 800 + " left."


CABLE = (
    "GUATEMALA CITY, 4 FEB 90 (ACAN-EFE) -- THE GUATEMALAN ARMY SAID ON MONDAY THAT COLONEL LUIS BARRIOS AND THE MARCH OF THE "
    "WORKERS OF QUETZALTENANGO WERE SAFE. THE REVOLUTIONARY UNITY (URNG) SAID NOTHING. IT IS NICE TO FIGHT FOR A CAUSE."
)


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_names_get_their_capitals_back(change: object) -> None:
    assert callable(change)
    seen = view(change(CABLE))
    for name in ("Guatemala", "Guatemalan", "Monday", "Colonel Luis Barrios", "Quetzaltenango"):
        assert name in seen
    for word in ("army", "workers", "safe", "nothing", "nice", "fight", "march"):
        assert f" {word}" in seen
    assert len(seen) == len(CABLE)


def test_initials_in_brackets_stay() -> None:
    assert "(URNG)" in view(CABLE)


def test_small_letter_text_with_a_menu_left_in_it_is_still_one() -> None:
    seen = view("police opened fire in lahore. two men died. the mayor said so. he was sad. Facebook Twitter Mail")
    assert "Lahore. Two men" in seen
