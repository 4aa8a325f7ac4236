"""Which reports count as one voice: near-copies, directly or by way of others, under the earliest of them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.record.copies import one_text, shingles, sketch
from dateline.record.schema import reports, sketches
from dateline.record.values import chunks

SHARED = 2
"""Hashes that two sketches must share before the texts themselves are compared."""
HITS = 40
"""Reports looked at for one hash of a sketch: text that stands under every page of an outlet is in too many to tell."""
COMPARED = 30
"""Reports compared word by word."""

own_or = sa.func.coalesce(reports.c.voice, reports.c.seq)


def settle(connection: Connection, report: int, text: str) -> set[int]:
    """Give the new report its voice. Returns the reports whose voice has changed, the new one among them."""
    hashes = shingles(text)
    marks = sketch(hashes)
    copies = [other for other, words in _candidates(connection, marks) if one_text(hashes, shingles(words)) is not None]
    if marks:
        connection.execute(sketches.insert(), [{"hash": mark, "report": report} for mark in marks])
    return _join(connection, report, copies) if copies else {report}


def _candidates(connection: Connection, marks: list[int]) -> list[tuple[int, str]]:
    """Reports that share enough of a sketch, those that share most first, with their texts."""
    shared: Counter[int] = Counter()
    for part in chunks(marks):
        query = sa.text(_hits(len(part)))
        shared.update(connection.scalars(query, {f"m{n}": mark for n, mark in enumerate(part)}))
    enough = min(SHARED, len(marks))
    likely = sorted((seq for seq, n in shared.items() if n >= enough), key=lambda seq: (-shared[seq], seq))[:COMPARED]
    if not likely:
        return []
    texts = dict(
        connection.execute(sa.select(reports.c.seq, reports.c.text).where(reports.c.seq.in_(likely))).tuples().all()
    )
    return [(seq, texts[seq]) for seq in likely]


@cache
def _hits(marks: int) -> str:
    """One question for so many hashes: each is an index's few last entries, however often it is stored."""
    one = "SELECT report FROM (SELECT report FROM sketches WHERE hash = :m{} ORDER BY report DESC LIMIT {}) AS s{}"
    return " UNION ALL ".join(one.format(n, HITS, n) for n in range(marks))


def _join(connection: Connection, report: int, copies: list[int]) -> set[int]:
    """Put a report and its near-copies, with all that these are counted with, under the earliest of them."""
    voices = set(connection.scalars(sa.select(own_or).where(reports.c.seq.in_(copies))))
    query = sa.select(reports.c.seq, own_or, reports.c.published, reports.c.id).where(
        sa.or_(reports.c.seq.in_([*voices, report]), reports.c.voice.in_(voices))
    )
    members = connection.execute(query).tuples().all()
    first = min(members, key=lambda row: (row[2] or date.max, row[3]))[0]
    changed = {seq for seq, voice, _, _ in members if voice != first}
    for part in chunks(changed):
        connection.execute(reports.update().where(reports.c.seq.in_(part)).values(voice=first))
    connection.execute(reports.update().where(reports.c.seq == first).values(voice=None))
    return changed | {report}
