"""Finance's desk, page by page, on a real record: the report's sums, down to each entry, and to be taken along."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dashboard.finance.downloads import as_csv, as_workbook
from engine.deciding.deciders import Deciders
from engine.store.record import open_record
from engine.use_cases.intake.record_acts import record_acts
from engine.use_cases.months.close_month import close_month
from engine.use_cases.months.month_detail import MonthDetail, month_detail
from engine.use_cases.months.month_sheets import customers_sheet, entries_sheet, lines_sheet
from engine.vocabulary.months import Month
from tests.dashboard.page_driver import PageDriver
from tests.databases import place, place_with_a_record
from tests.use_cases.small_month import NOVEMBER_15, october, small_month

pytestmark = pytest.mark.clock("2026-11-15T11:00:00+00:00")

MONTH = "finance/month.py"
CUSTOMER = "finance/customer_month.py"
TREND = "finance/monthly_trend.py"
EVIL = "![x](http://127.0.0.1:9/x.png) <b>"
OCTOBER = Month(2026, 10)


def page_on(where: Path, monkeypatch: pytest.MonkeyPatch) -> PageDriver:
    """The dashboard on the record at a place."""
    page = PageDriver(None, monkeypatch, where.parent)
    monkeypatch.setenv("KLAUSEL_DATABASE_URL", place(where))
    return page


@pytest.fixture
def record(tmp_path: Path, deciders: Deciders) -> Path:
    small_month(tmp_path / "record.db", deciders).close()
    return tmp_path / "record.db"


@pytest.fixture
def page(record: Path, monkeypatch: pytest.MonkeyPatch) -> PageDriver:
    return page_on(record, monkeypatch)


def figures(page: PageDriver) -> dict[str, str]:
    """The figures at the head of a page by their names."""
    return {metric.label: metric.value.replace("\u00a0", " ") for metric in page.app.metric}


def reported(record: Path, repository: Path, *arguments: str) -> dict[str, Any]:
    """What the command itself prints."""
    command = [sys.executable, "-c", "from engine.cli.main import main; main()", "--db", place(record), "report", "--json", *arguments]
    return dict(json.loads(subprocess.run(command, cwd=repository, capture_output=True, check=True, timeout=120).stdout))


def test_the_sums_on_the_page_are_those_that_the_report_prints(page: PageDriver, record: Path, repository: Path) -> None:
    totals = reported(record, repository, "--month", "2026-10")["totals"]
    shown = figures(page.open(MONTH, lang="en"))
    for name, minutes in totals["minutes"].items():
        assert shown[name.title()] == f"{minutes} min"
    assert (shown["Net"], shown["VAT"], shown["Gross"]) == tuple(f"€{totals[name]}" for name in ("net", "vat", "gross"))


def test_each_customer_has_the_figures_that_the_report_prints(page: PageDriver, record: Path, repository: Path) -> None:
    rows = page.open(MONTH, lang="en").table_with("Gross")
    for row, told in zip(rows, reported(record, repository, "--month", "2026-10")["customers"], strict=True):
        assert [row["Customer"], row["Name"]] == [told["customer_id"], told["name"]]
        assert [row[name.title()] for name in told["minutes"]] == list(told["minutes"].values())
        assert [row["Net"], row["VAT"], row["Gross"]] == [Decimal(told[name]) for name in ("net", "vat", "gross")]


def test_german_figures_are_written_the_german_way(page: PageDriver) -> None:
    shown = figures(page.open(MONTH, lang="de"))
    assert (shown["Netto"], shown["Umsatzsteuer"], shown["Brutto"]) == ("120,00 €", "22,80 €", "142,80 €")
    assert shown["Erfasst"] == "240 Min."


def test_what_may_not_be_invoiced_is_valued_at_the_tables_rate_and_a_missing_rate_is_named(page: PageDriver) -> None:
    shown = figures(page.open(MONTH, lang="en"))
    assert shown["May not be invoiced (at the table’s rate)"] == "€167.67"
    assert page.says("83 min (1:23 h) of billable work without a valid consent: €167.67 at the table’s rate.")
    assert page.says("20 min of billable work without a valid consent, for which the table has no rate; they are not in the amount.")
    assert page.says("12 min of work that nobody has to pay for, or that is not settled yet; it has no price.")


def test_the_reasons_for_blocking_are_counted(page: PageDriver) -> None:
    rows = page.open(MONTH, lang="en").table_with("What it means")
    told = {row["Reason"]: row["Minutes"] for row in rows}
    assert told == {"Over the agreed cap": 15, "Declined by the customer": 18, "No consent": 70, "Not offered": 12}


def test_the_newest_month_with_work_is_chosen_first_and_an_older_one_can_be(record: Path, page: PageDriver, deciders: Deciders) -> None:
    entry = {"entry_id": "E20", "request_id": "Q4", "agent": "ag-1", "role": "support", "activity": "work", "minutes": "7"}
    opened = open_record(place(record))
    acts = [("time_entries", {**entry, "started_at": "2026-11-03T10:00:00+01:00"})]
    record_acts(acts, opened, deciders, now=NOVEMBER_15, who="tests")
    opened.close()
    month = page.open(MONTH, lang="en").field("selectbox", "Month")
    assert (month.value, month.options) == ("2026-11", ["November 2026", "October 2026"])
    assert figures(page)["Recorded"] == "7 min"
    assert figures(page.choose("Month", "2026-10"))["Recorded"] == "240 min"


def test_the_month_chosen_stays_chosen_on_the_next_page_and_in_the_other_language(
    record: Path, page: PageDriver, deciders: Deciders
) -> None:
    test_the_newest_month_with_work_is_chosen_first_and_an_older_one_can_be(record, page, deciders)
    page.switch_to(CUSTOMER)
    assert page.field("selectbox", "Month").value == "2026-10"
    page.choose("Customer", "C2")
    page.choose("Sprache / Language", "de", kind="segmented_control")
    assert (page.field("selectbox", "Monat").value, page.field("selectbox", "Kunde").value) == ("2026-10", "C2")


def test_a_customers_lines_add_up_to_its_net(page: PageDriver) -> None:
    rows = page.open(CUSTOMER, lang="en").table_with("Hourly rate")
    lines = [(row["Line"], row["Request"], row["Hourly rate"], row["Minutes"], row["Net"]) for row in rows]
    assert lines == [("2026-10:Q1:120.00", "Q1", Decimal("120.00"), 60, Decimal("120.00"))]
    assert figures(page)["Net"] == "€120.00"


@pytest.mark.parametrize(("lang", "labels"), [("en", ("Difference", "About month")), ("de", ("Differenz", "Betrifft Monat"))])
def test_what_was_learnt_about_a_closed_month_stands_in_the_next_with_its_id(
    record: Path, page: PageDriver, deciders: Deciders, lang: str, labels: tuple[str, str]
) -> None:
    opened = open_record(place(record))
    close_month(opened, deciders, OCTOBER, now=NOVEMBER_15, who="tests")
    waiver = {"waiver_id": "W9", "entry_id": "E1", "waived_at": "2026-11-15T09:00:00+01:00", "waived_by": "am-1", "reason": "goodwill"}
    record_acts([("waivers", waiver)], opened, deciders, now=NOVEMBER_15, who="tests")
    opened.close()
    (row,) = page.open(CUSTOMER, lang=lang).table_with(labels[0])
    month = {"en": "October 2026", "de": "Oktober 2026"}[lang]
    assert (row[labels[0]], row[labels[1]], list(row.values())[-1]) == ("2026-11:Q1:2026-10", month, Decimal("-70.00"))
    assert page.says({"en": "No work was done for this customer", "de": "wurde für diesen Kunden nicht gearbeitet"}[lang])


def test_every_entry_stands_in_its_buckets_with_the_reason(page: PageDriver) -> None:
    rows = {row["Entry"]: row for row in page.open(CUSTOMER, lang="en").table_with("Entry")}
    over_cap = rows["E2"]
    assert (over_cap["Minutes"], over_cap["Billable"], over_cap["Blocked"]) == (25, 10, 15)
    assert (over_cap["Blocked because"], over_cap["Coverage"], over_cap["Consent"]) == ("Over the agreed cap 15", "Billable", "CN1")
    assert (rows["E4"]["Activity"], rows["E4"]["Covered"]) == ("Examining", 5)
    for row in rows.values():
        assert row["Covered"] + row["Billable"] + row["Waived"] + row["Blocked"] == row["Minutes"]


def test_agents_are_not_compared(page: PageDriver) -> None:
    page.open(MONTH, lang="en").switch_to(CUSTOMER)
    assert [name for table in page.app.dataframe for name in table.value.columns if "agent" in name.lower() or "Worked" in name] == []


def test_behind_an_entry_stand_its_decision_with_clauses_and_the_consent_with_its_evidence(page: PageDriver) -> None:
    page.open(CUSTOMER, lang="en").choose("What is behind it", "E2")
    assert page.says("The policy hausperfekt@2025-01 says: Billable")
    assert page.says("clauses faq-3.1")
    assert page.says("Worked by ag-1")
    assert page.says("The table’s rate on that day: €120.00 an hour (R1).")
    (consent,) = page.table_with("Evidence")
    assert [consent[name] for name in ("Consent", "Answer", "By", "Via", "On", "Evidence")] == [
        "CN1", "commissioned", "Person Erste Verwaltung", "E-mail", "5 Oct 2026, 10:00", "mail of Erste Verwaltung",
    ]  # fmt: skip
    assert (consent["Hourly rate"], consent["Cap (min)"], consent["Left (min)"], consent["used here"]) == (Decimal("120.00"), 60, 0, 10)


def test_behind_an_entry_stands_who_determined_or_waived_and_why(page: PageDriver) -> None:
    page.open(CUSTOMER, lang="en").choose("What is behind it", "E7")
    assert page.says("Determined to be Billable by am-1 on 5 Oct 2026, 10:00: agreed by phone (D1)")
    page.choose("What is behind it", "E5")
    assert page.says("Charge waived by am-1 on 9 Oct 2026, 09:00: goodwill (W1)")
    page.choose("What is behind it", "E3")
    assert page.says("The table has no rate for this role on this day.")
    page.choose("What is behind it", "E4")
    assert page.says("Examining whether a request costs anything costs nothing itself")


def test_a_customer_abroad_is_marked_for_a_person_to_judge(page: PageDriver) -> None:
    page.open(CUSTOMER, lang="en").choose("Customer", "C2")
    assert page.says("Not in the vendor’s country: VAT is 0.00")


def test_a_withdrawn_consent_says_when(record: Path, page: PageDriver, deciders: Deciders) -> None:
    opened = open_record(place(record))
    withdrawn = {"withdrawal_id": "WD1", "consent_id": "CN1", "withdrawn_at": october(6, "09:00"), "withdrawn_by": "P-C1"}
    record_acts([("withdrawals", withdrawn)], opened, deciders, now=NOVEMBER_15, who="tests")
    opened.close()
    page.open(CUSTOMER, lang="de").choose("Was dahintersteht", "E2")
    (consent,) = page.table_with("Nachweis")
    assert (consent["Widerrufen"], consent["Noch frei (Min.)"]) == ("06.10.2026, 09:00", 10)


def test_the_months_are_shown_as_a_chart_and_as_a_table(page: PageDriver) -> None:
    page.open(TREND, lang="en")
    drawn = page.app.get("vega_lite_chart")
    assert len(drawn) == 2
    piled = json.loads(drawn[0].proto.spec)["encoding"]
    assert (piled["x"]["field"], piled["y"]["field"], piled["y"]["stack"], piled["color"]["field"]) == ("month", "minutes", True, "bucket")
    (row,) = page.table_with("Month")
    assert (row["Month"], row["Recorded"], row["Net"]) == ("2026-10", 240, Decimal("120.00"))


@pytest.mark.parametrize("file", [MONTH, CUSTOMER, TREND])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_record_without_work_says_so(file: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place_with_a_record(tmp_path / "empty.db")
    page = page_on(tmp_path / "empty.db", monkeypatch).open(file, lang=lang)
    assert page.says({"de": "Noch ist keine Arbeitszeit erfasst.", "en": "No working time is recorded yet."}[lang])


@pytest.mark.sqlite
@pytest.mark.parametrize("file", [MONTH, CUSTOMER, TREND])
def test_without_a_record_the_page_says_so_in_one_line(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_on(tmp_path / "nowhere.db", monkeypatch).open(file, lang="en")
    assert page.errors == ["there is no record here; ask the person who runs this system to provide it"]


@pytest.mark.parametrize("file", [MONTH, CUSTOMER])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_text_of_a_record_is_read_as_markdown(
    file: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deciders: Deciders
) -> None:
    small_month(tmp_path / "evil.db", deciders, name=EVIL).close()
    page = page_on(tmp_path / "evil.db", monkeypatch).open(file, lang=lang)
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "success", "warning", "error", "metric", "table")
    assert EVIL in str([table.value.to_dict("records") for table in page.app.dataframe])
    assert [kind for kind in kinds for one in getattr(page.app, kind) if EVIL in f"{one.value} {getattr(one, 'label', '')}"] == []
    widgets = ("selectbox", "button", "text_input", "toggle")
    assert [kind for kind in widgets for one in getattr(page.app, kind) if EVIL in f"{one.label} {one.help}"] == []


@pytest.fixture
def taken(tmp_path: Path, deciders: Deciders) -> MonthDetail:
    return month_detail(small_month(tmp_path / "taken.db", deciders, name="=1+1"), deciders, OCTOBER)


def test_the_csv_files_open_safely_and_hold_the_report_s_figures(taken: MonthDetail) -> None:
    for sheet_of in (customers_sheet, lines_sheet, entries_sheet):
        written = as_csv(sheet_of, taken)
        assert written.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))
        assert rows
        assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@"))]
    customers = list(csv.DictReader(io.StringIO(as_csv(customers_sheet, taken).decode("utf-8-sig"))))
    assert (customers[0]["name"], customers[0]["net"], customers[0]["blocked_net_at_table_rate"]) == ("'=1+1", "120.00", "131.67")
    assert sum(int(one["minutes_recorded"]) for one in customers) == 240


def test_the_workbook_holds_numbers_as_numbers_and_no_formula(taken: MonthDetail) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(taken)))
    assert book.sheetnames == ["customers", "lines", "differences", "entries", "totals"]
    assert {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    customers = book["customers"]
    head = [cell.value for cell in customers[1]]
    first = dict(zip(head, (cell.value for cell in customers[2]), strict=True))
    assert (first["name"], first["net"], first["minutes_blocked"]) == ("=1+1", 120, 97)


def test_five_files_are_offered(page: PageDriver) -> None:
    page.open(MONTH, lang="en")
    labels = [button.label for button in page.app.download_button]
    assert labels == ["Customers (CSV)", "Lines (CSV)", "Differences (CSV)", "Entries (CSV)", "Everything (XLSX)"]
