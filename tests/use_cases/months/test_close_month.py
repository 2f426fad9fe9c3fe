"""A month that was closed stays as it is; what is learnt about it later stands, once, in the earliest open month."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from engine.deciding.deciders import Deciders
from engine.use_cases.reckoning.as_of import known
from engine.use_cases.reckoning.month_statements import open_month
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder
from engine.vocabulary.instants import read_instant
from engine.vocabulary.months import Month
from engine.vocabulary.problems import Refused
from tests.use_cases.closing_books import OPEN, ClosingBooks
from tests.use_cases.desk_driver import POLICIES, Desk
from tests.use_cases.tiny_company import tiny
from tests.wording.read import english, lines

NOTHING = {"recorded": 0, "covered": 0, "billable": 0, "waived": 0, "blocked": 0}


@pytest.fixture
def books(tmp_path: Path) -> ClosingBooks:
    """The tiny company: its October holds R1's 60 billable, 20 waived and 15 covered minutes, and 55 covered ones of C2."""
    desk = Desk(tmp_path)
    desk.imports(tiny())
    return ClosingBooks(desk)


def changed(**minutes: int) -> dict[str, int]:
    return NOTHING | minutes


def refused(books: ClosingBooks, month: str) -> str:
    with pytest.raises(Refused) as told:
        books.closes(month)
    (line,) = lines(told.value)
    return line


def test_a_closed_months_report_is_what_it_was_byte_for_byte(books: ClosingBooks) -> None:
    before = json.dumps(books.report("2026-10"))
    books.closes("2026-10")
    assert json.dumps(books.report("2026-10")) == before
    books.works("E9", "2026-10-05T12:00:00+02:00", 10)
    books.does("customers", customer_id="C1", valid_from="2026-10-01", name="Renamed", language="de", account_manager="am1", country="AT")
    assert json.dumps(books.report("2026-10")) == before


def test_a_late_entry_is_a_difference_in_the_earliest_open_month(books: ClosingBooks) -> None:
    books.closes("2026-10")
    assert books.report("2026-11")["customers"] == []
    books.works("E9", "2026-10-05T12:00:00+02:00", 10)
    (customer,) = books.report("2026-11")["customers"]
    assert customer["differences"] == [
        {"month": "2026-10", "request_id": "R1", "minutes": changed(recorded=10, billable=10), "net": "20.00"}
    ]
    assert customer["minutes"] == changed(recorded=10, billable=10)
    assert (customer["lines"], customer["net"], customer["vat"], customer["gross"]) == ([], "20.00", "3.80", "23.80")
    assert customer["difference_ids"] == ["2026-11:R1:2026-10"]
    assert books.report("2026-12")["customers"] == []


def test_what_a_statement_has_said_no_later_one_says_again(books: ClosingBooks) -> None:
    books.closes("2026-10")
    books.works("E9", "2026-10-05T12:00:00+02:00", 10)
    books.closes("2026-11")
    assert books.differences("2026-11") != []
    assert books.differences("2026-12") == []
    books.works("E10", "2026-10-05T12:10:00+02:00", 6)
    assert [one["minutes"]["recorded"] for one in books.differences("2026-12")] == [6]
    assert [one["minutes"]["recorded"] for one in books.differences("2026-11")] == [10]


LEARNT: list[tuple[str, str, dict[str, str], dict[str, int], str]] = [
    ("a retraction", "retractions", {"retraction_id": "X9", "kind": "time_entries", "id": "E1", "retracted_at": "2026-12-01T08:00:00+01:00",
     "retracted_by": "anna", "reason": "x"}, {"recorded": -60, "billable": -60}, "-120.00"),
    ("a waiver", "waivers", {"waiver_id": "WV9", "entry_id": "E1", "waived_at": "2026-12-01T08:00:00+01:00", "waived_by": "am1",
     "reason": "x"}, {"billable": -60, "waived": 60}, "-120.00"),
    ("a re-triage", "retriages", {"retriage_id": "RE9", "request_id": "R1", "triaged_at": "2026-12-01T08:00:00+01:00", "triaged_by": "anna",
     "service": "self_service"}, {"billable": -60, "waived": -20, "covered": 80}, "-120.00"),
    ("a refusal", "consents", {"consent_id": "CO9", "request_id": "R1", "status": "declined", "given_by": "P1", "given_via": "email",
     "given_at": "2026-10-05T09:30:00+02:00", "currency": "EUR"}, {}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "values", "minutes", "net"), [row[1:] for row in LEARNT], ids=[row[0] for row in LEARNT])
def test_whatever_is_learnt_about_a_closed_month_is_reported_by_what_it_changes(
    books: ClosingBooks, kind: str, values: dict[str, str], minutes: dict[str, int], net: str
) -> None:
    books.closes("2026-10")
    books.does(kind, **values)
    told = [(one["month"], one["request_id"], one["minutes"], one["net"]) for one in books.differences("2026-11")]
    assert told == ([("2026-10", "R1", changed(**minutes), net)] if minutes else [])


