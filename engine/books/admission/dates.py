"""Dates in order: nothing follows a request before it was received, nothing ends before it begins, no work lies ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine.books.admission.ledger import Ledger, NewAct
from engine.vocabulary.instants import MICROSECONDS_A_MINUTE, Instant, local_time
from engine.vocabulary.problems import FieldName, Problem

FOLLOWS_A_REQUEST = {
    "retriages": "triaged_at",
    "determinations": "determined_at",
    "quotes": "sent_at",
    "consents": "given_at",
    "time_entries": "started_at",
    "closures": "closed_at",
}
_PERIODS = {"contracts": ("valid_from", "valid_to"), "rates": ("valid_from", "valid_to"), "training": ("completed_on", "valid_until")}
_EXPIRIES = {"quotes": "sent_at", "consents": "given_at"}


def out_of_order(ledger: Ledger, new: Sequence[NewAct], now: Instant) -> Iterator[Problem]:
    """Every new act whose dates cannot be; `now` is the instant of recording."""
    for act in new:
        yield from _ends_before_it_begins(ledger, act)
        follows = FOLLOWS_A_REQUEST.get(act.kind)
        if follows is not None:
            yield from _before(ledger, act, follows, ledger.live["requests"].get(act.record.request_id), "received_at")
        elif act.kind == "withdrawals":
            yield from _before(ledger, act, "withdrawn_at", ledger.live["consents"].get(act.record.consent_id), "given_at")
        elif act.kind == "waivers":
            entry = ledger.live["time_entries"].get(act.record.entry_id)
            request = ledger.live["requests"].get(entry.request_id) if entry else None
            yield from _before(ledger, act, "waived_at", request, "received_at")
        if act.kind == "time_entries" and act.record.started_at + act.record.minutes * MICROSECONDS_A_MINUTE > now:
            ends = local_time(Instant(act.record.started_at + act.record.minutes * MICROSECONDS_A_MINUTE), ledger.zone)
            yield act.problem("in_the_future", "started_at", ends=ends)


def _before(ledger: Ledger, act: NewAct, column: str, earlier: Any, earlier_column: str) -> Iterator[Problem]:
    if earlier is None:
        return
    instant, limit = getattr(act.record, column), getattr(earlier, earlier_column)
    if instant < limit:
        code = {"received_at": "out_of_order.before_the_request", "given_at": "out_of_order.before_the_consent"}[earlier_column]
        yield act.problem(code, column, moment=local_time(instant, ledger.zone), limit=local_time(limit, ledger.zone))


def _ends_before_it_begins(ledger: Ledger, act: NewAct) -> Iterator[Problem]:
    if act.kind in _PERIODS:
        first, last = _PERIODS[act.kind]
        begins, ends = getattr(act.record, first), getattr(act.record, last)
        if ends is not None and ends < begins:
            yield act.problem("out_of_order.ends_before", last, ends=ends, field=FieldName(first), begins=begins)
    elif act.kind in _EXPIRIES:
        first = _EXPIRIES[act.kind]
        begins, ends = getattr(act.record, first), act.record.expires_at
        if ends is not None and ends < begins:
            shown = {"ends": local_time(ends, ledger.zone), "begins": local_time(begins, ledger.zone)}
            yield act.problem("out_of_order.ends_before", "expires_at", field=FieldName(first), **shown)
