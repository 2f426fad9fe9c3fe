"""What the customer is told it costs, and what the customer says to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from demo.dice import Dice
from demo.journal import StillToCome
from demo.story import Story

# percent of quotes, of answers and of consents
_GRANTED, _DECLINED = 80, 12
_CAPPED, _QUOTE_EXPIRES, _DEVIATES = 86, 72, 2
_CONSENT_EXPIRES, _SMALLER_CAP, _FOR_ALL_ROLES, _EVIDENCE_OF_REFUSAL = 30, 9, 50, 60
_CLOSED_UNANSWERED = 92
_CAPS = (30, 45, 60, 90, 120, 150, 180, 240, 300)
_EVENING = time(18)
_ANSWERS = {(20, 240): 25, (240, 1500): 45, (1500, 6500): 30}
"""How many minutes an answer takes, and how often."""
_FIRST_HOUR, _LAST_HOUR = 7, 20


@dataclass(frozen=True, slots=True, eq=False)
class Agreed:
    """An answer; `max_minutes` in minutes and `expires` where the consent has them."""

    consent: Any
    max_minutes: int | None
    expires: datetime | None


def quote_and_wait(story: Story, minutes: int) -> Agreed | None:
    """A quote and its answer; None where none ever came. Raises StillToCome."""
    dice = story.dice
    story.wait(10, 260)
    sent = story.moment
    rate, reason = _price(story, may_deviate=True)
    max_minutes = _cap(story, minutes) if dice.percent(_CAPPED) else None
    expires = _evening(sent, dice.between(14, 35)) if dice.percent(_QUOTE_EXPIRES) else None
    sender = story.account_manager if dice.percent(50) else story.agent
    quote = story.write(
        "quotes",
        sent_at=sent,
        sent_by=sender.name,
        role=story.role,
        hourly_rate=rate,
        currency=story.vendor.currency,
        max_minutes=max_minutes,
        expires_at=expires,
        deviation_reason=reason,
    )
    answer = dice.weighted({"granted": _GRANTED, "declined": _DECLINED, "": 100 - _GRANTED - _DECLINED})
    if not answer:
        if not dice.percent(_CLOSED_UNANSWERED):
            # somebody is still waiting for it
            raise StillToCome
        story.wait_hours(24 * 15, 24 * 40)
        return None
    story.moment = _awake(story.moment + timedelta(minutes=dice.between(*dice.weighted(_ANSWERS))), dice)
    if answer == "declined":
        return _declined(story, quote)
    if max_minutes is not None and dice.percent(_SMALLER_CAP):
        max_minutes = max(_CAPS[0], max_minutes // 2)
    return _granted(story, rate, max_minutes, quote_id=quote.quote_id, deviation=reason)


def agree_by_phone(story: Story, minutes: int) -> Agreed:
    """Told the rate on the phone and commissioned at once: consent without a quote. Raises StillToCome."""
    story.wait(2, 30)
    rate, _ = _price(story, may_deviate=False)
    return _granted(story, rate, _cap(story, minutes), via="phone")


def ask_for_more(story: Story, minutes: int) -> Agreed:
    """A second consent, since the first is used up. Raises StillToCome."""
    return agree_by_phone(story, minutes)


def _granted(
    story: Story, rate: int, max_minutes: int | None, *, via: str | None = None, quote_id: str | None = None, deviation: str | None = None
) -> Agreed:
    dice, day = story.dice, story.moment.date()
    people = story.client.who_may_commission(day)
    asks = [person for person in people if person.person_id == story.request.person_id]
    person = dice.pick(asks or people)
    via = via or _way(story, person)
    expires = _evening(story.moment, dice.between(10, 45)) if dice.percent(_CONSENT_EXPIRES) else None
    evidence = getattr(story.vendor.script.evidence, via).format(person=person.name, day=f"{day:%d.%m.%Y}", clock=f"{story.moment:%H:%M}")
    consent = story.write(
        "consents",
        quote_id=quote_id,
        status="granted",
        given_by=person.person_id,
        given_via=via,
        given_at=story.moment,
        evidence=evidence,
        role=story.role,
        hourly_rate=rate,
        currency=story.vendor.currency,
        max_minutes=max_minutes,
        expires_at=expires,
        deviation_reason=deviation,
    )
    story.wait(5, 1500 if via != "phone" else 60)
    return Agreed(consent, max_minutes, expires)


def _declined(story: Story, quote: Any) -> Agreed:
    dice, day = story.dice, story.moment.date()
    person = story.client.person(dice.pick(list(story.client.people)), day)
    via = _way(story, person)
    template = getattr(story.vendor.script.evidence, via)
    evidence = template.format(person=person.name, day=f"{day:%d.%m.%Y}", clock=f"{story.moment:%H:%M}")
    consent = story.write(
        "consents",
        quote_id=quote.quote_id,
        status="declined",
        given_by=person.person_id,
        given_via=via,
        given_at=story.moment,
        evidence=evidence if via == "email" and dice.percent(_EVIDENCE_OF_REFUSAL) else None,
        role=None if dice.percent(_FOR_ALL_ROLES) else story.role,
        currency=story.vendor.currency,
    )
    return Agreed(consent, None, None)


def _way(story: Story, person: Any) -> str:
    """How somebody answers: who is registered mostly in the portal; in office hours perhaps by phone."""
    by_phone = 20 if story.decider.hours.is_open(story.moment) else 0
    return story.dice.weighted({"portal": 60 if person.portal_registered else 0, "email": 30, "phone": by_phone})


def _price(story: Story, *, may_deviate: bool) -> tuple[int, str | None]:
    """The table's rate of the day in cents an hour, or now and then another with its reason."""
    request = story.request
    row = story.vendor.prices.row_for(request.customer_id, story.role, request.product, story.moment.date())
    if row is None:
        raise ValueError(f"the demo's rate table has no rate for `{story.role}` on {story.moment.date()}")
    if may_deviate and story.dice.percent(_DEVIATES):
        return row.hourly_rate - 100 * story.dice.between(4, 12), story.dice.pick(story.vendor.script.reasons.deviation)
    return row.hourly_rate, None


def _cap(story: Story, minutes: int) -> int:
    """The next usual cap at or a little above what the work is likely to take."""
    likely = minutes * story.dice.between(90, 130) // 100
    return next((max_minutes for max_minutes in _CAPS if max_minutes >= likely), _CAPS[-1])


def _awake(moment: datetime, dice: Dice) -> datetime:
    """`moment`, or where people sleep then some time after they are up."""
    if _FIRST_HOUR <= moment.hour <= _LAST_HOUR:
        return moment
    day = moment.date() + timedelta(days=moment.hour > _LAST_HOUR)
    return datetime.combine(day, time(_FIRST_HOUR), moment.tzinfo) + timedelta(minutes=dice.between(10, 240))


def _evening(moment: datetime, days: int) -> datetime:
    return datetime.combine(moment.date() + timedelta(days=days), _EVENING, moment.tzinfo)
