"""The tables hold what the records hold, and the migrations make what the tables say."""

from __future__ import annotations

import re
import types
from datetime import date
from pathlib import Path
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import BigInteger, Boolean, CheckConstraint, Date, UniqueConstraint, inspect
from sqlalchemy.types import TypeEngine
from sqlmodel import AutoString

from engine.store import schema
from engine.store.kinds import KINDS, RETRACTABLE
from engine.store.tables import METADATA, TABLE_OF_KIND
from tests import databases
from tests.store.act_factories import record

EVERY_KIND = sorted(KINDS)
TYPES: dict[object, type[TypeEngine[Any]]] = {str: AutoString, int: BigInteger, bool: Boolean, date: Date}


def bare(hint: object) -> tuple[object, bool]:
    """The plain type of a field's hint, and whether the field may be blank."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(part for part in get_args(hint) if part is not type(None))
        return bare(inner)[0], True
    while isinstance(hint, NewType):
        hint = hint.__supertype__
    return hint, False


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_columns_of_a_table_are_the_fields_of_its_record_without_the_personal_ones(kind: str) -> None:
    assert [column.name for column in TABLE_OF_KIND[kind].columns] == ["seq", *KINDS[kind].plain]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_column_has_its_fields_type_and_is_blank_where_the_field_may_be(kind: str) -> None:
    hints = get_type_hints(KINDS[kind].record)
    for name in KINDS[kind].plain:
        plain, blank = bare(hints[name])
        column = TABLE_OF_KIND[kind].c[name]
        assert column.nullable is blank, name
        expected = AutoString if get_origin(plain) is Literal else TYPES[plain]
        assert isinstance(column.type, expected), name


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_an_enumeration_is_checked_by_the_database_value_by_value(kind: str) -> None:
    hints = get_type_hints(KINDS[kind].record)
    checks = {str(c.name): str(c.sqltext) for c in TABLE_OF_KIND[kind].constraints if isinstance(c, CheckConstraint)}
    for name in KINDS[kind].plain:
        plain, _ = bare(hints[name])
        if get_origin(plain) is Literal:
            assert set(re.findall(r"'(\w+)'", checks[f"ck_{kind}_{name}"])) == set(get_args(plain))


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"customers", "people"}))
def test_an_id_is_unique_where_it_names_one_act(kind: str) -> None:
    unique = [[c.name for c in u.columns] for u in TABLE_OF_KIND[kind].constraints if isinstance(u, UniqueConstraint)]
    assert [KINDS[kind].identity] in unique


def test_what_may_be_retracted_are_the_kinds_that_the_record_of_a_retraction_names() -> None:
    assert get_args(get_type_hints(KINDS["retractions"].record)["kind"]) == RETRACTABLE


def test_names_addresses_and_free_text_stand_in_no_typed_table() -> None:
    personal = {kind: KINDS[kind].personal for kind in KINDS if KINDS[kind].personal}
    assert personal == {
        "customers": ("name", "vat_id", "street", "postal_code", "city"),
        "people": ("name", "email"),
        "requests": ("summary",),
        "determinations": ("reason",),
        "quotes": ("deviation_reason",),
        "consents": ("evidence", "deviation_reason"),
        "time_entries": ("note",),
        "waivers": ("reason",),
        "retractions": ("reason",),
    }


def test_alembic_finds_no_difference_between_the_tables_and_the_migrated_database(tmp_path: Path) -> None:
    with record(tmp_path).reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, METADATA) == []


def test_the_migrated_database_checks_what_the_tables_check(tmp_path: Path) -> None:
    with record(tmp_path).reading() as connection:
        made = {name: {check["name"] for check in inspect(connection).get_check_constraints(name)} for name in METADATA.tables}
    # where yes and no are a type of the database's own, nothing needs to be checked
    native = {"ck_people_portal_registered", "ck_people_may_commission"} if databases.on_postgresql() else set()
    for table in METADATA.tables.values():
        checks = {str(constraint.name) for constraint in table.constraints if isinstance(constraint, CheckConstraint)}
        assert made[table.name] == checks - native


def test_the_revisions_known_without_alembic_are_those_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", "engine.store:migrations")
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    assert tuple(revision.revision for revision in script.walk_revisions())[::-1] == schema.REVISIONS
    assert script.get_current_head() == schema.HEAD
