"""Options that commands share, and what they open."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from dateline.console import printed_as_utf8
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.publish.rows import Form
    from dateline.record.filters import Filter
    from dateline.record.store import Record


class RowsFormat(StrEnum):
    """The forms of what a record is asked for."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


SUFFIXES: dict[str, Form] = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".txt": "table"}

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files (.txt, .html, .json, .jsonl), folders, or - for standard input."),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="YYYY-MM-DD", help='Day of publication, against which "on Friday" is resolved.'),
]
Title = Annotated[str | None, typer.Option(help="Title of the report.")]
Publisher = Annotated[str | None, typer.Option(help="Who published it.")]
Model = Annotated[str, typer.Option(metavar="NAME", help="An installed spaCy pipeline for English.")]
RecordAt = Annotated[
    str,
    typer.Option(
        "--record", metavar="FILE|URL", envvar="DATELINE_RECORD", show_envvar=True,
        help="The record: an SQLite file, or postgresql://user@host/database.",
    ),
]  # fmt: skip
Since = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="What ended on this day or later.")]
Until = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="What began on this day or earlier.")]
Place = Annotated[
    str | None,
    typer.Option("--where", metavar="PLACE", help="A place's name, a country's code (SYR), or a box WEST,SOUTH,EAST,NORTH."),
]  # fmt: skip
Actor = Annotated[str | None, typer.Option(metavar="NAME", help="Words of an actor's or recipient's name.")]
Types = Annotated[
    list[str] | None, typer.Option("--type", metavar="TYPE", help="A type of event (ASSAULT); may be repeated.")
]
MinSources = Annotated[int, typer.Option(min=0, help="Told by at least so many independent sources.")]
Disputed = Annotated[bool, typer.Option("--disputed", help="Only what somebody denies or doubts.")]
Form_ = Annotated[
    RowsFormat | None,
    typer.Option(
        "--format", help="Form of the output. Default: as FILE ends, else table on a terminal, jsonl otherwise."
    ),
]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no count; failures are still named.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who judges.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason.")]


def opened(record: str, *, write: bool = False) -> Record:
    """The record at a path or URL. Raises RecordError, UsageError."""
    from dateline.record.store import Record

    return Record(record, write=write)


def filter_of(
    since: str | None, until: str | None, where: str | None, actor: str | None, types: list[str] | None, min_sources: int,
    disputed: bool,
) -> Filter:  # fmt: skip
    """What the options ask for. Raises UsageError."""
    from dateline.record.filters import make

    return make(since, until, where, actor, types, min_sources, disputed)


def choose(asked: RowsFormat | None, output: Path | None) -> Form:
    """The form asked for; else what FILE's ending says; else a table for people and JSON lines for programs."""
    if asked:
        return asked.value
    if output:
        return SUFFIXES.get(output.suffix.lower(), "jsonl")
    return "table" if sys.stdout.isatty() else "jsonl"


@contextmanager
def written(output: Path | None, newline: str = "") -> Iterator[TextIO]:
    """FILE, or standard output in UTF-8 whatever the locale. Raises UsageError where FILE cannot be written."""
    if output is None:
        printed_as_utf8()
        yield sys.stdout
        return
    try:
        stream = output.open("w", encoding="utf-8", newline=newline)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}): give -o a file that can") from error
    with stream:
        yield stream
