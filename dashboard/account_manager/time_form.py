"""The forms for time: what was worked, by whom and how long; and for goodwill, an entry that is not charged."""

from __future__ import annotations

import streamlit as st

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
        st.warning(say("account_manager.request.not_free"), icon=":material/lock:")
    standing = [answer.consent.role for answer in one.consents if answer.standing == "stands"]
    with st.form(form.id):
        texts = {"entry_id": form.id, "request_id": one.request.request_id}
        texts["agent"] = form.text("agent", "account_manager.request.agent", who())
        texts["role"] = form.role(
            "account_manager.request.role", standing[0] if standing and standing[0] else role_called_for(one.assessment)
        )
        texts["activity"] = form.tick(
            "activity",
            "account_manager.request.activity",
            {one: say(f"account_manager.request.activities.{one}") for one in ("work", "triage")},
        )
        texts["started_at"] = form.moment("started_at", "account_manager.request.started_on")
        texts["minutes"] = form.text("minutes", "account_manager.request.minutes")
        with st.expander(say("account_manager.request.different_work")):
            for name in OWN_FACTS:
                if name in one.assessment.version.facts:
                    texts[name] = choose_change(one.assessment.version.facts[name], form.id, say("account_manager.request.as_the_request"))
        texts["note"] = form.text("note", "account_manager.request.note")
        submitted = form.submit("account_manager.request.record_time")
    if submitted:
        form.keep([("time_entries", texts)], say("account_manager.request.time_saved", minutes=texts["minutes"], id=form.id))


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
        st.info(say("account_manager.request.nothing_to_waive"))
        return
    with st.form(form.id):
        entry_id = form.choose("entry_id", "account_manager.request.entry", entries)
        reason = form.text("reason", "account_manager.request.reason")
        at = form.moment("waived_at", "account_manager.request.when")
        submitted = form.submit("account_manager.request.record_waiver")
    if submitted:
        texts = {"waiver_id": form.id, "entry_id": entry_id, "waived_at": at, "waived_by": who(), "reason": reason}
        form.keep([("waivers", texts)], say("account_manager.request.waiver_saved", id=form.id))
