"""Dates in order: nothing follows a request before it was received, nothing ends before it begins, no work lies ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine.books.admission.ledger import Ledger, NewAct
from engine.vocabulary.instants import MICROSECONDS_A_MINUTE, Instant, local_time
from engine.vocabulary.problems import Problem

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
            yield from _before(ledger, act, follows, ledger.live["requests"].get(act.record.request_id), "request", "received_at")
        elif act.kind == "withdrawals":
            yield from _before(ledger, act, "withdrawn_at", ledger.live["consents"].get(act.record.consent_id), "consent", "given_at")
        elif act.kind == "waivers":
            entry = ledger.live["time_entries"].get(act.record.entry_id)
            request = ledger.live["requests"].get(entry.request_id) if entry else None
            yield from _before(ledger, act, "waived_at", request, "request", "received_at")
        if act.kind == "time_entries" and act.record.started_at + act.record.minutes * MICROSECONDS_A_MINUTE > now:
            ends = _clock(ledger, Instant(act.record.started_at + act.record.minutes * MICROSECONDS_A_MINUTE))
            yield act.problem(
                "in_the_future", f"the work ends at `{ends}`, which is still to come; record it when it is done", "started_at"
            )


def _before(ledger: Ledger, act: NewAct, column: str, earlier: Any, name: str, earlier_column: str) -> Iterator[Problem]:
    if earlier is None:
        return
    instant, limit = getattr(act.record, column), getattr(earlier, earlier_column)
    if instant < limit:
        done = {"received_at": "was received", "given_at": "was given"}[earlier_column]
        message = f"`{_clock(ledger, instant)}` lies before the {name} {done} (`{_clock(ledger, limit)}`)"
        yield act.problem("out_of_order", message, column)


def _ends_before_it_begins(ledger: Ledger, act: NewAct) -> Iterator[Problem]:
    if act.kind in _PERIODS:
        first, last = _PERIODS[act.kind]
        begins, ends = getattr(act.record, first), getattr(act.record, last)
        if ends is not None and ends < begins:
            yield act.problem("out_of_order", f"`{ends}` lies before `{first}` (`{begins}`)", last)
    elif act.kind in _EXPIRIES:
        first = _EXPIRIES[act.kind]
        begins, ends = getattr(act.record, first), act.record.expires_at
        if ends is not None and ends < begins:
            yield act.problem("out_of_order", f"`{_clock(ledger, ends)}` lies before `{first}` (`{_clock(ledger, begins)}`)", "expires_at")


def _clock(ledger: Ledger, instant: Instant) -> str:
    shown = local_time(instant, ledger.zone)
    return shown.isoformat(timespec="microseconds" if shown.microsecond else "seconds")
