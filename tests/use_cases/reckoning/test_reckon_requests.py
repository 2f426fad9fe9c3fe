"""From acts and policies to buckets, end to end: determinations, re-triage, facts of entries, contracts, training, retractions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.use_cases.desk_driver import Desk
from tests.use_cases.tiny_company import Company, tiny

HOUR = {"agent": "anna", "role": "support", "activity": "work", "started_at": "2026-10-08T10:00:00+02:00", "minutes": "60"}


def one_hour(**entry: str) -> Company:
    """Request R1 of C1, module fundamentals under an active contract, no consent, and one hour of work on it: entry E1."""
    company = tiny().only("customers", "people", "contracts", "training", "rates", "requests")
    return company.add("time_entries", **(HOUR | {"entry_id": "E1", "request_id": "R1"} | entry))


def consented(company: Company) -> Company:
    consent = dict(tiny().row("consents", "CO1")) | {"quote_id": "", "max_minutes": ""}
    return company.add("consents", **consent)


def determined(company: Company, coverage: str, at: str = "2026-10-30T10:00:00+01:00", identity: str = "D1") -> Company:
    return company.add(
        "determinations",
        determination_id=identity,
        request_id="R1",
        coverage=coverage,
        determined_by="am1",
        determined_at=at,
        reason="agreed",
    )


def where(folder: Path, company: Company) -> dict[str, int]:
    """Where C1's minutes of October 2026 ended: buckets, blocked ones by their reason."""
    desk = Desk(folder)
    desk.imports(company)
    [customer] = desk.report(customer_id="C1")["customers"]
    minutes: dict[str, Any] = customer["minutes"]
    assert minutes["recorded"] == minutes["covered"] + minutes["billable"] + minutes["waived"] + minutes["blocked"]
    assert minutes["blocked"] == sum(customer["blocked"].values())
    buckets = {name: count for name, count in minutes.items() if count and name not in ("recorded", "blocked")}
    blocked: dict[str, int] = customer["blocked"]
    return buckets | blocked


def test_billable_work_without_a_consent_is_blocked(tmp_path: Path) -> None:
    assert where(tmp_path, one_hour()) == {"no_consent": 60}


def test_billable_work_with_a_consent_is_billable(tmp_path: Path) -> None:
    assert where(tmp_path, consented(one_hour())) == {"billable": 60}


@pytest.mark.parametrize(
    ("service", "bucket"),
    [("other", "undetermined"), ("legal_advice", "not_offered"), ("self_service", "covered"), ("unknown", "undetermined")],
)
def test_what_is_not_billable_draws_on_no_consent(tmp_path: Path, service: str, bucket: str) -> None:
    assert where(tmp_path, consented(one_hour(service=service))) == {bucket: 60}


@pytest.mark.parametrize("service", ["other", "unknown"])
@pytest.mark.parametrize(("coverage", "bucket"), [("covered", "covered"), ("billable", "billable")])
def test_a_determination_counts_for_what_the_policy_leaves_undetermined(tmp_path: Path, service: str, coverage: str, bucket: str) -> None:
    company = consented(one_hour()).change("requests", "R1", service=service)
    assert where(tmp_path, determined(company, coverage)) == {bucket: 60}


def test_a_determination_counts_for_an_entry_with_facts_of_its_own(tmp_path: Path) -> None:
    assert where(tmp_path, determined(consented(one_hour(service="other")), "covered")) == {"covered": 60}


@pytest.mark.parametrize(
    ("service", "bucket"), [("legal_advice", "not_offered"), ("module_fundamentals", "billable"), ("self_service", "covered")]
)
@pytest.mark.parametrize("coverage", ["covered", "billable"])
def test_a_determination_changes_nothing_where_the_policy_answers(tmp_path: Path, service: str, bucket: str, coverage: str) -> None:
    company = consented(one_hour()).change("requests", "R1", service=service)
    assert where(tmp_path, determined(company, coverage)) == {bucket: 60}


def test_of_several_determinations_the_latest_counts_then_the_id(tmp_path: Path) -> None:
    company = determined(determined(one_hour(service="other"), "covered", "2026-10-29T10:00:00+01:00", "D2"), "billable")
    assert where(tmp_path, company) == {"no_consent": 60}
    same = determined(determined(one_hour(service="other"), "billable", identity="D1"), "covered", identity="D2")
    assert where(tmp_path, same) == {"covered": 60}


@pytest.mark.parametrize(
    ("service", "coverage", "bucket"),
    [
        ("module_fundamentals", "billable", "billable"),
        ("module_fundamentals", "covered", "not_entitled"),
        ("other", "billable", "billable"),
        ("legal_advice", "billable", "not_entitled"),
    ],
    ids=["paid work may be agreed", "never covered work", "nor where it would be undetermined", "never what is not offered"],
)
@pytest.mark.parametrize("contract", ["ended", "none", "suspended"])
def test_for_a_customer_who_is_not_entitled_paid_work_may_be_agreed(
    tmp_path: Path, contract: str, service: str, coverage: str, bucket: str
) -> None:
    company = determined(consented(one_hour()).change("requests", "R1", service=service), coverage)
    if contract == "ended":
        company.change("contracts", "K1", valid_to="2026-10-04")
    elif contract == "suspended":
        company.change("contracts", "K1", status="suspended")
    else:
        company.rows["contracts"] = company.rows["contracts"][1:]
    assert where(tmp_path, company) == {bucket: 60}


def test_without_a_contract_nothing_is_paid_without_agreement(tmp_path: Path) -> None:
    company = consented(one_hour()).without("contracts")
    assert where(tmp_path, company) == {"not_entitled": 60}


