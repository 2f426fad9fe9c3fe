"""How a request is handled: looked at first, asked about, decided by its policy, worked on, closed. Mostly as it should be."""

from __future__ import annotations

from datetime import timedelta

from demo.answering import agree_by_phone
from demo.filing import cause_behind
from demo.journal import StillToCome
from demo.paid_work import paid_work, waive
from demo.story import Story
from engine.vocabulary.outcomes import Channel, Coverage

# percent
_LOOKED_AT, _NOT_ASKED, _ASKED_BY_AND_BY, _MISTAKE_NOTICED, _TOLD_WHO_ASKS = 91, 1, 30, 92, 40
_DETERMINED, _DETERMINED_AS_COVERED = 96, 52
_AGREED_WITHOUT_CONTRACT, _WORKED_WITHOUT_CONTRACT = 34, 45
_VISIT_GIVEN_UP, _WORKED_THOUGH_NOT_OFFERED = 60, 38
_ASIDE, _ASIDE_AGREED, _ASIDE_WAIVED = 5, 60, 20
_CLOSED_SOON = 94


def handle(story: Story) -> bool:
    """Tell the story to its end, or as far as the last day lets it; whether the customer has to file it anew."""
    try:
        if story.decision().channel == Channel.RESUBMIT_VIA_PORTAL:
            story.wait(5, 120)
            story.spend(story.dice.between(5, 10), "triage")
            story.close(0, 1)
            return True
        _look_at(story)
        _go_on(story)
    except StillToCome:
        pass
    return False


def _look_at(story: Story) -> None:
    """Triage, free of charge: what is missing is asked, what is mistaken is put right."""
    dice = story.dice
    if story.request.intake == "phone":
        story.wait(0, 5)
    else:
        story.wait(15, 330)
    if dice.percent(_LOOKED_AT):
        story.spend(dice.between(5, 18), "triage")
    if dice.percent(_NOT_ASKED):
        return
    if dice.percent(_ASKED_BY_AND_BY):
        story.wait_hours(3, 110)
    stated = story.facts()
    mistaken = [name for name in ("service", "topic") if stated.get(name, story.truth[name]) != story.truth[name]]
    learnt = {name: story.truth[name] for name in mistaken if dice.percent(_MISTAKE_NOTICED)}
    while ask := story.decision(learnt).ask:
        learnt[ask[0]] = story.truth[ask[0]]
    if learnt and story.request.person_id is None and dice.percent(_TOLD_WHO_ASKS):
        learnt["person_id"] = story.truth["person_id"]
    story.learn(learnt)


def _go_on(story: Story) -> None:
    dice = story.dice
    minutes = dice.between(*story.minutes)
    coverage = story.coverage()
    story.hand_on(story.decision().route)
    if coverage == Coverage.UNDETERMINED:
        coverage = _determine(story)
    elif coverage == Coverage.NOT_ENTITLED:
        coverage = _agree_without_contract(story)
    elif coverage == Coverage.NOT_OFFERED:
        coverage = _refer(story)
    if coverage == Coverage.COVERED:
        story.work(minutes)
        if dice.percent(_ASIDE):
            _aside(story)
        _close(story)
    elif coverage == Coverage.BILLABLE:
        paid_work(story, minutes)
        _close(story)
    elif coverage == Coverage.UNDETERMINED:
        # nobody said who pays, and somebody went to work all the same
        story.work(min(minutes, 60))
        _close(story)


def _determine(story: Story) -> Coverage:
    """The customer's account manager says who pays, where the policy leaves it to a person."""
    dice = story.dice
    story.wait_hours(3, 130)
    if story.decision().ask or not dice.percent(_DETERMINED):
        return Coverage.UNDETERMINED
    coverage = Coverage.COVERED if dice.percent(_DETERMINED_AS_COVERED) else Coverage.BILLABLE
    reasons = story.vendor.script.reasons
    _write_determination(story, coverage, reasons.covered if coverage == Coverage.COVERED else reasons.billable)
    return story.coverage()


def _agree_without_contract(story: Story) -> Coverage:
    dice = story.dice
    story.wait_hours(1, 40)
    if dice.percent(_AGREED_WITHOUT_CONTRACT):
        _write_determination(story, Coverage.BILLABLE, story.vendor.script.reasons.not_entitled)
        return story.coverage()
    if dice.percent(_WORKED_WITHOUT_CONTRACT):
        story.work(dice.between(10, 40))
    _close(story)
    return Coverage.NOT_ENTITLED


def _write_determination(story: Story, coverage: Coverage, reasons: tuple[str, ...]) -> None:
    story.determination = story.write(
        "determinations",
        coverage=coverage.value,
        determined_by=story.account_manager.name,
        determined_at=story.moment,
        reason=story.dice.pick(reasons),
    )


def _refer(story: Story) -> Coverage:
    """What is not offered is referred elsewhere; who wanted a visit is often content with less."""
    dice = story.dice
    instead = {"delivery": story.vendor.script.filing.instead_of_a_visit}
    story.wait_hours(0, 8)
    if story.coverage(instead) != Coverage.NOT_OFFERED and dice.percent(_VISIT_GIVEN_UP):
        story.learn(instead)
        if story.coverage() == Coverage.UNDETERMINED:
            return _determine(story)
        return story.coverage()
    if dice.percent(_WORKED_THOUGH_NOT_OFFERED):
        story.spend(dice.between(10, 35))
    _close(story)
    return Coverage.NOT_OFFERED


def _aside(story: Story) -> None:
    """While at it the customer asks for something that is not covered; an entry with facts of its own."""
    dice, script = story.dice, story.vendor.script
    candidates = []
    for other in script.situations[story.request.product]:
        facts = {"service": other.service, "topic": other.topic, **cause_behind(script, other.service, dice)}
        if story.coverage(facts) == Coverage.BILLABLE:
            candidates.append(facts)
    if not candidates:
        return
    facts = dice.pick(candidates)
    minutes = dice.between(15, 60)
    story.moment += timedelta(minutes=dice.between(5, 40))
    if dice.percent(_ASIDE_AGREED):
        agree_by_phone(story, minutes + dice.between(0, 20))
        story.spend(minutes, facts=facts)
    else:
        entry = story.spend(minutes, facts=facts)
        if dice.percent(_ASIDE_WAIVED * 100 // (100 - _ASIDE_AGREED)):
            waive(story, entry)


def _close(story: Story) -> None:
    if story.dice.percent(_CLOSED_SOON):
        story.close()
    else:
        # it lies on somebody's desk for a while
        story.close(24 * 12, 24 * 70)
