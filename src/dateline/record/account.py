"""One account of an incident out of its versions: the place, time and type that most voices give, every figure and position beside them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from dateline.model.geo import kilometres
from dateline.model.reading import Entity, Place, Status
from dateline.record.model import Figure, Held, Incident, Link, Party, Period, Version
from dateline.record.profile import LONG, profile, time_of
from dateline.record.words import folded, names

NEAR_KM = 30.0
NAMED = 0.5
"""What it adds to a place that a voice which lies elsewhere, or nowhere, has its name in the sentences that tell of the event."""
FINENESS = {"site": 5, "city": 4, "district": 3, "region": 2, "country": 1}
SHARPNESS = {"hour": 6, "day": 5, "week": 4, "range": 3, "month": 2, "year": 1}
STATUSES: tuple[Status, ...] = ("disputed", "reported", "alleged", "planned", "hypothetical", "negated")


def incident(versions: Iterable[Version], links: Sequence[Link] = ()) -> Incident:
    """The incident that ``versions`` tell of. Its id is that of its earliest version, whichever came first."""
    ordered = sorted(versions, key=_age)
    events = [v.event for v in ordered]
    positions = tuple(Held(v.report, p) for v in ordered for p in v.event.positions)
    status = _status(ordered)
    disputed = status == "disputed" or len({h.position.stance == "denies" for h in positions}) == 2
    return Incident(
        id=incident_id(ordered[0]),
        type=_most(ordered, lambda v: v.event.type) or events[0].type,
        mode=_most(ordered, lambda v: v.event.mode),
        contexts=tuple(dict.fromkeys(c for e in events for c in e.contexts)),
        status="disputed" if disputed and status in {"reported", "alleged"} else status,
        disputed=disputed,
        actors=_parties(ordered, lambda v: v.event.actors),
        recipients=_parties(ordered, lambda v: v.event.recipients),
        place=place(ordered),
        time=period(ordered),
        figures=_figures(ordered),
        positions=positions,
        versions=tuple(ordered),
        links=tuple(links),
        independent_sources=len({v.voice for v in ordered}),
        confidence=_confidence(ordered),
    )


def incident_id(earliest: Version) -> str:
    """An id that depends on the earliest version alone."""
    return "i" + hashlib.sha256(earliest.key.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _age(version: Version) -> tuple[bool, date, str, tuple[str, int]]:
    event = version.event.id
    number = re.search(r"\d+$", event)
    rank = (event[: number.start()], int(number.group())) if number else (event, 0)
    return version.published is None, version.published or date.min, version.report, rank


def _most(versions: Sequence[Version], of: Callable[[Version], str | None]) -> str | None:
    """What most voices say; the earliest of equals. Silence is no vote."""
    votes: dict[str, set[str]] = defaultdict(set)
    for version in versions:
        if (value := of(version)) is not None:
            votes[value].add(version.voice)
    return max(votes, key=lambda value: len(votes[value]), default=None)


def _status(versions: Sequence[Version]) -> Status:
    said = Counter(v.event.status for v in versions)
    return next((s for s in STATUSES if said[s]), "reported")


def place(versions: Sequence[Version]) -> Place | None:
    """The finest place within the neighbourhood that most voices name; None where no version names one."""
    placed = [(v, v.event.place) for v in versions if v.event.place]
    fine = [(v, p) for v, p in placed if p.precision != "country" and p.lat is not None] or placed
    if not fine:
        return None

    def support(of: Place) -> tuple[float, int]:
        around = [(v, p) for v, p in fine if _near(of, p)]
        voices = {v.voice: 0.0 for v, _ in around}
        for v, p in around:
            voices[v.voice] = max(voices[v.voice], _weight(v, p))
        named = {v.voice for v in versions if v.voice not in voices and names(profile(v).said, of.name)}
        total = sum(voices.values()) + NAMED * len(named)
        return round(total, 6), sum(p.name == of.name for _, p in around)

    distinct = {(p.name, p.lat, p.lon, p.precision): p for _, p in reversed(fine)}
    asked = [(p, support(p)) for p in reversed(distinct.values())]
    return max(asked, key=lambda found: (found[1][0], FINENESS[found[0].precision], found[1][1]))[0]


def _weight(version: Version, of: Place) -> float:
    """A vote for a place: a version that tells much of the event counts for more than one that names it in passing."""
    told = len(version.event.mentions) + 2 * bool(version.event.casualties)
    return (1 + min(told, 8) / 8) * (0.6 if of.precision == "region" else 1.0)


def _near(a: Place, b: Place) -> bool:
    distance = kilometres(a.lat, a.lon, b.lat, b.lon)
    return folded(a.name) == folded(b.name) if distance is None else distance <= NEAR_KM


def period(versions: Sequence[Version]) -> Period | None:
    """The day that most voices name, drawn out over the days of fighting that lasts; else the sharpest time; None where none is said."""
    said = [(v, time) for v in versions if (time := time_of(v)) and (time.start or time.end)]
    if not said:
        return None
    days: dict[date, dict[str, float]] = defaultdict(dict)
    for version, time in said:
        if time.precision in {"day", "hour"} and time.start and time.start == time.end and time.relation == "on":
            weight = 1 + min(len(version.event.mentions), 8) / 8
            days[time.start][version.voice] = max(weight, days[time.start].get(version.voice, 0.0))
    if not days:
        _, sharpest = max(said, key=lambda s: (SHARPNESS[s[1].precision], -_length(s[1].start, s[1].end)))
        return Period(sharpest.start, sharpest.end, sharpest.precision)
    votes = {day: sum(by_voice.values()) for day, by_voice in days.items()}
    first = last = min(votes, key=lambda day: (-votes[day], day))
    if sum(profile(v).lasting for v, _ in said) * 2 > len(said):
        while first - timedelta(1) in votes:
            first -= timedelta(1)
        while last + timedelta(1) in votes:
            last += timedelta(1)
    return Period(first, last, "day" if first == last else "range")


def _length(start: date | None, end: date | None) -> int:
    return (end - start).days if start and end else LONG


def _parties(versions: Sequence[Version], of: Callable[[Version], Sequence[Entity]]) -> tuple[Party, ...]:
    """Everybody named on one side, most often named first, each with the reports that name them."""
    named: dict[str, list[tuple[str, Entity]]] = defaultdict(list)
    for version in versions:
        for entity in of(version):
            named[folded(entity.name)].append((version.report, entity))
    ranked = sorted(named.values(), key=lambda mentions: -len({report for report, _ in mentions}))
    return tuple(_party(mentions) for mentions in ranked)


def _party(mentions: list[tuple[str, Entity]]) -> Party:
    entities = [e for _, e in mentions]
    country = next((e.country for e in entities if e.country), None)
    sector = next((e.sector for e in entities if e.sector != "UNK"), entities[0].sector)
    return Party(entities[0].name, country, sector, tuple(dict.fromkeys(r for r, _ in mentions)))


def _figures(versions: Sequence[Version]) -> tuple[Figure, ...]:
    """Every figure of every report, with those who assert the event there; one said twice in the same way stands once."""
    figures: dict[tuple[object, ...], Figure] = {}
    for v in versions:
        speakers = tuple(dict.fromkeys(p.holder.name for p in v.event.positions if p.stance in {"asserts", "confirms"}))
        for c in v.event.casualties:
            made = Figure(v.report, c.effect, c.who, c.low, c.best, c.high, speakers, v.published, c.span)
            figures.setdefault((v.report, c.effect, c.who, c.low, c.best, c.high), made)
    return tuple(figures.values())


def _confidence(versions: Sequence[Version]) -> float:
    """Chance that not every voice is wrong, taking the surest version of each; never quite one."""
    surest: dict[str, float] = {}
    for version in versions:
        surest[version.voice] = max(version.event.confidence, surest.get(version.voice, 0.0))
    doubt = 1.0
    for confidence in surest.values():
        doubt *= 1 - confidence
    return round(min(0.99, 1 - doubt), 3)
