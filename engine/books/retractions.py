"""How an act is named where another takes it back: by its kind and its id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import cast

from engine.books.fields import Key
from engine.books.records import type_of_kind

kind_of_type: dict[type, str] = {of_kind: kind for kind, of_kind in type_of_kind.items()}
_id_of_type: dict[type, Callable[[object], object]] = {of_kind: attrgetter(fields(of_kind)[0].name) for of_kind in kind_of_type}


def id_of(act: object) -> Key:
    """The id of an act: its first field, whatever its kind. (A customer's or person's key also holds `valid_from`.)"""
    return cast(Key, _id_of_type[type(act)](act))