def test_a_withdrawal_with_an_earlier_date_blocks_what_was_billed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny().without("withdrawals"))
    books = ClosingBooks(desk)
    books.closes("2026-10")
    books.does("withdrawals", withdrawal_id="W9", consent_id="CO1", withdrawn_at="2026-10-05T10:30:00+02:00", withdrawn_by="P1")
    assert books.differences("2026-11") == [
        {"month": "2026-10", "request_id": "R1", "minutes": changed(billable=-30, blocked=30), "net": "-60.00"}
    ]


def test_a_determination_settles_minutes_of_a_closed_month(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny().without("determinations"))
    books = ClosingBooks(desk)
    books.closes("2026-10")
    determined = {"determined_by": "am2", "determined_at": "2026-10-07T09:00:00+02:00", "reason": "agreed"}
    books.does("determinations", determination_id="D1", request_id="R3", coverage="covered", **determined)
    assert books.differences("2026-11") == [
        {"month": "2026-10", "request_id": "R3", "minutes": changed(covered=25, blocked=-25), "net": "0.00"}
    ]


def test_a_contract_that_ended_earlier_than_was_known_changes_all_its_customers_requests(books: ClosingBooks) -> None:
    books.closes("2026-10")
    books.retracts("contracts", "K2")
    assert [(one["request_id"], one["minutes"]["blocked"]) for one in books.differences("2026-11")] == [("R2", 30), ("R3", 25)]


def test_a_request_that_is_retracted_takes_its_minutes_back(books: ClosingBooks) -> None:
    books.closes("2026-10")
    for kind, identity in (("time_entries", "E5"), ("closures", "CL1"), ("requests", "R2")):
        books.retracts(kind, identity)
    assert books.differences("2026-11") == [
        {"month": "2026-10", "request_id": "R2", "minutes": changed(recorded=-30, covered=-30), "net": "0.00"}
    ]


def test_late_work_that_uses_up_a_cap_changes_what_was_billed_after_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    company = tiny().without("withdrawals", "waivers", "retractions").change("consents", "CO1", max_minutes="60")
    desk.imports(company.add("time_entries", like="E1", entry_id="E7", started_at="2026-11-02T10:00:00+01:00", minutes="5"), OPEN)
    books = ClosingBooks(desk)
    books.closes("2026-10")
    books.closes("2026-11")
    books.works("E9", "2026-10-05T09:30:00+02:00", 12)
    assert [(one["month"], one["minutes"], one["net"]) for one in books.differences("2026-12")] == [
        ("2026-10", changed(recorded=12, blocked=12), "0.00")
    ]


def test_months_are_closed_in_their_order_and_empty_ones_close_with_the_next(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny().only("customers", "people", "contracts", "rates", "requests", "quotes", "consents", "time_entries"))
    books = ClosingBooks(desk)
    books.works("E9", "2026-12-01T10:00:00+01:00", 10)
    assert refused(books, "2026-12") == "`2026-12` has not ended; it can be closed from 2027-01-01T00:00+01:00 on"
    books.now = read_instant("2027-02-01T08:00:00+01:00")
    assert refused(books, "2026-12") == "`2026-10` holds minutes and is open; close it before `2026-12`"
    books.closes("2026-10")
    assert [str(one.statement.month) for one in books.closes("2026-12")] == ["2026-11", "2026-12"]
    assert refused(books, "2026-11") == "`2026-11` was closed on 2027-02-01 by `fin`; what is learnt about it now is stated in 2027-01"
    assert refused(books, "2026-09") == "`2026-09` was closed with 2026-10; what is learnt about it now is stated in 2027-01"


def test_a_month_before_the_first_closed_one_counts_as_closed_and_late_work_in_it_is_a_difference(books: ClosingBooks) -> None:
    books.closes("2026-10")
    request = {"customer_id": "C1", "product": "hausperfekt", "received_at": "2026-08-03T08:00:00+02:00", "service": "self_service"}
    books.does("requests", request_id="R9", **request)
    books.works("E9", "2026-08-03T10:00:00+02:00", 20, "R9")
    assert books.report("2026-08")["customers"] == []
    assert books.differences("2026-11") == [
        {"month": "2026-08", "request_id": "R9", "minutes": changed(recorded=20, covered=20), "net": "0.00"}
    ]


