"""Which language the person reads, German or English: one switch in the sidebar, kept in the address as `?lang=de`.

Knows no text: every page keeps its own, in both languages."""

from __future__ import annotations

from typing import Literal, cast

import streamlit as st

from engine.policy.pack import Text

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")
_CHOSEN = "language"


def switch() -> None:
    """The switch itself; shown once a run, before anything else asks for the language."""
    # not bound to the address by Streamlit: it then refuses to go to another page from a script
    begins_with = st.session_state.get(_CHOSEN) or st.query_params.get("lang")
    chosen = st.sidebar.segmented_control(
        "Sprache / Language",
        LANGUAGES,
        default=begins_with if begins_with in LANGUAGES else LANGUAGES[0],
        required=True,
        key="language switch",
        label_visibility="collapsed",
    )
    st.session_state[_CHOSEN] = chosen
    if st.query_params.get("lang", LANGUAGES[0]) != chosen:
        st.query_params["lang"] = str(chosen)


def language() -> Language:
    """The language chosen; German where nothing is."""
    chosen = st.session_state.get(_CHOSEN)
    return cast("Language", chosen) if chosen in LANGUAGES else LANGUAGES[0]


def say(text: Text) -> str:
    """A text in the language chosen."""
    return text.in_(language())
