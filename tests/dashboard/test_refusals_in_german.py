"""What a form refuses is said in German on German pages: by the label of its field, with the input and the remedy."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from tests.dashboard.page_driver import PageDriver
from tests.use_cases.desk_driver import Desk

pytestmark = pytest.mark.clock("2026-11-02T09:00:00+00:00")

NEW_REQUEST, REQUEST, RATES = "account_manager/new_request.py", "account_manager/request.py", "policy_owner/rates.py"
RATE = "Stundensatz (mit Punkt, z. B. 120.50)"
CAP = "Obergrenze in Minuten (leer: keine)"
EVIDENCE = "Nachweis (nötig für einen Auftrag)"
NO_AMOUNT = "ist kein Betrag wie 120.50 (Ziffern, ein Punkt, dahinter höchstens zwei Stellen, davor höchstens neun)"


@pytest.fixture
def page(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PageDriver:
    """Before a request that was just recorded, received at nine."""
    shown = PageDriver(desk, monkeypatch, tmp_path).open(NEW_REQUEST, customer="C1", lang="de")
    shown.choose("Wer fragt", "P1").choose("Art der Hilfe", "staff_introduction")
    shown.fill("Uhrzeit", time(9, 0), "time_input").press("Anfrage erfassen")
    return shown.switch_to(REQUEST)


def test_a_quote_that_cannot_be_is_refused_in_german(page: PageDriver) -> None:
    page.fill(RATE, "99,50").fill(CAP, "1,5").press("Angebot erfassen")
    assert page.errors == [
        f"{RATE}: „99,50“ {NO_AMOUNT}",
        f"{CAP}: „1,5“ ist keine ganze Zahl von Minuten zwischen 1 und 1000000",
    ]
    page.fill(RATE, "0").fill(CAP, "").press("Angebot erfassen")
    assert page.errors == [f"{RATE}: „0“ ist kein Stundensatz; er muss über 0 liegen"]
    page.fill(RATE, "").press("Angebot erfassen")
    assert page.errors == [f"„{RATE}“ darf nicht leer bleiben"]
    page.fill(RATE, "99.50").press("Angebot erfassen")
    assert page.errors == [
        f"{RATE}: „99,50“ ist nicht der Satz der Tabelle am 02.11.2026, 120,00 („RT1“); bitte angeben: „Grund, falls der Satz abweicht“"
    ]


def test_an_answer_that_cannot_be_is_refused_in_german(page: PageDriver) -> None:
    page.choose("Was möchten Sie erfassen?", "answer", "button_group").press("Antwort erfassen")
    assert page.errors == [f"„{EVIDENCE}“ darf nicht leer bleiben, wenn ein Auftrag erteilt wird"]
    page.fill(EVIDENCE, "Mail").fill("Wer hat geantwortet?", "P2", "selectbox").press("Antwort erfassen")
    assert page.errors == ["Wer hat geantwortet?: „P2“ darf am 02.11.2026 für „C1“ keine Arbeit beauftragen"]
    page.fill("Geantwortet am", date(2026, 11, 1), "date_input").fill("Wer hat geantwortet?", "P1", "selectbox")
    page.press("Antwort erfassen")
    assert page.errors == [
        "Geantwortet am: „01.11.2026, 10:00“ liegt vor dem Eingang der Anfrage („02.11.2026, 09:00“)",
    ]
    page.fill("Geantwortet am", date(2026, 11, 2), "date_input")
    page.fill("Befristet bis (leer: unbefristet)", date(2026, 11, 1), "date_input").press("Antwort erfassen")
    assert page.errors == ["Befristet bis (leer: unbefristet): „01.11.2026, 00:00“ liegt vor „Geantwortet am“ („02.11.2026, 10:00“)"]


def test_an_answer_that_is_still_to_come_is_not_recorded(page: PageDriver, desk: Desk) -> None:
    before = desk.everything().consents
    page.choose("Was möchten Sie erfassen?", "answer", "button_group").fill(EVIDENCE, "Mail")
    page.fill("Geantwortet am", date(2026, 11, 3), "date_input").press("Antwort erfassen")
    assert page.errors == [
        "Dieser Zeitpunkt liegt in der Zukunft; erfasst wird, was geschehen ist.",
        "„Geantwortet am“ darf nicht leer bleiben",
    ]
    assert desk.everything().consents == before


def test_work_that_is_not_done_is_refused_in_german(page: PageDriver) -> None:
    page.choose("Was möchten Sie erfassen?", "time", "button_group").fill("Minuten", "45").press("Zeit erfassen")
    told = "die Arbeit endet am „02.11.2026, 10:45“, das liegt in der Zukunft; bitte erfassen, wenn sie getan ist"
    assert page.errors == [f"Begonnen am: {told}"]


def test_a_rate_that_cannot_be_is_refused_in_german(page: PageDriver) -> None:
    page.switch_to(RATES).fill("Stundensatz", "123,45").press("Ansehen, was sich ändert")
    assert page.errors == [f"Stundensatz: „123,45“ {NO_AMOUNT}"]
