"""The hourly rates with their dates: which hold today, where there are gaps, and a form to add a row."""

from __future__ import annotations

import streamlit as st

from dashboard.house import house
from dashboard.language import say
from dashboard.policy_owner import rate_words as words
from dashboard.policy_owner.new_rate import show_new_rate
from dashboard.policy_owner.pages import RATES
from dashboard.policy_owner.rate_keys import named_in
from dashboard.policy_owner.rates_shown import rates_recorded, show_rates
from dashboard.recording import show_what_was_recorded


def show() -> None:
    """The page."""
    st.title(say(RATES.title))
    show_what_was_recorded()
    at = house()
    st.caption(say(words.TABLE_SAYS))
    show_rates(at)
    show_new_rate(rates_recorded(at), named_in(at), at)


show()
