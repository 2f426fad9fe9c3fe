"""The drafts in a record and how each stands; and published versions whose files in the folder are missing or say otherwise since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.policy.packs import Packs
from engine.store import policy_lifecycle
from engine.store.policy_acts import KnownBy
from engine.store.policy_lifecycle import DraftLifecycle
from engine.store.record import Record
from engine.use_cases.lifecycle.changed_files import published_otherwise
from engine.vocabulary.instants import Instant
from engine.vocabulary.problems import Problem


@dataclass(frozen=True, slots=True)
class DraftAct:
    """One act on a draft: what was done, to which revision or proposal, by whom, how they were known, when, and what they said."""

    done: str
    what: str
    by: str
    known_by: KnownBy
    at: Instant
    said: str


@dataclass(frozen=True, slots=True)
class DraftList:
    """`lifecycles` by draft; `otherwise`: a warning for each published version that is worded otherwise in the folder, or missing there."""

    lifecycles: Mapping[str, DraftLifecycle]
    otherwise: tuple[Problem, ...]


def draft_list(record: Record, packs: Packs) -> DraftList:
    """As they are now."""
    with record.reading() as connection:
        return DraftList(policy_lifecycle.draft_lifecycles(connection), tuple(published_otherwise(connection, packs)))


def acts_of(lifecycle: DraftLifecycle) -> list[DraftAct]:
    """All that was done to a draft, in its order."""
    found = [DraftAct("saved", one.revision, one.saved_by, one.known_by, one.saved_at, one.note or "") for one in lifecycle.revisions]
    for one in lifecycle.proposals:
        because = f"; backdated to {one.effective_from}: {one.backdated_because}" if one.backdated_because else ""
        found.append(DraftAct("proposed", one.proposal, one.proposed_by, one.known_by, one.proposed_at, f"{one.reason}{because}"))
    found += [
        DraftAct("approved", one.proposal, one.approved_by, one.known_by, one.approved_at, "") for one in lifecycle.approvals.values()
    ]
    found += [
        DraftAct("withdrawn", one.withdrawn, one.withdrawn_by, one.known_by, one.withdrawn_at, one.reason)
        for one in lifecycle.withdrawals.values()
    ]
    law = lifecycle.publication
    if law is not None:
        found.append(DraftAct("published", law.policy, law.published_by, law.known_by, law.published_at, ""))
    return sorted(found, key=lambda act: act.at)
