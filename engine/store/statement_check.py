"""Frozen statements read again: each row held against what is derived anew, and all of them against their closing's digest.

What was known, and what follows from it, comes in as rows; this module reckons nothing. The text of a policy may have been
reworded since: then the rows that quote it are held against the digest alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Connection, select

from engine.books.fields import Word
from engine.books.statement_rows import FrozenStatement
from engine.store import closed_months
from engine.store.closed_months import CLOSINGS, RECORDS, ClosedMonth
from engine.store.mismatch import Mismatch
from engine.store.tables import TABLE_OF_FROZEN

# What a reworded policy says differently though it means the same.
WORDING = Word("reworded")


def check_frozen(connection: Connection, closed: ClosedMonth, derived: FrozenStatement) -> int:
    """How many rows were frozen under a closing; `derived` is what follows from what was known then. Raises Mismatch."""
    frozen = _frozen(connection, closed)
    reworded = {one.policy: one.text_digest for one in frozen.policies} != {one.policy: one.text_digest for one in derived.policies}
    difference = _first_difference(closed, frozen, derived)
    of_meaning = _first_difference(closed, _without_wording(frozen), _without_wording(derived)) if reworded else difference
    if of_meaning is not None:
        raise of_meaning
    come_to = closed_months.digest_of(frozen)
    if come_to != closed.closing.statement_digest:
        closing = closed.closing
        named = {"month": closing.month, "digest": closing.statement_digest, "found": come_to}
        raise difference or Mismatch("closings", f"seq {closed.seq}", "does_not_fit.statement_digest", **named)
    return sum(len(getattr(frozen, name)) for name in TABLE_OF_FROZEN)


def check_no_strays(connection: Connection) -> None:
    """Raises Mismatch for a frozen row under a closing that is none."""
    for table in TABLE_OF_FROZEN.values():
        stray = connection.scalar(
            select(table.c.closing).where(table.c.closing.not_in(select(CLOSINGS.c.seq))).order_by(table.c.closing).limit(1)
        )
        if stray is not None:
            raise Mismatch(table.name, f"closing {stray}", "does_not_fit.row_of_no_closing")


def _frozen(connection: Connection, closed: ClosedMonth) -> FrozenStatement:
    try:
        return closed_months.frozen_statement(connection, closed.seq)
    except TypeError:
        # Rows that cannot be put in order: a text stands where a number does, which no door writes.
        raise Mismatch("closings", f"seq {closed.seq}", "does_not_fit.rows_no_closing_writes", month=closed.closing.month) from None


def _without_wording(statement: FrozenStatement) -> FrozenStatement:
    """The same with policies by their meaning, and each part with the coverage its policy decided instead of a number."""
    said = {one.number: f"{one.policy} {one.coverage}" for one in statement.decisions}
    return replace(
        statement,
        policies=tuple(replace(one, text_digest=WORDING) for one in statement.policies),
        decisions=(),
        parts=tuple(replace(one, decision=said.get(one.decision, one.decision)) for one in statement.parts),  # type: ignore[arg-type]
    )


def _first_difference(closed: ClosedMonth, frozen: FrozenStatement, derived: FrozenStatement) -> Mismatch | None:
    return next(_differences(closed, frozen, derived), None)


def _differences(closed: ClosedMonth, frozen: FrozenStatement, derived: FrozenStatement) -> Iterator[Mismatch]:
    for name, table in TABLE_OF_FROZEN.items():
        found, expected = (_by_key(name, getattr(statement, name)) for statement in (frozen, derived))
        for key in sorted(found.keys() | expected.keys(), key=lambda one: tuple(map(str, one))):
            row = f"closing {closed.seq} ({closed.closing.month}), {' '.join(f'`{part}`' for part in key)}"
            if key not in found:
                yield Mismatch(table.name, row, "does_not_fit.row_missing")
            elif key not in expected:
                yield Mismatch(table.name, row, "does_not_fit.row_does_not_follow")
            elif found[key] != expected[key]:
                yield _other_value(table.name, row, found[key], expected[key])


def _other_value(table: str, row: str, found: Any, expected: Any) -> Mismatch:
    name = next(field.name for field in fields(found) if getattr(found, field.name) != getattr(expected, field.name))
    was, follows = (str(getattr(one, name)) for one in (found, expected))
    return Mismatch(table, row, "does_not_fit.value", column=name, found=was, expected=follows)


def _by_key(name: str, rows: Sequence[Any]) -> Mapping[tuple[object, ...], Any]:
    keys = [column.name for column in TABLE_OF_FROZEN[name].primary_key.columns if column.name != "closing"]
    assert set(keys) <= {field.name for field in fields(RECORDS[name])}
    return {tuple(getattr(row, key) for key in keys): row for row in rows}
