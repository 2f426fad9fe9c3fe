"""From a line or a difference to what is behind it, and from anything forward to the lines it touched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.use_cases.tracing.why import why
from engine.vocabulary.problems import Refused
from tests.use_cases.closing_books import ClosingBooks
from tests.use_cases.desk_driver import Desk
from tests.use_cases.tiny_company import Company, tiny
from tests.wording.read import english

LINE = "2026-10:R1:120.00"
DIFFERENCE = "2026-11:R1:2026-10"


def imported_books(tmp_path: Path, company: Company | None = None) -> ClosingBooks:
    desk = Desk(tmp_path)
    desk.imports(company or tiny())
    return ClosingBooks(desk)


@pytest.fixture
def books(tmp_path: Path) -> ClosingBooks:
    """The tiny company: in its October R1 has a line of 60 minutes, 20 waived and 15 covered ones."""
    return imported_books(tmp_path)


def asked(books: ClosingBooks, id_: str) -> dict[str, Any]:
    return why(books.desk.record, books.desk.packs, id_).as_json()


def touched(books: ClosingBooks, id_: str) -> dict[str, Any]:
    (found,) = asked(books, id_)["touched"]
    return dict(found)


def lines(books: ClosingBooks, id_: str) -> list[tuple[str, int, int, str]]:
    """Each line that it is behind: its id, how many of its minutes, all of its minutes, its net."""
    return [(one["id"], one["minutes_behind"], one["minutes"], one["net"]) for one in touched(books, id_)["lines"]]


def elsewhere(books: ClosingBooks, id_: str) -> list[tuple[str, str, str | None, int]]:
    return [(one["request_id"], one["bucket"], one["blocked"], one["minutes"]) for one in touched(books, id_)["not_in_line"]]


def refused(books: ClosingBooks, id_: str) -> str:
    with pytest.raises(Refused) as told:
        asked(books, id_)
    (problem,) = told.value.problems
    assert problem.kind == "unknown_id"
    return english(problem)


def test_a_line_names_its_entry_its_consent_with_evidence_its_rate_row_and_its_decision(books: ClosingBooks) -> None:
    line = asked(books, LINE)["line"]
    assert (line["id"], line["customer_id"], line["name"], line["minutes"], line["hourly_rate"], line["net"]) == (
        LINE, "C1", "Verwaltung Süd GmbH", 60, "120.00", "120.00",
    )  # fmt: skip
    assert (line["closed"], line["differences"], line["request"]["asked_by"]) == (None, [], "Person Eins")
    (entry,) = line["entries"]
    assert (entry["entry_id"], entry["agent"], entry["started_at"], entry["note"]) == (
        "E1", "anna", "2026-10-05T10:00:00+02:00", "first line\nsecond line",
    )  # fmt: skip
    (part,) = entry["parts"]
    assert (part["first_minute"], part["minutes"], part["bucket"], part["consent_id"], part["rate_id"], part["in_line"]) == (
        0, 60, "billable", "CO1", "RT1", True,
    )  # fmt: skip
    (consent,) = line["consents"]
    assert (consent["given_by_name"], consent["given_via"], consent["evidence"], consent["max_minutes"], consent["minutes_in_line"]) == (
        "Person Eins", "email", "mail 17", 90, 60,
    )  # fmt: skip
    assert consent["quote"]["quote_id"] == "Q1"
    assert consent["withdrawal"]["withdrawn_at"] == "2026-10-20T12:00:00+02:00"
    assert (consent["rate"]["rate_id"], consent["rate"]["hourly_rate"], consent["reason_for_deviating"]) == ("RT1", "120.00", None)
    (decision,) = line["decisions"]
    assert (decision["policy"], decision["coverage"], decision["reworded_since"]) == ("hausperfekt@2025-01", "billable", False)
    (rule,) = decision["rules"]
    assert rule["rule"] == "training_and_configuration_charged"
    assert all(rule["says"][language] for language in ("de", "en"))
    assert [clause["clause"] for clause in decision["clauses"]] == ["faq-3.1"]
    assert all(clause["says"]["de"] and clause["source"]["en"] for clause in decision["clauses"])
    assert [one["id"] for one in line["retractions"]] == ["E4"]


def test_a_closed_line_is_reported_as_it_was_known_when_its_month_was_closed(books: ClosingBooks) -> None:
    before = asked(books, LINE)["line"]
    (closed,) = books.closes("2026-10")
    books.retracts("time_entries", "E1")
    books.does("people", person_id="P1", valid_from="2026-10-01", customer_id="C1", name="Renamed", portal_registered="yes",
               may_commission="yes")  # fmt: skip
    line = asked(books, LINE)["line"]
    assert line["closed"] == {"on": "2026-12-15T08:01:00+01:00", "by": "fin", "act": 29, "statement_digest": closed.digest}
    assert [(one["kind"], one["id"], one["recorded_by"]) for one in line["recorded_since"]] == [("retractions", "X-E1", "anna")]
    assert line["differences"] == [DIFFERENCE]
    told_later = ("closed", "recorded_since", "differences")
    assert {name: value for name, value in line.items() if name not in told_later} == {
        name: value for name, value in before.items() if name not in told_later
    }


def test_an_entry_that_straddles_a_cap_shows_which_of_its_parts_is_in_the_line(tmp_path: Path) -> None:
    books = imported_books(tmp_path, tiny().change("consents", "CO1", max_minutes="40"))
    (entry,) = asked(books, LINE)["line"]["entries"]
    assert [(one["first_minute"], one["minutes"], one["bucket"], one["blocked"], one["in_line"]) for one in entry["parts"]] == [
        (0, 40, "billable", None, True),
        (40, 20, "blocked", "over_cap", False),
    ]


def test_a_rate_that_differs_from_the_tables_names_its_reason(tmp_path: Path) -> None:
    company = tiny().change("consents", "CO1", hourly_rate="100.00", deviation_reason="framework agreement", quote_id="")
    (consent,) = asked(imported_books(tmp_path, company), "2026-10:R1:100.00")["line"]["consents"]
    assert (consent["rate"]["hourly_rate"], consent["hourly_rate"]) == ("120.00", "100.00")
    assert consent["reason_for_deviating"] == "framework agreement"


def test_a_determined_line_names_who_determined_it_and_why(tmp_path: Path) -> None:
    company = tiny().change("determinations", "D1", coverage="billable")
    company.add("consents", like="CO1", consent_id="CO3", request_id="R3", quote_id="", given_by="P3",
                given_at="2026-10-07T09:30:00+02:00")  # fmt: skip
    line = asked(imported_books(tmp_path, company), "2026-10:R3:120.00")["line"]
    assert [(one["determined_by"], one["reason"]) for one in line["determinations"]] == [("am2", "agreed by phone")]
    assert [one["coverage"] for one in line["decisions"]] == ["undetermined"]


def test_a_difference_names_what_was_frozen_what_is_known_and_the_acts_between(books: ClosingBooks) -> None:
    books.closes("2026-10")
    books.works("E9", "2026-10-05T12:00:00+02:00", 10)
    books.retracts("time_entries", "E1")
    difference = asked(books, DIFFERENCE)["difference"]
    assert (difference["frozen"]["minutes"]["billable"], difference["frozen"]["net"]) == (60, "120.00")
    assert (difference["known"]["minutes"]["billable"], difference["known"]["net"]) == (10, "20.00")
    assert (difference["minutes"]["billable"], difference["net"], difference["earlier"], difference["stated"]) == (-50, "-100.00", [], None)
    assert [(one["kind"], one["id"]) for one in difference["acts"]] == [("time_entries", "E9"), ("retractions", "X-E1")]


def test_a_later_difference_counts_earlier_statements_and_names_only_acts_recorded_after_them(books: ClosingBooks) -> None:
    books.closes("2026-10")
    books.works("E9", "2026-10-05T12:00:00+02:00", 10)
    books.closes("2026-11")
    books.works("E10", "2026-10-05T12:10:00+02:00", 6)
    second = asked(books, "2026-12:R1:2026-10")["difference"]
    assert [(one["id"], one["net"]) for one in second["earlier"]] == [(DIFFERENCE, "20.00")]
    assert (second["frozen"]["net"], second["known"]["net"], second["net"]) == ("120.00", "152.00", "12.00")
    assert [one["id"] for one in second["acts"]] == ["E10"]
    first = asked(books, DIFFERENCE)["difference"]
    assert (first["known"]["net"], first["stated"]["by"]) == ("140.00", "fin")
    assert [one["id"] for one in first["later"]] == ["2026-12:R1:2026-10"]
    assert [one["id"] for one in first["acts"]] == ["E9"]


BEHIND_THE_LINE = [
    "E1", "CO1", "Q1", "W1", "RT1", "R1", "C1", "P1", "RE1", "K1", "T1", "training_and_configuration_charged", "faq-3.1",
    "hausperfekt@2025-01", "requests:R1", "policies:hausperfekt@2025-01",
]  # fmt: skip


@pytest.mark.parametrize("is_closed", [False, True], ids=["open", "closed"])
def test_everything_behind_a_line_leads_forward_to_it(books: ClosingBooks, is_closed: bool) -> None:
    if is_closed:
        books.closes("2026-10")
    for id_ in BEHIND_THE_LINE:
        assert lines(books, id_) == [(LINE, 60, 60, "120.00")], id_
        assert {one["closed"] for one in touched(books, id_)["lines"]} == {is_closed}, id_


@pytest.mark.parametrize("is_closed", [False, True], ids=["open", "closed"])
def test_minutes_that_are_in_no_line_say_where_they_ended(books: ClosingBooks, is_closed: bool) -> None:
    if is_closed:
        books.closes("2026-10")
    assert elsewhere(books, "E2") == [("R1", "covered", None, 15)]
    assert elsewhere(books, "WV1") == elsewhere(books, "E3") == [("R1", "waived", None, 20)]
    assert elsewhere(books, "D1") == [("R3", "covered", None, 25)]
    assert elsewhere(books, "K2") == [("R2", "covered", None, 30), ("R3", "covered", None, 25)]
    for id_ in ("E4", "CL1", "X1", "RT2"):
        assert (lines(books, id_), elsewhere(books, id_)) == ([], [])


def test_a_withdrawal_and_a_refusal_lead_to_the_minutes_they_blocked(tmp_path: Path) -> None:
    company = tiny().change("withdrawals", "W1", withdrawn_at="2026-10-05T10:30:00+02:00")
    company.change("requests", "R2", service="installation")
    company.add("consents", consent_id="CO2", request_id="R2", status="declined", given_by="P3", given_via="phone",
                given_at="2026-10-06T09:00:00+02:00", currency="EUR")  # fmt: skip
    books = imported_books(tmp_path, company)
    assert lines(books, "W1") == [(LINE, 30, 30, "60.00")]
    assert elsewhere(books, "W1") == [("R1", "blocked", "consent_withdrawn", 30)]
    assert elsewhere(books, "CO2") == [("R2", "blocked", "declined", 30)]


def test_what_was_recorded_after_a_month_was_closed_leads_to_its_difference_and_to_no_frozen_line(books: ClosingBooks) -> None:
    books.closes("2026-10")
    books.works("E9", "2026-10-05T12:00:00+02:00", 10)
    books.does("retriages", retriage_id="RE9", request_id="R1", triaged_at="2026-12-01T08:00:00+01:00", triaged_by="anna", topic="charging")
    for id_ in ("E9", "RE9"):
        found = touched(books, id_)
        assert (found["lines"], [one["id"] for one in found["differences"]]) == ([], [DIFFERENCE])
    assert touched(books, "E1")["differences"] == []
    assert [one["id"] for one in touched(books, "R1")["differences"]] == [DIFFERENCE]
    books.retracts("time_entries", "E1")
    retracted = touched(books, "E1")
    assert (retracted["retracted"]["id"], [one["id"] for one in retracted["lines"]]) == ("X-E1", [LINE])
    assert [one["id"] for one in retracted["differences"]] == [DIFFERENCE]


def test_a_digest_leads_to_what_it_is_the_digest_of(books: ClosingBooks) -> None:
    (closed,) = books.closes("2026-10")
    of_line = asked(books, LINE)["line"]
    (decision,) = of_line["decisions"]
    for digest, kind in (
        (closed.digest, "closings"),
        (decision["meaning_digest"], "meaning_digests"),
        (decision["text_digest"], "text_digests"),
    ):
        for written in (digest, digest[:8], digest[:12].upper()):
            found = touched(books, written)
            assert (found["kind"], [one["id"] for one in found["lines"]]) == (kind, [LINE])
    (act,) = touched(books, "E1")["acts"]
    assert touched(books, act["digest"][:10])["id"] == "E1"
    assert "at least 8 hex digits" in refused(books, closed.digest[:7])


def test_an_id_of_several_kinds_is_reported_under_each_and_a_kind_picks_one(tmp_path: Path) -> None:
    company = tiny().change("waivers", "WV1", waiver_id="E1")
    company.add("requests", like="R2", request_id="waivers:E1")
    books = imported_books(tmp_path, company)
    assert [one["kind"] for one in asked(books, "E1")["touched"]] == ["time_entries", "waivers"]
    assert [one["kind"] for one in asked(books, "time_entries:E1")["touched"]] == ["time_entries"]
    assert [(one["kind"], one["id"]) for one in asked(books, "waivers:E1")["touched"]] == [("requests", "waivers:E1"), ("waivers", "E1")]


def test_a_request_whose_id_holds_colons_spaces_and_a_month_has_lines_that_are_found(tmp_path: Path) -> None:
    strange = "2026-10: A:2026-10"
    company = tiny()
    for kind in ("requests", "retriages", "quotes", "consents", "time_entries"):
        for row in company.rows[kind]:
            if row["request_id"] == "R1":
                row["request_id"] = strange
    books = imported_books(tmp_path, company)
    assert asked(books, f"2026-10:{strange}:120.00")["line"]["request"]["request_id"] == strange
    books.closes("2026-10")
    books.works("E9", "2026-10-05T12:00:00+02:00", 10, strange)
    assert asked(books, f"2026-11:{strange}:2026-10")["difference"]["net"] == "20.00"
    assert touched(books, strange)["kind"] == "requests"


def test_an_id_with_successor_rows_is_reported_with_every_row(books: ClosingBooks) -> None:
    books.does("customers", customer_id="C1", valid_from="2026-11-01", name="Renamed", language="de", account_manager="am1", country="DE")
    assert [one["says"]["name"] for one in touched(books, "C1")["acts"]] == ["Verwaltung Süd GmbH", "Renamed"]
    assert lines(books, "C1@2026-11-01") == lines(books, "C1") == [(LINE, 60, 60, "120.00")]


@pytest.mark.parametrize(
    ("id_", "told"),
    [
        ("E99", "nothing recorded, no line, rule, clause, policy or digest is called `E99`; `klausel report` prints ids of lines, "
         "of a digest give at least 8 hex digits"),
        ("2026-10:R1:99.00", "there is no line or difference `2026-10:R1:99.00`; `klausel report` prints the ids of a month's"),
        ("2026-11:R1:2026-10", "there is no line or difference `2026-11:R1:2026-10`; `klausel report` prints the ids of a month's"),
        ("consents:E1", "there is no `E1` among consents"),
    ],
)  # fmt: skip
def test_an_id_that_stands_for_nothing_is_refused_in_one_line(books: ClosingBooks, id_: str, told: str) -> None:
    assert refused(books, id_) == told


def test_a_month_before_the_first_closed_one_has_no_lines(books: ClosingBooks) -> None:
    books.closes("2026-10")
    assert "there is no line" in refused(books, "2026-09:R1:120.00")
