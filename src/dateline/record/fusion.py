"""Versions into incidents: groups are joined while every member fits, never by a chain of look-alikes.

Agglomeration with average link: two groups are joined where the mean of the points over all their pairs, each
counted by how much its versions tell, reaches ``same``, best first, and no pair speaks so clearly against it as ``never``. A person's "same" joins first, a person's "not_same" keeps apart for ever, also those whom
"same" would join by way of others. Ties fall to the keys, so that the order of arrival leaves no trace.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from dateline.record import blocking
from dateline.record.account import incident
from dateline.record.blocking import ASKED, CROWDED
from dateline.record.crowd import Crowd
from dateline.record.matching import link, points
from dateline.record.model import Incident, Link, Version
from dateline.record.profile import profile, settings

Pair = tuple[str, str]
MACHINE = "machine"
CROWD = CROWDED
"""Where more versions than this hang together, not all are compared with all (``crowd``)."""


def assemble(versions: Sequence[Version], judgements: Sequence[Link] = ()) -> list[Incident]:
    """The incidents that ``versions`` tell of, earliest first; every version is in one. The order of ``versions`` has no influence.

    Of ``judgements`` those by people count ("same", "not_same"; a later one on the same pair replaces an earlier one); a machine's are
    reckoned anew.
    """
    by_key = {v.key: v for v in sorted(versions, key=lambda v: v.key)}
    human = _standing(judgements, by_key)
    groups = group(by_key, human)
    reasons = list(human.values())
    found = [incident([by_key[k] for k in keys], _links(keys, by_key, reasons)) for keys in groups]
    return sorted(found, key=lambda i: (i.versions[0].published is None, i.versions[0].published, i.id))


def group(by_key: dict[str, Version], human: dict[Pair, Link]) -> list[list[str]]:
    """Keys in groups, one an incident."""
    scores = {(a.key, b.key): points(a, b) for a, b in blocking.pairs(list(by_key.values()))}
    apart = {pair for pair, j in human.items() if j.verdict == "not_same"}
    same = [pair for pair, j in human.items() if j.verdict == "same"]
    positive = [pair for pair, score in scores.items() if score >= settings()["same"]]
    groups: list[list[str]] = []
    for together in _components(by_key, [*positive, *same]):
        if len(together) <= CROWD:
            groups.extend(_Groups(together, by_key, scores, same, apart).joined())
        else:
            groups.extend(_crowd(together, by_key, positive, same, apart))
    return groups


def _crowd(
    keys: list[str], by_key: dict[str, Version], positive: list[Pair], same: list[Pair], apart: set[Pair]
) -> list[list[str]]:
    inside = {key: by_key[key] for key in keys}
    crowd = Crowd(
        inside, lambda a, b: points(by_key[a], by_key[b]), [p for p in sorted(apart) if inside.keys() >= {*p}]
    )
    return crowd.grouped(keys, [p for p in positive if p[0] in inside], [p for p in same if p[0] in inside])


def _standing(judgements: Iterable[Link], by_key: dict[str, Version]) -> dict[Pair, Link]:
    """People's latest judgement by pair, of the pairs that are here."""
    human = [j for j in judgements if j.by != MACHINE and j.verdict in {"same", "not_same"}]
    human = [j for j in human if j.a in by_key and j.b in by_key and j.a != j.b]
    dated = sorted(human, key=lambda j: (j.at.timestamp() if j.at else 0.0, j.verdict == "same", j.by))
    standing: dict[Pair, Link] = {}
    for j in dated:
        pair = (j.a, j.b) if j.a < j.b else (j.b, j.a)
        if pair not in standing or standing[pair].verdict != "not_same":
            standing[pair] = j
    return dict(sorted(standing.items()))


