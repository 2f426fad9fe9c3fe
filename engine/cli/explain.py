"""`klausel explain`: JSON lines of facts in; for each why it is decided so, and what would change it; a bad line is told in its place."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import Annotated, Literal

import typer

from engine.cli.decision_packs import open_decision_packs
from engine.cli.json_lines import error_line, is_interactive, numbered, open_input, parse_object
from engine.cli.problem_output import show_problems
from engine.cli.why import Language
from engine.deciding.explanation import Explanation, explain
from engine.deciding.explanation_json import as_json as written
from engine.deciding.fact_validation import BadFacts
from engine.policy.pack import OutcomesFile
from engine.vocabulary.problems import Place


def explain_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="[FILE|-]")] = "-",
    lang: Annotated[Language, typer.Option("--lang")] = Language.EN,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Explain decisions: which rules fit and lost, what failed, what would make it covered, what to ask and where it leads."""
    deciders = open_decision_packs(context)
    bad = False
    with open_input(file) as lines:
        at_once = is_interactive(lines)
        for number, line in numbered(lines):
            try:
                explanation = explain(deciders, parse_object(line))
            except BadFacts as wrong:
                bad = True
                _show_error(wrong, file, number, as_json)
                continue
            if as_json:
                sys.stdout.write(json.dumps(written(explanation), ensure_ascii=False) + "\n")
            else:
                _show(explanation, deciders.packs.outcomes, number, "de" if lang is Language.DE else "en")
            if at_once:
                sys.stdout.flush()
    return 2 if bad else 0


def _show(explanation: Explanation, outcomes: OutcomesFile, number: int, language: Literal["de", "en"]) -> None:
    from engine.cli.explanation_output import print_explanation

    print_explanation(explanation, outcomes, number, language)


def _show_error(wrong: BadFacts, file: str, number: int, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(error_line(wrong, number))
        return
    sys.stdout.flush()
    # The message names the field itself.
    show_problems([replace(wrong.problem, place=Place(file, number))], as_json=False)
