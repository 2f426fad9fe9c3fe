"""Who is erased is gone from the record, word for word; what an invoice or its proof must name stays until its time is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.vocabulary.instants import read_instant
from engine.vocabulary.problems import Refused
from tests.store.test_chain import walk
from tests.use_cases.closing_books import ClosingBooks
from tests.use_cases.desk_driver import Desk
from tests.use_cases.erasure_checks import (
    AFTERWARDS,
    IN_TIME,
    LAST_DAY,
    erase_person,
    kept_acts,
    left_to_do,
    personal_texts,
    still_to_do,
    why,
)
from tests.use_cases.tiny_company import Company, tiny
from tests.wording.read import lines

CUSTOMERS = {"Verwaltung Süd GmbH", "DE123", "Ring 1", "50667", "Köln", "Haus, Hof & Co"}
PEOPLE = {"Person Eins", "eins@example.org", "Person Zwei", "Person Drei"}
ON_R1 = {"Frage", "first line\nsecond line", "typed twice", "goodwill"}
ON_R3 = {"agreed by phone"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The tiny company: P1 filed R1, on which 60 minutes are billable under CO1, which P1 gave."""
    desk = Desk(tmp_path)
    desk.imports(tiny())
    assert personal_texts(desk) == CUSTOMERS | PEOPLE | ON_R1 | ON_R3 | {"mail 17"}
    return desk


def refused(desk: Desk, person: str, reason: str = "asked for it") -> str:
    with pytest.raises(Refused) as told:
        erase_person(desk, person, reason=reason)
    (told_once,) = lines(told.value)
    return told_once


def test_a_person_who_proves_nothing_is_erased_at_once(desk: Desk) -> None:
    done = erase_person(desk, "P2")
    assert (done.erased, done.kept, still_to_do(done)) == ({"people": 1}, (), left_to_do())
    assert personal_texts(desk) == (CUSTOMERS | PEOPLE | ON_R1 | ON_R3 | {"mail 17"}) - {"Person Zwei"}
    assert [one.name for one in desk.everything().people] == ["Person Eins", "P2", "Person Drei"]


def test_what_a_person_asked_and_what_was_written_on_it_goes_but_not_what_proves_a_billed_minute(desk: Desk) -> None:
    done = erase_person(desk, "P1")
    assert done.erased == {"requests": 1, "time_entries": 2, "waivers": 1, "retractions": 1}
    assert kept_acts(done) == [("consents", ("CO1",), "2036-12-31"), ("people", ("P1",), "2036-12-31")]
    assert (why(done, "consents"), why(done, "people")) == ("prove billable minutes", "gave answers that prove billable minutes")
    assert personal_texts(desk) == CUSTOMERS | PEOPLE | ON_R3 | {"mail 17"}


def test_a_later_run_erases_the_rest_on_the_first_day_after_its_time_and_not_before(desk: Desk) -> None:
    erase_person(desk, "P1")
    assert kept_acts(erase_person(desk, "P1", LAST_DAY)) == [("consents", ("CO1",), "2036-12-31"), ("people", ("P1",), "2036-12-31")]
    done = erase_person(desk, "P1", AFTERWARDS)
    assert (done.erased, done.kept) == ({"people": 1, "consents": 1}, ())
    assert personal_texts(desk) == CUSTOMERS | (PEOPLE - {"Person Eins", "eins@example.org"}) | ON_R3
    again = erase_person(desk, "P1", AFTERWARDS)
    assert (again.erased, again.kept, still_to_do(again)) == ({}, (), left_to_do())


def test_a_customer_stays_named_as_long_as_a_statement_with_minutes_names_it_covered_ones_too(desk: Desk) -> None:
    done = erase_person(desk, "C2")
    assert done.erased == {"determinations": 1}
    assert (kept_acts(done), why(done, "customers")) == ([("customers", ("C2",), "2036-12-31")], "named in statements with minutes")
    assert done.people == ("P3",)
    assert personal_texts(desk) == CUSTOMERS | PEOPLE | ON_R1 | {"mail 17"}
    assert erase_person(desk, "C2", AFTERWARDS).erased == {"customers": 1}
    assert personal_texts(desk) == (CUSTOMERS - {"Haus, Hof & Co"}) | PEOPLE | ON_R1 | {"mail 17"}


