"""Proposes a draft's newest revision to become law: its check must stop nothing, and its first day must not lie in the past.

A first day before today decides recorded requests anew; it takes a reason of its own, which finance is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.books.fields import Key, Word
from engine.deciding.deciders import Deciders
from engine.policy.version import Version
from engine.store import act_queries, log, policy_lifecycle
from engine.store.policy_acts import PolicyProposal
from engine.store.record import Connection, Record
from engine.use_cases.lifecycle.actor import Acting, reason_given, refuse_strangers
from engine.use_cases.lifecycle.draft_check import CheckedDraft, check_draft
from engine.use_cases.lifecycle.draft_lookup import FoundDraft, find_draft, read_revision
from engine.use_cases.lifecycle.version_check import digest_of_examples
from engine.use_cases.reckoning.policy_pins import refuse_other_meaning
from engine.vocabulary.instants import local_day
from engine.vocabulary.problems import Refused, refuse

_NOT_OPEN = {
    "proposed": "not_a_draft.proposed_already",
    "approved": "not_a_draft.approved_already",
    "withdrawn": "not_a_draft.withdrawn_already",
    "published": "not_a_draft.published_already",
}


@dataclass(frozen=True, eq=False)
class Proposed:
    """What was proposed, and what its check found."""

    proposal: PolicyProposal
    version: Version
    check: CheckedDraft


def propose_policy(
    record: Record, deciders: Deciders, draft: str, acting: Acting, *, reason: str, backdated_because: str | None = None
) -> Proposed:
    """Raises Refused with everything that the check stops it for; `not_a_draft` where it is proposed already, withdrawn or
    published; `overtaken` for an older revision; `backdated` where its first day lies before today and nothing is said of why,
    or the other way round; `unauthenticated` as `acting` has it."""
    packs = deciders.packs
    refuse_strangers(acting, packs.vendor)
    why = reason_given(reason, "reason")
    because = None if backdated_because is None else reason_given(backdated_because, "backdate")
    with record.reading() as connection:
        refuse_other_meaning(act_queries.pins(connection), deciders, policy_lifecycle.publications(connection))
        named = _to_propose(connection, draft)
        version = read_revision(policy_lifecycle.revision_with_files(connection, named.revision.revision), packs)
    _see_the_day(named.lifecycle.draft, version.begins, local_day(acting.at, version.zone), because)
    # Deciding every class twice takes seconds, in which others may write.
    checked = check_draft(packs, version)
    if checked.stops:
        raise Refused(checked.stops)
    with record.writing() as connection:
        now = _to_propose(connection, draft)
        if now.revision.revision != named.revision.revision:
            raise _overtaken(now)
        proposal = PolicyProposal(
            Key(f"{now.lifecycle.draft}.p{len(now.lifecycle.proposals) + 1}"), now.revision.revision, version.begins, why, because,
            Word(checked.compiled.meaning_digest), Word(version.text_digest), Word(digest_of_examples(version)),
            Word(checked.found_as_text), Word(acting.who), acting.at, acting.known_by,
        )  # fmt: skip
        log.append(connection, [("policy_proposals", proposal)], recorded_at=acting.at, recorded_by=acting.who)
    return Proposed(proposal, version, checked)


def _to_propose(connection: Connection, name: str) -> FoundDraft:
    named = find_draft(connection, name)
    lifecycle = named.lifecycle
    if lifecycle.state != "draft":
        raise refuse(_NOT_OPEN[lifecycle.state], draft=lifecycle.draft)
    if named.revision.revision != lifecycle.newest.revision:
        raise _overtaken(named)
    ref = f"{named.revision.product}@{named.revision.version}"
    if ref in policy_lifecycle.publications(connection) or ref in act_queries.pins(connection):
        raise refuse("published.is_law", policy=ref)
    return named


def _overtaken(named: FoundDraft) -> Refused:
    newest = named.lifecycle.newest
    return refuse("overtaken.by_newer", revision=newest.revision, who=newest.saved_by)


def _see_the_day(draft: str, begins: date, today: date, because: str | None) -> None:
    if begins < today and because is None:
        raise refuse("backdated.without_reason", draft=draft, first_day=begins, today=today)
    if begins >= today and because is not None:
        raise refuse("backdated.needless_reason", draft=draft, first_day=begins, today=today)
