"""What somebody does to an unguarded record with plain SQL: plausible other values, a tail cut off, a chain made anew.

And what `verify` says to it, on the same connection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Date, Integer, PrimaryKeyConstraint, Table, UniqueConstraint, delete, select, update

from engine.store.chain import BEFORE_THE_FIRST, Head, digest_of_act, without_blanks
from engine.store.kinds import KINDS
from engine.store.mismatch import Mismatch
from engine.store.tables import ACTS, PERSONAL, TABLE_OF_FROZEN, TABLE_OF_KIND
from engine.use_cases.audit.verify import verify_on
from tests.use_cases.audited_company import AuditedCompany

Row = dict[str, Any]
T = TypeVar("T")


def mismatch(connection: Connection, company: AuditedCompany, anchor: Head | None = None) -> Mismatch | None:
    try:
        verify_on(connection, company.packs, anchor)
    except Mismatch as found:
        return found
    return None


def rows(connection: Connection, table: Table) -> list[Row]:
    return [dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]


def key_of(table: Table, row: Row) -> Any:
    return [column == row[column.name] for column in table.primary_key.columns]


def others(column: Column[Any], value: Any, among: Sequence[Row]) -> list[Any]:
    """Plausible other values of a column: another row's where there is one, and nothing where there may be nothing."""
    if value is None:
        return [next((row[column.name] for row in among if row[column.name] is not None), _made_up(column))]
    found: list[Any]
    if isinstance(value, bool):
        found = [not value]
    elif isinstance(value, int):
        found = [value + 1000 if is_unique(column) else value + 1]
    elif isinstance(value, date):
        found = [value + timedelta(days=1)]
    else:
        found = [f"{value}x"] + (
            [] if is_unique(column) else [row[column.name] for row in among if row[column.name] not in (None, value)][:1]
        )
    return found + ([None] if column.nullable else [])


def is_unique(column: Column[Any]) -> bool:
    """Whether the database takes a value (or it with others) only once."""
    together = [one for one in column.table.constraints if isinstance(one, (PrimaryKeyConstraint, UniqueConstraint))]
    return bool(column.unique) or any(column.name in one.columns for one in together)


def _made_up(column: Column[Any]) -> Any:
    return date(2026, 1, 1) if isinstance(column.type, Date) else 1 if isinstance(column.type, Integer) else "other"


def chosen(some: list[T], full_size: bool) -> list[T]:
    """All of them at full size; else one in the middle and the last."""
    return some if full_size else some[len(some) // 2 : len(some) // 2 + 1] + some[-1:]


def cut(connection: Connection, length: int) -> None:
    """The log's end taken away, with all that hangs on it."""
    for table in TABLE_OF_FROZEN.values():
        connection.execute(delete(table).where(table.c.closing > length))
    for table in (*TABLE_OF_KIND.values(), PERSONAL, ACTS):
        connection.execute(delete(table).where(table.c.seq > length))


def chain_again(connection: Connection) -> str:
    """What somebody would do who knows how the chain is made: every digest reckoned anew; the last one."""
    digest = BEFORE_THE_FIRST
    for act in rows(connection, ACTS):
        kind = KINDS[act["kind"]]
        table = TABLE_OF_KIND[kind.name]
        row = connection.execute(select(*(table.c[name] for name in kind.plain)).where(table.c.seq == act["seq"])).one()
        said = {name: act[name] for name in ("seq", "recorded_at", "recorded_by", "kind", "key", "personal_digest")}
        digest = digest_of_act(digest, content=without_blanks(dict(row._mapping)), **said)
        connection.execute(update(ACTS).where(ACTS.c.seq == act["seq"]).values(digest=digest))
    return digest
