"""A month is closed in a real browser, and what is learnt afterwards stands in the next one, with its id."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from engine.use_cases.intake.record_acts import record_acts
from engine.vocabulary.instants import instant_of
from tests.dashboard.served import browsed, served
from tests.use_cases.desk_driver import Desk
from tests.use_cases.tiny_company import tiny


@pytest.mark.slow
def test_finance_closes_october_and_sees_what_was_learnt_in_november(tmp_path: Path, chromium: str) -> None:
    desk = Desk(tmp_path)
    now = instant_of(datetime.now(UTC))
    desk.imports(tiny(), now)
    before = desk.report("2026-10")
    with served(desk.path, tmp_path / "server.log") as address, browsed(chromium) as (dashboard, _):
        page = dashboard.page
        dashboard.open(f"{address}/closing?lang=en")
        expect(page.get_by_role("heading", name="Next: October 2026")).to_be_visible()
        button = page.get_by_role("button", name="Close October 2026")
        expect(button).to_be_disabled()
        dashboard.click(page.get_by_text("I have looked through October 2026"))
        dashboard.click(button)
        expect(page.get_by_text("October 2026 closed; digest")).to_be_visible()
        expect(page.get_by_role("heading", name="Next: October 2026")).to_have_count(0)

        late = {"agent": "cy", "role": "support", "activity": "work", "started_at": "2026-10-07T15:00:00+02:00", "minutes": "30"}
        record_acts([("time_entries", {"entry_id": "L1", "request_id": "R2", **late})], desk.record, desk.packs, now=now, who="cy")
        dashboard.go_to("Month")
        expect(page.get_by_test_id("stMetricValue").filter(has_text="30 min").first).to_be_visible()
        dashboard.go_to("Customer’s month")
        expect(page.get_by_role("heading", name="Differences to closed months")).to_be_visible()
        row = page.locator("canvas [role=row]").filter(has_text="2026-11:R2:2026-10").first
        expect(row.locator("[role=gridcell]").first).to_have_text("2026-11:R2:2026-10")
    assert desk.report("2026-10") == before
