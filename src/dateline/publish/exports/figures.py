"""What an incident's figures come to in formats that have room for one number: three rules, by name.

No rule averages. Each chooses among figures that were reported, and names the ones it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from dateline.model.reading import Effect, Victims
from dateline.publish.exports import tables
from dateline.record.changes import number
from dateline.record.model import Figure, Incident


class Casualties(StrEnum):
    """Which figure stands where a format has room for one."""

    range = "range"
    ucdp = "ucdp"
    acled = "acled"


ABOUT = {
    Casualties.range: "the span of all figures; one number only where all reports give the same",
    Casualties.ucdp: "low, best, high; best is the most recent specific figure",
    Casualties.acled: "the most conservative figure; vague words by ACLED's numbers",
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a rule makes of the figures of one effect. None: nobody gave it. ``figures`` are those it looked at."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    figures: tuple[Figure, ...] = ()

    @property
    def words(self) -> str:
        """All figures as they were reported, each with its report: "12 [r1]; 15+ [r2]"."""
        return "; ".join(f"{number(one)} [{one.report}]" for one in self.figures)


def estimate(one: Incident, effect: Effect, rule: Casualties, who: Iterable[Victims] = ()) -> Estimate:
    """The figures of ``effect``, of the victims ``who`` (all, where it is empty), under a rule.

    Of each report the largest figure stands, for a report may give parts as well ("12 killed, three of them children").
    """
    wanted = set(who)
    figures = [f for f in one.figures if f.effect == effect and (not wanted or f.who in wanted)]
    told = largest(figures)
    return _RULES[rule](told) if told else Estimate()


def largest(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The largest figure of each report, in order of publication; undated reports come first."""
    found: dict[str, Figure] = {}
    for figure in figures:
        known = found.get(figure.report)
        if known is None or _size(figure) > _size(known):
            found[figure.report] = figure
    return tuple(sorted(found.values(), key=lambda f: (f.published or date.min, f.report)))


def specific(figure: Figure) -> bool:
    """Whether it says one number of people, no bound and no "about"."""
    return figure.best is not None and figure.low == figure.best == figure.high


def _range(told: tuple[Figure, ...]) -> Estimate:
    """From the least to the most that was said; an end that a report leaves open ("at least 12") is open."""
    low, high = _span(told)
    agreed = low is not None and low == high and all(map(specific, told))
    open_low = any(f.low is None and low in (f.best, f.high) for f in told)
    open_high = any(f.high is None and high in (f.low, f.best) for f in told)
    return Estimate(None if open_low else low, low if agreed else None, None if open_high else high, told)


def _ucdp(told: tuple[Figure, ...]) -> Estimate:
    low, high = _span(told)
    exact = [f for f in told if specific(f)]
    chosen = (exact or [f for f in told if f.best is not None] or list(told))[-1]
    best = chosen.best if chosen.best is not None else chosen.low if chosen.low is not None else chosen.high
    return Estimate(low if low is not None else best, best, high if high is not None else best, told)


def _acled(told: tuple[Figure, ...]) -> Estimate:
    values = [value for value in map(_conservative, told) if value is not None]
    least = min(values, default=None)
    return Estimate(least, least, least, told)


def _conservative(figure: Figure) -> int | None:
    """The least that a figure says; a word without a number counts as ACLED counts it."""
    words = figure.span.text.casefold()
    if not re.search(r"\d", words):
        for word, value in _vague():
            if re.search(rf"\b{word}\b", words) and figure.best is None:
                return value
    values = [value for value in (figure.low, figure.best, figure.high) if value is not None]
    return min(values, default=None)


def _span(told: tuple[Figure, ...]) -> tuple[int | None, int | None]:
    """The least and the most number that anybody said."""
    values = [value for f in told for value in (f.low, f.best, f.high) if value is not None]
    return min(values, default=None), max(values, default=None)


def _size(figure: Figure) -> int:
    return max(value or 0 for value in (figure.low, figure.best, figure.high))


def usual_rule(format_name: str) -> Casualties:
    """The rule that belongs to a format: ACLED's and UCDP's own; else the range."""
    return Casualties(format_name) if format_name in set(Casualties) else Casualties.range


@cache
def _vague() -> tuple[tuple[str, int], ...]:
    return tuple((row["word"], int(row["people"])) for row in tables.rows("vague"))


_RULES = {Casualties.range: _range, Casualties.ucdp: _ucdp, Casualties.acled: _acled}
