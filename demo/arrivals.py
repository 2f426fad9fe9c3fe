"""What comes in and when: each request's moment, customer, product and situation, over the seasons of an office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from demo.clients import Client
from demo.dice import Dice
from demo.script import Script, Situation
from engine.deciding.deciders import Deciders

# percent of an average day, Monday to Sunday; of a holiday; and between the years
_WEEKDAYS = (120, 106, 99, 97, 80, 5, 4)
_HOLIDAY, _BETWEEN_THE_YEARS, _TURN_OF_THE_YEAR = 7, 35, (12, 23)
_HOURS = {7: 5, 8: 14, 9: 18, 10: 17, 11: 12, 12: 5, 13: 9, 14: 11, 15: 9, 16: 7, 17: 3, 18: 1, 19: 1, 21: 1}
_HOURS_OF_FREE_DAYS = {9: 2, 10: 4, 11: 4, 14: 3, 16: 3, 19: 3, 21: 2}
# percent of what a customer with a contract asks
_WITHOUT_CONTRACT = {"active": 100, "suspended": 30, "none": 100}
_ENDED_LATELY, _ENDED_LONG_AGO, _LATELY_DAYS = 45, 10, 150
_FIRST_PRODUCT = 72
_BUSY, _NEW_DAYS = 3, 80


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """A request about to be filed."""

    moment: datetime
    client: Client
    product: str
    situation: Situation


def arrivals(script: Script, all_clients: Sequence[Client], deciders: Deciders, zone: ZoneInfo, dice: Dice) -> list[Arrival]:
    """All requests of the script's days, in order of time."""
    days = dict(_days(script, deciders, zone))
    moments = []
    for _ in range(script.requests):
        day = dice.weighted(days)
        hour = dice.weighted(_HOURS if day.weekday() < 5 else _HOURS_OF_FREE_DAYS)
        moments.append(datetime.combine(day, time(hour, dice.between(0, 59)), zone))
    found = []
    asking: dict[date, dict[Client, int]] = {}
    for moment in sorted(moments):
        day = moment.date()
        if day not in asking:
            asking[day] = {client: _asks(client, day) for client in all_clients}
        client = dice.weighted(asking[day])
        product = _product(client, script, deciders, moment, dice)
        is_new = _is_new(client, product, script, day)
        weights = {
            situation: situation.weight * (_BUSY if day.month in situation.busy else 1)
            for situation in script.situations[product]
            if is_new or not situation.new_customers
        }
        found.append(Arrival(moment, client, product, dice.weighted(weights)))
    return found


def _days(script: Script, deciders: Deciders, zone: ZoneInfo) -> Iterator[tuple[date, int]]:
    """How many requests a day draws, beside the others."""
    pack = deciders.products[script.contracts_drawn.product]
    for distance in range((script.last_day - script.first_day).days + 1):
        day = script.first_day + timedelta(days=distance)
        noon = datetime.combine(day, time(12), zone)
        decider = pack.on(noon)
        is_holiday = decider is not None and day.weekday() < 5 and not decider.hours.is_open(noon)
        share = _HOLIDAY if is_holiday else _WEEKDAYS[day.weekday()]
        quiet = _BETWEEN_THE_YEARS if (day.month, day.day) >= _TURN_OF_THE_YEAR else 100
        yield day, share * script.seasons[day.month - 1] * quiet // 100


def _asks(client: Client, day: date) -> int:
    """How much a customer asks on a day, beside the others."""
    begun = [one for one in client.contracts if one.valid_from <= day]
    if client.contracts and not begun:
        return 0
    products = client.products(day)
    states = [client.contract_on(product, day) for product in products] or ["none"]
    shares = [_share(client, product, state, day) for product, state in zip([*products, ""], states, strict=False)]
    return client.firm.size * max(shares)


def _share(client: Client, product: str, state: str, day: date) -> int:
    if state in _WITHOUT_CONTRACT:
        return _WITHOUT_CONTRACT[state]
    ends = [one.valid_to for one in client.contracts if one.product == product and one.valid_to is not None]
    return _ENDED_LATELY if (day - max(ends)).days < _LATELY_DAYS else _ENDED_LONG_AGO


def _product(client: Client, script: Script, deciders: Deciders, moment: datetime, dice: Dice) -> str:
    there = client.products(moment.date()) or [script.contracts_drawn.product]
    decided = [product for product in there if deciders.decider_on(product, moment) is not None]
    if len(decided) > 1 and not dice.percent(_FIRST_PRODUCT):
        return dice.pick(decided[1:])
    return decided[0]


def _is_new(client: Client, product: str, script: Script, day: date) -> bool:
    begins = min((one.valid_from for one in client.contracts if one.product == product), default=date.min)
    return begins >= script.first_day and (day - begins).days < _NEW_DAYS
