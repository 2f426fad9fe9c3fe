"""One journey in a real browser: a draft is begun, changed, saved, proposed, approved by somebody else and published; then it decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder
from tests.dashboard.dashboard_page import DashboardPage
from tests.dashboard.served import browsed, served
from tests.use_cases.policy_office import Office

ID, VERSION = "exampleworks-2030-01", "2030-01"
REQUEST = {
    "product": "exampleworks",
    "received_at": "2030-02-05T10:00:00+01:00",
    "contract": "active",
    "service": "configuration_question",
    "topic": "bookings",
}


def confirmed(dashboard: DashboardPage, act: str, told: str) -> None:
    dashboard.button(f"{act} …")
    expect(dashboard.page.get_by_text("nobody has checked who is using it")).to_be_visible()
    dashboard.button(f"Yes: {act}")
    expect(dashboard.page.get_by_text(told)).to_be_visible()


@pytest.mark.slow
def test_a_changed_cell_becomes_law_by_two_people_and_decides(tmp_path: Path, chromium: str) -> None:
    office = Office(tmp_path / "office")
    assert office.packs.decide(REQUEST).coverage != "covered"
    record, policies = tmp_path / "office" / "klausel.db", office.policies
    with served(record, tmp_path / "anna.log", policies=policies, login="anna") as address, browsed(chromium) as (dashboard, _):
        page = dashboard.page
        dashboard.open(f"{address}/editor?lang=en")
        dashboard.choose("Copy of", "exampleworks@2025-01")
        dashboard.textbox("Name of the version", VERSION)
        dashboard.button("Begin")
        dashboard.button("✎ 5.1")
        dashboard.choose("Then", "Covered")
        dashboard.button("Apply")
        expect(page.get_by_text("more covered").first).to_be_visible()
        dashboard.tab("Difference")
        expect(page.get_by_role("heading", name="more covered")).to_be_visible()
        dashboard.tab("Findings")
        expect(page.get_by_text("They stop publication, too").first).to_be_visible()
        assert office.length() == 0, "nothing was confirmed yet"
        dashboard.tab("Examples")
        dashboard.click(page.get_by_text("Take new answers"))
        dashboard.press(page.get_by_role("button", name="All new answers are meant"))
        expect(page.get_by_text("failing examples: 0").first).to_be_visible()
        dashboard.button("Review and save …")
        expect(page.get_by_text("Line by line")).to_be_visible()
        assert office.length() == 0, "what was only looked at is in no log"
        dashboard.button("Save this revision")
        expect(page.get_by_text(f"{ID}.1 is saved, by anna (unauthenticated).")).to_be_visible()
        dashboard.click(page.get_by_role("link", name="Propose, approve, publish"))
        dashboard.fill(page.get_by_role("textbox", name="Reason").first, "settings are covered from 2030 on")
        confirmed(dashboard, "Propose", f"{ID}.p1 is proposed, by anna (unauthenticated).")
        dashboard.button("Approve …")
        dashboard.button("Yes: Approve")
        expect(page.get_by_text("somebody else has to approve it").first).to_be_visible()
    with served(record, tmp_path / "bo.log", policies=policies, login="bo") as address, browsed(chromium) as (dashboard, _):
        dashboard.open(f"{address}/drafts?lang=en")
        confirmed(dashboard, "Approve", f"{ID}.p1 is approved, by bo (unauthenticated).")
        confirmed(dashboard, "Publish", f"{VERSION} is published, in force from 1 Jan 2030; by bo (unauthenticated).")
    assert [office.lifecycle(ID).newest.saved_by, office.lifecycle(ID).state] == ["anna", "published"]
    assert open_policies(policies, notes_folder()).decide(REQUEST).coverage == "covered"
