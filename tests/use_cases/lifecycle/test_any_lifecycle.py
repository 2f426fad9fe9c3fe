"""Whatever people do to drafts, in whatever order: what is published was approved by somebody else, and its text never changes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.store import policy_lifecycle
from engine.use_cases.audit.verify import verify
from engine.use_cases.lifecycle.draft_lookup import files_of
from engine.vocabulary.problems import Refused
from tests import databases
from tests.use_cases.policy_office import Office

DRAFTS = ("one", "two")
PEOPLE = ("anna", "bo")
MONTHS = ("2028-01", "2028-02")
ACTS = ("saves", "proposes", "approves", "publishes", "withdraws", "withdraws the draft")
BASED_ON = (None, 1, None, 2)
Step = tuple[str, str, str, int]

steps = st.tuples(st.sampled_from(ACTS), st.sampled_from(DRAFTS), st.sampled_from(PEOPLE), st.integers(0, 3))
WITHDRAWN_AND_AGAIN: list[Step] = [
    ("saves", "one", "anna", 0), ("proposes", "one", "anna", 0), ("approves", "one", "bo", 1), ("withdraws", "one", "bo", 1),
    ("publishes", "one", "anna", 0), ("saves", "one", "bo", 1), ("proposes", "one", "bo", 0), ("approves", "one", "bo", 2),
    ("approves", "one", "anna", 2), ("saves", "two", "anna", 2), ("proposes", "two", "anna", 0), ("approves", "two", "bo", 1),
    ("publishes", "one", "bo", 0), ("publishes", "two", "bo", 0), ("saves", "one", "anna", 2), ("withdraws", "one", "anna", 2),
]  # fmt: skip


@pytest.mark.slow
def test_what_is_published_was_approved_by_somebody_else_and_stays(tmp_path: Path, full_size: bool) -> None:
    @settings(max_examples=200 if full_size else 6, suppress_health_check=list(HealthCheck))
    @given(st.lists(steps, min_size=8, max_size=16))
    def whatever_happens(lifecycle: list[Step]) -> None:
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        lives_through(Office(folder), lifecycle)
        databases.drop_those_under(folder)
        shutil.rmtree(folder)

    whatever_happens()


def test_two_versions_become_law_by_such_a_course(tmp_path: Path) -> None:
    assert lives_through(Office(tmp_path / "office"), WITHDRAWN_AND_AGAIN).keys() == {f"exampleworks@{month}" for month in MONTHS}


def lives_through(office: Office, lifecycle: list[Step]) -> dict[str, dict[str, str]]:
    """What is law in the end."""
    law: dict[str, dict[str, str]] = {}
    for number, (act, draft, who, which) in enumerate(lifecycle):
        with suppress(Refused):
            doing(office, act, draft, who, which, number)()
        keeps_the_law(office, law)
    verify(office.record, office.packs)
    office.record.close()
    return law


def doing(office: Office, act: str, draft: str, who: str, which: int, number: int) -> Callable[[], object]:
    """What a step stands for; `number` makes texts differ, `which` picks a proposal, or a month and the revision that is believed
    to be the newest."""
    text = office.copy(("# The rules", f"# {number}: the rules"), name=MONTHS[which // 2])
    doings: dict[str, Callable[[], object]] = {
        "saves": lambda: office.saves(text, who, draft=draft, based_on=BASED_ON[which]),
        "proposes": lambda: office.proposes(draft, who),
        "approves": lambda: office.approves(f"{draft}.p{which}", who),
        "publishes": lambda: office.publishes(draft, who),
        "withdraws": lambda: office.withdraws(f"{draft}.p{which}", who),
        "withdraws the draft": lambda: office.withdraws(draft, who),
    }
    return doings[act]


def keeps_the_law(office: Office, law: dict[str, dict[str, str]]) -> None:
    """`law`: what was found published before, and is to be found again; what was published since is put there."""
    with office.record.reading() as connection:
        lifecycles = policy_lifecycle.draft_lifecycles(connection)
        for ref in policy_lifecycle.publications(connection):
            revision = policy_lifecycle.published_revision(connection, ref)
            assert revision is not None
            lifecycle = lifecycles[revision.draft]
            assert lifecycle.approval is not None and lifecycle.open_proposal is not None
            assert lifecycle.approval.approved_by != lifecycle.open_proposal.proposed_by
            assert not {lifecycle.draft, lifecycle.open_proposal.proposal} & lifecycle.withdrawals.keys()
            assert lifecycle.newest.revision == revision.revision == lifecycle.open_proposal.revision
            texts = files_of(revision)
            assert law.setdefault(ref, texts) == texts == office.files(ref.replace("@", "/"))
            assert ref in office.packs.products["exampleworks"].by_ref
    assert law.keys() == written(office)


def written(office: Office) -> set[str]:
    """Those versions that lie in the folder."""
    return {f"exampleworks@{month}" for month in MONTHS if (office.policies / "exampleworks" / month).exists()}
