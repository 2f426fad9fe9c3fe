"""What is unfinished in a month before it is closed, and what closing it would do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.store.record import Record
from engine.use_cases.months.closing_preview import unfinished
from engine.vocabulary.instants import read_instant
from engine.vocabulary.months import read_month
from engine.vocabulary.problems import Refused
from engine.wording.sentences import Reader
from tests.demo.demo_record import demo_record
from tests.use_cases.closing_books import OPEN, ClosingBooks
from tests.use_cases.desk_driver import Desk, deciders
from tests.use_cases.small_month import small_month
from tests.use_cases.tiny_company import Company, tiny
from tests.wording.read import lines

EN = Reader("en")


def imported_books(tmp_path: Path, company: Company) -> ClosingBooks:
    desk = Desk(tmp_path)
    desk.imports(company)
    return ClosingBooks(desk)


def preview(books: ClosingBooks, month: str = "2026-10", now: str = "") -> dict[str, Any]:
    at = read_instant(now) if now else books.now
    before = books.desk.stored()
    found = unfinished(books.desk.record, books.desk.packs, read_month(month), now=at).as_json(EN.as_json)
    assert books.desk.stored() == before
    return found


def unanswered(books: ClosingBooks, **when: str) -> list[str]:
    return [one["quote_id"] for one in preview(books, **when)["unanswered_quotes"]]


def test_a_month_in_which_nothing_is_unfinished_says_so(tmp_path: Path) -> None:
    found = preview(imported_books(tmp_path, tiny()))
    assert (found["has_ended"], found["closes"], found["hindrance"], found["minutes"]["recorded"]) == (True, ["2026-10"], None, 150)
    assert [found[name] for name in ("undetermined", "unanswered_quotes", "blocked", "differences")] == [[], [], [], []]
    assert found["implausible"] == {"at_two_customers": [], "long_days": [], "at_night": []}


def test_undetermined_work_names_what_would_be_asked_or_that_a_person_determines(tmp_path: Path) -> None:
    company = tiny().without("determinations").change("requests", "R2", service="operational_problem", topic="master_data")
    company.add("time_entries", like="E6", entry_id="E7", activity="triage", started_at="2026-10-07T12:00:00+02:00")
    assert preview(imported_books(tmp_path, company))["undetermined"] == [
        {"request_id": "R2", "customer_id": "C2", "minutes": 30, "ask": ["training", "cause"], "a_person_determines": False},
        {"request_id": "R3", "customer_id": "C2", "minutes": 25, "ask": [], "a_person_determines": True},
    ]


def test_a_quote_waits_until_it_is_answered_expires_or_is_retracted(tmp_path: Path) -> None:
    books = imported_books(
        tmp_path, tiny().without("consents", "withdrawals", "waivers").change("quotes", "Q1", expires_at="2026-10-31T12:00:00+01:00")
    )
    quote = {"request_id": "R1", "sent_by": "am1", "role": "support", "hourly_rate": "120.00", "currency": "EUR"}
    assert unanswered(books) == []
    assert unanswered(books, now="2026-10-31T11:59:00+01:00") == ["Q1"]
    for id_, sent_at in (("Q2", "2026-10-10T08:00:00+02:00"), ("Q3", "2026-10-31T23:00:00+01:00"), ("Q4", "2026-11-01T00:00:00+01:00")):
        books.does("quotes", quote_id=id_, sent_at=sent_at, **quote)
    books.does("quotes", quote_id="Q5", sent_at="2026-10-31T08:00:00+01:00", expires_at="2026-11-01T00:00:00+01:00", **quote)
    books.does("quotes", quote_id="Q6", sent_at="2026-10-31T08:00:00+01:00", expires_at="2026-11-01T00:01:00+01:00", **quote)
    assert unanswered(books) == ["Q2", "Q6", "Q3"]
    books.retracts("quotes", "Q6")
    refusal = {"request_id": "R1", "status": "declined", "given_by": "P1", "given_via": "phone", "currency": "EUR"}
    books.does("consents", consent_id="CO9", given_at="2026-10-12T08:00:00+02:00", **refusal)
    assert unanswered(books) == ["Q3"]
    books.does("consents", consent_id="CO10", given_at="2026-11-20T08:00:00+01:00", **refusal)
    assert unanswered(books) == []


def test_blocked_minutes_are_valued_in_money_by_customer_and_reason(tmp_path: Path) -> None:
    record: Record = small_month(tmp_path / "record.db", deciders())
    found = unfinished(record, deciders(), read_month("2026-10"), now=OPEN).as_json(EN.as_json)
    blocked: list[dict[str, Any]] = found["blocked"]  # type: ignore[assignment]
    assert [(one["customer_id"], one["minutes"], one["net_at_table_rate"]) for one in blocked] == [
        ("C1", 97, "131.67"),
        ("C2", 18, "36.00"),
    ]
    first = {
        reason: (one["minutes"], one["net_at_table_rate"], one["minutes_without_rate"]) for reason, one in blocked[0]["reasons"].items()
    }
    assert first == {"over_cap": (15, "30.00", 0), "no_consent": (70, "101.67", 20), "not_offered": (12, "0.00", 0)}
    assert blocked[0]["reasons"]["not_offered"]["minutes_not_billable"] == 12
    record.close()


def test_implausible_entries_are_listed_and_count_all_the_same(tmp_path: Path) -> None:
    company = tiny().change("requests", "R2", received_at="2026-10-05T08:00:00+02:00")
    company.add("time_entries", like="E5", entry_id="E7", agent="anna", started_at="2026-10-05T10:30:00+02:00", minutes="20")
    company.add("time_entries", like="E5", entry_id="E8", started_at="2026-10-08T22:30:00+02:00", minutes="40")
    company.add("time_entries", like="E5", entry_id="E9", agent="cy", started_at="2026-10-09T06:00:00+02:00", minutes="960")
    found = preview(imported_books(tmp_path, company))
    assert found["minutes"]["recorded"] == 150 + 20 + 40 + 960
    (pair,) = found["implausible"]["at_two_customers"]
    assert (pair["earlier"]["entry_id"], pair["earlier"]["customer_id"]) == ("E1", "C1")
    assert (pair["later"]["entry_id"], pair["later"]["customer_id"], pair["later"]["agent"]) == ("E7", "C2", "anna")
    assert found["implausible"]["long_days"] == [{"day": "2026-10-09", "agent": "cy", "minutes": 960, "entries": ["E9"]}]
    assert [one["entry_id"] for one in found["implausible"]["at_night"]] == ["E8"]


def test_an_entry_that_runs_over_from_the_month_before_is_seen_beside_one_of_the_month(tmp_path: Path) -> None:
    company = tiny().only("customers", "people", "contracts", "rates", "requests", "consents", "quotes")
    company.change("requests", "R1", received_at="2026-09-01T08:00:00+02:00").change(
        "requests", "R2", received_at="2026-09-01T08:00:00+02:00"
    )
    entry = {"agent": "anna", "role": "support", "activity": "work"}
    company.add("time_entries", entry_id="E1", request_id="R1", started_at="2026-09-30T23:30:00+02:00", minutes="60", **entry)
    company.add("time_entries", entry_id="E2", request_id="R2", started_at="2026-10-01T00:10:00+02:00", minutes="10", **entry)
    (pair,) = preview(imported_books(tmp_path, company))["implausible"]["at_two_customers"]
    assert (pair["earlier"]["entry_id"], pair["later"]["entry_id"]) == ("E1", "E2")


def test_a_month_that_has_not_ended_is_named_as_such_with_what_it_would_close(tmp_path: Path) -> None:
    books = imported_books(tmp_path, tiny())
    found = preview(books, now="2026-10-31T23:59:59+01:00")
    assert (found["has_ended"], found["ends"], found["closes"]) == (False, "2026-11-01T00:00:00+01:00", ["2026-10"])
    assert preview(books, now="2026-11-01T00:00:00+01:00")["has_ended"] is True
    assert preview(books, "2026-11")["hindrance"] == {
        "code": "earlier_open", "message": "`2026-10` holds minutes and is open; close it before `2026-11`",
    }  # fmt: skip


def test_it_names_the_months_that_would_close_and_the_differences_that_they_would_state(tmp_path: Path) -> None:
    books = imported_books(tmp_path, tiny())
    books.closes("2026-10")
    books.works("E9", "2026-10-05T12:00:00+02:00", 10)
    books.works("E10", "2026-12-05T12:00:00+01:00", 10)
    books.now = read_instant("2027-01-02T08:00:00+01:00")
    found = preview(books, "2026-12")
    assert found["closes"] == ["2026-11", "2026-12"]
    assert [(one["id"], one["net"]) for one in found["differences"]] == [("2026-11:R1:2026-10", "20.00")]
    closed = books.closes("2026-12")
    assert [str(one.statement.month) for one in closed] == found["closes"]
    stated = [one for month in found["closes"] for one in books.report(month)["customers"] if one["differences"]]
    assert [one["difference_ids"] for one in stated] == [["2026-11:R1:2026-10"]]
    assert closed[-1].statement.totals_as_json() == {name: found[name] for name in ("minutes", "net", "vat", "gross")}


def test_a_closed_month_has_no_preview(tmp_path: Path) -> None:
    books = imported_books(tmp_path, tiny())
    books.closes("2026-10")
    with pytest.raises(Refused) as refused:
        preview(books)
    assert lines(refused.value) == ["`2026-10` was closed on 2026-12-15 by `fin`; what is learnt about it now is stated in 2026-11"]


def test_of_the_demo_company_what_is_blocked_adds_up_to_its_statement() -> None:
    desk = demo_record().desk
    for month in ("2025-03", "2026-10"):
        found = unfinished(desk.record, deciders(), read_month(month), now=OPEN).as_json(EN.as_json)
        blocked: list[dict[str, Any]] = found["blocked"]  # type: ignore[assignment]
        assert blocked
        assert sum(one["minutes"] for one in blocked) == found["minutes"]["blocked"]  # type: ignore[index]
        assert all(sum(of["minutes"] for of in one["reasons"].values()) == one["minutes"] for one in blocked)
