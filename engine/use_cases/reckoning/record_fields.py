"""A record's fields as a script or a person reads them, by the types that they are declared with: any record, whole or blank.

Instants as a clock shows them with its offset, days as ISO text, cents as an amount with two places. Reads nothing back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, tzinfo
from functools import cache
from types import NoneType
from typing import Any, get_args, get_type_hints

from engine.vocabulary.instants import Instant, local_time
from engine.vocabulary.money import Cents, show_amount


def record_shown(record: Any, zone: tzinfo) -> dict[str, object]:
    """The fields by name, in their order: text, whole numbers, true and false, None for a blank."""
    return {name: _shown(getattr(record, name), hint, zone) for name, hint in _hints_of(record.__class__).items()}


def _shown(value: Any, hint: Any, zone: tzinfo) -> object:
    if value is None:
        return None
    if hint is Instant:
        return local_time(value, zone).isoformat()
    if hint is Cents:
        return show_amount(value)
    return value.isoformat() if isinstance(value, date) else value


@cache
def _hints_of(record: Any) -> dict[str, Any]:
    hints = get_type_hints(record)
    return {field.name: _without_blank(hints[field.name]) for field in fields(record)}


def _without_blank(hint: Any) -> Any:
    kinds = [part for part in get_args(hint) if part is not NoneType]
    return kinds[0] if len(kinds) == 1 else hint
