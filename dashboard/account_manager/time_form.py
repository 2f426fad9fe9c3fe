"""The forms for time: what was worked, by whom and how long; and for goodwill, an entry that is not charged."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager import request_words as words
from dashboard.account_manager.act_form import ActForm, role_called_for
from dashboard.account_manager.fact_choices import choose_change
from dashboard.app_context import AppContext, who
from dashboard.language import language, say
from engine.use_cases.requests.customer_view import CustomerView
from engine.use_cases.requests.request_view import RequestView
from engine.vocabulary.outcomes import Action, Coverage
from engine.wording.formats import instant, minutes

# facts that an entry has a column for
OWN_FACTS = ("service", "topic", "cause")


def show_time_form(one: RequestView, view: CustomerView, context: AppContext) -> None:  # noqa: ARG001 (all forms are called alike)
    """The role is that of the standing consent, if there is one; an entry may name its own service, topic or cause."""
    form = ActForm("time", "E", one, context)
    if one.assessment.decision.action in (Action.QUOTE, Action.STOP):
        st.warning(say(words.NOT_FREE), icon=":material/lock:")
    standing = [answer.consent.role for answer in one.consents if answer.standing == "stands"]
    with st.form(form.id):
        texts = {"entry_id": form.id, "request_id": one.request.request_id}
        texts["agent"] = form.text("agent", words.AGENT, who())
        texts["role"] = form.role(words.ROLE, standing[0] if standing and standing[0] else role_called_for(one.assessment))
        texts["activity"] = form.tick("activity", words.ACTIVITY, {id_: say(label) for id_, label in words.ACTIVITIES.items()})
        texts["started_at"] = form.moment("started_at", words.STARTED_ON)
        texts["minutes"] = form.text("minutes", words.MINUTES)
        with st.expander(say(words.DIFFERENT_WORK)):
            for name in OWN_FACTS:
                if name in one.assessment.version.facts:
                    texts[name] = choose_change(one.assessment.version.facts[name], form.id, say(words.AS_THE_REQUEST))
        texts["note"] = form.text("note", words.NOTE)
        submitted = form.submit(words.RECORD_TIME)
    if submitted:
        form.keep([("time_entries", texts)], say(words.TIME_SAVED).format(texts["minutes"], form.id))


def show_waiver_form(one: RequestView, view: CustomerView, context: AppContext) -> None:  # noqa: ARG001 (all forms are called alike)
    """For an entry whose coverage is billable and that is not waived yet."""
    form = ActForm("waiver", "WV", one, context)
    waived = {waiver.entry_id for waiver in one.waivers}
    entries: dict[str, str] = {}
    for reckoned in one.reckoned.entries:
        entry = reckoned.entry
        if reckoned.coverage is Coverage.BILLABLE and entry.activity == "work" and entry.entry_id not in waived:
            entries[entry.entry_id] = (
                f"{entry.entry_id}, {instant(entry.started_at, context.zone, language())}, {minutes(entry.minutes, language())}"
            )
    if not entries:
        st.info(say(words.NOTHING_TO_WAIVE))
        return
    with st.form(form.id):
        entry_id = form.choose("entry_id", words.ENTRY, entries)
        reason = form.text("reason", words.REASON)
        at = form.moment("waived_at", words.WHEN)
        submitted = form.submit(words.RECORD_WAIVER)
    if submitted:
        texts = {"waiver_id": form.id, "entry_id": entry_id, "waived_at": at, "waived_by": who(), "reason": reason}
        form.keep([("waivers", texts)], say(words.WAIVER_SAVED).format(form.id))
