"""A record is opened where it lies and made only where that was asked for; every refusal word for word."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from engine.store import act_queries, database_errors, log, schema
from engine.store.address import read_address
from engine.store.record import Record, open_record
from engine.vocabulary.problems import Refused
from tests import databases
from tests.store.act_factories import append, company, entry, record, url_of
from tests.wording.read import english, lines

NOBODY = 65534


def refusal(attempt: Callable[[], object], folder: Path | None = None) -> tuple[str, str]:
    """Code and message of the one problem, the folder's name replaced by `HERE`."""
    with pytest.raises(Refused) as refused:
        attempt()
    (problem,) = refused.value.problems
    told = english(problem)
    assert "\n" not in told
    return problem.kind, told.replace(str(folder), "HERE") if folder is not None else told


def read(made: Record) -> int:
    with made.reading() as connection:
        return len(act_queries.everything(connection).requests)


def test_a_record_that_was_made_is_found_again_with_its_acts(tmp_path: Path) -> None:
    record(tmp_path, *company()).close()
    assert read(open_record(url_of(tmp_path / "klausel.db"))) == 1
    assert read(open_record(url_of(tmp_path / "klausel.db"), create=True)) == 1


@pytest.mark.sqlite
def test_a_record_is_found_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_record("sqlite:///klausel.db", create=True).close()
    assert (tmp_path / "klausel.db").is_file()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("written", "name"),
    [("with space.db", "with space.db"), ("50%25.db", "50%.db"), ("a%3Fmode=memory", "a?mode=memory"), ("größe#1", "größe#1")],
)
def test_a_file_may_have_any_name(tmp_path: Path, written: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_record(f"sqlite:///{written}", create=True).close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.sqlite
def test_where_no_record_is_the_place_is_named_and_nothing_comes_into_being(tmp_path: Path) -> None:
    assert refusal(lambda: open_record(url_of(tmp_path / "klausel.db")), tmp_path) == (
        "no_record",
        "there is no record at `HERE/klausel.db`; make one with `klausel import DIR` (or `klausel demo` for an invented company), "
        "or name another place with --db",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.sqlite
def test_an_empty_file_is_no_record_and_may_become_one(tmp_path: Path) -> None:
    file = tmp_path / "klausel.db"
    file.touch()
    code, message = refusal(lambda: open_record(url_of(file)), tmp_path)
    assert (code, message.split(";")[0]) == ("no_record", "nothing is recorded yet at `HERE/klausel.db`")
    assert file.stat().st_size == 0
    open_record(url_of(file), create=True).close()
    assert read(open_record(url_of(file))) == 0


@pytest.mark.sqlite
def test_a_folder_that_is_missing_is_not_made(tmp_path: Path) -> None:
    assert refusal(lambda: open_record(url_of(tmp_path / "no" / "klausel.db"), create=True), tmp_path) == (
        "no_folder",
        "there is no folder to make the record `HERE/no/klausel.db` in; make the folder first",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.sqlite
@pytest.mark.parametrize("create", [False, True])
def test_what_is_not_klausels_is_left_as_it_is(tmp_path: Path, create: bool) -> None:
    text, folder, other = tmp_path / "letter.txt", tmp_path / "folder", tmp_path / "other.db"
    text.write_text("Dear customer, " * 200)
    folder.mkdir()
    with closing(sqlite3.connect(other)) as outside:
        outside.execute("CREATE TABLE acts (page INTEGER)")
    for file in (text, folder, other):
        before = file.read_bytes() if file.is_file() else b""
        assert refusal(lambda file=file: open_record(url_of(file), create=create), tmp_path) == (  # type: ignore[misc]
            "not_a_record",
            f"`HERE/{file.name}` is no record of klausel's; name another place with --db",
        )
        assert (file.read_bytes() if file.is_file() else b"") == before


@pytest.mark.parametrize("create", [False, True])
def test_a_record_made_by_a_newer_klausel_is_refused(tmp_path: Path, create: bool) -> None:
    record(tmp_path, *company()).close()
    url = url_of(tmp_path / "klausel.db")
    with databases.outside(url) as outside:
        outside.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
        outside.commit()
    assert refusal(lambda: open_record(url, create=create)) == (
        "newer_record",
        f"the record at `{read_address(url).shown}` has schema revision `0999`, this klausel knows none after `{schema.HEAD}`; "
        "use the klausel that made it, or a newer one",
    )


@pytest.mark.sqlite
def test_a_record_made_by_an_older_klausel_is_refused_with_what_would_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(tmp_path, *company()).close()
    made_at = schema.HEAD
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9000"))
    monkeypatch.setattr(schema, "HEAD", "9000")
    assert refusal(lambda: open_record(url_of(tmp_path / "klausel.db")), tmp_path) == (
        "older_record",
        f"the record at `HERE/klausel.db` has schema revision `{made_at}`, this klausel needs `9000`; "
        "make a copy of it (`cp`, or `pg_dump` on PostgreSQL), then bring it up to date with `klausel db upgrade`",
    )


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("klausel.db", "`klausel.db` is not the URL of a database"),
        ("", "`` is not the URL of a database"),
        ("mysql://anna:geheim@host/x", "`mysql://***@host/x` names a database that klausel does not speak to"),
        ("postgresql+psycopg2://anna:ge@heim@host/x", "`postgresql+psycopg2://***@host/x` names a database that klausel does not speak to"),
        ("mysql://anna:ge?heim@host/x", "`mysql://***@host/x` names a database that klausel does not speak to"),
        ("postgresql+psycopg://anna:geheim@host", "`postgresql+psycopg://***@host` does not name a database"),
        ("postgresql+psycopg://anna:geheim@host:port/x", "`postgresql+psycopg://***@host:port/x` is not the URL of a database"),
        ("sqlite://", "`sqlite://` names no file, and what is kept in memory is no record"),
        ("sqlite:///:memory:", "`sqlite:///:memory:` names no file, and what is kept in memory is no record"),
        ("sqlite://klausel.db", "`sqlite://klausel.db` has too few slashes for a file"),
        ("sqlite:///klausel.db?mode=ro", "`sqlite:///klausel.db` has options, which a file does not take"),
    ],
)
def test_a_url_that_names_no_database_is_refused_without_its_password(url: str, message: str) -> None:
    assert refusal(lambda: open_record(url, create=True)) == (
        "bad_database_url",
        f"{message}; write `sqlite:///PATH` or `postgresql+psycopg://USER@HOST/NAME`",
    )


def test_a_server_that_does_not_answer_is_named_without_a_password() -> None:
    code, message = refusal(lambda: open_record("postgresql://anna:geheim@127.0.0.1:1/books?password=geheim", patience=5))
    assert code == "unreachable"
    assert message.startswith("the record at `postgresql+psycopg://anna:***@127.0.0.1:1/books` cannot be reached: ")
    assert message.endswith("; see that the server runs and knows you")
    assert "geheim" not in message


@pytest.mark.sqlite
def test_a_writer_that_waits_too_long_for_another_is_refused(tmp_path: Path) -> None:
    record(tmp_path, *company()).close()
    hasty = open_record(url_of(tmp_path / "klausel.db"), patience=0)
    with closing(sqlite3.connect(tmp_path / "klausel.db", isolation_level=None)) as outside:
        outside.execute("BEGIN IMMEDIATE")
        assert refusal(lambda: append(hasty, entry("E9")), tmp_path) == (
            "busy",
            "the record at `HERE/klausel.db` is being written by somebody else, and stayed so; try again in a moment",
        )
        assert read(hasty) == 1, "who reads does not wait"
    assert append(hasty, entry("E9")).length == len(company()) + 1


@pytest.mark.sqlite
def test_a_full_disk_is_reported_and_nothing_is_stored(tmp_path: Path) -> None:
    made = record(tmp_path, *company())

    def fill() -> None:
        with made.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            acts = [entry(f"F{number}", note="x" * 200) for number in range(2000)]
            log.append(connection, acts, recorded_at=acts[0][1].started_at, recorded_by="anna")

    assert refusal(fill, tmp_path) == (
        "disk_full",
        "no space is left for the record at `HERE/klausel.db`; nothing was stored; free some, then try again",
    )
    again = open_record(url_of(tmp_path / "klausel.db"))
    with again.reading() as connection:
        assert log.head(connection).length == len(company())


@pytest.mark.sqlite
def test_a_damaged_record_is_reported(tmp_path: Path) -> None:
    record(tmp_path, *company()).close()
    file = tmp_path / "klausel.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\x99" * (len(whole) - 4096))
    assert refusal(lambda: read(open_record(url_of(file))), tmp_path) == (
        "damaged",
        "the record at `HERE/klausel.db` is damaged; put back a copy of it",
    )


