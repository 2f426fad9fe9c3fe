"""A YAML file checked against its shape: every field that is missing, unknown or wrong, with its line.

One place tells by a code of ours what pydantic found."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from engine.policy.pack import Shape
from engine.policy.yaml_file import Path_, YamlFile
from engine.vocabulary.problems import Place, Problem, Refused, problem

S = TypeVar("S", bound=Shape)
LANGUAGES = ("de", "en")

# what a text must look like -> which sentence says so
_PATTERNS = {
    r"^[a-z][a-z0-9_]*$": "name",
    r"^[a-z][a-z0-9]*-[0-9]+(\.[0-9]+)*$": "clause",
    r"^[0-9]{4}-[0-9]{2}$": "version",
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$": "time",
    r"^[A-Z]{2}$": "country",
    r"^[A-Z]{3}$": "currency",
    r"^[0-9]{1,2}(\.[0-9]{1,2})?$": "percentage",
}
# what pydantic found -> which sentence says so of the value that stands there
_OF_A_VALUE = {
    "model_type": "no_mapping",
    "model_attributes_type": "no_mapping",
    "dict_type": "no_mapping",
    "tuple_type": "no_list",
    "list_type": "no_list",
    "int_type": "no_whole_number",
    "condition": "no_condition",
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
    return problem(f"wording.{language}", file.place(path, _field(path)))


def _problems(file: YamlFile, error: ValidationError) -> list[Problem]:
    found: dict[str, Problem] = {}
    details = error.errors(include_url=False)
    within = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
    for detail in details:
        if detail["type"] == "too_short" and detail["loc"] in within:
            continue  # A list from which a wrong entry was left out: the entry is what is wrong.
        path = _path_in(file.content, detail["loc"])
        wrong = _wrong(detail, file.place(path, _field(path)))
        found.setdefault(str(wrong.place), wrong)
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


def _wrong(detail: ErrorDetails, place: Place) -> Problem:
    kind, context = detail["type"], detail.get("ctx", {})
    value, field = _shown(detail.get("input")), str(detail["loc"][-1])
    if kind == "missing":
        return problem("bad_field.missing", place, name=field)
    if kind == "extra_forbidden":
        return problem("bad_field.unknown", place, name=field)
    if kind in ("literal_error", "enum"):
        return problem("bad_field.choice", place, value=value, choices=_choices(context["expected"]))
    if kind == "string_pattern_mismatch":
        return problem(f"bad_field.no_{_PATTERNS[context['pattern']]}", place, value=value)
    if kind in ("string_too_short", "too_short") or (kind == "string_type" and detail.get("input") is None):
        return problem("bad_field.empty", place)
    if kind == "string_type":
        return problem("bad_field.no_text", place, value=value)
    if kind == "greater_than_equal":
        return problem("bad_field.too_small", place, value=value, least=context["ge"])
    if kind == "less_than_equal":
        return problem("bad_field.too_large", place, value=value, most=context["le"])
    if kind.startswith("date"):
        return problem("bad_field.no_day", place, value=value)
    return problem(f"bad_field.{_OF_A_VALUE.get(kind, 'not_allowed')}", place, value=value)


def _choices(expected: str) -> tuple[str, ...]:
    """pydantic names them in one text: `'a', 'b' or 'c'`."""
    return tuple(re.findall(r"'([^']*)'", expected))


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
