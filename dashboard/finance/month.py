"""Finance's month: what was recorded, what may be invoiced and what may not, by customer; to look at and to download."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import AppContext, open_context
from dashboard.finance.closing_banner import show_closing_banner
from dashboard.finance.downloads import offer_downloads
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
from dashboard.finance.pages import CUSTOMER, MONTH
from dashboard.finance.queries import CUSTOMER_KEY, choose_month, detail
from dashboard.language import say
from dashboard.persistent_choice import set_choice
from engine.policy.pack import OutcomesFile
from engine.use_cases.months.month_detail import CustomerMonth, MonthDetail
from engine.vocabulary.outcomes import BlockReason


def show() -> None:
    """The page."""
    st.title(say(MONTH.title))
    context = open_context()
    month = choose_month(context)
    if month is None:
        return
    found, outcomes = detail(context, month), context.deciders.packs.outcomes
    show_closing_banner(found, context.zone)
    show_sums(found.statement.minutes, found.statement.sums, found.not_invoiced, context.currency, outcomes)
    st.subheader(say("finance.month.by_customer"))
    st.caption(say("finance.month.choose_row"))
    _show_customers(context, found, outcomes)
    st.subheader(say("finance.blocked.title"))
    blocked = {reason: sum(one.statement.blocked.get(reason, 0) for one in found.customers) for reason in BlockReason}
    show_blocked(blocked, found.not_invoiced, context.currency, outcomes)
    offer_downloads(found)


def _show_customers(context: AppContext, found: MonthDetail, outcomes: OutcomesFile) -> None:
    named, reasons = bucket_labels(outcomes), reason_labels(outcomes)
    columns = [
        *titles("customer", "name", "recorded"),
        *(named[bucket] for bucket in BUCKETS),
        *titles("net", "vat_short", "gross", "not_invoiced", "blocked_because", "note"),
    ]
    rows = [_row(one, reasons) for one in found.customers]
    numbers = dict.fromkeys(range(2, 7), whole) | dict.fromkeys(range(7, 11), in_cents(context.currency))
    chosen = show_table(columns, rows, numbers, key=f"customers of {found.statement.month}", widths={0: 64, 1: 180})
    if chosen is not None:
        set_choice(CUSTOMER_KEY, found.customers[chosen].statement.customer.customer_id)
        st.switch_page(CUSTOMER.file)


def _row(one: CustomerMonth, reasons: dict[BlockReason, str]) -> tuple[object, ...]:
    statement, sums = one.statement, one.statement.sums
    blocked = ", ".join(f"{reasons[reason]} {minutes}" for reason, minutes in statement.blocked.items())
    return (
        statement.customer.customer_id,
        statement.customer.name,
        statement.minutes.recorded,
        *(getattr(statement.minutes, bucket.value) for bucket in BUCKETS),
        *map(exact, (sums.net, sums.vat, sums.gross, one.not_invoiced.cents)),
        blocked,
        say("finance.customer.not_domestic") if statement.vat_note else "",
    )


show()
