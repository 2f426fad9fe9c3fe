"""The acts that make law of a draft, each with what it means, the reason it takes, and a confirmation; refused in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard.app_context import AppContext, now, now_instant, who
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.policy_owner import lifecycle_words as words
from dashboard.policy_owner.actor_note import known_by_text, show_known_by
from dashboard.refusals import show_refusal
from engine.compiling.findings import BLOCKING_KINDS
from engine.policy.pack import Text
from engine.policy.version import Version
from engine.store.policy_lifecycle import DraftLifecycle
from engine.use_cases.lifecycle.actor import Acting
from engine.use_cases.lifecycle.approve_policy import approve_policy
from engine.use_cases.lifecycle.propose_policy import propose_policy
from engine.use_cases.lifecycle.publish_policy import publish_policy
from engine.use_cases.lifecycle.withdraw_policy import withdraw_policy
from engine.vocabulary.problems import Problem, Refused
from engine.wording.formats import day, number

_ASKED, _DONE = "act to be confirmed", "act on a draft that was done"
Act = Callable[[Acting], str]


def show_what_was_done() -> None:
    """Once after an act: what was done, and how whoever did it is known."""
    said: str | None = st.session_state.pop(_DONE, None)
    if said is not None:
        st.success(escaped(said), icon=":material/check_circle:")


def show_next_acts(context: AppContext, lifecycle: DraftLifecycle, version: Version) -> None:
    """Those that its state allows; nothing for one that is at its end."""
    proposal = lifecycle.open_proposal
    if lifecycle.state == "draft":
        _show_proposing(context, lifecycle, version)
        _show_withdrawing(context, lifecycle.draft, words.WITHDRAW_DRAFT, words.WITHDRAW_DRAFT_SAYS)
    elif proposal is not None and lifecycle.publication is None:
        name, by = proposal.proposal, proposal.proposed_by
        if lifecycle.approval is None:
            means = say(words.APPROVE_SAYS).format(
                proposal=name, by=by, text=proposal.text_digest[:12], meaning=proposal.meaning_digest[:12]
            )
            _show(words.APPROVE, means, name, lambda acting: _approved(context, name, acting))
        else:
            means = say(words.PUBLISH_SAYS).format(
                policy=version.ref, day=day(version.begins, language()), folder=context.deciders.packs.folder
            )
            _show(words.PUBLISH, means, name, lambda acting: _published(context, name, acting))
        _show_withdrawing(context, name, words.WITHDRAW_PROPOSAL, words.WITHDRAW_PROPOSAL_SAYS)


def _show_proposing(context: AppContext, lifecycle: DraftLifecycle, version: Version) -> None:
    revision = lifecycle.newest.revision
    with st.container(border=True):
        reason = st.text_input(say(words.REASON), key=f"reason {revision}", help=say(words.REASON_SAYS))
        because = None
        if version.begins < now().astimezone(version.zone).date():
            st.warning(escaped(say(words.BACKDATED).format(day=day(version.begins, language()))), icon=":material/history:")
            because = st.text_input(say(words.BACKDATED_BECAUSE), key=f"because {revision}", help=say(words.BACKDATED_SAYS)).strip() or None

        def propose(acting: Acting) -> str:
            done = propose_policy(context.record, context.deciders, revision, acting, reason=reason, backdated_because=because).proposal
            return say(words.PROPOSED).format(proposal=done.proposal, by=done.proposed_by, known_by=known_by_text(done.known_by))

        _show(words.PROPOSE, say(words.PROPOSE_SAYS).format(revision=revision), revision, propose)


def _show_withdrawing(context: AppContext, name: str, label: Text, means: Text) -> None:
    with st.expander(say(label)):
        reason = st.text_input(say(words.REASON), key=f"reason of withdrawing {name}", help=say(words.REASON_SAYS))

        def withdraw(acting: Acting) -> str:
            done = withdraw_policy(context.record, context.deciders, name, acting, reason=reason)
            return say(words.WITHDRAWN).format(what=done.withdrawn, by=done.withdrawn_by, known_by=known_by_text(done.known_by))

        _show(label, say(means), name, withdraw)


def _approved(context: AppContext, name: str, acting: Acting) -> str:
    _, done = approve_policy(context.record, context.deciders, name, acting)
    return say(words.APPROVED).format(proposal=name, by=done.approved_by, known_by=known_by_text(done.known_by))


def _published(context: AppContext, name: str, acting: Acting) -> str:
    done = publish_policy(context.record, context.deciders, name, acting)
    first, law = day(done.version.begins, language()), done.publication
    return say(words.PUBLISHED).format(policy=law.policy, day=first, by=law.published_by, known_by=known_by_text(law.known_by))


def _show(label: Text, means: str, name: str, act: Act) -> None:
    """A button; pressed, what the act means and who is recorded, to be confirmed."""
    key = f"{label.en} {name}"
    if st.session_state.get(_ASKED) != key:
        if st.button(f"{say(label)} …", key=f"{key} asked"):
            st.session_state[_ASKED] = key
            st.rerun()
        return
    with st.container(border=True, key="act to be confirmed box"):
        st.markdown(f"**{escaped(say(label))}**")
        st.text(means)
        show_known_by()
        with st.container(horizontal=True):
            sure = st.button(say(words.CONFIRM).format(act=say(label)), type="primary", key=f"{key} confirmed")
            if st.button(say(words.CANCEL), key=f"{key} cancelled"):
                st.session_state.pop(_ASKED)
                st.rerun()
        if sure:
            _do(act)


def _do(act: Act) -> None:
    try:
        with st.spinner(say(words.CHECKING)):
            said = act(Acting(who(), now_instant()))
    except Refused as refused:
        show_refusal(_in_words_of_the_page(refused))
        return
    st.session_state.pop(_ASKED)
    st.session_state[_DONE] = said
    st.rerun()


def _in_words_of_the_page(refused: Refused) -> Refused:
    """The command's options by the names of the fields here; what the check finds is told above, in words."""
    stopping = sum(problem.kind in BLOCKING_KINDS for problem in refused.problems)
    problems = [Problem("check", say(words.CHECK_STOPS).format(count=number(stopping, language())))] if stopping else []
    named = {"`--reason`": f"“{say(words.REASON)}”", "`--backdate`": f"“{say(words.BACKDATED_BECAUSE)}”"}
    for problem in refused.problems:
        if problem.kind in BLOCKING_KINDS:
            continue
        message = problem.message
        for option, label in named.items():
            message = message.replace(f"{option}: ", f"`{label}`: ")
        problems.append(replace(problem, message=message))
    return Refused(problems)
