"""Every page of every desk once a person and a customer were erased: it stands, shows ids for names, and nothing that was erased.

And no page ranks agents: whoever stands beside minutes stands beside those of one entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.account_manager import pages as account_manager
from dashboard.finance import pages as finance
from dashboard.policy_owner import pages as policy_owner
from tests.dashboard.page_driver import PageDriver, filled
from tests.use_cases.closing_books import ClosingBooks
from tests.use_cases.desk_driver import Desk
from tests.use_cases.erasure_checks import AFTERWARDS, erase_person, personal_texts
from tests.use_cases.tiny_company import tiny

pytestmark = pytest.mark.clock("2026-12-21T09:00:00+00:00")

PAGES = [page.file for desk in (account_manager, finance, policy_owner) for page in desk.PAGES]
AGENTS = {"anna": "agent-anna", "bo": "agent-bo"}
ENTRIES = {"C1": ("E1", "E2", "E3"), "C2": ("E5", "E6")}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The tiny company; its agents are called so in entries alone."""
    company = tiny().change("requests", "R1", summary="Wie war das mit den Schlüsseln?")
    for row in company.rows["time_entries"]:
        row["agent"] = AGENTS[row["agent"]]
    return filled(tmp_path, company)


def shown(page: PageDriver) -> str:
    """All that a page says and all that stands in its tables."""
    cells = [str(cell) for table in page.tables() for row in table for cell in row.values()]
    choices = [str(option) for one in page.app.selectbox for option in one.options]
    return "\n".join([*page.said, *cells, *choices])


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
def test_every_page_works_without_those_who_were_erased(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, closed: bool
) -> None:
    if closed:
        ClosingBooks(desk).closes("2026-10")
    gone = personal_texts(desk)
    for person in ("P1", "P2", "P3", "C1", "C2"):
        erase_person(desk, person, AFTERWARDS)
    said = ""
    for customer, request in (("C1", "R1"), ("C2", "R3")):
        page = PageDriver(desk, monkeypatch, tmp_path).open(lang=lang, customer=customer, request=request)
        for file in PAGES:
            there = shown(page.switch_to(file))
            assert [text for text in gone if text in there] == [], file
            said += there
    assert all(id_ in said for id_ in ("P1", "P3", "C1", "C2", "CO1"))


def test_behind_every_entry_stand_ids_where_names_and_words_were(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = personal_texts(desk)
    for person in ("P1", "P3", "C1", "C2"):
        erase_person(desk, person, AFTERWARDS)
    page = PageDriver(desk, monkeypatch, tmp_path).open(finance.CUSTOMER.file, lang="en").choose("Month", "2026-10")
    for customer, entries in ENTRIES.items():
        page.choose("Customer", customer)
        for entry in entries:
            there = shown(page.choose("What is behind it", entry))
            assert [text for text in gone if text in there] == []
        if customer == "C1":
            # A column that holds nothing is not shown: there is no evidence any more.
            (answer,) = page.table_with("By")
            assert (answer["Consent"], answer["By"], answer.get("Evidence")) == ("CO1", "P1", None)
            assert page.says("(WV1)")


def test_on_no_page_an_agent_stands_beside_other_minutes_than_those_of_one_entry(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = {one.entry_id: one for one in desk.everything().time_entries}
    minutes_of_agents = {sum(one.minutes for one in entries.values() if one.agent == agent) for agent in AGENTS.values()}
    page = PageDriver(desk, monkeypatch, tmp_path).open(lang="en", customer="C1", request="R1")
    beside = []
    for file in PAGES:
        page.switch_to(file)
        for table in page.tables():
            beside += [(file, list(row.values())) for row in table if set(AGENTS.values()) & set(map(str, row.values()))]
        drawn = [one.proto.SerializeToString() for kind in ("vega_lite_chart", "arrow_vega_lite_chart") for one in page.app.get(kind)]
        assert not [agent for agent in AGENTS.values() for chart in drawn if agent.encode() in chart]
    assert beside, "no page shows an entry with its agent any more; then nothing is looked at here"
    for file, row in beside:
        of_entries = [cell for cell in row if cell in entries]
        assert len(of_entries) == 1, (file, row)
        assert not minutes_of_agents & {cell for cell in row if isinstance(cell, int | float)}, (file, row)
