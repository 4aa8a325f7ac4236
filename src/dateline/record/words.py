"""How rare the words are that two sentences share. The table ``words.tsv`` was counted once, so that a score never depends on the record.

Were rarity counted over the stored reports, an early link would rest on other numbers than a late one, and the order of arrival would
show in the result.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from dateline import lexicon
from dateline.errors import LexiconError

WORD = re.compile(r"[^\W_][\w'’]*(?:-\w+)*")
UNLISTED = 6.5
"""Rarity of a word that the table lacks: a little above its rarest entry."""
COMMON = 2.3
"""Words at or below this stand in a tenth of all reports and say nothing about which event is meant."""
_SUFFIXES = (("ies", "y"), ("ings", "ing"), ("es", "e"), ("s", ""))


def _text() -> str:
    try:
        return resources.files("dateline.record").joinpath("words.tsv").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LexiconError("record/words.tsv is missing: reinstall dateline") from error


@cache
def table() -> Mapping[str, float]:
    """Rarity by word, in natural logarithms of reports per report with the word. Raises LexiconError if it is missing."""
    rows = (line.split("\t") for line in _text().splitlines() if line and not line.startswith("#"))
    next(rows)
    return {word: float(rarity) for word, rarity in rows}


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """The word in lower case without accents, possessive and plural: one key for "bombs" and "Bomb's".

    >>> folded("Ministries")
    'ministry'
    """
    plain = unicodedata.normalize("NFKD", word.lower().replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.removesuffix("'s").replace("'", "")
    for suffix, instead in _SUFFIXES:
        if len(plain) > len(suffix) + 3 and plain.endswith(suffix) and not plain.endswith("ss"):
            return plain[: -len(suffix)] + instead
    return plain or word


@cache
def _elsewhere() -> frozenset[str]:
    """Words that say where or when in a way that place and time already count: countries, their people, days and months."""
    states = (f"{row['name']}|{row['aliases']}|{row['demonyms']}" for row in lexicon.table("countries"))
    names = {folded(name) for state in states for name in state.split("|") if name and " " not in name}
    days = (*calendar.day_name, *calendar.month_name, *calendar.month_abbr)
    return frozenset(names | {folded(day) for day in days if day})


def said(texts: tuple[str, ...]) -> frozenset[str]:
    """All words of ``texts``, folded."""
    return frozenset(folded(w) for text in texts for w in WORD.findall(text))


def names(words: frozenset[str], name: str) -> bool:
    """Whether every word of ``name`` is among ``words``.

    >>> names(said(("shells fell on Ras al-Ain",)), "Ras al-Ain")
    True
    """
    asked = [folded(w) for w in WORD.findall(name)]
    return bool(asked) and max(map(len, asked)) > 3 and words.issuperset(asked)


def rare(texts: tuple[str, ...]) -> dict[str, float]:
    """The words of ``texts`` that are not common, each with its rarity. Numbers are left to the figures."""
    known = table()
    found = said(texts) - _elsewhere()
    rarities = {w: known.get(w, UNLISTED) for w in found if len(w) > 2 and not w[0].isdigit()}
    return {w: r for w, r in rarities.items() if r > COMMON}


def shared(a: Mapping[str, float], b: Mapping[str, float]) -> tuple[float, tuple[str, ...]]:
    """How much of the rarer side's weight both have (0 to 1: overlap coefficient by rarity), and the shared words, rarest first."""
    both = a.keys() & b.keys()
    least = min(sum(a.values()), sum(b.values()))
    if not both or not least:
        return 0.0, ()
    return min(1.0, sum(a[w] for w in both) / least), tuple(sorted(both, key=lambda w: (-a[w], w)))


@cache
def _states() -> Mapping[str, str]:
    """ISO codes by folded name, other name or word for the people of a state."""
    found: dict[str, str] = {}
    for row in lexicon.table("countries"):
        for name in f"{row['name']}|{row['aliases']}|{row['demonyms']}".split("|"):
            if name:
                found.setdefault(" ".join(folded(w) for w in name.split()), row["code"])
    return found


def states(text: str) -> tuple[str, ...]:
    """ISO 3166-1 codes of the states and peoples that ``text`` names, sorted.

    >>> states("the Syrian war, as seen from South Sudan")
    ('SSD', 'SYR')
    """
    words = [folded(w) for w in WORD.findall(text)]
    codes, at = set(), 0
    while at < len(words):
        length = next((n for n in (4, 3, 2, 1) if " ".join(words[at : at + n]) in _states()), 0)
        if length:
            codes.add(_states()[" ".join(words[at : at + length])])
        at += length or 1
    return tuple(sorted(codes))
