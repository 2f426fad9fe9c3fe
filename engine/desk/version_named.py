"""The version that somebody means: one of the packs (`PACK@VERSION`), a draft in the log, or files that are still being written.

What is found is read as far as it can be: flaws, gaps and clashes are for whoever asks to look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.policy.packs import Pack, Packs
from engine.policy.sense import senseless
from engine.policy.texts import POLICY, VersionTexts, texts_in
from engine.policy.version import Version
from engine.policy.version_files import read_version
from engine.vocabulary.problems import Refused, refuse

if TYPE_CHECKING:
    from engine.store.record import Record


def version_named(name: str, packs: Packs, opened: Callable[[], Record] | None = None) -> Version:
    """`name`: `hausperfekt@2025-01`, a version's folder, or the `policy.yaml` in it; the folder lies in one called like its product.
    Or a draft, as `drafts_named` has it, in the record that `opened` opens; it is only opened for that.

    Raises Refused where nothing of that name is there, and with everything that keeps its files from being read."""
    path = Path(name)
    if path.name == POLICY:
        path = path.parent
    if not (path / POLICY).is_file():
        if opened is None or "@" in name:
            return packs.version(name)
        # loads what a record needs, which whoever names a version need not wait for
        from engine.desk.drafted import drafted

        return drafted(name, packs, opened)
    folder = path.resolve()
    product = folder.parent.name
    if product not in packs.packs:
        there = ", ".join(packs.packs)
        raise refuse("unknown_product", f"`{name}` lies in the folder `{product}`, which is no product; put it into one of: {there}")
    return draft_of(packs.packs[product], texts_in(folder, packs.notes))


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
