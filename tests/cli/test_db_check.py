"""`klausel db check`: whatever keeps a database from holding the line is found, a line a finding."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from engine.store.record import open_record
from engine.store.schema import HEAD
from engine.store.schema_digests import expected_digests
from tests.cli.shell import Shell
from tests.store.act_factories import append, customer, person, pin, rate, request
from tests.store.places import KINDS, Places, as_administrator, by_an_administrator, path_of
from tests.store.write_schema_digests import made_at

RESTORE = "; put back a copy of the record, or move it to a new one with `klausel db move --to URL`"
REMOVE = "; have it removed by who looks after the database"
ENABLE = "; who owns the table runs `ALTER TABLE … ENABLE TRIGGER ALL`"

# On both databases by itself, whichever one a run is on.
pytestmark = pytest.mark.sqlite


def a_record(kind: str, places: Places) -> str:
    url = places.with_an_empty_record(kind)
    record = open_record(url)
    append(record, pin(), rate(), customer(), person(), request())
    record.close()
    return url


def a_record_of_its_own(places: Places) -> str:
    """One that the program's role made for itself."""
    url = places.empty("postgresql")
    open_record(url, create=True).close()
    return url


def done_outside(url: str, *statements: str) -> None:
    """What somebody does who has the file, or is the server's administrator."""
    if url.startswith("postgresql"):
        by_an_administrator(url, *statements)
        return
    with closing(sqlite3.connect(path_of(url), isolation_level=None)) as stranger:
        for statement in statements:
            stranger.execute(statement)


def findings(shell: Shell, url: str) -> list[str]:
    """What is found, without what would do; and it is told with `--json` too."""
    result = shell.klausel("--db", url, "db", "check")
    told = json.loads(shell.klausel("--db", url, "db", "check", "--json").out)
    assert (result.status, told["sound"]) == ((1, False) if result.err else (0, True))
    lines = [line.removeprefix("klausel: ") for line in result.err.splitlines()]
    assert [finding["message"] for finding in told["findings"]] == lines
    return [line.removesuffix(RESTORE).removesuffix(REMOVE).removesuffix(ENABLE) for line in lines]


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_record_is_made_of_what_is_written_down(kind: str, places: Places) -> None:
    """Where this fails after a new revision: `python -m tests.store.write_schema_digests` writes it down."""
    assert made_at(places.empty(kind)) == expected_digests(kind)


def test_no_digest_holds_a_number_that_the_server_hands_out(places: Places) -> None:
    """A server with other locales gives its language another number, and so does one that makes it again."""
    url = places.empty("postgresql")
    by_an_administrator(url, "DROP EXTENSION plpgsql", "CREATE EXTENSION plpgsql")
    assert made_at(url) == expected_digests("postgresql")


def test_settings_of_a_server_change_nothing_of_what_a_record_is_made_of(places: Places) -> None:
    url = places.empty("postgresql")
    settings = {"quote_all_identifiers": "on", "standard_conforming_strings": "off", "DateStyle": "German", "search_path": "other, public"}
    database = url.rpartition("/")[2]
    by_an_administrator(url, *(f"ALTER DATABASE {database} SET {name} = {value}" for name, value in settings.items()))
    assert made_at(url) == expected_digests("postgresql")


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_with_acts_in_it_is_sound(kind: str, shell: Shell, places: Places) -> None:
    url = a_record(kind, places)
    result = shell.klausel("--db", url, "db", "check")
    shown = open_record(url).address.shown
    assert (result.status, result.out, result.err) == (0, f"{shown} is sound, at schema revision {HEAD}\n", "")


def test_every_trigger_that_is_gone_from_a_file_is_missed(shell: Shell, places: Places) -> None:
    url = a_record("sqlite", places)
    triggers = [what.removeprefix("trigger ") for what in expected_digests("sqlite") if what.startswith("trigger ")]
    assert len(triggers) > 100
    done_outside(url, *(f"DROP TRIGGER {trigger}" for trigger in triggers))
    assert findings(shell, url) == [f"`trigger {trigger}` is missing" for trigger in sorted(triggers)]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("DROP INDEX ix_people_person_id", ["`index ix_people_person_id` is missing"]),
        ("CREATE TRIGGER quiet BEFORE INSERT ON acts BEGIN SELECT RAISE(IGNORE); END", ["`trigger quiet` is not klausel's"]),
        ("ALTER TABLE waivers ADD COLUMN note TEXT", ["`table waivers` is not as klausel makes it"]),
        ("DROP TABLE statement_parts", None),
    ],
)
def test_whatever_else_is_not_as_it_was_made_in_a_file_is_named(
    statement: str, found: list[str] | None, shell: Shell, places: Places
) -> None:
    url = a_record("sqlite", places)
    done_outside(url, statement)
    assert found is None or findings(shell, url) == found
    assert found is not None or "`table statement_parts` is missing" in findings(shell, url)


