"""What a journey leans on: an act ends once all that it set off is shown, and no journey acts in another way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.dashboard.served import browsed, served

# Each run of a chain takes its time, and what a page holds between two of them looks finished.
CHAIN = """
import time
import streamlit as st

turns = st.session_state.setdefault("turns", 0)
note = st.text_input("Note")
st.write(f"turns: {turns}, note: {note}")
if st.button("Go") or 0 < turns < 3:
    time.sleep(0.3)
    st.session_state["turns"] += 1
    st.rerun()
"""
ACTS_BY_ITSELF = re.compile(r"\.(click|fill|type|press|check|goto|wait_for_timeout)\(|\bsleep\(")
OF_A_PAGE = re.compile(r"\bdashboard\.\w+\(")


@pytest.mark.slow
def test_an_act_ends_when_the_last_run_that_it_set_off_is_shown(tmp_path: Path, chromium: str) -> None:
    app = tmp_path / "chain.py"
    app.write_text(CHAIN, encoding="utf-8")
    with served(tmp_path / "klausel.db", tmp_path / "server.log", app=app) as address, browsed(chromium) as (dashboard, _):
        dashboard.open(address)
        dashboard.button("Go")
        assert dashboard.page.get_by_text("turns: 3, note:").is_visible(), "and nothing waited for it here"
        dashboard.textbox("Note", "typed")
        assert dashboard.page.get_by_text("turns: 3, note: typed").is_visible()


def test_no_journey_acts_on_a_page_or_sleeps_by_itself(repository: Path) -> None:
    """A click that does not wait until the page is settled passes on a fast machine alone."""
    tests = {file.name: file.read_text(encoding="utf-8") for file in (repository / "tests").rglob("test_*.py") if file != Path(__file__)}
    journeys = {name: text for name, text in tests.items() if "import browsed" in text}
    assert len(journeys) >= 4
    lines = [(name, line.strip()) for name, text in journeys.items() for line in text.splitlines()]
    assert [(name, line) for name, line in lines if ACTS_BY_ITSELF.search(OF_A_PAGE.sub("", line))] == []
