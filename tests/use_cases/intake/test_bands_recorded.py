"""Numbers and terms in recorded rows, ages off the first contract: from a file to who pays, and what is refused on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.store import act_queries
from engine.use_cases.reckoning.reckon_requests import ReckonedRequest, reckon_requests
from engine.vocabulary.instants import read_instant
from tests.use_cases.desk_driver import Desk, deciders, refused
from tests.use_cases.tiny_company import Company, tiny

IN_MAY = read_instant("2027-05-03T08:00:00+02:00")
MARCH = "2027-03-09T10:00:00+01:00"


def company(service: str = "configuration_question", received: str = MARCH, numbers: str = "", **contract: str) -> Company:
    """C1 with a contract on the other product from 2026-12-10 on, and one request with ten minutes of work."""
    made = tiny().only("customers", "people", "rates")
    terms = {"terms": ""} | contract
    made.add("contracts", contract_id="X1", customer_id="C1", product="exampleworks", valid_from="2026-12-10", status="active",
             second_level="none", training_register="partial")  # fmt: skip
    made.rows["contracts"][-1].update(terms)
    made.add("requests", request_id="B1", customer_id="C1", product="exampleworks", received_at=received, service=service, numbers=numbers)
    return made


def reckoned(desk: Desk) -> ReckonedRequest:
    with desk.record.reading() as connection:
        (one,) = reckon_requests(act_queries.everything(connection), deciders())
    return one


def coverage(desk: Desk) -> str:
    one = reckoned(desk)
    return one.coverage_with(one.facts).value


@pytest.mark.parametrize(
    ("numbers", "covers"),
    [
        ("estimated_minutes=29", "covered"),
        ("estimated_minutes=30", "billable"),
        (" estimated_minutes = 029 ", "covered"),
        ("estimated_minutes=unknown", "undetermined"),
        ("", "undetermined"),
    ],
)
def test_a_number_in_a_row_is_read_as_its_band(tmp_path: Path, numbers: str, covers: str) -> None:
    desk = Desk(tmp_path)
    desk.imports(company(numbers=numbers))
    assert coverage(desk) == covers


@pytest.mark.parametrize(
    ("begins", "received", "covers"),
    [
        ("2026-12-10", MARCH, "covered"),
        ("2026-12-09", MARCH, "billable"),
        # half an hour after midnight in Berlin, and half an hour before
        ("2026-12-09", "2027-03-08T23:30:00Z", "billable"),
        ("2026-12-09", "2027-03-08T22:30:00Z", "covered"),
        ("2027-03-09", MARCH, "covered"),
    ],
)
def test_a_customer_is_as_old_as_the_first_contract(tmp_path: Path, begins: str, received: str, covers: str) -> None:
    desk = Desk(tmp_path)
    desk.imports(company("new_customer_first_aid", received, valid_from=begins))
    assert coverage(desk) == covers
    assert reckoned(desk).stated == {"customer_since": begins}


def test_of_several_contracts_the_first_counts_unless_it_was_retracted_or_is_on_another_product(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    several = company("new_customer_first_aid").add(
        "contracts", like="X1", contract_id="X0", valid_from="2024-01-01", valid_to="2024-06-30"
    )
    several.add("contracts", like="X1", contract_id="X9", valid_from="2020-01-01", product="hausperfekt")
    desk.imports(several)
    assert (coverage(desk), reckoned(desk).stated) == ("billable", {"customer_since": "2024-01-01"})
    desk.imports(Company({}).add("retractions", retraction_id="XR", kind="contracts", id="X0", retracted_at="2026-11-01T10:00:00+01:00",
                                 retracted_by="anna", reason="another customer's"))  # fmt: skip
    assert (coverage(desk), reckoned(desk).stated) == ("covered", {"customer_since": "2026-12-10"})


def test_without_a_contract_by_then_the_age_is_unknown(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(company("new_customer_first_aid", valid_from="2027-03-10"))
    assert "customer_age" not in reckoned(desk).facts
    assert reckoned(desk).stated == {}


@pytest.mark.parametrize(("terms", "covers"), [("visits=included", "covered"), ("visits=charged", "billable"), ("", "billable")])
def test_a_term_is_what_the_contract_in_force_says(tmp_path: Path, terms: str, covers: str) -> None:
    desk = Desk(tmp_path)
    made = company("self_service", terms=terms)
    made.row("requests", "B1")["delivery"] = "on_site"
    desk.imports(made)
    assert coverage(desk) == covers


def test_a_term_that_an_earlier_version_does_not_know_may_be_agreed_before(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(company("self_service", "2026-12-15T10:00:00+01:00", valid_from="2025-06-01", terms="visits=included"))
    assert "visits" not in reckoned(desk).facts


def test_what_is_learnt_later_replaces_a_number_and_what_is_not_given_stays(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    made = company(numbers="estimated_minutes=45")
    for number, (at, numbers) in enumerate([("12", "estimated_minutes=20"), ("13", ""), ("11", "estimated_minutes=unknown")]):
        made.add("retriages", retriage_id=f"T{number}", request_id="B1", triaged_at=f"2027-03-09T{at}:00:00+01:00", triaged_by="am1",
                 numbers=numbers)  # fmt: skip
    desk.imports(made, IN_MAY)
    assert coverage(desk) == "covered"
    assert reckoned(desk).stated == {"estimated_minutes": "20", "customer_since": "2026-12-10"}


def test_minutes_are_counted_by_the_band(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    made = company(numbers="estimated_minutes=45")
    made.add("time_entries", entry_id="Z1", request_id="B1", agent="hofer", role="support", activity="work",
             started_at="2027-03-09T11:00:00+01:00", minutes="10")  # fmt: skip
    made.add("time_entries", like="Z1", entry_id="Z2", started_at="2027-03-09T13:00:00+01:00", service="self_service")
    desk.imports(made, IN_MAY)
    (customer,) = desk.report("2027-03")["customers"]
    assert (customer["minutes"]["covered"], customer["blocked"]) == (10, {"no_consent": 10})


def test_rows_that_are_known_stay_known_with_a_blank_column_or_without_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(company())
    before = desk.stored()
    without = company()
    del without.rows["requests"][0]["numbers"], without.rows["contracts"][0]["terms"]
    assert desk.imports(without).recorded == {}
    assert desk.stored() == before


def test_the_same_pairs_in_another_spelling_are_the_same_and_others_are_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(company(numbers="estimated_minutes=45"))
    assert desk.imports(company(numbers=" estimated_minutes =  0045")).recorded == {}
    (told,) = desk.refuses(company(numbers="estimated_minutes=46"))
    assert "`numbers` was `estimated_minutes=45`, here it is `estimated_minutes=46`. What was recorded is not edited" in told


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ("minutes=45", "`minutes` is no number that exampleworks@2027-01 reads; it has estimated_minutes"),
        ("customer_since=45", "`customer_since` is no number that exampleworks@2027-01 reads; it has estimated_minutes"),
        ("estimated_minutes=-1", "`estimated_minutes=-1` is less than 0; give that or more, or unknown"),
        *(
            (wrong, f"`{wrong}` is not `name=number`, such as minutes=45 (or minutes=unknown); several are separated by `;`")
            for wrong in (
                "45",
                "estimated_minutes",
                "estimated_minutes=4.5",
                "estimated_minutes=1e3",
                "estimated_minutes=",
                "a=1;",
                "a=1234567890",
            )
        ),
        ("a=1; b=2; a=1", "`a=1; b=2; a=1` gives two values for `a`; give one"),
    ],
)
def test_what_is_no_number_of_the_version_of_that_day_is_refused(numbers: str, told: str) -> None:
    assert refused(company(numbers=numbers)) == [f"requests.csv, line 2, `numbers`: {told}"]


def test_a_number_is_refused_where_the_version_of_that_day_reads_none() -> None:
    told = "`estimated_minutes` is no number that exampleworks@2025-01 reads; it has none; leave the column blank"
    assert refused(company(received="2026-12-15T10:00:00+01:00", numbers="estimated_minutes=5")) == [
        f"requests.csv, line 2, `numbers`: {told}"
    ]


def test_a_re_triage_is_held_to_the_version_of_its_requests_day() -> None:
    made = company().add("retriages", retriage_id="T1", request_id="B1", triaged_at=MARCH, triaged_by="am1", numbers="minutes=5")
    told = "`minutes` is no number that exampleworks@2027-01 reads; it has estimated_minutes"
    assert refused(made) == [f"retriages.csv, line 2, `numbers`: {told}"]


@pytest.mark.parametrize(
    ("contract", "told"),
    [
        (
            {"terms": "visit=included"},
            "`visit` is no term of exampleworks@2025-01, exampleworks@2027-01, in force in the contract's time; there is visits",
        ),
        ({"terms": "visits=sometimes"}, "`visits=sometimes` is not one of included, charged, as exampleworks@2027-01 has them"),
        (
            {"terms": "visits=included", "valid_to": "2026-12-31"},
            "`visits` is no term of exampleworks@2025-01, in force in the contract's time; leave the column blank",
        ),
        (
            {"terms": "visits=included", "product": "hausperfekt"},
            "`visits` is no term of hausperfekt@2025-01, in force in the contract's time; leave the column blank",
        ),
        ({"terms": "second_level=included"}, "`second_level` has a column of its own; say it there"),
        ({"terms": "included"}, "`included` is not `name=value`, such as visits=included; several are separated by `;`"),
    ],
)
def test_what_is_no_term_of_the_versions_in_the_contracts_time_is_refused(contract: dict[str, str], told: str) -> None:
    assert refused(company(**contract)) == [f"contracts.csv, line 2, `terms`: {told}"]
