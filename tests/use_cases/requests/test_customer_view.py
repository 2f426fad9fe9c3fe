"""One customer at an instant: what holds that day, who is there, which answers stand, what is open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.store import act_queries
from engine.use_cases.requests.customer_acts import acts_of_customer
from engine.use_cases.requests.customer_list import ListedCustomer, list_customers
from engine.use_cases.requests.customer_view import CustomerView, view_customer
from engine.use_cases.requests.request_view import RequestView, Standing
from engine.vocabulary.instants import read_instant
from engine.vocabulary.outcomes import Action, Bucket, Coverage
from engine.vocabulary.problems import Refused
from tests.use_cases.desk_driver import Desk
from tests.use_cases.tiny_company import Company, tiny
from tests.wording.read import lines

MORNING = "2026-11-02T10:00:00+01:00"


def seen(folder: Path, company: Company, customer_id: str = "C1", at: str = MORNING) -> CustomerView:
    desk = Desk(folder)
    desk.imports(company)
    with desk.record.reading() as connection:
        acts = acts_of_customer(connection, customer_id)
    return view_customer(acts, desk.packs, customer_id, read_instant(at))


def request(view: CustomerView, request_id: str) -> RequestView:
    found = view.request(request_id)
    assert found is not None
    return found


def standing(view: CustomerView, request_id: str = "R1") -> list[tuple[str, Standing, int | None]]:
    return [(one.consent.consent_id, one.standing, one.minutes_left) for one in request(view, request_id).consents]


def test_an_unknown_customer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        seen(tmp_path, tiny(), "C9")
    assert "there is no customer `C9`" in lines(refused.value)[0]


def test_the_contract_in_force_is_shown_with_its_history_newest_first(tmp_path: Path) -> None:
    company = (
        tiny()
        .change("contracts", "K1", valid_to="2026-10-31")
        .add("contracts", like="K1", contract_id="K9", valid_from="2026-11-01", valid_to="")
    )
    (contract,) = seen(tmp_path, company).contracts
    assert (contract.status, contract.in_force and contract.in_force.contract_id) == ("active", "K9")
    assert [(row.contract_id, until) for row, until in contract.history] == [("K9", None), ("K1", date(2026, 10, 31))]


@pytest.mark.parametrize(("valid_to", "status"), [("2026-11-02", "active"), ("2026-11-01", "ended")])
def test_a_contract_holds_on_its_last_day_and_not_the_day_after(tmp_path: Path, valid_to: str, status: str) -> None:
    (contract,) = seen(tmp_path, tiny().change("contracts", "K1", valid_to=valid_to)).contracts
    assert contract.status == status


def test_training_is_listed_person_by_person(tmp_path: Path) -> None:
    view = seen(tmp_path, tiny())
    assert {one.person.person_id: dict(one.training) for one in view.people} == {
        "P1": {"hausperfekt": "trained"},
        "P2": {"hausperfekt": "untrained"},
    }
    assert [(one.training.training_id, one.name, one.is_valid) for one in view.training] == [("T1", "Person Eins", True)]


def test_training_that_has_run_out_trains_nobody(tmp_path: Path) -> None:
    view = seen(tmp_path, tiny().change("training", "T1", valid_until="2026-11-01"))
    assert [one.training["hausperfekt"] for one in view.people] == ["untrained", "untrained"]
    assert [one.is_valid for one in view.training] == [False]


def test_a_person_who_moved_to_another_customer_is_no_longer_listed(tmp_path: Path) -> None:
    company = tiny().add("people", like="P2", valid_from="2026-11-01", customer_id="C2")
    assert [one.person.person_id for one in seen(tmp_path, company).people] == ["P1"]
    assert [one.person.person_id for one in seen(tmp_path, company, "C2").people] == ["P3", "P2"]
    assert [one.person.person_id for one in seen(tmp_path, company, at="2026-10-31T12:00:00+01:00").people] == ["P1", "P2"]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-10-05T08:59:59+02:00", Standing.TO_COME),
        ("2026-10-05T09:00:00+02:00", Standing.STANDS),
        ("2026-10-20T11:59:59+02:00", Standing.STANDS),
        ("2026-10-20T12:00:00+02:00", Standing.WITHDRAWN),
    ],
)
def test_a_consent_is_in_force_from_when_it_was_given_until_it_is_withdrawn(tmp_path: Path, at: str, expected: Standing) -> None:
    # 60 of its 90 minutes are drawn: E3 is waived, E4 retracted
    assert standing(seen(tmp_path, tiny(), at=at)) == [("CO1", expected, 30)]


def test_a_consent_is_used_up_when_no_minute_is_left(tmp_path: Path) -> None:
    view = seen(tmp_path, tiny().without("withdrawals").change("consents", "CO1", max_minutes="60"))
    assert standing(view) == [("CO1", Standing.USED_UP, 0)]
    assert view.standing_consents == ()


def test_a_consent_expires_and_a_refusal_is_no_consent(tmp_path: Path) -> None:
    company = tiny().without("withdrawals").change("consents", "CO1", expires_at="2026-11-02T10:00:00+01:00")
    company.add("consents", consent_id="CO2", request_id="R1", status="declined", given_by="P2", given_via="phone", currency="EUR",
                given_at="2026-10-30T10:00:00+01:00")  # fmt: skip
    assert standing(seen(tmp_path, company)) == [("CO1", Standing.EXPIRED, 30), ("CO2", Standing.DECLINED, 0)]


def test_a_consent_without_a_cap_has_no_minutes_to_count(tmp_path: Path) -> None:
    view = seen(tmp_path, tiny().without("withdrawals").change("consents", "CO1", max_minutes="", quote_id=""))
    assert standing(view) == [("CO1", Standing.STANDS, None)]
    assert [consent.consent.consent_id for _, consent in view.standing_consents] == ["CO1"]


def test_open_requests_are_those_that_are_not_closed_the_newest_first(tmp_path: Path) -> None:
    view = seen(tmp_path, tiny(), "C2")
    assert [one.request.request_id for one in view.requests] == ["R3", "R2"]
    assert [one.request.request_id for one in view.open_requests] == ["R3"]


def test_a_retracted_closure_opens_the_request_again(tmp_path: Path) -> None:
    company = tiny().add("retractions", retraction_id="X2", kind="closures", id="CL1", retracted_at="2026-10-07T09:00:00+02:00",
                         retracted_by="bo", reason="not done yet")  # fmt: skip
    assert [one.request.request_id for one in seen(tmp_path, company, "C2").open_requests] == ["R3", "R2"]


def test_minutes_are_reported_by_bucket_and_add_up(tmp_path: Path) -> None:
    one = request(seen(tmp_path, tiny()), "R1")
    assert one.minutes == {Bucket.COVERED: 15, Bucket.BILLABLE: 60, Bucket.WAIVED: 20, Bucket.BLOCKED: 0}


def test_the_decision_is_that_of_the_instant(tmp_path: Path) -> None:
    while_it_stood = request(seen(tmp_path, tiny(), at="2026-10-06T10:00:00+02:00"), "R1").assessment.decision
    assert (while_it_stood.coverage, while_it_stood.action) == (Coverage.BILLABLE, Action.WORK)
    at_night = request(seen(tmp_path, tiny(), at="2026-10-06T20:00:00+02:00"), "R1").assessment.decision
    assert at_night.action is Action.QUEUE
    assert at_night.resumes_at is not None
    assert at_night.resumes_at.isoformat() == "2026-10-07T08:00:00+02:00"
    assert request(seen(tmp_path, tiny()), "R1").assessment.decision.action is Action.QUOTE


def test_an_instant_before_the_request_is_read_as_when_it_was_received(tmp_path: Path) -> None:
    assert request(seen(tmp_path, tiny(), at="2026-01-01T10:00:00+01:00"), "R1").assessment.at == read_instant("2026-10-05T08:00:00+02:00")


def test_customers_are_listed_by_name_with_what_is_open(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny().add("customers", like="C2", valid_from="2026-12-01", name="Aal & Co", account_manager="am3"))
    with desk.record.reading() as connection:
        acts = act_queries.everything(connection)
    haus, sued = ListedCustomer("C2", "Haus, Hof & Co", "am2", 1), ListedCustomer("C1", "Verwaltung Süd GmbH", "am1", 1)
    assert list_customers(acts, date(2026, 11, 30)) == (haus, sued)
    assert list_customers(acts, date(2026, 12, 1)) == (ListedCustomer("C2", "Aal & Co", "am3", 1), sued)
