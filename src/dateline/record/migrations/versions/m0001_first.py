"""The first tables of a record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table, and the index of words in the form that the database has."""
    _reports()
    _readings()
    _judgements()
    _sketches()
    _incidents()
    _versions()
    _blocks()
    _pairs()
    _finders()
    _tolls()
    _agreements()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE words USING fts5(title, text, content='reports', content_rowid='seq', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
    else:
        op.execute(
            "CREATE INDEX ix_reports_words ON reports USING gin "
            "(to_tsvector('english', coalesce(title, '') || ' ' || text))"
        )


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("seq", Serial, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voice", Serial, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["voice"], ["reports.seq"], name=op.f("fk_reports_voice")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_reports")),
        sa.UniqueConstraint("hash", name=op.f("uq_reports_hash")),
        sa.UniqueConstraint("id", name=op.f("uq_reports_id")),
    )
    op.create_index(op.f("ix_reports_published"), "reports", ["published"], unique=False)
    op.create_index(op.f("ix_reports_voice"), "reports", ["voice"], unique=False)


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("report", Serial, nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name=op.f("fk_readings_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )
    op.create_index("ix_readings_report_current", "readings", ["report", "current"], unique=False)


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("act", sa.BigInteger(), nullable=True),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("a", sa.Text(), nullable=False),
        sa.Column("b", sa.Text(), nullable=True),
        sa.Column("a_now", sa.Text(), nullable=True),
        sa.Column("b_now", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
    )
    op.create_index(op.f("ix_judgements_a_now"), "judgements", ["a_now"], unique=False)
    op.create_index(op.f("ix_judgements_b_now"), "judgements", ["b_now"], unique=False)


def _sketches() -> None:
    op.create_table(
        "sketches",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("report", Serial, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name=op.f("fk_sketches_report")),
        sa.PrimaryKeyConstraint("hash", "report", name=op.f("pk_sketches")),
        sqlite_with_rowid=False,
    )


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index("ix_incidents_country_start", "incidents", ["country", "start"], unique=False)
    op.create_index("ix_incidents_lat_lon", "incidents", ["lat", "lon"], unique=False)
    op.create_index("ix_incidents_start_end", "incidents", ["start", "end"], unique=False)


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("report", Serial, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_versions_incident")),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name=op.f("fk_versions_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("report", "event", name=op.f("uq_versions_report_event")),
    )
    op.create_index(op.f("ix_versions_incident"), "versions", ["incident"], unique=False)


def _blocks() -> None:
    op.create_table(
        "blocks",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", Serial, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_blocks_version")),
        sa.PrimaryKeyConstraint("key", "version", name=op.f("pk_blocks")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_blocks_version", "blocks", ["version"], unique=False)


def _pairs() -> None:
    op.create_table(
        "pairs",
        sa.Column("a", Serial, autoincrement=False, nullable=False),
        sa.Column("b", Serial, autoincrement=False, nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["a"], ["versions.id"], name=op.f("fk_pairs_a")),
        sa.ForeignKeyConstraint(["b"], ["versions.id"], name=op.f("fk_pairs_b")),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_pairs")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pairs_b", "pairs", ["b"], unique=False)


def _finders() -> None:
    op.create_table(
        "finders",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_finders_incident")),
        sa.PrimaryKeyConstraint("key", "incident", name=op.f("pk_finders")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_finders_incident", "finders", ["incident"], unique=False)


def _tolls() -> None:
    op.create_table(
        "tolls",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("report", Serial, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name=op.f("fk_tolls_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tolls")),
    )
    op.create_index("ix_tolls_report", "tolls", ["report"], unique=False)


def _agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("report", Serial, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name=op.f("fk_agreements_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
    )
    op.create_index("ix_agreements_report", "agreements", ["report"], unique=False)
