"""Claims: what is asserted of an incident, by whom and since when, who denies it, and how many independent sources stand on each side.

A denial in one report meets the assertion in another because both are versions of one incident.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from dateline.model.reading import Position
from dateline.record.model import Claim, Incident, Version, Voice
from dateline.record.profile import profile
from dateline.record.words import folded

AGAINST = frozenset({"denies", "doubts"})
STATE = frozenset({"GOV", "MIL"})
Speaker = tuple[str, str]
"""A folded name, and the voice that carries it."""


def claims(incidents: Iterable[Incident]) -> list[Claim]:
    """The claims on all incidents, in their order. An incident on which nobody takes a position is told, not claimed."""
    return [claim for incident in incidents if incident.positions for claim in of_incident(incident)]


def of_incident(incident: Incident) -> list[Claim]:
    """The claims on one incident: one, unless its versions lay it on different actors; then one for each account."""
    accounts = [_claim(incident, actors, told) for actors, told in _accounts(incident.versions)]
    return [claim for claim in accounts if claim.asserted or claim.denied]


def _accounts(versions: Sequence[Version]) -> list[tuple[tuple[str, ...], list[Version]]]:
    """Versions by whom they hold to have done it. Those that name nobody go with the only account, or stand for themselves."""
    groups: list[tuple[set[str], list[Version]]] = []
    silent: list[Version] = []
    for version in versions:
        actors = set(profile(version).actors) | _states(version)
        if not actors:
            silent.append(version)
            continue
        met = [group for group in groups if group[0] & actors]
        joined = (set().union(actors, *(g[0] for g in met)), [*(v for g in met for v in g[1]), version])
        groups = [g for g in groups if g not in met] + [joined]
    if len(groups) == 1:
        return [((), list(versions))]
    named = [(tuple(sorted(actors)), told) for actors, told in groups]
    return ([((), silent)] if silent else []) + named


def _states(version: Version) -> set[str]:
    """The states whose government or army is among the actors: "its forces" in one report are "Ukraine" in another."""
    return {f"@{a.country}" for a in version.event.actors if a.country and a.sector in STATE}


def _claim(incident: Incident, actors: tuple[str, ...], told: Sequence[Version]) -> Claim:
    asserted: list[Voice] = []
    denied: list[Voice] = []
    sides: tuple[set[Speaker], set[Speaker]] = (set(), set())
    for version in told:
        for voice in _voices(version):
            against = voice.stance in AGAINST
            (denied if against else asserted).append(voice)
            sides[against].add((folded(voice.name), version.voice))
    first = told[0]
    digest = hashlib.sha256("|".join((incident.id, *actors)).encode("utf-8", "surrogatepass")).hexdigest()
    return Claim(
        id="c" + digest[:12],
        incident=incident.id,
        words=first.event.mentions[0].sentence.text,
        asserted=_once(asserted),
        denied=_once(denied),
        first_seen=first.published,
        first_report=first.report,
        independent_for=independent(sides[0]),
        independent_against=independent(sides[1]),
    )


def _voices(version: Version) -> list[Voice]:
    """Everybody's stance in one version; the outlet's own where it tells the event in its own voice."""
    positions = version.event.positions
    if positions:
        return [_voice(version, p) for p in positions]
    if version.event.status not in {"reported", "alleged"}:
        return []
    name, span = version.publisher or version.report, version.event.mentions[0].sentence
    return [Voice(name, "asserts", version.report, version.publisher, version.published, span)]


def _voice(version: Version, position: Position) -> Voice:
    return Voice(
        position.holder.name, position.stance, version.report, version.publisher, version.published, position.span
    )


def _once(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """One entry a name, stance and report."""
    return tuple({(folded(v.name), v.stance, v.report): v for v in reversed(voices)}.values())[::-1]


def independent(speakers: Iterable[Speaker]) -> int:
    """How many sources are independent: each with a name and a voice that no other one of them has.

    One speaker in five outlets is one source, and so are five speakers whom one agency's text quotes. The greatest such number is a
    maximum matching between names and voices (augmenting paths, Kuhn 1955).

    >>> independent({("observatory", "r1"), ("observatory", "r2"), ("minister", "r2")})
    2
    """
    voices: defaultdict[str, list[str]] = defaultdict(list)
    for name, voice in sorted(speakers):
        voices[name].append(voice)
    holder: dict[str, str] = {}

    def place(name: str, tried: set[str]) -> bool:
        for voice in voices[name]:
            if voice not in tried:
                tried.add(voice)
                if voice not in holder or place(holder[voice], tried):
                    holder[voice] = name
                    return True
        return False

    return sum(place(name, set()) for name in list(voices))
