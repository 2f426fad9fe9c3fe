"""The version that somebody means: one of the packs (`PACK@VERSION`), a draft in the log, or files that are still being written.

What is found is read as far as it can be: flaws, gaps and clashes are for whoever asks to look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.policy.packs import Packs
from engine.policy.version import Version
from engine.policy.version_texts import POLICY, texts_in_folder
from engine.vocabulary.problems import refuse

if TYPE_CHECKING:
    from engine.store.record import Record


def find_version(name: str, packs: Packs, opened: Callable[[], Record] | None = None) -> Version:
    """`name`: `hausperfekt@2025-01`, a version's folder, or the `policy.yaml` in it; the folder lies in one called like its product.
    Or a draft, as `draft_lookup` has it, in the record that `opened` opens; it is only opened for that.

    Raises Refused where nothing of that name is there, and with everything that keeps its files from being read."""
    path = Path(name)
    if path.name == POLICY:
        path = path.parent
    if not (path / POLICY).is_file():
        if opened is None or "@" in name:
            return packs.version(name)
        # loads what a record needs, which whoever names a version need not wait for
        from engine.use_cases.lifecycle.draft_lookup import find_draft_version

        return find_draft_version(name, packs, opened)
    folder = path.resolve()
    product = folder.parent.name
    if product not in packs.packs:
        raise refuse("unknown_product.of_folder", name=name, product=product, products=tuple(packs.packs))
    return packs.packs[product].read(texts_in_folder(folder, packs.cache))
