"""What became of each draft of a policy version, act by act; and which versions were published.

The files of revisions are left out unless one revision is asked for: drafts are many, and their files long. Judges nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, exists, literal_column, select

from engine.store import scope
from engine.store.kinds import KINDS
from engine.store.policy_acts import PolicyApproval, PolicyDraft, PolicyProposal, PolicyPublication, PolicyWithdrawal
from engine.store.tables import TABLE_OF_KIND

State = Literal["draft", "proposed", "approved", "published", "withdrawn"]

FILES = ("policy_yaml", "facts_yaml", "examples_yaml")
DRAFTS = TABLE_OF_KIND["policy_drafts"]
PROPOSALS = TABLE_OF_KIND["policy_proposals"]
PUBLICATIONS = TABLE_OF_KIND["policy_publications"]


@dataclass(frozen=True, slots=True)
class DraftLifecycle:
    """One draft's acts, each kind in the order of the log; approvals and withdrawals by what they are about."""

    draft: str
    revisions: tuple[PolicyDraft, ...]
    proposals: tuple[PolicyProposal, ...]
    approvals: Mapping[str, PolicyApproval]
    withdrawals: Mapping[str, PolicyWithdrawal]
    publication: PolicyPublication | None

    @property
    def newest(self) -> PolicyDraft:
        return self.revisions[-1]

    @property
    def open_proposal(self) -> PolicyProposal | None:
        """The proposal that was not withdrawn; there is one at most."""
        return next((one for one in self.proposals if one.proposal not in self.withdrawals), None)

    @property
    def approval(self) -> PolicyApproval | None:
        """Of the standing proposal."""
        return self.approvals.get(self.open_proposal.proposal) if self.open_proposal else None

    @property
    def state(self) -> State:
        if self.publication is not None:
            return "published"
        if self.draft in self.withdrawals:
            return "withdrawn"
        if self.open_proposal is not None:
            return "approved" if self.approval else "proposed"
        return "draft"

    def revision_of(self, proposal: PolicyProposal) -> PolicyDraft:
        return next(one for one in self.revisions if one.revision == proposal.revision)


def draft_lifecycles(connection: Connection, draft: str | None = None) -> dict[str, DraftLifecycle]:
    """Every draft, or this one alone, in the order in which they were begun."""
    within = None if draft is None else DRAFTS.c.draft == draft
    revisions: dict[str, list[PolicyDraft]] = defaultdict(list)
    for one in _records(connection, "policy_drafts", within, without=FILES):
        revisions[one.draft].append(one)
    draft_of = {one.revision: id_ for id_, some in revisions.items() for one in some}
    proposals: dict[str, list[PolicyProposal]] = defaultdict(list)
    for one in _records(connection, "policy_proposals"):
        if one.revision in draft_of:
            proposals[draft_of[one.revision]].append(one)
    approvals = {one.proposal: one for one in _records(connection, "policy_approvals")}
    withdrawals = {one.withdrawn: one for one in _records(connection, "policy_withdrawals")}
    publications = {one.proposal: one for one in _records(connection, "policy_publications")}
    return {
        id_: DraftLifecycle(
            id_,
            tuple(some),
            tuple(proposals[id_]),
            {one.proposal: approvals[one.proposal] for one in proposals[id_] if one.proposal in approvals},
            {what: withdrawals[what] for what in (id_, *(one.proposal for one in proposals[id_])) if what in withdrawals},
            next((publications[one.proposal] for one in proposals[id_] if one.proposal in publications), None),
        )
        for id_, some in revisions.items()
    }


def revision_with_files(connection: Connection, revision: str) -> PolicyDraft:
    """One revision, its files included. There is one."""
    found: list[PolicyDraft] = _records(connection, "policy_drafts", DRAFTS.c.revision == revision)
    return found[0]


def publications(connection: Connection, as_of: int | None = None) -> Mapping[str, PolicyPublication]:
    """The versions published so far, by `PRODUCT@VERSION`, in their order."""
    found = _records(connection, "policy_publications", scope.recorded("policy_publications", as_of))
    return MappingProxyType({one.policy: one for one in found})


def published_revision(connection: Connection, policy: str) -> PolicyDraft | None:
    """The revision that was published under this name, its files included; None where none was."""
    proposed = select(PROPOSALS.c.revision).join(PUBLICATIONS, PUBLICATIONS.c.proposal == PROPOSALS.c.proposal)
    revision = connection.scalar(proposed.where(PUBLICATIONS.c.policy == policy))
    return None if revision is None else revision_with_files(connection, revision)


def backdated_publications(connection: Connection, as_of: int | None = None) -> list[tuple[int, PolicyProposal, PolicyPublication]]:
    """Publications that begin before they were proposed: the place in the log, the proposal with the reason, the publication."""
    because = exists().where(PROPOSALS.c.proposal == PUBLICATIONS.c.proposal, PROPOSALS.c.backdated_because.is_not(None))
    laws = _records(connection, "policy_publications", because & scope.recorded("policy_publications", as_of))
    named = {one.proposal: one for one in _records(connection, "policy_proposals", PROPOSALS.c.backdated_because.is_not(None))}
    places = {row.policy: row.seq for row in connection.execute(select(PUBLICATIONS.c.policy, PUBLICATIONS.c.seq))}
    return [(places[law.policy], named[law.proposal], law) for law in laws]


def _records(connection: Connection, kind: str, which: ColumnElement[bool] | None = None, without: tuple[str, ...] = ()) -> list[Any]:
    table, what = TABLE_OF_KIND[kind], KINDS[kind]
    columns = [literal_column("''") if name in without else table.c[name] for name in what.fields]
    statement = select(*columns).order_by(table.c.seq)
    rows = connection.execute(statement if which is None else statement.where(which))
    return [what.record(*row) for row in rows]
