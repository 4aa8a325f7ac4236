"""The reading at a terminal, and the words it is put in."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from dateline.model.reading import Coder, Entity, Reading, Source, Time
from dateline.model.span import Span
from dateline.publish import table, words

SPAN = Span.of("x", 0, 1)


def shown(reading: Reading, width: int = 100, *, explain: bool = False, colour: bool = False) -> str:
    out = io.StringIO()
    table.render(reading, Console(file=out, width=width, force_terminal=colour, color_system=None), explain=explain)
    return out.getvalue()


def test_every_question_is_answered_with_its_words(reading: Reading) -> None:
    text = shown(reading, 200)
    for line in (
        "Shells hit Sake · The Kivu Post, 8 February 2024 · 2 events (1 disputed), 1 toll, 1 agreement",
        "1  Attack or fighting: heavy weapons  [disputed]",
        "who           M23 (eastern Congo, rebels or separatists) “its fighters”",
        "people (Democratic Republic of the Congo, civilians) “12 people”",
        "(city or town; -1.570, 29.040) “Sake”",
        "when          6 February 2024 “on Tuesday”",
        "numbers       killed 12 “12 people”",
        "injured at least 41 civilians “more than 40 others”",
        "weapon        mortars “mortars”",
        "how sure      sure (0.90)",
        "evidence      “Shells hit the market of Sake on Tuesday",
        "about         event 1",
        "Toll: killed at least 901",
        "since         since 1 January 2024 “since January”",
        "1  Ceasefire  [strained]",
        "agreed        unresolved: “on Saturday”",
        "Warning: One paragraph is not English.",
    ):
        assert line in text or line.replace("Democratic Republic of the Congo", "DR Congo") in text, line


def test_each_side_of_a_dispute_is_named(reading: Reading) -> None:
    lines = shown(reading, 200).splitlines()
    sides = [line.split()[0] for line in lines if line.strip().startswith(("for ", "against "))]
    assert sides == ["for", "against"]
    assert any("Jean Bora, spokesman (rebels or separatists) denies it “Jean Bora denied”" in line for line in lines)


def test_reasons_only_when_asked(reading: Reading) -> None:
    reason = "why           type: trigger “hit” of the lexicon “hit”"
    assert reason in shown(reading, explain=True)
    assert "why " not in shown(reading)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(reading: Reading, width: int) -> None:
    lines = shown(reading, width, explain=True).splitlines()
    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_report_cannot_speak_to_the_terminal(hostile: Reading) -> None:
    text = shown(hostile, 200, explain=True)
    assert "[bold]" in text
    assert not {"\x1b", "\u202e"} & set(text)


def test_nothing_found() -> None:
    empty = Reading(report=Source(id="r", language="en", text=""), coder=Coder(version="0", model="m"))
    assert shown(empty) == "r · no date of publication · no events, no tolls, no agreements\n\n"


def test_tens_are_not_none() -> None:
    assert words.count(10, "event") == "10 events"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((12, 12, 12), "12"), ((41, 41, None), "at least 41"), ((None, 80, 80), "at most 80"),
        ((None, 50, None), "about 50"), ((10, None, 15), "10 to 15"), ((20000, None, None), "at least 20,000"),
        ((10, 12, 15), "10 to 15 (best 12)"), ((None, None, None), "an unknown number"),
    ],
)  # fmt: skip
def test_numbers(numbers: tuple[int | None, int | None, int | None], said: str) -> None:
    assert words.number(*numbers) == said


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (Time(start=day("2020-10-18"), end=day("2020-10-18"), precision="day", span=SPAN), "18 October 2020"),
        (Time(start=day("2020-10-01"), end=day("2020-10-31"), precision="month", span=SPAN), "October 2020"),
        (Time(start=day("2020-10-01"), end=day("2020-10-17"), precision="range", span=SPAN), "1–17 October 2020"),
        (Time(start=day("1994-01-01"), end=day("1994-12-31"), precision="year", span=SPAN), "1994"),
        (Time(start=day("2020-12-28"), end=day("2021-01-03"), precision="week", span=SPAN),
         "week of 28 December 2020 – 3 January 2021"),
        (Time(start=day("2020-09-27"), end=None, precision="day", span=SPAN), "from 27 September 2020"),
        (Time(start=None, end=day("2020-09-27"), precision="day", relation="before", span=SPAN),
         "before 27 September 2020"),
        (Time(start=None, end=None, precision="day", relation="until", span=SPAN), "until unresolved"),
    ],
)  # fmt: skip
def test_times(time: Time, said: str) -> None:
    assert words.time(time) == said


def test_name_and_country_are_not_said_twice() -> None:
    assert words.entity(Entity(name="Sudan", country="SDN", sector="GOV", span=SPAN)) == "Sudan (government)"


def test_a_long_sentence_is_cut_around_what_happened() -> None:
    text = "Before " + "long " * 60 + "rebels shelled the camp " + "again " * 60 + "today."
    start = text.index("shelled")
    said = words.around(Span.of(text, start, start + 7), Span.of(text, 0, len(text)))
    assert said.startswith("“… ") and said.endswith(" …”") and " shelled " in said
    assert len(said) <= words.QUOTE_LENGTH + 6


@given(text=st.text(min_size=1, max_size=300), length=st.integers(min_value=10, max_value=60))
def test_shortened_text_fits_and_begins_alike(text: str, length: int) -> None:
    said = words.shorten(text, length)
    assert len(said) <= length
    assert words.clean(text).startswith(said.removesuffix(" …"))


@given(text=st.text(min_size=1, max_size=200), data=st.data())
def test_any_words_can_be_quoted_in_their_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    said = words.around(Span.of(text, start, end), Span.of(text, 0, len(text)), 40)
    assert words.clean(text[start:end]) in words.clean(said)


def test_publisher_may_be_missing(build: Callable[..., Reading]) -> None:
    assert "Shells hit Sake · 8 February 2024" in shown(build(publisher=None))


def test_a_part_names_its_whole(reading: Reading) -> None:
    whole, part = reading.events[0].casualties
    event = reading.events[0].model_copy(
        update={"casualties": (whole, part.model_copy(update={"part_of": "c1", "effect": "killed"}))}
    )
    text = shown(reading.model_copy(update={"events": (event,)}), 200)
    assert "killed at least 41 civilians, among the 12 “more than 40 others”" in text
