"""The fact `consent` at an instant, and the minutes a consent has left."""

from __future__ import annotations

import pytest

from engine.books.consent_state import consent_at, minutes_left
from engine.books.entries import ReckonedEntry, reckon
from engine.books.records import Consent, Quote, TimeEntry, Withdrawal
from engine.vocabulary.outcomes import ConsentState as State
from tests.books.record_factories import at, entry, grant, quote, refusal, withdrawal


def worked(entries: list[TimeEntry], consents: list[Consent], withdrawals: list[Withdrawal]) -> tuple[ReckonedEntry, ...]:
    return reckon(entries, {one.entry_id: "billable" for one in entries}, [], consents, withdrawals)


def state(
    clock: str,
    consents: list[Consent] | None = None,
    quotes: list[Quote] | None = None,
    entries: list[TimeEntry] | None = None,
    withdrawals: list[Withdrawal] | None = None,
) -> State:
    reckoned = worked(entries or [], consents or [], withdrawals or [])
    return consent_at(at(clock), consents or [], withdrawals or [], quotes or [], reckoned)


def test_without_quote_or_answer_there_is_none() -> None:
    assert state("10:00") is State.NONE


@pytest.mark.parametrize(("clock", "expected"), [("07:59:59.999999", State.NONE), ("08:00", State.PENDING), ("12:00", State.PENDING)])
def test_a_quote_is_pending_from_the_instant_it_was_sent(clock: str, expected: State) -> None:
    assert state(clock, quotes=[quote()]) is expected


@pytest.mark.parametrize(("clock", "expected"), [("08:59:59.999999", State.PENDING), ("09:00", State.NONE)])
def test_an_expired_quote_counts_as_not_sent(clock: str, expected: State) -> None:
    assert state(clock, quotes=[quote(expires="09:00")]) is expected


def test_a_refusal_before_an_expired_quote_counts_again() -> None:
    quotes = [quote("09:00", expires="10:00")]
    assert state("09:30", [refusal(given="08:00")], quotes) is State.PENDING
    assert state("10:00", [refusal(given="08:00")], quotes) is State.DECLINED


@pytest.mark.parametrize(("clock", "expected"), [("08:59", State.PENDING), ("09:00", State.DECLINED), ("10:00", State.PENDING)])
def test_of_a_refusal_and_a_quote_what_came_last_counts(clock: str, expected: State) -> None:
    quotes = [quote("08:00"), quote("10:00", quote_id="Q2")]
    assert state(clock, [refusal(given="09:00")], quotes) is expected


def test_a_refusal_at_the_instant_of_a_quote_answers_it() -> None:
    assert state("10:00", [refusal(given="09:00")], [quote("09:00")]) is State.DECLINED


@pytest.mark.parametrize(("clock", "expected"), [("07:59:59.999999", State.NONE), ("08:00", State.GRANTED)])
def test_a_consent_is_in_force_from_the_instant_it_was_given(clock: str, expected: State) -> None:
    assert state(clock, [grant()]) is expected


@pytest.mark.parametrize(("clock", "expected"), [("08:59:59.999999", State.GRANTED), ("09:00", State.NONE)])
def test_a_consent_is_in_force_until_just_before_it_expires(clock: str, expected: State) -> None:
    assert state(clock, [grant(expires="09:00")]) is expected


@pytest.mark.parametrize(("clock", "expected"), [("08:59:59.999999", State.GRANTED), ("09:00", State.NONE)])
def test_a_consent_is_in_force_until_just_before_it_is_withdrawn(clock: str, expected: State) -> None:
    assert state(clock, [grant()], withdrawals=[withdrawal(withdrawn="09:00")]) is expected


def test_a_consent_of_whatever_role_will_do() -> None:
    assert state("10:00", [grant(role="technical")]) is State.GRANTED


def test_a_later_refusal_withdraws_nothing() -> None:
    assert state("10:00", [grant(), refusal(given="09:00")]) is State.GRANTED


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("10:29", State.GRANTED), ("10:29:00.000001", State.NONE), ("10:30", State.NONE)],
)
def test_a_consent_is_in_force_while_it_has_minutes_left_after_those_that_began_before(clock: str, expected: State) -> None:
    assert state(clock, [grant(max_minutes=30)], entries=[entry("E1", "10:00", 60)]) is expected


def test_work_recorded_later_uses_up_nothing_yet() -> None:
    assert state("09:59", [grant(max_minutes=30)], entries=[entry("E1", "10:00", 60)]) is State.GRANTED


def test_a_used_up_consent_leaves_its_quote_pending() -> None:
    assert state("11:00", [grant(max_minutes=30)], [quote()], [entry("E1", "10:00", 60)]) is State.PENDING


@pytest.mark.parametrize(("clock", "left"), [("10:00", 90), ("10:00:00.000001", 89), ("10:30", 60), ("10:59:30", 30), ("12:00", 30)])
def test_minutes_left_are_the_cap_less_those_that_began_before(clock: str, left: int) -> None:
    reckoned = worked([entry("E1", "10:00", 60)], [grant(max_minutes=90)], [])
    assert minutes_left(grant(max_minutes=90), reckoned, at(clock)) == left


@pytest.mark.parametrize(("clock", "left"), [("10:30", 20), ("10:31", 19), ("10:40", 10), ("10:50", 0), ("11:00", 0)])
def test_minutes_of_an_entry_that_another_reason_blocked_use_up_nothing(clock: str, left: int) -> None:
    consents = [grant(given="10:30", max_minutes=20)]
    assert minutes_left(consents[0], worked([entry("E1", "10:00", 60)], consents, []), at(clock)) == left


def test_minutes_left_after_all_recorded_work_need_no_instant() -> None:
    reckoned = worked([entry("E1", "10:00", 60), entry("E2", "12:00", 20)], [grant(max_minutes=90)], [])
    assert minutes_left(grant(max_minutes=90), reckoned) == 10


def test_a_consent_without_a_cap_has_no_count_of_minutes_left() -> None:
    assert minutes_left(grant(), worked([entry()], [grant()], [])) is None


def test_a_refusal_has_no_minutes() -> None:
    assert minutes_left(refusal(), []) == 0
