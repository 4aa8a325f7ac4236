"""What all tests share: a reader, and the check that every finding points at its own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.model.reading import Reading
from dateline.reader.pipeline import Reader, load

PRIVATE = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The default reader, built once."""
    return load()


@pytest.fixture(scope="session")
def private() -> Path:
    """The folder of hand-read reports that are kept elsewhere; tests of it are skipped where it is not there."""
    if not PRIVATE.is_dir():
        pytest.skip("the hand-read reports are kept elsewhere and are not here")
    return PRIVATE


def spans_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every span below a value of a reading as JSON."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys() and isinstance(value["start"], int):
            yield value
        for each in value.values():
            yield from spans_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from spans_of(each)


@pytest.fixture(scope="session")
def assert_spans() -> Callable[[Reading], int]:
    """Assert that every span of a reading slices true; gives how many there were."""

    def check(reading: Reading) -> int:
        text = reading.report.text
        spans = list(spans_of(reading.model_dump(mode="json", exclude={"report"})))
        for span in spans:
            assert 0 <= span["start"] < span["end"] <= len(text)
            assert text[span["start"] : span["end"]] == span["text"]
        return len(spans)

    return check
