"""Gained and lost: a request and month at a time, and then added up."""

from __future__ import annotations

from engine.books.amounts import Amounts, MonthOfRequest, amounts_of
from engine.books.entries import reckon
from engine.books.gains import NO_AMOUNT_CHANGE, amount_changes
from engine.books.month_statement import MinutesByBucket
from engine.vocabulary.months import Month
from engine.vocabulary.outcomes import BlockReason
from tests.books.record_factories import BERLIN, REQUEST, entry, grant

OCTOBER = (Month(2026, 10), REQUEST)


def amounts(coverage: str, minutes: int = 30, started: str = "2026-10-05T10:00:00+02:00") -> dict[MonthOfRequest, Amounts]:
    """What one entry comes to under a consent to ten minutes."""
    worked = entry("E1", started, minutes)
    consents = [grant("CO1", "2026-10-01T10:00:00+02:00", max_minutes=10)]
    return amounts_of(reckon([worked], {worked.entry_id: coverage}, [], consents, []), BERLIN)


def test_minutes_stand_in_their_bucket_blocked_ones_by_reason_too() -> None:
    one = amounts("billable")[OCTOBER]
    assert (one.minutes, one.blocked(BlockReason.OVER_CAP), one.blocked(BlockReason.NO_CONSENT)) == (MinutesByBucket(0, 10, 0, 20), 20, 0)
    assert one.net == 2000
    assert one.as_json() == {
        "minutes": {"covered": 0, "billable": 10, "waived": 0, "blocked": 20},
        "blocked": {"over_cap": 20},
        "net": "20.00",
    }


def test_what_one_bucket_gains_another_loses() -> None:
    change = amount_changes(amounts("billable"), amounts("covered"))[OCTOBER]
    assert (change.gained.minutes, change.lost.minutes) == (MinutesByBucket(30, 0, 0, 0), MinutesByBucket(0, 10, 0, 20))
    assert (change.gained.net, change.lost.net, change.net, change.after.net) == (0, 2000, -2000, 0)
    assert change.after == amounts("covered")[OCTOBER]


def test_minutes_that_stay_blocked_for_another_reason_are_gained_and_lost_by_reason_alone() -> None:
    change = amount_changes(amounts("undetermined"), amounts("not_offered"))[OCTOBER]
    assert (change.gained.minutes, change.lost.minutes) == (MinutesByBucket(), MinutesByBucket())
    assert (change.gained.blocked(BlockReason.NOT_OFFERED), change.lost.blocked(BlockReason.UNDETERMINED), bool(change)) == (30, 30, True)


def test_gain_and_loss_of_two_months_do_not_cancel() -> None:
    october = amount_changes(amounts("billable"), amounts("covered"))[OCTOBER]
    november = amount_changes(
        amounts("covered", started="2026-11-05T10:00:00+01:00"), amounts("billable", started="2026-11-05T10:00:00+01:00")
    )[Month(2026, 11), REQUEST]
    both = sum([october, november], NO_AMOUNT_CHANGE)
    assert (both.gained.net, both.lost.net, both.net) == (2000, 2000, 0)
    assert both.alone.before == NO_AMOUNT_CHANGE.before


def test_what_comes_to_the_same_gains_and_loses_nothing() -> None:
    change = amount_changes(amounts("billable"), amounts("billable"))[OCTOBER]
    assert (bool(change), change.before, change.as_json()["net_change"]) == (False, change.after, "0.00")
