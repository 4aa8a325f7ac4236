"""What the exports share: an incident's plain values, safe cells, and files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from dateline.model.reading import Event
from dateline.publish.exports.outlet import streamed
from dateline.publish.rows import safe
from dateline.record.model import Incident, Party, Stored

Reports = Mapping[str, Stored]
Target = BinaryIO | Path
HAPPENED = frozenset({"reported", "alleged", "disputed"})
"""Status of what is told as having happened. Formats without a status hold no other."""
CIVILIAN = frozenset({"CVL", "REF", "MED", "NGO", "EDU", "REL", "BUS"})
STATE = frozenset({"MIL", "COP", "SPY", "GOV"})
NON_STATE = frozenset({"REB", "UAF"})
QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3,
    "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""PLOVER's quad class of each type: verbal and material cooperation, verbal and material conflict."""


def happened(one: Incident) -> bool:
    """Whether it is told as having happened: not planned, not hypothetical, not negated."""
    return one.status in HAPPENED


def sides(one: Incident) -> tuple[Sequence[Party], Sequence[Party]]:
    """The two sides, where one can tell: actors and recipients; of two who fight or agree, one each; else all first."""
    if not one.recipients and one.type in ("ASSAULT", "AGREE") and len(one.actors) == 2:
        return one.actors[:1], one.actors[1:]
    return one.actors, one.recipients


def names(parties: Iterable[Party]) -> str:
    """Their names, parted by "; "."""
    return "; ".join(party.name for party in parties)


def events(one: Incident) -> Iterator[Event]:
    """The event of each of its versions."""
    return (version.event for version in one.versions)


def evidence(one: Incident) -> str:
    """The sentences that tell of it: of each report the first, with the report's id."""
    told: dict[str, str] = {}
    for version in one.versions:
        told.setdefault(version.report, " ".join(version.event.mentions[0].sentence.text.split()))
    return " | ".join(f"{text} [{report}]" for report, text in told.items())


def published(one: Incident, reports: Reports) -> list[Stored]:
    """Its reports as stored, in order of publication."""
    return [reports[id_] for id_ in one.reports if id_ in reports]


def urls(one: Incident, reports: Reports) -> list[str]:
    """Addresses of its reports."""
    return list(dict.fromkeys(stored.url for stored in published(one, reports) if stored.url))


def outlets(one: Incident) -> list[str]:
    """Who published its reports."""
    return list(dict.fromkeys(version.publisher for version in one.versions if version.publisher))


def days(one: Incident) -> tuple[date | None, date | None]:
    """First and last day."""
    return (one.time.start, one.time.end) if one.time else (None, None)


def length(one: Incident) -> int | None:
    """How many days the period has within which it happened; None where an end is open."""
    start, end = days(one)
    return (end - start).days + 1 if start and end else None


def text(value: Any) -> str:
    """A value in a format of plain columns: no tab, no line break; "" for None."""
    return "" if value is None else " ".join(str(value).replace("\x00", "").split())


@contextmanager
def opened(out: Target) -> Iterator[TextIO]:
    """UTF-8 text into a file, which appears when it is whole, or into a binary stream, which stays open.

    Line ends are the writer's. Raises UsageError where a file cannot be written.
    """
    with streamed(out) as stream:
        wrapped = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        try:
            yield wrapped
        finally:
            wrapped.flush()
            wrapped.detach()


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], out: Target) -> int:
    """CSV (RFC 4180) with a line of heads, and cells that no spreadsheet runs. Gives how many rows there are.

    Raises KeyError where a row lacks a column.
    """
    count = 0
    with opened(out) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([safe(row[column]) for column in columns])
            count += 1
    return count


def write_tabs(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]], out: Target, *, head: bool, missing: str
) -> int:
    """Values parted by tabs, without quotation marks around them; ``missing`` stands where there is none."""
    count = 0
    with opened(out) as stream:
        if head:
            stream.write("\t".join(columns) + "\n")
        for row in rows:
            cells = (row[column] for column in columns)
            stream.write("\t".join(_cell(cell) or missing for cell in cells) + "\n")
            count += 1
    return count


def _cell(value: Any) -> str:
    told = text(safe(value))
    return told.replace('"', "'")
