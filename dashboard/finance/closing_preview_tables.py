"""What is unfinished in a month before it is closed, as tables; what there is none of is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.finance.figures import exact, in_cents, reason_labels, show_table, whole
from dashboard.language import language, say
from engine.books.records import TimeEntry
from engine.use_cases.months.closing_preview import Unfinished
from engine.vocabulary.instants import Instant
from engine.wording.formats import day, instant

Rows = Sequence[tuple[object, ...]]


def show_closing_preview(found: Unfinished, context: AppContext) -> None:
    """Policies published with a first day in the past, undetermined work, quotes without an answer, blocked minutes at the table's
    rate, entries that look implausible."""
    reasons = reason_labels(context.deciders.packs.outcomes)
    undetermined = [
        (one.request_id, one.customer_id, one.minutes, ", ".join(one.ask) or say("finance.closing.a_person")) for one in found.undetermined
    ]
    quotes = [
        (quote.request_id, customer_id, quote.quote_id, _at(quote.sent_at, context), quote.sent_by, exact(quote.hourly_rate))
        for quote, customer_id in found.quotes
    ]
    blocked = [
        (one.customer_id, one.name, reasons[reason], forgone.priced + forgone.without_rate + forgone.not_billable, exact(forgone.cents))
        for one in found.blocked
        for reason, forgone in one.by_reason
    ]
    request, customer, minutes = say("finance.column.request"), say("finance.column.customer"), say("finance.column.minutes")
    amount = in_cents(context.currency)
    if not any((undetermined, quotes, blocked, found.at_two_customers, found.long_days, found.at_night, found.backdated)):
        st.caption(say("finance.closing.all_finished"))
    _show_backdated(found, context)
    _show("finance.closing.undetermined", (request, customer, minutes, say("finance.closing.would_settle")), undetermined, {2: whole})
    sent = (
        request,
        customer,
        say("finance.closing.quote"),
        say("finance.closing.sent"),
        say("finance.closing.closed_by"),
        say("finance.column.rate"),
    )
    _show("finance.closing.unanswered", sent, quotes, {5: amount})
    forgone = (customer, say("finance.column.name"), say("finance.column.reason"), minutes, say("finance.closing.at_table_rate"))
    _show("finance.closing.blocked", forgone, blocked, {3: whole, 4: amount})
    _show_implausible(found, context)


def _show_backdated(found: Unfinished, context: AppContext) -> None:
    columns = (
        "finance.closing.policy",
        "finance.closing.in_force_from",
        "finance.closing.because",
        "finance.closing.published",
        "finance.closing.closed_by",
        "finance.closing.known_by",
    )
    rows = [
        (
            one.policy,
            day(one.effective_from, language()),
            one.because,
            _at(one.published_at, context),
            one.published_by,
            say(f"finance.closing.{one.known_by}"),
        )
        for one in found.backdated
    ]
    _show("finance.closing.backdated", tuple(map(say, columns)), rows, {})


def _show_implausible(found: Unfinished, context: AppContext) -> None:
    entry, agent, minutes = say("finance.column.entry"), say("finance.closing.agent"), say("finance.column.minutes")
    pairs = [
        (
            one.earlier.agent,
            one.earlier.entry_id,
            one.earlier_customer,
            one.later.entry_id,
            one.later_customer,
            _at(one.later.started_at, context),
        )
        for one in found.at_two_customers
    ]
    columns = (
        agent,
        entry,
        say("finance.column.customer"),
        say("finance.closing.second_entry"),
        say("finance.closing.second_customer"),
        say("finance.closing.from"),
    )
    _show("finance.closing.at_two_customers", columns, pairs, {})
    days = [(one.agent, day(one.day, language()), one.minutes) for one in found.long_days]
    _show("finance.closing.long_days", (agent, say("finance.column.day"), minutes), days, {2: whole})
    _show(
        "finance.closing.at_night",
        (entry, agent, say("finance.closing.from"), minutes),
        [_night(one, context) for one in found.at_night],
        {3: whole},
    )


def _night(entry: TimeEntry, context: AppContext) -> tuple[object, ...]:
    return entry.entry_id, entry.agent, _at(entry.started_at, context), entry.minutes


def _show(title: str, columns: Sequence[str], rows: Rows, numbers: Mapping[int, Callable[[Any], str]]) -> None:
    if rows:
        st.subheader(say(title))
        show_table(columns, rows, numbers)


def _at(moment: Instant, context: AppContext) -> str:
    return instant(moment, context.zone, language())
