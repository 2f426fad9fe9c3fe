"""The hourly rates with their dates: which hold today, where there are gaps, and a form to add a row."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import open_context
from dashboard.language import say
from dashboard.policy_owner.pages import RATES
from dashboard.policy_owner.rate_form import show_rate_form
from dashboard.policy_owner.rate_keys import rate_names
from dashboard.policy_owner.rates_panel import recorded_rates, show_rates
from dashboard.recording import show_what_was_recorded


def show() -> None:
    """The page."""
    st.title(say(RATES.title))
    show_what_was_recorded()
    context = open_context()
    st.caption(say("policy_owner.rates.help"))
    show_rates(context)
    show_rate_form(recorded_rates(context), rate_names(context), context)


show()
