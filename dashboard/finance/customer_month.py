"""One customer's month: lines, differences in closed months, every entry, and behind each entry the decision and the consent."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import AppContext, open_context
from dashboard.finance.entry_panel import show_entry_panel
from dashboard.finance.figures import (
    BUCKETS,
    bucket_labels,
    exact,
    in_cents,
    reason_labels,
    show_blocked,
    show_sums,
    show_table,
    titles,
    whole,
)
from dashboard.finance.pages import CUSTOMER
from dashboard.finance.queries import CUSTOMER_KEY, choose_month, detail
from dashboard.language import language, say, worded
from dashboard.persistent_choice import persistent_choice, set_choice_here
from engine.books.fields import Key
from engine.policy.packs import Packs
from engine.use_cases.months.month_detail import CustomerMonth, DetailedEntry, MonthDetail
from engine.vocabulary.outcomes import BlockReason
from engine.wording.formats import clock, day, month


def show() -> None:
    """The page."""
    st.title(say(CUSTOMER.title))
    context = open_context()
    with st.container(horizontal=True):
        asked = choose_month(context)
        if asked is None:
            return
        found = detail(context, asked)
        chosen = _choose_customer(found)
    outcomes = context.deciders.packs.outcomes
    statement = chosen.statement
    show_sums(statement.minutes, statement.sums, chosen.not_invoiced, context.currency, outcomes)
    if statement.vat_note:
        st.warning(say("finance.customer.not_domestic"), icon=":material/warning:")
    st.subheader(say("finance.customer.lines"), help=say("finance.customer.lines_help"))
    _show_lines(context, chosen)
    if statement.differences:
        st.subheader(say("finance.customer.differences"), help=say("finance.customer.differences_help"))
        _show_differences(context, chosen)
    if statement.blocked:
        st.subheader(say("finance.blocked.title"))
        show_blocked(statement.blocked, chosen.not_invoiced, context.currency, outcomes)
    st.subheader(say("finance.customer.entries"))
    if not chosen.entries:
        st.caption(say("finance.customer.no_entries"))
        return
    st.caption(say("finance.customer.entries_help"))
    entry = _choose_entry(found, chosen, context.deciders.packs)
    show_entry_panel(entry, chosen, context)


def _choose_customer(found: MonthDetail) -> CustomerMonth:
    by_id = {one.statement.customer.customer_id: one for one in found.customers}
    named: dict[str, str] = {id_: f"{one.statement.customer.name} ({id_})" for id_, one in by_id.items()}
    return by_id[Key(persistent_choice(say("finance.column.customer"), named, CUSTOMER_KEY, width=420))]


def _show_lines(context: AppContext, chosen: CustomerMonth) -> None:
    lines = chosen.statement.lines
    if not lines:
        st.caption(say("finance.customer.no_lines"))
        return
    columns = titles("line", "request", "rate", "minutes", "net")
    rows = [(line.id, line.request_id, exact(line.rate), line.minutes, exact(line.net)) for line in lines]
    amount = in_cents(context.currency)
    show_table(columns, rows, {2: amount, 3: whole, 4: amount})


def _show_differences(context: AppContext, chosen: CustomerMonth) -> None:
    named = bucket_labels(context.deciders.packs.outcomes)
    columns = [
        *titles("difference", "request", "about_month", "recorded"),
        *(named[bucket] for bucket in BUCKETS),
        say("finance.column.net"),
    ]
    rows = [
        (one.id, one.request_id, month(one.month, language()), one.minutes.recorded,
         *(getattr(one.minutes, bucket.value) for bucket in BUCKETS), exact(one.net))
        for one in chosen.statement.differences
    ]  # fmt: skip
    show_table(columns, rows, dict.fromkeys(range(3, 8), whole) | {8: in_cents(context.currency)})


def _choose_entry(found: MonthDetail, chosen: CustomerMonth, packs: Packs) -> DetailedEntry:
    """The entries as a table; a row selected there is the one chosen below it."""
    entries = {one.entry.entry_id: one for one in chosen.entries}
    names = list(entries)
    key = f"entry of {found.statement.month} {chosen.statement.customer.customer_id}"
    selected = _show_entries(chosen, packs, key)
    if selected is not None and st.session_state.get(f"{key} row") != selected:
        set_choice_here(key, names[selected])
    st.session_state[f"{key} row"] = selected
    named: dict[str, str] = {id_: _named(one) for id_, one in entries.items()}
    return entries[Key(persistent_choice(say("finance.customer.entry"), named, key, help=say("finance.customer.entry_help"), width=560))]


def _named(one: DetailedEntry) -> str:
    return f"{one.entry.entry_id}: {day(one.day, language())}, {clock(one.started, language())}, {one.entry.request_id}"


def _show_entries(chosen: CustomerMonth, packs: Packs, key: str) -> int | None:
    outcomes = packs.outcomes
    named, reasons = bucket_labels(outcomes), reason_labels(outcomes)
    coverages = {word.id: worded(word.label) for word in outcomes.coverage}
    roles = {role.id: worded(role.label) for role in packs.vendor.roles}
    columns = [
        *titles("day", "time", "request", "role", "activity", "minutes"),
        *(named[bucket] for bucket in BUCKETS),
        *titles("blocked_because", "coverage", "consent", "entry"),
    ]
    rows = [_row(one, reasons, coverages, roles) for one in chosen.entries]
    numbers = dict.fromkeys(range(5, 10), whole) | {0: lambda value: day(value, language())}
    return show_table(columns, rows, numbers, key=f"{key} table")


def _row(one: DetailedEntry, reasons: dict[BlockReason, str], coverages: dict[str, str], roles: dict[str, str]) -> tuple[object, ...]:
    entry, segments = one.entry, one.reckoned.segments
    blocked = ", ".join(f"{reasons[part.blocked]} {part.minutes}" for part in segments if part.blocked is not None)
    return (
        one.day,
        clock(one.started, language()),
        entry.request_id,
        roles.get(entry.role, entry.role),
        say(f"finance.activity.{entry.activity}"),
        entry.minutes,
        *(one.reckoned.minutes_in(bucket) for bucket in BUCKETS),
        blocked,
        coverages[one.reckoned.coverage],
        ", ".join(dict.fromkeys(part.consent_id for part in segments if part.consent_id is not None)),
        entry.entry_id,
    )


show()
