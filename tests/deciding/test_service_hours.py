"""Service hours on the clock on the wall: first and last second, nights, weekends, holidays, both changes of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from freezegun import freeze_time

from engine.deciding.service_hours import OpeningTimes
from engine.policy.pack import ServiceHours
from engine.vocabulary.problems import Refused
from tests.deciding.shipped_packs import decided
from tests.wording.read import english

BERLIN = ZoneInfo("Europe/Berlin")


def opening_times(
    days: str = "monday tuesday wednesday thursday friday", opens: str = "08:00", closes: str = "17:00", **where: str | None
) -> OpeningTimes:
    holidays = {"country": "DE", "subdivision": "NW"} | where
    hours = {"days": days.split(), "opens": opens, "closes": closes, "holidays": holidays, "clauses": []}
    return OpeningTimes(ServiceHours.model_validate(hours), BERLIN)


def action(at: str, product: str = "hausperfekt") -> tuple[str, str | None]:
    """What is done with covered work at an instant, and when it resumes."""
    facts = {"product": product, "received_at": at}
    decision = decided(**facts) if product == "hausperfekt" else decided(**facts, topic="bookings")
    return decision.action, decision.as_json().get("resumes_at")  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("at", "resumes"),
    [
        ("2026-03-10T07:59:59.999999+01:00", "2026-03-10T08:00:00+01:00"),
        ("2026-03-10T08:00:00+01:00", None),
        ("2026-03-10T16:59:59.999999+01:00", None),
        ("2026-03-10T17:00:00+01:00", "2026-03-11T08:00:00+01:00"),
        ("2026-03-10T00:00:00+01:00", "2026-03-10T08:00:00+01:00"),
        ("2026-03-10T07:00:00Z", None),
        ("2026-03-10T15:59:59Z", None),
        ("2026-03-10T16:00:00Z", "2026-03-11T08:00:00+01:00"),
        # over the weekend
        ("2026-03-13T16:59:59+01:00", None),
        ("2026-03-13T17:00:00+01:00", "2026-03-16T08:00:00+01:00"),
        ("2026-03-14T12:00:00+01:00", "2026-03-16T08:00:00+01:00"),
        ("2026-03-15T23:59:59+01:00", "2026-03-16T08:00:00+01:00"),
        # the clock goes forward on Sunday 29 March: Monday's 08:00 is 06:00 in UTC
        ("2026-03-27T15:59:59Z", None),
        ("2026-03-27T16:00:00Z", "2026-03-30T08:00:00+02:00"),
        ("2026-03-29T01:59:59+01:00", "2026-03-30T08:00:00+02:00"),
        ("2026-03-29T03:00:00+02:00", "2026-03-30T08:00:00+02:00"),
        ("2026-03-30T05:59:59Z", "2026-03-30T08:00:00+02:00"),
        ("2026-03-30T06:00:00Z", None),
        # and back on Sunday 25 October: Monday's 08:00 is 07:00 in UTC
        ("2026-10-23T14:59:59Z", None),
        ("2026-10-23T15:00:00Z", "2026-10-26T08:00:00+01:00"),
        ("2026-10-25T02:30:00+02:00", "2026-10-26T08:00:00+01:00"),
        ("2026-10-25T02:30:00+01:00", "2026-10-26T08:00:00+01:00"),
        ("2026-10-26T06:59:59Z", "2026-10-26T08:00:00+01:00"),
        ("2026-10-26T07:00:00Z", None),
        # Good Friday to Easter Monday
        ("2026-04-02T16:59:59+02:00", None),
        ("2026-04-02T17:00:00+02:00", "2026-04-07T08:00:00+02:00"),
        ("2026-04-03T10:00:00+02:00", "2026-04-07T08:00:00+02:00"),
        ("2026-04-06T10:00:00+02:00", "2026-04-07T08:00:00+02:00"),
        # Christmas: Friday and Saturday, then the weekend; Christmas Eve and New Year's Eve are working days
        ("2026-12-24T10:00:00+01:00", None),
        ("2026-12-24T18:00:00+01:00", "2026-12-28T08:00:00+01:00"),
        ("2026-12-31T10:00:00+01:00", None),
        ("2026-12-31T20:00:00+01:00", "2027-01-04T08:00:00+01:00"),
        # over the end of the year in one stretch: 25 and 26 December 2025 are Thursday and Friday
        ("2025-12-24T17:00:00+01:00", "2025-12-29T08:00:00+01:00"),
    ],
)
def test_covered_work_begins_within_service_hours_and_waits_for_them_otherwise(at: str, resumes: str | None) -> None:
    assert action(at) == (("work", None) if resumes is None else ("queue", resumes))


@pytest.mark.parametrize(
    ("day", "where"),
    [
        ("2026-01-01", "everywhere"),
        ("2026-04-03", "everywhere"),
        ("2026-04-06", "everywhere"),
        ("2026-05-01", "everywhere"),
        ("2026-05-14", "everywhere"),
        ("2026-05-25", "everywhere"),
        ("2025-10-03", "everywhere"),
        ("2026-12-25", "everywhere"),
        # Corpus Christi and All Saints are holidays of North Rhine-Westphalia, not of every German state
        ("2026-06-04", "north rhine-westphalia"),
        ("2027-11-01", "north rhine-westphalia"),
        # Epiphany, Reformation Day and Repentance Day are holidays elsewhere only
        ("2026-01-06", "elsewhere"),
        ("2025-10-31", "elsewhere"),
        ("2026-11-18", "elsewhere"),
        # Easter Sunday and Whit Sunday fall on a day on which nobody works anyway
        ("2026-02-16", "nowhere"),
    ],
)
def test_each_product_keeps_the_holidays_of_its_own_region(day: str, where: str) -> None:
    noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=BERLIN).isoformat()
    assert action(noon)[0] == ("queue" if where in ("everywhere", "north rhine-westphalia") else "work")
    assert action(noon, "exampleworks")[0] == ("queue" if where == "everywhere" else "work")


@pytest.mark.parametrize(("clock", "done"), [("08:59:59", "queue"), ("09:00:00", "work"), ("15:59:59", "work"), ("16:00:00", "queue")])
def test_another_product_keeps_other_hours(clock: str, done: str) -> None:
    assert action(f"2026-03-10T{clock}+01:00", "exampleworks")[0] == done


def test_service_hours_are_read_at_the_instant_of_work_not_of_receipt() -> None:
    night = "2026-03-10T03:00:00+01:00"
    assert decided(received_at=night).action == "queue"
    assert decided(received_at=night, at="2026-03-10T08:00:00+01:00").action == "work"


def test_only_what_would_be_worked_on_waits_for_service_hours() -> None:
    night = {"received_at": "2026-03-14T03:00:00+01:00"}
    assert decided(**night, service="installation").action == "quote"
    assert decided(**night, service="installation", consent="granted").action == "queue"
    assert decided(**night, service="installation", consent="declined").action == "stop"
    assert decided(**night, service="legal_advice").action == "refer"
    assert decided(**night, training="unknown").action == "ask"
    assert decided(**night, service="other").action == "triage"
    assert decided(**night, intake="other").action == "resubmit"


@pytest.mark.parametrize("now", ["2026-03-29T02:30:00", "1999-12-31T23:59:59", "2026-12-25T12:00:00"])
def test_no_clock_is_asked_what_time_it_is(now: str) -> None:
    with freeze_time(now):
        assert action("2026-03-27T16:00:00Z") == ("queue", "2026-03-30T08:00:00+02:00")
        assert action("2026-03-30T06:00:00Z") == ("work", None)


def test_hours_that_the_clock_skips_begin_when_it_has_moved_on() -> None:
    # 02:30 does not exist on 29 March 2026; the clock then shows 03:30
    times = opening_times("sunday", "02:30", "12:00")
    saturday = datetime(2026, 3, 28, 12, tzinfo=BERLIN)
    assert times.resumes_after(saturday).isoformat() == "2026-03-29T03:30:00+02:00"
    assert times.is_open(datetime(2026, 3, 29, 1, 30, tzinfo=UTC))


def test_hours_within_the_repeated_hour_are_open_both_times() -> None:
    times = opening_times("sunday", "02:00", "03:00")
    first = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    assert [times.is_open(first + timedelta(minutes=minutes)) for minutes in (-1, 0, 59, 60, 119, 120)] == [
        False,
        True,
        True,
        True,
        True,
        False,
    ]


def test_what_was_asked_before_does_not_change_the_answer() -> None:
    times = opening_times()
    start = datetime(2026, 3, 1, tzinfo=UTC)
    moments = [start + timedelta(hours=7 * step) for step in range(400)]
    closed = [moment for moment in moments if not times.is_open(moment)]
    assert [times.resumes_after(moment) for moment in closed] == [opening_times().resumes_after(moment) for moment in closed]


@pytest.mark.parametrize(
    ("country", "subdivision", "message"),
    [
        ("QQ", None, "no calendar of public holidays is known for `QQ`"),
        ("DE", "XX", "no calendar of public holidays is known for `DE` `XX`"),
    ],
)
def test_a_calendar_that_nobody_knows_is_refused(country: str, subdivision: str | None, message: str) -> None:
    with pytest.raises(Refused) as refused:
        opening_times(country=country, subdivision=subdivision)
    assert [(problem.kind, english(problem)) for problem in refused.value.problems] == [("unknown_holidays", message)]
