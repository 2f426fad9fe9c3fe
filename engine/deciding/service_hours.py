"""When support works: weekdays, opening times and public holidays of a version. The only home of `holidays`.

The start is inclusive, the end exclusive, both as the clock on the wall shows them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from engine.policy.pack import ServiceHours
from engine.vocabulary.problems import Place, refuse

NOWHERE = Place()
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONGEST_CLOSURE_DAYS = 370
_DAYS_REMEMBERED = 10_000


class OpeningTimes:
    """The service hours of one version in its time zone. Raises Refused where the calendar of holidays is not known."""

    def __init__(self, hours: ServiceHours, zone: ZoneInfo, place: Place = NOWHERE) -> None:
        self._weekdays = frozenset(_DAYS.index(day) for day in hours.days)
        self._opens = time.fromisoformat(hours.opens)
        # Opening times are whole minutes, so minutes of the day decide; this is asked for every request that may be worked on.
        self._first_minute, self._end_minute = _minute_of_day(self._opens), _minute_of_day(time.fromisoformat(hours.closes))
        self._zone = zone
        self._first_opening: dict[date, datetime] = {}
        self._country, self._subdivision = hours.holidays.country, hours.holidays.subdivision
        try:
            _holidays_of(self._country, self._subdivision, 2025)
        except NotImplementedError:
            if self._subdivision:
                raise refuse("unknown_holidays.of_part", place, country=self._country, part=self._subdivision) from None
            raise refuse("unknown_holidays.of_country", place, country=self._country) from None

    def is_open(self, moment: datetime) -> bool:
        """Whether support works at an aware datetime."""
        local = moment.astimezone(self._zone)
        return self._first_minute <= local.hour * 60 + local.minute < self._end_minute and self._is_working_day(local.date())

    def resumes_after(self, moment: datetime) -> datetime:
        """The first opening after an aware datetime at which support is closed, in local time with offset."""
        local = moment.astimezone(self._zone)
        day = local.date() if local.hour * 60 + local.minute < self._first_minute else local.date() + timedelta(days=1)
        if day not in self._first_opening:
            if len(self._first_opening) >= _DAYS_REMEMBERED:
                self._first_opening.clear()
            self._first_opening[day] = self._opening_from(day)
        return self._first_opening[day]

    def _opening_from(self, day: date) -> datetime:
        for distance in range(_LONGEST_CLOSURE_DAYS):
            if self._is_working_day(day + timedelta(days=distance)):
                # Through UTC, so that an opening time the clock skips that day is shown as the clock then shows it.
                opening = datetime.combine(day + timedelta(days=distance), self._opens, self._zone)
                return opening.astimezone(UTC).astimezone(self._zone)
        raise refuse("never_open", days=_LONGEST_CLOSURE_DAYS, day=day)

    def _is_working_day(self, day: date) -> bool:
        return day.weekday() in self._weekdays and day not in _holidays_of(self._country, self._subdivision, day.year)


def _minute_of_day(clock: time) -> int:
    return clock.hour * 60 + clock.minute


@lru_cache(maxsize=1024)
def _holidays_of(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
