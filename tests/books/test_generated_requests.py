"""The laws of the books over generated requests, and the books held equal to their minute-by-minute reading."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from engine.books.consent_state import consent_at, minutes_left
from engine.books.entries import ReckonedEntry, reckon
from engine.books.fields import Key, Minutes
from engine.books.month_statement import MonthStatement, Tax, month_statement
from engine.books.records import TimeEntry
from engine.vocabulary.instants import Instant
from engine.vocabulary.months import Month
from engine.vocabulary.outcomes import Bucket
from tests.books.minute_oracle import MINUTE, MinuteResult, OracleActs, half_up, is_in_force, minute_results, state_at
from tests.books.record_factories import BERLIN, customer
from tests.books.request_strategies import FIRST, LAST_STEP, STEP, of_request, requests, sized_examples

OCTOBER = Month(2026, 10)
NOVEMBER_BEGINS = FIRST + 90 * MINUTE


def reckoned_of(acts: OracleActs) -> tuple[ReckonedEntry, ...]:
    return reckon(acts.entries, acts.coverage, acts.waivers, acts.consents, acts.withdrawals)


def minutes_of(reckoned: tuple[ReckonedEntry, ...]) -> dict[tuple[str, int], MinuteResult]:
    """Segments taken apart into minutes, such as the oracle gives them."""
    found: dict[tuple[str, int], MinuteResult] = {}
    for one in reckoned:
        for segment in one.segments:
            for minute in range(segment.first_minute, segment.first_minute + segment.minutes):
                begins = one.entry.started_at + minute * MINUTE
                found[one.entry.entry_id, minute] = MinuteResult(begins, segment.bucket, segment.blocked, segment.consent_id, segment.rate)
    return found


@sized_examples
@given(requests())
def test_the_books_equal_a_minute_by_minute_reading(acts: OracleActs) -> None:
    assert minutes_of(reckoned_of(acts)) == minute_results(acts)


@sized_examples
@given(requests(), st.lists(st.integers(-1, LAST_STEP + 60), min_size=1, max_size=6))
def test_consent_at_an_instant_equals_a_minute_by_minute_reading(acts: OracleActs, steps: list[int]) -> None:
    reckoned, read = reckoned_of(acts), minute_results(acts)
    for instant in (Instant(FIRST + step * STEP) for step in steps):
        assert consent_at(instant, acts.consents, acts.withdrawals, acts.quotes, reckoned) == state_at(acts, instant)
        drawn = Counter(fate.consent_id for fate in read.values() if fate.begins < instant)
        for consent in acts.consents:
            if consent.status == "granted" and consent.max_minutes is not None:
                assert minutes_left(consent, reckoned, instant) == consent.max_minutes - drawn[consent.consent_id]


@sized_examples
@given(requests())
def test_buckets_add_up_to_recorded_minutes(acts: OracleActs) -> None:
    for one in reckoned_of(acts):
        assert sum(one.minutes_in(bucket) for bucket in Bucket) == one.entry.minutes
        ends = [segment.first_minute + segment.minutes for segment in one.segments]
        assert [segment.first_minute for segment in one.segments] == [0, *ends[:-1]]
        assert all(segment.minutes > 0 for segment in one.segments)


@sized_examples
@given(requests())
def test_no_minute_is_billable_without_a_consent_in_force_at_that_instant(acts: OracleActs) -> None:
    consents = {consent.consent_id: consent for consent in acts.consents}
    roles = {entry.entry_id: entry.role for entry in acts.entries}
    drawn: Counter[str] = Counter()
    for (entry_id, _), fate in minutes_of(reckoned_of(acts)).items():
        assert (fate.bucket == "billable") == (fate.consent_id is not None)
        if fate.consent_id is not None:
            consent = consents[Key(fate.consent_id)]
            drawn[fate.consent_id] += 1
            assert consent.status == "granted"
            assert (consent.role, consent.hourly_rate) == (roles[Key(entry_id)], fate.rate)
            assert is_in_force(acts, consent, fate.begins)
    for consent_id, minutes in drawn.items():
        cap = consents[Key(consent_id)].max_minutes
        assert cap is None or minutes <= cap


@sized_examples
@given(requests(), st.data())
def test_the_order_of_rows_does_not_matter(acts: OracleActs, data: st.DataObject) -> None:
    shuffled = replace(
        acts,
        entries=tuple(data.draw(st.permutations(acts.entries))),
        waivers=tuple(data.draw(st.permutations(acts.waivers))),
        consents=tuple(data.draw(st.permutations(acts.consents))),
        withdrawals=tuple(data.draw(st.permutations(acts.withdrawals))),
        quotes=tuple(data.draw(st.permutations(acts.quotes))),
    )
    assert reckoned_of(shuffled) == reckoned_of(acts)
    assert statement_of([shuffled]) == statement_of([acts])


@sized_examples
@given(requests(), st.data())
def test_splitting_an_entry_in_two_changes_nothing_where_no_other_entry_of_the_request_overlaps(
    acts: OracleActs, data: st.DataObject
) -> None:
    alone = [one for one in acts.entries if one.minutes > 1 and not any(overlap(one, other) for other in acts.entries if other is not one)]
    assume(alone)
    whole = data.draw(st.sampled_from(alone))
    first = data.draw(st.integers(1, whole.minutes - 1))
    second_starts = Instant(whole.started_at + first * MINUTE)
    # an entry belongs to the month in which it started: across the border a split does move minutes
    assume(whole.started_at >= NOVEMBER_BEGINS or second_starts < NOVEMBER_BEGINS)
    halves = (
        replace(whole, minutes=Minutes(first)),
        replace(whole, entry_id=Key(f"A-{whole.entry_id}"), started_at=second_starts, minutes=Minutes(whole.minutes - first)),
    )
    split = replace(
        acts,
        entries=(*(one for one in acts.entries if one is not whole), *halves),
        coverage={**acts.coverage, halves[1].entry_id: acts.coverage[whole.entry_id]},
        waivers=(*acts.waivers, *(replace(one, entry_id=halves[1].entry_id) for one in acts.waivers if one.entry_id == whole.entry_id)),
    )
    assert statement_of([split]) == statement_of([acts])
    minutes = minutes_of(reckoned_of(split))
    joined = {
        (whole.entry_id, minute + first) if entry_id == halves[1].entry_id else (entry_id, minute): fate
        for (entry_id, minute), fate in minutes.items()
    }
    assert joined == minutes_of(reckoned_of(acts))


@sized_examples
@given(st.lists(requests(), max_size=3), st.sampled_from(["DE", "AT"]))
def test_a_statement_equals_a_minute_by_minute_reading_and_a_total_is_the_sum_of_its_lines(several: list[OracleActs], country: str) -> None:
    named = [of_request(acts, f"R{number}") for number, acts in enumerate(several)]
    minutes: Counter[tuple[str, int]] = Counter()
    buckets: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for acts in named:
        entries: dict[str, TimeEntry] = {entry.entry_id: entry for entry in acts.entries}
        for (entry_id, _), fate in minute_results(acts).items():
            entry = entries[entry_id]
            if entry.started_at < NOVEMBER_BEGINS:
                buckets[fate.bucket] += 1
                minutes.update([(entry.request_id, fate.rate)] if fate.rate is not None else [])
                reasons.update([fate.reason] if fate.reason is not None else [])
    nets = {line: half_up(Fraction(count * line[1], 60)) for line, count in minutes.items()}
    net = sum(nets.values())
    vat = half_up(Fraction(net * 19, 100)) if country == "DE" else 0

    read = statement_of(named, country)
    lines = [line for one in read.customers for line in one.lines]
    assert [(line.request_id, line.rate, line.minutes, line.net) for line in lines] == [
        (*line, minutes[line], nets[line]) for line in sorted(minutes)
    ]
    assert [one.blocked for one in read.customers] == ([dict(reasons)] if buckets else [])
    assert read.minutes.as_json() == {"recorded": buckets.total(), **{bucket.value: buckets[bucket] for bucket in Bucket}}
    assert (read.sums.net, read.sums.vat, read.sums.gross) == (net, vat, net + vat)


def statement_of(several: list[OracleActs], country: str = "DE") -> MonthStatement:
    """October's statement of one customer with these requests."""
    reckoned = {Key("C1"): [one for acts in several for one in reckoned_of(acts)]}
    return month_statement(OCTOBER, reckoned, {Key("C1"): customer(country=country)}, Tax("DE", 1900), "EUR", BERLIN)


def overlap(one: TimeEntry, other: TimeEntry) -> bool:
    return one.started_at < other.started_at + other.minutes * MINUTE and other.started_at < one.started_at + one.minutes * MINUTE
