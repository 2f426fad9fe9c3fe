"""Closing a month on its page: nothing happens without the tick; then it is closed, and stays what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.store import closed_months
from tests.dashboard.page_driver import PageDriver, filled
from tests.use_cases.closing_books import OPEN, ClosingBooks
from tests.use_cases.desk_driver import Desk
from tests.use_cases.lifecycle_steps import publish_with_history
from tests.use_cases.tiny_company import tiny

pytestmark = pytest.mark.clock("2026-12-15T11:00:00+00:00")

CLOSING = "finance/closing.py"
MONTH = "finance/month.py"
CUSTOMER = "finance/customer_month.py"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return filled(tmp_path, tiny(), OPEN)


@pytest.fixture
def page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> PageDriver:
    return PageDriver(desk, monkeypatch, desk.folder)


def closed(desk: Desk) -> list[str]:
    with desk.record.reading() as connection:
        return [one.closing.month for one in closed_months.closed_months(connection)]


def test_the_page_names_the_month_that_comes_next_and_does_nothing_by_itself(page: PageDriver, desk: Desk) -> None:
    page.open(CLOSING, lang="en")
    assert page.says("Next: October 2026")
    assert page.field("button", "Close October 2026").disabled
    assert page.says("No month is closed yet.")
    assert closed(desk) == []


def test_after_the_tick_the_month_is_closed_under_its_digest(page: PageDriver, desk: Desk) -> None:
    page.open(CLOSING, lang="en")
    page.choose("I have looked through October 2026; this cannot be undone.", True, "checkbox")  # type: ignore[arg-type]
    page.press("Close October 2026")
    assert closed(desk) == ["2026-10"]
    (row,) = page.table_with("Digest")
    assert page.success == [f"October 2026 closed; digest {row['Digest']}."]
    assert (row["Month"], row["Recorded"], row["By"]) == ("2026-10", 150, "am1")
    assert page.says("No open month with work has ended.")


def test_what_is_recorded_after_the_tick_takes_the_tick_away(page: PageDriver, desk: Desk) -> None:
    page.open(CLOSING, lang="en")
    page.choose("I have looked through October 2026; this cannot be undone.", True, "checkbox")  # type: ignore[arg-type]
    ClosingBooks(desk).works("E9", "2026-10-05T12:00:00+02:00", 10)
    page.run()
    assert page.field("button", "Close October 2026").disabled


def test_a_closed_month_says_so_on_its_page(page: PageDriver, desk: Desk) -> None:
    page.open(MONTH, lang="en")
    assert page.says("Open: the figures can change until the month is closed.")
    ClosingBooks(desk).closes("2026-10")
    page.run()
    assert page.says("Closed on 15 Dec 2026") and page.says("by fin.")
    assert page.says("Digest: ")


@pytest.mark.parametrize(("language", "negative"), [("en", "-€120.00"), ("de", "-120,00 €")])
def test_what_was_learnt_about_a_closed_month_stands_in_the_next_ones_figures(
    page: PageDriver, desk: Desk, language: str, negative: str
) -> None:
    books = ClosingBooks(desk)
    books.closes("2026-10")
    books.retracts("time_entries", "E1")
    page.open(MONTH, lang=language)
    assert page.app.selectbox[0].value == "2026-11"
    shown = {metric.value.replace("\u00a0", " ") for metric in page.app.metric}
    assert negative in shown
    page.switch_to(CUSTOMER)
    assert negative in {metric.value.replace("\u00a0", " ") for metric in page.app.metric}


def test_a_customer_of_whom_only_something_was_learnt_has_a_page_without_entries(page: PageDriver, desk: Desk) -> None:
    books = ClosingBooks(desk)
    books.closes("2026-10")
    books.retracts("time_entries", "E1")
    page.open(CUSTOMER, lang="en")
    assert page.errors == []


def test_differences_that_would_be_frozen_are_named(desk: Desk, page: PageDriver) -> None:
    books = ClosingBooks(desk)
    books.closes("2026-10")
    books.retracts("time_entries", "E1")
    page.open(CLOSING, lang="en")
    assert page.says("Next: November 2026")
    assert page.says("Among them differences to closed months: 1, net -€120.00.")


def test_what_is_unfinished_stands_before_the_tick(desk: Desk, page: PageDriver) -> None:
    books = ClosingBooks(desk)
    books.does(
        "requests", request_id="R9", customer_id="C2", product="hausperfekt", received_at="2026-10-08T08:00:00+02:00", service="other"
    )
    books.works("E9", "2026-10-08T23:30:00+02:00", 40, "R9")
    page.open(CLOSING, lang="en")
    assert page.table_with("What would settle it") == [
        {"Request": "R9", "Customer": "C2", "Minutes": 40, "What would settle it": "a person has to determine it"}
    ]
    assert [row["Entry"] for row in page.table_with("Agent")] == ["E9"]
    assert page.says("Work at night")


@pytest.mark.parametrize(
    ("language", "title", "row"),
    [
        (
            "en",
            "Policies published with a first day in the past",
            {
                "Policy": "exampleworks@2025-01",
                "In force from": "1 Jan 2025",
                "Why in the past": "agreed late",
                "By": "anna",
                "Person known by": "login on the machine, unauthenticated",
            },
        ),
        (
            "de",
            "Rückwirkend veröffentlichte Regelwerke",
            {
                "Regelwerk": "exampleworks@2025-01",
                "Gilt ab": "01.01.2025",
                "Warum rückwirkend": "agreed late",
                "Von": "anna",
                "Person bekannt durch": "Anmeldename am Rechner, nicht geprüft",
            },
        ),
    ],
)
def test_a_policy_that_was_published_for_the_past_is_shown_before_a_month_is_closed(
    desk: Desk, page: PageDriver, language: str, title: str, row: dict[str, str]
) -> None:
    publish_with_history(desk.record, desk.packs, OPEN)
    page.open(CLOSING, lang=language)
    assert page.says(title)
    (shown,) = page.table_with(list(row)[2])
    assert row.items() <= shown.items()
