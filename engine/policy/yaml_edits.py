"""Edits that make a mapping in a text read as another one, touching nothing that says the same: remarks, quotes, order stay.

A remark inside what has to be written anew is put on a line of its own above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.policy.yaml_places import YamlText, YamlValue
from engine.policy.yaml_writer import WIDTH, field, flow, quoted, text_on_one_line, value_after


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` (exclusive) give way to `text`."""

    start: int
    end: int
    text: str


def with_edits(text: str, edits: Iterable[Edit], start: int, end: int) -> str:
    """The part of a text between two characters, after the edits; these lie in it and do not overlap."""
    parts = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += [text[start : edit.start], edit.text]
        start = edit.end
    return "".join([*parts, text[start:end]])


def edits_to(written: YamlText, mapping: YamlValue, wanted: Mapping[str, Any]) -> Iterator[Edit]:
    """`wanted` is in the order in which fields that are missing are to be written; lists of mappings are written on one line."""
    if mapping.in_brackets:
        yield from _in_brackets(written, mapping, wanted)
        return
    before: tuple[YamlValue, YamlValue] | None = None
    for number, (key, value) in enumerate(mapping.entries):
        if key.content not in wanted:
            following = mapping.entries[number + 1][0] if number + 1 < len(mapping.entries) else None
            yield from _without(written, key, value, following)
    for name, content in wanted.items():
        if name not in mapping.content:
            yield _with_field(written, mapping, before or mapping.entries[-1], name, content)
            continue
        before = key, value = mapping.entry(name)
        if value.content == content:
            continue
        parts = list(_by_parts(written, value, content))
        yield from parts or _rewritten(written, key, value, content)


def _by_parts(written: YamlText, value: YamlValue, content: Any) -> Iterator[Edit]:
    """Edits within a mapping; none where it has to be written as a whole, or would be longer than a line."""
    if not (isinstance(content, Mapping) and content and value.entries and _is_kept(value, content)):
        return
    edits = list(edits_to(written, value, content))
    line, end = written.line_start(value.start), written.next_line(value.end)
    if value.in_brackets and len(with_edits(written.text, edits, line, end).rstrip()) > max(WIDTH, len(written.text[line:end].rstrip())):
        return
    yield from edits


def _is_kept(value: YamlValue, content: Mapping[str, Any]) -> bool:
    """Whether its parts can be written one by one: between brackets only if none comes or goes."""
    return not value.in_brackets or value.content.keys() == content.keys()


def _in_brackets(written: YamlText, mapping: YamlValue, wanted: Mapping[str, Any]) -> Iterator[Edit]:
    if _is_kept(mapping, wanted):
        changed = [(mapping[name], content) for name, content in wanted.items() if mapping[name].content != content]
    else:
        changed = [(mapping, wanted)]
    for value, content in changed:
        yield from _remarks_above(written, written.line_start(mapping.start), written.remarks(value.start, value.end))
        blank = " " if written.text[value.start - 1] == ":" else ""
        yield Edit(value.start, value.end, blank + flow(content))


def _rewritten(written: YamlText, key: YamlValue, value: YamlValue, content: Any) -> Iterator[Edit]:
    line, start, end = written.line_start(key.start), written.text.index(":", key.end) + 1, value.end
    line_ends = start + len(written.text[start : written.next_line(end)].rstrip())
    lead = written.text[line:start]
    new = value_after(lead, content, key.column)
    if isinstance(content, str) and written.text[value.start : value.start + 1] == '"' and len(lead) + len(quoted(content)) < WIDTH:
        new = f" {quoted(content)}"
    if "\n" in new and line_ends > end:
        # A remark behind it would become part of a text of several lines.
        if isinstance(content, str):
            new = f" {text_on_one_line(content)}"
        else:
            end = line_ends
    yield from _remarks_above(written, line, written.remarks(start, end))
    yield Edit(start, end, new.replace("\n", written.line_end))


def _without(written: YamlText, key: YamlValue, value: YamlValue, following: YamlValue | None) -> Iterator[Edit]:
    start, end = written.line_start(key.start), written.next_line(value.end)
    yield from _remarks_above(written, start, written.remarks(start, end))
    if following is not None and written.text[start : key.start].strip():
        # Behind the dash of its list: there the next field takes its place.
        start, end = key.start, following.start
    yield Edit(start, end, "")


def _with_field(written: YamlText, mapping: YamlValue, before: tuple[YamlValue, YamlValue], name: str, content: Any) -> Edit:
    at = written.next_line(before[1].end)
    lines = field(name, content, mapping.column).replace("\n", written.line_end)
    ends_in_a_line = written.text[:at].endswith(written.line_end)
    return Edit(at, at, f"{lines}{written.line_end}" if ends_in_a_line else f"{written.line_end}{lines}")


def _remarks_above(written: YamlText, line: int, remarks: Iterable[str]) -> Iterator[Edit]:
    after = written.text[line:]
    margin = after[: len(after) - len(after.lstrip(" "))]
    lines = "".join(f"{margin}{remark}{written.line_end}" for remark in remarks)
    if lines:
        yield Edit(line, line, lines)
