"""YAML files as plain values with the line of everything in them. The only home of ruamel.yaml.

Comments and order survive an edit because files are read in round-trip form. Anchors are refused: a pack is read by
people from top to bottom, and a few nested aliases can stand for more text than a machine can hold.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from engine.policy.notes import read_note, write_note
from engine.vocabulary.problems import Place, Refused, refuse

Path_ = tuple[str | int, ...]

_FORM = "content and lines, 1\0"
_DAY = "$day"


class YamlFile:
    """A file as read: `text`; `content`, a mapping of plain values; and the line of each of them."""

    def __init__(self, path: Path, shown_as: str, notes: Path | None = None) -> None:
        self.shown_as = shown_as
        self.text = _text(path, shown_as)
        self.content, self._lines = _parsed(self.text, shown_as, notes)

    def place(self, path: Path_, field: str | None = None) -> Place:
        """The line of the deepest node of `path` that exists."""
        steps = [str(step) for step in path]
        found = next((line for end in range(len(steps), 0, -1) if (line := self._lines.get("/".join(steps[:end])))), 1)
        return Place(self.shown_as, found, field)


def _parsed(text: str, shown_as: str, notes: Path | None) -> tuple[dict[str, Any], dict[str, int]]:
    """The file's content and lines; taken from a note where this very text was read before, since reading YAML is slow."""
    name = f"{hashlib.sha256(f'{_FORM}{text}'.encode()).hexdigest()}.yaml"
    note = read_note(notes, name)
    if note is not None:
        try:
            return _told(note)
        except (ValueError, TypeError):
            pass  # A damaged note is as good as none.
    lines: dict[str, int] = {}
    content = _plain(_load(text, shown_as), "", lines)
    note = json.dumps([content, lines], default=_day, ensure_ascii=False)
    write_note(notes, name, note)
    # By way of the note even now, so that the first reading and all later ones give the same.
    return _told(note)


def _told(note: str) -> tuple[dict[str, Any], dict[str, int]]:
    content, lines = json.loads(note, object_hook=_with_days)
    return content, lines


def _plain(node: Any, path: str, lines: dict[str, int]) -> Any:
    """The node as a dict, list or scalar; the line of each entry goes to `lines`, by its keys and indexes joined by `/`."""
    if isinstance(node, CommentedMap):
        lines.update({f"{path}{key}": node.lc.key(key)[0] + 1 for key in node})
        return {key: _plain(value, f"{path}{key}/", lines) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        lines.update({f"{path}{index}": node.lc.item(index)[0] + 1 for index in range(len(node))})
        return [_plain(value, f"{path}{index}/", lines) for index, value in enumerate(node)]
    return str(node) if isinstance(node, str) else node


def _day(value: Any) -> dict[str, str]:
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    return {_DAY: str(value)}


def _with_days(pairs: dict[str, Any]) -> Any:
    if _DAY not in pairs:
        return pairs
    try:
        return date.fromisoformat(pairs[_DAY])
    except ValueError:
        return pairs[_DAY]


def _text(path: Path, shown_as: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise refuse("missing_file", "the file is missing", Place(shown_as)) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise refuse("not_utf8", "is not UTF-8 here; save the file as UTF-8", Place(shown_as, line)) from None
    except OSError as error:
        raise refuse("unreadable", f"cannot be read ({error.strerror})", Place(shown_as)) from None


def _load(text: str, shown_as: str) -> CommentedMap:
    try:
        content = YAML().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = (error.problem or "is not YAML").splitlines()[0]
        raise refuse("bad_yaml", f"is not readable as YAML: {what}", Place(shown_as, mark.line + 1 if mark else None)) from None
    except (YAMLError, ValueError, RecursionError) as error:
        what = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise refuse("bad_yaml", f"is not readable as YAML: {what}", Place(shown_as)) from None
    if not isinstance(content, CommentedMap):
        raise refuse("bad_yaml", "must be a mapping of fields (`name: value`)", Place(shown_as))
    _refuse_aliases(content, shown_as)
    return content


def _refuse_aliases(content: CommentedMap, shown_as: str) -> None:
    seen: set[int] = set()
    rest: list[Any] = [content]
    while rest:
        node = rest.pop()
        if isinstance(node, (CommentedMap, CommentedSeq)):
            if id(node) in seen or node.yaml_anchor() is not None:
                raise Refused(refuse("alias", "uses an anchor or alias; write the text out", Place(shown_as, node.lc.line + 1)).problems)
            seen.add(id(node))
            rest.extend(node.values() if isinstance(node, CommentedMap) else node)