def test_a_trigger_that_was_replaced_by_one_that_does_nothing_is_named(shell: Shell, places: Places) -> None:
    url = a_record("sqlite", places)
    done_outside(url, "DROP TRIGGER acts_no_delete", "CREATE TRIGGER acts_no_delete BEFORE DELETE ON acts BEGIN SELECT 1; END")
    assert findings(shell, url) == ["`trigger acts_no_delete` is not as klausel makes it"]


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["ALTER TABLE acts DISABLE TRIGGER acts_append_only"], ["`trigger acts_append_only` is switched off"]),
        (
            ["ALTER TABLE waivers DISABLE TRIGGER ALL"],
            [
                "`references of waivers` is switched off",
                "`trigger waivers_append_only` is switched off",
                "`trigger waivers_rules` is switched off",
            ],
        ),
        (["DROP TRIGGER acts_append_only ON acts"], ["`trigger acts_append_only` is missing"]),
        (
            ["CREATE OR REPLACE FUNCTION klausel_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"],
            ["`function klausel_append_only` is not as klausel makes it"],
        ),
        (["DROP INDEX ix_people_person_id"], ["`index ix_people_person_id` is missing"]),
        (["ALTER TABLE consents DROP CONSTRAINT ck_consents_granted"], ["`constraint ck_consents_granted` is missing"]),
        (["ALTER TABLE waivers ADD COLUMN note text"], ["`table waivers` is not as klausel makes it"]),
        (["ALTER TABLE waivers ALTER COLUMN waived_by DROP NOT NULL"], ["`table waivers` is not as klausel makes it"]),
        (["CREATE RULE quiet AS ON INSERT TO waivers DO INSTEAD NOTHING"], ["`rule quiet` is not klausel's"]),
        (["ALTER TABLE waivers ENABLE ROW LEVEL SECURITY"], ["`table waivers` is not as klausel makes it"]),
    ],
)
def test_whatever_is_not_as_it_was_made_on_a_server_is_named(statements: list[str], found: list[str], shell: Shell, places: Places) -> None:
    url = a_record("postgresql", places)
    done_outside(url, *statements)
    assert findings(shell, url) == found


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_that_names_what_is_not_there_is_found(kind: str, shell: Shell, places: Places) -> None:
    url = a_record(kind, places)
    strange = ["INSERT INTO retractions VALUES (9, 'X1', 'requests', 'R9', 1, 'bo')"]
    if kind == "postgresql":
        done_outside(url, "SET session_replication_role = replica", *strange)
    else:
        with closing(sqlite3.connect(path_of(url), isolation_level=None)) as stranger:
            rules = [
                row[0] for row in stranger.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'retractions'")
            ]
            for rule in rules:
                stranger.execute(f"DROP TRIGGER {rule.split()[2]}")
            for statement in (*strange, *rules):
                stranger.execute(statement)
    assert sorted(findings(shell, url)) == [
        "`retractions`: `kind, id` of seq 9 names what is not in acts (the only such row)",
        "`retractions`: `seq` of seq 9 names what is not in acts (the only such row)",
    ]


def test_a_page_that_a_disk_mangled_is_found(shell: Shell, places: Places) -> None:
    url = a_record("sqlite", places)
    with closing(sqlite3.connect(path_of(url))) as stranger:
        (root,) = stranger.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'uq_acts_kind' OR name = 'sqlite_autoindex_acts_1'"
        ).fetchone()
        (size,) = stranger.execute("PRAGMA page_size").fetchone()
    with path_of(url).open("r+b") as file:
        file.seek(root * size - 60)
        file.write(b"\x00" * 40)
    found = findings(shell, url)
    assert found and all(line.startswith("SQLite finds the file damaged, `") for line in found)


def test_an_older_record_is_not_sound_until_it_is_upgraded(shell: Shell, places: Places) -> None:
    url = places.with_an_empty_record("sqlite")
    done_outside(url, "UPDATE alembic_version SET version_num = '0001'")
    (found,) = findings(shell, url)
    assert found.startswith(f"the record at `{path_of(url)}` has schema revision `0001`, this klausel needs `{HEAD}`")


def test_where_there_is_no_record_the_question_cannot_be_answered(shell: Shell) -> None:
    result = shell.klausel("db", "check")
    assert (result.status, result.err.split(";")[0]) == (2, "klausel: there is no record at `klausel.db`")


def test_roles_that_could_change_what_is_recorded_are_named(shell: Shell, places: Places) -> None:
    (superuser,) = findings(shell, as_administrator(a_record("postgresql", places)))
    assert superuser.startswith("`postgres` is a superuser, whom nothing keeps from changing the record; ")
    (owner,) = findings(shell, a_record_of_its_own(places))
    assert owner.startswith("`klausel_program` owns the record's tables, or may make itself their owner")
