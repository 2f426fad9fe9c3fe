"""`klausel import`: what a person and a script see, and where the record comes to lie."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import COMMAND, command_environment, in_folder
from tests.cli.shell import Shell, klausel
from tests.databases import outside, place
from tests.use_cases.tiny_company import tiny

COUNTED = (
    "closures 1, consents 1, contracts 2, customers 2, determinations 1, people 3, quotes 1, rates 2, requests 3, retractions 1, "
    "retriages 1, time_entries 6, training 1, waivers 1, withdrawals 1"
)


def acts_in(path: Path) -> int:
    with outside(place(path)) as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM acts").scalar_one())


def test_a_first_import_makes_the_record_and_says_what_it_recorded_and_a_second_changes_nothing(tmp_path: Path) -> None:
    company = tiny().write(tmp_path / "company")
    first = klausel("import", company, folder=tmp_path)
    assert (first.status, first.out, first.err) == (0, f"recorded: {COUNTED}\n", "")
    acts = acts_in(tmp_path / "klausel.db")
    again = klausel("import", company, folder=tmp_path)
    assert (again.status, again.out, again.err) == (0, "recorded: nothing new; 27 rows were recorded before\n", "")
    assert acts_in(tmp_path / "klausel.db") == acts


def test_for_a_script_it_is_one_object_with_its_warnings(tmp_path: Path) -> None:
    company = (
        tiny()
        .add("time_entries", like="E5", entry_id="E9", started_at="2026-10-07T16:00:00+02:00")
        .only("customers", "people", "contracts", "requests", "time_entries", "closures")
    )
    result = klausel("import", company.write(tmp_path / "company"), "--json", folder=tmp_path)
    message = "the request `R2` was closed before this work began"
    recorded = {"closures": 1, "contracts": 2, "customers": 2, "people": 3, "requests": 3, "time_entries": 7}
    warning = {"code": "after_closure", "message": message, "file": "time_entries.csv", "line": 9, "field": "started_at"}
    assert result.status == 0
    assert json.loads(result.out) == {"recorded": recorded, "known": 0, "warnings": [warning]}
    assert result.err == f"klausel: warning: time_entries.csv, line 9, `started_at`: {message}\n"


def test_on_a_terminal_a_bar_shows_what_is_being_done_and_is_gone_at_the_end(tmp_path: Path) -> None:
    tiny().write(tmp_path / "company")
    master, terminal = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, "import", "company"],
        cwd=tmp_path,
        env={**command_environment(TERM="xterm"), **in_folder(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=terminal,
    ) as child:
        os.close(terminal)
        shown = b"".join(iter(lambda: read_or_nothing(master), b""))
        os.close(master)
        assert child.stdout is not None
        assert child.stdout.read().decode() == f"recorded: {COUNTED}\n"
    assert child.returncode == 0
    assert b"reading" in shown
    assert b"checking and recording" in shown
    assert b"27 rows" in shown
    assert b"\x1b[2K" in shown, "its line is wiped"


def read_or_nothing(terminal: int) -> bytes:
    """What the command wrote there, or nothing once it has ended."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


def test_every_problem_is_a_line_of_its_own_and_nothing_is_stored(tmp_path: Path) -> None:
    klausel("import", tiny().only("customers").write(tmp_path / "first"), folder=tmp_path)
    acts = acts_in(tmp_path / "klausel.db")
    company = tiny().change("time_entries", "E6", minutes="many").change("requests", "R3", customer_id="C9")
    result = klausel("import", company.write(tmp_path / "company"), folder=tmp_path)
    assert (result.status, result.out) == (2, "")
    assert result.err.splitlines() == [
        "klausel: requests.csv, line 4, `customer_id`: there is no customer `C9`",
        "klausel: time_entries.csv, line 8, `minutes`: `many` is not a whole number of minutes from 1 to 1440",
    ]
    assert acts_in(tmp_path / "klausel.db") == acts


def test_a_problem_stays_on_one_line_whatever_a_file_is_called_or_holds(tmp_path: Path) -> None:
    folder = tiny().only("customers").change("customers", "C1", language="de\nen\x1b[31m").write(tmp_path / "company")
    (folder / "new\nline\x1b[31m.csv").write_text("")
    result = klausel("import", folder, folder=tmp_path)
    assert [line.split(":")[0] for line in result.err.splitlines()] == ["klausel"] * 2
    assert "\x1b" not in result.err
    assert "new\\nline\\x1b[31m.csv: is not a file of the record" in result.err
    assert "`de\\nen\\x1b[31m` is not one of de, en" in result.err


def test_with_json_problems_are_one_object_with_code_message_and_place(tmp_path: Path) -> None:
    company = tiny().only("customers").change("customers", "C1", language="fr", country="DEU").write(tmp_path / "company")
    (company / "invoices.csv").write_text("a\n")
    result = klausel("import", company, "--json", folder=tmp_path)
    assert result.status == 2
    language, country, file = json.loads(result.err)["errors"]
    assert language == {
        "code": "bad_value", "message": "`fr` is not one of de, en", "file": "customers.csv", "line": 2, "field": "language"
    }  # fmt: skip
    assert (country["code"], country["line"], country["field"]) == ("bad_value", 2, "country")
    assert (file["code"], file["file"], set(file)) == ("unknown_file", "invoices.csv", {"code", "message", "file"})


@pytest.mark.sqlite
def test_the_place_of_the_record_is_named_by_db_before_the_environment_before_the_folder(tmp_path: Path) -> None:
    company = tiny().only("customers").write(tmp_path / "company")
    klausel("--db", tmp_path / "named.db", "import", company, folder=tmp_path, KLAUSEL_DATABASE_URL=f"sqlite:///{tmp_path / 'meant.db'}")
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["named.db"]
    klausel("import", company, folder=tmp_path, KLAUSEL_DATABASE_URL=f"sqlite:///{tmp_path / 'meant.db'}")
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["meant.db", "named.db"]
    klausel("import", company, folder=tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["klausel.db", "meant.db", "named.db"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["import", "nowhere"], "klausel: nowhere: there is no such folder or workbook\n"),
        (
            ["--db", "mysql://somewhere/x", "import", "company"],
            "klausel: `mysql://somewhere/x` names a database that klausel does not speak to; "
            "write `sqlite:///PATH` or `postgresql+psycopg://USER@HOST/NAME`\n",
        ),
        (
            ["--db", "no/such/folder/k.db", "import", "company"],
            "klausel: there is no folder to make the record `no/such/folder/k.db` in; make the folder first\n",
        ),
        (
            ["--db", "company/customers.csv", "import", "company"],
            "klausel: `company/customers.csv` is no record of klausel's; name another place with --db\n",
        ),
        (["import"], "klausel: Missing argument 'DIR|FILE.xlsx'.\n"),
        (["import", "company", "--fast"], "klausel: No such option: --fast\n"),
    ],
    ids=["nothing there", "another database", "no folder", "no record", "no argument", "no such option"],
)
def test_a_wrong_command_is_reported_in_one_line_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    tiny().only("customers").write(tmp_path / "company")
    result = Shell(tmp_path, monkeypatch, capsys).klausel(*arguments)
    assert (result.status, result.out, result.err) == (2, "", told)
    assert list(tmp_path.glob("*.db*")) == []
