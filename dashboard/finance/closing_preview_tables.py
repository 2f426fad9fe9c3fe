"""What is unfinished in a month before it is closed, as tables; what there is none of is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.finance import closing_words as words
from dashboard.finance import words as finance_words
from dashboard.finance.figures import exact, in_cents, reason_labels, show_table, whole
from dashboard.language import language, say
from engine.books.records import TimeEntry
from engine.policy.pack import Text
from engine.use_cases.months.closing_preview import Unfinished
from engine.vocabulary.instants import Instant
from engine.wording.formats import day, instant

Rows = Sequence[tuple[object, ...]]


def show_closing_preview(found: Unfinished, context: AppContext) -> None:
    """Policies published with a first day in the past, undetermined work, quotes without an answer, blocked minutes at the table's
    rate, entries that look implausible."""
    reasons = reason_labels(context.deciders.packs.outcomes)
    undetermined = [(one.request_id, one.customer_id, one.minutes, ", ".join(one.ask) or say(words.A_PERSON)) for one in found.undetermined]
    quotes = [
        (quote.request_id, customer_id, quote.quote_id, _at(quote.sent_at, context), quote.sent_by, exact(quote.hourly_rate))
        for quote, customer_id in found.quotes
    ]
    blocked = [
        (one.customer_id, one.name, reasons[reason], forgone.priced + forgone.without_rate + forgone.not_billable, exact(forgone.cents))
        for one in found.blocked
        for reason, forgone in one.by_reason
    ]
    request, customer, minutes = say(finance_words.REQUEST), say(finance_words.CUSTOMER), say(finance_words.MINUTES)
    amount = in_cents(context.currency)
    if not any((undetermined, quotes, blocked, found.at_two_customers, found.long_days, found.at_night, found.backdated)):
        st.caption(say(words.ALL_FINISHED))
    _show_backdated(found, context)
    _show(words.UNDETERMINED, (request, customer, minutes, say(words.WOULD_SETTLE)), undetermined, {2: whole})
    sent = (request, customer, say(words.QUOTE), say(words.SENT), say(words.CLOSED_BY), say(finance_words.RATE))
    _show(words.UNANSWERED, sent, quotes, {5: amount})
    forgone = (customer, say(finance_words.NAME), say(finance_words.REASON), minutes, say(words.AT_TABLE_RATE))
    _show(words.BLOCKED, forgone, blocked, {3: whole, 4: amount})
    _show_implausible(found, context)


def _show_backdated(found: Unfinished, context: AppContext) -> None:
    columns = (words.POLICY, words.IN_FORCE_FROM, words.BECAUSE, words.PUBLISHED, words.CLOSED_BY, words.KNOWN_BY)
    known_by = {"unauthenticated": words.UNAUTHENTICATED, "signed_in": words.SIGNED_IN}
    rows = [
        (
            one.policy,
            day(one.effective_from, language()),
            one.because,
            _at(one.published_at, context),
            one.published_by,
            say(known_by[one.known_by]),
        )
        for one in found.backdated
    ]
    _show(words.BACKDATED, tuple(map(say, columns)), rows, {})


def _show_implausible(found: Unfinished, context: AppContext) -> None:
    entry, agent, minutes = say(finance_words.ENTRY), say(words.AGENT), say(finance_words.MINUTES)
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
    columns = (agent, entry, say(finance_words.CUSTOMER), f"{entry} 2", f"{say(finance_words.CUSTOMER)} 2", say(words.FROM))
    _show(words.AT_TWO_CUSTOMERS, columns, pairs, {})
    days = [(one.agent, day(one.day, language()), one.minutes) for one in found.long_days]
    _show(words.LONG_DAYS, (agent, say(finance_words.DAY), minutes), days, {2: whole})
    _show(words.AT_NIGHT, (entry, agent, say(words.FROM), minutes), [_night(one, context) for one in found.at_night], {3: whole})


def _night(entry: TimeEntry, context: AppContext) -> tuple[object, ...]:
    return entry.entry_id, entry.agent, _at(entry.started_at, context), entry.minutes


def _show(title: Text, columns: Sequence[str], rows: Rows, numbers: Mapping[int, Callable[[Any], str]]) -> None:
    if rows:
        st.subheader(say(title))
        show_table(columns, rows, numbers)


def _at(moment: Instant, context: AppContext) -> str:
    return instant(moment, context.zone, language())
