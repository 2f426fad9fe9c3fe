"""What was refused, word for word, where the person is looking; never a traceback, and never as Markdown."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.language import language, reader
from dashboard.markdown import escaped
from dashboard.refusals_in_german import in_german, with_labels
from engine.vocabulary.problems import Problem, Refused


def show_refusal(refused: Refused, labels: Mapping[str, str] | None = None) -> None:
    """A box a problem; `labels` gives the fields of a form the names that the form gives them."""
    for problem in refused.problems:
        st.error(escaped(_problem_text(problem, labels or {})), icon=":material/error:")


def show_warnings(warnings: tuple[Problem, ...]) -> None:
    """What was done all the same but is worth a look."""
    for problem in warnings:
        st.warning(escaped(_sentence(problem, {})), icon=":material/warning:")


def _problem_text(problem: Problem, labels: Mapping[str, str]) -> str:
    field = problem.place.field
    if problem.place.file is not None:
        place = reader().place(problem.place)
        return f"{place}: {_sentence(problem, {})}"
    if field is None:
        return _sentence(problem, {})
    label, said = labels.get(field, field), _sentence(problem, labels)
    # a blank field is named in the sentence itself
    return said if said[1:].startswith(label) else f"{label}: {said}"


def _sentence(problem: Problem, labels: Mapping[str, str]) -> str:
    if not problem.message:
        return reader(labels).sentence(problem)
    return with_labels(in_german(problem.message) if language() == "de" else problem.message, labels)
