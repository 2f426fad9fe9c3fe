"""What stands in a request as it is filed: who asks, and how much of the truth about it is stated, or mistaken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from demo.arrivals import Arrival
from demo.dice import Dice
from demo.journal import Journal
from demo.script import Script, Situation
from engine.deciding.service_hours import OpeningTimes
from engine.vocabulary.outcomes import UNKNOWN

# percent of requests by the way they come in: who states what, and who mistakes the kind of help
_PERSON_NAMED = {"portal": 100, "email": 88, "phone": 80}
_STATED = {"portal": 86, "email": 68, "phone": 93}
_CAUSE_STATED = {"portal": 5, "email": 9, "phone": 52}
_MISTAKEN = {"portal": 13, "email": 4, "phone": 3}
_ELSEWHERE = 70
_TRAINED_ALL_THE_SAME = 80


@dataclass(frozen=True, slots=True, eq=False)
class Filed:
    """The request as recorded, and the truth: what asking would find out about each fact."""

    request: Any
    truth: dict[str, str]


def file_request(
    script: Script, journal: Journal, arrival: Arrival, hours: OpeningTimes, dice: Dice, *, intake: str | None = None
) -> Filed:
    """Write the request down. Raises StillToCome."""
    filing = script.filing
    closed = () if hours.is_open(arrival.moment) else filing.only_in_service_hours
    intake = intake or dice.weighted({way: weight for way, weight in filing.intake.items() if way not in closed})
    truth = _truth(script, arrival, dice)
    client, day = arrival.client, arrival.moment.date()
    asks = dice.pick(list(client.people))
    if intake == filing.resubmitted_by:
        registered = [id_ for id_ in client.people if client.person(id_, day).portal_registered]
        asks = asks if asks in registered else dice.pick(registered)
    stated = {name: truth[name] for name in ("service", "topic") if dice.percent(_STATED.get(intake, _ELSEWHERE))}
    if "service" in stated and dice.percent(_MISTAKEN.get(intake, 0)):
        stated["service"] = dice.pick(_mistakable(script, arrival))
    if truth["service"] in script.causes.of_service and dice.percent(_CAUSE_STATED.get(intake, 0)):
        stated["cause"] = truth["cause"]
    if arrival.situation.topic == UNKNOWN:
        stated.pop("topic", None)
    request = journal.happens(
        "requests",
        customer_id=client.customer_id,
        person_id=asks if dice.percent(_PERSON_NAMED.get(intake, _ELSEWHERE)) else None,
        product=arrival.product,
        received_at=arrival.moment,
        intake=intake,
        delivery=truth["delivery"],
        complexity=truth["complexity"],
        summary=_summary(script, arrival, dice),
        **stated,
    )
    return Filed(request, truth | {"person_id": asks})


def cause_behind(script: Script, service: str, dice: Dice) -> dict[str, str]:
    """The fact `cause` of a kind of help, where one is usually looked for."""
    weights = script.causes.of_service.get(service)
    return {} if weights is None else {"cause": dice.weighted(weights)}


def _truth(script: Script, arrival: Arrival, dice: Dice) -> dict[str, str]:
    situation = arrival.situation
    topics = [other.topic for other in script.situations[arrival.product] if other.service == situation.service and other.topic != UNKNOWN]
    return {
        "service": situation.service,
        "topic": situation.topic if situation.topic != UNKNOWN else dice.pick(topics),
        "delivery": dice.weighted(script.filing.delivery),
        "complexity": dice.weighted(script.filing.complexity),
        "training": "trained" if dice.percent(_TRAINED_ALL_THE_SAME) else "untrained",
        "cause": script.causes.otherwise,
        **cause_behind(script, situation.service, dice),
    }


def _mistakable(script: Script, arrival: Arrival) -> list[str]:
    """Kinds of help that people ask for on the same topic."""
    return [other.service for other in script.situations[arrival.product] if _near(other, arrival.situation)]


def _near(other: Situation, situation: Situation) -> bool:
    return other.topic == situation.topic and other.new_customers == situation.new_customers


def _summary(script: Script, arrival: Arrival, dice: Dice) -> str:
    language = arrival.client.firm.language
    year, month = arrival.moment.year, arrival.moment.month
    last = (year - 1, 12) if month == 1 else (year, month - 1)
    return dice.pick(arrival.situation.summaries(language)).format(
        object=f"{dice.pick(script.streets)} {dice.between(1, 60)}",
        unit=f"WE {dice.between(1, 48):02d}" if language == "de" else f"flat {dice.between(1, 48)}",
        year=year - 1,
        month=f"{last[1]:02d}/{last[0]}",
        count=dice.between(2, 9),
    )
