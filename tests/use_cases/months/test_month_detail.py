"""A month down to its entries: where each minute ended, what decided it, and what could not be invoiced."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from engine.books.fields import Key
from engine.deciding.deciders import Deciders
from engine.store.record import Record, open_record
from engine.use_cases.intake.record_acts import record_acts
from engine.use_cases.months.close_month import close_month
from engine.use_cases.months.csv_export import csv_text
from engine.use_cases.months.month_detail import CustomerMonth, DetailedEntry, MonthDetail, NotInvoiced, month_detail
from engine.use_cases.months.month_report import month_report
from engine.use_cases.months.month_sheets import month_sheets
from engine.use_cases.months.month_totals import months_worked
from engine.vocabulary.instants import read_instant
from engine.vocabulary.money import Cents, amount
from engine.vocabulary.months import Month
from engine.vocabulary.outcomes import BlockReason, Bucket, Coverage
from tests.databases import place_with_a_record
from tests.use_cases.small_month import small_month

OCTOBER = Month(2026, 10)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory, deciders: Deciders) -> Record:
    return small_month(tmp_path_factory.mktemp("detail") / "record.db", deciders)


@pytest.fixture(scope="module")
def detail(record: Record, deciders: Deciders) -> MonthDetail:
    return month_detail(record, deciders, OCTOBER)


def of(detail: MonthDetail, customer_id: str) -> CustomerMonth:
    return next(one for one in detail.customers if one.statement.customer.customer_id == customer_id)


def entries_of(detail: MonthDetail, customer_id: str) -> dict[str, DetailedEntry]:
    return {one.entry.entry_id: one for one in of(detail, customer_id).entries}


def test_the_detail_holds_the_very_statement_that_the_report_prints(detail: MonthDetail, record: Record, deciders: Deciders) -> None:
    assert detail.statement.as_json() == month_report(record, deciders, OCTOBER).as_json()
    assert detail.statement.as_json()["totals"] == {
        "minutes": {"recorded": 240, "covered": 35, "billable": 60, "waived": 30, "blocked": 115},
        "net": "120.00",
        "vat": "22.80",
        "gross": "142.80",
    }


def test_blocked_minutes_of_billable_work_are_valued_at_the_tables_rate_on_their_day(detail: MonthDetail) -> None:
    assert of(detail, "C1").not_invoiced == NotInvoiced(priced=65, cents=amount_in_cents("131.67"), without_rate=20, not_billable=12)
    assert of(detail, "C2").not_invoiced == NotInvoiced(priced=18, cents=amount_in_cents("36.00"))


def test_the_three_parts_of_what_is_not_invoiced_are_all_blocked_minutes(detail: MonthDetail) -> None:
    whole = detail.not_invoiced
    assert whole.priced + whole.without_rate + whole.not_billable == detail.statement.minutes.blocked
    assert whole.cents == sum(one.not_invoiced.cents for one in detail.customers)


def test_entries_of_a_customer_add_up_to_its_statement(detail: MonthDetail) -> None:
    for one in detail.customers:
        for bucket in Bucket:
            of_entries = sum(entry.reckoned.minutes_in(bucket) for entry in one.entries)
            assert of_entries == getattr(one.statement.minutes, bucket.value)


def test_an_entry_over_the_cap_names_both_parts_and_the_consent_that_it_drew_on(detail: MonthDetail) -> None:
    entry = next(one for one in of(detail, "C1").entries if one.entry.entry_id == "E2")
    drawn, blocked = entry.reckoned.segments
    assert (drawn.bucket, drawn.minutes, drawn.consent_id, drawn.rate) == (Bucket.BILLABLE, 10, "CN1", 12_000)
    assert (blocked.bucket, blocked.minutes, blocked.blocked) == (Bucket.BLOCKED, 15, BlockReason.OVER_CAP)


def test_the_consent_behind_an_entry_names_who_gave_it_its_evidence_and_what_is_left_of_it(detail: MonthDetail) -> None:
    (consent,) = of(detail, "C1").consents[Key("Q1")]
    assert (consent.given_by, consent.consent.evidence, consent.minutes_left) == ("Person Erste Verwaltung", "mail of Erste Verwaltung", 0)
    (refusal,) = of(detail, "C2").consents[Key("Q5")]
    assert refusal.consent.status == "declined"


def test_a_determination_is_reported_only_where_it_replaced_the_policys_answer(detail: MonthDetail) -> None:
    by_id = entries_of(detail, "C1")
    determined = by_id["E7"]
    assert (determined.decision.coverage, determined.reckoned.coverage) == (Coverage.UNDETERMINED, Coverage.BILLABLE)
    assert determined.determination is not None and determined.determination.reason == "agreed by phone"
    assert by_id["E1"].determination is None
    assert by_id["E1"].decision.because[0].clauses


def test_a_waiver_and_a_missing_rate_are_reported_beside_their_entry(detail: MonthDetail) -> None:
    by_id = entries_of(detail, "C1")
    assert by_id["E5"].waiver is not None and by_id["E5"].waiver.reason == "goodwill"
    assert by_id["E3"].table_rate is None
    assert by_id["E8"].table_rate is not None and by_id["E8"].table_rate.rate_id == "R2"


def test_a_month_without_work_has_no_customers(record: Record, deciders: Deciders) -> None:
    empty = month_detail(record, deciders, Month(2026, 9))
    assert (empty.customers, empty.not_invoiced) == ((), NotInvoiced())


def test_months_worked_run_from_the_first_to_the_last_with_the_empty_ones_between(tmp_path: Path, deciders: Deciders) -> None:
    record = small_month(tmp_path / "record.db", deciders)
    entry = {"entry_id": "E20", "request_id": "Q4", "agent": "ag-1", "role": "support", "activity": "work", "minutes": "7"}
    later = "2027-01-04T10:00:00+01:00"
    record_acts([("time_entries", {**entry, "started_at": later})], record, deciders, now=read_instant("2027-01-05T00:00:00Z"), who="tests")
    totals = months_worked(record, deciders)
    assert [str(one.month) for one in totals] == ["2026-10", "2026-11", "2026-12", "2027-01"]
    assert [one.minutes.recorded for one in totals] == [240, 0, 0, 7]
    for one in totals:
        assert one.sums == month_report(record, deciders, one.month).sums


def test_a_record_without_work_has_no_months(tmp_path: Path, deciders: Deciders) -> None:
    assert months_worked(open_record(place_with_a_record(tmp_path / "empty.db")), deciders) == ()


def test_the_sheets_add_up_to_the_statement(detail: MonthDetail) -> None:
    customers, lines, differences, entries, summed = month_sheets(detail)
    (row,) = summed.rows
    totals = dict(zip(summed.columns, row, strict=True))
    for name, total in totals.items():
        if name not in ("month", "currency"):
            assert sum(one[customers.columns.index(name)] for one in customers.rows) == total  # type: ignore[misc]
    assert (totals["net"], totals["vat"], totals["gross"]) == (Decimal("120.00"), Decimal("22.80"), Decimal("142.80"))
    assert totals["blocked_net_at_table_rate"] == Decimal("167.67")
    net = lines.columns.index("net")
    assert sum(row[net] for row in lines.rows) == Decimal("120.00")  # type: ignore[misc]
    minutes = entries.columns.index("minutes")
    assert sum(row[minutes] for row in entries.rows) == 240  # type: ignore[misc]
    assert differences.rows == ()
    for sheet in (customers, lines, entries):
        assert {len(row) for row in sheet.rows} == {len(sheet.columns)}


def test_no_sheet_holds_a_float(detail: MonthDetail) -> None:
    kinds = {type(value) for sheet in month_sheets(detail) for row in sheet.rows for value in row}
    assert kinds == {str, int, Decimal, type(None)}


def test_the_csv_is_read_back_as_it_was_written_with_two_decimals(detail: MonthDetail) -> None:
    _, lines, _, _, _ = month_sheets(detail)
    written = csv_text(lines.columns, lines.rows)
    assert written.startswith(b"\xef\xbb\xbfmonth,")
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))
    told = [(row["line_id"], row["request_id"], row["hourly_rate"], row["minutes"], row["net"]) for row in rows]
    assert told == [("2026-10:Q1:120.00", "Q1", "120.00", "60", "120.00")]


def test_differences_have_a_sheet_that_adds_up_with_the_lines_to_the_net(tmp_path: Path, deciders: Deciders) -> None:
    record = small_month(tmp_path / "record.db", deciders)
    close_month(record, deciders, OCTOBER, now=read_instant("2026-11-20T12:00:00+01:00"), who="tests")
    waiver = {"waiver_id": "W9", "entry_id": "E1", "waived_at": "2026-11-21T09:00:00+01:00", "waived_by": "am-1", "reason": "goodwill"}
    record_acts([("waivers", waiver)], record, deciders, now=read_instant("2026-11-21T12:00:00+01:00"), who="tests")
    customers, lines, differences, entries, _ = month_sheets(month_detail(record, deciders, OCTOBER.next()))
    assert (lines.rows, entries.rows) == ((), ())
    (row,) = differences.rows
    assert dict(zip(differences.columns, row, strict=True)) == {
        "month": "2026-11", "customer_id": "C1", "name": "Erste Verwaltung", "difference_id": "2026-11:Q1:2026-10", "request_id": "Q1",
        "about": "2026-10", "minutes_recorded": 0, "minutes_covered": 0, "minutes_billable": -35, "minutes_waived": 50,
        "minutes_blocked": -15, "net": Decimal("-70.00"), "currency": "EUR",
    }  # fmt: skip
    (customer,) = customers.rows
    assert customer[customers.columns.index("net")] == Decimal("-70.00")


@pytest.mark.parametrize("text", ["=1+1", "+49 2151", "-1", "@sum", "\t=1", "  =1+1", "\n=1"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    (row,) = list(csv.reader(io.StringIO(csv_text(("note",), [(text,)]).decode("utf-8-sig"), newline="")))[1:]
    assert row == [f"'{text}"]


@pytest.mark.parametrize("value", ["a=b", "", "Haus 3", Decimal("-1.50"), -3, None])
def test_other_values_stay_as_they_are(value: object) -> None:
    (row,) = list(csv.reader(io.StringIO(csv_text(("a", "b"), [(value, "x")]).decode("utf-8-sig"))))[1:]
    assert row[0] == ("" if value is None else str(value))


def amount_in_cents(text: str) -> Cents:
    cents = Cents(int(Decimal(text) * 100))
    assert amount(cents) == Decimal(text)
    return cents
