"""The form that closes a request: it is listed as open no more."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager.act_form import ActForm
from dashboard.app_context import AppContext, who
from dashboard.language import say
from dashboard.recording import submitted_at
from engine.use_cases.requests.customer_view import CustomerView
from engine.use_cases.requests.request_view import RequestView


def show_closure_form(one: RequestView, view: CustomerView, context: AppContext) -> None:  # noqa: ARG001 (all forms are called alike)
    """Closed at the moment of pressing the button."""
    form = ActForm("closure", "CL", one, context)
    if one.closures:
        st.info(say("account_manager.request.already_closed"))
        return
    with st.form(form.id):
        st.text(say("account_manager.request.close_explained"), width="stretch")
        submitted = form.submit("account_manager.request.record_closure")
    if submitted:
        at = submitted_at(form.name).astimezone(context.zone).isoformat()
        texts = {"closure_id": form.id, "request_id": one.request.request_id, "closed_at": at, "closed_by": who()}
        form.keep([("closures", texts)], say("account_manager.request.closure_saved", id=one.request.request_id))
