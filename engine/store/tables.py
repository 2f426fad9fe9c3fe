"""The tables of the record, all of them: which one holds which kind of act, and under which column its id stands.

Answers for SQL text below the desk; knows no rows, no transactions, and not how the tables come to be (migrations do).
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table

# Imported so that their tables are known to the metadata.
from engine.store import act_tables, statement_tables  # noqa: F401
from engine.store.kinds import KINDS
from engine.store.log_tables import Row

METADATA = Row.metadata
ACTS: Table = METADATA.tables["acts"]
PERSONAL: Table = METADATA.tables["personal"]
RETRACTIONS: Table = METADATA.tables["retractions"]
TABLE_OF_KIND: dict[str, Table] = {kind: METADATA.tables[kind] for kind in KINDS}

# What a frozen statement is made of, in the order in which its rows refer to one another.
TABLE_OF_FROZEN: dict[str, Table] = {
    name: METADATA.tables[f"statement_{name}"] for name in ("policies", "decisions", "customers", "lines", "differences", "parts")
}


def identity(kind: str) -> ColumnElement[str]:
    """The column that holds the id of an act of this kind."""
    return TABLE_OF_KIND[kind].c[KINDS[kind].identity]
