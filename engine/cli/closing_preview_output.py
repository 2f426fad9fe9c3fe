"""What is unfinished in a month as blocks on a terminal, for `klausel close --preview`."""

from __future__ import annotations

from collections.abc import Iterator

from engine.books.implausible_time import DoubleBooking
from engine.books.records import TimeEntry
from engine.cli.blocks import Blocks
from engine.cli.language import reader, say
from engine.use_cases.months.closing_preview import Unfinished
from engine.vocabulary.instants import Instant, local_time
from engine.vocabulary.money import show_amount
from engine.vocabulary.problems import Value


def print_closing_preview(found: Unfinished) -> None:
    """The month's state, then a block for each thing that is unfinished; what there is none of is said."""
    blocks = Blocks()
    statement, currency = found.statement, found.statement.currency
    blocks.heading(_say("heading", month=found.month))
    would = _say("would_close", months=found.closes) if found.hindrance is None else reader().sentence(found.hindrance)
    so_far: dict[str, Value] = {"minutes": statement.minutes.recorded, "net": show_amount(statement.sums.net), "currency": currency}
    blocks.rows(
        [
            (f"  {_say('ended')}", _say("has_ended") if found.has_ended else _say("not_ended", at=found.ends)),
            (f"  {_say('closing')}", would),
            (f"  {_say('as_it_is')}", _say("so_far", **so_far)),
        ]
    )
    _block(blocks, "undetermined", _titles("request", "customer", "minutes", "would_settle"), [
        (one.request_id, one.customer_id, one.minutes, ", ".join(one.ask) or _say("a_person")) for one in found.undetermined
    ])  # fmt: skip
    _block(blocks, "unanswered", _titles("quote", "request", "customer", "sent", "by", "rate", "expires"), [
        (quote.quote_id, quote.request_id, whose, _at(quote.sent_at, found), quote.sent_by, show_amount(quote.hourly_rate),
         _at(quote.expires_at, found) if quote.expires_at is not None else _say("never"))
        for quote, whose in found.quotes
    ])  # fmt: skip
    at_table_rate = _say("at_table_rate", currency=currency)
    headings = (*_titles("customer", "name", "reason", "minutes"), at_table_rate, *_titles("without_rate", "never_paid"))
    _block(blocks, "blocked", headings, list(_blocked(found)))
    _block(blocks, "at_two_customers", _titles("entry", "customer", "began", "while", "customer", "agent"), [
        _pair(one, found) for one in found.at_two_customers
    ])  # fmt: skip
    _block(blocks, "long_days", _titles("day", "agent", "minutes", "entries"), [
        (one.day, one.agent, one.minutes, ", ".join(one.entries)) for one in found.long_days
    ])  # fmt: skip
    _block(blocks, "at_night", _titles("entry", "request", "began", "minutes", "agent"), [_entry(one, found) for one in found.at_night])
    _block(blocks, "differences", _titles("difference", "recorded", "billable", "net"), [
        (one.id, one.minutes.recorded, one.minutes.billable, show_amount(one.net)) for one in found.differences
    ])  # fmt: skip
    if found.backdated:
        _block(blocks, "backdated", _titles("policy", "from", "published", "by", "known_by", "because"), [
            (one.policy, one.effective_from, _at(one.published_at, found), one.published_by, _say(one.known_by), one.because)
            for one in found.backdated
        ])  # fmt: skip


def _say(name: str, /, **values: Value) -> str:
    return say(f"command.preview.{name}", **values)


def _titles(*names: str) -> tuple[str, ...]:
    return tuple(map(_say, names))


def _block(blocks: Blocks, what: str, headings: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    if not rows:
        blocks.heading(_say(f"no.{what}"))
        return
    blocks.heading(_say(f"some.{what}"))
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
