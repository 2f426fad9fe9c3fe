"""The same company as a workbook: the same acts; cells as a person typed them; and what is told of one that is none."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from engine.use_cases.intake.record_workbook import write_workbook
from tests.use_cases.desk_driver import Desk, as_known, refused
from tests.use_cases.tiny_company import COLUMNS, Company, tiny


def workbook(folder: Path, company: Company, **cells: Any) -> Path:
    """The company as `company.xlsx`; `cells`: values of single cells, such as `rates_E2=120.5`."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for kind, header, rows in company.tables():
        sheet = book.create_sheet(kind)
        for row in [header, *rows]:
            sheet.append([value or None for value in row])
    for place, value in cells.items():
        kind, cell = place.rsplit("_", 1)
        book[kind][cell] = value
    path = folder / "company.xlsx"
    book.save(path)
    return path


def told(folder: Path, **cells: Any) -> list[str]:
    return refused(workbook(folder, tiny(), **cells))


def test_a_workbook_gives_the_same_acts_as_the_files(tmp_path: Path) -> None:
    files, sheets = Desk(tmp_path), Desk(tmp_path)
    admitted = sheets.imports(workbook(tmp_path, tiny()))
    assert admitted == files.imports(tiny())
    assert as_known(sheets.everything()) == as_known(files.everything())
    assert sheets.report() == files.report()


def test_rows_recorded_from_files_are_known_when_they_come_as_a_workbook(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    assert desk.imports(workbook(tmp_path, tiny())).recorded == {}


def test_numbers_and_days_may_be_cells_of_their_own_kind(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny().change("rates", "RT2", hourly_rate="133.33"))
    cells = {
        "rates_E2": 120,
        "rates_E3": 133.33,
        "rates_G2": date(2025, 1, 1),
        "contracts_D2": datetime(2025, 1, 1),
        "time_entries_G2": 60.0,
        "consents_L2": 90,
        "customers_F2": 10001,
    }
    path = workbook(tmp_path, tiny(), **cells)
    assert desk.imports(path).recorded == {}


def test_a_number_that_no_two_places_hold_is_not_rounded_in_silence(tmp_path: Path) -> None:
    [line] = told(tmp_path, rates_E3=133.3333)
    assert line.startswith("company.xlsx[rates], line 3, `hourly_rate`: `133.3333` is not an amount")


def test_a_time_without_offset_is_refused_though_excel_calls_it_a_date(tmp_path: Path) -> None:
    wrong = "has no offset from UTC; write it out, such as +02:00"
    assert told(tmp_path, closures_C2=datetime(2026, 10, 6, 16)) == [
        f"company.xlsx[closures], line 2, `closed_at`: `2026-10-06T16:00:00` {wrong}"
    ]


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("x")', "=TODAY()"])
def test_a_formula_is_refused(tmp_path: Path, formula: str) -> None:
    assert told(tmp_path, closures_D2=formula) == ["company.xlsx[closures], line 2, `closed_by`: holds a formula; put the value itself"]


def test_a_formula_in_a_row_does_not_make_what_hangs_on_it_look_missing(tmp_path: Path) -> None:
    assert told(tmp_path, requests_A2='="R"&1') == ["company.xlsx[requests], line 2, `request_id`: holds a formula; put the value itself"]


def test_a_cell_that_holds_an_error_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path, closures_D2="#N/A") == [
        "company.xlsx[closures], line 2, `closed_by`: holds the error `#N/A`; put the value itself"
    ]


def test_excels_own_yes_or_no_is_refused_with_what_is_accepted(tmp_path: Path) -> None:
    assert told(tmp_path, people_F2=True) == ["company.xlsx[people], line 2, `portal_registered`: `True` is not yes or no"]


def test_a_sheet_of_another_name_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, tiny())
    book = load_workbook(path)
    book.create_sheet("Tabelle1")
    book.save(path)
    assert refused(path) == [f"company.xlsx: `Tabelle1` is not a sheet of the record; those are {', '.join(COLUMNS)}"]


