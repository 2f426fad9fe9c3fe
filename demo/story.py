"""One request as it goes on: what is known about it so far, what that decides, and what is done by whom and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from demo.clients import Client
from demo.dice import Dice
from demo.journal import Journal, StillToCome
from demo.script import Agent, Script
from demo.team import Team, when_open
from engine.books.determinations import effective_coverage
from engine.books.rate_table import RateTable
from engine.deciding.decider import Decider
from engine.deciding.decision import Decision
from engine.use_cases.reckoning.recorded_facts import facts_told
from engine.vocabulary.outcomes import Coverage, Route

LONGEST_SITTING = 180
_WITH_NOTE, _ACCOUNT_MANAGER_WORKS = 62, 55


@dataclass(frozen=True, eq=False)
class Vendor:
    """What all stories share."""

    script: Script
    team: Team
    journal: Journal
    prices: RateTable
    currency: str


@dataclass(eq=False)
class Story:
    """`moment` moves on with each thing that is done; `learnt` are the request's re-triages so far."""

    vendor: Vendor
    client: Client
    request: Any
    truth: dict[str, str]
    minutes: tuple[int, int]
    decider: Decider
    dice: Dice
    received: datetime
    moment: datetime
    agent: Agent
    retriages: list[Any] = field(default_factory=list)
    determination: Any = None

    def facts(self) -> dict[str, str]:
        """As the records tell them by now."""
        return facts_told(self.decider, self.request, self.retriages, self.client.contracts, self.client.training).facts

    def decision(self, otherwise: Mapping[str, str] | None = None) -> Decision:
        return self.decider.decide({**self.facts(), **(otherwise or {})}, self.received)

    def coverage(self, otherwise: Mapping[str, str] | None = None) -> Coverage:
        """Who pays, what a person determined included."""
        found = self.decision(otherwise).coverage
        return effective_coverage(found, self.decision({**(otherwise or {}), "contract": "active"}).coverage, self.determination)

    @property
    def role(self) -> str:
        """Whose hours this work takes, as whoever is at work has it."""
        return self.agent.role

    @property
    def account_manager(self) -> Agent:
        return self.client.account_manager(self.moment.date())

    def write(self, kind: str, /, **values: Any) -> Any:
        """Write down an act of this request. Raises StillToCome."""
        return self.vendor.journal.happens(kind, request_id=self.request.request_id, **values)

    def learn(self, facts: Mapping[str, str]) -> None:
        """Re-triage, where there is something to write down."""
        if facts:
            self.retriages.append(self.write("retriages", triaged_at=self.moment, triaged_by=self.agent.name, **facts))

    def wait(self, least: int, most: int) -> None:
        """Some minutes pass, and then until support works again."""
        self.moment = when_open(self.decider.hours, self.moment + timedelta(minutes=self.dice.between(least, most)), self.dice)

    def wait_hours(self, least: int, most: int) -> None:
        self.wait(60 * least, 60 * most)

    def spend(self, minutes: int, activity: str = "work", *, late: bool = False, facts: Mapping[str, str] | None = None) -> Any:
        """One entry, begun as soon as the agent can; time moves on to its end. `facts` are its own. Raises StillToCome."""
        began = self.vendor.team.book(self.agent, self.decider.hours, self.moment, minutes)
        if began is None:
            # whoever had it has left: somebody else goes on
            self.agent = self.vendor.team.one_of(self.role, self.moment.date() + timedelta(days=30))
            began = self.vendor.team.book(self.agent, self.decider.hours, self.moment, minutes)
        if began is None:
            raise StillToCome
        notes = self.vendor.script.notes
        texts = notes.late if late else notes.triage if activity == "triage" else notes.work
        entry = self.write(
            "time_entries",
            agent=self.agent.name,
            role=self.role,
            activity=activity,
            started_at=began,
            minutes=minutes,
            note=self.dice.pick(texts) if self.dice.percent(_WITH_NOTE) else None,
            **(facts or {}),
        )
        self.moment = began + timedelta(minutes=minutes)
        return entry

    def work(self, minutes: int) -> list[Any]:
        """So many minutes in one or several sittings, hours or days apart. Raises StillToCome."""
        entries: list[Any] = []
        for sitting in _sittings(minutes, self.dice):
            if entries:
                self.wait(20, 1800)
            entries.append(self.spend(sitting))
        return entries

    def hand_to(self, role: str) -> None:
        """Somebody of that role goes on, where nobody of it has it already."""
        if self.agent.role != role:
            self.agent = self.vendor.team.one_of(role, self.moment.date())

    def hand_on(self, route: Route) -> None:
        """Whoever the decision's route names goes on."""
        if route == Route.ACCOUNT_MANAGER and self.dice.percent(_ACCOUNT_MANAGER_WORKS):
            self.agent = self.account_manager
        elif route in self.vendor.script.hotlines:
            self.hand_to(self.vendor.script.hotlines[route])

    def close(self, least_hours: int = 0, most_hours: int = 110) -> None:
        self.wait_hours(least_hours, most_hours)
        self.write("closures", closed_at=self.moment, closed_by=self.agent.name)


def _sittings(minutes: int, dice: Dice) -> list[int]:
    """The minutes cut into one to four sittings, each short enough for a part of a day."""
    cuts = 1 + minutes // LONGEST_SITTING + (minutes >= 30 and dice.percent(68)) + (minutes >= 75 and dice.percent(66))
    sittings = []
    for place in range(cuts, 1, -1):
        share = minutes // place
        part = max(5, min(LONGEST_SITTING, dice.between(share - share // 3, share + share // 3)))
        sittings.append(part)
        minutes -= part
    return [*sittings, minutes] if minutes > 0 else sittings