@pytest.mark.parametrize(
    ("valid_to", "bucket"), [("2026-10-05", "billable"), ("2026-10-04", "not_entitled")], ids=["on its last day", "the day after"]
)
def test_the_contract_is_that_of_the_local_day_on_which_the_request_was_received(tmp_path: Path, valid_to: str, bucket: str) -> None:
    company = (
        consented(one_hour()).change("contracts", "K1", valid_to=valid_to).change("requests", "R1", received_at="2026-10-05T21:59:59Z")
    )
    company.change("consents", "CO1", given_at="2026-10-06T09:00:00+02:00")
    assert where(tmp_path, company) == {bucket: 60}


def problem(**request: str) -> Company:
    """R1 is an operational problem of P1's, whose training counts."""
    return consented(one_hour()).change("requests", "R1", service="operational_problem", cause="other", **request)


@pytest.mark.parametrize(
    ("change", "bucket"),
    [
        ({}, "covered"),
        ({"valid_until": "2026-10-05"}, "covered"),
        ({"valid_until": "2026-10-04"}, "billable"),
        ({"completed_on": "2026-10-05"}, "covered"),
        ({"completed_on": "2026-10-06"}, "billable"),
        ({"person_id": "P2"}, "billable"),
        ({"person_id": ""}, "covered"),
        ({"product": "exampleworks"}, "billable"),
    ],
    ids=["trained", "its last day", "lapsed", "its first day", "trained later", "another person's", "everyone's", "another product's"],
)
def test_training_is_that_of_the_day_for_the_person_and_the_product(tmp_path: Path, change: dict[str, str], bucket: str) -> None:
    assert where(tmp_path, problem().change("training", "T1", **change)) == {bucket: 60}


def test_where_the_register_is_partial_an_unrecorded_training_is_unknown(tmp_path: Path) -> None:
    company = problem().without("training").change("contracts", "K1", training_register="partial")
    assert where(tmp_path, company) == {"undetermined": 60}


def retriaged(company: Company, at: str, identity: str, **learnt: str) -> Company:
    return company.add("retriages", retriage_id=identity, request_id="R1", triaged_at=at, triaged_by="anna", **learnt)


def test_what_retriage_learns_counts_for_all_minutes_and_the_later_one_wins(tmp_path: Path) -> None:
    company = retriaged(consented(one_hour()), "2026-10-30T10:00:00+01:00", "RE1", service="self_service")
    assert where(tmp_path, company) == {"covered": 60}
    assert where(tmp_path, retriaged(company, "2026-10-30T11:00:00+01:00", "RE0", service="legal_advice")) == {"not_offered": 60}
    assert where(tmp_path, retriaged(company, "2026-10-30T11:00:00+01:00", "RE2", delivery="phone")) == {"not_offered": 60}


def test_another_person_discards_what_was_recorded_of_the_first_ones_training(tmp_path: Path) -> None:
    company = retriaged(problem().without("training"), "2026-10-05T10:00:00+02:00", "RE1", training="trained")
    assert where(tmp_path, company) == {"covered": 60}
    assert where(tmp_path, retriaged(company, "2026-10-05T11:00:00+02:00", "RE2", person_id="P2")) == {"billable": 60}


def test_an_entrys_own_facts_stand_in_for_the_requests_and_the_rest_stays(tmp_path: Path) -> None:
    company = one_hour(cause="product_defect").change("requests", "R1", service="data_cleanup", cause="improper_operation")
    assert where(tmp_path, company) == {"covered": 60}


def test_a_request_is_read_under_the_version_of_its_local_day(tmp_path: Path) -> None:
    company = consented(one_hour()).change("requests", "R1", received_at="2024-12-31T22:59:59Z", service="configuration_question")
    company.change("contracts", "K1", valid_from="2023-01-01").change("requests", "R1", topic="allocation_keys")
    assert where(tmp_path, company) == {"covered": 60}, "the newsletter covers its topic, whatever is asked"
    assert where(tmp_path, company.change("requests", "R1", received_at="2024-12-31T23:00:00Z")) != {"covered": 60}


def test_triage_is_free_and_a_waiver_needs_no_consent(tmp_path: Path) -> None:
    company = one_hour(activity="triage").add("time_entries", **(HOUR | {"entry_id": "E2", "request_id": "R1", "minutes": "30"}))
    company.add("waivers", waiver_id="WV1", entry_id="E2", waived_at="2026-10-30T10:00:00+01:00", waived_by="am1", reason="goodwill")
    assert where(tmp_path, company) == {"covered": 60, "waived": 30}


def test_a_waiver_on_work_that_is_not_billable_changes_nothing(tmp_path: Path) -> None:
    company = one_hour(service="legal_advice")
    company.add("waivers", waiver_id="WV1", entry_id="E1", waived_at="2026-10-30T10:00:00+01:00", waived_by="am1", reason="goodwill")
    assert where(tmp_path, company) == {"not_offered": 60}


def test_a_closure_changes_no_minute(tmp_path: Path) -> None:
    company = consented(one_hour()).add(
        "closures", closure_id="CL1", request_id="R1", closed_at="2026-10-07T10:00:00+02:00", closed_by="anna"
    )
    assert where(tmp_path, company) == {"billable": 60}


@pytest.mark.parametrize(
    ("kind", "identity", "bucket"),
    [("consents", "CO1", "no_consent"), ("contracts", "K1", "not_entitled")],
)
def test_what_was_retracted_counts_as_if_it_had_not_been(tmp_path: Path, kind: str, identity: str, bucket: str) -> None:
    company = consented(one_hour()).add(
        "retractions",
        retraction_id="X1",
        kind=kind,
        id=identity,
        retracted_at="2026-10-30T10:00:00+01:00",
        retracted_by="anna",
        reason="typo",
    )
    assert where(tmp_path, company) == {bucket: 60}
