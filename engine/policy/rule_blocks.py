"""The blocks of lines that the entries of a list are written in: each with the remarks that move along with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.policy.yaml_edits import Edit, with_edits
from engine.policy.yaml_places import YamlText, YamlValue


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """An entry and its lines, from character `start` to `end` (exclusive); its dash stands in `column`."""

    entry: YamlValue
    start: int
    end: int
    column: int


def blocks_of(written: YamlText, listed: YamlValue) -> tuple[Block, ...]:
    """A block an entry, without a gap between them. A remark directly above the first belongs to it; one after a blank line does not."""
    blocks: list[Block] = []
    for number, entry in enumerate(listed.items):
        start = blocks[-1].end if number else _with_remarks_above(written, written.line_start(listed.start))
        blocks.append(Block(entry, start, _with_remarks_below(written, entry, listed.column), listed.column))
    return tuple(blocks)


def moved_to(written: YamlText, block: Block, edits: Iterable[Edit], column: int) -> str:
    """The block's lines after these edits, each with its end, the dash in `column`."""
    lines = with_edits(written.text, edits, block.start, block.end)
    if not lines.endswith(written.line_end):
        lines += written.line_end
    return lines if column == block.column else "".join(_shifted(lines, column - block.column))


def _shifted(lines: str, by: int) -> Iterator[str]:
    for line in lines.splitlines(keepends=True):
        blanks = len(line) - len(line.lstrip(" "))
        if not line.strip():
            yield line
        else:
            yield " " * max(blanks + by, 0) + line[blanks:]


def _with_remarks_above(written: YamlText, start: int) -> int:
    while start > 0:
        above = written.line_start(start - len(written.line_end))
        if not written.text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def _with_remarks_below(written: YamlText, entry: YamlValue, column: int) -> int:
    """The end of the entry's lines: those of its value, and remarks after it that are indented deeper than its dash."""
    end = written.next_line(entry.end)
    for start, line in written.lines(end, len(written.text)):
        told = line.lstrip(" ")
        if told.startswith("#") and len(line) - len(told) > column:
            end = start + len(line)
        elif told.strip():
            break
    return end
