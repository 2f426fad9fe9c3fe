"""How figures, days and times are written in German and in English.

Money stays whole cents until here; nothing is computed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal

from engine.vocabulary.instants import Instant, local_time
from engine.vocabulary.months import Month

# days as `31.12.2026` and `31 Dec 2026`: neither can be mistaken for another day
_LOCALES = {"de": "de_DE", "en": "en_US"}
_DAYS = {"de": "dd.MM.yyyy", "en": "d MMM yyyy"}


def money(cents: int, currency: str, language: str) -> str:
    """`1.234,56 €`, `€1,234.56`."""
    return str(format_currency(Decimal(cents).scaleb(-2), currency, locale=_LOCALES[language]))


def amount(cents: int, language: str) -> str:
    """`1.234,56`, `1,234.56`: for where the currency is known."""
    return str(format_decimal(Decimal(cents).scaleb(-2), "#,##0.00", locale=_LOCALES[language]))


def number(value: int, language: str) -> str:
    """`1.234`, `1,234`."""
    return str(format_decimal(value, locale=_LOCALES[language]))


def day(value: date, language: str) -> str:
    """`31.12.2026`, `31 Dec 2026`."""
    return str(format_date(value, _DAYS[language], locale=_LOCALES[language]))


def month(value: Month, language: str) -> str:
    """`Dezember 2026`, `December 2026`."""
    return str(format_date(value.first_day, "LLLL yyyy", locale=_LOCALES[language]))


def weekday(value: date, language: str) -> str:
    """`Montag`, `Monday`."""
    return str(format_date(value, "EEEE", locale=_LOCALES[language]))


def clock(value: datetime, language: str) -> str:
    """`12:30` in both."""
    return str(format_time(value.timetz(), "HH:mm", locale=_LOCALES[language]))


def moment(value: datetime, language: str) -> str:
    """`31.12.2026, 12:30`, by the clock that `value` carries."""
    return f"{day(value.date(), language)}, {clock(value, language)}"


def exact_moment(value: datetime, language: str) -> str:
    """As `moment`, with the seconds where there are some: two times that a sentence compares are never shown alike."""
    places = f".{value.microsecond:06d}" if value.microsecond else ""
    seconds = f":{value.second:02d}{places}" if value.second or places else ""
    return f"{moment(value, language)}{seconds}"


def instant(value: Instant, zone: ZoneInfo, language: str) -> str:
    """As `moment`, by the clock in `zone`."""
    return moment(local_time(value, zone), language)


def minutes(value: int, language: str) -> str:
    """`95 Min. (1:35 Std.)`, `95 min (1:35 h)`; below an hour the minutes alone."""
    short, hour = ("Min.", "Std.") if language == "de" else ("min", "h")
    hours = f" ({value // 60}:{value % 60:02d} {hour})" if value >= 60 else ""
    return f"{number(value, language)} {short}{hours}"
