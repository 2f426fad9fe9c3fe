"""Whether a record is whole: each act with its row and its digest, each closed month with all its frozen rows, and nothing more."""

from __future__ import annotations

from sqlalchemy import select

from engine.store.chain import Head
from engine.store.record import open_record
from engine.store.tables import ACTS
from engine.use_cases.audit.verify import head_of, verify_on
from tests.use_cases.desk_driver import deciders


def acts_of_a_whole_record(url: str, anchor: Head | None = None) -> set[tuple[str, str]]:
    """Kind and key of every act. Raises Mismatch where the record is not whole, or does not begin as it did at the anchor."""
    record = open_record(url)
    try:
        with record.reading() as connection:
            verify_on(connection, deciders(), anchor)
            return {(act.kind, act.key) for act in connection.execute(select(ACTS.c.kind, ACTS.c.key))}
    finally:
        record.close()


def head(url: str) -> Head:
    """Where its log ends."""
    record = open_record(url)
    try:
        return head_of(record)
    finally:
        record.close()
