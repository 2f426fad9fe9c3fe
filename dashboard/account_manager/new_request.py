"""A new request: described fact by fact with the decision beside it as one goes along, then recorded."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager import pages
from dashboard.account_manager.decision_panel import show_assessment
from dashboard.account_manager.description_form import RequestDescription, describe
from dashboard.account_manager.queries import acts_of, customer_at_present
from dashboard.account_manager.selection import choose_customer, go_to_request
from dashboard.app_context import AppContext, now_instant, open_context
from dashboard.language import say
from dashboard.recording import act_id, record, show_what_was_recorded
from engine.use_cases.requests.assess import assess_new
from engine.use_cases.requests.customer_view import CustomerView

FORM = "new request"

context = open_context()
st.title(say(pages.NEW_REQUEST.title))
show_what_was_recorded()


def show(view: CustomerView, context: AppContext) -> None:
    """The description on the left, the decision on the right; on a narrow screen below."""
    form = f"{FORM} {view.customer.customer_id}"
    id_ = act_id(form, "R")
    left, right = st.columns([5, 6], gap="large")
    with left:
        described = describe(form, id_, view, context)
        if described is None:
            return
        wanted = st.button(say("account_manager.request.save_request"), type="primary", key=f"{id_} record")
        if wanted and record(form, described.acts, context, say("account_manager.request.request_saved", id=id_), described.labels):
            go_to_request(view.customer.customer_id, id_)
            st.switch_page(pages.REQUEST.file)
    with right:
        st.subheader(say("account_manager.decision"))
        show_decision(described, view, context)


def show_decision(described: RequestDescription, view: CustomerView, context: AppContext) -> None:
    """As the request stands now, were it recorded."""
    at = max(now_instant(), described.request.received_at)
    acts = acts_of(context, view.customer.customer_id)
    found = assess_new(described.request, described.training, acts, context.deciders, at)
    show_assessment(found, context, view.customer.account_manager)


if chosen := choose_customer(context):
    show(customer_at_present(context, chosen), context)
