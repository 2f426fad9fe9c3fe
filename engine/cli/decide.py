"""`klausel decide`: JSON lines of facts in, JSON lines of decisions out, in the same order; a bad line is an error in its place."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from engine.cli.decision_packs import open_decision_packs
from engine.cli.json_lines import error_line, is_interactive, numbered, open_input, parse_object
from engine.deciding.deciders import Deciders
from engine.deciding.fact_validation import BadFacts


def decide(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="[FILE|-]")] = "-",
) -> int:
    """Decide requests: who pays, why, who handles it, what to do next."""
    deciders = open_decision_packs(context)
    with open_input(file) as lines:
        at_once = is_interactive(lines)
        bad = False
        for answer, is_error in answers(deciders, lines):
            sys.stdout.write(answer)
            bad = bad or is_error
            if at_once:
                sys.stdout.flush()
    return 2 if bad else 0


def answers(deciders: Deciders, lines: Iterable[bytes]) -> Iterator[tuple[str, bool]]:
    """For each line that is not blank, the line to print and whether it is an error."""
    written: dict[int, str] = {}
    for number, line in numbered(lines):
        try:
            decision = deciders.decide(parse_object(line))
        except BadFacts as bad:
            yield error_line(bad, number), True
            continue
        # A decision without a time of its own is one and the same object for all requests of its class.
        text = written.get(id(decision))
        if text is None:
            text = json.dumps(decision.as_json(), ensure_ascii=False) + "\n"
            if decision.resumes_at is None:
                written[id(decision)] = text
        yield text, False
