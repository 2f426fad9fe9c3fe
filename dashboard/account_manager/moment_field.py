"""A day and a clock time typed by a person, as the instant's text: by the vendor's clock, with the offset of that day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard.app_context import AppContext, now
from dashboard.language import language, say

_FORMATS = {"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}
# a record holds years up to 2199; what is filed here was not before the product was
_EARLIEST, _LATEST = date(1990, 1, 1), date(2199, 12, 31)


def day_and_clock(label: str, key: str, begins_with: datetime, context: AppContext) -> str:
    """Two fields beside each other, beginning with a moment; their instant as ISO 8601 text with offset, seconds 00.

    A day left blank, a time that the clock skips and one that is still to come are said and are no instant (blank, which
    recording refuses); of a time that comes twice the first is taken, and that is said too."""
    local = begins_with.astimezone(context.zone)
    on, at = st.columns([3, 2])
    chosen_day: object = on.date_input(
        label, value=local.date(), min_value=_EARLIEST, max_value=_LATEST, format=date_format(), key=f"{key} day"
    )
    chosen_clock: object = at.time_input(
        say("account_manager.request.clock"), value=local.time().replace(second=0, microsecond=0), step=60, key=f"{key} clock"
    )
    if not isinstance(chosen_day, date) or not isinstance(chosen_clock, time):
        st.error(say("account_manager.request.no_moment"))
        return ""
    return _checked_moment(chosen_day, chosen_clock, context.zone)


def day_or_never(label: str, key: str, context: AppContext, explained: str) -> str:
    """A day that may be left blank: the instant at which it begins, as text, or nothing."""
    chosen = st.date_input(
        label, value=None, min_value=_EARLIEST, max_value=_LATEST, format=date_format(), key=f"{key} day", help=explained
    )
    return "" if not isinstance(chosen, date) else _text(datetime(chosen.year, chosen.month, chosen.day, tzinfo=context.zone))


def date_format() -> str:
    """How Streamlit's fields for days write them."""
    return _FORMATS[language()]


def _checked_moment(chosen_day: date, chosen_clock: time, zone: ZoneInfo) -> str:
    moment = datetime.combine(chosen_day, chosen_clock, zone)
    there_and_back = moment.astimezone(UTC).astimezone(zone)
    if there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None):
        st.error(say("account_manager.request.no_such_time"))
        return ""
    if moment > now():
        st.error(say("account_manager.request.to_come"))
        return ""
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        st.caption(say("account_manager.request.twice"))
    return _text(moment)


def _text(moment: datetime) -> str:
    # through UTC, so that a midnight which the clock skips is written as the clock then shows it
    return moment.astimezone(UTC).astimezone(moment.tzinfo).isoformat(timespec="seconds")
