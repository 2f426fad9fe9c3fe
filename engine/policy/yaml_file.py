"""YAML files as plain values with the line of everything in them. The only home of ruamel.yaml.

Comments and order survive an edit because files are read in round-trip form. Anchors are refused: a pack is read by
people from top to bottom, and a few nested aliases can stand for more text than a machine can hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from engine.vocabulary.problems import Place, Refused, refuse

Path_ = tuple[str | int, ...]


class YamlFile:
    """A file as read: `content` (a mapping) and `place(path)`, where the node at a path of keys and indexes stands."""

    def __init__(self, path: Path, shown_as: str) -> None:
        self.shown_as = shown_as
        self.text = _text(path, shown_as)
        self.content: Mapping[str, Any] = _load(self.text, shown_as)

    def place(self, path: Path_, field: str | None = None) -> Place:
        """The line of the deepest node of `path` that exists."""
        node: Any = self.content
        line = 0
        for step in path:
            try:
                line = (node.lc.key(step) if isinstance(node, CommentedMap) else node.lc.item(step))[0]
                node = node[step]
            except (KeyError, IndexError, AttributeError, TypeError):
                break
        return Place(self.shown_as, line + 1, field)


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


def _load(text: str, shown_as: str) -> Mapping[str, Any]:
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