@pytest.fixture
def somebodys() -> Iterator[Path]:
    """A record that belongs to a user without special rights, in a folder of theirs."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        record(folder, *company()).close()
        if os.geteuid() == 0:
            for path in (folder, folder / "klausel.db"):
                os.chown(path, NOBODY, NOBODY)
        yield folder
        folder.chmod(0o755)


@contextmanager
def without_special_rights() -> Iterator[None]:
    """As a user whom file permissions bind."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.sqlite
def test_a_file_that_may_only_be_read_is_read_and_not_written(somebodys: Path) -> None:
    (somebodys / "klausel.db").chmod(0o444)
    with without_special_rights():
        made = open_record(url_of(somebodys / "klausel.db"))
        assert read(made) == 1
        assert refusal(lambda: append(made, entry("E9")), somebodys) == (
            "unwritable",
            "the record at `HERE/klausel.db` may not be written; "
            "give yourself the right to write the file, its folder, and the files there whose names begin with its name",
        )
        assert read(made) == 1


@pytest.mark.sqlite
def test_a_file_that_may_not_even_be_read_is_reported(somebodys: Path) -> None:
    (somebodys / "klausel.db").chmod(0)
    with without_special_rights():
        assert refusal(lambda: open_record(url_of(somebodys / "klausel.db")), somebodys) == (
            "unreadable",
            "the record at `HERE/klausel.db` cannot be opened; it needs the right to read the file and to write its folder",
        )


