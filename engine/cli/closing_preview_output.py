"""What is unfinished in a month as blocks on a terminal, for `klausel close --preview`."""

from __future__ import annotations

from collections.abc import Iterator

from engine.books.implausible_time import DoubleBooking
from engine.books.records import TimeEntry
from engine.cli.blocks import Blocks
from engine.cli.language import reader
from engine.use_cases.months.closing_preview import Unfinished
from engine.vocabulary.instants import Instant, local_time
from engine.vocabulary.money import show_amount


def print_closing_preview(found: Unfinished) -> None:
    """The month's state, then a block for each thing that is unfinished; what there is none of is said."""
    blocks = Blocks()
    statement, currency = found.statement, found.statement.currency
    blocks.heading(f"{found.month}, before it is closed; nothing was stored")
    ends = found.ends.isoformat(timespec="minutes")
    would = f"would close {', '.join(map(str, found.closes))}" if found.hindrance is None else reader().sentence(found.hindrance)
    blocks.rows(
        [
            ("  ended", "yes" if found.has_ended else f"no; it can be closed from {ends} on, and what follows is what is known so far"),
            ("  closing", would),
            ("  as it is", f"{statement.minutes.recorded} minutes recorded, {show_amount(statement.sums.net)} {currency} net"),
        ]
    )
    _block(blocks, "undetermined work", ("request", "customer", "minutes", "what would settle it"), [
        (one.request_id, one.customer_id, one.minutes, ", ".join(one.ask) or "a person has to determine it") for one in found.undetermined
    ])  # fmt: skip
    _block(blocks, "quotes without an answer", ("quote", "request", "customer", "sent", "by", "rate", "expires"), [
        (quote.quote_id, quote.request_id, whose, _at(quote.sent_at, found), quote.sent_by, show_amount(quote.hourly_rate),
         _at(quote.expires_at, found) if quote.expires_at is not None else "never")
        for quote, whose in found.quotes
    ])  # fmt: skip
    headings = ("customer", "name", "reason", "minutes", f"{currency} at the table's rate", "minutes without a rate", "never to be paid")
    _block(blocks, "blocked minutes", headings, list(_blocked(found)))
    _block(blocks, "one agent at two customers at once", ("entry", "customer", "began", "while", "customer", "agent"), [
        _pair(one, found) for one in found.at_two_customers
    ])  # fmt: skip
    _block(blocks, "long days", ("day", "agent", "minutes", "entries"), [
        (one.day, one.agent, one.minutes, ", ".join(one.entries)) for one in found.long_days
    ])  # fmt: skip
    _block(blocks, "work at night", ("entry", "request", "began", "minutes", "agent"), [_entry(one, found) for one in found.at_night])
    _block(blocks, "differences it would state about closed months", ("difference", "recorded", "billable", "net"), [
        (one.id, one.minutes.recorded, one.minutes.billable, show_amount(one.net)) for one in found.differences
    ])  # fmt: skip
    if found.backdated:
        _block(blocks, "policies published with a first day in the past", ("policy", "from", "published", "by", "known by", "because"), [
            (one.policy, one.effective_from, _at(one.published_at, found), one.published_by, one.known_by, one.because)
            for one in found.backdated
        ])  # fmt: skip


def _block(blocks: Blocks, title: str, headings: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    if not rows:
        blocks.heading(f"{title}: none")
        return
    blocks.heading(title)
    blocks.columns((f"  {headings[0]}", *headings[1:]), [(f"  {row[0]}", *row[1:]) for row in rows])


def _blocked(found: Unfinished) -> Iterator[tuple[object, ...]]:
    for one in found.blocked:
        for reason, of_reason in one.by_reason:
            minutes = of_reason.priced + of_reason.without_rate + of_reason.not_billable
            cents = show_amount(of_reason.cents)
            yield one.customer_id, one.name, reason.value, minutes, cents, of_reason.without_rate or "", of_reason.not_billable or ""


def _pair(one: DoubleBooking, found: Unfinished) -> tuple[object, ...]:
    began = _at(one.later.started_at, found)
    return one.later.entry_id, one.later_customer, began, one.earlier.entry_id, one.earlier_customer, one.later.agent


def _entry(one: TimeEntry, found: Unfinished) -> tuple[object, ...]:
    return one.entry_id, one.request_id, _at(one.started_at, found), one.minutes, one.agent


def _at(instant: Instant, found: Unfinished) -> str:
    return local_time(instant, found.zone).isoformat(timespec="minutes")
