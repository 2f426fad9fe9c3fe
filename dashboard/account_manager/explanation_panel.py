"""Why a decision is not another one, and what would change it: folded away below the decision, in the pack's words.

Where each answer to a question leads stands with the questions. Decides nothing, and tells the policy's own answer: what a
person determined stands with the reasons."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import language, say
from dashboard.markdown import escaped
from engine.deciding.fact_changes import FactChanges
from engine.use_cases.explaining import explanation_words
from engine.use_cases.explaining.explanation_words import InWords, RuleTold
from engine.use_cases.requests.assess import Assessment
from engine.vocabulary.outcomes import Coverage


def show_where_answers_lead(found: Assessment, context: AppContext) -> None:
    """Each question that is still to ask, with what every answer leads to."""
    with st.expander(say("account_manager.where_answers_lead")):
        for number, question in enumerate(in_words(found, context).questions(), start=1):
            st.markdown(f"{number}\\. {escaped(question.question)}")
            st.markdown("\n".join(f"- **{escaped(answer)}**: {escaped(leads_to)}" for answer, leads_to in question.answers))


def show_explanation(found: Assessment, context: AppContext) -> None:
    """Two folds: the rules that did not decide, and the smallest changes."""
    told = in_words(found, context)
    with st.expander(say("account_manager.why_not_otherwise")):
        _show_rules(explanation_words.FITTING, told.fitting())
        _show_rules(explanation_words.FAILING, told.failing(), says_nothing_here=True)
    with st.expander(say("account_manager.what_would_change_it")):
        summary = told.summary() if found.determination is None else None
        if summary is not None:
            st.text(summary, width="stretch")
        if found.decision.coverage is not Coverage.COVERED:
            _show_changes(told, found.explanation.to_be_covered, (explanation_words.CUSTOMER_CAN, explanation_words.OTHERWISE))
        elif found.determination is not None:
            st.text(say(explanation_words.ALREADY_COVERED))
        _show_changes(told, found.explanation.to_be_accepted, (explanation_words.CHANNEL, explanation_words.CHANNEL_OTHERWISE))


def in_words(found: Assessment, context: AppContext) -> InWords:
    """The explanation in the language chosen."""
    return InWords(found.explanation, context.deciders.packs.outcomes, language())


def _show_rules(title: str, rules: Sequence[RuleTold], *, says_nothing_here: bool = False) -> None:
    """What a rule says leads, unless it does not hold here: then it would be read as if it did."""
    if not rules:
        return
    st.markdown(f"**{say(title)}**")
    lines = []
    for rule in rules:
        first, then = (rule.why, rule.says) if says_nothing_here else (rule.says, rule.why)
        lines.append(f"- {escaped(first)} :gray-badge[{escaped(rule.then)}]  \n  :gray[{escaped(then)}]")
    st.markdown("\n".join(lines))


def _show_changes(told: InWords, changes: FactChanges, titles: tuple[str, str]) -> None:
    for title, listed in zip(titles, (changes.customer_can, changes.otherwise), strict=True):
        if not listed:
            continue
        st.markdown(f"**{say(title)}**")
        lines = []
        for change in told.changes(listed):
            lines.append("- " + f"  \n  {say(explanation_words.AND)} ".join(escaped(what) for what in change.what))
            lines += [f"  - :gray[{escaped(act)}]" for act in change.do]
        st.markdown("\n".join(lines))
