"""What every sheet of rules is read with: the version it is about, how a cell names an id or holds a wording, where problems go."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.policy.packs import Packs
from engine.policy.rule_rows import VersionRows, Wording
from engine.policy.version import Version
from engine.use_cases.intake.row_reading import shown
from engine.use_cases.workbooks.cell_names import Names, NotNamed
from engine.use_cases.workbooks.sheet_columns import FilledRow, filled_rows
from engine.use_cases.workbooks.workbook_tables import SheetRead
from engine.vocabulary.problems import Problem, Value, misread, problem
from engine.wording.catalogue import Language

_ID = re.compile(r"[a-z][a-z0-9_]{0,79}")
# the words that a problem offers; read are those of both languages
SHOWN_IN: Language = "en"


@dataclass(frozen=True, slots=True)
class SheetReading:
    """`old`: the rows of `version`, which the sheets change; `problems` takes what is wrong with a cell."""

    version: Version
    old: VersionRows
    packs: Packs
    sheets: Mapping[str, SheetRead]
    problems: list[Problem]

    def rows(self, title: str, columns: Names) -> Sequence[FilledRow] | None:
        """A sheet's rows; None where the sheet is missing or its header is not as it must be."""
        if title not in self.sheets:
            self.problems.append(problem("missing_sheet.of_title", sheet=title))
            return None
        return filled_rows(self.sheets[title], columns, self.problems)

    def wrong(self, row: FilledRow, column: str, code: str, /, **values: Value) -> None:
        """What is wrong with a cell."""
        self.problems.append(problem(code, row.place(column), **values))

    def misread(self, row: FilledRow, column: str, wrong: NotNamed) -> None:
        """What a cell names is not known."""
        self.problems.append(misread("bad_cell", wrong, row.place(column)))

    def id(self, row: FilledRow, column: str) -> str:
        """The id that stands there; "" with a problem where none does."""
        text = row.text(column)
        if text == "":
            self.wrong(row, column, "missing_value.id")
        elif text and not _ID.fullmatch(text):
            self.wrong(row, column, "bad_cell.not_an_id", value=shown(text))
        return text or ""

    def named(self, row: FilledRow, column: str, names: Names) -> str:
        """The id of what the cell names; "" with a problem where it names nothing."""
        text = row.text(column)
        if text == "":
            self.wrong(row, column, "missing_value.one_of", known="; ".join(names.shown.values()))
        if not text:
            return ""
        try:
            return names.read(text)
        except NotNamed as wrong:
            self.misread(row, column, wrong)
            return ""

    def wording(self, row: FilledRow, field: str, old: Wording | None, *, needed: bool) -> Wording:
        """The columns `FIELD_de` and `FIELD_en`; what was missing in `old` may stay so, and all of it where it is not `needed`."""
        texts = {language: row.text(f"{field}_{language}") for language in ("de", "en")}
        for language, code in (("de", "wording.german"), ("en", "wording.english")):
            was_missing = old is not None and not getattr(old, language)
            if texts[language] == "" and not was_missing and (needed or any(texts.values())):
                self.wrong(row, f"{field}_{language}", code)
        return Wording(texts["de"] or "", texts["en"] or "")
