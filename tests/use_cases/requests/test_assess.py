"""What holds for a request before and after it is recorded: coverage, questions, rates, contacts, and a person's word on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.books.records import Request
from engine.store.acts import Acts
from engine.use_cases.explaining.cited_clauses import cited_clauses
from engine.use_cases.intake.row_reading import record_of
from engine.use_cases.reckoning.reckon_requests import reckon_requests
from engine.use_cases.requests.assess import Assessment, assess_new, assess_recorded
from engine.use_cases.requests.customer_acts import acts_of_customer
from engine.use_cases.requests.request_view import view_request
from engine.vocabulary.instants import read_instant
from engine.vocabulary.outcomes import Action, Coverage, Route
from engine.vocabulary.problems import Place, Refused
from tests.use_cases.desk_driver import Desk, deciders
from tests.use_cases.tiny_company import Company, tiny
from tests.wording.read import lines

MORNING = read_instant("2026-11-02T10:00:00+01:00")


def acts_of(folder: Path, company: Company, customer_id: str) -> Acts:
    desk = Desk(folder)
    desk.imports(company)
    with desk.record.reading() as connection:
        return acts_of_customer(connection, customer_id)


def described(**facts: str) -> Request:
    texts = {"request_id": "new", "customer_id": "C1", "product": "hausperfekt", "received_at": "2026-11-02T09:00:00+01:00"}
    found: Request = record_of("requests", texts | facts, Place())
    return found


def assessed(folder: Path, company: Company | None = None, **facts: str) -> Assessment:
    return assess_new(described(**facts), None, acts_of(folder, company or tiny(), "C1"), deciders(), MORNING)


def test_what_the_records_hold_is_filled_in_and_marked_as_recorded(tmp_path: Path) -> None:
    found = assessed(tmp_path, person_id="P2")
    assert (found.facts["contract"], found.facts["second_level"], found.facts["training"]) == ("active", "none", "untrained")
    assert found.from_records == {"contract", "second_level", "training"}


def test_what_is_still_to_ask_comes_in_the_packs_words_and_in_order(tmp_path: Path) -> None:
    found = assessed(tmp_path)
    assert found.decision.action is Action.ASK
    assert tuple(fact.id for fact in found.questions) == found.decision.ask != ()
    assert found.questions[0].question.en == "What kind of help does the customer want?"


def test_training_may_be_stated_differently_from_the_records(tmp_path: Path) -> None:
    request = described(person_id="P2", service="operational_problem", cause="other", topic="charging")
    acts = acts_of(tmp_path, tiny(), "C1")
    assert assess_new(request, None, acts, deciders(), MORNING).decision.coverage is Coverage.BILLABLE
    assert assess_new(request, "trained", acts, deciders(), MORNING).decision.coverage is Coverage.COVERED


def test_the_rate_to_quote_is_the_tables_row_with_its_last_day(tmp_path: Path) -> None:
    company = tiny().add("rates", like="RT1", rate_id="RT3", hourly_rate="130.00", valid_from="2027-01-01")
    support, technical = assessed(tmp_path, company=company, service="staff_introduction").rates
    assert support.row is not None
    assert (support.role, support.row.rate_id, support.row.hourly_rate, support.until) == ("support", "RT1", 12000, date(2026, 12, 31))
    assert technical.row is not None
    assert (technical.row.rate_id, technical.until) == ("RT2", None)


def test_where_the_table_has_no_rate_there_is_none_to_quote(tmp_path: Path) -> None:
    without = tiny().only("customers", "people", "contracts", "training")
    assert [one.row for one in assessed(tmp_path, company=without, service="staff_introduction").rates] == [None, None]


def test_contacts_are_those_of_the_route_and_day(tmp_path: Path) -> None:
    found = assessed(tmp_path, service="installation")
    assert found.decision.route is Route.TECHNICAL_HOTLINE
    assert [contact.id for contact in found.contacts] == ["technical_2025"]
    filed = described(topic="charging", received_at="2024-11-04T09:00:00+01:00")
    then = read_instant("2024-11-04T10:00:00+01:00")
    company = tiny().change("contracts", "K1", valid_from="2024-01-01")
    before = assess_new(filed, None, acts_of(tmp_path, company, "C1"), deciders(), then)
    assert [contact.id for contact in before.contacts] == ["support_2023"]


def test_the_rules_behind_route_and_channel_come_with_their_assumptions(tmp_path: Path) -> None:
    found = assessed(tmp_path, service="installation", intake="other")
    assert found.behind.route.route is Route.TECHNICAL_HOTLINE
    assert found.behind.route.assumption is not None
    assert (found.behind.channel.channel.value, found.decision.action) == ("resubmit_via_portal", Action.RESUBMIT)


@pytest.mark.parametrize(("topic", "level"), [("charging", "first"), ("reserves", "second"), ("other", None), ("unknown", None)])
def test_the_list_that_gives_a_topic_its_level_is_named(tmp_path: Path, topic: str, level: str | None) -> None:
    behind = assessed(tmp_path, topic=topic).behind.level
    assert (behind.level if behind else None) == level


def test_who_is_not_registered_must_register(tmp_path: Path) -> None:
    assert assessed(tmp_path, person_id="P2").must_register
    assert not assessed(tmp_path, person_id="P1").must_register
    assert not assessed(tmp_path).must_register


def test_a_day_without_a_policy_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        assessed(tmp_path, received_at="2023-07-31T12:00:00+02:00")
    assert "no version of `hausperfekt` is in force on 2023-07-31" in lines(refused.value)[0]


def test_every_clause_that_a_reason_cites_is_found_with_its_document(tmp_path: Path) -> None:
    found = assessed(tmp_path, service="staff_introduction")
    (reason,) = found.decision.because
    (cited,) = cited_clauses(found.pack, [*reason.clauses, *reason.clauses])
    assert (cited.clause.id, cited.source.id) == ("faq-3.1", "faq")


def recorded(folder: Path, company: Company, request_id: str, customer_id: str = "C2") -> tuple[Assessment, Any]:
    acts = acts_of(folder, company, customer_id)
    (reckoned,) = (one for one in reckon_requests(acts, deciders()) if one.request.request_id == request_id)
    return assess_recorded(reckoned, acts, deciders(), MORNING), view_request(reckoned, acts, deciders(), MORNING)


def test_a_persons_word_settles_what_the_policy_leaves_open(tmp_path: Path) -> None:
    found, view = recorded(tmp_path, tiny(), "R3")
    assert (found.decision.coverage, found.decision.action) == (Coverage.COVERED, Action.WORK)
    assert found.determination is not None
    assert found.determination.determination_id == "D1"
    assert view.may_be_determined is Coverage.UNDETERMINED
    undecided, _ = recorded(tmp_path, tiny().without("determinations"), "R3")
    assert (undecided.decision.coverage, undecided.decision.action) == (Coverage.UNDETERMINED, Action.TRIAGE)
    assert undecided.determination is None


def test_a_persons_word_on_what_the_policy_decides_is_kept_and_does_not_count(tmp_path: Path) -> None:
    found, view = recorded(tmp_path, tiny().change("determinations", "D1", request_id="R2"), "R2")
    assert (found.decision.coverage, found.determination, view.may_be_determined) == (Coverage.COVERED, None, None)


def test_with_whom_is_not_entitled_only_paid_work_can_be_agreed(tmp_path: Path) -> None:
    ended = tiny().change("contracts", "K2", valid_to="2026-09-30").without("time_entries", "waivers", "retractions")
    found, view = recorded(tmp_path, ended, "R3")
    assert (found.decision.coverage, found.determination, view.may_be_determined) == (Coverage.NOT_ENTITLED, None, Coverage.NOT_ENTITLED)
    agreed, _ = recorded(tmp_path, ended.change("determinations", "D1", coverage="billable"), "R3")
    assert (agreed.decision.coverage, agreed.decision.action) == (Coverage.BILLABLE, Action.QUOTE)


def test_the_open_quote_is_the_latest_that_has_not_expired(tmp_path: Path) -> None:
    company = (
        tiny()
        .without("withdrawals")
        .add("quotes", like="Q1", quote_id="Q2", sent_at="2026-10-06T08:00:00+02:00", expires_at="2026-11-02T10:00:00+01:00")
    )
    _, view = recorded(tmp_path, company, "R1", "C1")
    assert view.open_quote.quote_id == "Q1"
    assert replace(view, assessment=replace(view.assessment, at=MORNING - 1)).open_quote.quote_id == "Q2"
