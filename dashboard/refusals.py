"""What was refused, word for word, where the person is looking; never a traceback, and never as Markdown."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.language import language
from dashboard.refusals_in_german import in_german, with_labels
from dashboard.shown import escaped
from engine.vocabulary.problems import Problem, Refused


def show_refusal(refused: Refused, labels: Mapping[str, str] | None = None) -> None:
    """A box a problem; `labels` gives the fields of a form the names that the form gives them."""
    for problem in refused.problems:
        st.error(escaped(_told(problem, labels or {})), icon=":material/error:")


def show_warnings(warnings: tuple[Problem, ...]) -> None:
    """What was done all the same but is worth a look."""
    for problem in warnings:
        st.warning(escaped(_in_language(problem.message)), icon=":material/warning:")


def _told(problem: Problem, labels: Mapping[str, str]) -> str:
    field = problem.place.field
    if problem.place.file is not None:
        return str(Problem(problem.code, _in_language(problem.message), problem.place))
    if field is None:
        return _in_language(problem.message)
    label, said = labels.get(field, field), with_labels(_in_language(problem.message), labels)
    # a blank field is named in the sentence itself
    return said if said.startswith(f"“{label}”") else f"{label}: {said}"


def _in_language(message: str) -> str:
    return in_german(message) if language() == "de" else message
