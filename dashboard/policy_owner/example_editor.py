"""The draft's worked examples while it is edited: those that fail first, to take the new answer; those that are missing, to be added."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import language, say
from dashboard.policy_owner.check_panel import show_examples
from dashboard.policy_owner.draft_queries import check_of, missing_examples
from dashboard.policy_owner.working_copy import WorkingCopy, keep_working_copy, with_changed_text, working_version
from dashboard.refusals import show_refusal
from engine.policy.pack import Example, Text
from engine.policy.version_files import read_examples
from engine.policy.version_texts import EXAMPLES
from engine.proof.example_runs import ExampleRun
from engine.proof.policy_check import CheckResult
from engine.use_cases.explaining.rule_words import expectation_in_words, facts_in_words
from engine.use_cases.proving.example_text import as_decided, with_example, with_examples_instead
from engine.vocabulary.problems import Refused, refuse

_PROPOSED = "examples proposed"
_MOST_AT_ONCE = 6


def show_example_editor(context: AppContext, one: WorkingCopy) -> None:
    """The examples as they hold, and what can be done about those that do not, or are missing."""
    found = check_of(context, one).checked
    if found.failing:
        _show_failing(context, one, found)
    elif found.examples is not None and st.toggle(
        say("policy_owner.examples.suggest"), key=_PROPOSED, help=say("policy_owner.examples.suggest_help"), persist_state="session"
    ):
        _show_missing(context, one)
    show_examples(found, working_version(context, one), context.deciders.packs.outcomes)


def _show_failing(context: AppContext, one: WorkingCopy, found: CheckResult) -> None:
    st.caption(say("policy_owner.examples.failing_help"))
    decided = [run for run in found.failing if run.decision is not None]
    with st.expander(say("policy_owner.examples.take_new_answers", number=len(found.failing))):
        for run in decided[:_MOST_AT_ONCE]:
            _show_form(context, one, as_decided(run), say("policy_owner.examples.take_answer"), run)
        if st.button(say("policy_owner.examples.take_all"), key="take all answers", help=say("policy_owner.examples.take_all_help")):
            _replace(context, one, found, {run.place.line or 0: as_decided(run) for run in decided})


def _show_missing(context: AppContext, one: WorkingCopy) -> None:
    missing = missing_examples(context, one)
    if not missing:
        st.success(say("policy_owner.examples.none_missing"), icon=":material/check_circle:")
        return
    st.caption(say("policy_owner.examples.missing", count=len(missing)))
    for suggestion in missing[:_MOST_AT_ONCE]:
        _show_form(context, one, suggestion.example, say("policy_owner.examples.add"), None)


def _show_form(context: AppContext, one: WorkingCopy, example: Example, act: str, instead_of: ExampleRun | None) -> None:
    """What is asked and answered, and the sentence to be said of it in both languages."""
    version, outcomes = working_version(context, one), context.deciders.packs.outcomes
    key = f"{one.digest} {example.sentence.en} {sorted(example.facts.items(), key=str)}"
    with st.form(f"example {key}"):
        expected = expectation_in_words(version, outcomes, example.expect, language())
        st.text(f"{facts_in_words(version, outcomes, example.facts, language())} → {expected}")
        german, english = st.columns(2)
        label = say("policy_owner.column.sentence")
        de = german.text_area(say("policy_owner.editor.in_german", label=label), example.sentence.de, key=f"{key} de", height=96)
        en = english.text_area(say("policy_owner.editor.in_english", label=label), example.sentence.en, key=f"{key} en", height=96)
        if not st.form_submit_button(act):
            return
    if not (de.strip() and en.strip()):
        show_refusal(refuse("no_sentence"))
        return
    said = example.model_copy(update={"sentence": Text(de=" ".join(de.split()), en=" ".join(en.split()))})
    if instead_of is None:
        _change(context, one, with_example(one.texts[EXAMPLES], said))
    else:
        _replace(context, one, check_of(context, one).checked, {instead_of.place.line or 0: said})


def _replace(context: AppContext, one: WorkingCopy, found: CheckResult, by_line: dict[int, Example]) -> None:
    begins = [run.place.line or 0 for run in found.examples or ()]
    _change(context, one, with_examples_instead(one.texts[EXAMPLES], begins, by_line))


def _change(context: AppContext, one: WorkingCopy, text: str) -> None:
    try:
        changed = with_changed_text(context, one, EXAMPLES, text)
        read_examples(working_version(context, changed))
    except Refused as refused:
        show_refusal(refused)
        return
    keep_working_copy(changed)
    st.rerun()
