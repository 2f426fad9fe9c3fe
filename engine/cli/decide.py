"""`klausel decide`: JSON lines of facts in, JSON lines of decisions out, in the same order; a bad line is an error in its place."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from math import isfinite
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from engine.deciding.deciding import Deciding
from engine.deciding.given_facts import BadFacts, Number, bad_facts
from engine.desk.open_policies import open_policies
from engine.desk.surroundings import notes_folder, policies_folder
from engine.vocabulary.problems import Place, refuse

_MOST_DIGITS = 1_000
_UTF8_MARK = b"\xef\xbb\xbf"


def decide(
    file: Annotated[str, typer.Argument(metavar="[FILE|-]", help="JSON lines, one request's facts each; - is standard input.")] = "-",
) -> int:
    """Decide requests: who pays, why, who handles it, what to do next."""
    deciding = open_policies(policies_folder(), notes_folder())
    with _opened(file) as lines:
        # Whoever writes line by line and waits for each answer gets it at once; a file is answered in larger steps.
        waits = not stat.S_ISREG(os.fstat(lines.fileno()).st_mode)
        bad = False
        for answer, is_error in answers(deciding, lines):
            sys.stdout.write(answer)
            bad = bad or is_error
            if waits:
                sys.stdout.flush()
    return 2 if bad else 0


def answers(deciding: Deciding, lines: Iterable[bytes]) -> Iterator[tuple[str, bool]]:
    """For each line that is not blank, the line to print and whether it is an error."""
    written: dict[int, str] = {}
    for number, line in enumerate(lines, start=1):
        if number == 1:
            line = line.removeprefix(_UTF8_MARK)
        if not line.strip():
            continue
        try:
            decision = deciding.decide(_object_in(line))
        except BadFacts as bad:
            yield _error(bad, number), True
            continue
        # A decision without a time of its own is one and the same object for all requests of its class.
        text = written.get(id(decision))
        if text is None:
            text = json.dumps(decision.as_json(), ensure_ascii=False) + "\n"
            if decision.resumes_at is None:
                written[id(decision)] = text
        yield text, False


def _object_in(line: bytes) -> dict[str, Any]:
    try:
        content = json.loads(
            line.decode("utf-8"), object_pairs_hook=_without_repeats, parse_int=_whole, parse_float=_with_point, parse_constant=_no_json
        )
    except UnicodeDecodeError as error:
        raise bad_facts("bad_json", None, f"the line is not UTF-8 at byte {error.start + 1}; write it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise bad_facts("bad_json", None, f"the line is not JSON at column {error.colno}: {error.msg.lower()}") from None
    except RecursionError:
        raise bad_facts("bad_json", None, "the line nests too deeply; facts are one flat object") from None
    except ValueError as error:
        raise bad_facts("bad_json", None, f"the line is not JSON: {str(error).splitlines()[0].lower()}") from None
    if not isinstance(content, dict):
        raise bad_facts("bad_json", None, 'the line is not an object of facts, such as {"product": "…", "received_at": "…"}')
    return content


def _whole(digits: str) -> int | Number:
    # Python counts the digits of a number and stops with advice for programmers; a number is a bad value all the same.
    return int(digits) if len(digits) < _MOST_DIGITS else Number(digits)


def _with_point(written: str) -> float | Number:
    return float(written) if isfinite(float(written)) else Number(written)


def _no_json(word: str) -> None:
    raise bad_facts("bad_json", None, f"the line is not JSON: `{word}` is no JSON value")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise bad_facts("bad_json", twice, f"`{twice}` stands twice in the line; which one counts must not be guessed")
    return content


_STRICTLY: dict[str, Any] = {
    "object_pairs_hook": _without_repeats,
    "parse_int": _whole,
    "parse_float": _with_point,
    "parse_constant": _no_json,
}


def _error(bad: BadFacts, number: int) -> str:
    problem = bad.problem
    told: dict[str, object] = {"code": problem.code, "message": problem.message, "line": number}
    if problem.place.field is not None:
        told["field"] = problem.place.field
    return json.dumps({"error": told}, ensure_ascii=False) + "\n"


def _opened(file: str) -> BinaryIO:
    if file == "-":
        return sys.stdin.buffer
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise refuse("unreadable", f"cannot be read ({(error.strerror or '').lower()})", Place(file)) from None
