"""What a contract says on terms of the pack's own, and the numbers that a request or a re-triage states.

Rows that are recorded have neither: a blank is left out of an act's digest, so all digests stay as they are.
A published revision is not changed: what comes later is a revision of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.store.migrations.row_rules import Rule, make_rules

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATED = {"contracts": "terms", "requests": "numbers", "retriages": "numbers"}


def upgrade() -> None:
    for table, column in STATED.items():
        op.add_column(table, sa.Column(column, sa.String(), nullable=True))
        rules = [Rule(f"NEW.{column} = ''", "a text is not empty")]
        if op.get_context().dialect.name == "sqlite":
            rules.append(Rule(f"typeof(NEW.{column}) NOT IN ('text', 'null')", "a value is not of the type of its column"))
        make_rules(table, *rules, name="stated")