def test_what_was_known_on_a_day_is_reported_as_it_was_then(books: ClosingBooks) -> None:
    started = books.works("E9", "2026-10-05T12:00:00+02:00", 10)
    with_it = books.report("2026-10")
    books.closes("2026-10")
    closed_at = books.now
    books.works("E10", "2026-10-05T12:10:00+02:00", 6)
    known: dict[str, Any] = {name: books.report("2026-10", on=on) for name, on in (("before", started - 1), ("then", started))}  # type: ignore[arg-type]
    assert known["then"] == with_it
    assert known["before"]["totals"]["minutes"]["recorded"] == 150
    assert books.report("2026-11", on=closed_at)["customers"] == []
    assert books.report("2026-11")["totals"]["minutes"]["recorded"] == 6
    assert books.report("2026-10", on=read_instant("2020-01-01T00:00:00Z"))["customers"] == []


def with_a_later_version(folder: Path) -> Deciders:
    """The packs with a version from October on, written later, in which module fundamentals are product help and cost nothing."""
    copy = folder / "policies"
    shutil.copytree(POLICIES, copy)
    later = copy / "hausperfekt" / "2026-10"
    shutil.copytree(copy / "hausperfekt" / "2025-01", later)
    text = (later / "policy.yaml").read_text("utf-8").replace('version: "2025-01"', 'version: "2026-10"')
    text = text.replace("effective: {from: 2025-01-01, to: null}", "effective: {from: 2026-10-01, to: null}")
    changed = text.replace("when: {service: self_service}", "when: {service: [self_service, module_fundamentals]}")
    assert changed != text
    (later / "policy.yaml").write_text(changed, "utf-8")
    return open_policies(copy, notes_folder())


def test_a_late_version_with_an_earlier_date_leaves_closed_months_and_makes_differences(books: ClosingBooks, tmp_path: Path) -> None:
    books.closes("2026-10")
    before = books.report("2026-10")
    closed_at = books.now
    books.desk.packs = with_a_later_version(tmp_path)
    assert books.report("2026-10") == before
    expected = [{"month": "2026-10", "request_id": "R1", "minutes": changed(covered=80, billable=-60, waived=-20), "net": "-120.00"}]
    assert books.differences("2026-11") == expected
    pinned = books.does("customers", customer_id="C9", name="New", language="de", account_manager="am1", country="DE")
    assert set(books.desk.everything().pins) == {"hausperfekt@2025-01", "hausperfekt@2026-10"}
    assert books.differences("2026-11") == expected
    assert books.report("2026-11", on=closed_at)["customers"] == []
    assert books.report("2026-11", on=pinned)["customers"] == books.report("2026-11")["customers"]
    books.closes("2026-11")
    assert books.differences("2026-12") == []


def test_months_are_not_read_under_another_time_zone_than_they_were_closed_under(books: ClosingBooks, tmp_path: Path) -> None:
    books.closes("2026-10")
    copy = tmp_path / "policies"
    shutil.copytree(POLICIES, copy)
    vendor = copy / "vendor.yaml"
    vendor.write_text(vendor.read_text("utf-8").replace("time_zone: Europe/Berlin", "time_zone: Europe/Lisbon"), "utf-8")
    books.desk.packs = open_policies(copy, notes_folder())
    with pytest.raises(Refused) as told:
        books.report("2026-10")
    message = "`time_zone`: vendor.yaml says `Europe/Lisbon`, but months were closed under `Europe/Berlin`; put that back"
    assert lines(told.value) == [message]


def test_a_closed_month_is_reckoned_once_more_by_the_vat_it_was_closed_with(books: ClosingBooks, tmp_path: Path) -> None:
    books.closes("2026-10")
    copy = tmp_path / "policies"
    shutil.copytree(POLICIES, copy)
    vendor = copy / "vendor.yaml"
    vendor.write_text(vendor.read_text("utf-8").replace('percent: "19"', 'percent: "16"'), "utf-8")
    books.desk.packs = open_policies(copy, notes_folder())
    with books.desk.record.reading() as connection:
        what = known(connection, books.desk.packs)
        (closed,) = what.closed
        again = open_month(what.before(closed), Month(2026, 10)).statement
    assert again.as_json() == books.report("2026-10")
    books.works("E9", "2026-11-02T10:00:00+01:00", 10, "R2")
    books.retracts("time_entries", "E1")
    assert books.report("2026-11")["customers"][0]["vat"] == "-19.20"


def test_work_recorded_for_a_closed_month_is_warned_of_once_a_month(books: ClosingBooks) -> None:
    books.closes("2026-10")
    late = tiny().only("customers", "people", "contracts", "rates", "requests")
    for number, started in enumerate(("2026-10-06T12:00:00+02:00", "2026-10-07T12:00:00+02:00", "2026-11-03T12:00:00+01:00")):
        work = {"agent": "cy", "role": "support", "activity": "work", "minutes": "5"}
        late.add("time_entries", entry_id=f"L{number}", request_id="R1", started_at=started, **work)
    assert [english(problem) for problem in books.desk.imports(late, OPEN).warnings] == [
        "`L0` and 1 more belong to 2026-10, which is closed; what that changes is stated as a difference in 2026-11"
    ]
