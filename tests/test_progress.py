"""How far a run has come: in words, in a log, on a terminal."""

from __future__ import annotations

from io import StringIO

import pytest

from dateline.progress import Log, duration, meter, progress_line


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (89, "89 s"), (90, "2 min"), (3600, "60 min"), (9000, "2.5 h")]
)
def test_duration(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((10.0, 50, 200, 20), "20 reports, 2.0 a second, about 30 s left"),
        ((10.0, 200, 200, 20), "20 reports, 2.0 a second, about 0 s left"),
        ((10.0, 50, 0, 2000), "2,000 reports, 200.0 a second"),
        ((0.0, 0, 200, 0), "0 reports, 0.0 a second"),
    ],
)
def test_progress_line(numbers: tuple[float, int, int, int], words: str) -> None:
    assert progress_line(*numbers) == words


def test_log_speaks_now_and_then() -> None:
    out = StringIO()
    patient, eager = Log(out, seconds=60), Log(out, seconds=0)
    patient.advance(1, 4, 1)
    assert out.getvalue() == ""
    eager.advance(1, 4, 1)
    assert out.getvalue().startswith("1 reports, ")


def test_silent_unless_wanted() -> None:
    out = Terminal()
    with meter(wanted=False, stream=out) as quiet:
        quiet.advance(1, 4, 1)
    assert out.getvalue() == ""


def test_bar_on_a_terminal() -> None:
    out = Terminal()
    with meter(wanted=True, stream=out) as bar:
        bar.advance(3, 4, 7)
    assert "75 %" in out.getvalue()
    assert "7 reports" in out.getvalue()
