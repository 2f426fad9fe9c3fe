"""A request's page: each step calls for the next, what is refused is said at its field, and what is recorded is recorded once."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from tests.dashboard.page_driver import PageDriver
from tests.use_cases.desk_driver import Desk
from tests.use_cases.tiny_company import tiny

# a Monday, ten in the morning in Cologne: within service hours
pytestmark = pytest.mark.clock("2026-11-02T09:00:00+00:00")

CUSTOMERS = "account_manager/customers.py"
NEW_REQUEST = "account_manager/new_request.py"
REQUEST = "account_manager/request.py"


def request_recorded(page: PageDriver, desk: Desk) -> str:
    page.open(NEW_REQUEST, customer="C1", lang="en").choose("Who asks", "P1").choose("Kind of help", "staff_introduction")
    page.fill("Time", time(9, 0), "time_input").press("Record the request")
    id_ = str(desk.everything().requests[-1].request_id)
    assert page.success == [f"The request {id_} is recorded."]
    page.switch_to(REQUEST)
    return id_


def test_from_quote_to_time_each_step_calls_for_the_next(page: PageDriver, desk: Desk) -> None:
    id_ = request_recorded(page, desk)
    page.fill("Cap in minutes (blank: none)", "60").fill("Time", time(9, 5), "time_input").press("Record the quote")
    (quote,) = [one for one in desk.everything().quotes if one.request_id == id_]
    assert page.success == [f"The quote {quote.quote_id} is recorded."]
    assert (quote.hourly_rate, quote.max_minutes, quote.sent_by) == (12000, 60, "am1")
    assert page.says("The customer's consent: Answer pending")
    page.fill("Evidence (needed to commission)", "ticket 7").fill("Time", time(9, 10), "time_input").press("Record the answer")
    (consent,) = [one for one in desk.everything().consents if one.request_id == id_]
    assert (consent.quote_id, consent.status, consent.max_minutes, consent.given_by) == (quote.quote_id, "granted", 60, "P1")
    assert page.says("#### Work on it")
    page.fill("Minutes", "40").fill("Time", time(9, 15), "time_input").press("Record the time")
    (row,) = page.table_with("Minutes by bucket")
    assert (row["Minutes"], row["Minutes by bucket"], row["Worked by"]) == (40, "Billable 40", "am1")
    assert page.table_with("Minutes left")[0]["Minutes left"] == "20"
    assert desk.report("2026-11")["customers"][0]["lines"] == [{"request_id": id_, "hourly_rate": "120.00", "minutes": 40, "net": "80.00"}]


def test_a_refused_quote_names_the_field_and_keeps_what_was_typed(page: PageDriver, desk: Desk) -> None:
    request_recorded(page, desk)
    page.fill("Hourly rate (with a point, such as 120.50)", "99,50").fill("Cap in minutes (blank: none)", "45").press("Record the quote")
    assert page.errors == [
        "Hourly rate (with a point, such as 120.50): “99,50” is not an amount such as 120.50 "
        "(digits, a point, at most two places, at most nine digits before it)"
    ]
    assert page.field("text_input", "Cap in minutes (blank: none)").value == "45"
    page.fill("Hourly rate (with a point, such as 120.50)", "99.50").press("Record the quote")
    assert page.errors == [
        "Hourly rate (with a point, such as 120.50): “99.50” is not the table's rate on 2 Nov 2026, 120.00 (“RT1”); "
        "give a “Reason, if the rate deviates”"
    ]
    page.fill("Reason, if the rate deviates", "agreed in the framework contract").press("Record the quote")
    assert (page.errors, desk.everything().quotes[-1].hourly_rate) == ([], 9950)


def test_a_person_who_may_not_commission_is_marked_and_refused(page: PageDriver, desk: Desk) -> None:
    request_recorded(page, desk)
    page.choose("What do you want to record?", "answer", "button_group")
    page.fill("Who answered?", "P2", "selectbox").fill("Evidence (needed to commission)", "call").press("Record the answer")
    assert page.errors == ["Who answered?: “P2” may not commission work for “C1” on 2 Nov 2026"]


def test_the_slower_of_two_people_is_told_that_the_request_has_changed(
    page: PageDriver, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = request_recorded(page, desk)
    page.fill("Time", time(9, 5), "time_input").press("Record the quote")
    slower = PageDriver(desk, monkeypatch, tmp_path).open(REQUEST, customer="C1", request=id_, lang="en")
    page.fill("Evidence (needed to commission)", "ticket 7").press("Record the answer")
    told = "This request has changed in the meantime. What was filled in here is not recorded; please look again."
    assert not page.says(told), "whoever recorded it knows"
    slower.fill("Evidence (needed to commission)", "ticket 8").press("Record the answer")
    assert [one.evidence for one in desk.everything().consents if one.request_id == id_] == ["ticket 7"]
    assert (slower.says(told), slower.success) == (True, [])
    assert not slower.run().says(told)


def test_pressing_twice_records_once(page: PageDriver, desk: Desk) -> None:
    request_recorded(page, desk)
    form = f"act of quote {desk.everything().requests[-1].request_id}"
    before = {key: page.app.session_state[key] for key in (form, f"{form} shown")}
    page.press("Record the quote")
    recorded = desk.everything().quotes
    # as if the first run had been broken off before it could begin the form anew: the second press finds the same form
    for key, value in before.items():
        page.app.session_state[key] = value
    page.choose("What do you want to record?", "quote", "button_group").press("Record the quote")
    assert page.errors == []
    assert desk.everything().quotes == recorded


def test_what_the_policy_leaves_open_a_person_determines(page: PageDriver) -> None:
    page.open(REQUEST, customer="C2", request="R3", lang="en")
    assert page.says("Determined by a person: Covered (am2, 7 Oct 2026, 09:00)")
    assert page.says("agreed by phone")
    page.choose("What do you want to record?", "determine", "button_group")
    page.fill("Who pays", "billable", "radio").fill("Reason", "agreed anew").press("Record the determination")
    assert page.says("Determined by a person: Billable (am1, 2 Nov 2026, 10:00)")
    assert page.says("#### Quote the hourly rate")


def test_what_the_policy_decides_nobody_determines(page: PageDriver) -> None:
    page.open(REQUEST, customer="C1", request="R1", lang="en").choose("What do you want to record?", "determine", "button_group")
    assert page.says("There is nothing to determine here: the policy decides itself.")


def test_a_classification_replaces_only_what_was_learnt(page: PageDriver, desk: Desk) -> None:
    page.open(REQUEST, customer="C1", request="R1", lang="en").choose("What do you want to record?", "retriage", "button_group")
    page.fill("Kind of help", "operational_problem", "selectbox").fill("Cause", "product_defect", "selectbox")
    page.press("Record the classification")
    last = desk.everything().retriages[-1]
    assert (last.service, last.cause) == ("operational_problem", "product_defect")
    assert (last.topic, last.person_id, last.training, last.delivery, last.complexity) == (None,) * 5
    assert page.says("#### :green[Covered]")


def test_a_request_is_closed_once_and_listed_no_more(page: PageDriver, desk: Desk) -> None:
    page.open(REQUEST, customer="C1", request="R1", lang="en").choose("What do you want to record?", "close", "button_group")
    page.press("Close the request")
    assert page.success == ["The request R1 is closed."]
    assert desk.everything().closures[-1].closed_by == "am1"
    assert page.switch_to(CUSTOMERS).says("No request is open.")


def test_a_closed_request_can_be_opened_by_its_address(page: PageDriver) -> None:
    page.open(REQUEST, customer="C2", request="R2", lang="en")
    assert page.says("R2 · Haus, Hof & Co :gray-badge[closed]")


def test_work_without_consent_is_warned_of_before_it_is_recorded(page: PageDriver) -> None:
    page.open(REQUEST, customer="C1", request="R1", lang="en").choose("What do you want to record?", "time", "button_group")
    assert page.says("Without a consent this work will be blocked and may not be invoiced.")


def test_goodwill_and_withdrawal_are_recorded(page: PageDriver, desk: Desk) -> None:
    page.open(REQUEST, customer="C1", request="R1", lang="en").choose("What do you want to record?", "waive", "button_group")
    page.fill("Reason", "first time").press("Record the waiver")
    assert desk.everything().waivers[-1].entry_id == "E1"
    page.choose("What do you want to record?", "withdraw", "button_group")
    assert page.says("No consent is in force that could be withdrawn.")


def test_a_refusal_needs_no_evidence_and_stops_the_work(page: PageDriver, desk: Desk) -> None:
    request_recorded(page, desk)
    page.choose("What do you want to record?", "answer", "button_group").choose("The customer's answer", "declined", "radio")
    page.fill("Who answered?", "P2", "selectbox").press("Record the answer")
    answer = desk.everything().consents[-1]
    assert (answer.status, answer.given_by, answer.hourly_rate, answer.evidence) == ("declined", "P2", None, None)
    assert page.says("#### Stop")
    assert page.says("The customer's consent: Declined")


def test_a_commission_without_evidence_is_refused_and_nothing_is_stored(page: PageDriver, desk: Desk) -> None:
    request_recorded(page, desk)
    before = desk.stored()
    page.choose("What do you want to record?", "answer", "button_group").press("Record the answer")
    assert page.errors == ["“Evidence (needed to commission)” must not be blank where consent is granted"]
    assert desk.stored() == before


def test_a_commission_for_another_role_begins_with_that_roles_rate(page: PageDriver, desk: Desk) -> None:
    request_recorded(page, desk)
    page.choose("What do you want to record?", "answer", "button_group").choose("Role", "technical")
    assert page.field("text_input", "Hourly rate (with a point, such as 120.50)").value == "150.00"


def test_a_commission_in_force_can_be_withdrawn(page: PageDriver, desk: Desk) -> None:
    request_recorded(page, desk)
    page.choose("What do you want to record?", "answer", "button_group").fill("Evidence (needed to commission)", "call")
    page.fill("Time", time(9, 30), "time_input").press("Record the answer")
    page.choose("What do you want to record?", "withdraw", "button_group").press("Record the withdrawal")
    withdrawn = desk.everything().withdrawals[-1]
    assert (withdrawn.consent_id, withdrawn.withdrawn_by) == (desk.everything().consents[-1].consent_id, "P1")
    assert page.says("#### Quote the hourly rate")


def test_work_that_is_still_going_on_is_refused(page: PageDriver, desk: Desk) -> None:
    page.open(REQUEST, customer="C1", request="R1", lang="en").choose("What do you want to record?", "time", "button_group")
    page.fill("Minutes", "1").press("Record the time")
    assert page.errors == ["Started on: the work ends at “2 Nov 2026, 10:01”, which is still to come; record it when it is done"]
    assert len(desk.everything().time_entries) == len(tiny().rows["time_entries"])


def test_work_after_closing_is_recorded_with_a_warning(page: PageDriver, desk: Desk) -> None:
    page.open(REQUEST, customer="C2", request="R2", lang="en").choose("What do you want to record?", "time", "button_group")
    page.fill("Minutes", "5").fill("Time", time(9, 0), "time_input").press("Record the time")
    assert desk.everything().time_entries[-1].minutes == 5
    (warning,) = [one.value.replace("\\", "") for one in page.app.warning]
    assert "R2" in warning


def test_an_entry_may_be_of_other_work_than_was_asked_for(page: PageDriver, desk: Desk) -> None:
    page.open(REQUEST, customer="C2", request="R2", lang="en").choose("What do you want to record?", "time", "button_group")
    page.fill("Minutes", "5").fill("Time", time(9, 0), "time_input").fill("Kind of help", "installation", "selectbox")
    page.press("Record the time")
    assert desk.everything().time_entries[-1].service == "installation"
    assert page.table_with("Minutes by bucket")[-1]["Blocked because"] == "No consent"


def test_the_page_changes_its_language_and_keeps_what_was_chosen(page: PageDriver) -> None:
    page.open(REQUEST, customer="C1", request="R1").choose("Sprache / Language", "en", "button_group")
    assert page.says("R1 · Verwaltung Süd GmbH")
    assert page.says("#### Quote the hourly rate")
    page.choose("Sprache / Language", "de", "button_group")
    assert page.says("#### Stundensatz nennen")
