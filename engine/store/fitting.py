"""Whether what stands in the record is what its chain says: every act, every personal row, every frozen statement.

Recomputes the digests in windows of the log, so that memory does not grow with it, and tells of the first that differs.
Does not reckon a statement anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from engine.store import log
from engine.store.chain import BEFORE_THE_FIRST, Head, digest_of_act, digest_of_personal, without_blanks
from engine.store.kinds import KINDS
from engine.store.log import ROWS_AT_ONCE
from engine.store.statements import closed_months, digest_of, frozen_statement
from engine.store.tables import ACTS, PERSONAL, TABLE_OF_KIND
from engine.vocabulary.problems import Refused, refuse

ERASURES = TABLE_OF_KIND["erasures"]


def see_that_it_fits(connection: Connection, head: Head, progress: Callable[[int], None]) -> None:
    """Recompute the chain up to `head`. Raises Refused (`does_not_fit`) naming the first act, month or end that differs."""
    digest = BEFORE_THE_FIRST
    for after in range(0, head.length, ROWS_AT_ONCE):
        for act, content, personal in _window(connection, after, after + ROWS_AT_ONCE):
            said = {name: act[name] for name in ("seq", "recorded_at", "recorded_by", "kind", "key", "personal_digest")}
            digest = digest_of_act(digest, content=content, **said)
            if digest != act["digest"] or personal != act["personal_digest"]:
                raise _differs(f"act {act['seq']} ({act['kind']} `{act['key']}`)")
        progress(min(after + ROWS_AT_ONCE, head.length))
    for closed in closed_months(connection):
        if digest_of(frozen_statement(connection, closed.seq)) != closed.closing.statement_digest:
            raise _differs(f"the frozen statement of {closed.closing.month}")
    if Head(head.length, digest) != head or log.head(connection) != head:
        raise _differs(f"the log's end at act {head.length}")


def _window(connection: Connection, after: int, upto: int) -> Iterator[tuple[dict[str, Any], dict[str, object], str | None]]:
    """Each act with its content and the digest of its personal fields; that of erased ones is taken as it was."""

    def within(column: ColumnElement[int]) -> ColumnElement[bool]:
        return (column > after) & (column <= upto)

    acts = [dict(row) for row in connection.execute(select(ACTS).where(within(ACTS.c.seq)).order_by(ACTS.c.seq)).mappings()]
    contents: dict[tuple[str, int], dict[str, object]] = {}
    for kind in {str(act["kind"]) for act in acts} & KINDS.keys():
        contents |= _contents(connection, kind, within(TABLE_OF_KIND[kind].c.seq))
    apart = {
        row.seq: digest_of_personal(row.salt, row.fields) for row in connection.execute(select(PERSONAL).where(within(PERSONAL.c.seq)))
    }
    erased = set(connection.scalars(select(ERASURES.c.act).where(within(ERASURES.c.act))))
    for act in acts:
        seq = act["seq"]
        personal = act["personal_digest"] if seq in erased and seq not in apart else apart.get(seq)
        yield act, contents.get((act["kind"], seq), {}), personal


def _contents(connection: Connection, kind: str, which: ColumnElement[bool]) -> dict[tuple[str, int], dict[str, object]]:
    table: Table = TABLE_OF_KIND[kind]
    names = KINDS[kind].plain
    rows = connection.execute(select(table.c.seq, *(table.c[name] for name in names)).where(which))
    return {(kind, row[0]): without_blanks(dict(zip(names, row[1:], strict=True))) for row in rows}


def _differs(what: str) -> Refused:
    return refuse("does_not_fit", f"{what} does not fit its digest; nothing was stored; `klausel verify` looks at it more closely")
