"""Whether two versions tell of one event: points by reason, from ``matching.toml``, added up.

Every rule gives points and the words for them, so that a link can be read, argued with and undone. Scores depend on the two versions alone.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from math import log2
from typing import Any

from dateline.model.geo import kilometres
from dateline.model.reading import Place
from dateline.record.model import Link, Verdict, Version
from dateline.record.profile import Profile, Window, profile, settings
from dateline.record.words import folded, names, shared

Points = Iterator[tuple[str, float]]
WIDE = 7
"""A window of more days than this is a wide one."""


def link(a: Version, b: Version) -> Link | None:
    """The machine's judgement on two versions with its reasons, keys in order; None where nothing speaks for one event."""
    first, second = sorted((a, b), key=lambda v: v.key)
    reasons = tuple(score(profile(first), profile(second)))
    total = round(sum(points for _, points in reasons), 3)
    if total <= 0 and not any(points > 0 for _, points in reasons):
        return None
    verdict: Verdict = "same" if total >= settings()["same"] else "not_same"
    return Link(first.key, second.key, verdict, total, reasons, "machine")


class _Scores(OrderedDict[tuple[int, int], tuple[Profile, Profile, float]]):
    """The latest sums of points. An entry holds its profiles, so that their ``id`` cannot pass to others meanwhile."""

    most = 200_000

    def of(self, a: Profile, b: Profile) -> float:
        key = (id(a), id(b))
        if (known := self.get(key)) is None:
            known = self[key] = (a, b, round(sum(worth for _, worth in score(a, b)), 3))
            if len(self) > self.most:
                self.popitem(last=False)
        return known[2]


_scores = _Scores()


def points(a: Version, b: Version) -> float:
    """The sum of points that two versions tell of one event."""
    first, second = (a, b) if a.key <= b.key else (b, a)
    return _scores.of(profile(first), profile(second))


def score(a: Profile, b: Profile) -> Points:
    """Every reason for and against one event, with its points."""
    if a.version.event.type != b.version.event.type:
        yield f"{a.version.event.type} is not {b.version.event.type}", settings()["type"]["differs"]
        return
    yield from _modes(a, b)
    yield from _status(a, b)
    yield from _times(a, b)
    yield from _places(a, b)
    yield from _parties(a, b)
    yield from _figures(a, b)
    yield from _words(a, b)
    yield from _reports(a, b)


def _paired(one: str, other: str, table: list[list[str]]) -> bool:
    return [one, other] in table or [other, one] in table


def _modes(a: Profile, b: Profile) -> Points:
    one, other = a.version.event.mode, b.version.event.mode
    weights = settings()["type"]
    if not one or not other:
        return
    if one == other:
        yield f"both {one}", weights["mode_same"]
    elif not _paired(one, other, weights["kin"]):
        yield f"{one} is not {other}", weights["mode_differs"]


def _status(a: Profile, b: Profile) -> Points:
    one, other = a.version.event.status, b.version.event.status
    if _paired(one, other, settings()["status"]["apart"]):
        yield f"one {one}, one {other}", settings()["status"]["points"]


def _times(a: Profile, b: Profile) -> Points:
    one, other, weights = a.window, b.window, settings()["time"]
    if one is None or other is None:
        return
    gap = max((one.start - other.end).days, (other.start - one.end).days, 0)
    if gap == 0:
        yield _overlap(one.said and other.said, max(one.days, other.days), weights)
    elif one.said and other.said:
        table = weights["lasting_gaps"] if a.lasting and b.lasting else weights["gaps"]
        yield f"{gap} day{'s' * (gap > 1)} apart", table[min(gap, len(table)) - 1]
    elif _foretold(one, other) or _foretold(other, one):
        yield f"published {gap} day{'s' * (gap > 1)} before it happened", weights["before"][min(gap, 2) - 1]
    else:
        yield f"published {gap} day{'s' * (gap > 1)} late", max(weights["latest"], weights["late"] * gap)


def _foretold(unsaid: Window, said: Window) -> bool:
    """Whether a report that names no time came out before the time that the other one names."""
    return not unsaid.said and said.said and said.start > unsaid.end


def _overlap(said: bool, longest: int, weights: dict[str, Any]) -> tuple[str, float]:
    if not said:
        return ("published within reach", weights["unsaid"] if longest <= WIDE else 0.0)
    if longest == 1:
        return ("the same day", weights["one_day"])
    if longest <= WIDE:
        return ("days that overlap", weights["overlap"])
    return ("long periods that overlap", weights["wide_overlap"])


def _places(a: Profile, b: Profile) -> Points:
    one, other, weights = a.place, b.place, settings()["place"]
    if one is None or other is None:
        yield "a place is not named", weights["unsaid"]
        return
    distance = kilometres(one.lat, one.lon, other.lat, other.lon)
    if distance is None:
        if folded(one.name) == folded(other.name):
            yield f"both {one.name}", weights["same_name"]
        return
    reason, worth = _nearness(one, other, distance, weights)
    if worth < 0 and (named := _named(a, other) or _named(b, one)):
        reason, worth = f"both name {named}", weights["named"]
    yield reason, worth


