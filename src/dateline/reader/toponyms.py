"""Which place of a name is meant: all names of a report are resolved together.

Every candidate has evidence of its own (size, what the text calls it, "Alexandria, Va.") and the company of the other names:
places near one another, in one region or one country speak for one another. The chances of all candidates are reckoned a few
times over, each time with the company's latest, as in spatial minimality (Leidner 2007) and context-hierarchy fusion (Kamalloo &
Rafiei 2018). Weights: ``lexicon/en/toponym_choice.toml``, fitted by ``bench/fit_choice.py``. A name that fits no candidate
stays unresolved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from math import log10

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dateline.gazetteer import Candidate
from dateline.lexicon import settings
from dateline.model.geo import EARTH_DIAMETER_KM, kilometres
from dateline.model.reading import Place, PlacePrecision
from dateline.model.span import Span
from dateline.reader.names import demonyms
from dateline.reader.toponym_evidence import listed, opens_dispatch, states

Floats = NDArray[np.float64]
AT_MOST_NAMES = 12
CODE = 4
"""GeoNames lists the codes of airports and spellings in small letters among the names: nobody writes them."""
AT_MOST_CANDIDATES = 30
AT_MOST_COMPANY = 60
"""Names of a report whose candidates speak for others; the most frequent ones."""
ROUNDS = 4
RIVAL_POPULATION = 50_000
RIVAL_KM = 100.0
NEAR_KM = 120.0
HOME = 2
"""What the outlet's country counts for, in mentions of its people."""
TELLING = 0.3
"""What evidence must add to a choice to be told as a reason."""


@dataclass(slots=True)
class Toponym:
    """A place name at tokens ``start`` to ``end``, what it may mean, and what it was taken for."""

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    chosen: Candidate | None = None
    chance: float = 0.0
    why: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Choice:
    """One place that a name may mean, its chance (0 to 1), and what speaks for it."""

    place: Candidate
    chance: float
    why: list[str]


@dataclass(slots=True)
class Name:
    """The mentions of one name in a report: one sense each."""

    mentions: list[Toponym]
    candidates: tuple[Candidate, ...]
    own: list[dict[str, float]]
    """Evidence for each candidate that does not depend on the other names."""


@cache
def weights() -> dict[str, float]:
    """Evidence by name, and what it weighs."""
    return {name: float(value) for name, value in settings("toponym_choice")["weights"].items()}


