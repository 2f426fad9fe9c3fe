"""What is wrong with a workbook of rules is named by sheet and cell, with what would do; and then nothing of it counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from engine.policy.rule_changes import change_rule
from engine.policy.rule_rows import Wording, rows_in
from engine.policy.version import Version
from engine.use_cases.workbooks.workbook_tables import write_tables
from engine.use_cases.workbooks.write_policy_sheets import sheets_of
from tests.use_cases.policy_workbook_factories import FAQ, book_of, packs, read, refusals
from tests.wording.read import line, refused_with


def put(place: str, value: Any) -> Callable[[Workbook], None]:
    sheet, _, where = place.partition("!")

    def spoil(book: Workbook) -> None:
        book[sheet][where] = value

    return spoil


WRONG_CELLS = [
    ("coverage!C2", "Actve", "coverage!C2`: `Actve` is not known here; write one of: In force; Suspended; Ended; No contract"),
    (
        "coverage!C2",
        "Not known yet",
        "coverage!C2`: `Not known yet` is not known here; write one of: In force; Suspended; Ended; No contract",
    ),
    ("coverage!C2", "not: In force; Suspended; Ended; No contract", "leaves no value for which the rule could hold; name fewer"),
    ("coverage!C2", ";", "coverage!C2`: `;` names no value; write one or more of: In force; Suspended; Ended; No contract"),
    ("coverage!C2", "=A1", "coverage!C2`: holds a formula; put the value itself"),
    ("coverage!C2", "#N/A", "coverage!C2`: holds the error `#N/A`; put the value itself"),
    ("coverage!C2", 7, "coverage!C2`: `7` is not known here; write one of: In force; Suspended; Ended; No contract"),
    ("coverage!A2", None, "coverage!A2`: must not be blank; write one of: Not entitled without a contract; Not allowed by law"),
    ("coverage!A2", "Gifts", "coverage!A2`: `Gifts` is not known here; write one of: Not entitled without a contract; Not allowed by law"),
    ("coverage!B2", None, "coverage!B2`: must not be blank; give it an id such as `training_missing`"),
    ("coverage!B2", "No Contract", "coverage!B2`: `No Contract` is no id; write small letters, digits and `_`"),
    ("coverage!B3", "contract_not_in_force", "coverage!B3`: the rule `contract_not_in_force` appears twice; the other is `coverage!B2`"),
    ("route!A2", "contract_not_in_force", "route!A2`: the rule `contract_not_in_force` appears twice; the other is `coverage!B2`"),
    ("coverage!M2", None, "coverage!M2`: must not be blank; write one of: Covered; Billable; Not offered; Not entitled; Undetermined"),
    (
        "coverage!M2",
        "Maybe",
        "coverage!M2`: `Maybe` is not known here; write one of: Covered; Billable; Not offered; Not entitled; Undetermined",
    ),
    ("coverage!N2", "faq-2; faq-99", "coverage!N2`: `faq-99` is not a clause in sources.yaml; those are faq-1, faq-2, faq-3.1"),
    ("coverage!N3", None, "coverage!N3`: the rule cites no clause and is no assumption; give it one of both"),
    ("coverage!O2", None, "coverage!O2`: the German wording is missing; write it"),
    ("coverage!R2", None, "coverage!R2`: the English wording is missing; write it"),
    ("coverage!Z3", "a remark", "coverage!Z3`: `a remark` is in a column without a header; take it out"),
    ("coverage!C1", "Kontract", "coverage!C1`: `Kontract` is not a column of this sheet; its columns are Section, Rule, Contract"),
    ("coverage!C1", "Rule", "coverage!C1`: the column `Rule` appears twice; the other is B"),
    ("coverage!C1", None, "coverage!A1`: the column `Contract` is missing; put it back, blank if need be"),
    ("route!B8", "In force", "route!B8`: the last rule of `route` must fit always; leave its conditions blank"),
    ("sections!A5", "Gifts!", "sections!A5`: `Gifts!` is no id; write small letters, digits and `_`"),
    ("sections!A3", "not_entitled", "sections!A3`: the section `not_entitled` appears twice"),
    ("sections!B2", None, "sections!B2`: the German wording is missing; write it"),
    ("sections!A90", "gifts", "sections!A90`: the section `gifts` has no rule in `coverage`; put one into it, or take it out"),
    ("levels!B2", "Third", "levels!B2`: `Third` is not known here; write one of: First level; Second level; No level"),
    ("levels!A3", "Key tables", "appears twice; a value has one level"),
    ("about!B3", "Frühling", "about!B3`: `Frühling` is not a version such as 2027-01"),
    ("about!B4", "1.1.2027", "about!B4`: `1.1.2027` is not an ISO day, such as 2026-08-31"),
    ("about!B4", None, "about!B4`: must not be blank; write the first day, such as 2027-01-01"),
    ("about!B6", "0", "about!B6`: `hausperfekt@2025-01` was changed since this workbook was written from it; export it again"),
    ("about!A6", None, "about`: the row `state` is missing; export it again"),
]


def in_few_books() -> list[list[tuple[str, Any]]]:
    """The wrong cells, shared out so that none hides another: two of one row, or a header and any of its sheet, stand apart."""
    books: list[list[tuple[str, Any]]] = []
    for place, value, _ in WRONG_CELLS:
        sheet, row = place.split("!")[0], place.split("!")[1][1:]
        for book in books:
            there = {other.split("!")[1][1:] for other, _ in book if other.split("!")[0] == sheet}
            if row not in there and not (there and row == "1") and "1" not in there:
                book.append((place, value))
                break
        else:
            books.append([(place, value)])
    return books


@cache
def all_told(folder: Path) -> tuple[str, ...]:
    def spoil(book: Workbook, wrong: list[tuple[str, Any]]) -> None:
        for place, value in wrong:
            put(place, value)(book)

    return tuple(one for wrong in in_few_books() for one in refusals(folder, lambda book, wrong=wrong: spoil(book, wrong)))  # type: ignore[misc]


@pytest.mark.parametrize(("place", "value", "sentence"), WRONG_CELLS, ids=lambda value: str(value)[:30])
def test_every_wrong_cell_is_named_with_its_remedy(
    tmp_path_factory: pytest.TempPathFactory, place: str, value: object, sentence: str
) -> None:
    lines = all_told(tmp_path_factory.getbasetemp())
    assert any(sentence in one for one in lines), (place, value, lines)


def test_all_wrong_cells_are_reported_at_once(tmp_path: Path) -> None:
    places = {
        "coverage!C2": "Actve",
        "coverage!B3": None,
        "coverage!N4": "faq-99",
        "route!B8": "In force",
        "sections!B2": None,
        "levels!B2": 3,
    }

    def spoil(book: Workbook) -> None:
        for place, value in places.items():
            put(place, value)(book)

    assert sorted(one.split("`")[1] for one in refusals(tmp_path, spoil)) == sorted(places)


def test_merged_cells_further_sheets_and_renamed_ones_are_refused(tmp_path: Path) -> None:
    merged = refusals(tmp_path, lambda book: book["coverage"].merge_cells("C2:C4"))
    assert "`coverage!C2:C4`: cells are merged, and a merged cell fills only the first of its rows; take them apart and fill each" in merged
    book = book_of()
    book["route"].title = "Route (2)"
    lines = [line(problem).removeprefix("rules.xlsx, ") for problem in read(tmp_path, book).problems]
    assert lines[0].startswith("`Route (2)!A1`: is no sheet of rules or rates; those are about, coverage, route")
    assert "the sheet `route` is missing; give it back its name, or export it again" in lines


def test_a_workbook_of_another_kind_is_refused(tmp_path: Path) -> None:
    with refused_with("is not an XLSX workbook"):
        read(tmp_path, b"PK nothing")
    told = "^rules.xlsx: says in no sheet `about` which version it comes from; export it again, or name the version with --base$"
    with refused_with(told):
        read(tmp_path, Workbook())


def test_a_text_that_no_cell_can_hold_is_refused_with_its_cell() -> None:
    version: Version = packs().version(FAQ)
    rows = change_rule(rows_in(version.texts.file("policy.yaml").text, ""), "installation_charged", says=Wording("x" * 40_000, "\x07"))
    with refused_with(r"`coverage!O7`: this text cannot stand in a cell"):
        write_tables(sheets_of(version, rows, packs(), None, "en"))
