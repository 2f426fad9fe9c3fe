"""How a problem reaches a person (one line each on stderr) or a script (`--json`: one object, on stdout and stderr)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from engine.cli.language import reader, say
from engine.vocabulary.problems import Problem


def show_problems(problems: Sequence[Problem], *, as_json: bool) -> None:
    """A script that reads stdout and a log that keeps stderr both get the object."""
    if as_json:
        told = json.dumps({"errors": [reader().as_json(problem) for problem in problems]}, ensure_ascii=False)
        print(told)
        print(told, file=sys.stderr)
        return
    for problem in problems:
        print(f"klausel: {on_one_line(reader().line(problem))}", file=sys.stderr)


def show_warnings(problems: Sequence[Problem]) -> None:
    """What was done all the same but is worth a look, a line each on stderr."""
    for problem in problems:
        print(f"klausel: {say('command.any.warning', what=on_one_line(reader().line(problem)))}", file=sys.stderr)


def on_one_line(what: object) -> str:
    """A line break or another control character, in the name of a file or in a note say, is written out."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in str(what))
