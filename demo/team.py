"""Who works for the invented vendor, and when each of them is free: in service hours, not at lunch, one thing at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from demo.dice import Dice
from demo.script import Agent
from engine.deciding.service_hours import OpeningTimes

_LUNCH = 40
_LUNCH_BEGINS = (700, 725, 750, 775)
_LOOKED_AHEAD_DAYS = 20
_STEP = 30
_A_DAY = 24 * 60


class Team:
    """The agents with their diaries: for each and each day, the stretches that are taken, in minutes of the day."""

    def __init__(self, agents: Sequence[Agent], dice: Dice) -> None:
        self.account_managers = tuple(agent for agent in agents if agent.account_manager)
        self._agents = tuple(agent for agent in agents if not agent.account_manager)
        self._lunch = {agent.name: _LUNCH_BEGINS[number % len(_LUNCH_BEGINS)] for number, agent in enumerate(agents)}
        self._taken: dict[tuple[str, date], list[tuple[int, int]]] = {}
        self._opened: dict[tuple[OpeningTimes, date], tuple[int, int] | None] = {}
        self._dice = dice

    def one_of(self, role: str, day: date) -> Agent:
        """Somebody of a role who is with the vendor that day; account managers help out where there is nobody."""
        there = [agent for agent in self._agents if agent.role == role and agent.works_on(day)]
        return self._dice.pick(there or self.account_managers)

    def book(self, agent: Agent, hours: OpeningTimes, after: datetime, minutes: int) -> datetime | None:
        """When `agent` can begin `minutes` of work, at once or later; None where there is no time within weeks."""
        for distance in range(_LOOKED_AHEAD_DAYS):
            day = after.date() + timedelta(days=distance)
            earliest = after.hour * 60 + after.minute if distance == 0 else 0
            start = self._gap(agent, day, self._opening(hours, day, after), earliest, minutes) if agent.works_on(day) else None
            if start is not None:
                self._taken[agent.name, day].append((start, start + minutes))
                self._taken[agent.name, day].sort()
                return datetime.combine(day, time(start // 60, start % 60), after.tzinfo)
        return None

    def _gap(self, agent: Agent, day: date, opened: tuple[int, int] | None, earliest: int, minutes: int) -> int | None:
        if opened is None:
            return None
        lunch = self._lunch[agent.name]
        start = max(earliest, opened[0])
        for begins, ends in self._taken.setdefault((agent.name, day), [(lunch, lunch + _LUNCH)]):
            if start + minutes <= begins:
                break
            start = max(start, ends)
        return start if start + minutes <= opened[1] else None

    def _opening(self, hours: OpeningTimes, day: date, moment: datetime) -> tuple[int, int] | None:
        """From and until when support works on a day, in minutes of the day (to the half hour); None where it does not."""
        if (hours, day) not in self._opened:
            midnight = datetime.combine(day, time(), moment.tzinfo)
            open_ = [minute for minute in range(0, _A_DAY, _STEP) if hours.is_open(midnight + timedelta(minutes=minute))]
            self._opened[hours, day] = (open_[0], open_[-1] + _STEP) if open_ else None
        return self._opened[hours, day]


def when_open(hours: OpeningTimes, moment: datetime, dice: Dice) -> datetime:
    """`moment`, or where support is closed then some time in the hours after it opens again."""
    if hours.is_open(moment):
        return moment
    return hours.resumes_after(moment) + timedelta(minutes=dice.between(2, 430))
