"""What a record gives, as a table for people, JSON, JSON lines or CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, TextIO

from dateline.publish.words import clean
from dateline.record.results import Results

Form = Literal["table", "json", "jsonl", "csv"]
Row = Mapping[str, Any]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What a spreadsheet may take for the beginning of a formula or a call of another program."""
WIDTH_IN_FILES = 140
SHOWN: dict[str, tuple[str, ...]] = {
    "incidents": ("id", "day", "type", "place", "actors", "recipients", "killed", "injured", "sources", "status"),
    "tolls": ("scope", "of", "effect", "source", "as_of", "figure", "report", "flags"),
    "claims": ("incident", "words", "asserted_by", "denied_by", "first_seen", "sources_for", "sources_against"),
    "agreements": ("id", "kind", "parties", "mediators", "agreed", "state", "changes"),
}
"""Columns of each table for people; the other forms hold everything."""


def write(found: Results[Any], kind: str, form: Form, out: TextIO) -> None:
    """Put ``found`` out. ``kind`` names its table in ``SHOWN``."""
    if form == "csv":
        write_csv(found.rows(), out)
    elif form == "table":
        write_table([_shown(row) for row in found.rows()], SHOWN[kind], out)
    else:
        write_json(found.records(), form, out)


def write_json(records: Sequence[Row], form: Form, out: TextIO) -> None:
    """One object a line, or one list indented for the eye."""
    if form == "jsonl":
        out.writelines(json.dumps(record, ensure_ascii=False, default=str) + "\n" for record in records)
    else:
        out.write(json.dumps(records, ensure_ascii=False, default=str, indent=1) + "\n")


def write_csv(rows: Sequence[Row], out: TextIO) -> None:
    """CSV (RFC 4180) with a line of heads; text that a spreadsheet would run as a formula is led by an apostrophe."""
    if not rows:
        return
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows[0])
    writer.writerows([safe(value) for value in row.values()] for row in rows)


def safe(value: Any) -> Any:
    """A cell that a spreadsheet shows and does not run. Numbers are numbers, also below zero."""
    if value is None or isinstance(value, (int, float, date, datetime)):
        return "" if value is None else value
    text = str(value).replace("\x00", "")
    # Spreadsheets strip what stands before: white space, and the full-width forms that some read as the plain ones.
    begins = text.lstrip(" \u00a0\u200b\ufeff'\"")[:1]
    return "'" + text if text[:1] in FORMULA or begins in (*FORMULA, "＝", "＋", "－", "＠") else text


def write_table(rows: Sequence[Row], heads: Sequence[str], out: TextIO) -> None:
    """A table of a terminal's width, or of a fixed one in a file; every cell whole, broken over lines."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for head in heads:
        table.add_column(head.replace("_", " "), overflow="fold", no_wrap=head in ("id", "day"))
    for row in rows:
        table.add_row(*(Text(_text(row.get(head))) for head in heads))
    Console(file=out, width=None if out.isatty() else WIDTH_IN_FILES).print(table)


def _shown(row: Row) -> Row:
    told = dict(row)
    for name, make in _MADE.items():
        told.setdefault(name, make(row))
    if row.get("mode"):
        told["type"] = f"{row['type']} {row['mode']}"
    if row.get("country") and row.get("place"):
        told["place"] = f"{row['place']}, {row['country']}"
    return told


def _day(row: Row) -> str:
    start, end = row.get("start"), row.get("end")
    return "" if not (start or end) else str(start) if start == end else f"{start or '..'}/{end or '..'}"


def _figure(row: Row) -> str:
    low, best, high = (row.get(name) for name in ("low", "best", "high"))
    if low is not None and low == best == high:
        return f"{low:,}"
    told = [
        f"at least {low:,}" if low is not None else "",
        f"about {best:,}" if best is not None and low is None else "",
    ]
    return ", ".join([one for one in [*told, f"at most {high:,}" if high is not None else ""] if one])


_MADE: dict[str, Callable[[Row], str]] = {"day": _day, "figure": _figure}


def _text(value: Any) -> str:
    return "" if value is None else clean(str(value))
