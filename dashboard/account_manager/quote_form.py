"""The form for a quote: what the customer is told before any work, the rate being the table's unless a reason is given."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager.act_form import ActForm, role_called_for
from dashboard.app_context import AppContext, who
from dashboard.language import language, say
from dashboard.markdown import escaped
from engine.use_cases.requests.customer_view import CustomerView
from engine.use_cases.requests.request_view import RequestView
from engine.vocabulary.money import show_amount
from engine.wording import formats


def show_quote_form(one: RequestView, view: CustomerView, context: AppContext) -> None:  # noqa: ARG001 (all forms are called alike)
    """Role outside the form, since the rate that is given with it is the role's."""
    form = ActForm("quote", "Q", one, context)
    role = form.role("account_manager.request.role", role_called_for(one.assessment))
    given = table_rate(one, role, context)
    with st.form(form.id):
        rate = form.text("hourly_rate", "account_manager.request.rate", given, "account_manager.request.rate_help")
        max_minutes = form.text("max_minutes", "account_manager.request.cap")
        expires = form.day_or_never("expires_at", "account_manager.request.expires", "account_manager.request.expires_help")
        reason = form.text("deviation_reason", "account_manager.request.deviation")
        sent = form.moment("sent_at", "account_manager.request.sent_on")
        submitted = form.submit("account_manager.request.record_quote")
    if submitted:
        texts = {
            "quote_id": form.id,
            "request_id": one.request.request_id,
            "sent_at": sent,
            "sent_by": who(),
            "role": role,
            "hourly_rate": rate,
            "currency": context.currency,
            "max_minutes": max_minutes,
            "expires_at": expires,
            "deviation_reason": reason,
        }
        form.keep([("quotes", texts)], say("account_manager.request.quote_saved", id=form.id))


def table_rate(one: RequestView, role: str, context: AppContext) -> str:
    """The table's rate of a role as a form writes it, and said; blank where it has none."""
    found = next((rate.row for rate in one.assessment.rates if rate.role == role), None)
    if found is None:
        return ""
    st.caption(f"{say('account_manager.request.same_as_table')}: {escaped(formats.money(found.hourly_rate, context.currency, language()))}")
    return show_amount(found.hourly_rate)
