"""The news agency that a report is by, as its own text says: in the dispatch's head, a byline, or the credit line.

An agency that is only quoted ("he told AFP") wrote nothing of the report, so a name counts only in the places where credit is
given.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

HEAD_CHARACTERS = 400
TAIL_CHARACTERS = 160

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{1,2}[ ./-]"
_DASH = r"(?:[-–—:]|$)"


def agency_of(text: str, publisher: str | None = None) -> str | None:
    """The agency's name, as ``agencies.toml`` has it; None where the report credits none."""
    names = _names()
    if publisher and publisher.strip() in names:
        return names[publisher.strip()]
    head, tail = text[:HEAD_CHARACTERS], text[-TAIL_CHARACTERS:].rstrip()
    found = next((m for pattern in _head_patterns() if (m := pattern.search(head))), None) or next(
        (m for pattern in _tail_patterns() if (m := pattern.search(tail))), None
    )
    return names[found["agency"]] if found else None


@cache
def _names() -> dict[str, str]:
    text = resources.files("dateline.record").joinpath("agencies.toml").read_text(encoding="utf-8")
    return {name: agency["name"] for agency in tomllib.loads(text)["agency"] for name in agency["names"]}


@cache
def _agency() -> str:
    longest_first = sorted(_names(), key=lambda name: (-len(name), name))
    return "(?P<agency>" + "|".join(map(re.escape, longest_first)) + ")"


@cache
def _head_patterns() -> tuple[re.Pattern[str], ...]:
    agency = _agency()
    return tuple(
        re.compile(pattern, re.MULTILINE)
        for pattern in (
            rf"\({agency}\)",  # BEIRUT (AFP) -
            rf"^[ \t]*(?:by |source: ?)?{agency}[ \t]*$",  # a line of its own
            rf"^[A-Z][\w .,'’-]{{1,60}}, [A-Z][a-z]{{2,8}}\.? \d{{1,2}}(?:, \d{{4}})? ?[(/]{agency}[)/]",
            rf"^[A-Z][A-Z .,'’-]+[,:]? ?/?{agency}/? ?{_DASH}",  # BAKU, Interfax -
            rf"\b{agency},? (?:{_DAY})[^.]{{0,40}}\b\d{{4}}\b",  # AFP, Saturday 17 Aug 2013
            rf"^By [^\n]{{2,60}}, {agency}\b",
        )
    )


@cache
def _tail_patterns() -> tuple[re.Pattern[str], ...]:
    agency = _agency()
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"[(\[]{agency}[)\]][.\s]*$",
            rf"(?:^|\n)[ \t]*[-–—]*[ \t]*{agency}[.\s]*$",
            rf"(?i:source|courtesy|copyright|©)[^.\n]{{0,20}}\b{agency}\b",
            rf"[.!?\"”'’][ \t]*[-–—/]*[ \t]*{agency}[/.]?$",  # ... was wounded. AFP
            rf"[Ww]ith (?:reporting|input|inputs|files|material) (?:by|from) {agency}\b",
        )
    )
