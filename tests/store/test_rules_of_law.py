"""The database refuses by itself, on both kinds, what would make law of a text that nobody else agreed to, or change it later."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import DATABASES
from tests.store.act_factories import draft, policy_withdrawal, proposal
from tests.store.row_examples import ACTS, GOOD
from tests.store.strangers import Stranger, record_on

ACTS_OF_LAW = [
    *ACTS[:-1],
    draft("D-6"), draft("D-6", 2), draft("D-7"), proposal("D-7.p1", "D-7.1"), policy_withdrawal("D-7.p1"), policy_withdrawal("D-8"),
    ACTS[-1],
]  # fmt: skip
ACTS_OF_LAW.insert(-2, draft("D-8"))


@pytest.fixture(scope="module", params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A record that all tests here share: nothing that they do in it is committed."""
    with record_on(request.param, tmp_path_factory.mktemp("record"), *ACTS_OF_LAW) as url:
        yield url


def revision(of: str, number: int = 1, based_on: str = "NULL", **others: str) -> dict[str, str]:
    return {"revision": f"'{of}.{number}'", "draft": f"'{of}'", "number": str(number), "based_on": based_on, **others}


@pytest.mark.parametrize(
    ("table", "changed", "told"),
    [
        ("policy_withdrawals", {"withdrawn": "'nothing'"}, "there is no such draft or proposal"),
        ("policy_withdrawals", {"withdrawn": "'D-1'"}, "it is published, and what is published stays"),
        ("policy_withdrawals", {"withdrawn": "'D-1.p1'"}, "it is published, and what is published stays"),
        ("policy_drafts", revision("D-6", 3, "'D-6.9'"), "there is no such revision"),
        ("policy_drafts", revision("D-6", 3, "'D-6.2'", product="'another'"), "a draft stays with its product"),
        ("policy_drafts", revision("D-2", 2, "'D-2.1'"), "that draft was withdrawn"),
        ("policy_drafts", revision("D-4", 2, "'D-4.1'"), "that draft is proposed, or published"),
        ("policy_drafts", revision("D-1", 2, "'D-1.1'"), "that draft is proposed, or published"),
        ("policy_proposals", {"revision": "'D-3.7'"}, "there is no such revision"),
        ("policy_proposals", {"text_digest": "'other'"}, "it is about another text"),
        ("policy_proposals", {"revision": "'D-6.1'"}, "there is a newer revision"),
        ("policy_proposals", {"revision": "'D-2.1'"}, "that draft was withdrawn"),
        ("policy_proposals", {"revision": "'D-4.1'"}, "that draft is proposed, or published"),
        ("policy_approvals", {"proposal": "'D-4.p9'"}, "there is no such proposal"),
        ("policy_approvals", {"meaning_digest": "'other'"}, "it is about another text"),
        ("policy_approvals", {"approved_by": "'anna'"}, "who proposed it does not approve it"),
        ("policy_approvals", {"proposal": "'D-7.p1'"}, "that proposal was withdrawn"),
        ("policy_publications", {"proposal": "'D-4.p1'"}, "there is no such approval"),
        ("policy_publications", {"examples_digest": "'other'"}, "it is about another text"),
        ("policy_publications", {"policy": "'product@2027-06'"}, "what was approved is called otherwise"),
    ],
)
def test_what_the_desk_refuses_is_refused_below_it_too(stranger: Stranger, table: str, changed: dict[str, str], told: str) -> None:
    assert stranger.may_not_record(table, **GOOD[table] | changed) == f"{table}: {told}"


def test_what_was_withdrawn_after_it_was_approved_is_not_published(stranger: Stranger) -> None:
    stranger.records("policy_withdrawals", withdrawn="'D-5'")
    assert stranger.may_not_record("policy_publications", **GOOD["policy_publications"]).endswith(": that proposal was withdrawn")


def test_a_draft_may_go_on_after_its_proposal_was_withdrawn(stranger: Stranger) -> None:
    stranger.records("policy_drafts", **revision("D-7", 2, "'D-7.1'"))
    stranger.records("policy_proposals", proposal="'D-7.p2'", revision="'D-7.2'")


@pytest.mark.parametrize(
    "changed",
    [
        revision("D-6", 4, "'D-6.2'"),
        revision("D-6", 3, "'D-6.1'"),
        revision("D-6", 3),
        revision("N1", 0),
        {"revision": "'N1.2'", "draft": "'N1'"},
        {"revision": "'D-3.2'", "draft": "'N1'", "number": "2", "based_on": "'D-3.1'"},
    ],
)
def test_revisions_of_a_draft_follow_one_another(stranger: Stranger, changed: dict[str, str]) -> None:
    assert "policy_drafts" in stranger.may_not_record("policy_drafts", **GOOD["policy_drafts"] | changed)


def test_of_two_who_save_at_once_one_comes_too_late(stranger: Stranger) -> None:
    third = revision("D-6", 3, "'D-6.2'")
    stranger.records("policy_drafts", **third)
    assert "acts" in stranger.is_refused(
        "INSERT INTO acts (seq, recorded_at, recorded_by, kind, key, personal_digest, digest) "
        "SELECT max(seq) + 1, 1, 'x', 'policy_drafts', 'D-6.3', NULL, 'd' FROM acts"
    )
