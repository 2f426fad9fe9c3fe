"""Checks a folder of packs, or one pack's folder, and asks durable-rules about every version in it."""

from __future__ import annotations

from pathlib import Path

from engine.compiling.agreement import refuse_disagreement
from engine.compiling.compiled_version import compile_version
from engine.compiling.findings import gaps_and_clashes
from engine.compiling.second_reading import Progress
from engine.deciding.deciders import Deciders
from engine.policy.packs import PRODUCT, Packs, read_pack, read_packs_with_flaws
from engine.policy.version_texts import POLICY
from engine.proof.policy_check import CheckResult, check_compiled


def check_policies(folder: Path, cache: Path | None, progress: Progress | None = None) -> list[CheckResult]:
    """`folder`: all packs, one pack (with a product.yaml), or one version of it (checked with its pack, shown alone).

    Raises Refused where a pack does not read, or where the two readings of it differ."""
    only = None
    folder = folder.parent if folder.name == POLICY else folder
    if (folder / POLICY).is_file():
        folder, only = folder.resolve().parent, folder.resolve().name
    if (folder / PRODUCT).is_file():
        pack = read_pack(folder.resolve() if only or folder.name in ("", ".") else folder, cache)
        packs = Packs(str(folder.parent), {pack.product.product: pack}, cache)
    else:
        packs = read_packs_with_flaws(folder, cache)
    _ = packs.vendor, packs.outcomes  # read where somebody asks whether everything reads
    compiled = [compile_version(version) for pack in packs.packs.values() for version in pack.versions]
    refuse_disagreement(compiled, cache, progress=progress)
    sound = not any(gaps_and_clashes(one) for one in compiled)
    deciders = Deciders(packs, compiled) if sound else None
    return [
        check_compiled(one, packs.packs[one.version.product], deciders) for one in compiled if only in (None, one.version.policy.version)
    ]


def drafts_in(path: Path) -> list[Path]:
    """The versions at a path that lie in no pack: the path itself, or the folders in it; none where it is a pack, or holds some."""
    folder = path.parent if path.name == POLICY else path
    if (folder / POLICY).is_file():
        return [] if (folder.resolve().parent / PRODUCT).is_file() else [folder]
    if (folder / PRODUCT).is_file() or not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if (one / POLICY).is_file())
