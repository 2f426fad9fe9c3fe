"""Whether a database can be trusted to hold the line: whether all that a new record is made of is there, the same, and at work.

Asks the database besides whether its pages are whole, whether every reference finds its row, and whose the record is. Knows
no act: whether the log fits its chain is another question (`log_check`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, ForeignKeyConstraint, exists, func, select, text

from engine.store import ownership
from engine.store.schema_digests import disabled_triggers, expected_digests, schema_digests
from engine.store.tables import METADATA
from engine.vocabulary.problems import Problem, problem


def record_faults(connection: Connection, progress: Callable[[str, int], None]) -> list[Problem]:
    """All that is wrong with a record of the newest revision: `missing`, `changed`, `strange`, `disabled_triggers`, `damaged`,
    `dangling`, and what `ownership` finds; nothing where it is sound. `progress` is told what is being done and for how many
    tables it was."""
    there = schema_digests(connection)
    return [
        *_unlike_a_new_record(there, expected_digests(connection.dialect.name)),
        *_switched_off(connection),
        *_damaged(connection),
        *ownership.ownership_faults(connection),
        *_dangling(connection, {table for table in METADATA.tables if f"table {table}" in there}, progress),
    ]


def _unlike_a_new_record(there: dict[str, str], meant: dict[str, str]) -> Iterator[Problem]:
    for what in sorted(meant.keys() - there.keys()):
        yield problem("missing.in_the_database", what=what)
    for what in sorted(what for what in meant.keys() & there.keys() if meant[what] != there[what]):
        yield problem("changed", what=what)
    for what in sorted(there.keys() - meant.keys()):
        yield problem("strange", what=what)


def _switched_off(connection: Connection) -> Iterator[Problem]:
    for what in disabled_triggers(connection):
        yield problem("switched_off", what=what)


def _damaged(connection: Connection) -> Iterator[Problem]:
    if connection.dialect.name == "sqlite":
        for said in connection.scalars(text("PRAGMA integrity_check")):
            if said != "ok":
                yield problem("damaged.as_sqlite_says", said=" ".join(said.split()))


def _dangling(connection: Connection, there: set[str], progress: Callable[[str, int], None]) -> Iterator[Problem]:
    for done, table in enumerate(METADATA.sorted_tables, start=1):
        for reference in sorted(table.foreign_key_constraints, key=lambda one: str(one.name)):
            if {table.name, reference.referred_table.name} <= there:
                yield from _of_reference(connection, reference)
        progress("looking at tables", done)


def _of_reference(connection: Connection, reference: ForeignKeyConstraint) -> Iterator[Problem]:
    """A reference of which a column is blank names nothing."""
    table, target = reference.table, reference.referred_table.alias()
    pairs = [(element.parent, target.c[element.column.name]) for element in reference.elements]
    filled = [column.is_not(None) for column, _ in pairs]
    finds = exists().where(*(there == column for column, there in pairs))
    key = list(table.primary_key.columns)
    statement = select(*key, func.count().over()).where(*filled, ~finds).order_by(*key).limit(1)
    for *first, counted in connection.execute(statement):
        which = tuple(f"{column.name} {value}" for column, value in zip(key, first, strict=True))
        columns = tuple(column.name for column, _ in pairs)
        named = {"table": table.name, "target": reference.referred_table.name}
        yield problem("dangling", **named, columns=columns, row=which, count=counted)
