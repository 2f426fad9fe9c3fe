"""A draft in the log by the name that somebody typed: `ID` (its newest revision), `ID.2` (that one), `ID.p1` (what was proposed);
and as a version, read under today's packs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from engine.policy.packs import Packs
from engine.policy.version import Version
from engine.policy.version_texts import EXAMPLES, FACTS, POLICY, texts_in_memory
from engine.store import policy_lifecycle
from engine.store.policy_acts import PolicyDraft, PolicyProposal
from engine.store.policy_lifecycle import DraftLifecycle
from engine.store.record import Connection, Record
from engine.vocabulary.problems import Problem, Refused, refuse

ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_NAME = re.compile(rf"({ID.pattern})(?:\.([1-9][0-9]{{0,8}})|\.(p[1-9][0-9]{{0,8}}))?")


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """`revision` has no files; `proposal` is the one that was named, else the standing one of that revision."""

    lifecycle: DraftLifecycle
    revision: PolicyDraft
    proposal: PolicyProposal | None


def find_draft(connection: Connection, name: str) -> FoundDraft:
    """Raises Refused (`unknown_draft`; `unknown_revision` where the draft is there) for what nothing is called, saying what there is."""
    shape = _NAME.fullmatch(name)
    lifecycle = policy_lifecycle.draft_lifecycles(connection, shape[1]).get(shape[1]) if shape else None
    if shape is None or lifecycle is None:
        there = tuple(policy_lifecycle.draft_lifecycles(connection))
        raise refuse("unknown_draft.name", name=name, drafts=there) if there else refuse("unknown_draft.none_yet", name=name)
    if shape[3] is not None:
        proposal = next((one for one in lifecycle.proposals if one.proposal == name), None)
        if proposal is None:
            there = tuple(one.proposal for one in lifecycle.proposals)
            if not there:
                raise refuse("unknown_revision.no_proposals", name=name, draft=lifecycle.draft)
            raise refuse("unknown_revision.proposal", name=name, draft=lifecycle.draft, proposals=there)
        return FoundDraft(lifecycle, lifecycle.revision_of(proposal), proposal)
    if shape[2] is not None and int(shape[2]) > lifecycle.newest.number:
        raise refuse("unknown_revision.name", name=name, newest=lifecycle.newest.revision)
    revision = lifecycle.newest if shape[2] is None else lifecycle.revisions[int(shape[2]) - 1]
    standing = lifecycle.open_proposal
    return FoundDraft(lifecycle, revision, standing if standing is not None and standing.revision == revision.revision else None)


def may_name_a_draft(name: str) -> bool:
    """Whether it has the form of a draft's, a revision's or a proposal's name."""
    return _NAME.fullmatch(name) is not None


def files_of(draft: PolicyDraft) -> dict[str, str]:
    """A revision's three files by name, as they are to be written."""
    return {POLICY: draft.policy_yaml, FACTS: draft.facts_yaml, EXAMPLES: draft.examples_yaml}


def find_draft_version(name: str, packs: Packs, opened: Callable[[], Record]) -> Version:
    """A draft by its name, read under today's packs, in the record that `opened` opens; without a record, the packs say what there is.

    Raises Refused where nothing of that name is there, and as `read_revision` does."""
    try:
        with opened().reading() as connection:
            named = find_draft(connection, name).revision
            return read_revision(policy_lifecycle.revision_with_files(connection, named.revision), packs)
    except Refused as refused:
        kinds = [problem.kind for problem in refused.problems]
        if kinds == ["no_record"]:
            return packs.version(name)
        if kinds == ["unknown_draft"]:
            raise Refused([*_no_policy(name, packs), *refused.problems]) from None
        raise


def _no_policy(name: str, packs: Packs) -> tuple[Problem, ...]:
    """What is said where there is no such version either."""
    try:
        packs.version(name)
    except Refused as refused:
        return refused.problems
    return ()


def read_revision(draft: PolicyDraft, packs: Packs) -> Version:
    """A revision, with its files, read under today's packs. Raises Refused with everything that keeps it from being decided by."""
    pack = packs.packs.get(draft.product)
    if pack is None:
        raise refuse(
            "unknown_product.of_draft", revision=draft.revision, product=draft.product, folder=packs.folder, products=tuple(packs.packs)
        )
    return pack.read(texts_in_memory(draft.version, draft.revision, files_of(draft), packs.cache))
