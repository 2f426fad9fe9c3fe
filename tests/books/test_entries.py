"""Every recorded minute ends in exactly one bucket."""

from __future__ import annotations

import pytest

from engine.books.entries import ReckonedEntry, reckon
from engine.books.records import Consent, TimeEntry, Waiver
from engine.vocabulary.outcomes import Bucket, Coverage
from tests.books.record_factories import entry, grant, refusal, triage, waiver


def one(work: TimeEntry, coverage: str, waivers: list[Waiver] | None = None, consents: list[Consent] | None = None) -> ReckonedEntry:
    (reckoned,) = reckon([work], {work.entry_id: coverage}, waivers or [], consents or [], [])
    return reckoned


def told(reckoned: ReckonedEntry) -> list[tuple[int, str, str | None]]:
    return [(segment.minutes, segment.bucket.value, segment.blocked) for segment in reckoned.segments]


@pytest.mark.parametrize("coverage", list(Coverage))
@pytest.mark.parametrize("waivers", [[], [waiver()]])
def test_examining_is_covered_whatever_the_coverage_waived_or_not(coverage: Coverage, waivers: list[Waiver]) -> None:
    assert told(one(triage(), coverage, waivers)) == [(60, "covered", None)]


@pytest.mark.parametrize("waivers", [[], [waiver()]])
def test_covered_work_is_covered_and_draws_nothing(waivers: list[Waiver]) -> None:
    reckoned = one(entry(), "covered", waivers, [grant(max_minutes=60)])
    assert told(reckoned) == [(60, "covered", None)]
    assert reckoned.segments[0].consent_id is None


def test_billable_work_with_a_consent_is_billable_at_the_consented_rate() -> None:
    (segment,) = one(entry(), "billable", consents=[grant(rate="117.35")]).segments
    assert (segment.minutes, segment.bucket, segment.consent_id, segment.rate) == (60, Bucket.BILLABLE, "K1", 11735)


def test_billable_work_that_is_waived_needs_no_consent() -> None:
    assert told(one(entry(), "billable", [waiver()])) == [(60, "waived", None)]


def test_a_waived_entry_draws_no_cap() -> None:
    works = [entry("E1", "10:00", 60), entry("E2", "12:00", 60)]
    waived, drawn = reckon(works, {w.entry_id: "billable" for w in works}, [waiver("E1")], [grant(max_minutes=60)], [])
    assert (waived.minutes_in(Bucket.WAIVED), drawn.minutes_in(Bucket.BILLABLE)) == (60, 60)


def test_examining_draws_no_cap() -> None:
    works = [triage("E1", "10:00", 60), entry("E2", "12:00", 60)]
    examined, drawn = reckon(works, {w.entry_id: "billable" for w in works}, [], [grant(max_minutes=60)], [])
    assert (examined.minutes_in(Bucket.COVERED), drawn.minutes_in(Bucket.BILLABLE)) == (60, 60)


@pytest.mark.parametrize("coverage", ["undetermined", "not_offered", "not_entitled"])
@pytest.mark.parametrize("waivers", [[], [waiver()]])
def test_work_neither_covered_nor_billable_is_blocked_under_its_coverages_own_name(coverage: str, waivers: list[Waiver]) -> None:
    assert told(one(entry(), coverage, waivers, [grant(), refusal()])) == [(60, "blocked", coverage)]


def test_a_consent_on_work_that_is_not_billable_is_kept_and_draws_nothing() -> None:
    works = [entry("E1", "10:00", 60), entry("E2", "12:00", 60)]
    coverage = {works[0].entry_id: "undetermined", works[1].entry_id: "billable"}
    blocked, drawn = reckon(works, coverage, [], [grant(max_minutes=60)], [])
    assert (blocked.minutes_in(Bucket.BLOCKED), drawn.minutes_in(Bucket.BILLABLE)) == (60, 60)


def test_entries_come_in_the_order_in_which_they_started_then_by_id() -> None:
    works = [entry("E3", "09:00"), entry("E2", "10:00"), entry("E1", "10:00")]
    reckoned = reckon(works, {w.entry_id: "covered" for w in works}, [], [], [])
    assert [r.entry.entry_id for r in reckoned] == ["E3", "E1", "E2"]


def test_an_entry_without_a_coverage_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError, match="E1"):
        reckon([entry()], {}, [], [], [])


def test_what_is_no_coverage_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="billabel"):
        one(entry(), "billabel")
