"""The hourly rates with their dates: which hold today, where there are gaps, and a form to add a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.house import House, house
from dashboard.language import language, say
from dashboard.policy_owner import rate_words as words
from dashboard.policy_owner.new_rate import show_new_rate
from dashboard.policy_owner.pages import RATES
from dashboard.policy_owner.rate_keys import Named, named_in, show_gaps
from dashboard.recording import show_what_was_recorded
from dashboard.shown import day, money
from engine.books.records import Rate
from engine.desk.month_sheets import amount
from engine.desk.rate_rows import RateRow, RateRows, State, rate_rows
from engine.store import reading


def show() -> None:
    """The page."""
    st.title(say(RATES.title))
    show_what_was_recorded()
    at = house()
    rates = _rates(at, at.state)
    named = named_in(at)
    found = rate_rows(rates, at.today)
    st.caption(say(words.TABLE_SAYS))
    if found.rows:
        _show_rows(found, named, at)
    else:
        st.info(say(words.NO_RATES), icon=":material/info:")
    show_gaps(found.gaps, named)
    show_new_rate(rates, named, at)


@st.cache_resource(max_entries=4, show_spinner=False)
def _rates(_house: House, state: str) -> tuple[Rate, ...]:  # noqa: ARG001 (the key)
    with _house.record.reading() as connection:
        return reading.of_customers(connection, ()).rates


def _show_rows(found: RateRows, named: Named, at: House) -> None:
    rows: Sequence[RateRow] = found.rows
    if not st.toggle(say(words.SHOW_ENDED), value=True, help=say(words.SHOW_ENDED_SAYS), key="ended rates", persist_state="session"):
        rows = [row for row in rows if row.state is not State.ENDED]
    titles = (words.ROLE, words.PRODUCT, words.CUSTOMER, words.RATE, words.FROM, words.UNTIL, words.STATE, words.ID)
    columns = [say(title) for title in titles]
    cells = [_cells(row, named) for row in rows]
    write: Any = {
        columns[3]: lambda value: money(int(value.scaleb(2)), at.currency, language()),
        columns[4]: lambda value: day(value, language()),
    }
    written = pd.DataFrame([list(row) for row in cells], columns=columns, dtype=object).style.format(write)
    st.dataframe(
        written,
        hide_index=True,
        height="content" if len(rows) <= 20 else 740,
        column_config={columns[3]: st.column_config.Column(alignment="right")},
    )


def _cells(row: RateRow, named: Named) -> tuple[object, ...]:
    rate = row.rate
    return (
        named.role(rate.role),
        named.product(rate.product),
        named.customer(rate.customer_id),
        amount(rate.hourly_rate),
        rate.valid_from,
        say(words.OPEN) if row.last_day is None else day(row.last_day, language()),
        say(words.STATES[row.state]),
        rate.rate_id,
    )


show()
