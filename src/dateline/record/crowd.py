"""Grouping where very many versions hang together: an event that a thousand reports tell of.

Comparing all with all would cost the square of their number at every new report. Here the versions that tell most come first and found
groups; each later one joins the group whose fullest members it fits best on average, or founds its own. Only groups that hold a version
which it fits are asked. The order is that of what versions tell and of their keys, so that the order of arrival leaves no trace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from dateline.record.blocking import ASKED
from dateline.record.model import Version
from dateline.record.profile import profile, settings

Pair = tuple[str, str]


class Crowd:
    """Groups in the making. ``score`` gives the points of two versions by key, ``apart`` whom people hold to be two."""

    def __init__(
        self, by_key: Mapping[str, Version], score: Callable[[str, str], float], apart: Iterable[Pair]
    ) -> None:
        self._weight = {key: profile(version).weight for key, version in by_key.items()}
        self._score = score
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        for a, b in apart:
            self._apart[a].add(b)
            self._apart[b].add(a)
        self._groups: list[list[str]] = []
        self._of: dict[str, int] = {}

    def grouped(self, keys: Sequence[str], fitting: Iterable[Pair], same: Iterable[Pair]) -> list[list[str]]:
        """``keys`` in groups. ``fitting`` are the pairs that fit, ``same`` those that a person joined."""
        mates: defaultdict[str, set[str]] = defaultdict(set)
        for a, b in fitting:
            mates[a].add(b)
            mates[b].add(a)
        for a, b in same:
            self._join_by_hand(a, b)
        for key in sorted(keys, key=lambda k: (-self._weight[k], k)):
            if key not in self._of:
                self._place(key, self._best(key, {self._of[m] for m in mates[key] if m in self._of}))
        return [sorted(group) for group in self._groups if group]

    def _place(self, key: str, number: int | None) -> None:
        if number is None:
            number = len(self._groups)
            self._groups.append([])
        self._groups[number].append(key)
        self._of[key] = number

    def _best(self, key: str, numbers: Iterable[int]) -> int | None:
        """The group that a version fits best, or None where it fits none."""
        fits = [(mean, -n) for n in numbers if (mean := self._mean(key, self._groups[n])) is not None]
        return -max(fits)[1] if fits else None

    def _mean(self, key: str, group: Sequence[str]) -> float | None:
        if self._apart[key] and not self._apart[key].isdisjoint(group):
            return None
        asked = group[:ASKED]  # those that tell most came first
        scores = [(self._score(key, other), self._weight[other]) for other in asked]
        mean = sum(points * weight for points, weight in scores) / sum(weight for _, weight in scores)
        worst = min(points for points, _ in scores)
        return mean if mean >= settings()["same"] and worst > settings()["never"] else None

    def _join_by_hand(self, a: str, b: str) -> None:
        for key in (a, b):
            if key not in self._of:
                self._place(key, None)
        first, second = sorted((self._of[a], self._of[b]))
        members = self._groups[second]
        if first == second or any(not self._apart[m].isdisjoint(self._groups[first]) for m in members):
            return
        self._groups[first] += members
        self._of |= dict.fromkeys(members, first)
        self._groups[second] = []
