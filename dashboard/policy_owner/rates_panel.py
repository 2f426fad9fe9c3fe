"""The rate table as it stands: every row with its dates, and whether it holds today; and days for which no row holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import language, say
from dashboard.policy_owner.rate_keys import RateNames, rate_names, show_gaps
from engine.books.records import Rate
from engine.store import act_queries
from engine.use_cases.requests.rate_rows import RateRow, RateRows, State, rate_rows
from engine.vocabulary.money import amount
from engine.wording.formats import day, money


def show_rates(context: AppContext) -> None:
    """All rows, or a line that there are none."""
    named, found = rate_names(context), rate_rows(recorded_rates(context), context.today)
    if found.rows:
        _show_rows(found, named, context)
    else:
        st.info(say("policy_owner.rates.none"), icon=":material/info:")
    show_gaps(found.gaps, named)


def recorded_rates(context: AppContext) -> tuple[Rate, ...]:
    """As they are in the record now."""
    return _rates(context, context.state)


@st.cache_resource(max_entries=4, show_spinner=False)
def _rates(_context: AppContext, state: str) -> tuple[Rate, ...]:  # noqa: ARG001 (the key)
    with _context.record.reading() as connection:
        return act_queries.of_customers(connection, ()).rates


def _show_rows(found: RateRows, named: RateNames, context: AppContext) -> None:
    rows: Sequence[RateRow] = found.rows
    if not st.toggle(
        say("policy_owner.rates.show_ended"),
        value=True,
        help=say("policy_owner.rates.show_ended_help"),
        key="ended rates",
        persist_state="session",
    ):
        rows = [row for row in rows if row.state is not State.ENDED]
    titles = (
        "policy_owner.rates.role",
        "policy_owner.rates.product",
        "policy_owner.rates.customer",
        "policy_owner.rates.hourly_rate",
        "policy_owner.rates.from",
        "policy_owner.rates.until",
        "policy_owner.column.today",
        "policy_owner.rates.id",
    )
    columns = [say(title) for title in titles]
    cells = [_cells(row, named) for row in rows]
    write: Any = {
        columns[3]: lambda value: money(int(value.scaleb(2)), context.currency, language()),
        columns[4]: lambda value: day(value, language()),
    }
    written = pd.DataFrame([list(row) for row in cells], columns=columns, dtype=object).style.format(write)
    st.dataframe(
        written,
        hide_index=True,
        height="content" if len(rows) <= 20 else 740,
        column_config={columns[3]: st.column_config.Column(alignment="right")},
    )


def _cells(row: RateRow, named: RateNames) -> tuple[object, ...]:
    rate = row.rate
    return (
        named.role(rate.role),
        named.product(rate.product),
        named.customer(rate.customer_id),
        amount(rate.hourly_rate),
        rate.valid_from,
        say("policy_owner.rates.open") if row.last_day is None else day(row.last_day, language()),
        say(f"policy_owner.state.{row.state}"),
        rate.rate_id,
    )