class Resolver:
    """Chooses for all place names of one report together."""

    def __init__(self, doc: Doc, found: list[Toponym]) -> None:
        self.doc = doc
        self.source: str = doc._.source
        self.found = found
        self.countries = _countries(doc, found) if len(found) > 1 else Counter()
        self.names = list(self._names())
        self._reckoned: dict[int, list[Choice]] = {}
        self._choose()

    def choices(self, toponym: Toponym) -> list[Choice]:
        """Every place that was weighed for a name, likeliest first; [] where the gazetteer knows none."""
        return self._reckoned.get(toponym.start, [])

    def _names(self) -> Iterator[Name]:
        """Mentions with one name and one stated whereabouts, most frequent first."""
        groups: dict[tuple[str, str], list[Toponym]] = {}
        for toponym in self.found:
            if toponym.candidates:
                groups.setdefault((toponym.text.lower(), self._stated(toponym)), []).append(toponym)
        for (_, stated), mentions in sorted(groups.items(), key=lambda group: -len(group[1])):
            candidates = sorted(_without_namesakes(mentions[0].candidates), key=lambda c: -c.prominence)
            candidates = sorted(candidates, key=lambda c: c.precision != "country")[:AT_MOST_CANDIDATES]
            hints = {self._kind_hint(t) for t in mentions} - {""}
            own = [dict(self._own(c, stated, hints)) for c in candidates]
            yield Name(mentions, tuple(candidates), own)

    def _choose(self) -> None:
        if not self.names:
            return
        chances, evidence = reckon(self.names)
        start = 0
        for name in self.names:
            end = start + len(name.candidates)
            choices = [
                Choice(c, float(chances[i]), _reasons(evidence[i], c)) for i, c in enumerate(name.candidates, start)
            ]
            choices.sort(key=lambda choice: -choice.chance)
            for toponym in name.mentions:
                self._reckoned[toponym.start] = choices
                toponym.chance, toponym.why = choices[0].chance, choices[0].why
                if toponym.chance >= weights()["least chance"]:
                    toponym.chosen = self._region_of_that_name(toponym, choices[0].place)
            start = end

    def _region_of_that_name(self, toponym: Toponym, town: Candidate) -> Candidate:
        """The region, where a town has the name of its region and the text calls it one ("Kunduz province")."""
        if town.precision != "city" or self._kind_hint(toponym) != "region":
            return town
        return next((c for c in toponym.candidates if _is_namesake(c, town)), town)

    def _stated(self, toponym: Toponym) -> str:
        """What the words after a comma or an "in" say the place lies in: "Alexandria, Va.": "US:Virginia"."""
        i, doc = toponym.end, self.doc
        if i + 1 >= len(doc) or not (doc[i].text in {",", "("} or doc[i].lower_ == "in"):
            return ""
        for size in (3, 2, 1):
            words = doc[i + 1 : i + 1 + size].text.strip(" ,")
            if words in states():
                return f"US:{states()[words]}"
            following = next((t for t in self.found if t.start in {i + 1, i + 2} and t.text == words), None)
            if following is not None:
                return f"in:{self.found.index(following)}"
        return ""

    def _kind_hint(self, toponym: Toponym) -> str:
        """Whether the words around call the name a region or a town ("the northern city of", "Kunduz province")."""
        doc, start, end = self.doc, toponym.start, toponym.end
        if opens_dispatch(doc, start, end):
            return "dateline"
        after = doc[end].lower_ if end < len(doc) else ""
        before = {doc[k].lower_ for k in range(max(0, start - 3), start)}
        if after in listed("region_words"):
            return "region"
        if after in listed("city_words") or (before & listed("city_words") and "of" in before):
            return "city"
        if before & listed("region_words") and "of" in before:
            return "region"
        return "city" if before & {"town", "city", "village"} else ""

    def _own(self, c: Candidate, stated: str, hints: set[str]) -> Iterator[tuple[str, float]]:
        """Evidence for a candidate by itself."""
        yield "size", log10(c.prominence + 10) / 7
        yield c.precision, 1.0
        if c.main:
            yield "usual name", 1.0
        if c.source in {"overlay", "zipcodes", "airportsdata"}:
            yield c.source, 1.0
        if "dateline" in hints and c.precision == "city":
            yield "written there", 1.0
        for hint in hints - {"dateline"}:
            wide = c.precision in {"region", "district"}
            yield ("called so" if wide == (hint == "region") else "called otherwise"), 1.0
        if stated:
            yield from self._fits_stated(c, stated)
        total = sum(self.countries.values())
        if c.country and total:
            yield "country of the report", self.countries[c.country] / total

    def _fits_stated(self, c: Candidate, stated: str) -> Iterator[tuple[str, float]]:
        kind, value = stated.split(":", 1)
        if kind == "US":
            fits = c.country == "USA" and c.admin1 == value
            yield ("said to be there" if fits else "said to be elsewhere"), 1.0
            return
        for container in self.found[int(value)].candidates[:6]:
            if container is not c and _holds(container, c):
                yield "said to be there", 1.0
                return
        yield "said to be elsewhere", 0.5

    def place(self, toponym: Toponym) -> Place:
        """The contract's place of a name; unresolved ones keep their words."""
        first, last = self.doc[toponym.start], self.doc[toponym.end - 1]
        span = Span.of(self.source, first.idx, last.idx + len(last))
        c = toponym.chosen
        if c is None:
            return Place(name=span.text, precision="site", span=span)
        self.doc._.place_notes[first.idx] = (
            f"{c.name} ({c.country or '-'}, {c.source}) of {len(toponym.candidates)}, "
            f"chance {toponym.chance:.2f}: {', '.join(toponym.why) or 'largest of its name'}"
        )
        others = (n for n in c.names if not (n.isascii() and (n.islower() or (n.isupper() and len(n) <= CODE))))
        names = tuple(dict.fromkeys(n for n in (*others, toponym.text) if n != c.name))[:AT_MOST_NAMES]
        precision: PlacePrecision = c.precision  # type: ignore[assignment]
        return Place(
            name=c.name, names=names, country=c.country, admin1=c.admin1, lat=c.lat, lon=c.lon, geonames_id=c.geonames_id,
            precision=precision, span=span,
        )  # fmt: skip


def _without_namesakes(candidates: tuple[Candidate, ...]) -> list[Candidate]:
    """Without regions that have the name of their large town: one place, until the text says which is meant."""
    towns = [c for c in candidates if c.precision == "city" and c.prominence >= RIVAL_POPULATION]
    return [c for c in candidates if not any(_is_namesake(c, town) for town in towns)]


def _is_namesake(c: Candidate, town: Candidate) -> bool:
    """Whether a region, other than one of our own table, lies about a town."""
    if c.precision not in {"region", "district"} or c.source == "overlay" or c.country != town.country:
        return False
    return (kilometres(c.lat, c.lon, town.lat, town.lon) or 0.0) <= RIVAL_KM


def _holds(container: Candidate, c: Candidate) -> bool:
    """Whether one place lies in another, as far as the gazetteer tells: its country, its region or its district."""
    if container.country != c.country or c.precision == "country":
        return False
    return container.precision == "country" or container.name in {c.admin1, c.admin2}


def _countries(doc: Doc, found: list[Toponym]) -> Counter[str]:
    """How much the report speaks of each country: demonyms, countries, names that only one country has, the outlet's home."""
    known = demonyms()
    counts: Counter[str] = Counter(known[word] for word in [t.text for t in doc] if word in known)
    for toponym in found:
        kinds = {c.country for c in toponym.candidates if c.country}
        top = max(toponym.candidates, key=lambda c: c.prominence, default=None)
        if top is not None and top.country and (top.precision == "country" or len(kinds) == 1):
            counts[top.country] += 2 if top.precision == "country" else 1
        elif top is not None and top.country and top.prominence >= 1_000_000:
            counts[top.country] += 1
    if doc._.home:
        counts[doc._.home] += HOME
    return counts


