"""One journey in a real browser: a draft is begun, changed, saved, proposed, approved by somebody else and published; then it decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder
from tests.dashboard.served import browsed, served
from tests.dashboard.test_journey import choose
from tests.use_cases.policy_office import Office

ID, VERSION = "exampleworks-2030-01", "2030-01"
REQUEST = {
    "product": "exampleworks",
    "received_at": "2030-02-05T10:00:00+01:00",
    "contract": "active",
    "service": "configuration_question",
    "topic": "bookings",
}


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def tab(page: Page, name: str) -> None:
    """Once nothing runs any more: a page that is being drawn anew goes back to its first tab."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.get_by_role("tab", name=name, exact=True).click()


def confirmed(page: Page, act: str, told: str) -> None:
    button(page, f"{act} …")
    expect(page.get_by_text("nobody has seen to it who sits before it")).to_be_visible()
    button(page, f"Yes: {act}")
    expect(page.get_by_text(told)).to_be_visible()


@pytest.mark.slow
def test_a_changed_cell_becomes_law_by_two_people_and_decides(tmp_path: Path, chromium: str) -> None:
    office = Office(tmp_path / "office")
    assert office.packs.decide(REQUEST).coverage != "covered"
    record, policies = tmp_path / "office" / "klausel.db", office.policies
    with served(record, tmp_path / "anna.log", policies=policies, login="anna") as address, browsed(chromium) as (page, _):
        page.goto(f"{address}/editor?lang=en")
        choose(page, "Copy of", "exampleworks@2025-01")
        page.get_by_role("textbox", name="Name of the version").fill(VERSION)
        button(page, "Begin")
        button(page, "✎ 5.1")
        choose(page, "Then", "Covered")
        button(page, "Apply")
        expect(page.get_by_text("more covered").first).to_be_visible()
        tab(page, "Difference")
        expect(page.get_by_role("heading", name="more covered")).to_be_visible()
        tab(page, "Findings")
        expect(page.get_by_text("They stop it, too").first).to_be_visible()
        assert office.length() == 0, "nothing was confirmed yet"
        tab(page, "Examples")
        page.get_by_text("Take new answers").click()
        # by the keyboard: what unfolds moves under a pointer
        page.get_by_role("button", name="All new answers are meant").press("Enter")
        expect(page.get_by_text("failing examples: 0").first).to_be_visible()
        button(page, "Review and save …")
        expect(page.get_by_text("Line by line")).to_be_visible()
        assert office.length() == 0, "what was only looked at is in no log"
        button(page, "Save this revision")
        expect(page.get_by_text(f"{ID}.1 is saved, by anna (unauthenticated).")).to_be_visible()
        page.get_by_role("link", name="Propose, approve, publish").click()
        page.get_by_role("textbox", name="Reason").first.fill("settings are covered from 2030 on")
        page.keyboard.press("Tab")
        confirmed(page, "Propose", f"{ID}.p1 is proposed, by anna (unauthenticated).")
        button(page, "Approve …")
        button(page, "Yes: Approve")
        expect(page.get_by_text("somebody else has to approve it").first).to_be_visible()
    with served(record, tmp_path / "bo.log", policies=policies, login="bo") as address, browsed(chromium) as (page, _):
        page.goto(f"{address}/drafts?lang=en")
        confirmed(page, "Approve", f"{ID}.p1 is approved, by bo (unauthenticated).")
        confirmed(page, "Publish", f"{VERSION} is published, in force from 1 Jan 2030; by bo (unauthenticated).")
    assert [office.lifecycle(ID).newest.saved_by, office.lifecycle(ID).state] == ["anna", "published"]
    assert open_policies(policies, notes_folder()).decide(REQUEST).coverage == "covered"
