"""The account manager is told why a decision is not another one, what would change it, and where answers lead, in both languages."""

from __future__ import annotations

import pytest

from tests.dashboard.page_driver import PageDriver

# a Monday, ten in the morning in Cologne: within service hours
pytestmark = pytest.mark.clock("2026-11-02T09:00:00+00:00")

NEW_REQUEST = "account_manager/new_request.py"
REQUEST = "account_manager/request.py"


def lines(page: PageDriver) -> list[str]:
    """What the page says, line by line, without the marks of lists."""
    return [line.strip().removeprefix("- ") for text in page.said for line in text.splitlines()]


def test_the_untrained_are_told_what_the_customer_can_do(page: PageDriver) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="en").choose("Kind of help", "operational_problem").choose("Topic", "clearing")
    page.choose("Training", "untrained").choose("Cause", "other")
    assert [fold.label for fold in page.app.expander if fold.label.endswith("?")] == ["Why not another answer?", "What would change it?"]
    told = lines(page)
    for line in (
        "What the customer can do to have it covered",
        "Training: Trained (so far: Not trained)",
        ":gray[Have the person asking trained, or let a trained person ask; a training counts for requests from its completion on.]",
        "What would have to be otherwise for it to be covered",
        "Cause: Defect in the product (so far: Something else)",
        ":gray[fits, but “Training is missing” comes first]",
        "needs Form of help wanted: On site; here: Remote session :gray-badge[Not offered]",
    ):
        assert line in told or f"**{line}**" in told, line


def test_in_german_each_answer_to_a_question_says_where_it_leads(page: PageDriver) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="de").choose("Art der Hilfe", "operational_problem").choose("Thema", "clearing")
    page.choose("Schulung", "unknown")
    assert [fold.label for fold in page.app.expander][:3] == ["Wozu jede Antwort führt", "Warum nicht anders?", "Was würde es ändern?"]
    told = lines(page)
    for line in (
        "1. War die Person, die fragt, am Tag der Anfrage für dieses Produkt geschult?",
        "**gleich was**: dann noch zu fragen: Ursache",
        "**Fehler im Produkt**: Abgedeckt",
        "**Gerät, Betriebssystem oder Netzwerk**: Kostenpflichtig",
        ":gray[entscheidet, wenn sie passt]",
        "**Was anders sein müsste, damit es abgedeckt wäre**",
        "Ursache: Fehler im Produkt (bisher: Noch nicht bekannt)",
    ):
        assert line in told, line


def test_what_is_covered_needs_no_change_and_asks_nothing(page: PageDriver) -> None:
    page.open(NEW_REQUEST, customer="C1", lang="en").choose("Kind of help", "self_service")
    assert page.says("It is covered already.")
    assert not page.says("What would have to be otherwise for it to be covered")
    assert "Where each answer leads" not in [fold.label for fold in page.app.expander]


def test_what_a_person_determined_as_covered_shows_no_changes(page: PageDriver) -> None:
    page.open(REQUEST, customer="C2", request="R3", lang="en")
    assert page.says("Determined by a person: Covered")
    assert page.says("It is covered already.")
    assert not page.says("A person determines who pays")
    assert not page.says("to have it covered")
