"""The version that somebody means: one of the packs (`PACK@VERSION`), a draft in the log, or files that are still being written.

What is found is read as far as it can be: flaws, gaps and clashes are for whoever asks to look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.desk.drafts_named import draft_named, files_of
from engine.policy.packs import Pack, Packs
from engine.policy.sense import senseless
from engine.policy.texts import POLICY, VersionTexts, texts_given, texts_in
from engine.policy.version import Version
from engine.policy.version_files import read_version
from engine.store import policy_course
from engine.store.policy_acts import PolicyDraft
from engine.store.record import Record
from engine.vocabulary.problems import Problem, Refused, refuse


def version_named(name: str, packs: Packs, opened: Callable[[], Record] | None = None) -> Version:
    """`name`: `hausperfekt@2025-01`, a version's folder, or the `policy.yaml` in it; the folder lies in one called like its product.
    Or a draft, as `drafts_named` has it, in the record that `opened` opens; it is only opened for that.

    Raises Refused where nothing of that name is there, and with everything that keeps its files from being read."""
    path = Path(name)
    if path.name == POLICY:
        path = path.parent
    if not (path / POLICY).is_file():
        return packs.version(name) if opened is None or "@" in name else _drafted(name, packs, opened)
    folder = path.resolve()
    product = folder.parent.name
    if product not in packs.packs:
        there = ", ".join(packs.packs)
        raise refuse("unknown_product", f"`{name}` lies in the folder `{product}`, which is no product; put it into one of: {there}")
    return draft_of(packs.packs[product], texts_in(folder, packs.notes))


def _drafted(name: str, packs: Packs, opened: Callable[[], Record]) -> Version:
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


def draft_of(pack: Pack, texts: VersionTexts) -> Version:
    """A version of this pack from its texts. Raises Refused with everything that keeps it from being decided by, flaws aside."""
    version = read_version(texts, pack.product.product, pack.zone)
    problems = list(senseless(version, pack.sources.sources))
    if problems:
        raise Refused(problems)
    return version


def with_draft(packs: Packs, version: Version) -> Packs:
    """The packs with this version in its place; in place of one of its name, if there is one."""
    pack = packs.packs[version.product].with_version(version)
    return Packs(packs.folder, {**packs.packs, version.product: pack}, packs.notes)
