"""Closed months in the record: which they are, what was frozen with each, and the digest over it.

The digest, for whoever checks a record without this code: SHA-256, in lower-case hex, over a line for each frozen row (canonical
JSON of {"table", "row"} and a line feed, see `chain`), tables in the order of TABLE_OF_FROZEN, rows in order of their table's
key; `row` holds the columns by name without `closing` and without blanks. Reckons nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, func, insert, select, true

from engine.books import statement_rows
from engine.books.amounts import MonthOfRequest
from engine.books.differences import NOTHING, Figures
from engine.books.fields import Word
from engine.books.month_statement import MinutesByBucket
from engine.books.records import Closing
from engine.books.statement_rows import FrozenStatement
from engine.store import log
from engine.store.chain import canonical_json, without_blanks
from engine.store.kinds import KINDS
from engine.store.scope import listed, recorded
from engine.store.tables import ACTS, TABLE_OF_FROZEN, TABLE_OF_KIND
from engine.vocabulary.instants import Instant
from engine.vocabulary.money import Cents
from engine.vocabulary.months import read_month

CLOSINGS = TABLE_OF_KIND["closings"]
RECORDS: dict[str, type] = {
    "policies": statement_rows.FrozenPolicy,
    "decisions": statement_rows.FrozenDecision,
    "customers": statement_rows.FrozenCustomer,
    "lines": statement_rows.FrozenLine,
    "differences": statement_rows.FrozenDifference,
    "parts": statement_rows.FrozenPart,
}
ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """A closing, its place in the log, and when and by whom it was recorded."""

    seq: int
    closed_at: Instant
    closed_by: str
    closing: Closing


def closed_months(connection: Connection, as_of: int | None = None) -> tuple[ClosedMonth, ...]:
    """Every closing known by then, oldest month first: months are closed in their order."""
    columns = [CLOSINGS.c[name] for name in KINDS["closings"].fields]
    statement = select(CLOSINGS.c.seq, ACTS.c.recorded_at, ACTS.c.recorded_by, *columns).join(ACTS, ACTS.c.seq == CLOSINGS.c.seq)
    rows = connection.execute(statement.where(recorded("closings", as_of)).order_by(CLOSINGS.c.seq))
    return tuple(ClosedMonth(row[0], row[1], row[2], Closing(*row[3:])) for row in rows)


def freeze(connection: Connection, closing: Closing, statement: FrozenStatement, *, recorded_at: Instant, recorded_by: str) -> str:
    """Record a month's closing with its statement; answers the digest, which is taken here. `connection` is the writer's."""
    named = replace(closing, statement_digest=Word(digest_of(statement)))
    at = log.append(connection, [("closings", named)], recorded_at=recorded_at, recorded_by=recorded_by)
    insert_rows(connection, at.length, statement)
    return named.statement_digest


def insert_rows(connection: Connection, closing: int, statement: FrozenStatement) -> None:
    """The rows of a statement, under a closing that is the last act of the log."""
    for name, table in TABLE_OF_FROZEN.items():
        names, values = _columns(name)
        rows = [dict(zip(names, (closing, *values(row)), strict=True)) for row in getattr(statement, name)]
        for first in range(0, len(rows), ROWS_AT_ONCE):
            connection.execute(insert(table), rows[first : first + ROWS_AT_ONCE])


def digest_of(statement: FrozenStatement) -> str:
    """The digest over a statement's rows; see the module."""
    digest = sha256()
    for line in digest_lines(statement):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def digest_lines(statement: FrozenStatement) -> Iterator[str]:
    """Each frozen row as a line of canonical JSON, in the order in which the digest covers them."""
    for name, table in TABLE_OF_FROZEN.items():
        names, values = _columns(name)
        for row in getattr(statement, name):
            yield canonical_json({"table": table.name, "row": without_blanks(dict(zip(names[1:], values(row), strict=True)))})


def frozen_statement(connection: Connection, closing: int, *, without: Iterable[str] = ()) -> FrozenStatement:
    """What was frozen under the closing at that place in the log; tables named in `without` are left empty."""
    found: dict[str, list[Any]] = {}
    for name, table in TABLE_OF_FROZEN.items():
        if name in without:
            continue
        columns = [table.c[field.name] for field in fields(RECORDS[name])]
        found[name] = [RECORDS[name](*row) for row in connection.execute(select(*columns).where(table.c.closing == closing))]
    return in_order(found)


def statement_totals(connection: Connection, as_of: int | None = None) -> dict[int, tuple[MinutesByBucket, int, int]]:
    """For each closing, by its place in the log, its statement's minutes, net and VAT (cents)."""
    rows = TABLE_OF_FROZEN["customers"].c
    summed = [func.sum(column) for column in (rows.covered, rows.billable, rows.waived, rows.blocked, rows.net, rows.vat)]
    known = rows.closing <= as_of if as_of is not None else true()
    found = connection.execute(select(rows.closing, *summed).where(known).group_by(rows.closing))
    return {row[0]: (MinutesByBucket(*map(int, row[1:5])), int(row[5]), int(row[6])) for row in found}


def stated_figures(connection: Connection, request_ids: Iterable[str], as_of: int | None = None) -> dict[MonthOfRequest, Figures]:
    """What the statements known by then say about these requests: for each closed month and request its frozen minutes and
    net, differences stated later added."""
    closed = {one.seq: read_month(one.closing.month) for one in closed_months(connection, as_of)}
    chosen = listed(connection, request_ids)
    parts, lines, differences = TABLE_OF_FROZEN["parts"].c, TABLE_OF_FROZEN["lines"].c, TABLE_OF_FROZEN["differences"]
    figures: dict[MonthOfRequest, Figures] = {}

    def add(place: MonthOfRequest, minutes: MinutesByBucket, net: int = 0) -> None:
        figures[place] = figures.get(place, NOTHING) + Figures(minutes, Cents(net))

    summed = select(parts.closing, parts.request_id, parts.bucket, func.sum(parts.minutes).label("minutes"))
    for row in connection.execute(summed.where(parts.request_id.in_(chosen)).group_by(parts.closing, parts.request_id, parts.bucket)):
        if row.closing in closed:
            add((closed[row.closing], row.request_id), MinutesByBucket(**{row.bucket: int(row.minutes)}))
    for line in connection.execute(select(lines.closing, lines.request_id, lines.net).where(lines.request_id.in_(chosen))):
        if line.closing in closed:
            add((closed[line.closing], line.request_id), MinutesByBucket(), line.net)
    for one in connection.execute(select(differences).where(differences.c.request_id.in_(chosen))):
        if one.closing in closed:
            add((read_month(one.about), one.request_id), MinutesByBucket(one.covered, one.billable, one.waived, one.blocked), one.net)
    return figures


def in_order(rows: Mapping[str, Iterable[Any]]) -> FrozenStatement:
    """A statement with its rows in the order of their tables' keys. Sorted here: databases sort text by rules of their own."""
    keys = {
        name: attrgetter(*(column.name for column in table.primary_key.columns if column.name != "closing"))
        for name, table in TABLE_OF_FROZEN.items()
    }
    return FrozenStatement(**{name: tuple(sorted(rows.get(name, ()), key=key)) for name, key in keys.items()})


def _columns(name: str) -> tuple[tuple[str, ...], Any]:
    names = tuple(field.name for field in fields(RECORDS[name]))
    return ("closing", *names), attrgetter(*names)
