"""A version that lies in the log as a draft: its newest revision, or the one that is named, read under today's packs."""

from __future__ import annotations

from collections.abc import Callable

from engine.desk.drafts_named import draft_named, files_of
from engine.desk.version_named import draft_of
from engine.policy.packs import Packs
from engine.policy.texts import texts_given
from engine.policy.version import Version
from engine.store import policy_course
from engine.store.policy_acts import PolicyDraft
from engine.store.record import Record
from engine.vocabulary.problems import Problem, Refused, refuse


def drafted(name: str, packs: Packs, opened: Callable[[], Record]) -> Version:
    """By its name as `drafts_named` has it, in the record that `opened` opens; where there is no record, the packs say what there is.

    Raises Refused where nothing of that name is there, and as `version_of` does."""
    try:
        with opened().reading() as connection:
            named = draft_named(connection, name).revision
            return version_of(policy_course.with_files(connection, named.revision), packs)
    except Refused as refused:
        codes = [problem.code for problem in refused.problems]
        if codes == ["no_record"]:
            return packs.version(name)
        if codes == ["unknown_draft"]:
            raise Refused([*_no_policy(name, packs), *refused.problems]) from None
        raise


def _no_policy(name: str, packs: Packs) -> tuple[Problem, ...]:
    """What is said where there is no such version either."""
    try:
        packs.version(name)
    except Refused as refused:
        return refused.problems
    return ()


def version_of(draft: PolicyDraft, packs: Packs) -> Version:
    """A revision, with its files, read under today's packs. Raises Refused with everything that keeps it from being decided by."""
    pack = packs.packs.get(draft.product)
    if pack is None:
        about = f"`{draft.revision}` is about `{draft.product}`, of which `{packs.folder}` has no pack"
        raise refuse("unknown_product", f"{about}; there are {', '.join(packs.packs)}")
    return draft_of(pack, texts_given(draft.version, draft.revision, files_of(draft), packs.notes))
