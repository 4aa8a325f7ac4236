"""Sources to outcomes: opens each source, tells what it holds, and takes the reports out of it one by one."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from dateline.errors import IntakeError, TooLong
from dateline.intake import html, jsonl, text
from dateline.intake.decode import BOMS, MAX_BYTES, decode_any_length
from dateline.intake.html import MAX_PAGE_BYTES
from dateline.intake.outcome import Given, Outcome, Taken
from dateline.intake.paths import Kind, Source
from dateline.model.report import Report
from dateline.settings import MAX_FILE_BYTES

PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
WIDE_MARKS = tuple(mark for mark, encoding in BOMS if encoding != "utf-8")
SNIFF_LINES = 10
BLANK = b" \t\r\n\xef\xbb\xbf"
SINGLE: dict[Kind, tuple[int, Callable[[bytes, Given], Report]]] = {
    "text": (MAX_BYTES, text.report_of),
    "html": (MAX_PAGE_BYTES, html.report_of),
}


def take(source: Source, given: Given, stdin: BinaryIO | None = None) -> Iterator[Outcome]:
    """The reports of ``source`` in their order, and an IntakeError in the place of each that cannot be taken in.

    ``stdin`` is read for the source without a path. Bad input never raises.
    """
    try:
        if source.path is None:
            yield from _from_stream(stdin or sys.stdin.buffer, source, given)
        else:
            with source.path.open("rb") as stream:
                yield from _from_stream(stream, source, given)
    except OSError as error:
        yield IntakeError(f"cannot be read ({error.strerror or error})", source.where)
    except IntakeError as error:
        yield jsonl.named(error, source.where)


def _from_stream(stream: BinaryIO, source: Source, given: Given) -> Iterator[Outcome]:
    if source.kind in SINGLE:
        yield _single(stream.read(SINGLE[source.kind][0] + 1), source.kind, source.where, given)
    else:
        yield from _records_or_text(stream, source, given)


def _single(data: bytes, kind: Kind, where: str, given: Given) -> Outcome:
    try:
        return Taken(where, SINGLE[kind][1](data, given))
    except IntakeError as error:
        return jsonl.named(error, where)


def _records_or_text(stream: BinaryIO, source: Source, given: Given) -> Iterator[Outcome]:
    """JSON, JSON lines, and what has no telling name. The first line decides, for a name may be wrong or missing:

    a whole record is JSON lines; ``{`` or ``[`` is JSON; in a .jsonl anything else is a broken line; otherwise it is a
    page or plain text.
    """
    head = _head(stream)
    begins = head.strip(BLANK)
    opened = begins[:1] in (b"{", b"[")
    is_lines = begins not in (b"{", b"[") if source.kind == "jsonl" else jsonl.is_record(head)
    if is_lines and source.kind != "json":
        yield from jsonl.from_lines(_lines(head, stream), source.where, given)
        return
    limit = MAX_FILE_BYTES if opened or source.kind == "json" else MAX_PAGE_BYTES
    data = head + stream.read(max(0, limit + 1 - len(head)))
    if len(data) > MAX_FILE_BYTES:
        yield TooLong(
            f"more than {MAX_FILE_BYTES // 1024**2} MiB of JSON: give it as JSON lines (.jsonl)", source.where
        )
        return
    if opened and not jsonl.is_json(data) and any(map(jsonl.is_record, data.split(b"\n", SNIFF_LINES)[:SNIFF_LINES])):
        yield from jsonl.from_lines(data.removesuffix(b"\n").split(b"\n"), source.where, given)
    elif source.kind in ("json", "jsonl") or (opened and jsonl.is_json(data)):
        yield from jsonl.from_json(data, source.where, given)
    else:
        yield _single(data, "html" if PAGE.match(data) else "text", source.where, given)


def _head(stream: BinaryIO) -> bytes:
    """The start of ``stream`` up to the end of its first line that is not blank."""
    head = stream.readline(jsonl.MAX_LINE_BYTES + 1)
    while head and not head.strip(BLANK) and len(head) < MAX_BYTES:
        line = stream.readline(jsonl.MAX_LINE_BYTES + 1)
        if not line:
            break
        head += line
    return head


def _lines(head: bytes, stream: BinaryIO) -> Iterable[bytes]:
    """The lines of ``head`` and of the rest of ``stream``; of one that is too long only the start."""
    if head.startswith(WIDE_MARKS):
        whole, _ = decode_any_length(head + stream.read(MAX_FILE_BYTES))
        return whole.encode().split(b"\n")
    if len(head) > jsonl.MAX_LINE_BYTES:
        return chain(_cut(head, stream), _rest(stream))
    return chain(head.removesuffix(b"\n").split(b"\n"), _rest(stream))


def _rest(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(jsonl.MAX_LINE_BYTES + 1):
        yield from _cut(line, stream)


def _cut(line: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """``line``, after reading on to its end where it stopped at the limit."""
    end = line
    while len(end) > jsonl.MAX_LINE_BYTES and not end.endswith(b"\n"):
        end = stream.readline(jsonl.MAX_LINE_BYTES + 1)
    yield line
