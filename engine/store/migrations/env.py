"""Runs revisions on a connection that the store hands over, inside the transaction that it holds.

Alembic loads this file; it opens no database of its own, so that a revision and the acts after it stand or fall together.
"""

from __future__ import annotations

from alembic import context

from engine.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # SQLite can change a table only by copying it; triggers do not survive that (see append_only).
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
