"""Erasing on PostgreSQL: the program's role erases, and whoever owns the tables wipes the bytes; the server's files are searched."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from engine.store import act_queries
from engine.store.record import open_record
from engine.use_cases.audit.erase import Erased, erase
from engine.use_cases.intake.record_acts import record_acts
from tests import databases
from tests.postgresql_server import ADMINISTRATOR
from tests.use_cases.desk_driver import NOW, deciders
from tests.use_cases.erasure_checks import IN_TIME, TO_THE_OWNER, still_to_do
from tests.use_cases.tiny_company import tiny

NAME = "Nadelöhr"


@pytest.fixture
def database() -> Iterator[str]:
    """A record with the tiny company; the program's role may read, append, and delete from `personal`."""
    name = databases.new_database_with_a_record()
    with databases.server().administer(name) as administrator:
        administrator.execute(f"GRANT DELETE ON personal TO {databases.PROGRAM}")
    record = open_record(databases.server().url(name, databases.PROGRAM))
    typed = [(kind, row) for kind, rows in tiny().change("people", "P2", name=NAME).rows.items() for row in rows]
    record_acts(typed, record, deciders(), now=NOW, who="anna")
    record.close()
    yield name
    databases.drop(name)


def erased(database: str, role: str) -> Erased:
    record = open_record(databases.server().url(database, role))
    done = erase(record, deciders(), "P2", reason="asked for it", now=IN_TIME, who="dpo")
    with record.reading() as connection:
        people = act_queries.everything(connection, personal={"people"}).people
    record.close()
    assert [one.name for one in people] == ["Person Eins", "P2", "Person Drei"]
    return done


def in_the_servers_files(database: str) -> bool:
    """Whether the name stands in a file of this database, once all that is only in memory was written out."""
    with databases.server().administer(database) as administrator:
        administrator.execute("CHECKPOINT")
        row = administrator.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    assert row is not None
    folder = databases.server().folder / "data" / "base" / str(row[0])
    return any(NAME.encode() in file.read_bytes() for file in folder.iterdir() if file.is_file())


def test_the_programs_role_erases_and_says_who_has_to_wipe_the_files(database: str) -> None:
    assert in_the_servers_files(database)
    done = erased(database, databases.PROGRAM)
    assert done.erased == {"people": 1}
    assert still_to_do(done) == [TO_THE_OWNER]
    for _ in range(20):
        with databases.server().administer(database) as owner:
            owner.execute("VACUUM FULL personal")
        if not in_the_servers_files(database):
            break
        time.sleep(0.2)  # another test's connection just began: the server keeps for it what it might see
    else:
        pytest.fail("the name is still there")


def test_the_owner_of_the_tables_wipes_them_at_once(database: str) -> None:
    done = erased(database, ADMINISTRATOR)
    assert (done.erased, done.left_to_do) == ({"people": 1}, ())
    assert not in_the_servers_files(database)


def test_while_somebody_reads_the_old_text_is_kept_for_them_and_it_is_said(database: str) -> None:
    with databases.server().administer(database) as reader:
        reader.autocommit = False
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT count(*) FROM acts")
        done = erased(database, ADMINISTRATOR)
    assert still_to_do(done) == ["somebody is reading, so that the old text is still in the server's files; run this again"]
    again = erase_again(database)
    assert again.left_to_do == ()
    assert not in_the_servers_files(database)


def erase_again(database: str) -> Erased:
    record = open_record(databases.server().url(database, ADMINISTRATOR))
    done = erase(record, deciders(), "P2", reason="asked for it", now=IN_TIME, who="dpo")
    record.close()
    return done
