"""A month's statement: lines, rounding, VAT, months' borders, and the shape that people script against."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from engine.books.entries import ReckonedEntry, reckon
from engine.books.fields import Key
from engine.books.month_statement import MonthStatement, Tax, month_statement
from engine.books.records import Consent, Customer, TimeEntry
from engine.vocabulary.months import Month
from tests.books.record_factories import BERLIN, customer, entry, grant

OCTOBER = Month(2026, 10)
TAX = Tax("DE", 1900)


def reckoned(
    entries: list[TimeEntry], consents: list[Consent] | None = None, coverage: Mapping[str, str] | None = None
) -> tuple[ReckonedEntry, ...]:
    return reckon(entries, {one.entry_id: (coverage or {}).get(one.entry_id, "billable") for one in entries}, [], consents or [], [])


def statement(
    books: Mapping[str, tuple[ReckonedEntry, ...]], month: Month = OCTOBER, customers: list[Customer] | None = None, tax: Tax = TAX
) -> MonthStatement:
    known = {one.customer_id: one for one in customers or [customer(of) for of in books]}
    return month_statement(month, {Key(of): entries for of, entries in books.items()}, known, tax, "EUR", BERLIN)


def test_the_contracts_own_example_comes_out_as_it_is_printed() -> None:
    works = [entry("E1", "10:00", 30), entry("E2", "11:00", 65)]
    books = {"C1": reckoned(works, [grant(max_minutes=50)], {"E1": "covered"})}
    printed = """
    {"month": "2026-10", "currency": "EUR", "customers": [
      {"customer_id": "C1", "name": "Testhaus", "minutes": {"recorded": 95, "covered": 30, "billable": 50, "waived": 0, "blocked": 15},
       "blocked": {"over_cap": 15}, "lines": [{"request_id": "R1", "hourly_rate": "120.00", "minutes": 50, "net": "100.00"}],
       "line_ids": ["2026-10:R1:120.00"],
       "vat_note": null, "differences": [], "difference_ids": [], "net": "100.00", "vat": "19.00", "gross": "119.00"}],
     "totals": {"minutes": {"recorded": 95, "covered": 30, "billable": 50, "waived": 0, "blocked": 15},
                "net": "100.00", "vat": "19.00", "gross": "119.00"}}"""
    assert json.dumps(statement(books).as_json()) == json.dumps(json.loads(printed))


def test_a_month_without_minutes_has_no_customers_and_zero_totals() -> None:
    minutes = {"recorded": 0, "covered": 0, "billable": 0, "waived": 0, "blocked": 0}
    assert statement({"C1": reckoned([entry()])}, Month(2026, 9)).as_json() == {
        "month": "2026-09", "currency": "EUR", "customers": [],
        "totals": {"minutes": minutes, "net": "0.00", "vat": "0.00", "gross": "0.00"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "rate", "net"),
    [(1, "120.00", "2.00"), (1, "0.29", "0.00"), (1, "0.30", "0.01"), (1, "0.31", "0.01"), (7, "133.33", "15.56"), (90, "0.01", "0.02")],
)
def test_a_line_is_rounded_once_half_up_to_the_cent(minutes: int, rate: str, net: str) -> None:
    (line,) = statement({"C1": reckoned([entry(minutes=minutes)], [grant(rate=rate)])}).customers[0].lines
    assert line.as_json()["net"] == net


def test_minutes_of_several_entries_of_a_request_are_added_before_rounding() -> None:
    works = [entry("E1", "10:00", 1), entry("E2", "11:00", 1), entry("E3", "12:00", 1)]
    assert statement({"C1": reckoned(works, [grant(rate="0.20")])}).sums.net == 1


def test_each_request_and_each_rate_has_a_line_of_its_own_by_request_then_rate_as_a_number() -> None:
    consents = [
        grant("K1", rate="100.00", max_minutes=10),
        grant("K2", rate="99.00", max_minutes=10),
        grant("K3", rate="100.00", max_minutes=10),
    ]
    books = reckoned([entry("E2", request_id="R2", minutes=30)], consents) + reckoned([entry("E1", request_id="R10")], [grant(rate="5.00")])
    lines = statement({"C1": books}).customers[0].lines
    assert [(line.request_id, line.rate, line.minutes) for line in lines] == [("R10", 500, 60), ("R2", 9900, 10), ("R2", 10000, 20)]


def test_vat_is_reckoned_once_on_the_sum_of_a_customers_lines() -> None:
    # 19 % of 0.03 is 0.0057, thrice would be 0.03; of 0.09 it is 0.0171
    books = sum((reckoned([entry(f"E{n}", request_id=f"R{n}", minutes=1)], [grant(rate="1.80")]) for n in range(3)), ())
    assert statement({"C1": books}).sums.as_json() == {"net": "0.09", "vat": "0.02", "gross": "0.11"}


def test_vat_is_rounded_half_up() -> None:
    assert statement({"C1": reckoned([entry()], [grant(rate="0.50")])}).sums.vat == 10


def test_total_vat_is_the_sum_of_the_customers_vat() -> None:
    books = {f"C{n}": reckoned([entry(f"E{n}")], [grant(rate="0.03")]) for n in range(3)}
    assert statement(books).sums.as_json() == {"net": "0.09", "vat": "0.03", "gross": "0.12"}


def test_a_customer_outside_the_vendors_country_is_not_taxed_and_noted_for_a_person_to_judge() -> None:
    (of_customer,) = statement({"C1": reckoned([entry()], [grant()])}, customers=[customer(country="AT")]).customers
    assert (of_customer.vat_note, of_customer.sums.as_json()) == ("not_domestic", {"net": "120.00", "vat": "0.00", "gross": "120.00"})


@pytest.mark.parametrize(
    ("started", "month"),
    [
        ("2026-10-01T00:00:00+02:00", Month(2026, 10)),
        ("2026-09-30T23:59:59.999999+02:00", Month(2026, 9)),
        ("2026-10-31T23:59:59.999999+01:00", Month(2026, 10)),
        ("2026-11-01T00:00:00+01:00", Month(2026, 11)),
        ("2026-10-31T22:59:00Z", Month(2026, 10)),
        ("2026-10-31T23:00:00Z", Month(2026, 11)),
        ("2026-12-31T23:30:00+01:00", Month(2026, 12)),
    ],
)
def test_all_of_an_entry_belongs_to_the_month_of_the_local_day_on_which_it_started(started: str, month: Month) -> None:
    books = {"C1": reckoned([entry(started=started)], [grant(given="2026-09-01T00:00:00+02:00")])}
    assert statement(books, month).minutes.billable == 60
    assert statement(books, month.next()).minutes.recorded == 0


def test_customers_are_sorted_by_id_and_those_without_minutes_are_left_out() -> None:
    books = {"C2": reckoned([entry("E2")]), "C10": reckoned([entry("E10")]), "C3": ()}
    assert [one.customer.customer_id for one in statement(books).customers] == ["C10", "C2"]


def test_only_reasons_that_blocked_something_are_named_in_the_order_of_the_checks() -> None:
    works = [entry("E1", "10:00", 20), entry("E2", "12:00", 5), entry("E3", "13:00", 7)]
    books = reckoned(works, [grant(given="10:05", max_minutes=5)], {"E2": "not_entitled", "E3": "undetermined"})
    assert list(statement({"C1": books}).customers[0].blocked.items()) == [
        ("over_cap", 10), ("no_consent", 5), ("undetermined", 7), ("not_entitled", 5),
    ]  # fmt: skip
