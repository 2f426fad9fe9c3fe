"""What was recorded by mistake: taken back with who and why, the right act standing beside it. And two clocks that crossed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from demo.dice import Dice
from demo.journal import TIME_OF, Journal
from demo.script import Script
from engine.vocabulary.instants import MICROSECONDS_A_MINUTE, instant_of, local_time

# how many of each kind
_MISTAKEN = {"requests": 4, "time_entries": 34, "consents": 7, "quotes": 6, "closures": 8, "retriages": 5, "determinations": 2}
_CROSSINGS = 2
_LONG_ENOUGH = 30

_WRONG: dict[str, Callable[[Any, Dice], dict[str, Any]]] = {
    "requests": lambda _, __: {},
    "time_entries": lambda entry, dice: {"minutes": min(240, entry.minutes * 10 if dice.percent(50) else entry.minutes + 60)},
    "consents": lambda consent, _: {"max_minutes": None if consent.max_minutes else 60},
    "quotes": lambda quote, _: {"max_minutes": None if quote.max_minutes else 120},
    "closures": lambda _, __: {},
    "retriages": lambda _, __: {},
    "determinations": lambda one, _: {"coverage": "billable" if one.coverage == "covered" else "covered"},
}
"""For each kind what was wrong about the first row."""


def mistakes(script: Script, journal: Journal, zone: ZoneInfo, dice: Dice) -> None:
    """Put wrong acts, and their retractions, beside some of the right ones."""
    for kind, number in _MISTAKEN.items():
        there = [record for of_kind, record in journal.happened if of_kind == kind and _could_be_wrong(kind, record)]
        for right in dice.some(there, number):
            values = {name: getattr(right, name) for name in right.__slots__} | _WRONG[kind](right, dice)
            values.pop(right.__slots__[0])
            at = local_time(getattr(right, TIME_OF[kind]), zone)
            taken_back = at + timedelta(minutes=dice.between(15, 1200))
            if instant_of(taken_back) >= journal.end:
                # it would still count on the last day
                continue
            wrong = journal.happens(kind, **values)
            journal.happens(
                "retractions",
                kind=kind,
                id=getattr(wrong, right.__slots__[0]),
                retracted_at=taken_back,
                retracted_by=_who(right) or dice.pick([agent.name for agent in script.agents if agent.works_on(at.date())]),
                reason=dice.pick(script.reasons.retracted[kind]),
            )


def _could_be_wrong(kind: str, record: Any) -> bool:
    return kind != "consents" or record.status == "granted"


def _who(record: Any) -> str | None:
    names = ("agent", "sent_by", "closed_by", "triaged_by", "determined_by")
    return next((getattr(record, name) for name in names if hasattr(record, name)), None)


def crossings(journal: Journal, dice: Dice) -> None:
    """Twice an agent looks at one customer's request while at work for another: worth a look, and a warning."""
    requests = {record.request_id: record for kind, record in journal.happened if kind == "requests"}
    places = [place for place, (kind, _) in enumerate(journal.happened) if kind == "time_entries"]
    dice_places = dice.some(places, len(places))
    done = 0
    for place in dice_places:
        entry = journal.happened[place][1]
        if entry.activity != "triage":
            continue
        found = next((other for other in (journal.happened[p][1] for p in places) if _crosses(other, entry, requests)), None)
        if found is not None:
            journal.happened[place] = ("time_entries", replace(entry, started_at=found.started_at + 10 * MICROSECONDS_A_MINUTE))
            done += 1
        if done == _CROSSINGS:
            return


def _crosses(other: Any, entry: Any, requests: dict[str, Any]) -> bool:
    """Whether the triage could as well have been done in the midst of the other's work."""
    request = requests[entry.request_id]
    begins = other.started_at + 10 * MICROSECONDS_A_MINUTE
    return bool(
        other.agent == entry.agent
        and other.activity == "work"
        and other.minutes >= _LONG_ENOUGH
        and requests[other.request_id].customer_id != request.customer_id
        and request.received_at <= begins <= entry.started_at
    )