def test_a_customer_that_no_statement_names_is_erased_at_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(
        tiny().add("customers", like="C1", valid_from="2026-11-01", name="Moved").without("time_entries", "waivers", "retractions")
    )
    assert erase_person(desk, "C1").erased == {"customers": 2, "requests": 1, "consents": 1}
    assert personal_texts(desk) == PEOPLE | ON_R3 | {"Haus, Hof & Co"}


def test_only_the_version_of_a_customer_that_a_statement_names_is_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    later = {"valid_from": "2026-11-01", "name": "Moved", "street": "Away 1"}
    desk.imports(tiny().add("customers", like="C1", **later).add("people", like="P1", valid_from="2026-11-01", name="Married"))
    done = erase_person(desk, "customers:C1")
    assert done.erased["customers"] == 1
    assert ("customers", ("C1",), "2036-12-31") in kept_acts(done)
    assert erase_person(desk, "P1").erased == {"people": 1}
    assert {"Moved", "Away 1", "Married"} & personal_texts(desk) == set()
    assert {"Verwaltung Süd GmbH", "Person Eins"} <= personal_texts(desk)


def test_each_month_with_minutes_counts_its_own_years(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    company = tiny().without("withdrawals")
    company.add("time_entries", like="E1", entry_id="E9", started_at="2027-01-04T10:00:00+01:00", minutes="10")
    desk.imports(company, read_instant("2027-02-01T08:00:00+01:00"))
    assert kept_acts(erase_person(desk, "P1")) == [("consents", ("CO1",), "2037-12-31"), ("people", ("P1",), "2037-12-31")]
    assert kept_acts(erase_person(desk, "C2")) == [("customers", ("C2",), "2036-12-31")]


@pytest.mark.parametrize("closes_too", [False, True], ids=["while it is open", "once it is closed"])
def test_what_is_learnt_later_counts_for_the_year_of_the_statement_that_says_so(desk: Desk, closes_too: bool) -> None:
    books = ClosingBooks(desk)
    books.now = read_instant("2027-02-01T08:00:00+01:00")
    for month in ("2026-10", "2026-12"):
        books.closes(month)
    books.works("E9", "2026-10-05T12:00:00+02:00", 10)
    if closes_too:
        books.closes("2027-01")
    assert kept_acts(erase_person(desk, "C1", books.now)) == [("consents", ("CO1",), "2037-12-31"), ("customers", ("C1",), "2037-12-31")]
    assert kept_acts(erase_person(desk, "C2", books.now)) == [("customers", ("C2",), "2036-12-31")]


def test_what_was_billed_in_a_closed_month_keeps_its_proof_though_it_was_retracted_later(desk: Desk) -> None:
    books = ClosingBooks(desk)
    books.closes("2026-10")
    for kind, identity in (("waivers", "WV1"), ("time_entries", "E1"), ("time_entries", "E3"), ("withdrawals", "W1"), ("consents", "CO1")):
        books.retracts(kind, identity)
    assert kept_acts(erase_person(desk, "P1")) == [("consents", ("CO1",), "2036-12-31"), ("people", ("P1",), "2036-12-31")]


def test_who_is_named_only_by_a_retriage_has_what_was_written_on_the_request_erased(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny().change("retriages", "RE1", person_id="P2"))
    assert erase_person(desk, "P2").erased == {"people": 1, "requests": 1, "time_entries": 2, "waivers": 1, "retractions": 1}


def test_a_dry_run_says_the_same_and_erases_nothing(desk: Desk) -> None:
    before = desk.stored()
    told = erase_person(desk, "P1", dry_run=True)
    assert desk.stored() == before
    done = erase_person(desk, "P1")
    assert (told.erased, told.kept) == (done.erased, done.kept)


def test_the_chain_still_holds_and_each_erasure_is_an_act_of_its_own(desk: Desk) -> None:
    length, _ = walk(desk.url)
    erase_person(desk, "P1")
    assert walk(desk.url)[0] == length + 5
    assert desk.stored()["erasures"] == 5


def test_statements_stay_as_they_are_but_for_a_name_whose_time_is_over(desk: Desk) -> None:
    books = ClosingBooks(desk)
    books.closes("2026-10")
    before = books.report("2026-10")
    for person in ("P1", "C1", "P3", "C2"):
        erase_person(desk, person)
    assert books.report("2026-10") == before
    for person in ("C1", "C2"):
        erase_person(desk, person, AFTERWARDS)
    named = [customer | {"name": customer["customer_id"]} for customer in before["customers"]]
    assert books.report("2026-10") == before | {"customers": named}
    assert books.report("2026-11")["customers"] == []


def everybody_erased(desk: Desk) -> None:
    for person in ("P1", "P2", "P3", "C1", "C2"):
        erase_person(desk, person, AFTERWARDS)
    assert personal_texts(desk) == set()


def test_importing_the_erased_rows_again_changes_nothing_and_brings_nothing_back(desk: Desk) -> None:
    everybody_erased(desk)
    before = desk.stored()
    admitted = desk.imports(tiny())
    assert (admitted.recorded, admitted.known) == ({}, sum(map(len, tiny().rows.values())))
    assert (desk.stored(), personal_texts(desk)) == (before, set())


@pytest.mark.parametrize(
    ("kind", "identity", "changed", "told"),
    [
        ("people", "P1", {"may_commission": "no"}, "`may_commission` was `yes`, here it is `no`"),
        ("time_entries", "E1", {"minutes": "61", "note": "another"}, "`minutes` was `60`, here it is `61`"),
    ],
)
def test_another_content_under_an_erased_id_is_still_refused_by_what_can_be_compared(
    desk: Desk, kind: str, identity: str, changed: dict[str, str], told: str
) -> None:
    everybody_erased(desk)
    (line,) = desk.refuses(tiny().change(kind, identity, **changed))
    assert f"`{identity}` is recorded with other content: {told}. What was recorded" in line


def test_an_erased_person_may_come_back_with_a_row_of_a_later_day(desk: Desk) -> None:
    erase_person(desk, "P2")
    new = Company({}).add("people", person_id="P2", valid_from="2026-11-01", customer_id="C1", name="Wieder da", portal_registered="yes")
    desk.imports(new.change("people", "P2", may_commission="no"), IN_TIME)
    assert "Wieder da" in personal_texts(desk)


def test_an_id_that_nobody_has_is_refused(desk: Desk) -> None:
    before = desk.stored()
    assert refused(desk, "P9") == "there is no person and no customer `P9`; write an id as people.csv or customers.csv has it"
    assert refused(desk, "customers:P1").startswith("there is no person and no customer `customers:P1`")
    assert desk.stored() == before


def test_an_id_that_a_person_and_a_customer_have_is_asked_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny().add("people", person_id="C2", customer_id="C2", name="Eine Person", portal_registered="yes", may_commission="no"))
    assert refused(desk, "C2") == "`C2` is a person's id and a customer's; write one of people:C2, customers:C2"
    assert erase_person(desk, "people:C2").erased == {"people": 1}
    assert erase_person(desk, "customers:C2").erased == {"determinations": 1}


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("", "`--reason`: `` is blank; say who asked for it, or on what ground, naming nobody: it is kept for good"),
        (" x", "`--reason`: ` x` has spaces around it; take them out"),
        ("a\nb", "`--reason`: `a\\nb` holds a control character; take it out"),
    ],
)
def test_a_reason_must_be_given(desk: Desk, reason: str, told: str) -> None:
    assert refused(desk, "P1", reason) == told
