"""Months worked out by hand: what the report must say, to the cent, in the shape of `klausel report --json`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.vocabulary.problems import Refused
from tests.use_cases.desk_driver import Desk
from tests.use_cases.tiny_company import Company, tiny
from tests.wording.read import lines

NO_MONEY = {"net": "0.00", "vat": "0.00", "gross": "0.00"}
NO_MINUTES = {"recorded": 0, "covered": 0, "billable": 0, "waived": 0, "blocked": 0}


def reported(folder: Path, company: Company, month: str = "2026-10", customer_id: str | None = None) -> dict[str, Any]:
    desk = Desk(folder)
    desk.imports(company)
    return desk.report(month, customer_id)


def worked(*entries: tuple[str, int]) -> Company:
    """R1 of C1 with its consent for 90 minutes at 120.00, and work: when and how long."""
    company = tiny().only("customers", "people", "contracts", "rates", "requests", "quotes", "consents")
    for number, (started, minutes) in enumerate(entries, start=1):
        company.add("time_entries", like="", entry_id=f"E{number}", request_id="R1", agent="anna", role="support", activity="work")
        company.change("time_entries", f"E{number}", started_at=started, minutes=str(minutes))
    return company


def test_the_tiny_companys_october(tmp_path: Path) -> None:
    c1 = {
        "customer_id": "C1",
        "name": "Verwaltung Süd GmbH",
        "minutes": {"recorded": 95, "covered": 15, "billable": 60, "waived": 20, "blocked": 0},
        "blocked": {},
        "lines": [{"request_id": "R1", "hourly_rate": "120.00", "minutes": 60, "net": "120.00"}],
        "line_ids": ["2026-10:R1:120.00"],
        "vat_note": None,
        "differences": [],
        "difference_ids": [],
        "net": "120.00",
        "vat": "22.80",
        "gross": "142.80",
    }
    c2 = {
        "customer_id": "C2",
        "name": "Haus, Hof & Co",
        "minutes": {"recorded": 55, "covered": 55, "billable": 0, "waived": 0, "blocked": 0},
        "blocked": {},
        "lines": [],
        "line_ids": [],
        "vat_note": "not_domestic",
        "differences": [],
        "difference_ids": [],
        **NO_MONEY,
    }
    minutes = {"recorded": 150, "covered": 70, "billable": 60, "waived": 20, "blocked": 0}
    totals = {"minutes": minutes, "net": "120.00", "vat": "22.80", "gross": "142.80"}
    assert reported(tmp_path, tiny()) == {"month": "2026-10", "currency": "EUR", "customers": [c1, c2], "totals": totals}


def test_a_report_of_one_customer_totals_that_one_alone(tmp_path: Path) -> None:
    report = reported(tmp_path, tiny(), customer_id="C2")
    assert [one["customer_id"] for one in report["customers"]] == ["C2"]
    assert report["totals"] == {"minutes": {"recorded": 55, "covered": 55, "billable": 0, "waived": 0, "blocked": 0}, **NO_MONEY}


@pytest.mark.parametrize("month", ["2026-09", "2026-11", "2021-01", "2199-12"])
def test_a_month_without_minutes_has_no_customers_and_zero_totals(tmp_path: Path, month: str) -> None:
    expected = {"month": month, "currency": "EUR", "customers": [], "totals": {"minutes": NO_MINUTES, **NO_MONEY}}
    assert reported(tmp_path, tiny(), month) == expected


def test_a_customer_without_minutes_is_not_listed_but_is_known(tmp_path: Path) -> None:
    company = tiny().add("customers", like="C1", customer_id="C3")
    assert reported(tmp_path, company, customer_id="C3")["customers"] == []


def test_an_unknown_customer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        reported(tmp_path, tiny(), customer_id="C9")
    assert lines(refused.value) == ["there is no customer `C9`"]


def test_an_entry_that_straddles_the_cap_is_split_at_that_minute(tmp_path: Path) -> None:
    [one] = reported(tmp_path, worked(("2026-10-08T10:00:00+02:00", 60), ("2026-10-08T12:00:00+02:00", 35)))["customers"]
    assert (one["minutes"]["billable"], one["blocked"], one["net"]) == (90, {"over_cap": 5}, "180.00")


def test_an_entry_belongs_to_the_local_month_in_which_it_started_with_all_its_minutes(tmp_path: Path) -> None:
    company = worked(("2026-10-31T23:59:59+01:00", 30), ("2026-10-31T23:00:00Z", 30))
    assert reported(tmp_path, company)["totals"]["minutes"]["recorded"] == 30
    assert reported(tmp_path, company, "2026-11")["totals"]["minutes"]["recorded"] == 30


def test_minutes_of_earlier_months_draw_on_the_cap_first(tmp_path: Path) -> None:
    company = worked(("2026-10-31T10:00:00+01:00", 80), ("2026-11-01T10:00:00+01:00", 30))
    [november] = reported(tmp_path, company, "2026-11")["customers"]
    assert (november["minutes"]["billable"], november["blocked"]) == (10, {"over_cap": 20})


def test_lines_are_sorted_by_request_then_rate_as_a_number_and_each_is_rounded_once(tmp_path: Path) -> None:
    company = tiny().only("customers", "people", "contracts", "rates", "requests")
    company.add("requests", like="R1", request_id="R10").change("requests", "R10", service="installation")
    for number, (request, rate, started) in enumerate(
        [("R10", "100.01", "10:00"), ("R1", "1000.00", "10:10"), ("R1", "99.99", "10:20"), ("R1", "99.99", "10:40")]
    ):
        given = f"2026-10-08T{started}:00+02:00"
        consent = dict(tiny().row("consents", "CO1")) | {"quote_id": "", "max_minutes": "10", "deviation_reason": "agreed"}
        company.add("consents", **(consent | {"consent_id": f"CO{number}", "request_id": request, "hourly_rate": rate, "given_at": given}))
        entry = {"entry_id": f"E{number}", "request_id": request, "agent": "anna", "role": "support", "activity": "work"}
        company.add("time_entries", started_at=given, minutes="10", **entry)
    [one] = reported(tmp_path, company)["customers"]
    assert one["lines"] == [
        {"request_id": "R1", "hourly_rate": "99.99", "minutes": 20, "net": "33.33"},
        {"request_id": "R1", "hourly_rate": "1000.00", "minutes": 10, "net": "166.67"},
        {"request_id": "R10", "hourly_rate": "100.01", "minutes": 10, "net": "16.67"},
    ]
    assert (one["net"], one["vat"], one["gross"]) == ("216.67", "41.17", "257.84")


@pytest.mark.parametrize(
    ("rate", "minutes", "net", "vat"),
    [
        ("0.30", 1, "0.01", "0.00"),
        ("0.29", 1, "0.00", "0.00"),
        ("3.00", 10, "0.50", "0.10"),
        ("0.50", 60, "0.50", "0.10"),
        ("2.50", 60, "2.50", "0.48"),
        ("121.50", 1, "2.03", "0.39"),
    ],
    ids=["half a cent up", "below half a cent", "0.095 up", "0.095 up again", "0.475 up", "2.025 up"],
)
def test_net_and_vat_are_rounded_half_up(tmp_path: Path, rate: str, minutes: int, net: str, vat: str) -> None:
    company = worked(("2026-10-08T10:00:00+02:00", minutes)).without("quotes")
    company.change("consents", "CO1", quote_id="", hourly_rate=rate, deviation_reason="agreed")
    [one] = reported(tmp_path, company)["customers"]
    assert (one["net"], one["vat"]) == (net, vat)


def test_vat_is_reckoned_once_a_customer_and_the_totals_add_up_what_is_listed(tmp_path: Path) -> None:
    company = worked(("2026-10-08T10:00:00+02:00", 60)).change("consents", "CO1", hourly_rate="0.50", deviation_reason="agreed")
    company.add("customers", like="C1", customer_id="C3").add("people", like="P1", person_id="P4", customer_id="C3")
    company.add("contracts", like="K1", contract_id="K4", customer_id="C3")
    company.add("requests", like="R1", request_id="R4", customer_id="C3", person_id="P4")
    company.add("consents", like="CO1", consent_id="CO4", request_id="R4", quote_id="", given_by="P4")
    company.add("time_entries", like="E1", entry_id="E4", request_id="R4")
    totals = reported(tmp_path, company)["totals"]
    assert (totals["net"], totals["vat"], totals["gross"]) == ("1.00", "0.20", "1.20"), "19 % of 1.00 would be 0.19"


@pytest.mark.parametrize(
    ("day", "name", "vat_note", "vat"),
    [("2026-10-31", "New name", "not_domestic", "0.00"), ("2026-11-01", "Verwaltung Süd GmbH", None, "22.80")],
    ids=["on the month's last day", "the day after"],
)
def test_name_and_country_are_those_of_the_months_last_day(tmp_path: Path, day: str, name: str, vat_note: str | None, vat: str) -> None:
    company = tiny().add("customers", like="C1", valid_from=day, name="New name", country="AT")
    one = reported(tmp_path, company)["customers"][0]
    assert (one["name"], one["vat_note"], one["vat"], one["net"]) == (name, vat_note, vat, "120.00")


def test_customers_are_sorted_by_id_as_text(tmp_path: Path) -> None:
    company = tiny().only("customers", "requests", "people")
    company.rows["requests"] = []
    for number in (10, 9, 1):
        company.add("customers", like="C1", customer_id=f"K{number}")
        company.add(
            "requests", request_id=f"R{number}", customer_id=f"K{number}", product="hausperfekt", received_at="2026-10-01T08:00:00Z"
        )
        company.add("time_entries", entry_id=f"E{number}", request_id=f"R{number}", agent=f"a{number}", role="support", activity="work")
        company.change("time_entries", f"E{number}", started_at="2026-10-01T10:00:00Z", minutes="5")
    assert [one["customer_id"] for one in reported(tmp_path, company)["customers"]] == ["K1", "K10", "K9"]
