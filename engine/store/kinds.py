"""What the log holds: for each kind of act its record, its key, and which of its fields are personal.

Answers how a record of engine.books is named and split for the store: `key` (one act, one key), the personal fields that
stand apart, the plain ones that the chain covers openly. Knows no database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from engine.books import records
from engine.books.fields import Key, PersonalText, Word, field_types
from engine.books.records import Closing, Erasure
from engine.store.policy_acts import POLICY_ACTS

# Whoever moves is the same id with a later `valid_from`, so their key is both.
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


def _kind(name: str, record: type) -> Kind:
    types = field_types(record)
    personal = tuple(field for field, of_field in types.items() if of_field.mark(PersonalText))
    plain = tuple(field for field in types if field not in personal)
    required = frozenset(field for field, of_field in types.items() if not of_field.may_be_blank)
    return Kind(name, record, tuple(types), plain, personal, required, attrgetter(*plain))


# Kinds whose acts can be taken back; the record of a retraction names them.
RETRACTABLE = field_types(records.Retraction)["kind"].choices
# In this order rows are stored: what is referred to comes before what refers to it.
INTERNAL_KINDS: dict[str, type] = {"policy_pins": PolicyPin, "closings": Closing, "erasures": Erasure, **POLICY_ACTS}
KINDS: dict[str, Kind] = {name: _kind(name, record) for name, record in (records.type_of_kind | INTERNAL_KINDS).items()}


def key_of(kind: str, record: object) -> str:
    """The key under which an act of this kind stands in the log. Raises KeyError for a kind that is none."""
    return KINDS[kind].key(record)
