"""What to do next. This is law, the same for every pack: none may say `work` where a consent is missing."""

from __future__ import annotations

from engine.vocabulary.outcomes import Action, Channel, ConsentState, Coverage


def action_for(coverage: str, channel: str, consent: str, *, asks: bool, open_now: bool) -> Action:
    """The first that fits. `asks`: some unknown fact would settle the coverage; `open_now`: service hours."""
    if coverage in (Coverage.NOT_OFFERED, Coverage.NOT_ENTITLED):
        return Action.REFER
    if channel == Channel.RESUBMIT_VIA_PORTAL:
        return Action.RESUBMIT
    if coverage == Coverage.UNDETERMINED:
        return Action.ASK if asks else Action.TRIAGE
    if coverage == Coverage.BILLABLE and consent == ConsentState.DECLINED:
        return Action.STOP
    if coverage == Coverage.BILLABLE and consent != ConsentState.GRANTED:
        return Action.QUOTE
    return Action.WORK if open_now else Action.QUEUE
