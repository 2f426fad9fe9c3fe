"""Verifies the record: the chain act by act, then each closed month, derived again from what was known when it was closed.

Answers with counts and the head, or with the first row that does not fit. An anchor, a head that was kept elsewhere, finds
what no chain can see: that its tail was cut off, or that all of it was written again."""

from __future__ import annotations

from dataclasses import dataclass

from engine.deciding.deciders import Deciders
from engine.store import log
from engine.store.chain import Head
from engine.store.log_check import checked_acts
from engine.store.mismatch import Mismatch
from engine.store.record import Connection, Record
from engine.store.statement_check import check_frozen, check_no_strays
from engine.use_cases.reckoning.as_of import known
from engine.use_cases.reckoning.frozen_statements import rows_of
from engine.use_cases.reckoning.month_statements import open_month
from engine.use_cases.reckoning.policy_pins import compiled_by_ref
from engine.vocabulary.months import read_month


@dataclass(frozen=True, slots=True)
class Verified:
    """How many rows were looked at, acts and closings' included, and where the log ends."""

    rows: int
    head: Head

    def as_json(self) -> dict[str, object]:
        return {"verified": True, "acts": self.head.length, "rows": self.rows, "head": self.head._asdict()}


def verify(record: Record, deciders: Deciders, anchor: Head | None = None) -> Verified:
    """Reads the record in one snapshot. Raises Mismatch."""
    with record.reading() as connection:
        return verify_on(connection, deciders, anchor)


def verify_on(connection: Connection, deciders: Deciders, anchor: Head | None = None) -> Verified:
    """As `verify`, on a connection of the caller's."""
    head, rows = _check_log(connection, deciders, anchor or Head())
    check_no_strays(connection)
    now = known(connection, deciders)
    for closed in now.closed:
        closing = closed.closing
        then = now.before(closed)
        month = open_month(then, read_month(closing.month))
        rows += check_frozen(connection, closed, rows_of(month, then))
    return Verified(rows, head)


def head_of(record: Record) -> Head:
    """Where the log ends: what an anchor holds."""
    with record.reading() as connection:
        return log.head(connection)


def _check_log(connection: Connection, deciders: Deciders, anchor: Head) -> tuple[Head, int]:
    """Where the log ends and how many rows it holds."""
    compiled = compiled_by_ref(deciders)
    at, rows = Head(), 0
    _see_anchored(at, anchor)
    for act in checked_acts(connection):
        at = Head(act.seq, act.digest)
        rows += 2 if act.personal is None else 3
        _see_anchored(at, anchor)
        meant = act.content.get("meaning_digest")
        if act.kind == "policy_pins" and act.key in compiled and compiled[act.key].meaning_digest != meant:
            means = compiled[act.key].meaning_digest
            raise Mismatch("policy_pins", f"seq {act.seq}", "does_not_fit.meaning", policy=act.key, was=str(meant), found=means)
    if at.length < anchor.length:
        raise Mismatch("acts", f"seq {at.length + 1}", "does_not_fit.anchored_act_missing", length=str(anchor.length))
    return at, rows


def _see_anchored(at: Head, anchor: Head) -> None:
    if at.length == anchor.length and at.digest != anchor.digest:
        raise Mismatch("acts", f"seq {at.length}", "does_not_fit.anchor", found=at.digest, digest=anchor.digest)
