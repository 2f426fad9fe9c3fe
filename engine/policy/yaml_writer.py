"""Values written as YAML in the style of the shipped packs: short things on one line, wordings folded where they are long.

What is written here is read back as the very same value. Knows the forms of a policy's fields, not where they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from engine.policy.yaml_file import reads_as

WIDTH = 116
_WIDTH_OF_LISTS = 121
LANGUAGES = ("de", "en")

_NAME = re.compile(r"[a-z][a-z0-9_.-]*")
_NO_TEXT = ("null", "true", "false")
# Where a line of a folded text may end: at a single blank between words.
_BETWEEN_WORDS = re.compile(r"(?<=\S) (?=\S)")


def field(name: str, value: Any, indent: int) -> str:
    """`name: value` on as many lines as it takes, its first line indented, without the last line's end."""
    lead = f"{' ' * indent}{flow(name)}:"
    return lead + value_after(lead, value, indent)


def value_after(lead: str, value: Any, indent: int) -> str:
    """What follows `lead`, which ends in a colon, of a field that is indented by `indent`."""
    if isinstance(value, str):
        return _text_after(lead, value, indent)
    if is_wording(value):
        return "".join("\n" + field(language, text, indent + 2) for language, text in value.items())
    on_one_line = f" {flow(value)}"
    if len(lead) + len(on_one_line) <= WIDTH:
        return on_one_line
    if isinstance(value, Mapping):
        return "".join("\n" + field(name, each, indent + 2) for name, each in value.items())
    if isinstance(value, Sequence):
        lines = _filled(", ".join(map(flow, value)), _WIDTH_OF_LISTS - indent - 2)
        return " [" + "".join(f"\n{' ' * (indent + 2)}{line}" for line in lines) + f"\n{' ' * indent}]"
    return on_one_line


def flow(value: Any) -> str:
    """The value on one line, as it may also stand within brackets."""
    if isinstance(value, str):
        return value if _NAME.fullmatch(value) and value not in _NO_TEXT else quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(name)}: {flow(each)}" for name, each in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(flow, value)) + "]"
    return value.isoformat() if isinstance(value, date) else "null"


def text_on_one_line(text: str) -> str:
    """As it is where it is read back like that, else in double quotes."""
    return text if reads_as(text, text) else quoted(text)


def quoted(text: str) -> str:
    """In double quotes; what no one can see is written out."""
    return "".join(letter if letter.isprintable() else _escaped(letter) for letter in json.dumps(text, ensure_ascii=False))


def is_wording(value: Any) -> bool:
    """A text for people: always a block of its own."""
    return isinstance(value, Mapping) and bool(value) and set(value) <= set(LANGUAGES)


def _text_after(lead: str, text: str, indent: int) -> str:
    margin = " " * (indent + 2)
    foldable = text == text.strip() and text.replace("\n", "").isprintable()
    if "\n" in text and foldable:
        return " |-" + "".join(f"\n{margin}{line}" if line else "\n" for line in text.split("\n"))
    on_one_line = f" {text_on_one_line(text)}"
    if len(lead) + len(on_one_line) <= WIDTH or not foldable:
        return on_one_line
    return " >-" + "".join(f"\n{margin}{line}" for line in _filled(text, WIDTH - len(margin)))


def _filled(text: str, width: int) -> Iterator[str]:
    """The words on lines as full as they get."""
    line = ""
    for words in _BETWEEN_WORDS.split(text):
        if line and len(line) + 1 + len(words) > width:
            yield line
            line = words
        else:
            line = f"{line} {words}" if line else words
    yield line


def _escaped(letter: str) -> str:
    return f"\\u{ord(letter):04X}" if ord(letter) <= 0xFFFF else f"\\U{ord(letter):08X}"
