"""What was refused, word for word, where the person is looking; never a traceback, and never as Markdown."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.language import reader
from dashboard.markdown import escaped
from engine.vocabulary.problems import Problem, Refused


def show_refusal(refused: Refused, labels: Mapping[str, str] | None = None) -> None:
    """A box a problem; `labels` gives the fields of a form the names that the form gives them."""
    for problem in refused.problems:
        st.error(escaped(_problem_text(problem, labels or {})), icon=":material/error:")


def show_warnings(warnings: tuple[Problem, ...]) -> None:
    """What was done all the same but is worth a look."""
    for problem in warnings:
        st.warning(escaped(reader().sentence(problem)), icon=":material/warning:")


def _problem_text(problem: Problem, labels: Mapping[str, str]) -> str:
    field = problem.place.field
    if problem.place.file is not None:
        place = reader().place(problem.place)
        return f"{place}: {reader(labels).sentence(problem)}"
    said = reader(labels).sentence(problem)
    if field is None:
        return said
    label = labels.get(field, field)
    # a blank field is named in the sentence itself
    return said if said[1:].startswith(label) else f"{label}: {said}"
