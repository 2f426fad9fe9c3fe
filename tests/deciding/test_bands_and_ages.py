"""Numbers and days read as facts: the border decides, the local day counts, what is unknown is asked about."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.deciding.decision import Decision
from engine.deciding.fact_validation import BadFacts
from engine.policy.pack import LARGEST_NUMBER
from tests.deciding.shipped_packs import deciders
from tests.wording.read import english

BERLIN = ZoneInfo("Europe/Berlin")
ASKED = {"product": "exampleworks", "received_at": "2027-03-09T10:00:00+01:00", "contract": "active"}
SETTINGS = ASKED | {"service": "configuration_question"}
FIRST_AID = ASKED | {"service": "new_customer_first_aid"}

# hours around midnight and both changes of the clock, told with any offset
days = st.dates(date(2027, 1, 1), date(2029, 12, 31)) | st.sampled_from([date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29)])
clocks = st.sampled_from([time(0, 0), time(0, 30), time(2, 30), time(22, 59, 59), time(23, 0), time(23, 59, 59)]) | st.times()
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def decide(facts: dict[str, Any], **more: Any) -> Decision:
    return deciders().decide(facts | more)


def told(facts: dict[str, Any], **more: Any) -> dict[str, object]:
    return decide(facts, **more).as_json()


@given(st.integers(0, 120) | st.integers(0, LARGEST_NUMBER))
def test_a_number_counts_as_the_band_it_falls_into(minutes: int) -> None:
    decision = told(SETTINGS, estimated_minutes=minutes)
    assert decision["coverage"] == ("covered" if minutes < 30 else "billable")
    band = "quick_look" if minutes < 30 else "longer_work"
    assert decision == told(SETTINGS, effort=band) == told(SETTINGS, effort=band, estimated_minutes=minutes)


@given(st.integers(max_value=-1) | st.integers(min_value=LARGEST_NUMBER + 1) | st.floats() | st.booleans() | st.none() | st.text())
def test_what_is_no_whole_number_from_nothing_on_is_refused(given_: Any) -> None:
    if isinstance(given_, str) and given_.isascii() and given_.isdigit():
        return
    with pytest.raises(BadFacts) as bad:
        decide(SETTINGS, estimated_minutes=given_)
    assert (bad.value.problem.kind, bad.value.problem.place.field) == ("bad_value", "estimated_minutes")


@given(days, clocks, offsets, st.integers(0, 200) | st.integers(85, 95))
def test_days_are_counted_by_the_calendar_where_support_is(day: date, clock: time, offset: timezone, age: int) -> None:
    received = datetime.combine(day, clock, BERLIN).astimezone(UTC).astimezone(offset).isoformat()
    # an hour that the clock skips is shown as the clock then shows it, on the same day
    decision = decide(FIRST_AID, received_at=received, customer_since=(day - timedelta(days=age)).isoformat())
    assert decision.coverage == ("covered" if age < 90 else "billable")


@given(days, clocks, offsets, st.integers(1, 400))
def test_a_day_after_the_local_day_of_the_request_is_refused(day: date, clock: time, offset: timezone, later: int) -> None:
    received = datetime.combine(day, clock, BERLIN).astimezone(UTC).astimezone(offset).isoformat()
    since = (day + timedelta(days=later)).isoformat()
    with pytest.raises(BadFacts) as bad:
        decide(FIRST_AID, received_at=received, customer_since=since)
    assert f"`{since}` lies after {day}, the day of the request" in english(bad.value.problem)


def test_an_hour_after_midnight_in_berlin_a_customer_is_a_day_older_than_in_london() -> None:
    assert decide(FIRST_AID, received_at="2027-03-08T23:30:00Z", customer_since="2026-12-09").coverage == "billable"
    assert decide(FIRST_AID, received_at="2027-03-08T22:30:00Z", customer_since="2026-12-09").coverage == "covered"


@pytest.mark.parametrize(("facts", "stated"), [(SETTINGS, "estimated_minutes"), (FIRST_AID, "customer_since")])
def test_an_unknown_number_or_day_is_an_unknown_fact(facts: dict[str, Any], stated: str) -> None:
    fact = {"estimated_minutes": "effort", "customer_since": "customer_age"}[stated]
    assert told(facts) == told(facts, **{stated: "unknown"}) == told(facts, **{fact: "unknown"})
    assert decide(facts, **{stated: "unknown"}).ask == (fact,)
    # and is not asked about where nothing hangs on it
    assert decide(facts | {"service": "self_service"}, **{stated: "unknown"}).ask == ()


def test_the_time_to_work_at_makes_no_customer_older() -> None:
    assert decide(FIRST_AID, customer_since="2026-12-10", at="2028-03-09T10:00:00+01:00").coverage == "covered"


@pytest.mark.parametrize(("visits", "coverage"), [("included", "covered"), ("charged", "billable"), (None, "billable")])
def test_a_term_that_nothing_is_said_on_has_its_default(visits: str | None, coverage: str) -> None:
    facts = ASKED | {"service": "usage_question", "training": "trained", "cause": "other", "delivery": "on_site"}
    assert decide(facts, **({"visits": visits} if visits else {})).coverage == coverage
