"""People at work on policy versions: a copy of the packs that may be written to, a record, and a clock that goes on by a minute an act."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from engine.deciding.deciders import Deciders
from engine.policy.version import Version
from engine.store import policy_lifecycle
from engine.store.policy_lifecycle import DraftLifecycle
from engine.store.record import Record, open_record
from engine.use_cases.lifecycle.actor import Acting
from engine.use_cases.lifecycle.approve_policy import approve_policy
from engine.use_cases.lifecycle.begin_draft import begun_as_copy
from engine.use_cases.lifecycle.export_policy import export_policy
from engine.use_cases.lifecycle.propose_policy import Proposed, propose_policy
from engine.use_cases.lifecycle.publish_policy import Published, publish_policy
from engine.use_cases.lifecycle.save_draft import Saved, save_draft
from engine.use_cases.lifecycle.withdraw_policy import withdraw_policy
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder
from engine.vocabulary.instants import Instant, read_instant
from engine.vocabulary.problems import Problem, Refused
from tests import databases
from tests.use_cases.desk_driver import POLICIES, deciders
from tests.use_cases.lifecycle_steps import MINUTE, SHIPPED, edited
from tests.wording.read import english

REASON = "new terms"
ID = "exampleworks-2028-01"


@cache
def _copied(of: str, name: str) -> Version:
    packs = deciders().packs
    return begun_as_copy(packs.version(of), name, packs)


class Office:
    """`policies` in the folder holds Exampleworks (or `products`); the record lies beside it. Everybody acts unauthenticated."""

    def __init__(self, folder: Path, *products: str, start: str = "2026-11-02T08:00:00+01:00") -> None:
        self.folder = folder
        self.policies = folder / "policies"
        self.policies.mkdir(parents=True)
        for name in ("vendor.yaml", "outcomes.yaml"):
            shutil.copy(POLICIES / name, self.policies)
        for product in products or ("exampleworks",):
            shutil.copytree(POLICIES / product, self.policies / product)
        self.url = databases.place_with_a_record(folder / "klausel.db")
        self.record: Record = open_record(self.url)
        self.now = read_instant(start)
        self.packs: Deciders = open_policies(self.policies, notes_folder())

    def reopens(self) -> Deciders:
        """Reads the packs anew, as the next command does."""
        self.packs = open_policies(self.policies, notes_folder())
        return self.packs

    def by(self, who: str, authenticated: bool = False) -> Acting:
        self.now = Instant(self.now + MINUTE)
        return Acting(who, self.now, authenticated)

    def copy(self, *changes: tuple[str, str], name: str = "2028-01", of: str = SHIPPED) -> Version:
        """A version begun as a copy, its rules changed."""
        return edited(_copied(of, name), self.packs, *changes)

    def saves(
        self, version: Version, who: str = "anna", *, draft: str | None = None, based_on: int | None = None, note: str | None = None
    ) -> Saved:
        return save_draft(self.record, version, self.by(who), draft=draft, based_on=based_on, note=note)

    def proposes(self, draft: str = ID, who: str = "anna", reason: str = REASON, because: str | None = None) -> Proposed:
        return propose_policy(self.record, self.packs, draft, self.by(who), reason=reason, backdated_because=because)

    def approves(self, proposal: str = f"{ID}.p1", who: str = "bo") -> None:
        approve_policy(self.record, self.packs, proposal, self.by(who))

    def publishes(self, draft: str = ID, who: str = "anna") -> Published:
        done = publish_policy(self.record, self.packs, draft, self.by(who))
        self.reopens()
        return done

    def withdraws(self, what: str, who: str = "anna", reason: str = "a mistake") -> None:
        withdraw_policy(self.record, self.packs, what, self.by(who), reason=reason)

    def exports(self, name: str, into: Path | None = None) -> tuple[Path, bool]:
        return export_policy(self.record, self.policies, name, into)

    def published(self) -> None:
        """The copy, by the shortest way."""
        self.saves(self.copy())
        self.proposes()
        self.approves()
        self.publishes()

    def lifecycle(self, draft: str = ID) -> DraftLifecycle:
        with self.record.reading() as connection:
            return policy_lifecycle.draft_lifecycles(connection)[draft]

    def length(self) -> int:
        with databases.outside(self.url) as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM acts").scalar_one())

    def problem(self, act: Callable[[], object]) -> Problem:
        """The one problem for which it is refused; nothing may be stored by it."""
        before = self.length()
        with pytest.raises(Refused) as refused:
            act()
        assert self.length() == before
        (problem,) = refused.value.problems
        return problem

    def refuses(self, act: Callable[[], object]) -> tuple[str, str]:
        """Kind and sentence of the one problem, the folder's name replaced by `HERE`; nothing may be stored by it."""
        problem = self.problem(act)
        told = english(problem)
        assert "\n" not in told
        return problem.kind, told.replace(str(self.folder), "HERE")

    def files(self, version: str = "exampleworks/2028-01") -> dict[str, str]:
        return {path.name: path.read_bytes().decode() for path in (self.policies / version).iterdir()}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A policy owner's record and packs, in a folder of their own."""
    return Office(tmp_path / "office")
