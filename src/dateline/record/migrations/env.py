"""What Alembic runs: migrations on the connection that ``connect`` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from dateline.record.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    include_name=lambda name, kind, _: kind != "table" or not (name or "").startswith("words"),
)
with context.begin_transaction():
    context.run_migrations()
