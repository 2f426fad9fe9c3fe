"""`klausel policy diff|examples`: what changes between two versions, and which worked examples are missing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.language import say
from engine.compiling.regions import condition_of
from engine.policy.packs import read_packs_with_flaws
from engine.proof.diff import DecisionChange, LevelValues
from engine.proof.suggestions import Suggestion
from engine.proof.text_changes import ChangedIds
from engine.use_cases.proving.example_text import example_as_text
from engine.use_cases.proving.prove_policy import compare, examples_missing
from engine.use_cases.settings import notes_folder, policies_folder, record_address
from engine.vocabulary.conditions import Condition
from engine.vocabulary.problems import Value

if TYPE_CHECKING:
    from engine.store.record import Record


def diff(
    context: typer.Context,
    before: Annotated[str, typer.Argument(metavar="A")],
    after: Annotated[str, typer.Argument(metavar="B")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
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
        print(say("command.policy_diff.further", count=found.further))
    for what, changes in (("rules", found.texts.rules), ("facts", found.texts.facts)):
        for line in _changes(what, changes):
            print(line)
    if found.texts.hours:
        print(say("command.policy_diff.hours"))
    if found.texts.days[0] != found.texts.days[1]:
        print(say("command.policy_diff.days", before=found.texts.days[0], after=found.texts.days[1]))
    return 0


def examples(
    context: typer.Context,
    policy: Annotated[str | None, typer.Argument(metavar="[PACK@VERSION|ID|FOLDER]")] = None,
    suggest: Annotated[bool, typer.Option("--suggest")] = False,
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
                print(f"# {say('command.policy_examples.failing', failing=failing)}")
        else:
            for run in runs:
                held = "command.policy_examples.holds" if run.holds else "command.policy_examples.fails"
                print(say(held, sentence=run.example.sentence))
            statuses.append(0 if all(run.holds for run in runs) else 1)
    return max(statuses, default=0)


def _print_missing(missing: Sequence[Suggestion]) -> None:
    if not missing:
        print(f"# {say('command.policy_examples.none_missing')}")
        return
    print(f"# {say('command.policy_examples.missing', count=len(missing))}")
    for one in missing:
        first, more = one.detects[0], len(one.detects) - 1
        notices = say("command.policy_examples.notices", first=first)
        if more:
            notices = say("command.policy_examples.notices_more", first=first, more=more)
        print(f"  # {notices}")
        print(example_as_text(one.example))


def record_of(context: typer.Context) -> Callable[[], Record]:
    """Opened only where a draft is named."""

    def opened() -> Record:
        from engine.store.record import open_record

        return open_record(record_address(context.obj))

    return opened


def _difference(one: DecisionChange, levels: LevelValues) -> str:
    nothing = say("command.policy_diff.no_rule")
    said: dict[str, Value] = {
        "table": one.table,
        "before": one.before,
        "after": one.after,
        "where": condition_of(one.condition, one.domain, {} if one.table == "level" else levels),
        "rules_before": one.rules_before or nothing,
        "rules_after": one.rules_after or nothing,
    }
    rest = {fact: value for fact, value in one.witness.items() if len(one.condition.get(fact, ())) != 1}
    if rest:
        return say("command.policy_diff.difference_for_instance", instance=Condition.of(rest), **said)
    return say("command.policy_diff.difference", **said)


def _changes(what: str, changes: ChangedIds) -> list[str]:
    named = {"added": changes.added, "removed": changes.removed, "changed": changes.changed, "reworded": changes.reworded}
    return [say(f"command.policy_diff.{what}_{how}", ids=tuple(ids)) for how, ids in named.items() if ids]
