"""Numbers, days and terms on the pages: a number is typed where a request is described or classified anew, an age and a term are
shown off the record, and the policy's page says which range is which."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dashboard.page_driver import PageDriver, filled
from tests.use_cases.desk_driver import Desk
from tests.use_cases.intake.test_bands_recorded import company

# a Tuesday, ten in the morning in Cologne: within service hours; the 89th day of the customer
pytestmark = pytest.mark.clock("2027-03-09T09:00:00+00:00")

CUSTOMERS, NEW_REQUEST, REQUEST = (f"account_manager/{name}.py" for name in ("customers", "new_request", "request"))
POLICY = "policy_owner/policy.py"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return filled(tmp_path, company(numbers="estimated_minutes=45", terms="visits=included"))


def test_a_number_is_typed_and_recorded_with_the_request(page: PageDriver, desk: Desk) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="en").choose("Kind of help", "configuration_question")
    assert page.says("1. How many minutes is it expected to take?")
    page.choose("Estimated effort (minutes)", 29, "number_input")  # type: ignore[arg-type]
    assert page.says("#### :green[Covered]")
    page.choose("Estimated effort (minutes)", 30, "number_input")  # type: ignore[arg-type]
    assert page.says("#### :orange[Billable]")
    page.press("Record the request")
    assert desk.everything().requests[-1].numbers == "estimated_minutes=30"


def test_an_age_and_a_term_are_shown_off_the_record(page: PageDriver) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="en").choose("Kind of help", "new_customer_first_aid")
    assert page.says("Customer for: New customer (since 10 Dec 2026)")
    assert page.says("Visits under the contract: Included")
    assert page.says("#### :green[Covered]")
    page.choose("Sprache / Language", "de", "button_group")
    assert page.says("Kunde seit: Neuer Kunde (seit 10.12.2026)")


def test_a_number_learnt_later_is_classified_again(page: PageDriver, desk: Desk) -> None:
    page.open(REQUEST, customer="C1", request="B1", lang="en").choose("What do you want to record?", "retriage", "button_group")
    assert page.field("number_input", "Estimated effort (minutes)").placeholder == "Longer work (45 minutes) (stays as it was)"
    page.fill("Estimated effort (minutes)", 10, "number_input").press("Record the classification")
    assert desk.everything().retriages[-1].numbers == "estimated_minutes=10"
    assert page.says("#### :green[Covered]")
    (row,) = [one for one in page.table_with("Fact") if one["Fact"] == "Estimated effort"]
    assert row["Value"] == "Quick look (10 minutes)"
    (told,) = page.table_with("Kind of help")
    assert told["Estimated effort"] == "10 minutes"


def test_a_number_left_alone_stays_as_it_was(page: PageDriver, desk: Desk) -> None:
    page.open(REQUEST, customer="C1", request="B1", lang="en").choose("What do you want to record?", "retriage", "button_group")
    page.fill("Topic", "reports", "selectbox").press("Record the classification")
    assert desk.everything().retriages[-1].numbers is None
    assert page.says("#### :orange[Billable]")


def test_what_the_contract_says_is_shown_with_it(page: PageDriver) -> None:
    assert page.open(CUSTOMERS, customer="C1", lang="en").says("Visits under the contract: Included")
    assert page.choose("Sprache / Language", "de", "button_group").says("Besuche laut Vertrag: Enthalten")


def test_the_policys_page_says_which_range_is_which(page: PageDriver) -> None:
    page.open(POLICY, lang="en").choose("Product", "exampleworks").choose("Version", "2027-01")
    tables = [[[str(cell) for cell in row] for row in table.value.to_numpy()] for table in page.app.table]
    cells = {cell.replace("\\", "") for table in tables for row in table for cell in row}
    assert "Quick look (less than 30 minutes); Longer work (30 minutes or more)" in cells
    assert any("Estimated effort: Quick look (less than 30 minutes)" in cell for cell in cells)
    assert any("Estimated effort: 29 minutes" in cell for cell in cells)
    assert any("Customer for: since 2026-12-10" in cell for cell in cells)
