"""The account manager's desk, page by page, on a real record: what is read there."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from tests.dashboard.page_driver import PageDriver, filled
from tests.use_cases.desk_driver import Desk
from tests.use_cases.tiny_company import tiny

# a Monday, ten in the morning in Cologne: within service hours
pytestmark = pytest.mark.clock("2026-11-02T09:00:00+00:00")

CUSTOMERS = "account_manager/customers.py"
NEW_REQUEST = "account_manager/new_request.py"
REQUEST = "account_manager/request.py"


def test_without_a_choice_the_customers_are_listed_with_their_open_requests(page: PageDriver) -> None:
    rows = page.open(lang="en").table_with("Customer id")
    assert [(row["Customer id"], row["Account manager"], row["Open requests"]) for row in rows] == [("C2", "am2", 1), ("C1", "am1", 1)]


def test_only_my_customers_are_listed_once_i_am_chosen(page: PageDriver) -> None:
    rows = page.open(lang="en").choose("Account manager", "am2").table_with("Customer id")
    assert [row["Customer id"] for row in rows] == ["C2"]


def test_from_a_customer_one_goes_back_to_the_list(page: PageDriver) -> None:
    rows = page.open(customer="C1", lang="en").press("List").table_with("Customer id")
    assert [row["Customer id"] for row in rows] == ["C2", "C1"]


def test_what_was_chosen_is_kept_from_page_to_page(page: PageDriver) -> None:
    page.open(lang="en").choose("Customer", "C2")
    for file in (NEW_REQUEST, CUSTOMERS, NEW_REQUEST, REQUEST, CUSTOMERS):
        assert page.switch_to(file).field("selectbox", "Customer").value == "C2"


def test_a_customer_shows_contract_training_people_and_consents(page: PageDriver) -> None:
    page.open(customer="C1", lang="en")
    assert page.says("Verwaltung Süd GmbH")
    assert page.says("Contract K1: 1 Jan 2025 – open-ended")
    assert page.says("complete: who is not on it counts as untrained")
    people = page.table_with("Registered in the portal")
    assert [(row["Name"], row["May commission"], row["Training Hausperfekt"]) for row in people] == [
        ("Person Eins", True, "trained"),
        ("Person Zwei", False, "not trained"),
    ]
    assert page.says("No consent is in force at present.")
    (answer,) = page.table_with("Minutes left")
    assert (answer["Consent" if "Consent" in answer else "The customer's consent"], answer["Status"]) == ("CO1", "withdrawn")
    assert (answer["Minutes left"], answer["Hourly rate"], answer["By"]) == ("30", "€120.00", "Person Eins")


def test_an_open_request_is_listed_with_decision_action_and_minutes(page: PageDriver) -> None:
    (row,) = page.open(customer="C1", lang="en").table_with("Next step")
    assert (row["Request"], row["Who pays"], row["Next step"]) == ("R1", "Billable", "Quote the hourly rate")
    assert (row["Minutes"], row["of which"]) == (95, "Covered 15, Billable 60, Waived 20")


def test_a_closed_request_is_listed_no_more(page: PageDriver) -> None:
    assert [row["Request"] for row in page.open(customer="C2", lang="en").table_with("Next step")] == ["R3"]


def test_everything_is_in_german_with_german_figures(page: PageDriver) -> None:
    page.open(customer="C1", lang="de")
    assert page.says("Vertrag K1: 01.01.2025 – ohne Ende")
    (answer,) = page.table_with("Minuten übrig")
    assert (answer["Stand"], answer["Stundensatz"]) == ("widerrufen", "120,00\xa0€")


def test_a_new_request_is_decided_as_it_is_described(page: PageDriver) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="en")
    assert page.says("#### :gray[Undetermined]")
    assert page.says("1. What kind of help does the customer want?")
    page.choose("Kind of help", "staff_introduction")
    assert page.says("#### :orange[Billable]")
    assert page.says("#### Quote the hourly rate")
    assert page.says("A new accountant starts on Monday; please show her everything.")
    assert not page.says("Still to ask, in this order")
    assert page.says(":gray-badge[faq-3.1]")
    assert page.says("creating allocation keys")
    assert page.says("Customer FAQ on product support (bears no date)")
    assert page.says("Product support: €120.00")
    assert page.says("Row of the rate table RT1 (1 Jan 2025 – open-ended)")
    assert page.says("E-mail: hausperfekt.support@aareon.com")


def test_what_was_chosen_stays_chosen_when_the_language_changes(page: PageDriver) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="en").choose("Who asks", "P2").choose("Kind of help", "staff_introduction")
    page.choose("Sprache / Language", "de", "button_group")
    assert page.says("#### :orange[Kostenpflichtig]")
    page.choose("Thema", "charging").choose("Sprache / Language", "en", "button_group")
    chosen = [page.field("selectbox", label).value for label in ("Who asks", "Kind of help", "Topic")]
    assert chosen == ["P2", "staff_introduction", "charging"]


def test_what_rests_on_an_assumption_is_marked(page: PageDriver) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="en")
    page.choose("Who asks", "P2").choose("Kind of help", "operational_problem").choose("Cause", "other")
    assert page.says("#### :orange[Billable]")
    marks = [text for text in page.said if text.startswith(":orange-badge[:material/help: Assumption]")]
    assert any("untrained" in mark or "trained" in mark for mark in marks)
    assert any("bears no date; its start on 1 January 2025 is assumed" in mark for mark in marks)


def test_facts_known_from_records_are_shown_and_not_asked(page: PageDriver) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="en").choose("Who asks", "P2")
    assert page.says("Contract: In force")
    assert page.says("Training: Not trained")
    page.choose("Who asks", "P1")
    assert page.says("Training: Trained")


def test_a_person_who_is_not_registered_is_told_to_register_first(page: PageDriver) -> None:
    hint = "This person is not registered in the portal yet."
    assert not page.open(NEW_REQUEST, customer="C1", lang="en").choose("Who asks", "P1").says(hint)
    assert page.choose("Who asks", "P2").says(hint)


def test_a_customer_without_a_contract_that_day_is_not_entitled_and_referred(page: PageDriver) -> None:
    page.open(NEW_REQUEST, customer="C2", lang="en").fill("Received on", date(2024, 12, 31), "date_input").run()
    assert page.says("Policy hausperfekt@2023-08")
    assert page.says("#### :red[Not entitled]")
    assert page.says("The customer's own account manager: am2")


def test_a_day_without_a_policy_is_reported_in_one_line(page: PageDriver) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="en").fill("Received on", date(2023, 7, 31), "date_input").run()
    assert page.errors == ["no version of “hausperfekt” is in force on 31 Jul 2023; the first begins on 1 Aug 2023"]


def test_a_time_that_the_clock_skips_is_no_time(page: PageDriver) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="en").fill("Received on", date(2026, 3, 29), "date_input")
    page.fill("Time", time(2, 30), "time_input").run()
    assert page.errors == ["That time does not exist on that day: clocks go forward."]


def test_a_day_left_blank_is_asked_for(page: PageDriver) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="en").fill("Received on", None, "date_input").run()
    assert page.errors == ["Please give day and time."]
    assert not page.says("Decision")


def test_of_a_time_that_comes_twice_the_first_is_taken_and_said(page: PageDriver, desk: Desk) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="en").fill("Received on", date(2026, 10, 25), "date_input")
    page.fill("Time", time(2, 30), "time_input").run()
    assert page.says("That time comes twice on that day; the first is meant, in summer time.")
    page.press("Record the request")
    assert desk.everything().requests[-1].received_at == 1792888200 * 1_000_000


def test_a_request_is_recorded_with_what_was_said_on_training(page: PageDriver, desk: Desk) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="en").choose("Who asks", "P2").choose("Kind of help", "operational_problem")
    page.choose("Cause", "other").choose("Topic", "charging")
    assert page.says("#### :orange[Billable]")
    page.choose("Training", "trained")
    assert page.says("#### :green[Covered]")
    page.fill("Summary (may be left blank)", "*bold* <b>", "text_area").press("Record the request")
    recorded = desk.everything()
    request, retriage = recorded.requests[-1], recorded.retriages[-1]
    assert (request.customer_id, request.person_id, request.service, request.summary) == ("C1", "P2", "operational_problem", "*bold* <b>")
    assert (retriage.request_id, retriage.training, retriage.triaged_by) == (request.request_id, "trained", "am1")
    page.switch_to(REQUEST)
    assert page.says(f"{request.request_id} · Verwaltung Süd GmbH")
    assert page.says("#### :green[Covered]")


def test_text_of_a_record_is_never_read_as_markdown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "![x](http://127.0.0.1:9/x.png) <b>"
    company = tiny().change("customers", "C1", name=name, account_manager=name).change("people", "P1", name=name)
    company.change("requests", "R1", summary=name).change("consents", "CO1", evidence=name)
    page = PageDriver(filled(tmp_path, company), monkeypatch, tmp_path)
    for file, chosen in ((CUSTOMERS, {}), (NEW_REQUEST, {}), (REQUEST, {"request": "R1"})):
        page.open(file, customer="C1", lang="en", **chosen)
        kinds = ("title", "header", "subheader", "markdown", "caption", "info", "success", "warning", "error")
        markdown = [one.value for kind in kinds for one in getattr(page.app, kind)]
        assert not any("![x]" in text or "<b>" in text for text in markdown), file
    assert any(name in one.value for one in page.app.text)


@pytest.mark.sqlite
def test_a_missing_record_is_reported_in_one_line_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PageDriver(None, monkeypatch, tmp_path).open()
    (said,) = page.errors
    assert said == "hier ist keine Datenbank; bitte wenden Sie sich an die Systembetreuung"


@pytest.mark.sqlite
def test_a_file_that_is_no_record_is_reported_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nothing.db").write_bytes(b"no record at all " * 1000)
    (said,) = PageDriver(None, monkeypatch, tmp_path).open().errors
    assert said == "was hier als Datenbank eingestellt ist, ist keine von klausel; bitte wenden Sie sich an die Systembetreuung"


def test_policies_that_do_not_read_are_reported_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    page = PageDriver(desk, monkeypatch, tmp_path)
    monkeypatch.setenv("KLAUSEL_POLICIES", str(tmp_path / "nowhere"))
    (said,) = page.open().errors
    assert said == "wo dieses Programm nachsieht, liegt kein Ordner mit Regelwerken; bitte die Person fragen, die es betreibt"
