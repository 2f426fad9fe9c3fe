"""Whether a record is whole, seen with no more than its tables: each act with its row and its digest, each closed month with
all its frozen rows, which are what it came to when it was closed."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from engine.desk.freezing import rows_of
from engine.desk.known import known
from engine.desk.statements import open_month
from engine.store import statements
from engine.store.chain import BEFORE_THE_FIRST, digest_of_act, digest_of_personal, without_blanks
from engine.store.record import open_record
from engine.store.tables import ACTS, PERSONAL, TABLE_OF_FROZEN, TABLE_OF_KIND
from engine.vocabulary.months import read_month
from tests.desk.desk_at_hand import deciding


def acts_of_a_whole_record(url: str) -> set[tuple[str, str]]:
    """Kind and key of every act. Raises AssertionError where something is missing, too much, or not what it was."""
    record = open_record(url)
    try:
        with record.reading() as connection:
            acts = _chained(connection)
            _frozen(connection)
    finally:
        record.close()
    return acts


def _chained(connection: Connection) -> set[tuple[str, str]]:
    rows = {
        (kind, row.seq): without_blanks({name: value for name, value in row._mapping.items() if name != "seq"})
        for kind, table in TABLE_OF_KIND.items()
        for row in connection.execute(select(table))
    }
    personal = {row.seq: digest_of_personal(row.salt, row.fields) for row in connection.execute(select(PERSONAL))}
    acts = connection.execute(select(ACTS).order_by(ACTS.c.seq)).all()
    digest = BEFORE_THE_FIRST
    for place, act in enumerate(acts, start=1):
        assert act.seq == place
        assert act.personal_digest == personal.pop(act.seq, None)
        said = {name: value for name, value in act._mapping.items() if name != "digest"}
        digest = digest_of_act(digest, content=rows.pop((act.kind, act.seq)), **said)
        assert act.digest == digest
    assert not rows, "rows without an act"
    assert not personal
    return {(act.kind, act.key) for act in acts}


def _frozen(connection: Connection) -> None:
    now = known(connection, deciding())
    for closing in now.closed:
        rows = statements.frozen_statement(connection, closing.seq)
        then = now.before(closing)
        assert statements.digest_of(rows) == closing.closing.statement_digest
        assert rows == rows_of(open_month(then, read_month(closing.closing.month)), then)
    for table in TABLE_OF_FROZEN.values():
        closings = set(connection.scalars(select(table.c.closing).distinct()))
        assert closings <= {one.seq for one in now.closed}, table.name


def head(url: str) -> tuple[int, str | None]:
    """How many acts there are, and the last digest."""
    record = open_record(url)
    with record.reading() as connection:
        length: int = connection.scalar(select(func.count()).select_from(ACTS)) or 0
        last = connection.scalar(select(ACTS.c.digest).order_by(ACTS.c.seq.desc()).limit(1))
    record.close()
    return length, last
