"""What is told of a folder whose files cannot be read: word for word, with file, line and column, and nothing is stored."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from engine.use_cases.intake.import_records import read_acts
from engine.vocabulary.problems import Refused
from tests.use_cases.desk_driver import Desk, refused
from tests.use_cases.tiny_company import COLUMNS, LATER, tiny
from tests.wording.read import line, lines

FILES = (
    "customers.csv, people.csv, contracts.csv, training.csv, rates.csv, requests.csv, retriages.csv, determinations.csv, quotes.csv, "
    "consents.csv, withdrawals.csv, time_entries.csv, waivers.csv, closures.csv, retractions.csv"
)


def folder_with(folder: Path, name: str, data: bytes) -> Path:
    """The tiny company's folder, one file of it written otherwise."""
    made = tiny().write(folder / "company")
    (made / name).write_bytes(data)
    return made


def closures(*lines: str) -> bytes:
    return "\n".join(["closure_id,request_id,closed_at,closed_by", *lines, ""]).encode()


def test_a_folder_without_csv_files_names_those_that_are_expected(tmp_path: Path) -> None:
    (tmp_path / "company").mkdir()
    assert refused(tmp_path / "company") == [f"{tmp_path / 'company'}: holds no CSV file; expected are {FILES}"]


def test_a_place_where_nothing_is_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: there is no such folder or workbook"]


def test_a_single_file_is_neither_folder_nor_workbook(tmp_path: Path) -> None:
    path = tiny().write(tmp_path / "company") / "rates.csv"
    assert refused(path) == [f"{path}: is neither a folder of CSV files nor an XLSX workbook"]


def test_a_csv_file_of_another_name_is_refused(tmp_path: Path) -> None:
    path = folder_with(tmp_path, "invoices.csv", b"a,b\n1,2\n")
    assert refused(path) == [f"invoices.csv: is not a file of the record; those are {FILES}"]


def test_a_csv_file_whose_name_is_written_in_capitals_is_refused_not_passed_over(tmp_path: Path) -> None:
    path = folder_with(tmp_path, "Closures.CSV", closures())
    assert refused(path) == [f"Closures.CSV: is not a file of the record; those are {FILES}"]


def test_files_that_are_not_csv_are_no_business_of_an_import(tmp_path: Path) -> None:
    assert Desk(tmp_path).imports(folder_with(tmp_path, "notes.txt", b"\xff\xfe")).recorded["requests"] == 3


def test_a_missing_file_is_an_empty_one(tmp_path: Path) -> None:
    assert Desk(tmp_path).imports(tiny().only("customers", "people")).recorded == {"customers": 2, "people": 3}


def test_a_file_of_nothing_but_its_header_is_an_empty_one(tmp_path: Path) -> None:
    assert "closures" not in Desk(tmp_path).imports(folder_with(tmp_path, "closures.csv", closures())).recorded


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = folder_with(tmp_path, "closures.csv", b"closure_id,request_id,closed_at\nCL1,R2,2026-10-06T16:00:00+02:00\n")
    assert refused(path) == ["closures.csv, line 1, `closed_by`: the column `closed_by` is missing"]


def test_an_unknown_column_is_named_beside_those_that_are_known(tmp_path: Path) -> None:
    path = folder_with(tmp_path, "closures.csv", b"closure_id,request_id,closed_at,closed_by,why\n")
    assert refused(path) == [
        "closures.csv, line 1, `why`: `why` is not a column of closures; the columns are closure_id, request_id, closed_at, closed_by"
    ]


def test_a_column_that_stands_twice_is_named(tmp_path: Path) -> None:
    path = folder_with(tmp_path, "closures.csv", b"closure_id,request_id,closed_at,closed_by,closed_by\n")
    assert refused(path) == ["closures.csv, line 1, `closed_by`: the column `closed_by` appears twice"]


