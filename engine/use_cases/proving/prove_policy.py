"""Questions about a version before it counts: what changes against another one, and which worked examples are missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from engine.compiling.agreement import refuse_disagreement
from engine.compiling.compiled_version import CompiledVersion, compile_version
from engine.compiling.findings import refuse_unsound
from engine.deciding.deciders import Deciders
from engine.policy.packs import Packs, read_packs_with_flaws
from engine.policy.version import Version
from engine.policy.version_files import read_examples
from engine.proof.diff import Diff, diff
from engine.proof.example_runs import ExampleRun, run_examples
from engine.proof.suggestions import Suggestion, suggestions
from engine.use_cases.lifecycle.version_lookup import find_version

if TYPE_CHECKING:
    from engine.store.record import Record

Opened: TypeAlias = "Callable[[], Record] | None"


def compare(before: str, after: str, folder: Path, cache: Path | None, opened: Opened = None) -> Diff:
    """Two versions by name or folder, or drafts of the record that `opened` opens.

    Raises Refused where one cannot be read, or has gaps or clashes."""
    packs = read_packs_with_flaws(folder, cache)
    both = [_sound(name, packs, opened) for name in (before, after)]
    return diff(*both)


def examples_missing(
    name: str, packs: Packs, opened: Opened = None, *, suggest: bool
) -> tuple[tuple[ExampleRun, ...], tuple[Suggestion, ...]]:
    """The worked examples of a version as they hold; and, where asked for, those to be written. Raises Refused as `compare` does."""
    version = find_version(name, packs, opened)
    one, deciders = _among_its_product(packs, version)
    refuse_disagreement([decider.compiled for decider in deciders.products[version.product].by_ref.values()], packs.cache)
    return tuple(run_examples(one, read_examples(version), deciders)), tuple(suggestions(one, deciders)) if suggest else ()


def examples_to_add(packs: Packs, version: Version) -> tuple[Suggestion, ...]:
    """Those that are missing of a version that is still being written, by the direct reading alone.

    Raises Refused where the product's versions have gaps or clashes, or the examples cannot be read."""
    return tuple(suggestions(*_among_its_product(packs, version)))


def _among_its_product(packs: Packs, version: Version) -> tuple[CompiledVersion, Deciders]:
    """It, and what decides by it and its product's other versions. Raises Refused where one of them has gaps or clashes."""
    pack = packs.with_version(version).packs[version.product]
    compiled = {one.ref: compile_version(one) for one in pack.versions}
    refuse_unsound(compiled.values())
    return compiled[version.ref], Deciders(Packs(packs.folder, {version.product: pack}, packs.cache), compiled.values())


def _sound(name: str, packs: Packs, opened: Opened) -> CompiledVersion:
    compiled = compile_version(find_version(name, packs, opened))
    refuse_unsound([compiled])
    return compiled
