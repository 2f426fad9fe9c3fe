"""`klausel policy list|show|check`: the packs, readable; and whether each is free of gaps, clashes and dead rules."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli import policy_proof
from engine.cli.language import reader, say
from engine.cli.problem_output import on_one_line, show_warnings
from engine.cli.progress import bar
from engine.compiling.second_reading import Progress
from engine.policy.packs import Pack, read_packs
from engine.policy.version import Version
from engine.proof.policy_check import CheckResult
from engine.use_cases.lifecycle.draft_check import check_drafted
from engine.use_cases.lifecycle.version_lookup import find_version
from engine.use_cases.proving.check_policies import check_policies, drafts_in
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder, policies_folder, record_address
from engine.vocabulary.problems import Refused, Value, problem, refuse
from engine.wording.catalogue import LANGUAGES

if TYPE_CHECKING:
    from rich.console import Console

app = typer.Typer(no_args_is_help=True)
COLUMNS = ("policy", "product", "from", "to", "state", "meaning")


@app.command("list")
def list_(context: typer.Context) -> int:
    """Every pack and version with its dates and state, and the drafts in the record."""
    from rich.table import Table

    from engine.cli.drafts_output import print_drafts

    table = Table(*(say(f"command.policy_list.{name}") for name in COLUMNS))
    deciders = open_policies(policies_folder(), notes_folder())
    for product, of_product in deciders.products.items():
        pack = of_product.pack
        today = datetime.now(UTC).astimezone(pack.zone).date()
        for version in pack.versions:
            last = pack.last_day_of(version)
            digest = of_product.by_ref[version.ref].compiled.meaning_digest
            table.add_row(
                version.ref,
                product,
                str(version.begins),
                str(last or say("command.policy_list.open")),
                _state(pack, version, today),
                digest[:12],
            )
    _console().print(table)
    print_drafts(_console(), record_address(context.obj), deciders.packs)
    return 0


def _state(pack: Pack, version: Version, today: date) -> str:
    if version.begins > today:
        return say("command.policy_list.coming")
    last = pack.last_day_of(version)
    return say("command.policy_list.in_force" if last is None or today <= last else "command.policy_list.ended")


@app.command("show")
def show(
    context: typer.Context,
    policy: Annotated[str, typer.Argument(metavar="PACK@VERSION|ID|FOLDER")],
    lang: Annotated[str, typer.Option("--lang")] = "en",
) -> int:
    """One version's rules under their sections, with clauses and assumptions."""
    language = next((one for one in LANGUAGES if one == lang), None)
    if language is None:
        raise refuse("bad_value.language", value=lang)
    from engine.cli.policy_table import show_version

    packs = read_packs(policies_folder(), notes_folder())
    version = find_version(policy, packs, policy_proof.record_of(context))
    packs = packs.with_version(version)
    if "@" not in policy:
        from engine.cli.drafts_output import print_course

        print_course(_console(), record_address(context.obj), packs, policy)
    show_version(_console(), packs, packs.packs[version.product], version, language)
    return 0


@app.command("check")
def check(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH|PACK@VERSION|ID…]"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Reads every pack; finds what is wrong with it and what it could do without, each with a request that shows it."""
    with bar() as progress:

        def asked(done: int, _of: int) -> None:
            progress(say("command.policy_check.asking"), done)

        checked = [one for path in paths or [policies_folder()] for one in _checked(path, context, asked)]
    if as_json:
        print(json.dumps({"packs": [one.as_json(reader().sentence) for one in checked]}, ensure_ascii=False))
    else:
        for one in checked:
            print(_line(one))
            for problem in one.problems():
                print(f"klausel: {on_one_line(reader().line(problem))}", file=sys.stderr)
            show_warnings(tuple(one.warnings()))
    return 0 if all(one.passes for one in checked) else 1


def _checked(path: Path, context: typer.Context, progress: Progress) -> list[CheckResult]:
    opened = policy_proof.record_of(context)
    names = [str(path)] if _is_a_name(path) else [str(folder) for folder in drafts_in(path)]
    try:
        found = [check_drafted(name, policies_folder(), notes_folder(), opened, progress) for name in names]
    except Refused as refused:
        # what is no draft and looks like no version was meant as a folder
        if "@" in str(path) or [problem.kind for problem in refused.problems] != ["unknown_policy"]:
            raise
        found = []
    return found or check_policies(path, notes_folder(), progress)


def _is_a_name(path: Path) -> bool:
    """Of a version or a draft, and no path."""
    if path.exists():
        return False
    from engine.use_cases.lifecycle.draft_lookup import may_name_a_draft

    return "@" in str(path) or may_name_a_draft(str(path))


app.command("diff")(policy_proof.diff)
app.command("examples")(policy_proof.examples)


def _line(one: CheckResult) -> str:
    told: dict[str, Value] = {"policy": one.policy, "classes": one.classes}
    for name, kind in (("gaps", "gap"), ("clashes", "clash"), ("dead", "dead")):
        told[name] = problem(f"{kind}.counted", count=len(one.of_kind(kind)))
    if one.examples is None:
        told["examples"] = problem("example.not_run")
    else:
        told["examples"] = problem("example.counted", hold=sum(run.holds for run in one.examples), examples=len(one.examples))
    verdict = "passes" if one.passes else "fails"
    warned = sum(1 for _ in one.warnings())
    if warned:
        return say(f"command.policy_check.{verdict}_with_warnings", count=warned, **told)
    return say(f"command.policy_check.{verdict}", **told)


def _console() -> Console:
    from rich.console import Console

    # A pipe has no width: tables are then as wide as their text, so that nothing is cut.
    return Console() if sys.stdout.isatty() else Console(width=240)
