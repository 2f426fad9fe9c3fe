"""Recorded requests decided again under the draft at hand: how many flip and whom it hits, in minutes and money.

Asked for once by its period, then held against every change; stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.policy_owner import draft_check_words as words
from dashboard.policy_owner.draft_queries import backtest_of
from dashboard.policy_owner.text_tables import show_texts
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
    st.caption(say(words.BACKTEST_SAYS))
    period: tuple[date, date] | None = st.session_state.get(_PERIOD)
    first_day, last_day = period or (context.today - timedelta(days=365), context.today)
    with st.form("backtest"), st.container(horizontal=True, vertical_alignment="bottom"):
        first = _day(say(words.RECEIVED_FROM), first_day, "backtest from")
        last = _day(say(words.RECEIVED_UNTIL), last_day, "backtest until")
        if st.form_submit_button(say(words.DECIDE_AGAIN), type="primary"):
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
        help=say(words.RECEIVED_SAYS),
    )
    return chosen


def _show(found: Backtest, context: AppContext) -> None:
    if not found.looked_at:
        st.info(say(words.NO_REQUESTS), icon=":material/info:")
        return
    with st.container(horizontal=True, gap="large"):
        st.metric(say(words.LOOKED_AT), number(found.looked_at, language()), width="content")
        st.metric(say(words.FLIPPED), number(found.flipped, language()), help=say(words.FLIPPED_SAYS), width="content")
        st.metric(say(words.NET), _signed_money(found.total, found.currency), help=say(words.NET_SAYS), width="content")
    figures = (words.COVERED_MINUTES, words.BILLABLE_MINUTES, words.BLOCKED_MINUTES, words.NET)
    if found.flips:
        named = labels(context.deciders.packs.outcomes.coverage, language())
        columns = [say(text) for text in (words.BEFORE, words.AFTER, words.REQUESTS, *figures, words.SUCH_AS)]
        rows = [
            (named[one.before], named[one.after], number(one.requests, language()), *_figures(one.change, found), ", ".join(one.examples))
            for one in found.flips
        ]
        show_texts(columns, rows, (7, 7, 5, 6, 6, 6, 6, 10))
    else:
        st.success(say(words.NONE_FLIPS), icon=":material/check_circle:")
    if found.customers:
        st.markdown(f"**{say(words.CUSTOMERS)}**")
        columns = [say(text) for text in (words.CUSTOMER, words.FLIPPED, *figures)]
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
        st.caption(escaped(say(words.WITHOUT_CONSENT).format(minutes=minutes(found.without_consent, language()))))
    if found.to_ask:
        st.caption(say(words.TO_ASK).format(count=number(found.to_ask, language())))
    for one in found.not_listed:
        st.caption(escaped(say(words.NOT_LISTED).format(fact=one.fact, value=one.value, count=number(one.requests, language()))))
