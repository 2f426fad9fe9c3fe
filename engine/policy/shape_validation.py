"""A YAML file checked against its shape: every field that is missing, unknown or wrong, with its line.

One place translates what pydantic found into sentences a policy owner can act on."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from engine.policy.pack import Shape
from engine.policy.yaml_file import Path_, YamlFile
from engine.vocabulary.problems import Problem, Refused

S = TypeVar("S", bound=Shape)
LANGUAGES = {"de": "German", "en": "English"}

_PATTERNS = {
    r"^[a-z][a-z0-9_]*$": "a name in lower case such as `training_missing`",
    r"^[a-z][a-z0-9]*-[0-9]+(\.[0-9]+)*$": "a clause such as `terms-3.1`",
    r"^[0-9]{4}-[0-9]{2}$": 'a version such as "2025-01"',
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$": 'a time of day such as "08:00"',
    r"^[A-Z]{2}$": "a country code of two letters such as DE",
    r"^[A-Z]{3}$": "a currency of three letters such as EUR",
    r"^[0-9]{1,2}(\.[0-9]{1,2})?$": 'a percentage such as "19"',
}


def read_shape(file: YamlFile, shape: type[S]) -> S:
    """The file as a `shape`. Raises Refused with one problem a wrong field."""
    try:
        return shape.model_validate(file.content)
    except ValidationError as error:
        raise Refused(_problems(file, error)) from None


def read_shape_with_flaws(file: YamlFile, shape: type[S]) -> tuple[S, tuple[Problem, ...]]:
    """The same where a wording may be missing in a language: a flaw each (`wording`), for which the other language stands in.

    Raises Refused for everything else that is wrong."""
    try:
        return shape.model_validate(file.content), ()
    except ValidationError as error:
        missing = {_path_in(file.content, detail["loc"]) for detail in error.errors(include_url=False) if _is_wording(detail)}
    content = deepcopy(file.content)
    flaws = [
        _missing_wording(file, content, path) for path in sorted(missing, key=lambda path: (file.place(path).line or 0, path[-1] == "en"))
    ]
    try:
        return shape.model_validate(content), tuple(flaws)
    except ValidationError as error:
        raise Refused([*flaws, *_problems(file, error)]) from None


def _is_wording(detail: ErrorDetails) -> bool:
    empty = detail["type"] in ("missing", "string_too_short") or (detail["type"] == "string_type" and detail.get("input") is None)
    return empty and detail["loc"][-1] in LANGUAGES


def _missing_wording(file: YamlFile, content: Any, path: Path_) -> Problem:
    """Fills the gap in `content`, and says that it is there."""
    text = content
    for step in path[:-1]:
        text = text[step]
    language = str(path[-1])
    others = [str(text[other]) for other in LANGUAGES if other != language and str(text.get(other) or "").strip()]
    text[language] = others[0] if others else "…"
    return Problem("wording", f"the {LANGUAGES[language]} wording is missing; write it", file.place(path, _field(path)))


def _problems(file: YamlFile, error: ValidationError) -> list[Problem]:
    found: dict[str, Problem] = {}
    details = error.errors(include_url=False)
    within = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
    for detail in details:
        if detail["type"] == "too_short" and detail["loc"] in within:
            continue  # A list from which a wrong entry was left out: the entry is what is wrong.
        path = _path_in(file.content, detail["loc"])
        problem = Problem("bad_field", _sentence(detail), file.place(path, _field(path)))
        found.setdefault(str(problem.place), problem)
    return list(found.values())


def _field(path: Path_) -> str | None:
    return ".".join(step for step in path if isinstance(step, str)) or None


def _path_in(content: Any, loc: tuple[str | int, ...]) -> Path_:
    """The part of a location that walks the file itself (a union's branch names are not in it)."""
    path: list[str | int] = []
    node = content
    for step in loc:
        if isinstance(node, dict) and isinstance(step, str) and (step in node or step == loc[-1]):
            path.append(step)
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            path.append(step)
            node = node[step]
    return tuple(path)


def _sentence(detail: ErrorDetails) -> str:
    kind, shown = detail["type"], _shown(detail.get("input"))
    context = detail.get("ctx", {})
    if kind == "missing":
        return f"the field `{detail['loc'][-1]}` is missing"
    if kind == "extra_forbidden":
        return f"`{detail['loc'][-1]}` is not a field here; see policies/README.md"
    if kind in ("literal_error", "enum"):
        return f"{shown} is not one of {context['expected']}"
    if kind == "string_pattern_mismatch":
        return f"{shown} is not {_PATTERNS.get(context['pattern'], 'of the form ' + str(context['pattern']))}"
    if kind in ("string_too_short", "too_short"):
        return "must not be empty"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"{shown} must be a mapping of fields"
    if kind in ("tuple_type", "list_type"):
        return f"{shown} must be a list"
    if kind == "string_type":
        return "must not be empty" if detail.get("input") is None else f"{shown} must be a text; put it in quotes"
    if kind == "int_type":
        return f"{shown} is not a whole number"
    if kind == "greater_than_equal":
        return f"{shown} is not a whole number from {context['ge']} on"
    if kind == "less_than_equal":
        return f"{shown} is not a whole number up to {context['le']}"
    if kind == "condition":
        return f"{shown} is not a condition; write a value, a list of values, or {{not: …}}"
    if kind.startswith("date"):
        return f"{shown} is not a day such as 2026-08-31"
    return f"{shown} is not allowed here"


def _shown(value: Any) -> str:
    text = str(value)
    return f"`{text if len(text) <= 60 else text[:57] + '…'}`"
