"""What the tests of intake share: bytes in, outcomes out, without a file."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from dateline.errors import IntakeError
from dateline.intake import Given, Outcome, Source, Taken, take
from dateline.intake.paths import KINDS
from dateline.model.report import Report


def outcomes_of(data: bytes, name: str = "-", given: Given | None = None) -> list[Outcome]:
    """What intake makes of ``data``, as if it stood in a file of this ``name`` (``-``: standard input)."""
    kind = KINDS.get(Path(name).suffix, "unknown")
    return list(take(Source(None, kind, len(data)), given or Given(), BytesIO(data)))


@pytest.fixture(scope="session")
def outcomes() -> Callable[..., list[Outcome]]:
    return outcomes_of


@pytest.fixture(scope="session")
def report_in() -> Callable[..., Report]:
    def only(data: bytes, name: str = "-", given: Given | None = None) -> Report:
        (outcome,) = outcomes_of(data, name, given)
        assert isinstance(outcome, Taken), outcome
        return outcome.report

    return only


@pytest.fixture(scope="session")
def error_in() -> Callable[..., IntakeError]:
    def only(data: bytes, name: str = "-") -> IntakeError:
        (outcome,) = outcomes_of(data, name)
        assert isinstance(outcome, IntakeError), outcome
        return outcome

    return only