def test_a_missing_an_unknown_and_a_doubled_column_are_named(tmp_path: Path) -> None:
    assert told(tmp_path, closures_D1="closed") == [
        "company.xlsx[closures], line 1, `closed_by`: the column `closed_by` is missing",
        "company.xlsx[closures], line 1, `closed`: `closed` is not a column of closures; "
        "the columns are closure_id, request_id, closed_at, closed_by",
    ]
    assert told(tmp_path, closures_E1="closed_by") == ["company.xlsx[closures], line 1, `closed_by`: the column `closed_by` appears twice"]


def test_an_empty_sheet_is_refused_with_its_columns(tmp_path: Path) -> None:
    path = workbook(tmp_path, tiny().without("closures"))
    book = load_workbook(path)
    book.create_sheet("closures")
    book.save(path)
    assert refused(path) == ["company.xlsx[closures], line 1: is empty; its columns are closure_id, request_id, closed_at, closed_by"]


def test_a_sheet_of_nothing_but_its_header_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    company = tiny()
    company.rows["closures"] = [{}, {}, *company.rows["closures"], {}]
    company.rows["waivers"] = []
    assert Desk(tmp_path).imports(workbook(tmp_path, company)).recorded["closures"] == 1
    company.change("closures", "CL1", request_id="R9")
    assert refused(workbook(tmp_path, company)) == ["company.xlsx[closures], line 4, `request_id`: there is no request `R9`"]


def test_a_value_beside_the_columns_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path, closures_F2="a remark") == ["company.xlsx[closures], line 2: has values beyond the last column of the header"]


def test_a_wrong_value_is_reported_with_sheet_line_and_column(tmp_path: Path) -> None:
    assert told(tmp_path, rates_E3=-5) == [
        "company.xlsx[rates], line 3, `hourly_rate`: `-5` is not an amount such as 120.50 "
        "(digits, a point, at most two places, at most nine digits before it)"
    ]


def with_part(path: Path, name: str, change: Any) -> Path:
    """The workbook, one part of its archive written otherwise."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return path


def test_a_workbook_whose_sheet_says_it_is_smaller_than_it_is_loses_no_row(tmp_path: Path) -> None:
    path = workbook(tmp_path, tiny().only("customers", "people"))
    with_part(path, "xl/worksheets/sheet2.xml", lambda data: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:G2"', data))
    assert Desk(tmp_path).imports(path).recorded == {"customers": 2, "people": 3}


@pytest.mark.parametrize(
    "data",
    [b"", b"customer_id,name\n", b"PK\x03\x04 not an archive", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600],
    ids=["an empty file", "a CSV file renamed", "a broken archive", "an old or encrypted workbook"],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "company.xlsx"
    path.write_bytes(data)
    assert refused(path) == [f"{path}: is not an XLSX workbook, or a damaged one"]


def test_an_archive_of_something_else_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "company.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refused(path) == [f"{path}: is not an XLSX workbook, or a damaged one"]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "[Content_Types].xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
@pytest.mark.parametrize(
    "change", [lambda data: data[: len(data) // 2], lambda _: b"", lambda _: b"\xff\xfe\0"], ids=["cut", "empty", "garbage"]
)
def test_a_damaged_workbook_is_refused_not_half_read(tmp_path: Path, part: str, change: Any) -> None:
    path = with_part(workbook(tmp_path, tiny()), part, change)
    assert refused(path) == [f"{path}: is not an XLSX workbook, or a damaged one"]


def test_what_is_written_as_a_workbook_is_read_again_and_holds_no_formula() -> None:
    dangerous = ["=1+1", "+49 2151", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "100%", "#N/A", "2026-10-01"]
    data = write_workbook([("one", ["text", "number"], [[text, 12] for text in dangerous]), ("two", ["a"], [])])
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["one", "two"]
    rows = list(book["one"].iter_rows(min_row=2))
    assert [row[0].value for row in rows] == dangerous
    assert {row[0].data_type for row in rows} == {"s"}
    assert {(row[1].data_type, row[1].value) for row in rows} == {("n", 12)}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"<f>" in archive.read(part) for part in archive.namelist())


def test_money_is_written_as_a_number_with_its_places() -> None:
    book = load_workbook(io.BytesIO(write_workbook([("one", ["net"], [[Decimal("120.50")]])])))
    assert (book["one"]["A2"].value, book["one"]["A2"].data_type) == (120.5, "n")