def reckon(names: list[Name]) -> tuple[Floats, list[dict[str, float]]]:
    """The chance of every candidate of every name in turn, and the evidence that it rests on.

    Chances of one name's candidates and of "none of these" add up to 1.
    """
    known = weights()
    group = np.repeat(np.arange(len(names)), [len(n.candidates) for n in names])
    own = [evidence for name in names for evidence in name.own]
    alone = np.array([sum(known.get(k, 0.0) * v for k, v in evidence.items()) for evidence in own])
    ties = Ties.between([c for name in names for c in name.candidates], group)
    chances, kept = _softmax(alone, group, known["none"]), {}
    for _ in range(ROUNDS):
        kept = ties.company(chances)
        chances = _softmax(alone + sum(known.get(k, 0.0) * v for k, v in kept.items()), group, known["none"])
    return chances, [evidence | {k: float(v[i]) for k, v in kept.items()} for i, evidence in enumerate(own)]


def _softmax(scores: Floats, group: NDArray[np.intp], none: float) -> Floats:
    raised = np.exp(np.clip(scores, -50, 50))
    totals = np.bincount(group, raised) + np.exp(none)
    return np.asarray(raised / totals[group])


@dataclass(slots=True)
class Ties:
    """How the candidates of different names lie to one another: matrices of candidates by candidates that speak."""

    near: Floats
    same_region: Floats
    same_country: Floats
    inside: Floats
    speakers: int

    @classmethod
    def between(cls, candidates: list[Candidate], group: NDArray[np.intp]) -> Ties:
        """The ties of candidates, each of the name ``group``; names after the first sixty are spoken for alone."""
        speakers = int(np.searchsorted(group, AT_MOST_COMPANY))
        others = group[:, None] != group[None, :speakers]
        country = _numbered([c.country for c in candidates], {})
        numbers: dict[str, int] = {}
        region = _numbered([c.admin1 and f"{c.country}/{c.admin1}" for c in candidates], numbers)
        named = _numbered([f"{c.country}/{c.name}" if c.precision == "region" else None for c in candidates], numbers)
        points = np.radians([[c.lat or 0.0, c.lon or 0.0] for c in candidates])
        wide = np.array([c.precision in {"country", "region"} or c.lat is None for c in candidates])
        apart = _distances(points, points[:speakers])
        near = np.exp(-apart / NEAR_KM) * others * ~wide[:, None] * ~wide[None, :speakers]
        return cls(
            near,
            _same(region, region[:speakers]) * others,
            _same(country, country[:speakers]) * others,
            _same(region, named[:speakers]) * others,
            speakers,
        )

    def company(self, chances: Floats) -> dict[str, Floats]:
        """For each candidate, how much of the other names' chances lies near it; each kind between 0 and 1."""
        speaking = chances[: self.speakers]
        found = {
            "near other places": self.near @ speaking,
            "region of other places": self.same_region @ speaking,
            "country of other places": self.same_country @ speaking,
            "in a region that is named": self.inside @ speaking,
        }
        return {name: value / (1 + value) for name, value in found.items()}


def _numbered(labels: list[str | None], numbers: dict[str, int]) -> NDArray[np.intp]:
    """The number of each label in ``numbers``, which grows as labels are met; -1 for None."""
    return np.array(
        [-1 if label is None else numbers.setdefault(label, len(numbers)) for label in labels], dtype=np.intp
    )


def _same(a: NDArray[np.intp], b: NDArray[np.intp]) -> Floats:
    return np.asarray((a[:, None] == b[None, :]) & (a[:, None] >= 0), dtype=np.float64)


def _distances(a: Floats, b: Floats) -> Floats:
    """Great-circle distances in km between points in radians."""
    lat_a, lon_a, lat_b, lon_b = a[:, None, 0], a[:, None, 1], b[None, :, 0], b[None, :, 1]
    h = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    return np.asarray(EARTH_DIAMETER_KM * np.arcsin(np.sqrt(np.clip(h, 0, 1))))


def _reasons(evidence: dict[str, float], c: Candidate) -> list[str]:
    """The evidence that counts most for a choice, in words."""
    known = weights()
    added = {name: known.get(name, 0.0) * value for name, value in evidence.items() if name in REASONS}
    strong = sorted((name for name in added if added[name] >= TELLING), key=lambda name: -added[name])
    return [REASONS[name].format(country=c.country, admin1=c.admin1) for name in strong[:3]]


REASONS = {
    "said to be there": "said to be there",
    "called so": "called so",
    "written there": "the report was written there",
    "country of the report": "the report speaks of {country}",
    "near other places": "near other places of the report",
    "region of other places": "others lie in {admin1}",
    "country of other places": "others lie in {country}",
    "in a region that is named": "{admin1} is named",
}
