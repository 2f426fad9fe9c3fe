"""Whose the record is on PostgreSQL: the program's role adds to it and reads it, and can do nothing else, whatever it tries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
import pytest
from psycopg import sql

from engine.store import log, ownership, schema
from engine.store.record import Record, open_record
from engine.store.tables import METADATA
from engine.vocabulary.problems import Refused
from tests import databases
from tests.databases import PROGRAM
from tests.postgresql_server import ADMINISTRATOR
from tests.store.act_factories import append, company, entry
from tests.wording.read import english, lines

EVERY_TABLE = sorted(METADATA.tables)


@pytest.fixture(scope="module")
def filled() -> Iterator[str]:
    """A record that an administrator made and the program filled; none of the tests that share it gets anything done."""
    made = databases.new_database_with_a_record()
    with closing(open_record(databases.server().url(made, PROGRAM))) as record:
        append(record, *company())
    yield made
    databases.drop(made)


@pytest.fixture
def program(filled: str) -> Iterator[psycopg.Connection[Any]]:
    """The program's role with a client of its own."""
    with psycopg.connect(host="127.0.0.1", port=databases.server().port, user=PROGRAM, dbname=filled, autocommit=True) as connection:
        yield connection


@pytest.fixture
def new_role() -> Iterator[str]:
    """The name of a role that may log in; what is done for it is for the test to say."""
    name = f"role_{token_hex(4)}"
    with databases.server().administer() as connection:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
        yield name
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def url(database: str, role: str = PROGRAM) -> str:
    return databases.server().url(database, role)


def faults(database: str, role: str = PROGRAM) -> list[str]:
    """What is wrong with the rights of whoever connects so, by code."""
    with closing(open_record(url(database, role))) as record, record.reading() as connection:
        return [problem.code for problem in ownership.ownership_faults(connection)]


def length(record: Record) -> int:
    with record.reading() as connection:
        return log.head(connection).length


@pytest.mark.parametrize("table", EVERY_TABLE)
@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE {0} SET {1} = {1}",
        "TRUNCATE {} CASCADE",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "ALTER TABLE {} DISABLE TRIGGER USER",
        "ALTER TABLE {} OWNER TO CURRENT_USER",
        "ALTER TABLE {} ADD COLUMN other integer",
        "DROP TABLE {} CASCADE",
        "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT ({2}) DO UPDATE SET {1} = excluded.{1}",
        "CREATE TRIGGER other BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION klausel_append_only()",
        "CREATE RULE other AS ON INSERT TO {} DO INSTEAD NOTHING",
        "CREATE TABLE other (of bigint REFERENCES {0})",
    ],
)
def test_the_programs_role_cannot_change_a_table_nor_what_is_in_it(program: psycopg.Connection[Any], table: str, attempt: str) -> None:
    key = [column.name for column in METADATA.tables[table].primary_key.columns]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        program.execute(attempt.format(table, key[0], ", ".join(key)))


@pytest.mark.parametrize("table", sorted(set(EVERY_TABLE) - {"personal"}))
def test_the_programs_role_cannot_delete_a_row(program: psycopg.Connection[Any], table: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        program.execute(f"DELETE FROM {table}")


def test_a_personal_row_may_be_deleted_by_right_and_is_kept_by_its_trigger(program: psycopg.Connection[Any]) -> None:
    with pytest.raises(psycopg.errors.RestrictViolation, match="personal: what is recorded is never changed or deleted"):
        program.execute("DELETE FROM personal")


@pytest.mark.parametrize(
    "attempt",
    [
        "SET session_replication_role = replica",
        "SET ROLE klausel_owner",
        "GRANT klausel_owner TO CURRENT_USER",
        "UPDATE alembic_version SET version_num = '0000'",
        "INSERT INTO alembic_version VALUES ('0000')",
        "CREATE OR REPLACE FUNCTION klausel_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "DROP FUNCTION klausel_without_holes() CASCADE",
        "DROP SCHEMA public CASCADE",
        "CREATE TABLE other (page integer)",
    ],
)
def test_the_programs_role_cannot_step_around_the_guards(program: psycopg.Connection[Any], attempt: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        program.execute(attempt)


def test_the_programs_role_is_without_fault_and_nobody_can_log_in_as_the_owner(filled: str) -> None:
    assert faults(filled) == []
    with databases.server().administer(filled) as connection:
        owners = connection.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'").fetchall()
        assert owners == [(ownership.OWNER,)]
        assert connection.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", [ownership.OWNER]).fetchone() == (False,)


def test_a_program_that_may_make_no_roles_makes_its_record_all_the_same_and_is_warned(database: str) -> None:
    with closing(open_record(url(database), create=True)) as record:
        (warning,) = record.warnings
        assert append(record, *company()).length == len(company())
    assert (warning.code, english(warning)) == (
        "owns_the_record",
        f"`{PROGRAM}` owns the record's tables, or may make itself their owner, and so could change what is recorded; "
        f"an administrator of the database runs `klausel --db URL db upgrade --role {PROGRAM}`",
    )
    assert faults(database) == ["owns_the_record"]


def test_an_administrator_takes_the_record_from_the_program_which_goes_on_writing_to_it(database: str) -> None:
    with closing(open_record(url(database), create=True)) as record:
        append(record, *company())
        with closing(open_record(url(database, ADMINISTRATOR), create=True, role=PROGRAM)) as handed_over:
            assert handed_over.warnings == ()
        assert append(record, entry("E9")).length == length(record) == len(company()) + 1
    assert faults(database) == []
    client = psycopg.connect(host="127.0.0.1", port=databases.server().port, user=PROGRAM, dbname=database)
    with client, pytest.raises(psycopg.errors.InsufficientPrivilege):
        client.execute("DROP TABLE acts CASCADE")


def test_a_role_that_may_make_roles_hands_the_record_over_and_is_told_that_it_could_take_it_back(new_role: str) -> None:
    made = databases.new_database()
    with databases.server().administer() as connection:
        connection.execute(sql.SQL("ALTER ROLE {} CREATEROLE").format(sql.Identifier(new_role)))
        connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(made), sql.Identifier(new_role)))
    with closing(open_record(url(made, new_role), create=True)) as record:
        assert [warning.code for warning in record.warnings] == ["owns_the_record"]
        assert append(record, *company()).length == len(company())
    with databases.server().administer(made) as connection:
        assert connection.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'").fetchall() == [
            (ownership.OWNER,)
        ]
    databases.drop(made)


