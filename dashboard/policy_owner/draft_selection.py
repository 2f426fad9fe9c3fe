"""Which draft to edit: one of the log that is still a draft, or a new one, begun as a copy of a version or of another draft."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import language, say
from dashboard.persistent_choice import persistent_choice
from dashboard.policy_owner.working_copy import begin_draft, resume_draft
from dashboard.refusals import show_refusal
from engine.store.policy_lifecycle import DraftLifecycle
from engine.use_cases.lifecycle.draft_list import draft_list
from engine.vocabulary.problems import Refused
from engine.wording.formats import instant


def show_draft_selection(context: AppContext) -> None:
    """Two ways in, side by side; the page runs anew once one is taken."""
    st.text(say("policy_owner.editor.nothing_open"))
    lifecycles = draft_list(context.record, context.deciders.packs).lifecycles
    there, new = st.columns(2)
    with there, st.container(border=True):
        _show_drafts(lifecycles, context)
    with new, st.container(border=True):
        _show_beginning(lifecycles, context)


def _show_drafts(lifecycles: Mapping[str, DraftLifecycle], context: AppContext) -> None:
    st.markdown(f"**{say('policy_owner.editor.continue')}**")
    open_ = {id_: _draft_label(lifecycle, context) for id_, lifecycle in reversed(list(lifecycles.items())) if lifecycle.state == "draft"}
    if not open_:
        st.caption(say("policy_owner.editor.no_drafts"))
        return
    chosen = persistent_choice(say("policy_owner.column.draft"), open_, "draft to edit", help=say("policy_owner.editor.draft_help"))
    if st.button(say("policy_owner.editor.open"), type="primary", key="open draft"):
        try:
            resume_draft(context, chosen)
        except Refused as refused:
            show_refusal(refused)
        else:
            st.rerun()


def _show_beginning(lifecycles: Mapping[str, DraftLifecycle], context: AppContext) -> None:
    st.markdown(f"**{say('policy_owner.editor.begin_new')}**")
    versions = {version.ref: version.ref for pack in context.deciders.packs.packs.values() for version in reversed(pack.versions)}
    drafts = {id_: say("policy_owner.editor.a_draft", draft=id_) for id_ in reversed(list(lifecycles))}
    with st.form("begin draft"):
        of = persistent_choice(
            say("policy_owner.editor.copy_of"), {**versions, **drafts}, "copy of", help=say("policy_owner.editor.copy_of_help")
        )
        name, draft = st.columns(2)
        called = name.text_input(
            say("policy_owner.editor.version_name"),
            key="draft called",
            placeholder="2027-04",
            help=say("policy_owner.editor.version_name_help"),
        )
        saved_as = draft.text_input(
            say("policy_owner.editor.draft_name"), key="draft saved as", help=say("policy_owner.editor.draft_name_help")
        )
        begun = st.form_submit_button(say("policy_owner.editor.begin"), type="primary")
    if begun:
        try:
            with st.spinner(say("policy_owner.editor.beginning")):
                begin_draft(context, of, called, saved_as)
        except Refused as refused:
            show_refusal(refused)
        else:
            st.rerun()


def _draft_label(lifecycle: DraftLifecycle, context: AppContext) -> str:
    newest = lifecycle.newest
    on = instant(newest.saved_at, context.zone, language())
    return say("policy_owner.editor.draft_and_revision", draft=lifecycle.draft, number=newest.number, by=newest.saved_by, saved_at=on)
