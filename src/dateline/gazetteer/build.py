"""Compile the gazetteer: entries into one SQLite file, keyed by folded names.

Takes some twenty seconds, once; written to a temporary file and moved into place, so that two processes may build at once.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dateline.errors import GazetteerError
from dateline.gazetteer.entries import Entry
from dateline.gazetteer.folding import LATIN, fold, without_article

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, geonames_id INTEGER, name TEXT NOT NULL, names TEXT NOT NULL, country TEXT,
    admin1 TEXT, admin2 TEXT, lat REAL, lon REAL, precision TEXT NOT NULL, population INTEGER NOT NULL, source TEXT NOT NULL);
CREATE TABLE name (folded TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (folded, place)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
OTHER_SCRIPT_POPULATION = 15_000
"""Names in other scripts are keys for towns of this size: smaller ones seldom have any, and the index stays small."""
SHORT_NAME_POPULATION = 1_000
Progress = Callable[[str, int], None]


def build(path: Path, progress: Progress | None = None) -> None:
    """Write the index of all sources to ``path``. Raises GazetteerError where it cannot be written."""
    from dateline.gazetteer.sources import everything  # the packages of places are needed for building alone

    say = progress or (lambda what, done: None)
    say("reading the packaged sources", 0)
    write(path, everything(), say)


def write(path: Path, entries: Iterable[Entry], say: Progress) -> int:
    """Write an index of ``entries`` to ``path``, all or nothing; the number of places. Raises GazetteerError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    except OSError as error:
        raise GazetteerError(f"{path}: the gazetteer could not be built ({error}): is the folder closed?") from error
    os.close(handle)
    try:
        number = _fill(Path(temporary), entries, say)
        Path(temporary).replace(path)
    except sqlite3.Error as error:
        raise GazetteerError(f"{path}: the gazetteer could not be built ({error}): is the disk full?") from error
    finally:
        Path(temporary).unlink(missing_ok=True)
    return number


def _fill(path: Path, entries: Iterable[Entry], say: Progress) -> int:
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
    number = 0
    for number, entry in enumerate(entries, 1):
        store(connection, number, entry)
        if number % 20_000 == 0:
            say("compiling the gazetteer", number)
    connection.execute("INSERT INTO meta VALUES ('places', ?)", (str(number),))
    connection.commit()
    connection.close()
    return number


def store(connection: sqlite3.Connection, number: int, entry: Entry) -> None:
    """Write one place and its keys, as number ``number``."""
    connection.execute(
        "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            number, entry.geonames_id, entry.name, "\x1f".join(entry.names), entry.country, entry.admin1, entry.admin2,
            entry.lat, entry.lon, entry.precision, entry.population, entry.source,
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT OR IGNORE INTO name VALUES (?,?,?)", [(key, number, main) for key, main in keys(entry).items()]
    )


def keys(entry: Entry) -> dict[str, int]:
    """The folded names that a place is found by, and whether each is its usual name (1) or another (0)."""
    found = {fold(name): 1 for name in (entry.name, entry.name.split(", ")[0], *entry.usual)}
    for name in _searched(entry):
        found.setdefault(fold(name), 0)
    for name in (entry.name, *entry.names):
        if "ə" in name.lower():  # Azerbaijani schwa: written a or e
            found.setdefault(fold(name.replace("ə", "e").replace("Ə", "E")), 0)
    for key in list(found):
        found.setdefault(without_article(key), 0)
    return {key: main for key, main in found.items() if len(key) > 1 or not key.isascii()}


def _searched(entry: Entry) -> Iterator[str]:
    ours = entry.source not in {"geonames", "added"}
    trusted = ours or entry.population >= SHORT_NAME_POPULATION
    for name in entry.names:
        if LATIN.match(name):
            if trusted or len(name) > 4:
                yield name
        elif ours or entry.population >= OTHER_SCRIPT_POPULATION:
            yield name