def _named(told: Profile, place: Place) -> str | None:
    """The place's name, where the other version's sentences hold it although that version lies elsewhere."""
    if place.precision in {"country", "region"}:
        return None
    return next((name for name in (place.name, *place.names) if names(told.said, name)), None)


def _reach(place: Place, weights: dict[str, Any]) -> float:
    """How far off a name may be in km: a city that its province is called after often stands for the province."""
    reach = weights["reach"]
    return float(
        reach["region"] if place.admin1 and folded(place.admin1) == folded(place.name) else reach[place.precision]
    )


def _nearness(one: Place, other: Place, distance: float, weights: dict[str, Any]) -> tuple[str, float]:
    fine, coarse = sorted((one, other), key=lambda p: weights["reach"][p.precision])
    near, reach = weights["reach"][coarse.precision], max(_reach(one, weights), _reach(other, weights))
    if fine.country and coarse.country and fine.country != coarse.country and distance > near / 4:
        return f"{one.name} and {other.name} lie in two countries", weights["country"]
    if coarse.precision == "country":
        return f"both in {coarse.name}", weights["one_place"]["country"]
    apart = f"{one.name} and {other.name} are {distance:.0f} km apart"
    if distance <= weights["reach"][fine.precision] or (fine.precision == coarse.precision and distance <= near):
        return apart, weights["one_place"][coarse.precision]
    if distance <= reach:
        return f"{apart}, which one name may cover", weights["nested"]
    return apart, weights["far" if distance > 3 * near else "apart"]


def _parties(a: Profile, b: Profile) -> Points:
    weights = settings()["who"]
    if a.actors and b.actors:
        if both := sorted(a.actors & b.actors):
            yield f"both by {', '.join(both)}", weights["actor_same"]
        elif a.kinds & b.kinds:
            yield "both by forces of one country and kind", weights["actor_kin"]
        elif (a.actors & b.recipients) or (b.actors & a.recipients):
            yield "sides stand the other way round", 0.0
        else:
            yield "by others", weights["actor_differs"]
    if a.recipients and b.recipients:
        both = sorted(a.recipients & b.recipients)
        yield (
            (f"both upon {', '.join(both)}", weights["recipient_same"])
            if both
            else ("upon others", weights["recipient_differs"])
        )
    if persons := sorted(a.persons & b.persons):
        yield f"both name {', '.join(persons)}", weights["person_same"]


def _figures(a: Profile, b: Profile) -> Points:
    weights = settings()["figures"]
    equal = sorted(a.figures & b.figures, key=lambda f: (-_worth(f), f))
    equal = [f for f in equal if f[1] >= weights["least"] or a.figures == b.figures]
    for rank, (effect, number) in enumerate(equal[:3]):
        worth = _worth((effect, number))
        yield f"both {number} {effect}", round(worth if rank == 0 else worth * weights["second"], 3)
    if a.headline and b.headline and ("killed", a.headline) not in equal and ("killed", b.headline) not in equal:
        less, more = sorted((a.headline, b.headline))
        yield f"{less} and {more} killed", _change(less, more, weights)


def _worth(figure: tuple[str, int]) -> float:
    effect, number = figure
    weights = settings()["figures"]
    worth: float = min(weights["most"], weights["per_doubling"] * log2(max(number, 1) + 1))
    return worth if effect == "killed" else worth * float(weights["injured"])


def _change(less: int, more: int, weights: dict[str, Any]) -> float:
    """What two unlike tolls are worth: an update is likely near, unlikely far; small numbers differ by little."""
    ratio = (more + 2) / (less + 2)
    kind = "near" if ratio <= 1.1 else "update" if ratio <= 2 else "far" if ratio <= 5 else "very_far"
    return float(weights[kind])


def _words(a: Profile, b: Profile) -> Points:
    weights = settings()["words"]
    share, both = shared(a.words, b.words)
    if not a.words or not b.words:
        return
    weight = sum(a.words[w] for w in both)
    worth = weights["slope"] * (share - weights["floor"])
    worth = worth * min(1.0, weight / weights["few"]) if worth > 0 else worth
    worth = max(weights["least"], min(weights["most"], worth))
    yield (f"words of both: {', '.join(both[:5])}" if both else "no rare word in common"), round(worth, 3)


def _reports(a: Profile, b: Profile) -> Points:
    weights = settings()["reports"]
    if a.version.report == b.version.report:
        yield "one report tells them apart", weights["one"]
    elif (
        a.version.published and b.version.published and not (a.window and b.window and a.window.said and b.window.said)
    ):
        days = abs((a.version.published - b.version.published).days)
        if days:
            yield f"published {days} day{'s' * (days > 1)} apart", max(-3.0, weights["gap"] * days)
    if a.thin or b.thin:
        _, both = shared(a.words, b.words)
        known = min(1.0, sum(a.words[w] for w in both) / settings()["words"]["few"])
        yield "one says no time, place or number", round(weights["thin"] * (1 - known), 3)
