"""The tables of a record, for SQLite and PostgreSQL alike.

What is said is kept for ever: ``reports``, ``readings``, ``judgements``. What follows from it can be made again at any time:
``versions``, ``blocks``, ``pairs``, ``incidents`` and what finds them, ``tolls``, ``agreements``, ``sketches``.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Serial = BigInteger().with_variant(Integer, "sqlite")
"""A number that the database gives; SQLite counts only a plain INTEGER by itself."""


def _report() -> Column[int]:
    return Column("report", Serial, ForeignKey("reports.seq"), nullable=False)


reports = Table(
    "reports",
    metadata,
    Column("seq", Serial, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("title", Text),
    Column("publisher", Text),
    Column("agency", Text),
    Column("url", Text),
    Column("language", String(8), nullable=False),
    Column("published", Date, index=True),
    Column("added", DateTime(timezone=True), nullable=False),
    Column("voice", Serial, ForeignKey("reports.seq"), index=True),  # None: its own
    Column("text", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    _report(),
    Column("coder", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("made", DateTime(timezone=True), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_readings_report_current", "report", "current"),
)

sketches = Table(
    "sketches",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("report", Serial, ForeignKey("reports.seq"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", String(16), nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("country", String(3)),
    Column("lat", Float),
    Column("lon", Float),
    Column("disputed", Boolean, nullable=False),
    Column("rejected", Boolean, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_incidents_start_end", "start", "end"),
    Index("ix_incidents_country_start", "country", "start"),
    Index("ix_incidents_lat_lon", "lat", "lon"),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    _report(),
    Column("event", Text, nullable=False),
    Column("incident", Text, ForeignKey("incidents.id"), index=True),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("report", "event"),
)

blocks = Table(
    "blocks",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Serial, ForeignKey("versions.id"), primary_key=True, autoincrement=False),
    Index("ix_blocks_version", "version"),
    sqlite_with_rowid=False,
)

pairs = Table(
    "pairs",
    metadata,
    Column("a", Serial, ForeignKey("versions.id"), primary_key=True, autoincrement=False),
    Column("b", Serial, ForeignKey("versions.id"), primary_key=True, autoincrement=False),
    Column("verdict", String(8), nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("ix_pairs_b", "b"),
    sqlite_with_rowid=False,
)

finders = Table(
    "finders",
    metadata,
    Column("key", Text, primary_key=True),
    Column("incident", Text, ForeignKey("incidents.id"), primary_key=True),
    Index("ix_finders_incident", "incident"),
    sqlite_with_rowid=False,
)

tolls = Table(
    "tolls",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    _report(),
    Column("body", LargeBinary, nullable=False),
    Index("ix_tolls_report", "report"),
)

agreements = Table(
    "agreements",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    _report(),
    Column("body", LargeBinary, nullable=False),
    Index("ix_agreements_report", "report"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("act", BigInteger),  # the first row of what was decided at once; None: this one
    Column("verdict", String(8), nullable=False),
    Column("a", Text, nullable=False),
    Column("b", Text),
    Column("a_now", Text, index=True),  # the key of the newest reading; None where it tells no such event any more
    Column("b_now", Text, index=True),
    Column("field", Text),
    Column("value", Text),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("undone_by", Text),
    Column("undone_at", DateTime(timezone=True)),
)
