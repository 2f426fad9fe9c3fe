"""A record's log replayed into an empty one, on whichever database: the same acts, salts, digests and frozen statements.

Rows go as they are, in stretches that end with each closing, since a statement is frozen while its closing is the last act;
within a stretch in the order in which the log would have put them. Then the chain is recomputed from what stands there.
Whether the acts make sense is not asked: they were admitted once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, case, insert, select

from engine.store import log
from engine.store.chain import Head
from engine.store.closed_months import closed_months, digest_of, frozen_statement
from engine.store.log import IN_ORDER, ROWS_AT_ONCE
from engine.store.log_check import checked_acts
from engine.store.mismatch import Mismatch
from engine.store.record import Record
from engine.store.tables import ACTS, PERSONAL, RETRACTIONS, TABLE_OF_FROZEN, TABLE_OF_KIND
from engine.vocabulary.problems import Refused, problem

Progress = Callable[[str, int], None]
"""Called with what is being done and with how many rows so far."""
# What refers to an act is retracted before the act: kinds refer to those before them.
_LAST_KIND_FIRST = case({kind: -place for place, kind in enumerate(IN_ORDER)}, value=RETRACTIONS.c.kind)


class MoveResult(NamedTuple):
    """Where both logs then end, and how many rows went."""

    head: Head
    rows: int


def move(source: Record, target: Record, progress: Progress) -> MoveResult:
    """Put every act of a record into an empty one: all, in one transaction, or nothing. What is recorded in the source
    meanwhile is not among them. Raises Refused: `not_empty`; `does_not_fit` where what then stands in the target is not what
    the chain says, which is so where the source was tampered with."""
    with source.reading() as read, target.writing() as written:
        there = log.head(written)
        if there.length:
            raise Refused(problem("not_empty.to_move_to", record=target.address.shown, count=there.length))
        return replay(read, written, progress)


def replay(source: Connection, target: Connection, progress: Progress) -> MoveResult:
    """Put every act of `source`, a reader's connection, into `target`, the writer's on an empty record."""
    head = log.head(source)
    rows = 0
    stretches = (_stretch(source, *ends) for ends in _stretches(source, head))
    for table, some in chain.from_iterable(stretches):
        target.execute(insert(table), some)
        rows += len(some)
        progress("moving", rows)
    _check_copy(target, head, progress)
    return MoveResult(head, rows)


def _check_copy(target: Connection, head: Head, progress: Progress) -> None:
    """What now stands in the target, act by act and statement by statement."""
    at = Head()
    try:
        for act in checked_acts(target):
            at = Head(act.seq, act.digest)
            if at.length % ROWS_AT_ONCE == 0 or at == head:
                progress("checking", at.length)
        for closed in closed_months(target):
            if digest_of(frozen_statement(target, closed.seq)) != closed.closing.statement_digest:
                raise Mismatch("closings", f"seq {closed.seq}", "does_not_fit.frozen_rows", month=closed.closing.month)
        if at != head:
            raise Mismatch("acts", f"seq {at.length}", "does_not_fit.end_of_the_log", found=at.digest, digest=head.digest)
    except Mismatch as mismatch:
        raise Refused([mismatch.problem, problem("does_not_fit.nothing_moved")]) from mismatch


def _stretches(source: Connection, head: Head) -> Iterator[tuple[int, int, bool]]:
    """After which act each stretch begins, the act it ends with, and whether that is a closing."""
    closings = TABLE_OF_KIND["closings"]
    after = 0
    for end in source.scalars(select(closings.c.seq).order_by(closings.c.seq)).all():
        yield after, end, True
        after = end
    if after < head.length:
        yield after, head.length, False


def _stretch(source: Connection, after: int, end: int, closes: bool) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    def within(table: Table) -> ColumnElement[bool]:
        return (table.c.seq > after) & (table.c.seq <= end)

    tables = (ACTS, PERSONAL, *(TABLE_OF_KIND[kind] for kind in IN_ORDER))
    for table in tables:
        order = (_LAST_KIND_FIRST, table.c.seq) if table is RETRACTIONS else (table.c.seq,)
        yield from _rows(source, table, within(table), *order)
    if closes:
        for table in TABLE_OF_FROZEN.values():
            yield from _rows(source, table, table.c.closing == end)


def _rows(
    source: Connection, table: Table, which: ColumnElement[bool], *order: ColumnElement[int]
) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    statement = select(table).where(which).order_by(*order)
    found = source.execute(statement, execution_options={"stream_results": True, "yield_per": ROWS_AT_ONCE})
    for some in found.mappings().partitions():
        yield table, [dict(row) for row in some]
