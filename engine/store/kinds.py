"""What the log holds: for each kind of act its record, its key, and which of its fields are personal.

Answers how a record of engine.books is named and split for the store: `key` (one act, one key), the personal fields that
stand apart, the plain ones that the chain covers openly. Knows no database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from engine.books import records
from engine.books.records import Closing, Erasure, Key, Word
from engine.store.policy_acts import POLICY_ACTS

PERSONAL_MARK = "personal"
# Whoever moves is the same id with a later `valid_from` (contract.md), so their key is both.
VERSIONED_KINDS = frozenset({"customers", "people"})


@dataclass(frozen=True, slots=True)
class PolicyPin:
    """The meaning that a policy version (`PACK@VERSION`) had when the first act was recorded under it."""

    policy: Key
    meaning_digest: Word


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of act. `fields` is all of the record's, in its order; `plain` and `personal` are its two parts."""

    name: str
    record: type
    fields: tuple[str, ...]
    plain: tuple[str, ...]
    personal: tuple[str, ...]
    required: frozenset[str]
    plain_values: Callable[[Any], tuple[object, ...]]

    @property
    def identity(self) -> str:
        """The column that holds the act's id: the record's first."""
        return self.fields[0]

    def key(self, record: Any) -> str:
        """The act's key: its id, and for customers and people `id@valid_from` (`id@` where that is blank)."""
        identity: str = getattr(record, self.identity)
        if self.name not in VERSIONED_KINDS:
            return identity
        return f"{identity}@{record.valid_from.isoformat() if record.valid_from is not None else ''}"


def _is_personal(hint: object) -> bool:
    if get_origin(hint) is Annotated:
        return PERSONAL_MARK in get_args(hint)[1:]
    return any(_is_personal(part) for part in get_args(hint))


def _kind(name: str, record: type) -> Kind:
    hints = get_type_hints(record, include_extras=True)
    names = tuple(field.name for field in fields(record))
    personal = tuple(field for field in names if _is_personal(hints[field]))
    plain = tuple(field for field in names if field not in personal)
    required = frozenset(field for field in names if type(None) not in get_args(hints[field]))
    return Kind(name, record, names, plain, personal, required, attrgetter(*plain))


# In this order rows are stored: what is referred to comes before what refers to it.
INTERNAL_KINDS: dict[str, type] = {"policy_pins": PolicyPin, "closings": Closing, "erasures": Erasure, **POLICY_ACTS}
KINDS: dict[str, Kind] = {name: _kind(name, record) for name, record in (records.type_of_kind | INTERNAL_KINDS).items()}


def key_of(kind: str, record: object) -> str:
    """The key under which an act of this kind stands in the log. Raises KeyError for a kind that is none."""
    return KINDS[kind].key(record)
