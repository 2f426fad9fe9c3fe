"""Approves a proposal, that is: exactly its text. Whoever proposed it cannot."""

from __future__ import annotations

from engine.books.fields import Word
from engine.deciding.deciders import Deciders
from engine.store import log
from engine.store.policy_acts import PolicyApproval
from engine.store.policy_lifecycle import DraftLifecycle
from engine.store.record import Record
from engine.use_cases.lifecycle.actor import Acting, refuse_strangers, same_person
from engine.use_cases.lifecycle.draft_lookup import find_draft
from engine.vocabulary.problems import refuse


def approve_policy(record: Record, deciders: Deciders, name: str, acting: Acting) -> tuple[DraftLifecycle, PolicyApproval]:
    """`name` is a proposal's, such as `ID.p1`: a draft's alone may mean another text tomorrow.

    Raises Refused: `unknown_draft`, `not_proposed` where it is none that waits for this, `same_person`, `unauthenticated`."""
    refuse_strangers(acting, deciders.packs.vendor)
    with record.writing() as connection:
        named = find_draft(connection, name)
        lifecycle, proposal = named.lifecycle, named.proposal
        if proposal is None:
            raise refuse("not_proposed.yet", name=name, draft=lifecycle.draft)
        if name != proposal.proposal:
            raise refuse("not_proposed.by_name", name=name, proposal=proposal.proposal)
        gone = lifecycle.withdrawals.get(name) or lifecycle.withdrawals.get(lifecycle.draft)
        if gone is not None:
            raise refuse("not_proposed.withdrawn", name=name, who=gone.withdrawn_by, reason=gone.reason)
        approval = lifecycle.approvals.get(name)
        if approval is not None:
            raise refuse("not_proposed.approved", name=name, who=approval.approved_by)
        if same_person(acting.who, proposal.proposed_by):
            raise refuse("same_person", who=acting.who, name=name)
        given = PolicyApproval(
            proposal.proposal, proposal.meaning_digest, proposal.text_digest, proposal.examples_digest,
            Word(acting.who), acting.at, acting.known_by,
        )  # fmt: skip
        log.append(connection, [("policy_approvals", given)], recorded_at=acting.at, recorded_by=acting.who)
    return lifecycle, given
