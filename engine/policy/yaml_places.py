"""Where in a text each value is written: from its first character to its last, without the blank lines and remarks after it.

Knows characters and lines, nothing of what the values mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from engine.policy.yaml_file import content_and_node

_REMARK = re.compile(r"#[^\r\n\x85\u2028\u2029]*")
_LINE_END = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_LAST_END = re.compile(r"(?:\r\n|[\r\n\x85\u2028\u2029])[ \t]*\Z")
_BLANK_TAIL = re.compile(r"(?:(?:\r\n|[\r\n\x85\u2028\u2029])[ \t]*)+\Z")
_LINE = re.compile(r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|$)")


@dataclass(frozen=True, eq=False, slots=True)
class YamlValue:
    """A value: characters `start` to `end` (exclusive), beginning in `column`; `in_brackets`: on lines of its own or between brackets.

    A mapping has `entries`, pairs of key and value; a list has `items`; anything else is a `scalar`."""

    kind: Literal["mapping", "list", "scalar"]
    content: Any
    start: int
    end: int
    column: int
    in_brackets: bool
    block_text: bool
    entries: tuple[tuple[YamlValue, YamlValue], ...]
    items: tuple[YamlValue, ...]

    def entry(self, name: str) -> tuple[YamlValue, YamlValue]:
        """Key and value of a mapping's field. Raises KeyError."""
        return {key.content: (key, value) for key, value in self.entries}[name]

    def __getitem__(self, name: str) -> YamlValue:
        return self.entry(name)[1]

    def scalars(self) -> Iterator[YamlValue]:
        """Every key and every scalar in it."""
        if self.kind == "scalar":
            yield self
        for key, value in self.entries:
            yield key
            yield from value.scalars()
        for item in self.items:
            yield from item.scalars()


class YamlText:
    """A text with its tree of values. Raises Refused where it is not YAML as it is read here."""

    def __init__(self, text: str, shown_as: str) -> None:
        self.text = text
        content, node = content_and_node(text, shown_as)
        self.root = self._written(node, content, 0)
        self._scalars = [(self._remark_free(one), one.end) for one in self.root.scalars()]
        found = _LINE_END.search(text)
        self.line_end = found.group() if found else "\n"

    def line_start(self, at: int) -> int:
        """Where the line of a character begins."""
        return max((self.text.rfind(end, 0, at) for end in "\r\n\x85\u2028\u2029"), default=-1) + 1

    def next_line(self, at: int) -> int:
        """Where the line after a character's begins; the text's end where there is none."""
        found = _LINE_END.search(self.text, at)
        return found.end() if found else len(self.text)

    def lines(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """The lines between two beginnings of lines, each with where it begins and with its end."""
        while start < end:
            found = _LINE.match(self.text, start, end)
            assert found is not None
            yield start, found.group()
            start = found.end()

    def remarks(self, start: int, end: int) -> list[str]:
        """The remarks (`# …`) between two characters; what stands in a text is none."""
        found = []
        at = start
        while (match := _REMARK.search(self.text, at, end)) is not None:
            around = [last for free, last in self._scalars if free <= match.start() < last]
            if around:
                at = around[0]
            else:
                found.append(match.group().rstrip())
                at = match.end()
        return found

    def _written(self, node: Any, content: Any, after_key: int) -> YamlValue:
        start, end = node.start_mark.index, node.end_mark.index
        entries: list[tuple[YamlValue, YamlValue]] = []
        items: list[YamlValue] = []
        kind = {"mapping": "mapping", "sequence": "list"}.get(node.id, "scalar")
        in_brackets = kind != "scalar" and bool(node.flow_style)
        block_text = kind == "scalar" and node.style in ("|", ">")
        if kind == "mapping":
            for key, value in node.value:
                name = self._written(key, key.value, 0)
                entries.append((name, self._written(value, content[key.value], self.text.find(":", name.end) + 1)))
        elif kind == "list":
            items = [self._written(item, each, 0) for item, each in zip(node.value, content, strict=True)]
        if block_text:
            end = self._end_of_block(start, end)
        elif kind != "scalar" and not in_brackets:
            end = max([start, *(one.end for entry in entries for one in entry), *(one.end for one in items)])
        elif start == end and after_key:
            start = end = after_key  # nothing is written: it is read where the next thing stands
        return YamlValue(kind, content, start, end, node.start_mark.column, in_brackets, block_text, tuple(entries), tuple(items))  # type: ignore[arg-type]

    def _end_of_block(self, start: int, end: int) -> int:
        """The end of its last line; of its last blank one where it keeps those (`|+`)."""
        block = self.text[start:end]
        keeps = "+" in _LINE_END.split(block, maxsplit=1)[0].partition("#")[0]
        tail = (_LAST_END if keeps else _BLANK_TAIL).search(block)
        return start + (tail.start() if tail else len(block))

    def _remark_free(self, scalar: YamlValue) -> int:
        """From where on a scalar holds no remark: that of a block of text may bear one in its first line."""
        return min(self.next_line(scalar.start), scalar.end) if scalar.block_text else scalar.start
