"""Which consent a minute is drawn on, and why a minute is blocked: at, just before and just after each border."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from engine.books.allocation import allocate
from engine.books.consent_spans import consent_spans
from engine.books.fields import Key
from engine.books.records import Consent, TimeEntry, Withdrawal
from tests.books.record_factories import entry, grant, refusal, withdrawal

Segments = list[tuple[int, str]]


def told(work: TimeEntry | list[TimeEntry], consents: list[Consent], withdrawals: list[Withdrawal] | None = None) -> dict[str, Segments]:
    """Entry id → its segments as (minutes, consent or reason)."""
    works = [work] if isinstance(work, TimeEntry) else work
    allocations = allocate(works, consents, withdrawals or [])
    return {entry_id: [(s.minutes, s.consent_id or str(s.blocked)) for s in segments] for entry_id, segments in allocations.items()}


def test_work_without_any_answer_is_blocked_for_want_of_consent() -> None:
    assert told(entry(), []) == {"E1": [(60, "no_consent")]}


@pytest.mark.parametrize(
    ("given", "segments"),
    [
        ("09:59", [(60, "K1")]),
        ("10:00", [(60, "K1")]),
        ("10:00:00.000001", [(1, "no_consent"), (59, "K1")]),
        ("10:01", [(1, "no_consent"), (59, "K1")]),
        ("10:30:30", [(31, "no_consent"), (29, "K1")]),
        ("10:59", [(59, "no_consent"), (1, "K1")]),
        ("10:59:00.000001", [(60, "no_consent")]),
        ("11:00", [(60, "no_consent")]),
    ],
)
def test_consent_given_after_a_minute_began_does_not_cover_it(given: str, segments: Segments) -> None:
    assert told(entry(), [grant(given=given)]) == {"E1": segments}


@pytest.mark.parametrize(
    ("expires", "segments"),
    [
        ("10:00", [(60, "consent_expired")]),
        ("10:00:00.000001", [(1, "K1"), (59, "consent_expired")]),
        ("10:30", [(30, "K1"), (30, "consent_expired")]),
        ("10:30:00.000001", [(31, "K1"), (29, "consent_expired")]),
        ("10:59", [(59, "K1"), (1, "consent_expired")]),
        ("10:59:00.000001", [(60, "K1")]),
        ("11:00", [(60, "K1")]),
    ],
)
def test_an_entry_is_split_at_the_minute_in_which_its_consent_expires(expires: str, segments: Segments) -> None:
    assert told(entry(), [grant(expires=expires)]) == {"E1": segments}


@pytest.mark.parametrize(
    ("withdrawn", "segments"),
    [
        ("10:00", [(60, "consent_withdrawn")]),
        ("10:00:00.000001", [(1, "K1"), (59, "consent_withdrawn")]),
        ("10:30", [(30, "K1"), (30, "consent_withdrawn")]),
        ("11:00", [(60, "K1")]),
    ],
)
def test_an_entry_is_split_at_the_minute_in_which_its_consent_is_withdrawn(withdrawn: str, segments: Segments) -> None:
    assert told(entry(), [grant()], [withdrawal(withdrawn=withdrawn)]) == {"E1": segments}


@pytest.mark.parametrize(
    ("cap", "segments"),
    [(1, [(1, "K1"), (59, "over_cap")]), (59, [(59, "K1"), (1, "over_cap")]), (60, [(60, "K1")]), (61, [(60, "K1")])],
)
def test_an_entry_is_split_at_the_minute_in_which_the_cap_is_used_up(cap: int, segments: Segments) -> None:
    assert told(entry(), [grant(max_minutes=cap)]) == {"E1": segments}


def test_a_consent_covers_only_its_own_role() -> None:
    assert told(entry(role="technical"), [grant(role="support")]) == {"E1": [(60, "no_consent")]}


def test_of_several_consents_the_oldest_with_minutes_left_is_drawn_on_first() -> None:
    consents = [grant("K1", "09:30", max_minutes=30), grant("K2", "09:00", max_minutes=20)]
    assert told(entry(), consents) == {"E1": [(20, "K2"), (30, "K1"), (10, "over_cap")]}


def test_of_consents_given_at_the_same_instant_the_lower_id_is_drawn_on_first() -> None:
    assert told(entry(), [grant("K2", max_minutes=20), grant("K1", max_minutes=50)]) == {"E1": [(50, "K1"), (10, "K2")]}


def test_a_consent_given_meanwhile_waits_until_the_older_one_is_used_up() -> None:
    assert told(entry(), [grant("K1", max_minutes=40), grant("K2", "10:10")]) == {"E1": [(40, "K1"), (20, "K2")]}


def test_a_consent_given_after_the_cap_was_used_up_leaves_the_minutes_between_blocked() -> None:
    assert told(entry(), [grant("K1", max_minutes=20), grant("K2", "10:30")]) == {"E1": [(20, "K1"), (10, "over_cap"), (30, "K2")]}


def test_a_later_refusal_withdraws_nothing() -> None:
    assert told(entry(), [grant(), refusal(given="10:10")]) == {"E1": [(60, "K1")]}


@pytest.mark.parametrize(
    ("refused", "segments"),
    [("10:00", [(60, "declined")]), ("10:00:00.000001", [(1, "no_consent"), (59, "declined")]), ("11:00", [(60, "no_consent")])],
)
def test_a_refusal_is_a_reason_from_the_instant_it_was_given(refused: str, segments: Segments) -> None:
    assert told(entry(), [refusal(given=refused)]) == {"E1": segments}


@pytest.mark.parametrize(("role", "reason"), [(None, "declined"), ("support", "declined"), ("technical", "no_consent")])
def test_a_refusal_counts_for_its_role_and_without_a_role_for_all(role: str | None, reason: str) -> None:
    assert told(entry(), [refusal(role=role)]) == {"E1": [(60, reason)]}


@pytest.mark.parametrize(
    ("expires", "withdrawn", "reason"),
    [
        ("09:00", "09:30", "consent_expired"),
        ("09:30", "09:00", "consent_withdrawn"),
        ("09:00", "09:00", "consent_withdrawn"),
        ("09:00", "10:30", "consent_expired"),
        ("10:30", "09:00", "consent_withdrawn"),
    ],
)
def test_of_a_withdrawal_and_an_expiry_whichever_came_first_is_the_reason(expires: str, withdrawn: str, reason: str) -> None:
    assert told(entry(minutes=60), [grant(expires=expires)], [withdrawal(withdrawn=withdrawn)]) == {"E1": [(60, reason)]}


def test_a_used_up_cap_is_named_before_any_other_reason() -> None:
    consents = [grant("K1", max_minutes=1), grant("K2", expires="09:00"), grant("K3"), refusal("K4")]
    assert told(entry(), consents, [withdrawal("K3", "09:00")]) == {"E1": [(1, "K1"), (59, "over_cap")]}


def test_a_used_up_cap_is_no_reason_once_its_consent_has_ended() -> None:
    assert told(entry(), [grant(max_minutes=10, expires="10:20")]) == {"E1": [(10, "K1"), (10, "over_cap"), (40, "consent_expired")]}


def test_a_withdrawal_is_named_before_an_expiry_before_a_refusal() -> None:
    consents = [grant("K1", expires="09:00"), grant("K2"), refusal("K3")]
    assert told(entry(), consents, [withdrawal("K2", "09:00")]) == {"E1": [(60, "consent_withdrawn")]}
    assert told(entry(), [consents[0], consents[2]]) == {"E1": [(60, "consent_expired")]}


def test_an_answer_for_another_role_is_no_reason() -> None:
    consents = [grant("K1", max_minutes=1), grant("K2", expires="09:00"), refusal("K3", role="support")]
    assert told(entry(role="technical"), consents) == {"E1": [(60, "no_consent")]}


def test_an_answer_given_later_is_no_reason_yet() -> None:
    consents = [grant("K1", "10:30", expires="10:40"), refusal("K2", "10:20")]
    assert told(entry(), consents) == {"E1": [(20, "no_consent"), (10, "declined"), (10, "K1"), (20, "consent_expired")]}


def test_an_earlier_entry_draws_completely_before_the_next_though_they_overlap() -> None:
    works = [entry("E1", "10:00", 60), entry("E2", "10:10", 60)]
    for order in permutations(works):
        assert told(list(order), [grant(max_minutes=70)]) == {"E1": [(60, "K1")], "E2": [(10, "K1"), (50, "over_cap")]}


def test_of_entries_that_started_together_the_lower_id_draws_first() -> None:
    works = [entry("E2", "10:00", 60), entry("E1", "10:00", 60)]
    assert told(works, [grant(max_minutes=60)]) == {"E1": [(60, "K1")], "E2": [(60, "over_cap")]}


def test_an_overlapping_entry_finds_the_cap_used_up_by_minutes_that_came_later_on_the_clock() -> None:
    works = [entry("E1", "10:00", 60), entry("E2", "10:10", 5)]
    assert told(works, [grant(max_minutes=60), grant("K2", "10:12")])["E2"] == [(2, "over_cap"), (3, "K2")]


def test_a_granted_consent_without_a_rate_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="granted consent `K1` names no role or no rate"):
        consent_spans([replace(grant(), hourly_rate=None)], [])


def test_a_segment_names_where_it_begins_and_what_it_costs() -> None:
    allocation = allocate([entry()], [grant(given="10:20", rate="99.50")], [])[Key("E1")]
    assert [(s.first_minute, s.minutes, s.bucket, s.rate) for s in allocation] == [(0, 20, "blocked", None), (20, 40, "billable", 9950)]
