"""The sheets beside the rules read back: the sections of coverage, and which value has which level."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from engine.policy.pack import Text
from engine.policy.rule_rows import LevelRow, SectionRow, Wording
from engine.use_cases.intake.row_reading import shown
from engine.use_cases.workbooks.cell_names import Names, names_of
from engine.use_cases.workbooks.policy_columns import LEVELS, SECTIONS, columns_of, headers_of, level_names
from engine.use_cases.workbooks.sheet_columns import FilledRow
from engine.use_cases.workbooks.sheet_reading import SHOWN_IN, SheetReading
from engine.vocabulary.problems import problem


@dataclass(frozen=True, slots=True)
class SectionsRead:
    """The sections; what cells call them (None where that is not known), their ids, titles and titles of before; and their rows."""

    sections: tuple[SectionRow, ...]
    names: Names | None
    listed: Sequence[FilledRow]


def sections_read(reading: SheetReading) -> SectionsRead:
    """The sheet `sections`."""
    listed = reading.rows("sections", headers_of(SECTIONS, SHOWN_IN))
    if listed is None:
        return SectionsRead(reading.old.sections, None, ())
    sections: list[SectionRow] = []
    for row in listed:
        id_ = reading.id(row, "section")
        old = next((section.title for section in reading.old.sections if section.id == id_), None)
        if any(section.id == id_ for section in sections):
            reading.wrong(row, "section", "twice.section_in_sheet", id=id_)
        sections.append(SectionRow(id_, reading.wording(row, "title", old, needed=True)))
    labels = {section.id: _text(section.title) for section in sections}
    before = [
        (title, section.id) for section in reading.old.sections for title in (section.title.de, section.title.en) if section.id in labels
    ]
    names = names_of(labels, SHOWN_IN, before)
    return SectionsRead(tuple(sections), names, listed)


def refuse_empty_sections(reading: SheetReading, found: SectionsRead, used: Collection[str]) -> None:
    """`used`: the sections that rules name."""
    for row in found.listed:
        id_ = row.text("section")
        if id_ and id_ not in used:
            reading.wrong(row, "section", "no_rule.in_section", section=shown(id_))


def levels_read(reading: SheetReading) -> tuple[LevelRow, ...]:
    """The sheet `levels`; values keep their order."""
    fact = reading.version.policy.level.fact
    old = reading.old.levels
    if fact is None:
        return old
    values = columns_of(reading.version, reading.packs, SHOWN_IN)["coverage"].values[fact]
    levels = level_names(reading.packs, SHOWN_IN)
    listed = reading.rows("levels", headers_of(LEVELS, SHOWN_IN))
    if listed is None:
        return old
    of_value: dict[str, str] = {}
    for row in listed:
        value, level = reading.named(row, "value", values), reading.named(row, "level", levels)
        if value and value in of_value:
            reading.wrong(row, "value", "twice.value_in_sheet", value=values.shown[value])
        elif level not in ("", "none", *(entry.level for entry in old)):
            reading.wrong(row, "level", "bad_cell.level_not_described")
        if value:
            of_value[value] = level
    missing = [told for value, told in values.shown.items() if value not in of_value]
    if missing:
        reading.problems.append(problem("missing_value.levels", reading.sheets["levels"].corner, values="; ".join(missing)))
    for entry in old:
        if entry.level not in of_value.values():
            reading.problems.append(problem("empty_level.in_sheet", reading.sheets["levels"].corner, level=levels.shown[entry.level]))
    return tuple(_level(entry, of_value) for entry in old)


def _level(old: LevelRow, of_value: Mapping[str, str]) -> LevelRow:
    kept = tuple(value for value in old.values if of_value.get(value) == old.level)
    return LevelRow(old.level, (*kept, *(value for value, level in of_value.items() if level == old.level and value not in kept)))


def _text(title: Wording) -> Text:
    return Text(de=title.de or title.en or "…", en=title.en or title.de or "…")
