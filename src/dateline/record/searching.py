"""Full-text search over the reports: words, "phrases", -words to leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.errors import UsageError

_PART = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that a search found, and a piece of it with the words in [brackets]."""

    report: str
    title: str | None
    publisher: str | None
    published: date | None
    snippet: str


def search(connection: Connection, words: str, limit: int) -> list[Hit]:
    """The reports that hold all of ``words``, best first. Raises UsageError where there is no word to look for."""
    wanted, unwanted = parts(words)
    if not wanted:
        raise UsageError(f"{words!r}: nothing to look for: give at least one word that must be there")
    if connection.dialect.name == "sqlite":
        match = " AND ".join(wanted) + "".join(f" NOT {part}" for part in unwanted)
        rows = connection.execute(sa.text(_SQLITE), {"words": match, "limit": limit})
    else:
        match = " ".join([*wanted, *(f"-{part}" for part in unwanted)])
        rows = connection.execute(sa.text(_POSTGRESQL), {"words": match, "limit": limit})
    return [
        Hit(id_, title, publisher, _day(published), " ".join(snippet.split()))
        for id_, title, publisher, published, snippet in rows
    ]


def parts(words: str) -> tuple[list[str], list[str]]:
    """What must be there and what must not, each as a quoted phrase, so that no word of a user's is an operator."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _PART.findall(words):
        found = " ".join(_WORD.findall(phrase or word))
        if found:
            (unwanted if minus else wanted).append(f'"{found}"')
    return wanted, unwanted


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


_SQLITE = """
SELECT r.id, r.title, r.publisher, r.published, snippet(words, 1, '[', ']', ' … ', 24)
FROM words JOIN reports r ON r.seq = words.rowid
WHERE words MATCH :words ORDER BY words.rank LIMIT :limit
"""
_POSTGRESQL = """
WITH found AS (
  SELECT r.seq, ts_rank(to_tsvector('english', coalesce(r.title, '') || ' ' || r.text), q) AS rank, q
  FROM reports r, websearch_to_tsquery('english', :words) q
  WHERE to_tsvector('english', coalesce(r.title, '') || ' ' || r.text) @@ q ORDER BY rank DESC, r.seq LIMIT :limit
)
SELECT r.id, r.title, r.publisher, r.published,
  ts_headline('english', r.text, q, 'StartSel=[, StopSel=], MaxWords=24, MinWords=12, MaxFragments=1')
FROM found JOIN reports r USING (seq) ORDER BY found.rank DESC, r.seq
"""
