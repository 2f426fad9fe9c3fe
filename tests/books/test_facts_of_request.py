"""A request's records read as facts, at the local day on which it was received."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from engine.books.facts_of_request import after_retriage, facts_of_entry, facts_of_request
from engine.books.fields import Key, Word
from engine.books.records import Contract, Request, Retriage, Training
from engine.books.terms_and_numbers import Numbers, Terms
from tests.books.record_factories import BERLIN, contract, entry, request, retriage, training

NAMES = ("contract", "second_level", "service", "topic", "training", "cause", "intake", "delivery", "complexity", "consent")
RECEIVED = request()


def facts(
    asked: Request = RECEIVED,
    retriages: list[Retriage] | None = None,
    contracts: list[Contract] | None = None,
    trained: list[Training] | None = None,
) -> dict[str, str]:
    return facts_of_request(asked, retriages or [], contracts or [], trained or [], BERLIN, NAMES)


def test_blank_columns_are_left_out_so_that_they_take_their_defaults() -> None:
    assert facts() == {"contract": "none", "second_level": "none", "training": "unknown"}


def test_what_was_filed_is_read_as_it_stands() -> None:
    assert facts(request(service="installation"))["service"] == "installation"


def test_only_facts_that_the_pack_declares_are_given() -> None:
    assert facts_of_request(RECEIVED, [], [contract()], [], BERLIN, ["contract", "training"]) == {
        "contract": "active",
        "training": "unknown",
    }


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2025-12-31T23:59:59+01:00", "none"),
        ("2026-01-01T00:00:00+01:00", "active"),
        ("2025-12-31T23:00:00Z", "active"),
        ("2026-06-30T23:59:59+02:00", "active"),
        ("2026-06-30T22:00:00Z", "ended"),
        ("2026-07-01T00:00:00+02:00", "ended"),
    ],
)
def test_the_contract_is_that_of_the_local_day_on_which_the_request_was_received(received: str, expected: str) -> None:
    assert facts(request(received=received), contracts=[contract(valid_from="2026-01-01", valid_to="2026-06-30")])["contract"] == expected


def test_a_suspended_contract_is_suspended() -> None:
    assert facts(contracts=[contract(status="suspended", second_level="included")])["contract"] == "suspended"


def test_a_contract_with_a_blank_end_that_a_later_one_displaced_ended_when_that_one_ends() -> None:
    rows = [contract("V1", "2025-01-01"), contract("V2", "2026-01-01", "2026-02-28")]
    assert facts(contracts=rows)["contract"] == "ended"


def test_a_contract_of_another_customer_or_product_does_not_count() -> None:
    assert facts(replace(RECEIVED, product=Word("exampleworks")), contracts=[contract()])["contract"] == "none"
    assert facts(replace(RECEIVED, customer_id=Key("C2")), contracts=[contract()])["contract"] == "none"


@pytest.mark.parametrize("level", ["none", "included", "billable"])
def test_second_level_is_that_of_the_contract_in_force(level: str) -> None:
    rows = [contract("V1", "2025-01-01", second_level=level), contract("V2", "2026-03-11", second_level="included")]
    assert facts(contracts=rows)["second_level"] == level


def test_second_level_is_none_where_no_contract_is_in_force() -> None:
    assert facts(contracts=[contract(valid_to="2025-12-31", second_level="included")])["second_level"] == "none"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (training("P1"), "trained"),
        (training(None), "trained"),
        (training("P2"), "unknown"),
        (training("P1", product="exampleworks"), "unknown"),
        (training("P1", customer="C2"), "unknown"),
        (training(None, customer="C2"), "unknown"),
        (training("P1", completed="2026-03-10"), "trained"),
        (training("P1", completed="2026-03-11"), "unknown"),
        (training("P1", until="2026-03-10"), "trained"),
        (training("P1", until="2026-03-09"), "unknown"),
    ],
)
def test_training_is_read_off_a_record_that_names_the_person_or_everyone_and_is_valid_that_day(record: Training, expected: str) -> None:
    assert facts(contracts=[contract()], trained=[record])["training"] == expected


def test_everyone_being_trained_holds_for_a_person_who_was_not_named() -> None:
    assert facts(request(person=None), trained=[training(None)])["training"] == "trained"


def test_a_complete_register_makes_a_person_without_a_record_untrained() -> None:
    assert facts(contracts=[contract(register="complete")])["training"] == "untrained"
    assert facts(contracts=[contract(register="complete")], trained=[training("P1")])["training"] == "trained"


def test_a_complete_register_says_nothing_on_a_person_who_was_not_named() -> None:
    assert facts(request(person=None), contracts=[contract(register="complete")])["training"] == "unknown"


def test_the_register_of_a_contract_that_is_not_in_force_says_nothing() -> None:
    assert facts(contracts=[contract(register="complete", valid_to="2026-03-09")])["training"] == "unknown"


def test_what_retriage_said_on_training_beats_the_records() -> None:
    assert facts(retriages=[retriage(training="untrained")], trained=[training()])["training"] == "untrained"
    assert facts(retriages=[retriage(training="unknown")], trained=[training()])["training"] == "unknown"


def test_retriage_replaces_field_by_field_in_order_of_time_whatever_the_order_of_rows() -> None:
    rows = [
        retriage("RE1", "10:00", service="installation", topic="clearing"),
        retriage("RE3", "09:00", service="other", delivery="phone"),
        retriage("RE2", "10:00", topic="reserves"),
    ]
    for order in permutations(rows):
        read = facts(request(service="usage_question"), list(order))
        assert (read["service"], read["topic"], read["delivery"]) == ("installation", "reserves", "phone")


def test_unknown_is_a_value_that_replaces_what_was_known() -> None:
    assert facts(request(service="installation"), [retriage(service="unknown")])["service"] == "unknown"


def test_a_retriage_of_another_request_does_not_count() -> None:
    foreign = replace(retriage(service="other"), request_id=Key("R2"))
    assert "service" not in facts(retriages=[foreign])


def test_training_is_that_of_the_person_retriage_names() -> None:
    trained = [training("P2")]
    assert facts(contracts=[contract(register="complete")], trained=trained)["training"] == "untrained"
    assert facts(retriages=[retriage(person="P2")], contracts=[contract(register="complete")], trained=trained)["training"] == "trained"


def test_naming_another_person_discards_what_retriage_said_on_training_before() -> None:
    rows = [retriage("RE1", "09:00", training="trained"), retriage("RE2", "10:00", person="P2")]
    for order in permutations(rows):
        assert facts(retriages=list(order))["training"] == "unknown"


def test_naming_a_person_where_nobody_was_named_discards_it_too() -> None:
    rows = [retriage("RE1", "09:00", training="trained"), retriage("RE2", "10:00", person="P2")]
    assert facts(request(person=None), rows)["training"] == "unknown"


def test_naming_the_same_person_again_keeps_what_retriage_said_on_training() -> None:
    rows = [retriage("RE1", "09:00", training="trained"), retriage("RE2", "10:00", person="P1")]
    assert facts(retriages=rows)["training"] == "trained"


def test_another_person_is_another_than_the_one_named_last() -> None:
    rows = [retriage("RE1", "09:00", person="P2", training="trained"), retriage("RE2", "10:00", person="P2")]
    assert facts(retriages=rows)["training"] == "trained"
    rows[1] = retriage("RE2", "10:00", person="P1")
    assert facts(retriages=rows)["training"] == "unknown"


def test_what_was_discarded_does_not_come_back_with_the_person() -> None:
    rows = [
        retriage("RE1", "09:00", training="trained"),
        retriage("RE2", "10:00", person="P2"),
        retriage("RE3", "11:00", person="P1"),
    ]
    now = after_retriage(RECEIVED, rows)
    assert (now.person_id, now.training) == ("P1", None)


def test_a_row_that_names_another_person_and_says_training_speaks_of_that_person() -> None:
    rows = [retriage("RE1", "09:00", training="untrained"), retriage("RE2", "10:00", person="P2", training="trained")]
    assert facts(retriages=rows)["training"] == "trained"


def test_an_entrys_own_facts_stand_in_for_the_requests() -> None:
    of_request = {"contract": "active", "service": "usage_question", "topic": "clearing"}
    assert facts_of_entry(of_request, entry(service="installation", cause="other"), NAMES) == {
        "contract": "active", "service": "installation", "topic": "clearing", "cause": "other",
    }  # fmt: skip
    assert facts_of_entry(of_request, entry(), NAMES) == of_request


def test_an_entrys_fact_that_the_pack_does_not_declare_is_left_out() -> None:
    assert facts_of_entry({}, entry(topic="clearing", cause="other"), ["cause"]) == {"cause": "other"}


def test_numbers_count_name_by_name_in_order_of_what_was_learnt() -> None:
    filed = replace(request(), numbers=Numbers("minutes=45; rooms=3"))
    later = [
        replace(retriage("T2", triaged="2026-03-12T10:00:00+01:00"), numbers=Numbers("minutes=unknown")),
        replace(retriage("T1", triaged="2026-03-11T10:00:00+01:00"), numbers=Numbers("minutes=20; beds=1")),
    ]
    told = facts_of_request(filed, later, [], [], BERLIN, ["minutes", "rooms"])
    assert told == {"minutes": "unknown", "rooms": "3"}


def test_the_first_contract_is_the_earliest_that_had_begun() -> None:
    contracts = [
        contract(valid_from="2026-03-11"),
        contract(valid_from="2025-01-01", valid_to="2025-02-01"),
        contract(valid_from="2026-01-01"),
    ]
    assert facts_of_request(RECEIVED, [], contracts, [], BERLIN, ["first_contract"]) == {"first_contract": "2025-01-01"}
    assert facts_of_request(RECEIVED, [], contracts[:1], [], BERLIN, ["first_contract"]) == {}


def test_terms_are_those_of_the_contract_in_force() -> None:
    before = replace(contract(valid_from="2025-01-01", valid_to="2025-12-31"), terms=Terms("visits=included"))
    now = replace(contract(valid_from="2026-01-01"), terms=Terms("hours=long; visits=charged"))
    assert facts_of_request(RECEIVED, [], [before, now], [], BERLIN, ["visits", "hours"]) == {"visits": "charged", "hours": "long"}
    assert facts_of_request(RECEIVED, [], [before], [], BERLIN, ["visits"]) == {}
