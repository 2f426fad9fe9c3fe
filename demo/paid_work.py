"""Work that the customer pays for: quoted, consented to or not, done within what was agreed, and now and then beyond it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from demo.answering import Agreed, agree_by_phone, ask_for_more, quote_and_wait
from demo.story import Story
from engine.vocabulary.outcomes import Coverage

# percent of billable requests
_AGREED_BY_PHONE, _NEVER_ASKED, _BEGUN_TOO_EARLY = 38, 4, 5
_WORKED_THOUGH_DECLINED = 15
_WITHDRAWN, _EXPIRED, _DEFECT_FOUND, _OVERRUN = 3, 5, 2, 11
_MORE_AGREED, _OVERRUN_WAIVED = 42, 30
_GOODWILL, _NEVER_ASKED_WAIVED = 11, 40


def paid_work(story: Story, minutes: int) -> None:
    """From the first word on money to the last minute. Raises StillToCome."""
    dice = story.dice
    if dice.percent(_NEVER_ASKED):
        entry = story.spend(min(minutes, dice.between(15, 45)))
        if dice.percent(_NEVER_ASKED_WAIVED):
            waive(story, entry)
        return
    if dice.percent(_BEGUN_TOO_EARLY):
        story.spend(dice.between(8, 25))
    by_phone = story.request.intake == "phone" and dice.percent(_AGREED_BY_PHONE)
    agreed = agree_by_phone(story, minutes) if by_phone else quote_and_wait(story, minutes)
    if agreed is None:
        return
    if agreed.consent.status == "declined":
        if dice.percent(_WORKED_THOUGH_DECLINED):
            story.wait(10, 300)
            story.spend(dice.between(10, 30), late=True)
        return
    _within(story, agreed, minutes if agreed.max_minutes is None else min(minutes, agreed.max_minutes))


def _within(story: Story, agreed: Agreed, minutes: int) -> None:
    """Work under a consent, and what may come between."""
    dice = story.dice
    if dice.percent(_WITHDRAWN):
        _withdrawn(story, agreed, minutes)
        return
    if dice.percent(_EXPIRED) and agreed.expires is not None:
        _worked_too_late(story, agreed.expires, minutes)
        return
    entries = story.work(minutes)
    defect = {"cause": story.vendor.script.causes.found_later}
    if dice.percent(_DEFECT_FOUND) and story.coverage(defect) == Coverage.COVERED:
        story.learn(defect)
        story.work(dice.between(15, 60))
    elif agreed.max_minutes is not None and dice.percent(_OVERRUN):
        _overrun(story, agreed.max_minutes - minutes)
    elif dice.percent(_GOODWILL):
        waive(story, entries[-1])


def _withdrawn(story: Story, agreed: Agreed, minutes: int) -> None:
    dice = story.dice
    story.spend(max(10, minutes // 2))
    story.wait(30, 1500)
    story.vendor.journal.happens(
        "withdrawals", consent_id=agreed.consent.consent_id, withdrawn_at=story.moment, withdrawn_by=agreed.consent.given_by
    )
    if dice.percent(60):
        story.wait(5, 200)
        story.spend(dice.between(10, 30), late=True)


def _worked_too_late(story: Story, expires: datetime, minutes: int) -> None:
    story.spend(max(10, minutes * 2 // 3))
    story.moment = max(story.moment, expires)
    story.wait_hours(1, 60)
    story.spend(story.dice.between(15, 45), late=True)


def _overrun(story: Story, left: int) -> None:
    """It takes longer than was agreed: with a second consent, as goodwill, or for nothing."""
    dice = story.dice
    story.wait(10, 900)
    beyond = dice.between(10, 40)
    if dice.percent(_MORE_AGREED):
        ask_for_more(story, beyond)
        story.spend(left + beyond)
        return
    entry = story.spend(left + beyond, late=True)
    if dice.percent(_OVERRUN_WAIVED):
        waive(story, entry)


def waive(story: Story, entry: Any) -> None:
    """Goodwill of the account manager, some days later. Raises StillToCome."""
    story.wait_hours(2, 90)
    reasons = story.vendor.script.reasons
    story.vendor.journal.happens(
        "waivers",
        entry_id=entry.entry_id,
        waived_at=story.moment,
        waived_by=story.account_manager.name,
        reason=story.dice.pick(reasons.waived),
    )
