"""What holds for any text: the reading fits the contract, its spans slice true, and nothing depends on the company."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dateline.model.reading import Reading, schema
from dateline.model.report import Report

pytest.importorskip("dateline.reader.merge")

from dateline.reader.pipeline import Reader, load

VALIDATOR = jsonschema.Draft202012Validator(schema())
SETTINGS = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))

# Pieces of reports, put together as they come: more likely to set off a rule than letters drawn at random.
PIECES = (
    "The army said on Friday", "rebels had shelled the town of Sake", "killing at least 12 people", "wounding dozens",
    "President Maria Okello", "denied the report", "a ceasefire agreed last week", "in Khartoum",
    "more than 700 have died since May 3",
    "he told reporters", "“we will respond,”", "according to the ministry", "the attack", "between 10 and 15 soldiers",
    "\r\n", "\n\n", "\n", ". ", ", ", " ",
    "\u00a0", "\u200b", "e\u0301", "\U0001f4a5", "قتل ثلاثة", "北京", "İ", "ﬁ", "ß", "\x00", "’s",
)  # fmt: skip
TEXT = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join).map(str.upper),
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load()


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every span of a reading, wherever it stands."""
    if isinstance(value, dict):
        if set(value) == {"start", "end", "text"}:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def check(reading: Reading, report: Report) -> None:
    value = reading.model_dump(mode="json")
    VALIDATOR.validate(value)
    assert reading.report.text == report.text
    everything = {**value, "reasons": [reason.model_dump(mode="json") for reason in reading.reasons]}
    for span in spans(everything):
        assert 0 <= span["start"] < span["end"]
        assert report.text[span["start"] : span["end"]] == span["text"]
    assert Reading.from_json(reading.to_json()).to_json() == reading.to_json()


@SETTINGS
@given(TEXT, st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)))
@example("", None)
@example("\r\n\r\n", None)
@example("REBELS SHELLED THE TOWN OF SAKE KILLING TWELVE, THE ARMY SAID ON FRIDAY", date(2024, 2, 10))
def test_any_text_gives_a_sound_reading_twice_the_same(reader: Reader, text: str, day: date | None) -> None:
    report = Report(text=text, published=day)
    reading = reader.read(report)
    check(reading, report)
    assert reader.read(report).to_json() == reading.to_json()


@SETTINGS
@given(st.lists(TEXT, max_size=5), st.integers(1, 4))
def test_in_a_batch_as_alone(reader: Reader, texts: list[str], size: int) -> None:
    reports = [Report(text=text, published=date(2024, 2, 10)) for text in texts]
    alone = [reader.read(report).to_json() for report in reports]
    assert [reading.to_json() for reading in reader.pipe(reports, batch_size=size)] == alone
