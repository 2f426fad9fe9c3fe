"""A record's fields as a script or a person reads them, by the types that they are declared with: any record, whole or blank.

Instants as a clock shows them with its offset, days as ISO text, cents as an amount with two places. Reads nothing back."""

from __future__ import annotations

from datetime import date, tzinfo
from functools import cache
from typing import Any

from engine.books.fields import field_types
from engine.vocabulary.instants import Instant, local_time
from engine.vocabulary.money import Cents, show_amount


def record_shown(record: Any, zone: tzinfo) -> dict[str, object]:
    """The fields by name, in their order: text, whole numbers, true and false, None for a blank."""
    return {name: _shown(getattr(record, name), bare, zone) for name, bare in _types_of(record.__class__).items()}


def _shown(value: Any, bare: Any, zone: tzinfo) -> object:
    if value is None:
        return None
    if bare is Instant:
        return local_time(value, zone).isoformat()
    if bare is Cents:
        return show_amount(value)
    return value.isoformat() if isinstance(value, date) else value


@cache
def _types_of(record: Any) -> dict[str, Any]:
    return {name: of_field.bare for name, of_field in field_types(record).items()}
