"""Which language the person reads, German or English: one switch in the sidebar, kept in the address as `?lang=de`.

Knows no text: those of pages are in the catalogue, those of products in their packs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import streamlit as st

from engine.policy.pack import Text
from engine.vocabulary.problems import Value
from engine.wording.catalogue import LANGUAGES, Language
from engine.wording.sentences import Reader

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


def reader(labels: Mapping[str, str] | None = None) -> Reader:
    """Who reads a page; `labels`: what a form calls its fields."""
    return Reader(language(), on_a_page=True, labels=labels or {})


def say(key: str, /, **values: Value) -> str:
    """A text of the catalogue in the language chosen."""
    return reader().say(key, **values)


def worded(text: Text) -> str:
    """A pack's own words in the language chosen."""
    return text.in_(language())
