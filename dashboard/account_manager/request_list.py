"""A customer's open requests, each with its decision and its hours; and the consents that work can still draw on."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard.account_manager import pages
from dashboard.account_manager.decision_panel import outcome_label
from dashboard.account_manager.selection import go_to_request
from dashboard.app_context import AppContext
from dashboard.columns import moment_column
from dashboard.language import language, say, worded
from engine.use_cases.requests.customer_view import CustomerView
from engine.use_cases.requests.request_view import ConsentView, RequestView, Standing
from engine.vocabulary.instants import local_time
from engine.wording import formats

# pixels: “no cap” is longer in German than the column's head
_WIDTH_OF_MINUTES_LEFT = 118


def show_open_requests(view: CustomerView, context: AppContext) -> None:
    """A row a request; selecting one goes to its page."""
    st.subheader(say("account_manager.open_requests"))
    if not view.open_requests:
        st.text(say("account_manager.no_open_requests"))
        return
    outcomes = context.deciders.packs.outcomes
    rows = []
    for one in view.open_requests:
        decided = one.assessment.decision
        rows.append(
            {
                say("account_manager.request"): one.request.request_id,
                say("account_manager.received"): local_time(one.request.received_at, context.zone),
                say("account_manager.service"): _about(one),
                say("account_manager.coverage"): outcome_label(outcomes.coverage, decided.coverage),
                say("account_manager.next"): outcome_label(outcomes.action, decided.action),
                say("account_manager.minutes"): sum(one.minutes.values()),
                say("account_manager.by_bucket"): ", ".join(
                    f"{outcome_label(outcomes.bucket, bucket)} {minutes}" for bucket, minutes in one.minutes.items() if minutes
                ),
                say("account_manager.summary"): one.request.summary or "",
            }
        )
    chosen = st.dataframe(
        rows,
        hide_index=True,
        column_config={
            say("account_manager.received"): moment_column(context.zone),
            say("account_manager.service"): st.column_config.TextColumn(width="medium"),
        },
        on_select="rerun",
        selection_mode="single-row",
        key="open requests",
    )
    st.caption(say("account_manager.open_by_row"))
    if chosen.selection.rows:
        go_to_request(view.customer.customer_id, view.open_requests[chosen.selection.rows[0]].request.request_id)
        st.switch_page(pages.REQUEST.file)


def show_consents(view: CustomerView, context: AppContext) -> None:
    """Those that stand; all other answers folded away."""
    st.subheader(say("account_manager.consents"))
    if view.standing_consents:
        # work goes on at open requests: what is left of closed ones comes after
        show_answers(sorted(view.standing_consents, key=lambda answer: bool(answer[0].closures)), view, context)
    else:
        st.text(say("account_manager.no_consents"))
    others = [(one, consent) for one in view.requests for consent in one.consents]
    if others:
        with st.expander(f"{say('account_manager.other_consents')} ({len(others)})"):
            show_answers(others, view, context)


def show_answers(answers: Iterable[tuple[RequestView, ConsentView]], view: CustomerView, context: AppContext) -> None:
    """A row an answer: how it stands, minutes left, until when, by whom."""
    names: dict[str, str] = {one.person.person_id: one.person.name for one in view.people}
    roles = {role.id: worded(role.label) for role in context.deciders.packs.vendor.roles}
    rows = []
    for request, one in answers:
        consent = one.consent
        granted = consent.status == "granted"
        left = say("account_manager.no_cap") if one.minutes_left is None else formats.number(one.minutes_left, language())
        rate = "" if consent.hourly_rate is None else formats.money(consent.hourly_rate, consent.currency, language())
        rows.append(
            {
                say("account_manager.request"): request.request.request_id,
                say("account_manager.consent"): consent.consent_id,
                say("account_manager.status"): _standing(request, one),
                say("account_manager.minutes_left"): left if granted else "",
                say("account_manager.until"): None if one.ends is None else local_time(one.ends, context.zone),
                say("account_manager.role"): roles.get(consent.role or "", consent.role or ""),
                say("account_manager.rate"): rate,
                say("account_manager.given_by"): names.get(consent.given_by, consent.given_by),
                say("account_manager.given_at"): local_time(consent.given_at, context.zone),
                say("account_manager.evidence"): consent.evidence or "",
            }
        )
    columns = {
        say("account_manager.until"): moment_column(context.zone),
        say("account_manager.given_at"): moment_column(context.zone),
        say("account_manager.minutes_left"): st.column_config.TextColumn(width=_WIDTH_OF_MINUTES_LEFT),
    }
    st.dataframe(rows, hide_index=True, column_config=columns, placeholder="–")


def _standing(request: RequestView, one: ConsentView) -> str:
    told = say(f"account_manager.standings.{one.standing}")
    return f"{told}, {say('account_manager.request_closed')}" if request.closures and one.standing is Standing.STANDS else told


def _about(one: RequestView) -> str:
    facts, version = one.assessment.facts, one.assessment.version
    labels = [
        next(worded(value.label) for value in version.facts[name].values if value.id == facts[name])
        for name in ("service", "topic")
        if name in facts and facts[name] != "unknown"
    ]
    return ", ".join(labels)
