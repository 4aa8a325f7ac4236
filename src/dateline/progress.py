"""How far a run has come, on standard error: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

LOG_SECONDS = 30.0


class Meter(Protocol):
    """What a run tells of itself."""

    def advance(self, done: int, total: int, reports: int) -> None:
        """``done`` of ``total`` bytes are behind us (total 0: unknown), and so are ``reports`` reports."""


class Silent:
    """No progress: one report, or the user wants quiet."""

    def advance(self, done: int, total: int, reports: int) -> None:
        """Say nothing."""


class Log:
    """A line every half minute, for a run whose standard error is a file."""

    def __init__(self, stream: TextIO, seconds: float = LOG_SECONDS) -> None:
        self.stream, self.seconds = stream, seconds
        self.begun = self.told = time.monotonic()

    def advance(self, done: int, total: int, reports: int) -> None:
        """Say how far we are, if the last time was long enough ago."""
        now = time.monotonic()
        if now - self.told < self.seconds:
            return
        self.told = now
        print(progress_line(now - self.begun, done, total, reports), file=self.stream, flush=True)


def progress_line(seconds: float, done: int, total: int, reports: int) -> str:
    """Reports so far, reports a second, and the time left, by bytes, where the whole is known."""
    rate = reports / max(seconds, 1e-9)
    left = f", about {duration(seconds * (total - done) / done)} left" if total and 0 < done <= total else ""
    return f"{reports:,} reports, {rate:.1f} a second{left}"


def duration(seconds: float) -> str:
    """Seconds in words that suit their size."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


@contextmanager
def meter(*, wanted: bool, stream: TextIO | None = None) -> Iterator[Meter]:
    """A meter on ``stream`` (standard error), in the form that suits it; silent unless ``wanted``."""
    stream = stream or sys.stderr
    if not wanted:
        yield Silent()
    elif not stream.isatty():
        yield Log(stream)
    else:
        with _bar(stream) as bar:
            yield bar


@contextmanager
def _bar(stream: TextIO) -> Iterator[Meter]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(bar_width=30), TextColumn("{task.percentage:>3.0f} %  {task.fields[line]}"))
    console = Console(file=stream)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=True) as progress:
        task = progress.add_task("", total=None, line="starting")
        begun = time.monotonic()

        class Bar:
            def advance(self, done: int, total: int, reports: int) -> None:
                line = progress_line(time.monotonic() - begun, done, total, reports)
                progress.update(task, completed=done, total=total or None, line=line)

        yield Bar()
