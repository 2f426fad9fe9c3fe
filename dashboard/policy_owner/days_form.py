"""When the version at hand is to hold: its name, its first and last day; and the hourly rates with their dates, to be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import language, say
from dashboard.policy_owner.pages import RATES
from dashboard.policy_owner.rates_panel import show_rates
from dashboard.policy_owner.rule_editor import apply
from dashboard.policy_owner.working_copy import WorkingCopy

_FORMATS = {"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}
_EARLIEST, _LATEST = date(1990, 1, 1), date(2199, 12, 31)


def show_days(context: AppContext, one: WorkingCopy) -> None:
    """A form; applied as rules are."""
    rows = one.rows
    key = f"days {rows.version} {rows.begins} {rows.ends}"
    with st.form(key):
        name, first, last = st.columns(3)
        called = name.text_input(
            say("policy_owner.editor.version_name"),
            value=rows.version,
            key=f"{key} name",
            help=say("policy_owner.editor.version_name_help"),
        )
        how: dict[str, Any] = {"min_value": _EARLIEST, "max_value": _LATEST, "format": _FORMATS[language()]}
        begins = first.date_input(
            say("policy_owner.editor.first_day"),
            value=rows.begins,
            key=f"{key} first",
            help=say("policy_owner.editor.first_day_help"),
            **how,
        )
        ends = last.date_input(
            say("policy_owner.editor.last_day"), value=rows.ends, key=f"{key} last", help=say("policy_owner.editor.last_day_help"), **how
        )
        submitted = st.form_submit_button(say("policy_owner.editor.apply_dates"), type="primary")
    if submitted:
        apply(context, one, lambda: replace(rows, version=called.strip(), begins=begins, ends=ends))


def show_rates_beside(context: AppContext) -> None:
    """The rate table as it stands, and the way to its page: rates are rows of the record, and no part of a draft."""
    st.caption(say("policy_owner.editor.rates_help"))
    show_rates(context)
    st.page_link(RATES.file, label=say("policy_owner.editor.to_rates"), icon=RATES.icon)
