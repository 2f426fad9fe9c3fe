"""Recorded requests decided again under the draft at hand: how many flip and whom it hits, in minutes and money.

Asked for once by its period, then held against every change; stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.policy_owner.draft_queries import backtest_of
from dashboard.policy_owner.text_tables import show_texts, titles
from dashboard.policy_owner.working_copy import WorkingCopy
from dashboard.refusals import show_refusal
from engine.books.gains import AmountChange
from engine.use_cases.explaining.rule_words import labels
from engine.use_cases.proving.backtest_result import Backtest
from engine.vocabulary.problems import Refused
from engine.wording.formats import minutes, money, number

_PERIOD = "backtest period"
_FORMATS = {"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}
_EARLIEST, _LATEST = date(1990, 1, 1), date(2199, 12, 31)


def show_backtest(context: AppContext, one: WorkingCopy) -> None:
    """The period, and what was found for it."""
    st.caption(say("policy_owner.backtest.help"))
    period: tuple[date, date] | None = st.session_state.get(_PERIOD)
    first_day, last_day = period or (context.today - timedelta(days=365), context.today)
    with st.form("backtest"), st.container(horizontal=True, vertical_alignment="bottom"):
        first = _day(say("policy_owner.backtest.from"), first_day, "backtest from")
        last = _day(say("policy_owner.backtest.until"), last_day, "backtest until")
        if st.form_submit_button(say("policy_owner.backtest.decide_again"), type="primary"):
            period = st.session_state[_PERIOD] = (first, last)
    if period is None:
        return
    try:
        found = backtest_of(context, one, *period)
    except Refused as refused:
        show_refusal(refused)
        return
    _show(found, context)


def _day(label: str, begins_with: date, key: str) -> date:
    chosen: date = st.date_input(
        label,
        value=begins_with,
        min_value=_EARLIEST,
        max_value=_LATEST,
        format=_FORMATS[language()],
        key=key,
        width=200,
        help=say("policy_owner.backtest.period_help"),
    )
    return chosen


def _show(found: Backtest, context: AppContext) -> None:
    if not found.looked_at:
        st.info(say("policy_owner.backtest.no_requests"), icon=":material/info:")
        return
    with st.container(horizontal=True, gap="large"):
        st.metric(say("policy_owner.backtest.looked_at"), number(found.looked_at, language()), width="content")
        st.metric(
            say("policy_owner.column.flipped"),
            number(found.flipped, language()),
            help=say("policy_owner.backtest.flipped_help"),
            width="content",
        )
        st.metric(
            say("policy_owner.column.net"),
            _signed_money(found.total, found.currency),
            help=say("policy_owner.backtest.net_help"),
            width="content",
        )
    figures = ("covered_minutes", "billable_minutes", "blocked_minutes", "net")
    if found.flips:
        named = labels(context.deciders.packs.outcomes.coverage, language())
        columns = titles("before", "after", "requests", *figures, "for_example")
        rows = [
            (named[one.before], named[one.after], number(one.requests, language()), *_figures(one.change, found), ", ".join(one.examples))
            for one in found.flips
        ]
        show_texts(columns, rows, (7, 7, 5, 6, 6, 6, 6, 10))
    else:
        st.success(say("policy_owner.backtest.none_flips"), icon=":material/check_circle:")
    if found.customers:
        st.markdown(f"**{say('policy_owner.backtest.customers')}**")
        columns = titles("customer", "flipped", *figures)
        hit = sorted(found.customers, key=lambda one: (-abs(one.change.net), -one.flipped, one.customer_id))
        rows = [(f"{one.customer_id} · {one.name}", number(one.flipped, language()), *_figures(one.change, found)) for one in hit]
        show_texts(columns, rows, (16, 6, 6, 6, 6, 6))
    _show_limits(found)


def _figures(change: AmountChange, found: Backtest) -> Sequence[str]:
    more, less = change.gained.minutes, change.lost.minutes
    told = (more.covered - less.covered, more.billable - less.billable, more.blocked - less.blocked)
    return *(_signed(figure) for figure in told), _signed_money(change, found.currency)


def _signed(figure: int) -> str:
    return f"{'+' if figure > 0 else ''}{number(figure, language())}"


def _signed_money(change: AmountChange, currency: str) -> str:
    return f"{'+' if change.net > 0 else ''}{money(change.net, currency, language())}"


def _show_limits(found: Backtest) -> None:
    """What it cannot know."""
    if found.without_consent:
        st.caption(escaped(say("policy_owner.backtest.without_consent", minutes=minutes(found.without_consent, language()))))
    if found.to_ask:
        st.caption(say("policy_owner.backtest.to_ask", count=found.to_ask))
    for one in found.not_listed:
        st.caption(escaped(say("policy_owner.backtest.not_listed", fact=one.fact, value=one.value, count=one.requests)))
