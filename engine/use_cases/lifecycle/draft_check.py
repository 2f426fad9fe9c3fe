"""Checks a version that is no law yet, among the other versions of its product: what stops it from being published, and what was counted.

Gaps, clashes, overlaps, wordings that are missing and examples that fail stop it. What else is found warns."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.compiling.agreement import refuse_disagreement
from engine.compiling.compiled_version import CompiledVersion, compile_version
from engine.compiling.findings import Finding, gaps_and_clashes
from engine.compiling.second_reading import Progress
from engine.deciding.deciders import Deciders
from engine.policy.packs import Packs, read_packs_with_flaws
from engine.policy.version import Version
from engine.proof.policy_check import CheckResult, check_compiled
from engine.use_cases.lifecycle.version_lookup import find_version
from engine.vocabulary.problems import Problem, Refused

if TYPE_CHECKING:
    from engine.store.record import Record


@dataclass(frozen=True, eq=False)
class CheckedDraft:
    """A version and what was found."""

    compiled: CompiledVersion
    checked: CheckResult

    @property
    def stops(self) -> tuple[Problem, ...]:
        """What has to be mended before it can be proposed. A dead rule only warns."""
        return tuple(problem for problem in self.checked.problems() if problem.kind != "dead")

    @property
    def found(self) -> dict[str, int]:
        """What was counted: classes, examples that hold, and findings by kind."""
        counted = {"classes": self.checked.classes, "examples": sum(run.holds for run in self.checked.examples or ())}
        for one in self.checked.findings:
            counted[one.kind] = counted.get(one.kind, 0) + 1
        return counted

    @property
    def found_as_text(self) -> str:
        """As it is recorded: JSON, keys sorted."""
        return json.dumps(self.found, sort_keys=True)


def check_draft(packs: Packs, version: Version, progress: Progress | None = None) -> CheckedDraft:
    """Decides every class twice and runs the examples.

    Raises Refused where its files, examples among them, cannot be read, or where the two readings of it differ."""
    refuse_disagreement([compile_version(version)], packs.cache, progress=progress)
    return look_at_draft(packs, version)


def look_at_draft(packs: Packs, version: Version) -> CheckedDraft:
    """The same by the direct reading alone, in a fraction of a second: for a version that is still being written.

    Raises Refused where its files, examples among them, cannot be read."""
    pack = packs.with_version(version).packs[version.product]
    compiled = {one.ref: compile_version(one) for one in pack.versions}
    mine = compiled[version.ref]
    sound = not any(gaps_and_clashes(one) for one in compiled.values())
    of_product = Packs(packs.folder, {version.product: pack}, packs.cache)
    checked = check_compiled(mine, pack, Deciders(of_product, compiled.values()) if sound else None)
    # what is wrong beside it counts as well: an earlier version may claim its first day
    of_others = tuple(Finding("text", flaw) for flaw in pack.flaws if flaw not in [found.problem for found in checked.findings])
    return CheckedDraft(mine, replace(checked, findings=(*of_others, *checked.findings)))


def check_drafted(
    name: str, policies: Path, cache: Path | None, opened: Callable[[], Record], progress: Progress | None = None
) -> CheckResult:
    """What `klausel policy check` says of a version by its name or folder, or of a draft in the record that `opened` opens.

    Raises Refused as `check_draft` does."""
    packs = read_packs_with_flaws(policies, cache)
    return check_draft(packs, find_version(name, packs, opened), progress).checked


def meaning_of(version: Version) -> str | None:
    """The digest of what it means; None where it leaves a request undecided, or decides one twice."""
    try:
        compiled = compile_version(version)
    except Refused:
        return None
    return None if gaps_and_clashes(compiled) else compiled.meaning_digest
