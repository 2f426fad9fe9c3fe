"""A choice that stays made from page to page, and when the language changes: kept by its value, not by the words it was shown in.

A field for choosing holds in the browser the words of the option, so each language has a field of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.language import language


def persistent_choice(label: str, named: Mapping[str, str], key: str, first: str | None = None, **looks: Any) -> str:
    """What is chosen among the values of `named` (value → words, at least one); `first` where nothing was chosen before."""
    options = list(named)
    before = st.session_state.get(key, first)
    # a field that was just set must have no default as well
    place = options.index(before) if before in named and not st.session_state.pop(_just_set(key), False) else 0
    chosen = st.selectbox(label, options, index=place, format_func=named.__getitem__, key=_field(key), **looks)
    st.session_state[key] = chosen or options[0]
    return chosen or options[0]


def set_choice(key: str, value: str) -> None:
    """Makes the choice for the person, for a page that is shown next."""
    st.session_state[key] = value


def set_choice_here(key: str, value: str) -> None:
    """Makes it on the page that is being shown, before its field is."""
    st.session_state[key] = st.session_state[_field(key)] = value
    st.session_state[_just_set(key)] = True


def _just_set(key: str) -> str:
    return f"{key} just set"


def _field(key: str) -> str:
    return f"{key} in {language()}"
