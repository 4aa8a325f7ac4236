"""Alembic's migrations of a record, for SQLite and PostgreSQL."""
