"""Which place of a name is meant: candidates, scored by the report around them.

After the habits of Mordecai and CLIFF: what is said outright ("Alexandria, Va.", "Santa Elena, Usulutan Department")
counts most, then the countries and regions that the report is about, then nearness to its other places, then size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log10

from spacy.tokens import Doc

from dateline.gazetteer import Candidate
from dateline.gazetteer.build import rows
from dateline.lexicon import settings
from dateline.model.geo import kilometres
from dateline.model.reading import Place, PlacePrecision
from dateline.model.span import Span
from dateline.reader.names import demonyms

AT_MOST_NAMES = 12
RIVAL_POPULATION = 50_000
"""A town of this size stands for the region of its name, unless the text calls it a region."""


@dataclass(slots=True)
class Toponym:
    """A place name at tokens ``start`` to ``end``, what it may mean, and what it was taken for."""

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    chosen: Candidate | None = None
    score: float = 0.0
    why: list[str] = field(default_factory=list)


@cache
def _states() -> dict[str, str]:
    """Names of states of the US by their abbreviations."""
    found: dict[str, str] = {}
    for row in rows("us_states"):
        found[row["code"]] = found[row["short"]] = found[row["name"]] = row["name"]
    return found


class Resolver:
    """Chooses for all place names of one report together."""

    def __init__(self, doc: Doc, found: list[Toponym]) -> None:
        self.doc = doc
        self.found = found
        self.words = settings("where")
        self.countries = self._countries()
        for toponym in found:
            self._choose(toponym, ())
        anchors = [t.chosen for t in found if t.chosen is not None and (t.score >= 2.2 or len(t.candidates) == 1)]
        self._one_sense(anchors)

    def _countries(self) -> Counter[str]:
        """How much the report speaks of each country: demonyms, countries and names that only one country has."""
        counts: Counter[str] = Counter(demonyms()[t.text] for t in self.doc if t.text in demonyms())
        for toponym in self.found:
            kinds = {c.country for c in toponym.candidates if c.country}
            top = toponym.candidates[0] if toponym.candidates else None
            if top is not None and top.country and (top.precision == "country" or len(kinds) == 1):
                counts[top.country] += 2 if top.precision == "country" else 1
            elif top is not None and top.country and top.population >= 1_000_000:
                counts[top.country] += 1
        return counts

    def _one_sense(self, anchors: list[Candidate]) -> None:
        """Second look, with the places that are sure; one name has one meaning in one report."""
        chosen: dict[str, Candidate] = {}
        for toponym in sorted(self.found, key=lambda t: -t.score):
            same = chosen.get(toponym.text.lower())
            if same is not None and not self._stated(toponym):
                toponym.chosen, toponym.why = same, ["as elsewhere in the report"]
                continue
            self._choose(toponym, anchors)
            if toponym.chosen is not None:
                chosen.setdefault(toponym.text.lower(), toponym.chosen)

    def _choose(self, toponym: Toponym, anchors: Sequence[Candidate]) -> None:
        if not toponym.candidates:
            return
        stated = self._stated(toponym)
        hint = self._kind_hint(toponym)
        scored = [
            (*self._score(c, toponym, stated, hint, anchors), n, c) for n, c in enumerate(toponym.candidates[:60])
        ]
        score, why, _, best = max(scored, key=lambda s: (s[0], -s[2]))
        toponym.chosen, toponym.score, toponym.why = best, score, why

    def _stated(self, toponym: Toponym) -> str:
        """What the words after a comma or an "in" say the place lies in: "Alexandria, Va." """
        i = toponym.end
        doc = self.doc
        if i < len(doc) and (doc[i].text in {",", "("} or doc[i].lower_ == "in") and i + 1 < len(doc):
            for size in (3, 2, 1):
                words = doc[i + 1 : i + 1 + size].text.strip(" ,")
                if words in _states():
                    return f"US:{_states()[words]}"
                following = next((t for t in self.found if t.start in {i + 1, i + 2} and t.text == words), None)
                if following is not None:
                    return f"in:{self.found.index(following)}"
        return ""

    def _kind_hint(self, toponym: Toponym) -> str:
        doc, start, end = self.doc, toponym.start, toponym.end
        after = doc[end].lower_ if end < len(doc) else ""
        before = {doc[k].lower_ for k in range(max(0, start - 3), start)}
        if after in self.words["region_words"]:
            return "region"
        if after in self.words["city_words"] or (before & set(self.words["city_words"]) and "of" in before):
            return "city"
        if before & set(self.words["region_words"]) and "of" in before:
            return "region"
        return "city" if before & {"town", "city", "village"} else ""

    def _score(
        self, c: Candidate, toponym: Toponym, stated: str, hint: str, anchors: Sequence[Candidate]
    ) -> tuple[float, list[str]]:
        why: list[str] = []
        score = log10(c.population + 10) / 4 + (0.5 if c.main else 0)
        if c.precision == "country":
            score += 2
        elif c.source == "overlay":
            score += 0.7
        elif c.precision == "region":
            rival = any(
                o.precision == "city" and o.country == c.country and o.population >= RIVAL_POPULATION
                for o in toponym.candidates
            )
            score += 0.2 if rival else 1.4
        if hint:
            fits = (hint == "region" and c.precision in {"region", "district"}) or (
                hint == "city" and c.precision in {"city", "site"}
            )
            score += 1.2 if fits else -0.6
            why.append(f"called a {hint}")
        if stated:
            points, said = self._fits_stated(c, stated)
            score += points
            why += [said] if said else []
        total = sum(self.countries.values())
        if c.country and total:
            share = self.countries[c.country] / total
            if share:
                score += 0.6 + 1.6 * share
                why.append(f"the report speaks of {c.country}")
        near = _nearest(c, anchors)
        if near is not None and near < 300:
            score += 0.8 * (1 - near / 300)
            why.append(f"{near:.0f} km from another place of the report")
        if c.admin1 and any(a.name == c.admin1 for a in anchors if a is not c):
            score += 0.9
            why.append(f"{c.admin1} is named")
        return score, why

    def _fits_stated(self, c: Candidate, stated: str) -> tuple[float, str]:
        kind, value = stated.split(":", 1)
        if kind == "US":
            fits = c.country == "USA" and c.admin1 == value
            return (4.0 if fits else -1.0), f"said to be in {value}"
        other = self.found[int(value)]
        for container in other.candidates[:6]:
            if container is c or container.country != c.country:
                continue
            if container.precision == "country":
                return 2.5, f"said to be in {container.name}"
            if (
                container.precision in {"region", "district", "city"}
                and (distance := _km(container, c)) is not None
                and distance < 250
                and c.precision != "country"
            ):
                return 2.5 - distance / 250, f"said to be in {container.name}"
        return 0.0, ""

    def place(self, toponym: Toponym) -> Place:
        """The contract's place of a name; unresolved ones keep their words."""
        first, last = self.doc[toponym.start], self.doc[toponym.end - 1]
        span = Span.of(self.doc._.source, first.idx, last.idx + len(last))
        c = toponym.chosen
        if c is None:
            return Place(name=span.text, precision="site", span=span)
        self.doc._.place_notes[first.idx] = (
            f"{c.name} ({c.country or '-'}, {c.source}) of {len(toponym.candidates)}: {', '.join(toponym.why) or 'largest of its name'}"
        )
        names = tuple(dict.fromkeys(n for n in (*c.names, toponym.text) if n != c.name))[:AT_MOST_NAMES]
        precision: PlacePrecision = c.precision  # type: ignore[assignment]
        return Place(
            name=c.name, names=names, country=c.country, admin1=c.admin1, lat=c.lat, lon=c.lon, geonames_id=c.geonames_id,
            precision=precision, span=span,
        )  # fmt: skip


def _km(a: Candidate, b: Candidate) -> float | None:
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def _nearest(c: Candidate, anchors: Sequence[Candidate]) -> float | None:
    distances = [
        d
        for a in anchors
        if a.id != c.id and a.precision in {"city", "district", "site"} and (d := _km(a, c)) is not None
    ]
    return min(distances, default=None)
