"""The step before a save: old → new, rule by rule in words and line by line; then the save itself, confirmed.

Where somebody else saved meanwhile, both texts are shown, nothing is lost, and the person says what is to become of theirs."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.app_context import AppContext, now_instant, who
from dashboard.language import say
from dashboard.markdown import escaped
from dashboard.policy_owner.actor_note import name_and_known_by, show_known_by
from dashboard.policy_owner.rule_comparison import show_rule_comparison
from dashboard.policy_owner.working_copy import WorkingCopy, close_working_copy, keep_working_copy, resume_draft, working_version
from dashboard.refusals import show_refusal
from engine.store import policy_lifecycle
from engine.use_cases.lifecycle.actor import Acting
from engine.use_cases.lifecycle.draft_list import draft_list
from engine.use_cases.lifecycle.draft_lookup import files_of
from engine.use_cases.lifecycle.save_draft import difference, save_draft
from engine.vocabulary.problems import Refused

_SAVING, _OVERTAKEN, _SAVED = "saving", "save overtaken", "draft was saved"


def is_saving() -> bool:
    """Whether the step before a save is being shown."""
    return bool(st.session_state.get(_SAVING))


def save_next(wanted: bool) -> None:
    """Shows the step, or leaves it."""
    st.session_state[_SAVING] = wanted
    st.session_state.pop(_OVERTAKEN, None)


def show_saved() -> None:
    """Once after a save: what was saved, and how whoever did it is known."""
    said: str | None = st.session_state.pop(_SAVED, None)
    if said is not None:
        st.success(escaped(said), icon=":material/check_circle:")


def show_saving(context: AppContext, one: WorkingCopy) -> None:
    """Old → new, and the two buttons."""
    st.subheader(say("policy_owner.save.title"))
    st.caption(say("policy_owner.save.help", origin=escaped(one.origin)))
    show_rule_comparison(one.rows_before, one.rows, working_version(context, one), context.deciders.packs.outcomes)
    st.markdown(f"**{say('policy_owner.save.lines')}**")
    _show_lines(difference(one.began, one.texts, one.origin, one.draft))
    if st.session_state.get(_OVERTAKEN) == one.digest:
        _show_overtaken(context, one)
        return
    note = st.text_input(say("policy_owner.save.note"), key=f"note {one.digest}", help=say("policy_owner.save.note_help"))
    show_known_by()
    with st.container(horizontal=True):
        if st.button(say("policy_owner.save.save"), type="primary", key="save draft"):
            _save(context, one, one.draft, note.strip())
        if st.button(say("policy_owner.save.back"), key="back to editing"):
            save_next(False)
            st.rerun()


def _save(context: AppContext, one: WorkingCopy, draft: str, note: str = "") -> None:
    """`draft`: what the one at hand is called; saved under another name, it is refused as any is."""
    version = working_version(context, one)
    acting = Acting(who(), now_instant())
    try:
        saved = save_draft(context.record, version, acting, draft=one.draft, based_on=one.based_on, note=note or None)
    except Refused as refused:
        of_this_draft = st.session_state.get(_OVERTAKEN) != one.digest and one.draft == draft
        if of_this_draft and refused.problems[0].kind in ("overtaken", "not_a_draft"):
            st.session_state[_OVERTAKEN] = one.digest
            st.rerun()
        show_refusal(refused)
        return
    revision = saved.revision
    keep_working_copy(replace(one, based_on=revision.number, origin=revision.revision, began=one.texts, past=()))
    save_next(False)
    told = "policy_owner.save.saved" if saved.is_new else "policy_owner.save.same_already"
    by = name_and_known_by(revision.saved_by, revision.known_by)
    st.session_state[_SAVED] = say(told, revision=revision.revision, by=by)
    st.rerun()


def _show_overtaken(context: AppContext, one: WorkingCopy) -> None:
    """Who saved what meanwhile, both texts, and what can be done about it."""
    lifecycle = draft_list(context.record, context.deciders.packs).lifecycles[one.draft]
    with context.record.reading() as connection:
        newest = policy_lifecycle.revision_with_files(connection, lifecycle.newest.revision)
    with st.container(border=True, key="overtaken"):
        by = name_and_known_by(newest.saved_by, newest.known_by)
        if lifecycle.state == "draft":
            said = say("policy_owner.save.overtaken", newest=newest.revision, by=by)
        else:
            said = say("policy_owner.save.closed", draft=one.draft)
        st.error(escaped(said), icon=":material/call_split:")
        st.markdown(f"**{say('policy_owner.save.newest_to_yours')}**")
        _show_lines(difference(files_of(newest), one.texts, newest.revision, say("policy_owner.save.yours")))
        theirs, yours = st.columns(2)
        for column, label, files in ((theirs, "policy_owner.save.newest", files_of(newest)), (yours, "policy_owner.save.yours", one.texts)):
            with column.expander(say(label)):
                for name, text in files.items():
                    st.caption(escaped(name))
                    st.code(text, language="yaml", height=300)
        show_known_by()
        if lifecycle.state == "draft":
            st.caption(say("policy_owner.save.onto_newest_help", newest=escaped(newest.revision)))
            if st.button(say("policy_owner.save.onto_newest"), key="onto the newest"):
                _save(context, replace(one, based_on=newest.number), one.draft)
        with st.form("own name"):
            own = st.text_input(
                say("policy_owner.editor.draft_name"),
                value=f"{one.draft}-{who()}".lower()[:60],
                help=say("policy_owner.editor.draft_name_help"),
            )
            if st.form_submit_button(say("policy_owner.save.as_own")):
                _save(context, replace(one, draft=own.strip(), based_on=None), one.draft)
        with st.container(horizontal=True):
            if st.button(say("policy_owner.save.take_newest"), key="take theirs", help=say("policy_owner.save.take_newest_help")):
                close_working_copy()
                resume_draft(context, one.draft)
                save_next(False)
                st.rerun()
            if st.button(say("policy_owner.save.back"), key="back from overtaken"):
                save_next(False)
                st.rerun()


def _show_lines(lines: tuple[str, ...]) -> None:
    if lines:
        st.code("\n".join(lines), language="diff", wrap_lines=True, height=400 if len(lines) > 18 else "content")
    else:
        st.caption(say("policy_owner.save.no_lines"))