def _components(keys: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """Keys that hang together by ``pairs``: what is in two of these can never be one incident."""
    parent = {k: k for k in keys}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for a, b in pairs:
        parent[max(root(a), root(b))] = min(root(a), root(b))
    together: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(parent):
        together[root(key)].append(key)
    return list(together.values())


class _Groups:
    """Agglomeration within one component."""

    def __init__(
        self, keys: list[str], by_key: dict[str, Version], scores: dict[Pair, float], same: list[Pair], apart: set[Pair]
    ) -> None:
        self._versions, self._scores, self._apart = by_key, scores, apart
        self._members: dict[str, list[str]] = {k: [k] for k in keys}
        self._weight = {k: profile(by_key[k]).weight for k in keys}
        self._sum: dict[Pair, float] = {}
        self._worst: dict[Pair, float] = {}
        for a, b in combinations(keys, 2):
            self._worst[a, b] = self._score(a, b)
            self._sum[a, b] = self._worst[a, b] * self._weight[a] * self._weight[b]
        for a, b in same:
            self._join_by_hand(a, b)

    def joined(self) -> list[list[str]]:
        """The groups when no two fit any more; a group is known by its first key, and its keys are in order."""
        heap = [entry for a, b in combinations(sorted(self._members), 2) if (entry := self._entry(a, b))]
        heapq.heapify(heap)
        while heap:
            _, a, b, sizes = heapq.heappop(heap)
            if a in self._members and b in self._members and sizes == self._sizes(a, b):
                self._join(a, b)
                for other in sorted(self._members.keys() - {a}):
                    if entry := self._entry(*sorted((a, other))):
                        heapq.heappush(heap, entry)
        return list(self._members.values())

    def _score(self, a: str, b: str) -> float:
        known = self._scores.get((a, b))
        return points(self._versions[a], self._versions[b]) if known is None else known

    def _sizes(self, a: str, b: str) -> tuple[int, int]:
        return len(self._members[a]), len(self._members[b])

    def _entry(self, a: str, b: str) -> tuple[float, str, str, tuple[int, int]] | None:
        """The pair of groups as the heap takes it, or None where they may not be joined."""
        mean = self._sum[a, b] / (self._weight[a] * self._weight[b])
        if mean < settings()["same"] or self._worst[a, b] <= settings()["never"] or self._forbidden(a, b):
            return None
        return -mean, a, b, self._sizes(a, b)

    def _forbidden(self, a: str, b: str) -> bool:
        if not self._apart:
            return False
        return any(tuple(sorted((x, y))) in self._apart for x in self._members[a] for y in self._members[b])

    def _join(self, a: str, b: str) -> None:
        """Take group ``b`` into ``a``, whose key is the smaller."""
        for other in self._members.keys() - {a, b}:
            to_a, to_b = _ordered(a, other), _ordered(b, other)
            self._sum[to_a] += self._sum.pop(to_b)
            self._worst[to_a] = min(self._worst[to_a], self._worst.pop(to_b))
        self._weight[a] += self._weight.pop(b)
        self._members[a] = sorted(self._members[a] + self._members.pop(b))

    def _join_by_hand(self, a: str, b: str) -> None:
        """Join what a person called the same, unless somebody's "not the same" stands between any two of them."""
        found = {k: head for head, members in self._members.items() for k in members}
        if a not in found or b not in found or found[a] == found[b]:
            return
        first, second = _ordered(found[a], found[b])
        if not self._forbidden(first, second):
            self._join(first, second)


def _ordered(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _links(keys: list[str], by_key: dict[str, Version], human: list[Link]) -> list[Link]:
    """Why these are one incident: people's judgements that touch it, and for each version its best link to another one."""
    inside = set(keys)
    asked = keys if len(keys) <= CROWD else sorted(keys, key=lambda k: (-profile(by_key[k]).weight, k))[:ASKED]
    best: set[Pair] = set()
    for key in keys:
        mates = [(points(by_key[key], by_key[other]), *_ordered(key, other)) for other in asked if other != key]
        if mates:
            best.add(max(mates)[1:])
    found = [link(by_key[a], by_key[b]) for a, b in sorted(best)]
    return [j for j in human if j.a in inside or j.b in inside] + [one for one in found if one]
