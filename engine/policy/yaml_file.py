"""YAML files as plain values with the line of everything in them. The only home of ruamel.yaml.

A pack is read by people from top to bottom, so only what they can read is taken: mappings, lists, texts, numbers and days.
Anchors, merges and types of one's own are refused, and so is a field that stands twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from engine.policy.cache import read_cached, write_cached
from engine.vocabulary.problems import Place, Refused, refuse

Path_ = tuple[str | int, ...]

_FORM = "content and lines, 2\0"
_DAY = "$day"
_TEXT = "tag:yaml.org,2002:str"
_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")}


class YamlFile:
    """A file as read: `text`; `content`, a mapping of plain values; and the line of each of them.

    `shown_as` is what people are told it is called. Raises Refused where the text is not YAML as it is read here."""

    def __init__(self, text: str, shown_as: str, cache: Path | None = None) -> None:
        self.shown_as = shown_as
        self.text = text
        self.content, self._lines = _parsed(self.text, shown_as, cache)

    def place(self, path: Path_, field: str | None = None) -> Place:
        """The line of the deepest node of `path` that exists."""
        steps = [str(step) for step in path]
        found = next((line for end in range(len(steps), 0, -1) if (line := self._lines.get("/".join(steps[:end])))), 1)
        return Place(self.shown_as, found, field)


def read_yaml(path: Path, cache: Path | None = None) -> YamlFile:
    """The file at a path. Raises Refused where it is missing, cannot be read or is not UTF-8."""
    return YamlFile(_text(path, str(path)), str(path), cache)


def with_values(text: str, shown_as: str, values: Mapping[tuple[str, ...], str]) -> str:
    """The text with these plain values written instead of those that stand there, all else as it is, remarks too.

    Raises Refused where the text is not YAML; KeyError for a path that leads to no plain value."""
    spans: dict[tuple[str, ...], tuple[int, int]] = {}
    _spans(_composed(text, shown_as), (), spans)
    for start, end, value in sorted(((*spans[path], value) for path, value in values.items()), reverse=True):
        space = " " if start == end else ""  # where nothing stood
        text = f"{text[:start]}{space}{value}{text[end:]}"
    return text


def _spans(node: Node, path: tuple[str, ...], spans: dict[tuple[str, ...], tuple[int, int]]) -> None:
    """Where each plain value of a mapping (and of those in it) begins and ends."""
    if isinstance(node, ScalarNode):
        spans[path] = (node.start_mark.index, node.end_mark.index)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            _spans(value, (*path, str(key.value)), spans)


def _parsed(text: str, shown_as: str, cache: Path | None) -> tuple[dict[str, Any], dict[str, int]]:
    """The file's content and lines; taken from the cache where this very text was read before, since reading YAML is slow."""
    name = f"{hashlib.sha256(f'{_FORM}{text}'.encode()).hexdigest()}.yaml"
    cached = read_cached(cache, name)
    if cached is None:
        lines: dict[str, int] = {}
        content = _plain(_composed(text, shown_as), "", lines, shown_as)
        cached = json.dumps([content, lines], default=_day, ensure_ascii=False)
        write_cached(cache, name, cached)
    # By way of the kept text even the first time, so that the first reading and all later ones give the same.
    content, lines = json.loads(cached, object_hook=_with_days)
    return content, lines


def content_and_node(text: str, shown_as: str) -> tuple[dict[str, Any], MappingNode]:
    """The text's content, and the tree of nodes that it was read from, each with where it begins and ends in the text.

    Raises Refused as a YamlFile does."""
    node = _composed(text, shown_as)
    content: dict[str, Any] = _plain(node, "", {}, shown_as)
    return content, node


def reads_as(written: str, text: str) -> bool:
    """Whether this, written as a field's value on its line, is read as that very text."""
    try:
        return bool(_plain(_composed(f"field: {written}\n", ""), "", {}, "") == {"field": text})
    except Refused:
        return False


def _text(path: Path, shown_as: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise refuse("missing_file", Place(shown_as)) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise refuse("not_utf8", Place(shown_as, line)) from None
    except OSError as error:
        raise refuse("unreadable.file", Place(shown_as), reason=error.strerror or str(error)) from None


def _composed(text: str, shown_as: str) -> MappingNode:
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = (error.problem or "is not YAML").splitlines()[0]
        raise refuse("bad_yaml.syntax", Place(shown_as, mark.line + 1 if mark else None), reason=what) from None
    except (YAMLError, ValueError, RecursionError) as error:
        what = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise refuse("bad_yaml.syntax", Place(shown_as), reason=what) from None
    if not isinstance(node, MappingNode):
        raise refuse("bad_yaml.no_mapping", Place(shown_as))
    return node


def _plain(node: Node, path: str, lines: dict[str, int], shown_as: str) -> Any:
    """The node as a dict, list or scalar; the line of each entry goes to `lines`, by its keys and indexes joined by `/`."""
    place = Place(shown_as, node.start_mark.line + 1)
    if node.anchor is not None:
        raise refuse("alias", place)
    if str(node.tag) not in _TAGS:
        raise refuse("bad_yaml.type", place, tag=str(node.tag))
    if isinstance(node, MappingNode):
        content: dict[str, Any] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else None
            at = Place(shown_as, key.start_mark.line + 1)
            if not isinstance(name, str) or str(key.tag) != _TEXT:
                raise refuse("bad_yaml.name", at, name=str(name or "[…]"))
            if name in content:
                raise refuse("bad_yaml.twice", at, name=name)
            lines[f"{path}{name}"] = key.start_mark.line + 1
            content[name] = _plain(value, f"{path}{name}/", lines, shown_as)
        return content
    if isinstance(node, SequenceNode):
        lines.update({f"{path}{index}": value.start_mark.line + 1 for index, value in enumerate(node.value)})
        return [_plain(value, f"{path}{index}/", lines, shown_as) for index, value in enumerate(node.value)]
    if str(node.tag) == _TEXT:
        return node.value  # most are; a constructor looks for plug-ins in the file system
    try:
        return YAML(typ="safe", pure=True).constructor.construct_object(node)
    except (YAMLError, ValueError):
        raise refuse("bad_yaml.value", place, value=str(node.value)) from None


def _day(value: Any) -> dict[str, str]:
    return {_DAY: value.isoformat() if isinstance(value, date) else str(value)}


def _with_days(pairs: dict[str, Any]) -> Any:
    if _DAY not in pairs:
        return pairs
    try:
        return date.fromisoformat(pairs[_DAY])
    except ValueError:
        return pairs[_DAY]
