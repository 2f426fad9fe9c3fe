"""What finance's pages ask the desk, kept between runs by the context's state and the month.

The kept values are frozen and shared by all sessions; a new act or an edited policy makes a new state."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import language, say
from dashboard.persistent_choice import persistent_choice
from engine.use_cases.months.month_detail import MonthDetail, month_detail
from engine.use_cases.months.month_totals import MonthTotals, months_worked
from engine.vocabulary.months import Month, read_month
from engine.wording.formats import month as shown_month

MONTH_KEY = "finance month"
CUSTOMER_KEY = "finance customer"


def month_totals(context: AppContext) -> tuple[MonthTotals, ...]:
    """Every month from the first with work to the last, oldest first."""
    return _totals(context, context.state)


def detail(context: AppContext, month: Month) -> MonthDetail:
    """One month down to its entries."""
    return _detail(context, context.state, str(month))


def choose_month(context: AppContext) -> Month | None:
    """The choice among months with work, the newest first; None, and said so, where there is none."""
    worked = [one.month for one in reversed(month_totals(context)) if one.says_something]
    if not worked:
        st.info(say("finance.month.no_work"), icon=":material/info:")
        return None
    named = {str(month): shown_month(month, language()) for month in worked}
    return read_month(persistent_choice(say("finance.column.month"), named, MONTH_KEY, help=say("finance.month.choose_help"), width=280))


@st.cache_resource(max_entries=4, show_spinner=False)
def _totals(_context: AppContext, state: str) -> tuple[MonthTotals, ...]:  # noqa: ARG001 (the key)
    return months_worked(_context.record, _context.deciders)


@st.cache_resource(max_entries=24, show_spinner=False)
def _detail(_context: AppContext, state: str, month: str) -> MonthDetail:  # noqa: ARG001 (the key)
    return month_detail(_context.record, _context.deciders, read_month(month))