def test_the_order_of_columns_does_not_matter(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(folder_with(tmp_path, "closures.csv", b"closed_by,closed_at,request_id,closure_id\nbo,2026-10-06T16:00:00+02:00,R2,CL1\n"))
    assert desk.imports(tiny()).recorded == {}


@pytest.mark.parametrize(
    ("separator", "name"), [(";", "semicolons"), ("\t", "tabs")], ids=["a file separated by semicolons", "a file separated by tabs"]
)
def test_other_separators_are_reported_in_one_line(tmp_path: Path, separator: str, name: str) -> None:
    path = folder_with(tmp_path, "closures.csv", closures("CL1,R2,2026-10-06T16:00:00+02:00,bo").replace(b",", separator.encode()))
    assert refused(path) == [
        f"closures.csv, line 1: separates its columns by {name}; separate them by commas: closure_id,request_id,closed_at,closed_by"
    ]


@pytest.mark.parametrize(
    ("line", "count"),
    [("CL1,R2,2026-10-06T16:00:00+02:00", 3), ("CL1,R2,2026-10-06T16:00:00+02:00,bo,", 5), (" ", 1)],
    ids=["too few values", "a comma too many", "a line of spaces"],
)
def test_a_row_of_another_width_than_the_header_is_refused(tmp_path: Path, line: str, count: int) -> None:
    path = folder_with(tmp_path, "closures.csv", closures(line))
    assert refused(path) == [f"closures.csv, line 2: has {count} values where the header has 4 columns"]


def test_blank_lines_are_passed_over_but_counted(tmp_path: Path) -> None:
    path = folder_with(tmp_path, "closures.csv", closures("", "", "CL1,R9,2026-10-06T16:00:00+02:00,bo"))
    assert refused(path) == ["closures.csv, line 4, `request_id`: there is no request `R9`"]


def test_a_text_of_several_lines_counts_as_so_many() -> None:
    company = tiny().add("time_entries", like="E5", entry_id="E7", minutes="0")
    expected = "time_entries.csv, line 9, `minutes`: `0` is not a whole number of minutes from 1 to 1440"
    assert refused(company) == [expected], "E1's note takes two lines, so that the seventh row stands in line 9"


def test_a_quote_that_is_never_closed_is_named_at_the_line_where_its_row_begins(tmp_path: Path) -> None:
    path = folder_with(tmp_path, "closures.csv", closures("CL0,R2,2026-10-06T16:00:00+02:00,bo", 'CL1,R2,2026-10-06T16:00:00+02:00,"bo'))
    assert refused(path) == ["closures.csv, line 3: is not readable as CSV: unexpected end of data"]


def test_an_empty_file_is_refused_with_its_header(tmp_path: Path) -> None:
    path = folder_with(tmp_path, "closures.csv", b"")
    assert refused(path) == ["closures.csv, line 1: is empty; its header is closure_id,request_id,closed_at,closed_by"]


def test_a_byte_order_mark_of_utf8_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(folder_with(tmp_path, "customers.csv", codecs.BOM_UTF8 + tiny().text_of("customers").encode()))
    assert [customer.name for customer in desk.everything().customers] == ["Verwaltung Süd GmbH", "Haus, Hof & Co"]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-16", "customers.csv: is UTF-16, not UTF-8; save it as UTF-8"),
        ("utf-32", "customers.csv: is UTF-32, not UTF-8; save it as UTF-8"),
        ("latin-1", "customers.csv, line 2: is not UTF-8 (byte 0xFC, as Windows-1252 or Latin-1 would write); save it as UTF-8"),
        ("cp1252", "customers.csv, line 2: is not UTF-8 (byte 0xFC, as Windows-1252 or Latin-1 would write); save it as UTF-8"),
        ("utf-16-le", "customers.csv, line 1: holds a NUL character, as UTF-16 would write; save it as UTF-8"),
        ("cp437", "customers.csv, line 2: is not UTF-8 (byte 0x81, as Windows-1252 or Latin-1 would write); save it as UTF-8"),
    ],
)
def test_anything_but_utf8_is_refused_by_name(tmp_path: Path, encoding: str, told: str) -> None:
    text = tiny().only("customers").text_of("customers").replace("ö", "o")
    assert refused(folder_with(tmp_path, "customers.csv", text.encode(encoding))) == [told]


def test_a_nul_character_is_refused_with_its_line(tmp_path: Path) -> None:
    path = folder_with(tmp_path, "closures.csv", closures("CL1,R2,2026-10-06T16:00:00+02:00,b\0o"))
    assert refused(path) == ["closures.csv, line 2: holds a NUL character, as UTF-16 would write; save it as UTF-8"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["Unix", "Windows", "old Macintosh"])
def test_every_way_to_end_a_line_is_read(tmp_path: Path, ending: str) -> None:
    path = folder_with(tmp_path, "closures.csv", closures("CL1,R9,2026-10-06T16:00:00+02:00,bo").replace(b"\n", ending.encode()))
    assert refused(path) == ["closures.csv, line 2, `request_id`: there is no request `R9`"]


def test_a_folder_in_the_place_of_a_file_is_reported(tmp_path: Path) -> None:
    path = tiny().without("closures").write(tmp_path / "company")
    (path / "closures.csv").mkdir()
    assert refused(path) == ["closures.csv: cannot be read (is a directory)"]


def test_an_unreadable_file_does_not_make_what_refers_to_it_look_missing(tmp_path: Path) -> None:
    path = folder_with(tmp_path, "requests.csv", tiny().text_of("requests").encode("utf-16"))
    assert refused(path) == ["requests.csv: is UTF-16, not UTF-8; save it as UTF-8"]


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_file_of_contract_md_is_read_with_its_columns(tmp_path: Path, kind: str) -> None:
    header = COLUMNS[kind].split(",")
    path = folder_with(tmp_path, f"{kind}.csv", (",".join([*header[:-1], "colour"]) + "\n").encode())
    known = ", ".join([*header, LATER[kind]] if kind in LATER else header)
    assert refused(path)[:2] == [
        f"{kind}.csv, line 1, `{header[-1]}`: the column `{header[-1]}` is missing",
        f"{kind}.csv, line 1, `colour`: `colour` is not a column of {kind}; the columns are {known}",
    ]


def test_a_header_of_many_strange_columns_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "rates.csv").write_text(",".join(f"c{number}" for number in range(5_000)), encoding="utf-8")
    columns = "rate_id, product, role, customer_id, hourly_rate, currency, valid_from, valid_to"
    told = [line(problem) for problem in read_acts(tmp_path).problems]
    assert told == [f"rates.csv, line 1: has 5000 columns that rates does not have, `c0` first; the columns are {columns}"]


def test_a_file_of_nothing_but_problems_is_not_read_to_its_end(tmp_path: Path) -> None:
    row = "RT,,,,0,EUR,2025-01-01,\n"
    header = "rate_id,product,role,customer_id,hourly_rate,currency,valid_from,valid_to\n"
    (tmp_path / "rates.csv").write_text(header + row * 20_000, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_acts(tmp_path)
    assert len(refused.value.problems) == 10_001
    assert lines(refused.value)[-1] == "more than 10000 problems; what follows was not read"
