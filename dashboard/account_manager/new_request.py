"""A new request: described fact by fact with the decision beside it as one goes along, then recorded."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager import pages, request_words, words
from dashboard.account_manager.at_hand import acts_of, customer_at_present
from dashboard.account_manager.choosing import choose_customer, go_to_request
from dashboard.account_manager.decision_shown import show_assessment
from dashboard.account_manager.describing import Described, describe
from dashboard.house import House, house, now_instant
from dashboard.language import say
from dashboard.recording import act_id, record, show_what_was_recorded
from engine.use_cases.requests.assess import assess_new
from engine.use_cases.requests.customer_view import CustomerView

FORM = "new request"

opened = house()
st.title(say(pages.NEW_REQUEST.title))
show_what_was_recorded()


def show(view: CustomerView, opened: House) -> None:
    """The description on the left, the decision on the right; on a narrow screen below."""
    form = f"{FORM} {view.customer.customer_id}"
    id_ = act_id(form, "R")
    left, right = st.columns([5, 6], gap="large")
    with left:
        described = describe(form, id_, view, opened)
        if described is None:
            return
        wanted = st.button(say(request_words.SAVE_REQUEST), type="primary", key=f"{id_} record")
        if wanted and record(form, described.acts, opened, say(request_words.REQUEST_SAVED).format(id_), described.labels):
            go_to_request(view.customer.customer_id, id_)
            st.switch_page(pages.REQUEST.file)
    with right:
        st.subheader(say(words.DECISION))
        show_decision(described, view, opened)


def show_decision(described: Described, view: CustomerView, opened: House) -> None:
    """As the request stands now, were it recorded."""
    at = max(now_instant(), described.request.received_at)
    acts = acts_of(opened, view.customer.customer_id)
    found = assess_new(described.request, described.training, acts, opened.deciders, at)
    show_assessment(found, opened, view.customer.account_manager)


if chosen := choose_customer(opened):
    show(customer_at_present(opened, chosen), opened)
