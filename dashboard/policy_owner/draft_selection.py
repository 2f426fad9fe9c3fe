"""Which draft to edit: one of the log that is still a draft, or a new one, begun as a copy of a version or of another draft."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import language, say
from dashboard.persistent_choice import persistent_choice
from dashboard.policy_owner import editor_words as words
from dashboard.policy_owner.working_copy import begin_draft, resume_draft
from dashboard.refusals import show_refusal
from engine.store.policy_lifecycle import DraftLifecycle
from engine.use_cases.lifecycle.draft_list import draft_list
from engine.vocabulary.problems import Refused
from engine.wording.formats import instant


def show_draft_selection(context: AppContext) -> None:
    """Two ways in, side by side; the page runs anew once one is taken."""
    st.text(say(words.NOTHING_OPEN))
    lifecycles = draft_list(context.record, context.deciders.packs).lifecycles
    there, new = st.columns(2)
    with there, st.container(border=True):
        _show_drafts(lifecycles, context)
    with new, st.container(border=True):
        _show_beginning(lifecycles, context)


def _show_drafts(lifecycles: Mapping[str, DraftLifecycle], context: AppContext) -> None:
    st.markdown(f"**{say(words.GO_ON)}**")
    open_ = {id_: _draft_label(lifecycle, context) for id_, lifecycle in reversed(list(lifecycles.items())) if lifecycle.state == "draft"}
    if not open_:
        st.caption(say(words.NO_DRAFTS))
        return
    chosen = persistent_choice(say(words.DRAFT), open_, "draft to edit", help=say(words.DRAFT_SAYS))
    if st.button(say(words.OPEN), type="primary", key="open draft"):
        try:
            resume_draft(context, chosen)
        except Refused as refused:
            show_refusal(refused)
        else:
            st.rerun()


def _show_beginning(lifecycles: Mapping[str, DraftLifecycle], context: AppContext) -> None:
    st.markdown(f"**{say(words.BEGIN)}**")
    versions = {version.ref: version.ref for pack in context.deciders.packs.packs.values() for version in reversed(pack.versions)}
    drafts = {id_: say(words.A_DRAFT).format(draft=id_) for id_ in reversed(list(lifecycles))}
    with st.form("begin draft"):
        of = persistent_choice(say(words.COPY_OF), {**versions, **drafts}, "copy of", help=say(words.COPY_OF_SAYS))
        name, draft = st.columns(2)
        called = name.text_input(say(words.CALLED), key="draft called", placeholder="2027-04", help=say(words.CALLED_SAYS))
        saved_as = draft.text_input(say(words.SAVED_AS), key="draft saved as", help=say(words.SAVED_AS_SAYS))
        begun = st.form_submit_button(say(words.BEGIN_IT), type="primary")
    if begun:
        try:
            with st.spinner(say(words.BEGINNING)):
                begin_draft(context, of, called, saved_as)
        except Refused as refused:
            show_refusal(refused)
        else:
            st.rerun()


def _draft_label(lifecycle: DraftLifecycle, context: AppContext) -> str:
    newest = lifecycle.newest
    on = instant(newest.saved_at, context.zone, language())
    return say(words.DRAFT_TOLD).format(draft=lifecycle.draft, number=newest.number, by=newest.saved_by, on=on)
