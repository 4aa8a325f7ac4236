"""Opening a record: by path (SQLite) or URL (PostgreSQL), making or migrating its tables, and saying what stands in the way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from dateline.errors import RecordError, UsageError
from dateline.record.schema import metadata

HEAD = "0001"
"""The newest migration that this version knows."""
APPLICATION_ID = 0x444C4E31
""""DLN1": what SQLite's header says of a file that is a record."""
SQLITE_MAGIC = b"SQLite format 3\x00"
WAIT_SECONDS = 120
"""How long a writer waits for another."""
LOCK = 0x444C4E31
"""The advisory lock that PostgreSQL's writers take, one at a time."""


def open_engine(where: str | Path, *, write: bool, create: bool) -> tuple[Engine, str]:
    """An engine on the record at ``where``, its tables ready, and its name for messages.

    ``create`` makes a record where there is none. Raises UsageError for a URL that is none, RecordError for a file or
    database that is no record, is damaged, is newer than this version, or cannot be written.
    """
    text = str(where)
    if "://" in text:
        engine, name = _postgresql(text)
    else:
        engine, name = _sqlite(Path(text), write=write, create=create), text
    with explained(name):
        _prepare(engine, name, write=write, create=create)
    return engine, name


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn what the database says is wrong into a RecordError that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise RecordError(f"{name}: {_advice(error)}") from error
    except sqlite3.Error as error:
        raise RecordError(f"{name}: {_reason(str(error))}") from error


def _sqlite(path: Path, *, write: bool, create: bool) -> Engine:
    _check_file(path, write=write, create=create)
    frozen = not write and not _can_write(path)
    # A reader that may write nothing cannot open a WAL; without one beside it the file is whole and may be taken as it is.
    mode = "ro&immutable=1" if frozen and not _wal(path) else "ro" if not write and path.exists() else "rwc"
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.QueuePool, pool_size=1)

    @sa.event.listens_for(engine, "connect")
    def _settle(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA cache_size=-65536")
        if write:
            connection.execute("PRAGMA synchronous=FULL")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its place at once: two that began as readers could not both go on.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")

    return engine


def _check_file(path: Path, *, write: bool, create: bool) -> None:
    if path.is_dir():
        raise RecordError(f"{path}: a folder, not a record: name a file in it")
    if not path.exists():
        if not create:
            raise RecordError(
                f"{path}: there is no record here: make one with `dateline add`, or name it with --record"
            )
        if not path.absolute().parent.is_dir():
            raise RecordError(f"{path}: its folder does not exist: make it first")
        if not _writable_folder(path):
            raise RecordError(f"{path}: its folder cannot be written: choose another with --record")
        return
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except OSError as error:
        raise RecordError(f"{path}: cannot be read ({error.strerror})") from error
    if start and not start.startswith(SQLITE_MAGIC):
        raise RecordError(
            f"{path}: no record: the file is no SQLite database. It was left as it is: choose another name"
        )
    if start and int.from_bytes(start[68:72], "big") != APPLICATION_ID:
        _refuse_foreign(path)
    if write and not _can_write(path):
        raise RecordError(f"{path}: cannot be written: its folder or the file is read-only")


def _refuse_foreign(path: Path) -> None:
    """Raise unless the file is a record's whose making was cut short: no table yet, and nobody else's mark."""
    with explained(str(path)), sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True) as db:
        tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        mark = db.execute("PRAGMA application_id").fetchone()[0]
    if mark != APPLICATION_ID and (tables or mark):
        raise RecordError(
            f"{path}: an SQLite database of another program, no record. It was left as it is: choose another name"
        )


def _can_write(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return _writable_folder(path)
    except OSError:
        return False


def _writable_folder(path: Path) -> bool:
    import os

    folder = path.absolute().parent
    return os.access(folder, os.W_OK) and not _read_only_mount(folder)


def _read_only_mount(folder: Path) -> bool:
    import os

    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & getattr(os, "ST_RDONLY", 1))


def _wal(path: Path) -> bool:
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _postgresql(text: str) -> tuple[Engine, str]:
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise UsageError(
            f"{text}: no address of a database: write postgresql://user@host/database, or a path"
        ) from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise UsageError(f"{url.drivername}://: a record lies in SQLite (a path) or PostgreSQL (postgresql://...)")
    url = url.set(drivername="postgresql+psycopg")
    try:
        engine = sa.create_engine(url, pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise UsageError("PostgreSQL needs its driver: pip install 'dateline[postgresql]'") from error

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("write"):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")

    return engine, _without_password(url)


def _without_password(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def _prepare(engine: Engine, name: str, *, write: bool, create: bool) -> None:
    """Bring the tables up to date, or refuse what is no record of a version we know."""
    with engine.connect() as connection:
        found = _revision(connection)
    if found == HEAD:
        return
    if found is None:
        _refuse_strangers(engine, name)
        if not create:
            raise RecordError(f"{name}: there is no record here yet: make one with `dateline add`")
    elif not _known(found):
        raise RecordError(
            f"{name}: a newer version of Dateline wrote this record (its tables are of {found}, this version knows {HEAD}): "
            "update Dateline. Nothing was changed"
        )
    elif not write:
        raise RecordError(
            f"{name}: the record is of an older version: `dateline add` or `dateline info` brings it up to date"
        )
    _migrate(engine)


def _revision(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def _known(revision: str) -> bool:
    return revision.isdigit() and int(revision) <= int(HEAD)


def _refuse_strangers(engine: Engine, name: str) -> None:
    with engine.connect() as connection:
        taken = set(sa.inspect(connection).get_table_names()) & set(metadata.tables)
    if taken:
        raise RecordError(f"{name}: a database with tables of others ({', '.join(sorted(taken))}): name an empty one")


def _migrate(engine: Engine) -> None:
    """Run the migrations in one transaction, one process at a time."""
    from alembic import command
    from alembic.config import Config

    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA journal_mode=WAL")
    config = Config()
    config.set_main_option("script_location", "dateline.record:migrations")
    with engine.execution_options(write=True).begin() as connection:
        if _revision(connection) != HEAD:  # another process may have been here first
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def _advice(error: DBAPIError) -> str:
    told = str(error.orig).strip().splitlines()
    reason = told[0] if told else type(error.orig).__name__
    if (
        isinstance(error, OperationalError)
        and "psycopg" in type(error.orig).__module__
        and error.connection_invalidated is False
    ):
        return f"the database server said: {reason}"
    return _reason(reason)


def _reason(reason: str) -> str:
    low = reason.lower()
    for sign, advice in _ADVICE.items():
        if sign in low:
            return advice
    return f"the database said: {reason}"


_ADVICE = {
    "full": "the disk is full. What was stored before is safe: make room and give the same command again",
    "malformed": "the record is damaged: restore it from a copy, or save what can be saved with `sqlite3 FILE .recover`",
    "not a database": "no record, or one that is damaged: the file is no SQLite database",
    "readonly": "cannot be written: the file or its folder is read-only",
    "unable to open": "cannot be opened: is its folder there, and may it be written?",
    "locked": f"another process has been writing for {WAIT_SECONDS} seconds: try again when it is done",
    "disk i/o": "the disk cannot be read or written (is it full, or gone?). What was stored before is safe",
    "no space left": "the database server's disk is full. What was stored before is safe",
}
