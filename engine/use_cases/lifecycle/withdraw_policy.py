"""Withdraws a draft, or a proposal and its approval with it: it goes no further, and what it said stays in the log."""

from __future__ import annotations

from engine.books.fields import Key, Word
from engine.deciding.deciders import Deciders
from engine.store import log
from engine.store.policy_acts import PolicyWithdrawal
from engine.store.record import Record
from engine.use_cases.lifecycle.actor import Acting, reason_given, refuse_strangers
from engine.use_cases.lifecycle.draft_lookup import find_draft
from engine.vocabulary.problems import refuse


def withdraw_policy(record: Record, deciders: Deciders, name: str, acting: Acting, *, reason: str) -> PolicyWithdrawal:
    """`name`: a draft, `ID`, which is then at its end; or a proposal, `ID.p1`, after which the draft may be changed and proposed anew.

    Raises Refused: `unknown_draft`, `not_a_draft` for one revision, `published`, `withdrawn`, `bad_reason`, `unauthenticated`."""
    refuse_strangers(acting, deciders.packs.vendor)
    why = reason_given(reason, "reason")
    with record.writing() as connection:
        named = find_draft(connection, name)
        lifecycle = named.lifecycle
        if name not in (lifecycle.draft, *(one.proposal for one in lifecycle.proposals)):
            raise refuse("not_a_draft.revision", name=name, draft=lifecycle.draft)
        if lifecycle.publication is not None and name in (lifecycle.draft, lifecycle.publication.proposal):
            raise refuse("published.stays", name=name, policy=lifecycle.publication.policy)
        gone = lifecycle.withdrawals.get(name) or lifecycle.withdrawals.get(lifecycle.draft)
        if gone is not None:
            raise refuse("withdrawn", name=gone.withdrawn, who=gone.withdrawn_by, reason=gone.reason)
        withdrawal = PolicyWithdrawal(Key(name), why, Word(acting.who), acting.at, acting.known_by)
        log.append(connection, [("policy_withdrawals", withdrawal)], recorded_at=acting.at, recorded_by=acting.who)
    return withdrawal
