"""The table of a kind of act, made from its record: a column a field, of the field's type, with what the type says of its values.

Personal fields have none: they stand in `personal`. What only a database needs besides, indexes and checks across columns,
is said where the table is asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import new_class
from typing import Any, NewType, cast

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from engine.books.fields import FieldType, RefersTo, field_types
from engine.store.kinds import KINDS, VERSIONED_KINDS
from engine.store.log_tables import SEQUENCE, TypedRow, one_of, whole_number, yes_or_no

Constraint = CheckConstraint | ForeignKeyConstraint | UniqueConstraint | Index


def typed_table(
    kind: str,
    *constraints: Constraint,
    indexed: Collection[str] = (),
    unique: Collection[str] = (),
    references: Mapping[str, str] | None = None,
) -> type[TypedRow]:
    """The SQLModel table of an act's kind. The record's first field, its id, is unique, but for kinds whose id has several rows.

    `indexed`, `unique`: further fields; `references`: foreign keys that the record's types do not say (`field: "table.column"`)."""
    of_kind = KINDS[kind]
    types = field_types(of_kind.record)
    first = of_kind.identity
    columns: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    choices: list[Constraint] = []
    for name in of_kind.plain:
        of_field = types[name]
        is_unique = name in unique or (name == first and kind not in VERSIONED_KINDS)
        is_indexed = name in indexed or (name == first and not is_unique)
        foreign_key = (references or {}).get(name) or _foreign_key(of_field)
        options = {"unique": is_unique or None, "index": is_indexed or None, "foreign_key": foreign_key}
        hints[name], columns[name] = _column(name, of_field, {said: value for said, value in options.items() if value})
        if of_field.choices:
            choices.append(one_of(name, *of_field.choices))

    def body(namespace: dict[str, Any]) -> None:
        namespace |= {
            "__module__": __name__,
            "__doc__": f"An act of the kind {kind}.",
            "__tablename__": kind,
            "__table_args__": (*choices, *constraints),
            "__annotations__": hints,
            **columns,
        }

    return cast("type[TypedRow]", new_class(f"{of_kind.record.__name__}Row", (TypedRow,), {"table": True}, body))


def _column(name: str, of_field: FieldType, options: Mapping[str, Any]) -> tuple[Any, Any]:
    """Its type as SQLModel takes it, and the column."""
    bare = of_field.bare
    while isinstance(bare, NewType):
        bare = bare.__supertype__
    if of_field.choices:
        bare = str
    hint = bare | None if of_field.may_be_blank else bare
    if bare is bool:
        return hint, yes_or_no(name)
    if options.get("foreign_key") == "acts.seq":
        return hint, Field(sa_type=SEQUENCE, **options)
    if bare is int:
        return hint, whole_number(**options)
    assert bare in (str, date), (name, bare)
    return hint, Field(**options)


def _foreign_key(of_field: FieldType) -> str | None:
    """Of a field that names one act; customers and people have several rows an id, so nothing can point at one of them."""
    refers = of_field.mark(RefersTo)
    if refers is None or refers.kind in VERSIONED_KINDS:
        return None
    return f"{refers.kind}.{KINDS[refers.kind].identity}"
