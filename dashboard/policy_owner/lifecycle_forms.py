"""The acts that make law of a draft, each with what it means, the reason it takes, and a confirmation; refused in words."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.app_context import AppContext, now, now_instant, who
from dashboard.language import say
from dashboard.markdown import escaped
from dashboard.policy_owner.actor_note import name_and_known_by, show_known_by
from dashboard.refusals import show_refusal
from engine.compiling.findings import BLOCKING_KINDS
from engine.policy.version import Version
from engine.store.policy_lifecycle import DraftLifecycle
from engine.use_cases.lifecycle.actor import Acting
from engine.use_cases.lifecycle.approve_policy import approve_policy
from engine.use_cases.lifecycle.propose_policy import propose_policy
from engine.use_cases.lifecycle.publish_policy import publish_policy
from engine.use_cases.lifecycle.withdraw_policy import withdraw_policy
from engine.vocabulary.problems import Refused, problem

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
        _show_withdrawing(context, lifecycle.draft, "policy_owner.lifecycle.withdraw_draft", "policy_owner.lifecycle.withdraw_draft_help")
    elif proposal is not None and lifecycle.publication is None:
        name, by = proposal.proposal, proposal.proposed_by
        if lifecycle.approval is None:
            means = say(
                "policy_owner.lifecycle.approve_help",
                proposal=name,
                by=by,
                text=proposal.text_digest[:12],
                meaning=proposal.meaning_digest[:12],
            )
            _show("policy_owner.lifecycle.approve", means, name, lambda acting: _approved(context, name, acting))
        else:
            means = say("policy_owner.lifecycle.publish_help", policy=version.ref, first=version.begins)
            _show("policy_owner.lifecycle.publish", means, name, lambda acting: _published(context, name, acting))
        _show_withdrawing(context, name, "policy_owner.lifecycle.withdraw_proposal", "policy_owner.lifecycle.withdraw_proposal_help")


def _show_proposing(context: AppContext, lifecycle: DraftLifecycle, version: Version) -> None:
    revision = lifecycle.newest.revision
    with st.container(border=True):
        reason = st.text_input(
            say("policy_owner.lifecycle.reason"), key=f"reason {revision}", help=say("policy_owner.lifecycle.reason_help")
        )
        because = None
        if version.begins < now().astimezone(version.zone).date():
            st.warning(escaped(say("policy_owner.lifecycle.backdated", day=version.begins)), icon=":material/history:")
            asked = say("policy_owner.lifecycle.backdated_because")
            because = st.text_input(asked, key=f"because {revision}", help=say("policy_owner.lifecycle.backdated_help")).strip() or None

        def propose(acting: Acting) -> str:
            done = propose_policy(context.record, context.deciders, revision, acting, reason=reason, backdated_because=because).proposal
            by = name_and_known_by(done.proposed_by, done.known_by)
            return say("policy_owner.lifecycle.proposed", proposal=done.proposal, by=by)

        _show("policy_owner.lifecycle.propose", say("policy_owner.lifecycle.propose_help", revision=revision), revision, propose)


def _show_withdrawing(context: AppContext, name: str, label: str, means: str) -> None:
    with st.expander(say(label)):
        reason = st.text_input(
            say("policy_owner.lifecycle.reason"), key=f"reason of withdrawing {name}", help=say("policy_owner.lifecycle.reason_help")
        )

        def withdraw(acting: Acting) -> str:
            done = withdraw_policy(context.record, context.deciders, name, acting, reason=reason)
            return say("policy_owner.lifecycle.withdrawn", what=done.withdrawn, by=name_and_known_by(done.withdrawn_by, done.known_by))

        _show(label, say(means), name, withdraw)


def _approved(context: AppContext, name: str, acting: Acting) -> str:
    _, done = approve_policy(context.record, context.deciders, name, acting)
    return say("policy_owner.lifecycle.approved", proposal=name, by=name_and_known_by(done.approved_by, done.known_by))


def _published(context: AppContext, name: str, acting: Acting) -> str:
    done = publish_policy(context.record, context.deciders, name, acting)
    law, by = done.publication, name_and_known_by(done.publication.published_by, done.publication.known_by)
    return say("policy_owner.lifecycle.published", policy=law.policy, first=done.version.begins, by=by)


def _show(label: str, means: str, name: str, act: Act) -> None:
    """A button; pressed, what the act means and who is recorded, to be confirmed. `label`: a key of the catalogue."""
    key = f"{label} {name}"
    if st.session_state.get(_ASKED) != key:
        if st.button(say("policy_owner.lifecycle.asked", act=say(label)), key=f"{key} asked"):
            st.session_state[_ASKED] = key
            st.rerun()
        return
    with st.container(border=True, key="act to be confirmed box"):
        st.markdown(f"**{escaped(say(label))}**")
        st.text(means)
        show_known_by()
        with st.container(horizontal=True):
            sure = st.button(say("policy_owner.lifecycle.confirm", act=say(label)), type="primary", key=f"{key} confirmed")
            if st.button(say("policy_owner.lifecycle.cancel"), key=f"{key} cancelled"):
                st.session_state.pop(_ASKED)
                st.rerun()
        if sure:
            _do(act)


def _do(act: Act) -> None:
    try:
        with st.spinner(say("policy_owner.lifecycle.checking")):
            said = act(Acting(who(), now_instant()))
    except Refused as refused:
        labels = {"reason": say("policy_owner.lifecycle.reason"), "backdate": say("policy_owner.lifecycle.backdated_because")}
        show_refusal(_findings_counted(refused), labels)
        return
    st.session_state.pop(_ASKED)
    st.session_state[_DONE] = said
    st.rerun()


def _findings_counted(refused: Refused) -> Refused:
    """What the check finds is told above, in words; here it is counted."""
    stopping = sum(one.kind in BLOCKING_KINDS for one in refused.problems)
    others = [one for one in refused.problems if one.kind not in BLOCKING_KINDS]
    return Refused([problem("check.stops", count=stopping), *others] if stopping else others)