@pytest.mark.sqlite
def test_a_folder_that_may_not_be_written_is_reported(somebodys: Path) -> None:
    (somebodys / "klausel.db").chmod(0o444)
    somebodys.chmod(0o555)
    with without_special_rights():
        assert refusal(lambda: open_record(url_of(somebodys / "klausel.db")), somebodys)[0] in {"unreadable", "unwritable"}
        code, message = refusal(lambda: open_record(url_of(somebodys / "new.db"), create=True), somebodys)
    assert (code, message) == (
        "unreadable",
        "the record at `HERE/new.db` cannot be opened; it needs the right to read the file and to write its folder",
    )


@pytest.mark.sqlite
def test_what_a_database_says_beyond_that_is_passed_on_in_one_line(tmp_path: Path) -> None:
    made = record(tmp_path)
    with pytest.raises(Refused) as refused, made.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    assert lines(refused.value) == [f"the record at `{tmp_path}/klausel.db` cannot be used: no such table: nowhere"]


@pytest.mark.sqlite
def test_a_disk_that_fails_is_reported(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_WRITE"
    with pytest.raises(Refused) as refused, database_errors.as_refusals(read_address(url_of(tmp_path / "k.db"))):
        raise error
    assert lines(refused.value) == [
        f"the disk failed under the record at `{tmp_path}/k.db` (`SQLITE_IOERR_WRITE`); nothing was stored; look after the disk first"
    ]


def test_what_is_not_the_databases_passes_through(tmp_path: Path) -> None:
    made = record(tmp_path)
    with pytest.raises(ZeroDivisionError), made.reading():
        _ = 1 / 0
