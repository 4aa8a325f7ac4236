"""Running totals over time: a series for each source, scope and population, with what looks wrong flagged and left as it was said."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from dateline.model.reading import Casualty, Toll
from dateline.record.model import Told, TollFigure, TollSeries
from dateline.record.profile import settings
from dateline.record.words import WORD, folded, states

Key = tuple[str, str, str, str]
"""Effect, source, population and scope, folded."""
UNBOUNDED = 10**10
"""More people than there are."""


def figure(report: Told, toll: Toll) -> TollFigure:
    """One report's running total; it holds as of the day that it names, else of the day of publication."""
    said = None if _start(toll, report.published) else toll.as_of
    named = (said.end or said.start) if said else None
    return TollFigure(report.id, report.publisher, named or report.published, toll)


def _start(toll: Toll, published: date | None) -> date | None:
    """The day that a total counts from. A date long before the report came out ("the war that began in 2011") is such a day."""
    if toll.since:
        return toll.since.start
    said = toll.as_of
    if said is None or said.start is None:
        return None
    last = said.end or said.start
    long_ago = published is not None and published - last > timedelta(settings()["tolls"]["stale_days"])
    return said.start if long_ago or said.relation in {"since", "after"} else None


def series(told: Iterable[tuple[Told, Sequence[Toll]]]) -> list[TollSeries]:
    """The running totals of reports in series, the longest first. Figures of unlike scope, population, source or effect are never put in one series.

    Scope is compared by the states and names in it, since "the war" and "Syria's conflict" are one; since when a toll counts is part
    of its scope, and a toll that does not say joins those that do where these agree.
    """
    groups: defaultdict[Key, list[TollFigure]] = defaultdict(list)
    for one in (figure(report, toll) for report, tolls in told for toll in tolls):
        groups[_key(one)].append(one)
    found = [
        _series(key, since, number, track)
        for key, group in groups.items()
        for since, some in _by_start(group)
        for number, track in enumerate(_tracks(some))
    ]
    return sorted(found, key=lambda s: (-len(s.figures), s.id))


def _key(one: TollFigure) -> Key:
    return one.toll.effect, folded(source(one)), _population(one.toll), scope(one.toll)


def source(one: TollFigure) -> str:
    """Who gives the figure: the first who asserts it, else the outlet, else the report."""
    speakers = [p.holder.name for p in one.toll.positions if p.stance in {"asserts", "confirms"}]
    return speakers[0] if speakers else one.publisher or one.report


def _population(toll: Toll) -> str:
    """Whom it counts; "people" and "lives" are everybody."""
    named = folded(toll.of.name) if toll.of else ""
    everybody = not named or named in settings()["tolls"]["everybody"]
    return named if not everybody else "" if toll.who == "unspecified" else toll.who


def scope(toll: Toll) -> str:
    """What the toll counts over, as sorted keys: states and names in its scope, else the states in its sentence."""
    own = [folded(w) for w in WORD.findall(toll.scope or "")]
    kept = states(toll.scope or "") or states(toll.sentence.text)
    general = set(settings()["tolls"]["general"])
    names = {w for w in own if w not in general and not w[0].isdigit() and len(w) > 2 and not states(w)}
    return " ".join(sorted(set(kept) | names))


def _by_start(group: Sequence[TollFigure]) -> list[tuple[date | None, list[TollFigure]]]:
    """Figures by the day that they count from."""
    by_start: defaultdict[date | None, list[TollFigure]] = defaultdict(list)
    for one in group:
        by_start[one.toll.since.start if one.toll.since else None].append(one)
    starts = [s for s in by_start if s is not None]
    if len(starts) == 1:
        return [(starts[0], list(group))]
    return list(by_start.items())


def _tracks(group: Sequence[TollFigure]) -> list[list[TollFigure]]:
    """Figures that may be one running total: a report that gives two unlike ones counts two things, and so do worlds apart."""
    tracks: list[list[TollFigure]] = []
    for one in sorted(group, key=_order):
        fits = [(apart, n) for n, track in enumerate(tracks) if (apart := _apart(track, one)) is not None]
        if fits:
            tracks[min(fits)[1]].append(one)
        else:
            tracks.append([one])
    return tracks


def _apart(track: Sequence[TollFigure], one: TollFigure) -> float | None:
    """By what factor a figure differs from the latest of a series; None where it belongs elsewhere."""
    (low, high), (new_low, new_high) = bounds(track[-1].toll), bounds(one.toll)
    factor = max((new_high + 1) / (high + 1), (low + 1) / (new_low + 1))
    rival = any(f.report == one.report and bounds(f.toll) != (new_low, new_high) for f in track)
    return None if rival or factor > settings()["tolls"]["other_factor"] else factor


def _series(key: Key, since: date | None, number: int, ordered: list[TollFigure]) -> TollSeries:
    first = ordered[0]
    digest = hashlib.sha256("|".join((*key, str(since), str(number))).encode("utf-8", "surrogatepass")).hexdigest()
    said = next((f.toll.scope for f in ordered if f.toll.scope), None) or key[3] or None
    of = next((f.toll.of.name for f in ordered if f.toll.of), None) or key[2] or None
    return TollSeries("t" + digest[:12], said, of, first.toll.effect, source(first), tuple(ordered), flags(ordered))


def _order(one: TollFigure) -> tuple[bool, date, int, str, str]:
    return one.as_of is None, one.as_of or date.min, bounds(one.toll)[0], one.report, one.toll.id


def bounds(toll: Casualty) -> tuple[int, int]:
    """The least and the most that the figure can mean. "Hundreds" has no most; an open side of a number is the number."""
    known = [n for n in (toll.low, toll.best, toll.high) if n is not None]
    if not known:
        return 0, 0
    vague = toll.best is None and toll.high is None
    return min(known), UNBOUNDED if vague else max(known)


def flags(ordered: Sequence[TollFigure]) -> tuple[str, ...]:
    """What a running total should not do: fall, or grow by a multiple within days. Said in words, with both reports."""
    found: list[str] = []
    dated = [f for f in ordered if f.as_of is not None and bounds(f.toll)[1] > 0]
    for before, after in pairwise(dated):
        if flag := _flag(before, after):
            found.append(flag)
    return tuple(found)


def _flag(before: TollFigure, after: TollFigure) -> str | None:
    limits = settings()["tolls"]
    assert before.as_of and after.as_of
    (low, high), (new_low, new_high) = bounds(before.toll), bounds(after.toll)
    between = f"from {_said(before)} to {_said(after)}"
    if new_high < low - (before.toll.high is None):  # "more than 40" and then 40 is no fall
        return f"falls {between}"
    soon = after.as_of - before.as_of <= timedelta(limits["jump_days"])
    if soon and new_low >= limits["jump_factor"] * high and new_low - high >= limits["jump_least"]:
        return f"jumps {between}"
    return None


def _said(one: TollFigure) -> str:
    return f"{one.toll.span.text!r} ({one.as_of}, report {one.report})"
