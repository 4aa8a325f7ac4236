"""Plain text and what is wrong with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from dateline.errors import EmptyReport, IntakeError, NotText, TooLong
from dateline.intake import Given
from dateline.model.report import Report

ReportIn = Callable[..., Report]
ErrorIn = Callable[..., IntakeError]


@pytest.mark.parametrize(
    "text",
    [
        "\nRebels shelled Sake.\r\n\r\nFour people died.\r\n",
        "  Rebels\trolled in \u00a0 \n\n\n",
        "قتل ثلاثة أشخاص في هجوم على قرية",
        "A blast \U0001f4a5 hit Zoe\u0308's caf\u00e9 \U0001f469\u200d\U0001f692 in Ganja.",
        "Re\u200bbels sh\u00adelled S\u2060ake.\ufeff",
        "REBELS SHELLED SAKE ON MONDAY KILLING FOUR",
        "\x01\x02ZCZC\nRebels shelled Sake.\x03",
    ],
)
@pytest.mark.parametrize("name", ["report.txt", "-"])
def test_text_is_unchanged(report_in: ReportIn, text: str, name: str) -> None:
    assert report_in(text.encode(), name).text == text


@pytest.mark.parametrize("name", ["report.txt", "-"])
@pytest.mark.parametrize("data", [b"", b"  \r\n\t\n", b"\xef\xbb\xbf", "\u200b\u00a0\ufeff \u2060".encode(), b"\x00"])
def test_empty_and_white_space(error_in: ErrorIn, data: bytes, name: str) -> None:
    error = error_in(data, name)
    assert isinstance(error, EmptyReport)
    assert "nothing to read" in error.reason
    assert error.where == "standard input"


@pytest.mark.parametrize("name", ["report.txt", "-"])
def test_twenty_megabytes_are_refused_at_once(error_in: ErrorIn, name: str) -> None:
    data = b"Rebels shelled the town of Sake on Monday. " * 500_000
    begun = time.perf_counter()
    error = error_in(data, name)
    assert time.perf_counter() - begun < 0.5
    assert isinstance(error, TooLong)
    assert "split it into single reports" in error.reason


def test_one_line_of_a_million_characters(error_in: ErrorIn) -> None:
    assert isinstance(error_in(b"a" * 1_000_000, "report.txt"), TooLong)
    assert isinstance(error_in("я".encode() * 250_000, "report.txt"), TooLong)


def test_longest_report(report_in: ReportIn) -> None:
    assert len(report_in(b"a" * 100_000, "report.txt").text) == 100_000


def test_binary(error_in: ErrorIn) -> None:
    assert isinstance(error_in(bytes(range(256)) * 20, "report.txt"), NotText)


def test_given_values_and_content_id(report_in: ReportIn) -> None:
    given = Given(date(2020, 10, 18), "Title", "Paper")
    report = report_in(b"Rebels shelled Sake.", "report.txt", given)
    assert (report.published, report.title, report.publisher) == (date(2020, 10, 18), "Title", "Paper")
    assert report.id == report_in(b"Rebels shelled Sake.", "report.txt").id
    assert report.id != report_in(b"Rebels shelled Goma.", "report.txt").id


def test_date_in_the_future_is_told(report_in: ReportIn) -> None:
    report = report_in(b"Rebels shelled Sake.", "report.txt", Given(date(2999, 1, 1)))
    assert report.published == date(2999, 1, 1)
    assert report.warnings == ("published 2999-01-01 is in the future: check the date",)