def test_a_superuser_is_told_that_nothing_keeps_it_from_changing_the_record(database: str) -> None:
    with closing(open_record(url(database, ADMINISTRATOR), create=True)) as record:
        (warning,) = record.warnings
    assert (warning.code, english(warning)) == (
        "superuser",
        "`postgres` is a superuser, whom nothing keeps from changing the record; "
        "an administrator of the database runs `klausel --db URL db upgrade --role NAME`",
    )


def test_a_role_with_too_many_or_too_few_rights_is_told_which(new_role: str) -> None:
    made = databases.new_database_with_a_record()
    with databases.server().administer(made) as connection:
        for change in (
            "GRANT SELECT, INSERT, UPDATE (hourly_rate) ON rates TO {}",
            "GRANT SELECT, INSERT, DELETE ON personal TO {}",
            *(f"GRANT SELECT, INSERT ON {kind} TO {{}}" for kind in EVERY_TABLE if kind not in {"acts", "personal", "rates", "waivers"}),
            "GRANT SELECT, TRUNCATE ON waivers TO {}",
            "GRANT SELECT, INSERT ON acts TO {}",
            "GRANT SELECT ON alembic_version TO {}",
        ):
            connection.execute(sql.SQL(change).format(sql.Identifier(new_role)))
    with closing(open_record(url(made, new_role))) as record, record.reading() as connection:
        found = ownership.ownership_faults(connection)
    remedy = f"an administrator of the database runs `klausel --db URL db upgrade --role {new_role}`"
    assert [(problem.code, english(problem)) for problem in found] == [
        ("too_many_rights", f"`{new_role}` may TRUNCATE waivers, UPDATE rates, though it never should; {remedy}"),
        ("too_few_rights", f"`{new_role}` may not INSERT waivers, and has to; {remedy}"),
    ]
    open_record(url(made, ADMINISTRATOR), create=True, role=new_role).close()
    assert faults(made, new_role) == []
    assert faults(made) == [], "who could write before still can"
    databases.drop(made)


def test_a_role_that_is_not_there_is_refused(database: str) -> None:
    with pytest.raises(Refused) as refused:
        open_record(url(database, ADMINISTRATOR), create=True, role="nobody_s")
    assert lines(refused.value) == ["there is no role `nobody_s` on that server; make it with `createuser nobody_s`, then try again"]


def test_a_role_that_may_not_hand_the_record_over_is_told_so(database: str) -> None:
    with pytest.raises(Refused) as refused:
        open_record(url(database), create=True, role=PROGRAM)
    assert [problem.kind for problem in refused.value.problems] == ["unwritable"]
    with pytest.raises(Refused) as refused:
        open_record(url(database))
    assert lines(refused.value)[0].startswith("nothing is recorded yet at")


def test_an_older_record_that_is_not_the_programs_is_for_an_administrator_to_upgrade(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    last = schema.HEAD
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9000"))
    monkeypatch.setattr(schema, "HEAD", "9000")
    with pytest.raises(Refused) as refused:
        open_record(url(filled), create=True)
    assert lines(refused.value) == [
        f"the record at `{url(filled)}` has schema revision `{last}`, this klausel needs `9000`; "
        "an administrator of the database brings it up to date: `klausel --db URL db upgrade`"
    ]


def test_a_file_knows_no_roles(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_record(f"sqlite:///{tmp_path / 'klausel.db'}", create=True, role="anna")
    assert lines(refused.value) == ["a file knows no role `anna`; leave `--role` out, or name a database on PostgreSQL"]
    made = open_record(f"sqlite:///{tmp_path / 'klausel.db'}", create=True)
    with made.reading() as connection:
        assert (made.warnings, ownership.ownership_faults(connection)) == ((), ())
