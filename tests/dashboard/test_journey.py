"""One journey in a real browser: a new request, its decision, a quote, the customer's consent, time, its line in finance's month.

Everything happens on the day before, so that the work is done by the time it is recorded. The customer's name is a trap:
read as Markdown, it would fetch an image."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from engine.vocabulary.instants import instant_of
from tests.dashboard.served import browsed, served
from tests.use_cases.desk_driver import Desk
from tests.use_cases.tiny_company import tiny

NAME = "![x](http://127.0.0.1:9/x.png) <b>"
# as a heading has it: a joiner that nobody sees keeps the address from being a link
HEADED = NAME.replace("://", ":\u2060//")


@pytest.mark.slow
def test_a_request_goes_all_the_way_to_its_line_in_the_month(tmp_path: Path, chromium: str) -> None:
    desk = Desk(tmp_path)
    company = tiny().only("customers", "people", "contracts", "training", "rates")
    company.change("customers", "C1", name=NAME).change("people", "P1", name=NAME)
    now = datetime.now(UTC)
    desk.imports(company, instant_of(now))
    day = now.astimezone(ZoneInfo("Europe/Berlin")).date() - timedelta(days=1)
    with served(desk.path, tmp_path / "server.log") as address, browsed(chromium) as (dashboard, asked):
        page = dashboard.page
        dashboard.open(f"{address}/?lang=en")
        dashboard.choose("Customer", "C1")
        expect(page.get_by_role("heading", name=HEADED)).to_be_visible()

        dashboard.go_to("New request")
        dashboard.set_moment("Received on", day, "1000")
        dashboard.choose("Who asks", "P1")
        dashboard.choose("Kind of help", "Introducing new staff")
        expect(page.get_by_role("heading", name="Billable")).to_be_visible()
        expect(page.get_by_role("heading", name="Quote the hourly rate")).to_be_visible()
        expect(page.get_by_text("Product support: €120.00")).to_be_visible()
        expect(page.get_by_text("faq-3.1").first).to_be_visible()
        dashboard.button("Record the request")
        expect(page.get_by_text("is recorded.")).to_be_visible()
        (request,) = desk.everything().requests

        expect(page.get_by_role("heading", name=f"{request.request_id} · {HEADED}")).to_be_visible()
        dashboard.textbox("Cap in minutes", "60")
        dashboard.set_moment("Quoted on", day, "1005")
        dashboard.button("Record the quote")
        expect(page.get_by_text("consent: Answer pending")).to_be_visible()

        dashboard.textbox("Evidence", "ticket 7")
        dashboard.set_moment("Answered on", day, "1010")
        dashboard.button("Record the answer")
        expect(page.get_by_text("consent: Commissioned")).to_be_visible()

        dashboard.click(page.get_by_role("radio", name="Time").or_(page.get_by_role("button", name="Time", exact=True)).first)
        dashboard.textbox("Minutes", "45")
        dashboard.set_moment("Started on", day, "1015")
        dashboard.button("Record the time")
        expect(page.get_by_text("45 minutes are recorded")).to_be_visible()
        expect(page.get_by_text("Recorded 45 min: Billable 45 min")).to_be_visible()

        dashboard.go_to("Month")
        expect(page.get_by_test_id("stMetricValue").filter(has_text="€90.00").first).to_be_visible()
        dashboard.go_to("Customer’s month")
        line = page.locator("canvas [role=row]").filter(has_text=request.request_id).first
        # what a screen reader is told: the figures themselves; how they are written stands on the canvas
        expect(line.locator("[role=gridcell]")).to_have_text(
            [f"{day:%Y-%m}:{request.request_id}:120.00", request.request_id, "120", "45", "90"]
        )

    acts = desk.everything()
    assert [len(kind) for kind in (acts.requests, acts.quotes, acts.consents, acts.time_entries)] == [1, 1, 1, 1]
    (told,) = desk.report(f"{day:%Y-%m}")["customers"]
    assert told["lines"] == [{"request_id": request.request_id, "hourly_rate": "120.00", "minutes": 45, "net": "90.00"}]
    elsewhere = [one for one in asked if not one.startswith((address, address.replace("http", "ws"), "data:", "blob:"))]
    assert elsewhere == [], "the dashboard asks nobody else, whatever a record holds"
