"""A version's rules and the hourly rates as a workbook, and such a workbook as texts and acts. Writes and records nothing.

The workbook names the version that it comes from. Its texts are that version's, with what differs in the workbook written into
them: so the workbook of a version gives that version's text, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from engine.books.admission.ledger import NewAct, UnreadableRows
from engine.books.records import Rate
from engine.policy.packs import Packs
from engine.policy.rule_edits import with_rows
from engine.policy.rule_rows import VersionRows, rows_of
from engine.policy.version import Version
from engine.policy.version_texts import POLICY, VersionTexts
from engine.policy.yaml_file import YamlFile
from engine.use_cases.intake.row_reading import shown
from engine.use_cases.lifecycle.version_lookup import find_version
from engine.use_cases.workbooks.read_policy_sheets import rows_read
from engine.use_cases.workbooks.read_rate_sheet import rates_read
from engine.use_cases.workbooks.workbook_tables import CellRead, SheetRead, read_tables, write_tables
from engine.use_cases.workbooks.workbook_words import ABOUT, TITLES
from engine.use_cases.workbooks.write_policy_sheets import sheets_of
from engine.vocabulary.instants import NotATime, read_day
from engine.vocabulary.problems import Place, Problem, Refused, misread, problem, refuse
from engine.wording.catalogue import Language

_VERSION = re.compile(r"(\d{4}-\d{2})(?:-01)?")


@dataclass(frozen=True, eq=False, slots=True)
class PolicyGiven:
    """What a workbook gives. `base`: the version it changes; `texts`: that version's files with the rows in them, by name.

    `rates`: None where it has no sheet of them, or it was left aside. With `problems`, `texts` may be those of `base`."""

    base: Version
    name: str
    texts: Mapping[str, str]
    flaws: Sequence[Problem]
    rates: Sequence[NewAct] | None
    unreadable: UnreadableRows
    problems: Sequence[Problem]


def policy_workbook(version: Version, packs: Packs, rates: Sequence[Rate] | None, language: Language) -> bytes:
    """The workbook of a version, and of `rates` where given; its words are shown in `language` (`de` or `en`).

    Raises Refused where a text of it cannot stand in a cell."""
    return write_tables(sheets_of(version, _rows_of(version), packs, rates, language))


def read_policy_workbook(path: Path, packs: Packs, *, base: str | None = None, with_rates: bool = True) -> PolicyGiven:
    """What a workbook gives. `base`: a version or folder to be changed instead of the version that the workbook names, or in the
    state in which it is now. Raises Refused where the file is no workbook, or names no version that there is."""
    problems: list[Problem] = []
    sheets = read_tables(path, problems)
    problems += [problem("unknown_sheet", sheet.corner, sheets=TITLES) for title, sheet in sheets.items() if title not in TITLES]
    about = _about(path, sheets, problems)
    named = base or about["policy"].text
    if not named:
        raise refuse("missing_sheet.about", Place(path.name))
    version = find_version(named, packs)
    if base is None and about["state"].text != version.text_digest:
        problems.append(problem("other_state", about["state"].place, policy=version.ref))
    pack = packs.packs[version.product]
    clauses = [clause.id for source in pack.sources.sources for clause in source.clauses]
    rows = rows_read(sheets, version, _rows_of(version), packs, clauses, problems)
    rows = _with_days(rows, about, problems)
    rates, unreadable = None, UnreadableRows()
    if with_rates and "rates" in sheets:
        rates, unreadable = rates_read(sheets["rates"], packs, problems)
    texts, flaws = version.texts.texts(), version.flaws
    if not problems:
        try:
            texts[POLICY] = with_rows(texts[POLICY], rows, f"{path.name}, as {POLICY}")
            if texts[POLICY] != version.texts.file(POLICY).text:
                flaws = pack.read(_with_policy(version, rows.version, texts[POLICY], path.name)).flaws
        except Refused as refused:
            problems += refused.problems
    return PolicyGiven(version, rows.version, texts, flaws, rates, unreadable, problems)


def _rows_of(version: Version) -> VersionRows:
    return rows_of(version.texts.file(POLICY).content)


def _with_policy(version: Version, name: str, policy: str, shown_as: str) -> VersionTexts:
    """The version's texts with another `policy.yaml`; the others are not read anew."""
    changed = YamlFile(policy, f"{shown_as}, as {POLICY}")
    return VersionTexts(name, shown_as, lambda which: changed if which == POLICY else version.texts.file(which))


def _about(path: Path, sheets: Mapping[str, SheetRead], problems: list[Problem]) -> Mapping[str, CellRead]:
    """The cells that state something, by name; blank where they are not there."""
    rows = sheets["about"].rows if "about" in sheets else {}
    found: dict[str, CellRead] = {}
    for line, cells in rows.items():
        name = cells["A"].text if "A" in cells else None
        if name in ABOUT and name not in found:
            found[name] = cells.get("B", CellRead(Place(path.name, None, f"about!B{line}"), ""))
    nowhere = CellRead(Place(path.name, None, "about"), "")
    for name in ABOUT:
        if name not in found:
            problems.append(problem("missing_value.row", nowhere.place, row=name))
    return {name: found.get(name, nowhere) for name in ABOUT}


def _with_days(rows: VersionRows, about: Mapping[str, CellRead], problems: list[Problem]) -> VersionRows:
    name = _VERSION.fullmatch(about["version"].text or "")
    if name is None and about["version"].text is not None:
        problems.append(problem("bad_cell.not_a_version", about["version"].place, value=shown(about["version"].text)))
    begins, ends = _day(about["from"], problems), _day(about["to"], problems)
    if begins is None and about["from"].text == "":
        problems.append(problem("missing_value.first_day", about["from"].place))
    return replace(rows, version=name[1] if name else rows.version, begins=begins or rows.begins, ends=ends)


def _day(cell: CellRead, problems: list[Problem]) -> date | None:
    if not cell.text:
        return None
    try:
        return read_day(cell.text)
    except NotATime as wrong:
        problems.append(misread("bad_cell", wrong, cell.place, value=shown(cell.text)))
        return None
