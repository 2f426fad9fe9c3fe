"""Closing a month: what would be frozen, then the act itself, after a tick that somebody has looked; and the months that are closed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.app_context import AppContext, now_instant, open_context, who
from dashboard.finance.closing_preview_tables import show_closing_preview
from dashboard.finance.figures import exact, in_cents, show_sums, show_table, titles, whole
from dashboard.finance.pages import CLOSING
from dashboard.finance.queries import detail, month_totals
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.refusals import show_refusal
from engine.books.month_statement import month_bounds
from engine.use_cases.months.close_month import close_month
from engine.use_cases.months.closing_preview import Unfinished, unfinished
from engine.use_cases.months.month_totals import MonthTotals
from engine.vocabulary.months import Month, read_month
from engine.vocabulary.problems import Refused
from engine.wording.formats import instant, money

_SAID = "closed now"


def show() -> None:
    """The page."""
    st.title(say(CLOSING.title))
    context = open_context()
    said = st.session_state.pop(_SAID, None)
    if said is not None:
        st.success(escaped(said), icon=":material/check_circle:")
    st.caption(say("finance.closing.help"))
    worked = month_totals(context)
    upcoming = _next(worked, context)
    if upcoming is None:
        st.info(say("finance.closing.nothing_to_close"), icon=":material/info:")
    else:
        _offer(upcoming, worked, context)
    st.subheader(say("finance.closing.closed"))
    _show_closed(worked, context)


def _next(worked: Sequence[MonthTotals], context: AppContext) -> Month | None:
    """The first open month that says something and has ended."""
    first = next((one.month for one in worked if not one.is_closed and one.says_something), None)
    return first if first is not None and month_bounds(first, context.zone)[1] <= now_instant() else None


def _offer(month: Month, worked: Sequence[MonthTotals], context: AppContext) -> None:
    st.subheader(say("finance.closing.next", month=month))
    found = detail(context, month)
    show_sums(found.statement.minutes, found.statement.sums, found.not_invoiced, context.currency, context.deciders.packs.outcomes)
    differences = [difference for one in found.statement.customers for difference in one.differences]
    if differences:
        net = money(sum(one.net for one in differences), context.currency, language())
        st.caption(escaped(say("finance.closing.with_differences", number=len(differences), net=net)))
    empty = [one.month for one in worked if not one.is_closed and one.month < month and any(before.is_closed for before in worked)]
    if empty:
        st.caption(say("finance.closing.closes_with_it", months=tuple(empty)))
    show_closing_preview(_unfinished(context, context.state, str(month)), context)
    # The key names what was looked at: whatever is recorded meanwhile takes the tick away.
    looked = st.checkbox(
        say("finance.closing.looked", month=month), key=f"looked {month} {context.state}", help=say("finance.closing.looked_help")
    )
    if st.button(say("finance.closing.close", month=month), disabled=not looked, type="primary", icon=":material/lock:"):
        _close(month, context)


@st.cache_resource(max_entries=4, show_spinner=False)
def _unfinished(_context: AppContext, state: str, month: str) -> Unfinished:  # noqa: ARG001 (the key)
    return unfinished(_context.record, _context.deciders, read_month(month), now=now_instant())


def _close(month: Month, context: AppContext) -> None:
    try:
        closed = close_month(context.record, context.deciders, month, now=now_instant(), who=who())
    except Refused as refused:
        show_refusal(refused)
        return
    st.session_state[_SAID] = say("finance.closing.done", months=tuple(one.statement.month for one in closed), digest=closed[-1].digest)
    st.rerun()


def _show_closed(worked: Sequence[MonthTotals], context: AppContext) -> None:
    closed = [(one, one.closing) for one in reversed(worked) if one.closing is not None]
    if not closed:
        st.caption(say("finance.closing.none_closed"))
        return
    columns = [
        *titles("month", "recorded", "net", "vat", "gross"),
        say("finance.closing.closed_on"),
        say("finance.closing.closed_by"),
        say("finance.closing.digest"),
    ]
    rows = [
        (
            str(one.month),
            one.minutes.recorded,
            *map(exact, (one.sums.net, one.sums.vat, one.sums.gross)),
            instant(closing.closed_at, context.zone, language()),
            closing.closed_by,
            closing.closing.statement_digest,
        )
        for one, closing in closed
    ]
    show_table(columns, rows, {1: whole} | dict.fromkeys(range(2, 5), in_cents(context.currency)))


show()
