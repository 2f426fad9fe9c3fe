"""A customer's open requests, each with its decision and its hours; and the consents that work can still draw on."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard.account_manager import pages, words
from dashboard.account_manager.decision_panel import outcome_label
from dashboard.account_manager.selection import go_to_request
from dashboard.app_context import AppContext
from dashboard.columns import moment_column
from dashboard.language import language, say
from engine.use_cases.requests.customer_view import CustomerView
from engine.use_cases.requests.request_view import ConsentView, RequestView, Standing
from engine.vocabulary.instants import local_time
from engine.wording import formats

# pixels: “no cap” is longer in German than the column's head
_WIDTH_OF_MINUTES_LEFT = 118


def show_open_requests(view: CustomerView, context: AppContext) -> None:
    """A row a request; selecting one goes to its page."""
    st.subheader(say(words.OPEN_REQUESTS))
    if not view.open_requests:
        st.text(say(words.NO_OPEN_REQUESTS))
        return
    outcomes = context.deciders.packs.outcomes
    rows = []
    for one in view.open_requests:
        decided = one.assessment.decision
        rows.append(
            {
                say(words.REQUEST): one.request.request_id,
                say(words.RECEIVED): local_time(one.request.received_at, context.zone),
                say(words.SERVICE): _about(one),
                say(words.COVERAGE): outcome_label(outcomes.coverage, decided.coverage),
                say(words.NEXT): outcome_label(outcomes.action, decided.action),
                say(words.MINUTES): sum(one.minutes.values()),
                say(words.BY_BUCKET): ", ".join(
                    f"{outcome_label(outcomes.bucket, bucket)} {minutes}" for bucket, minutes in one.minutes.items() if minutes
                ),
                say(words.SUMMARY): one.request.summary or "",
            }
        )
    chosen = st.dataframe(
        rows,
        hide_index=True,
        column_config={say(words.RECEIVED): moment_column(context.zone), say(words.SERVICE): st.column_config.TextColumn(width="medium")},
        on_select="rerun",
        selection_mode="single-row",
        key="open requests",
    )
    st.caption(say(words.OPEN_BY_ROW))
    if chosen.selection.rows:
        go_to_request(view.customer.customer_id, view.open_requests[chosen.selection.rows[0]].request.request_id)
        st.switch_page(pages.REQUEST.file)


def show_consents(view: CustomerView, context: AppContext) -> None:
    """Those that stand; all other answers folded away."""
    st.subheader(say(words.CONSENTS))
    if view.standing_consents:
        # work goes on at open requests: what is left of closed ones comes after
        show_answers(sorted(view.standing_consents, key=lambda answer: bool(answer[0].closures)), view, context)
    else:
        st.text(say(words.NO_CONSENTS))
    others = [(one, consent) for one in view.requests for consent in one.consents]
    if others:
        with st.expander(f"{say(words.OTHER_CONSENTS)} ({len(others)})"):
            show_answers(others, view, context)


def show_answers(answers: Iterable[tuple[RequestView, ConsentView]], view: CustomerView, context: AppContext) -> None:
    """A row an answer: how it stands, minutes left, until when, by whom."""
    names: dict[str, str] = {one.person.person_id: one.person.name for one in view.people}
    roles = {role.id: say(role.label) for role in context.deciders.packs.vendor.roles}
    rows = []
    for request, one in answers:
        consent = one.consent
        granted = consent.status == "granted"
        left = say(words.NO_CAP) if one.minutes_left is None else formats.number(one.minutes_left, language())
        rate = "" if consent.hourly_rate is None else formats.money(consent.hourly_rate, consent.currency, language())
        rows.append(
            {
                say(words.REQUEST): request.request.request_id,
                say(words.CONSENT): consent.consent_id,
                say(words.STATUS): _standing(request, one),
                say(words.MINUTES_LEFT): left if granted else "",
                say(words.UNTIL): None if one.ends is None else local_time(one.ends, context.zone),
                say(words.ROLE): roles.get(consent.role or "", consent.role or ""),
                say(words.RATE): rate,
                say(words.GIVEN_BY): names.get(consent.given_by, consent.given_by),
                say(words.GIVEN_AT): local_time(consent.given_at, context.zone),
                say(words.EVIDENCE): consent.evidence or "",
            }
        )
    columns = {
        say(words.UNTIL): moment_column(context.zone),
        say(words.GIVEN_AT): moment_column(context.zone),
        say(words.MINUTES_LEFT): st.column_config.TextColumn(width=_WIDTH_OF_MINUTES_LEFT),
    }
    st.dataframe(rows, hide_index=True, column_config=columns, placeholder="–")


def _standing(request: RequestView, one: ConsentView) -> str:
    told = say(words.STANDINGS[one.standing])
    return f"{told}, {say(words.REQUEST_CLOSED)}" if request.closures and one.standing is Standing.STANDS else told


def _about(one: RequestView) -> str:
    facts, version = one.assessment.facts, one.assessment.version
    labels = [
        next(say(value.label) for value in version.facts[name].values if value.id == facts[name])
        for name in ("service", "topic")
        if name in facts and facts[name] != "unknown"
    ]
    return ", ".join(labels)
