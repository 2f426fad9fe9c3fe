"""Acts that were recorded by mistake count as if they had not been.

Who may retract, and what still refers to an act, is asked where a retraction is recorded, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter
from typing import TypeVar, cast

from engine.books.fields import Key
from engine.books.records import Retraction, type_of_kind

Act = TypeVar("Act")

kind_of_type: dict[type, str] = {of_kind: kind for kind, of_kind in type_of_kind.items()}
_id_of_type: dict[type, Callable[[object], object]] = {of_kind: attrgetter(fields(of_kind)[0].name) for of_kind in kind_of_type}


def id_of(act: object) -> Key:
    """The id of an act: its first field, whatever its kind. (A customer's or person's key also holds `valid_from`.)"""
    return cast(Key, _id_of_type[type(act)](act))


def without_retracted(acts: Iterable[Act], retractions: Iterable[Retraction]) -> list[Act]:
    """`acts` of one kind or several, in their order, less those that `retractions` name by kind and id."""
    retracted = {(retraction.kind, retraction.id) for retraction in retractions}
    if not retracted:
        return list(acts)
    return [act for act in acts if (kind_of_type[type(act)], id_of(act)) not in retracted]
