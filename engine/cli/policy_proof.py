"""`klausel policy diff|examples`: what changes between two versions, and which worked examples are missing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from engine.compiling.regions import shown_as_condition
from engine.policy.packs import read_packs_with_flaws
from engine.proof.diff import DecisionChange, LevelValues
from engine.proof.suggestions import Suggestion
from engine.proof.text_changes import ChangedIds
from engine.use_cases.proving.example_text import example_as_text
from engine.use_cases.proving.prove_policy import compare, examples_missing
from engine.use_cases.settings import notes_folder, policies_folder, record_address

if TYPE_CHECKING:
    from engine.store.record import Record

NAMED = "PACK@VERSION or a draft as `klausel policy list` names them, or the folder of a version."
SENTENCES = "the sentences are drafts: say each in your own words"


def diff(
    context: typer.Context,
    before: Annotated[str, typer.Argument(metavar="A", help=NAMED)],
    after: Annotated[str, typer.Argument(metavar="B", help=NAMED)],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> int:
    """Says in one word what changes from A to B, and which requests are then decided otherwise."""
    found = compare(before, after, policies_folder(), notes_folder(), record_of(context))
    if as_json:
        print(json.dumps(found.as_json(), ensure_ascii=False))
        return 0
    print(found.verdict)
    for one in found.differences:
        print(_difference(one, found.levels))
    if found.further:
        print(f"and requests of {found.further} further classes; --json tells no more, look at fewer changes at once")
    for kind, changes in (("rules", found.texts.rules), ("facts", found.texts.facts)):
        for line in _changes(kind, changes):
            print(line)
    if found.texts.hours:
        print("service hours: others")
    if found.texts.days[0] != found.texts.days[1]:
        print(f"in force {found.texts.days[1]} instead of {found.texts.days[0]}")
    return 0


def examples(
    context: typer.Context,
    policy: Annotated[str | None, typer.Argument(metavar="[PACK@VERSION|ID|FOLDER]", help=f"{NAMED} Default: each of the packs.")] = None,
    suggest: Annotated[bool, typer.Option("--suggest", help="Propose the examples that are missing, as text for examples.yaml.")] = False,
) -> int:
    """The worked examples of a version, each with whether it holds; or those that are missing."""
    packs = read_packs_with_flaws(policies_folder(), notes_folder())
    names = [policy] if policy is not None else [version.ref for pack in packs.packs.values() for version in pack.versions]
    statuses = []
    for name in names:
        if policy is None:
            print(f"# {name}")
        runs, missing = examples_missing(name, packs, record_of(context), suggest=suggest)
        if suggest:
            _print_missing(missing)
            failing = sum(not run.holds for run in runs)
            if failing:
                print(f"# worked examples that do not hold: {failing}; they notice nothing before they are mended")
        else:
            for run in runs:
                print(f"{'holds' if run.holds else 'FAILS'}  {run.example.sentence.en}")
            statuses.append(0 if all(run.holds for run in runs) else 1)
    return max(statuses, default=0)


def _print_missing(missing: Sequence[Suggestion]) -> None:
    if not missing:
        print("# no example is missing: every slip in the rules that changes an answer is noticed")
        return
    print(f"# {len(missing)} examples are missing; {SENTENCES}")
    for one in missing:
        more = f" (and {len(one.detects) - 1} more)" if len(one.detects) > 1 else ""
        print(f"  # notices: {one.detects[0]}{more}")
        print(example_as_text(one.example))


def record_of(context: typer.Context) -> Callable[[], Record]:
    """Opened only where a draft is named."""

    def opened() -> Record:
        from engine.store.record import open_record

        return open_record(record_address(context.obj))

    return opened


def _difference(one: DecisionChange, levels: LevelValues) -> str:
    where = shown_as_condition(one.condition, one.domain, {} if one.table == "level" else levels)
    rules = f"{', '.join(one.rules_before) or 'nothing'} → {', '.join(one.rules_after) or 'nothing'}"
    rest = " and ".join(f"{fact} is `{value}`" for fact, value in one.witness.items() if len(one.condition.get(fact, ())) != 1)
    return f"{one.table}: {one.before} → {one.after} where {where} [{rules}]" + (f"; for instance with {rest}" if rest else "")


def _changes(kind: str, changes: ChangedIds) -> list[str]:
    named = {"added": changes.added, "removed": changes.removed, "changed": changes.changed, "reworded": changes.reworded}
    return [f"{kind} {how}: {', '.join(ids)}" for how, ids in named.items() if ids]
