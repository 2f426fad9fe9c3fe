"""The record remembers what each policy version meant when an act was first recorded under it; a folder must still mean that.

Wording and comments may change; a folder that means something else is refused, since it would retell what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.compiling.compiled import CompiledVersion
from engine.deciding.deciding import Deciding
from engine.store.kinds import PolicyPin
from engine.vocabulary.problems import Problem, Refused


def refuse_other_meaning(pins: Mapping[str, str], deciding: Deciding) -> None:
    """Raises Refused naming every version that is missing or means something else, with both digests."""
    compiled = compiled_by_ref(deciding)
    folder = deciding.packs.folder
    problems = []
    for ref, digest in pins.items():
        if ref not in compiled:
            problems.append(
                Problem("pinned_policy", f"the record was kept under `{ref}` ({digest}), which is not in `{folder}`; put it back")
            )
        elif compiled[ref].meaning_digest != digest:
            now = compiled[ref].meaning_digest
            message = f"`{ref}` in `{folder}` means something else ({now}) than when acts were recorded under it ({digest})"
            problems.append(Problem("pinned_policy", f"{message}; put the old rules back and write the change as a new version"))
    if problems:
        raise Refused(problems)


def pins_for(refs: Iterable[str], pinned: Mapping[str, str], deciding: Deciding) -> list[PolicyPin]:
    """The pins still to be recorded for versions under which something is recorded now."""
    compiled = compiled_by_ref(deciding)
    return [PolicyPin(ref, compiled[ref].meaning_digest) for ref in sorted(set(refs) - set(pinned))]  # type: ignore[arg-type]


def compiled_by_ref(deciding: Deciding) -> dict[str, CompiledVersion]:
    """Every compiled version by `product@version`."""
    return {ref: decider.compiled for pack in deciding.products.values() for ref, decider in pack.deciders.items()}
