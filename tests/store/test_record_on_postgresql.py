"""A record on a server is opened where it is and made only where that was asked for; every refusal word for word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from engine.store import act_queries
from engine.store.database import WRITING_LOCK
from engine.store.record import open_record
from engine.vocabulary.problems import Refused
from tests import databases
from tests.databases import PROGRAM
from tests.store.act_factories import append, company, entry, rate
from tests.wording.read import english, lines


@pytest.fixture
def empty() -> Iterator[str]:
    """The URL of a database without a table."""
    database = databases.new_database()
    yield databases.server().url(database, PROGRAM)
    databases.drop(database)


@pytest.fixture
def filled() -> Iterator[str]:
    """The URL of a record with a company in it."""
    database = databases.new_database_with_a_record()
    url = databases.server().url(database, PROGRAM)
    with closing(open_record(url)) as record:
        append(record, *company())
    yield url
    databases.drop(database)


def told(url: str, *, create: bool = False) -> tuple[str, str]:
    """Code and message of the one problem with a place."""
    with pytest.raises(Refused) as refused:
        open_record(url, create=create, patience=5)
    (problem,) = refused.value.problems
    assert "\n" not in english(problem)
    return problem.kind, english(problem)


def test_in_an_empty_database_nothing_is_recorded_and_nothing_comes_into_being(empty: str) -> None:
    remedy = "make one with `klausel import DIR` (or `klausel demo` for an invented company), or name another place with --db"
    for _ in range(2):
        assert told(empty) == ("no_record", f"nothing is recorded yet at `{empty}`; {remedy}")


@pytest.mark.parametrize("create", [False, True])
def test_a_database_of_something_else_is_left_as_it_is(empty: str, create: bool) -> None:
    with databases.outside(empty) as stranger:
        stranger.exec_driver_sql("CREATE TABLE acts (page integer)")
        stranger.commit()
    assert told(empty, create=create) == ("not_a_record", f"`{empty}` is no record of klausel's; name another place with --db")


def test_a_database_that_is_not_there_is_named(empty: str) -> None:
    code, message = told(f"{empty}_other", create=True)
    assert code == "unreachable"
    assert message.startswith(f"the record at `{empty}_other` cannot be reached: ")
    assert message.endswith("; see that the server runs and knows you")


def test_a_writer_that_waits_too_long_for_another_is_refused_and_a_reader_does_not_wait(filled: str) -> None:
    with closing(open_record(filled, patience=1)) as hasty:
        with databases.outside(filled) as stranger:
            stranger.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITING_LOCK})")
            with pytest.raises(Refused) as refused:
                append(hasty, entry("E9"))
            assert lines(refused.value) == [
                f"the record at `{filled}` is being written by somebody else, and stayed so; try again in a moment"
            ]
            with hasty.reading() as connection:
                assert len(act_queries.everything(connection).requests) == 1
        assert append(hasty, entry("E9")).length == len(company()) + 1


def test_idle_connections_that_were_cut_are_opened_again(filled: str) -> None:
    with closing(open_record(filled)) as record:
        with databases.outside(filled) as stranger:
            stranger.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert append(record, entry("E9")).length == len(company()) + 1


def test_a_connection_that_breaks_in_the_middle_keeps_nothing_and_is_reported_in_one_line(filled: str) -> None:
    with closing(open_record(filled)) as record:
        with pytest.raises(Refused) as refused, record.writing() as connection:
            backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with databases.outside(filled) as stranger:
                stranger.exec_driver_sql(f"SELECT pg_terminate_backend({backend}, 5000)")
            connection.exec_driver_sql("SELECT 1")
        (problem,) = refused.value.problems
        assert problem.code == "unreachable"
        assert "\n" not in english(problem)
        assert append(record, entry("E9")).length == len(company()) + 1


def test_what_the_server_says_beyond_that_is_passed_on_in_one_line(filled: str) -> None:
    with closing(open_record(filled)) as record:
        with pytest.raises(Refused) as refused, record.reading() as connection:
            connection.exec_driver_sql("SELECT * FROM nowhere")
        assert lines(refused.value) == [f'the record at `{filled}` cannot be used: relation "nowhere" does not exist']


def test_a_role_without_a_right_is_told_whom_to_ask(filled: str) -> None:
    with databases.server().administer(filled.rpartition("/")[2]) as administrator:
        administrator.execute(f"REVOKE INSERT ON rates FROM {PROGRAM}")
    with closing(open_record(filled)) as record, pytest.raises(Refused) as refused:
        append(record, rate("RT9"))
    assert [problem.kind for problem in refused.value.problems] == ["unwritable"]
