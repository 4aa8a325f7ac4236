"""Readings out, one writer a format, each as soon as it can: what was read stays, whatever comes after.

A writer is a context manager around a text stream; ``write`` takes one reading. Leaving it completes the output, also
after Ctrl-C: a list of JSON is closed, a page is written with the readings that there are.
"""

from __future__ import annotations

import json
from types import TracebackType
from typing import Any, Literal, TextIO

from dateline.model.reading import Reading

Format = Literal["table", "json", "jsonl", "html"]
SUFFIXES: dict[str, Format] = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".html": "html", ".htm": "html"}


class Writer:
    """Base of the writers. ``explain`` adds to each reading which words and rules led to each field."""

    def __init__(self, out: TextIO, *, explain: bool = False) -> None:
        self.out = out
        self.explain = explain

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A reader of our output that has gone away wants no more of it.
        if not isinstance(error, BrokenPipeError):
            self.finish()

    def write(self, reading: Reading) -> None:
        """Put one reading out."""
        raise NotImplementedError

    def finish(self) -> None:
        """Complete the output."""
        self.out.flush()


class JsonLines(Writer):
    """One reading a line, flushed line by line."""

    def write(self, reading: Reading) -> None:
        """Put one reading out."""
        self.out.write(as_json(reading, explain=self.explain) + "\n")
        self.out.flush()


class JsonList(Writer):
    """One list, indented for the eye; a list also where there is one reading or none."""

    written = 0

    def write(self, reading: Reading) -> None:
        """Put one reading out."""
        self.out.write("[\n" if not self.written else ",\n")
        self.out.write(as_json(reading, explain=self.explain, indent=1))
        self.out.flush()
        self.written += 1

    def finish(self) -> None:
        """Close the list."""
        self.out.write("\n]\n" if self.written else "[]\n")
        self.out.flush()


class Table(Writer):
    """For people: colours and the terminal's width on a terminal, plain text of 100 columns in a file."""

    def __init__(self, out: TextIO, *, explain: bool = False) -> None:
        super().__init__(out, explain=explain)
        from rich.console import Console

        self.console = Console(file=out, width=None if out.isatty() else 100)

    def write(self, reading: Reading) -> None:
        """Put one reading out."""
        from dateline.publish.table import render

        render(reading, self.console, explain=self.explain)
        self.out.flush()


class Page(Writer):
    """One HTML page of all readings, written at the end."""

    def __init__(self, out: TextIO, *, explain: bool = False) -> None:
        super().__init__(out, explain=explain)
        self.readings: list[Reading] = []

    def write(self, reading: Reading) -> None:
        """Keep one reading for the page."""
        self.readings.append(reading)

    def finish(self) -> None:
        """Write the page, unless nothing was read."""
        if self.readings:
            from dateline.publish.page import render

            self.out.write(render(self.readings, explain=self.explain))
        self.out.flush()


WRITERS: dict[Format, type[Writer]] = {"table": Table, "json": JsonList, "jsonl": JsonLines, "html": Page}


def as_json(reading: Reading, *, explain: bool = False, indent: int | None = None) -> str:
    """The reading as JSON; with ``explain``, its reasons under ``coder.explanation`` (the contract allows it)."""
    if not explain:
        return reading.to_json(indent=indent)
    value: dict[str, Any] = reading.model_dump(mode="json")
    value["coder"]["explanation"] = [reason.model_dump(mode="json") for reason in reading.reasons]
    separators = (",", ":") if indent is None else None
    return json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
