"""Recording what a form holds: once, however often the button is pressed, and with everything typed still there if refused.

A form's act gets its id when the form is first shown, and keeps it until it is recorded; the same act under the same id
changes nothing. The id is part of the keys of the form's fields, so that after recording they are fresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from dashboard.app_context import AppContext, now, now_instant, who
from dashboard.markdown import escaped
from dashboard.refusals import show_refusal, show_warnings
from engine.use_cases.intake.record_acts import new_id, record_acts
from engine.vocabulary.problems import Problem, Refused

TypedAct = tuple[str, Mapping[str, str]]
_SAID = "recorded"


def act_id(form: str, prefix: str) -> str:
    """The id of the act that `form` is about to record, such as `Q-5f3a9c0b71d2`; its fields' keys begin with it."""
    key = _key(form)
    if key not in st.session_state:
        st.session_state[key] = new_id(prefix)
        st.session_state[f"{key} shown"] = now()
    return str(st.session_state[key])


def shown_at(form: str) -> datetime:
    """When the form was first shown: what its fields for a time begin with, so that they do not move while one types."""
    moment: datetime = st.session_state[f"{_key(form)} shown"]
    return moment


def submitted_at(form: str) -> datetime:
    """When its button was first pressed; stays so until it is recorded or refused, so that a second press says the same."""
    moment: datetime = st.session_state.setdefault(f"{_key(form)} pressed", now())
    return moment


def record(form: str, acts: Sequence[TypedAct], context: AppContext, said: str, labels: Mapping[str, str] | None = None) -> bool:
    """Records the acts. Where they are refused, says why, here; else keeps `said` for `show_what_was_recorded`.

    `labels`: fields by the names the form gives them. The caller runs the page anew (or goes elsewhere) on True."""
    try:
        admitted = record_acts(acts, context.record, context.deciders, now=now_instant(), who=who())
    except Refused as refused:
        st.session_state.pop(f"{_key(form)} pressed", None)
        show_refusal(refused, labels)
        return False
    forget(form)
    st.session_state[_SAID] = (said, admitted.warnings)
    return True


def forget(form: str) -> None:
    """The form begins anew, with a new id and fresh fields."""
    for part in ("", " shown", " pressed"):
        st.session_state.pop(f"{_key(form)}{part}", None)


def show_what_was_recorded() -> None:
    """Once after recording: what was recorded, and what about it is worth a look."""
    said: tuple[str, tuple[Problem, ...]] | None = st.session_state.pop(_SAID, None)
    if said is not None:
        st.success(escaped(said[0]), icon=":material/check_circle:")
        show_warnings(said[1])


def _key(form: str) -> str:
    return f"act of {form}"
