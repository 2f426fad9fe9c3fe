"""Publishes what was proposed and approved: the log says that it is law, pins what it means, and its files are written.

The log comes first. Files that could not be put in their place afterwards are written by `klausel policy export`; until then
every question that is asked of the record says so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.books.fields import Key, Word
from engine.deciding.deciders import Deciders
from engine.policy.version import Version
from engine.policy.version_writer import prepare_version
from engine.store import act_queries, log, policy_lifecycle
from engine.store.kinds import PolicyPin
from engine.store.policy_acts import PolicyApproval, PolicyProposal, PolicyPublication
from engine.store.record import Connection, Record
from engine.use_cases.lifecycle.actor import Acting, refuse_strangers
from engine.use_cases.lifecycle.draft_check import check_draft
from engine.use_cases.lifecycle.draft_lookup import FoundDraft, files_of, find_draft, read_revision
from engine.use_cases.lifecycle.version_check import digest_of_examples
from engine.use_cases.reckoning.policy_pins import refuse_other_meaning
from engine.vocabulary.instants import local_day
from engine.vocabulary.problems import Refused, problem, refuse


@dataclass(frozen=True, eq=False)
class Published:
    """What became law; `folder` holds its files, which were written just now (`is_written`) or lay there."""

    publication: PolicyPublication
    proposal: PolicyProposal
    version: Version
    folder: Path
    is_written: bool


def publish_policy(record: Record, deciders: Deciders, name: str, acting: Acting) -> Published:
    """`name`: a draft or a proposal of it. Its files are written into the folder of the packs.

    Raises Refused: `unknown_draft`; `not_approved` where nobody approved exactly this; `backdated` where its first day has gone
    by meanwhile; all that its check stops it for, under the packs as they are now; `holds_another`, `unwritable` for the folder."""
    packs = deciders.packs
    refuse_strangers(acting, packs.vendor)
    with record.reading() as connection:
        pins = act_queries.pins(connection)
        refuse_other_meaning(pins, deciders, policy_lifecycle.publications(connection))
        proposal, approval = _to_publish(find_draft(connection, name), name)
        draft = policy_lifecycle.revision_with_files(connection, proposal.revision)
        _refuse_other_law(connection, f"{draft.product}@{draft.version}", approval.meaning_digest)
    version = read_revision(draft, packs)
    today = local_day(acting.at, version.zone)
    if version.begins < today and proposal.backdated_because is None:
        raise refuse("backdated.meanwhile", policy=version.ref, first_day=version.begins, proposal=proposal.proposal)
    checked = check_draft(packs, version)
    if checked.stops:
        raise Refused(checked.stops)
    meaning, text, examples = checked.compiled.meaning_digest, version.text_digest, digest_of_examples(version)
    if (meaning, text, examples) != (approval.meaning_digest, approval.text_digest, approval.examples_digest):
        raise refuse("not_approved.other_digests", revision=proposal.revision, proposal=proposal.proposal)
    publication = PolicyPublication(
        Key(version.ref), proposal.proposal, Word(meaning), Word(text), Word(examples), Word(acting.who), acting.at, acting.known_by
    )
    with prepare_version(Path(packs.folder) / version.product, version.policy.version, files_of(draft)) as files:
        with record.writing() as connection:
            _append(connection, publication, name, acting)
        try:
            written = files.place()
        except Refused as refused:
            raise Refused([problem("unwritable.published_all_the_same", policy=version.ref), *refused.problems]) from refused
    return Published(publication, proposal, version, files.folder, written)


def _append(connection: Connection, publication: PolicyPublication, name: str, acting: Acting) -> None:
    """As it is now: others may have written meanwhile."""
    proposal, _ = _to_publish(find_draft(connection, name), name)
    if proposal.proposal != publication.proposal:
        raise refuse("not_approved.withdrawn_meanwhile", proposal=publication.proposal, name=name)
    pinned = _refuse_other_law(connection, publication.policy, publication.meaning_digest)
    pin = [] if pinned else [("policy_pins", PolicyPin(publication.policy, publication.meaning_digest))]
    log.append(connection, [*pin, ("policy_publications", publication)], recorded_at=acting.at, recorded_by=acting.who)


def _refuse_other_law(connection: Connection, ref: str, meaning: str) -> bool:
    """Whether the version is pinned as what it means, as one is that lay in the folder before."""
    if ref in policy_lifecycle.publications(connection):
        raise refuse("published.never_changes", policy=ref)
    pinned = act_queries.pins(connection).get(ref)
    if pinned not in (None, meaning):
        raise refuse("published.decided_under_another", policy=ref)
    return pinned is not None


def _to_publish(named: FoundDraft, name: str) -> tuple[PolicyProposal, PolicyApproval]:
    lifecycle, proposal = named.lifecycle, named.proposal
    if lifecycle.publication is not None:
        raise refuse("published.already", name=name, policy=lifecycle.publication.policy)
    if proposal is None:
        raise refuse("not_approved.not_proposed", name=name, draft=lifecycle.draft)
    gone = lifecycle.withdrawals.get(lifecycle.draft) or lifecycle.withdrawals.get(proposal.proposal)
    if gone is not None:
        raise refuse("not_approved.withdrawn", name=name, who=gone.withdrawn_by, reason=gone.reason)
    approval = lifecycle.approvals.get(proposal.proposal)
    if approval is None:
        raise refuse("not_approved.yet", proposal=proposal.proposal, who=proposal.proposed_by)
    return proposal, approval
