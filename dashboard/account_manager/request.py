"""A recorded request: its decision as things stand, what is recorded about it, and the forms for whatever comes next."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager import pages
from dashboard.account_manager.act_tables import show_act_tables
from dashboard.account_manager.decision_panel import outcome_label, show_assessment
from dashboard.account_manager.next_act import show_forms
from dashboard.account_manager.queries import customer_at_present
from dashboard.account_manager.selection import choose_customer, choose_request
from dashboard.app_context import AppContext, open_context
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.recording import show_what_was_recorded
from engine.use_cases.requests.customer_view import CustomerView
from engine.use_cases.requests.request_view import RequestView
from engine.wording.formats import instant

context = open_context()
st.title(say(pages.REQUEST.title))
show_what_was_recorded()


def show(one: RequestView, view: CustomerView, context: AppContext) -> None:
    """Decision on the left, forms on the right, the record below."""
    show_head(one, view, context)
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.subheader(say("account_manager.decision"))
        show_assessment(one.assessment, context, view.customer.account_manager)
    with right:
        show_forms(one, view, context)
    show_act_tables(one, view, context)


def show_head(one: RequestView, view: CustomerView, context: AppContext) -> None:
    """Whose request, when it came in, how its consent stands."""
    request = one.request
    closed = f" :gray-badge[{say('account_manager.closed')}]" if one.closures else ""
    st.header(f"{escaped(request.request_id)} · {escaped(view.customer.name)}{closed}")
    person = one.assessment.person
    asked_by = person.name if person else say("account_manager.nobody_named")
    consent = one.assessment.facts.get("consent")
    parts = [
        f"{say('account_manager.received')} {instant(request.received_at, context.zone, language())}",
        f"{say('account_manager.asked_by')}: {asked_by}",
        *([f"{say('account_manager.consent')}: {outcome_label(context.deciders.packs.outcomes.consent, consent)}"] if consent else []),
    ]
    st.text(" · ".join(parts))
    if request.summary:
        st.text(request.summary, width="stretch")


if chosen := choose_customer(context):
    customer = customer_at_present(context, chosen)
    chosen_request = choose_request(customer)
    found = customer.request(chosen_request) if chosen_request else None
    if found is not None:
        show(found, customer, context)
