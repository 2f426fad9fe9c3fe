"""Requests as JSON lines: one object of facts a line, read strictly; blank lines are skipped but counted."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO

from engine.cli.language import reader
from engine.deciding.fact_validation import BadFacts, OversizedNumber, bad_facts
from engine.vocabulary.problems import Place, refuse

_MOST_DIGITS = 1_000
_UTF8_MARK = b"\xef\xbb\xbf"


def numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank, with their numbers."""
    for number, line in enumerate(lines, start=1):
        if number == 1:
            line = line.removeprefix(_UTF8_MARK)
        if line.strip():
            yield number, line


def is_interactive(lines: BinaryIO) -> bool:
    """Whether somebody may write line by line and wait for each answer; a file is answered in larger steps."""
    return not stat.S_ISREG(os.fstat(lines.fileno()).st_mode)


def parse_object(line: bytes) -> dict[str, Any]:
    """The object that a line holds. Raises BadFacts `bad_json`."""
    try:
        content = json.loads(
            line.decode("utf-8"), object_pairs_hook=_without_repeats, parse_int=_whole, parse_float=_with_point, parse_constant=_no_json
        )
    except UnicodeDecodeError as error:
        raise bad_facts("bad_json.not_utf8", byte=error.start + 1) from None
    except json.JSONDecodeError as error:
        raise bad_facts("bad_json.at_column", column=error.colno, wrong=error.msg.lower()) from None
    except RecursionError:
        raise bad_facts("bad_json.nested") from None
    except ValueError as error:
        raise bad_facts("bad_json.wrong", wrong=str(error).splitlines()[0].lower()) from None
    if not isinstance(content, dict):
        raise bad_facts("bad_json.not_an_object", example='{"product": "…", "received_at": "…"}')
    return content


def _whole(digits: str) -> int | OversizedNumber:
    # Python counts the digits of a number and stops with advice for programmers; a number is a bad value all the same.
    return int(digits) if len(digits) < _MOST_DIGITS else OversizedNumber(digits)


def _with_point(written: str) -> float | OversizedNumber:
    return float(written) if isfinite(float(written)) else OversizedNumber(written)


def _no_json(word: str) -> None:
    raise bad_facts("bad_json.no_value", word=word)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise bad_facts("bad_json.twice", twice, name=twice)
    return content


_STRICTLY: dict[str, Any] = {
    "object_pairs_hook": _without_repeats,
    "parse_int": _whole,
    "parse_float": _with_point,
    "parse_constant": _no_json,
}


def error_line(bad: BadFacts, number: int) -> str:
    """What stands in the place of a bad line's answer."""
    problem = bad.problem
    told: dict[str, object] = {"code": problem.kind, "message": reader().sentence(problem), "line": number}
    if problem.place.field is not None:
        told["field"] = problem.place.field
    return json.dumps({"error": told}, ensure_ascii=False) + "\n"


def open_input(file: str) -> BinaryIO:
    """The file, or standard input for `-`. Raises Refused where it cannot be read."""
    if file == "-":
        return sys.stdin.buffer
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise refuse("unreadable.file", Place(file), reason=(error.strerror or "").lower()) from None
