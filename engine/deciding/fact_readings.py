"""What a request states besides facts, read as facts: a whole number as its band, a day as its age on the day of receipt.

A number or a day that is not known is an unknown fact. Whoever gives the fact itself as well must not contradict it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from engine.deciding.fact_validation import BadFacts, bad_facts, excerpt
from engine.policy.pack import LARGEST_NUMBER
from engine.policy.ranges import Scale
from engine.vocabulary.instants import NotATime, read_day
from engine.vocabulary.outcomes import UNKNOWN
from engine.vocabulary.problems import FieldName, Place, misread

_MOST_DIGITS = len(str(LARGEST_NUMBER))


def read_as_facts(scales: Sequence[Scale], facts: Mapping[str, object], received: datetime, zone: ZoneInfo) -> Mapping[str, object]:
    """`facts` with every band and age that something is stated on; an age is counted in days of `zone`.

    Raises BadFacts `bad_value` for what is no number or day, lies outside, or contradicts the fact given beside it."""
    stated = [scale for scale in scales if scale.of in facts]
    if not stated:
        return facts
    read = dict(facts)
    for scale in stated:
        given = facts[scale.of]
        value = _age(scale, given, received.astimezone(zone).date()) if scale.is_age else _band(scale, given)
        if facts.get(scale.fact, value) != value:
            raise bad_facts(
                "bad_value.fact.contradicts", scale.fact, fact=FieldName(scale.fact), value=excerpt(facts[scale.fact]),
                of=FieldName(scale.of), stated=excerpt(_plain(given)), read_as=value,
            )  # fmt: skip
        read[scale.fact] = value
    return read


def _band(scale: Scale, given: object) -> str:
    if given == UNKNOWN:
        return UNKNOWN
    number = _whole(given)
    value = None if number is None else scale.value_of(number)
    if value is None:
        least = -LARGEST_NUMBER if scale.lowest is None else scale.lowest
        raise bad_facts(
            "bad_value.fact.not_a_number", scale.of, fact=FieldName(scale.of), value=excerpt(given), least=least, most=LARGEST_NUMBER
        )
    return value


def _age(scale: Scale, given: object, today: date) -> str:
    if given == UNKNOWN:
        return UNKNOWN
    try:
        day = given if type(given) is date else read_day(given if isinstance(given, str) else "")
    except NotATime as wrong:
        place = Place(field=scale.of)
        raise BadFacts(misread("bad_value.first_day", wrong, place, fact=FieldName(scale.of), value=excerpt(given))) from None
    if day > today:
        raise bad_facts("bad_value.fact.after_request", scale.of, fact=FieldName(scale.of), value=day, day=today)
    value = scale.value_of((today - day).days)
    assert value is not None, "days that have gone by are never fewer than none"
    return value


def _whole(given: object) -> int | None:
    """The number, given as one or as its digits; None for what is none, or is too long to be one."""
    if isinstance(given, int) and not isinstance(given, bool):
        return given if abs(given) <= LARGEST_NUMBER else None
    digits = given.removeprefix("-") if isinstance(given, str) else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        return None
    return -int(digits) if given != digits else int(digits)


def _plain(given: object) -> object:
    return given.isoformat() if isinstance(given, date) else given
