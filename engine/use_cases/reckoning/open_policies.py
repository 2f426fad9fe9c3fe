"""Opens the packs: read, compiled, free of gaps and clashes, and read alike by durable-rules. Then they may decide."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.compiling.agreement import refuse_disagreement
from engine.compiling.compiled_version import CompiledVersion, compile_version
from engine.compiling.findings import refuse_unsound
from engine.deciding.deciders import Deciders
from engine.policy.packs import Packs, read_packs


def open_policies(folder: Path, cache: Path | None) -> Deciders:
    """Raises Refused with every problem of every pack."""
    packs = read_packs(folder, cache)
    compiled = compile_all(packs)
    refuse_unsound(compiled)
    refuse_disagreement(compiled, cache)
    return Deciders(packs, compiled)


def compile_all(packs: Packs) -> Sequence[CompiledVersion]:
    """Every version of every pack."""
    return [compile_version(version) for pack in packs.packs.values() for version in pack.versions]
