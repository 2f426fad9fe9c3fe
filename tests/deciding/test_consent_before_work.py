"""What is done next is law, the same for every pack: nothing a pack can say makes billable work begin without a consent."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.compiling.compiled_version import compile_version
from engine.deciding.action import action_for
from engine.deciding.decider import Decider
from engine.vocabulary.outcomes import Action, Channel, ConsentState, Coverage
from tests.deciding.invented_packs import built, invented

MOMENTS = [
    datetime.fromisoformat(f"2026-03-{day}T{clock}:15+01:00") for day in ("09", "11", "14", "15") for clock in ("03:10", "12:20", "21:40")
]


def all_decisions(random: Random) -> Counter[tuple[str, str, str]]:
    """Coverage, consent and action of every request that a pack made up from `random` can meet, at some hours of the week."""
    version = built(*invented(random))
    decider = Decider(compile_version(version))
    seen = Counter[tuple[str, str, str]]()
    for values in product(*version.all_values.values()):
        facts = dict(zip(version.facts, values, strict=True))
        decision = decider.decide(facts, random.choice(MOMENTS))
        seen[decision.coverage, facts["consent"], decision.action] += 1
    return seen


@given(st.randoms(use_true_random=False))
def test_no_pack_can_work_without_consent(random: Random) -> None:
    for coverage, consent, action in all_decisions(random):
        if coverage == Coverage.BILLABLE and consent != ConsentState.GRANTED:
            assert action not in (Action.WORK, Action.QUEUE), (coverage, consent, action)
        if action in (Action.WORK, Action.QUEUE):
            assert coverage in (Coverage.COVERED, Coverage.BILLABLE), (coverage, consent, action)


def test_invented_packs_do_meet_billable_work_with_and_without_consent() -> None:
    seen = Counter[tuple[str, str, str]]()
    for seed in range(15):
        seen += all_decisions(Random(seed))
    assert {action for coverage, consent, action in seen if (coverage, consent) == ("billable", "granted")} == {"work", "queue", "resubmit"}
    assert {action for coverage, consent, action in seen if (coverage, consent) == ("billable", "none")} == {"quote", "resubmit"}
    assert {action for coverage, consent, action in seen if (coverage, consent) == ("billable", "declined")} == {"stop", "resubmit"}


@pytest.mark.parametrize("coverage", Coverage)
@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("consent", ConsentState)
@pytest.mark.parametrize("open_now", [True, False])
def test_work_begins_only_on_what_is_covered_or_consented_to(
    coverage: Coverage, channel: Channel, consent: ConsentState, open_now: bool
) -> None:
    for asks in (True, False):
        action = action_for(coverage, channel, consent, asks=asks, open_now=open_now)
        may = coverage == "covered" or (coverage == "billable" and consent == "granted")
        assert (action in ("work", "queue")) == (may and channel != "resubmit_via_portal")
        assert action not in (("queue",) if open_now else ("work",))


@pytest.mark.parametrize(
    ("coverage", "channel", "consent", "asks", "action"),
    [
        ("not_offered", "resubmit_via_portal", "granted", False, "refer"),
        ("not_entitled", "resubmit_via_portal", "granted", False, "refer"),
        ("undetermined", "resubmit_via_portal", "none", True, "resubmit"),
        ("billable", "resubmit_via_portal", "declined", False, "resubmit"),
        ("undetermined", "accepted", "granted", True, "ask"),
        ("undetermined", "accepted", "declined", False, "triage"),
        ("billable", "portal_recommended", "declined", False, "stop"),
        ("billable", "accepted", "none", False, "quote"),
        ("billable", "accepted", "pending", False, "quote"),
        ("covered", "accepted", "declined", False, "work"),
    ],
)
def test_the_first_action_that_fits_is_taken(coverage: str, channel: str, consent: str, asks: bool, action: str) -> None:
    assert action_for(coverage, channel, consent, asks=asks, open_now=True) == action
