"""`klausel db upgrade`: a record made and handed over on a server, as an administrator and as the program does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.store.schema import HEAD
from tests import databases
from tests.cli.shell import klausel
from tests.databases import PROGRAM
from tests.postgresql_server import ADMINISTRATOR
from tests.use_cases.tiny_company import tiny


def test_an_administrator_makes_a_record_that_the_programs_role_imports_into_and_reports_from(tmp_path: Path, database: str) -> None:
    administrators, programs = (databases.server().url(database, role) for role in (ADMINISTRATOR, PROGRAM))
    for done in ("was made", "is up to date"):
        made = klausel("--db", administrators, "db", "upgrade", "--role", PROGRAM, folder=tmp_path)
        assert (made.status, made.out, made.err) == (0, f"{administrators} {done}, at schema revision {HEAD}\n", "")
    imported = klausel("--db", programs, "import", tiny().write(tmp_path / "company"), folder=tmp_path)
    assert (imported.status, imported.err) == (0, "")
    report = klausel("--db", programs, "report", "--month", "2026-10", folder=tmp_path)
    assert (report.status, report.err) == (0, "")
    assert "Verwaltung Süd GmbH" in report.out


def test_a_program_that_makes_its_own_record_is_warned_once_in_one_line(tmp_path: Path, database: str) -> None:
    programs = databases.server().url(database, PROGRAM)
    company = tiny().write(tmp_path / "company")
    first = klausel("--db", programs, "import", company, folder=tmp_path)
    assert (first.status, first.err) == (
        0,
        f"klausel: warning: `{PROGRAM}` owns the record's tables, or may make itself their owner, and so could change what is recorded; "
        f"an administrator of the database runs `klausel --db URL db upgrade --role {PROGRAM}`\n",
    )
    again = klausel("--db", programs, "import", company, folder=tmp_path)
    assert (again.status, again.err) == (0, "")


@pytest.mark.sqlite
def test_a_file_has_no_roles_to_hand_it_to(tmp_path: Path) -> None:
    result = klausel("db", "upgrade", "--role", "anna", folder=tmp_path)
    assert (result.status, result.out) == (2, "")
    assert list(tmp_path.iterdir()) == []
    assert result.err == "klausel: a file knows no role `anna`; leave `--role` out, or name a database on PostgreSQL\n"
