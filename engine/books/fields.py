"""What a field of a record may hold: each type says once how its values are bounded, and what they refer to.

Readers of files and forms, the tables, and the checks on what may be recorded all go by these types."""

from __future__ import annotations

from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, Literal, NewType, TypeVar, get_args, get_origin, get_type_hints

from engine.vocabulary.money import Cents

Key = NewType("Key", str)
Word = NewType("Word", str)
Minutes = NewType("Minutes", int)

Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True)
class PersonalText:
    """Names, addresses, free text: kept apart in the store, so that a person can be erased."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The smallest and the largest number."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class RefersTo:
    """The id of an act of another kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class CodeList:
    """A value of a list that others keep."""

    name: Literal["countries", "currencies"]


Personal = Annotated[str, PersonalText()]
Country = Annotated[Word, CodeList("countries")]
Currency = Annotated[Word, CodeList("currencies")]
# no hourly rate is 0; work that costs nothing is waived
HourlyRate = Annotated[Cents, Bounds(1, 10**11 - 1)]
WorkMinutes = Annotated[Minutes, Bounds(1, 1440)]
MaxMinutes = Annotated[Minutes, Bounds(1, 1_000_000)]
CustomerId = Annotated[Key, RefersTo("customers")]
PersonId = Annotated[Key, RefersTo("people")]
RequestId = Annotated[Key, RefersTo("requests")]
QuoteId = Annotated[Key, RefersTo("quotes")]
ConsentId = Annotated[Key, RefersTo("consents")]
EntryId = Annotated[Key, RefersTo("time_entries")]


@dataclass(frozen=True, slots=True)
class FieldType:
    """A field's type taken apart: its bare type (`Key`, `Instant`, a Literal …), what is said beside it, whether it may be blank."""

    bare: Any
    marks: tuple[object, ...]
    may_be_blank: bool

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of a Literal; none for anything else."""
        return get_args(self.bare) if get_origin(self.bare) is Literal else ()

    def mark(self, kind: type[Mark]) -> Mark | None:
        """What is said of the field beside its type, if it is of that kind."""
        return next((mark for mark in self.marks if isinstance(mark, kind)), None)


def field_types(record: type) -> dict[str, FieldType]:
    """A record's fields in their order, each with its type taken apart."""
    return {name: _taken_apart(hint) for name, hint in get_type_hints(record, include_extras=True).items()}


def _taken_apart(hint: Any) -> FieldType:
    parts = get_args(hint)
    may_be_blank = NoneType in parts
    if may_be_blank:
        hint = next(part for part in parts if part is not NoneType)
    if get_origin(hint) is Annotated:
        bare, *marks = get_args(hint)
        return FieldType(bare, tuple(marks), may_be_blank)
    return FieldType(hint, (), may_be_blank)
