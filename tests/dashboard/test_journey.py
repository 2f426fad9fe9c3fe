"""One journey in a real browser: a new request, its decision, a quote, the customer's consent, time, its line in finance's month.

Everything happens on the day before, so that the work is done by the time it is recorded. The customer's name is a trap:
read as Markdown, it would fetch an image."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from engine.vocabulary.instants import instant_of
from tests.dashboard.served import browsed, served
from tests.use_cases.desk_driver import Desk
from tests.use_cases.tiny_company import tiny

NAME = "![x](http://127.0.0.1:9/x.png) <b>"
# as a heading has it: a joiner that nobody sees keeps the address from being a link
HEADED = NAME.replace("://", ":\u2060//")


def choose(page: Page, label: str, option: str) -> None:
    """An option of a list, by typing it."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option).first.click()


def set_moment(page: Page, label: str, day: date, clock: str) -> None:
    """A day and a time, segment by segment, as on a keyboard."""
    page.get_by_role("spinbutton", name=f"day, {label}").click()
    page.keyboard.type(f"{day:%d%m%Y}")
    page.get_by_role("spinbutton", name="hour, Time").click()
    page.keyboard.type(clock)
    page.keyboard.press("Tab")


def go_to(page: Page, title: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_text(title, exact=True).click()
    expect(page.get_by_role("heading", name=title, level=1, exact=True)).to_be_visible()


@pytest.mark.slow
def test_a_request_goes_all_the_way_to_its_line_in_the_month(tmp_path: Path, chromium: str) -> None:
    desk = Desk(tmp_path)
    company = tiny().only("customers", "people", "contracts", "training", "rates")
    company.change("customers", "C1", name=NAME).change("people", "P1", name=NAME)
    now = datetime.now(UTC)
    desk.imports(company, instant_of(now))
    day = now.astimezone(ZoneInfo("Europe/Berlin")).date() - timedelta(days=1)
    with served(desk.path, tmp_path / "server.log") as address, browsed(chromium) as (page, asked):
        page.goto(f"{address}/?lang=en")
        choose(page, "Customer", "C1")
        expect(page.get_by_role("heading", name=HEADED)).to_be_visible()

        go_to(page, "New request")
        set_moment(page, "Received on", day, "1000")
        choose(page, "Who asks", "P1")
        choose(page, "Kind of help", "Introducing new staff")
        expect(page.get_by_role("heading", name="Billable")).to_be_visible()
        expect(page.get_by_role("heading", name="Quote the hourly rate")).to_be_visible()
        expect(page.get_by_text("Product support: €120.00")).to_be_visible()
        expect(page.get_by_text("faq-3.1").first).to_be_visible()
        page.get_by_role("button", name="Record the request").click()
        expect(page.get_by_text("is recorded.")).to_be_visible()
        (request,) = desk.everything().requests

        expect(page.get_by_role("heading", name=f"{request.request_id} · {HEADED}")).to_be_visible()
        page.get_by_role("textbox", name="Cap in minutes").fill("60")
        set_moment(page, "Quoted on", day, "1005")
        page.get_by_role("button", name="Record the quote").click()
        expect(page.get_by_text("consent: Answer pending")).to_be_visible()

        page.get_by_role("textbox", name="Evidence").fill("ticket 7")
        set_moment(page, "Answered on", day, "1010")
        page.get_by_role("button", name="Record the answer").click()
        expect(page.get_by_text("consent: Commissioned")).to_be_visible()

        page.get_by_role("radio", name="Time").or_(page.get_by_role("button", name="Time", exact=True)).first.click()
        page.get_by_role("textbox", name="Minutes", exact=True).fill("45")
        set_moment(page, "Started on", day, "1015")
        page.get_by_role("button", name="Record the time").click()
        expect(page.get_by_text("45 minutes are recorded")).to_be_visible()
        expect(page.get_by_text("Recorded 45 min: Billable 45 min")).to_be_visible()

        go_to(page, "Month")
        expect(page.get_by_test_id("stMetricValue").filter(has_text="€90.00").first).to_be_visible()
        go_to(page, "Customer’s month")
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
