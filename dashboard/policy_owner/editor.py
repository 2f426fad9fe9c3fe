"""The editor: a draft's rules as tables and forms, what a change would mean while it is made, and the step that saves it.

Nothing reaches the log before old → new was shown and confirmed."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import AppContext, open_context
from dashboard.language import say
from dashboard.markdown import escaped
from dashboard.policy_owner.backtest_panel import show_backtest
from dashboard.policy_owner.days_form import show_days, show_rates_beside
from dashboard.policy_owner.difference_panel import show_difference
from dashboard.policy_owner.draft_selection import show_draft_selection
from dashboard.policy_owner.draft_summary import show_findings, show_summary
from dashboard.policy_owner.example_editor import show_example_editor
from dashboard.policy_owner.pages import EDITOR, LAW
from dashboard.policy_owner.rule_editor import choose_rule, show_coverage_editor, show_first_match_editor
from dashboard.policy_owner.save_step import is_saving, save_next, show_saved, show_saving
from dashboard.policy_owner.working_copy import (
    WorkingCopy,
    close_working_copy,
    keep_working_copy,
    open_working_copy,
    step_back,
    working_version,
)
from dashboard.refusals import show_refusal
from engine.vocabulary.problems import Refused


def show() -> None:
    """The page."""
    st.title(say(EDITOR.title))
    context = open_context()
    show_saved()
    one = open_working_copy()
    if one is None:
        show_draft_selection(context)
        return
    try:
        working_version(context, one)
    except Refused as refused:
        # the packs have changed since; its texts are still here
        show_refusal(refused)
        _show_putting_away(one)
        return
    _show_head(context, one)
    if is_saving():
        show_saving(context, one)
        return
    names = (
        "policy_owner.table.coverage",
        "policy_owner.editor.other_tables",
        "policy_owner.editor.dates",
        "policy_owner.findings.title",
        "policy_owner.difference.title",
        "policy_owner.examples.title",
        "policy_owner.backtest.title",
    )
    rules, others, days, findings, difference, examples, backtest = st.tabs([say(name) for name in names])
    with rules:
        show_coverage_editor(context, one)
    with others:
        show_first_match_editor(context, one)
    with days:
        show_days(context, one)
        show_rates_beside(context)
    seen = (show_findings, show_difference, show_example_editor, show_backtest)
    for tab, shows in zip((findings, difference, examples, backtest), seen, strict=True):
        with tab:
            shows(context, one)


def _show_head(context: AppContext, one: WorkingCopy) -> None:
    """What is open, how it stands, and what can be done with the whole of it."""
    version = working_version(context, one)
    began = say("policy_owner.editor.never_saved" if one.based_on is None else "policy_owner.editor.began_with", origin=one.origin)
    first = say("policy_owner.rules.in_force_from", begins=version.begins)
    st.markdown(f"**{escaped(one.draft)}** · {escaped(version.ref)} · {escaped(first)} {escaped(began)}")
    changes = len(one.past)
    st.caption(escaped(say("policy_owner.editor.unsaved", count=changes) if one.is_changed else say("policy_owner.editor.unchanged")))
    show_summary(context, one)
    if is_saving():
        return
    with st.container(horizontal=True):
        can_save = one.is_changed or one.based_on is None
        if st.button(
            say("policy_owner.editor.review"),
            type="primary",
            disabled=not can_save,
            key="review",
            help=say("policy_owner.editor.review_help"),
        ):
            save_next(True)
            st.rerun()
        if st.button(
            say("policy_owner.editor.step_back"),
            icon=":material/undo:",
            disabled=not one.past,
            key="step back",
            help=say("policy_owner.editor.step_back_help"),
        ):
            keep_working_copy(step_back(one))
            choose_rule(None)
            st.rerun()
        _show_putting_away(one)
        if one.based_on is not None:
            st.page_link(LAW.file, label=say("policy_owner.editor.to_lifecycle"), icon=LAW.icon)


def _show_putting_away(one: WorkingCopy) -> None:
    with st.popover(say("policy_owner.editor.close")):
        st.text(say("policy_owner.editor.close_unsaved" if one.is_changed else "policy_owner.editor.close_saved"))
        if st.button(say("policy_owner.editor.close_draft"), key="let go"):
            close_working_copy()
            choose_rule(None)
            st.rerun()


show()
