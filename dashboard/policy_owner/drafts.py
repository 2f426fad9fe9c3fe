"""From draft to law: the drafts and how each stands, who did what, and the next act: propose, approve, publish, withdraw."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import AppContext, open_context
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.persistent_choice import persistent_choice
from dashboard.policy_owner.actor_note import known_by_text
from dashboard.policy_owner.backtest_panel import show_backtest
from dashboard.policy_owner.check_panel import show_examples
from dashboard.policy_owner.difference_panel import show_difference
from dashboard.policy_owner.draft_queries import check_of
from dashboard.policy_owner.draft_summary import show_findings, show_summary
from dashboard.policy_owner.lifecycle_forms import show_next_acts, show_what_was_done
from dashboard.policy_owner.pages import EDITOR, LAW
from dashboard.policy_owner.text_tables import show_texts, titles
from dashboard.policy_owner.working_copy import WorkingCopy, working_version
from dashboard.refusals import show_refusal, show_warnings
from engine.books.fields import Key
from engine.store import policy_lifecycle
from engine.store.policy_acts import PolicyProposal
from engine.store.policy_lifecycle import DraftLifecycle
from engine.use_cases.lifecycle.draft_list import acts_of, draft_list
from engine.use_cases.lifecycle.draft_lookup import files_of
from engine.vocabulary.problems import Refused
from engine.wording.formats import instant


def show() -> None:
    """The page."""
    st.title(say(LAW.title))
    st.caption(say("policy_owner.lifecycle.help"))
    context = open_context()
    show_what_was_done()
    found = draft_list(context.record, context.deciders.packs)
    show_warnings(found.otherwise)
    if not found.lifecycles:
        st.info(say("policy_owner.lifecycle.no_drafts"), icon=":material/info:")
        st.page_link(EDITOR.file, label=say(EDITOR.title), icon=EDITOR.icon)
        return
    newest_first = list(reversed(list(found.lifecycles.values())))
    # without its state: the browser would keep the words of the one before
    named = {lifecycle.draft: lifecycle.draft for lifecycle in newest_first}
    lifecycle = found.lifecycles[persistent_choice(say("policy_owner.column.draft"), named, "draft on its way", width=420)]
    st.markdown(f"**{_state(lifecycle)}** – {say(f'policy_owner.lifecycle.next.{lifecycle.state}')}")
    _show_revision(context, lifecycle)
    with st.expander(escaped(say("policy_owner.lifecycle.history", draft=lifecycle.draft)), expanded=True):
        _show_course(lifecycle, context)
    with st.expander(say("policy_owner.lifecycle.all_drafts")):
        _show_all(newest_first, context)


def _show_revision(context: AppContext, lifecycle: DraftLifecycle) -> None:
    """The text that counts: what was proposed, else the newest; what it changes, and what can be done with it."""
    standing = lifecycle.open_proposal
    revision = lifecycle.revision_of(standing) if standing is not None else lifecycle.newest
    with context.record.reading() as connection:
        files = files_of(policy_lifecycle.revision_with_files(connection, revision.revision))
    one = WorkingCopy(lifecycle.draft, revision.product, revision.number, revision.revision, files, files)
    try:
        version = working_version(context, one)
    except Refused as refused:
        show_refusal(refused)
        return
    first = escaped(say("policy_owner.lifecycle.from_on", first=version.begins))
    st.markdown(f"**{escaped(revision.revision)}** · {escaped(version.ref)} · {first}")
    if lifecycle.publication is not None:
        return
    show_summary(context, one)
    seen = (
        ("policy_owner.difference.title", show_difference),
        ("policy_owner.findings.title", show_findings),
        (
            "policy_owner.examples.title",
            lambda context, one: show_examples(check_of(context, one).checked, version, context.deciders.packs.outcomes),
        ),
        ("policy_owner.backtest.title", show_backtest),
    )
    for label, shows in seen:
        with st.expander(say(label)):
            shows(context, one)
    show_next_acts(context, lifecycle, version)


def _show_course(lifecycle: DraftLifecycle, context: AppContext) -> None:
    reasons = {one.proposal: _reason(one) for one in lifecycle.proposals}
    columns = titles("act", "act_on", "by", "known_by", "at", "act_reason")
    rows = [
        (
            say(f"policy_owner.lifecycle.act.{act.done}"),
            act.what,
            act.by,
            known_by_text(act.known_by),
            instant(act.at, context.zone, language()),
            reasons[Key(act.what)] if act.done == "proposed" else act.said,
        )
        for act in acts_of(lifecycle)
    ]
    show_texts(columns, rows, (7, 11, 7, 8, 10, 16))


def _reason(one: PolicyProposal) -> str:
    """Why it was proposed; and, where its first day had gone by, why it is backdated."""
    if not one.backdated_because:
        return one.reason
    return say("policy_owner.lifecycle.reason_backdated", reason=one.reason, first=one.effective_from, because=one.backdated_because)


def _state(lifecycle: DraftLifecycle) -> str:
    return say(f"policy_owner.lifecycle.state.{lifecycle.state}")


def _show_all(lifecycles: list[DraftLifecycle], context: AppContext) -> None:
    columns = titles("draft", "version", "state", "last_act", "by", "known_by", "at")
    rows = []
    for lifecycle in lifecycles:
        newest, last = lifecycle.newest, acts_of(lifecycle)[-1]
        told = f"{say(f'policy_owner.lifecycle.act.{last.done}')}: {last.what}"
        on = instant(last.at, context.zone, language())
        state, policy = _state(lifecycle), f"{newest.product}@{newest.version}"
        rows.append((lifecycle.draft, policy, state, told, last.by, known_by_text(last.known_by), on))
    show_texts(columns, rows, (11, 11, 7, 12, 6, 8, 10))


show()
