"""No test reads or writes anything outside its own temporary folder, wherever and whenever the tests are run."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.use_cases.settings import login, notes_folder, policies_folder, record_address
from tests import isolation
from tests.run_folders import RUN
from tests.watch import REPOSITORY, Watch

# A few tests of each kind that ever leant on what lies around: commands, in this process and in ones of their own, that ask a record
# where there is one, or the day; a page; files by name.
COMMANDS = (
    "tests/cli/test_policy_show_and_list.py::test_show_names_what_there_is",
    "tests/cli/test_policy_show_and_list.py::test_list_names_the_version_in_force_on_the_local_day",
    "tests/cli/test_policy_show_and_list.py::test_an_error_with_json_is_one_object_on_both_outputs",
)
PAGES_AND_FILES = (
    "tests/cli/test_report_command.py::test_for_a_person_it_is_a_table_with_minutes_money_lines_and_reasons",
    "tests/dashboard/test_finance.py::test_without_a_record_the_page_says_so_in_one_line",
    "tests/setup/test_locks.py::test_no_file_names_the_folder_it_lies_in_or_its_owners_home",
    "tests/policy/test_unreadable_files.py::test_a_missing_file_is_named",
)
OWN_SWITCHES = {"KLAUSEL_CACHE", "KLAUSEL_CHROMIUM", "KLAUSEL_TEST_DATABASE", "KLAUSEL_TEST_DAY", "KLAUSEL_TEST_HOME"}
OWN_SWITCHES |= {"KLAUSEL_TEST_POSTGRESQL", RUN}


def hostile(home: Path) -> dict[str, str]:
    """What an environment may hold that a test must not notice."""
    return {
        "HOME": str(home),
        "KLAUSEL_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/nothing",
        "KLAUSEL_POLICIES": "/nowhere",
        "KLAUSEL_CACHE": str(home / "cache"),
        "KLAUSEL_LANG": "de",
        "STREAMLIT_SERVER_PORT": "1",
        "PGHOST": "nowhere.invalid",
        "http_proxy": "http://127.0.0.1:1",
        "LANG": "de_DE.UTF-8",
        "LC_ALL": "tr_TR.UTF-8",
        "LANGUAGE": "de",
        "TZ": "Pacific/Auckland",
        "COLUMNS": "20",
        "FORCE_COLOR": "1",
        "LOGNAME": "some\tbody",
        "PYTHONUTF8": "0",
    }


def test_a_test_begins_with_nothing_of_the_persons(working_directory: Path) -> None:
    run = Path(os.environ[RUN])
    assert {name for name in os.environ if name.startswith("KLAUSEL_")} <= OWN_SWITCHES
    assert Path.cwd() == working_directory.resolve()
    assert Path.home() == run / "home" != Path(os.environ[isolation.HOME])
    assert notes_folder() == run / "notes"
    assert (record_address(None), policies_folder(), login()) == ("sqlite:///klausel.db", Path("policies"), "tester")
    assert (os.environ["TZ"], os.environ["LC_ALL"]) == ("UTC", "C.UTF-8")


def test_the_environment_of_a_test_is_the_same_whatever_the_persons_is(tmp_path: Path) -> None:
    quiet = {"PATH": "/bin", "HOME": str(tmp_path), "PYENV_ROOT": "/pyenv", "SIZE": "small", "LOGNAME": "anna"}
    loud = {**hostile(tmp_path), **quiet}
    there = isolation.neutral(loud, tmp_path / "home")
    assert there.pop("http_proxy") == loud["http_proxy"] and "127.0.0.1" in there["no_proxy"].split(",")
    assert there == isolation.neutral(quiet, tmp_path / "home")


@pytest.mark.parametrize(
    ("path", "read", "written"),
    [
        (REPOSITORY / "klausel.db", True, True),
        (REPOSITORY / "klausel.db-wal", True, True),
        (REPOSITORY / ".env", True, True),
        (REPOSITORY / ".streamlit" / "secrets.toml", True, True),
        (REPOSITORY / "policies" / "vendor.yaml", False, True),
        (REPOSITORY / "tests" / "__pycache__" / "watch.pyc", False, False),
        (Path("/someone/.cache/klausel/notes.json"), True, True),
        (Path("/someone/.bashrc"), False, True),
        (Path("/dev/null"), False, False),
    ],
)
def test_what_is_outside_of_a_test(watch: Watch, path: Path, read: bool, written: bool) -> None:
    person = os.environ[isolation.HOME]
    found = str(path).replace("/someone", person)
    assert (watch.is_outside(found, writes=False), watch.is_outside(found, writes=True)) == (read, written)


def test_a_temporary_folder_is_the_tests_own(watch: Watch, tmp_path: Path) -> None:
    assert not watch.is_outside(str(tmp_path / "klausel.db"), writes=True)


@pytest.mark.parametrize(
    "touch",
    [
        lambda: (REPOSITORY / "klausel.db").open(),
        lambda: (REPOSITORY / "policies" / "new.yaml").write_text("", encoding="utf-8"),
        lambda: (REPOSITORY / "new").mkdir(),
        lambda: (REPOSITORY / "README.md").rename(REPOSITORY / "new"),
        lambda: sqlite3.connect(REPOSITORY / "klausel.db"),
        lambda: sqlite3.connect(f"file:{REPOSITORY / 'klausel.db'}?mode=ro", uri=True),
    ],
)
def test_what_is_outside_is_refused_and_remembered(watch: Watch, touch: Callable[[], object]) -> None:
    with pytest.raises(PermissionError, match="a test has no business with"):
        touch()
    assert len(watch.refused) == 1
    watch.refused.clear()


@pytest.mark.parametrize(
    ("day", "zone", "tests"),
    [
        ("2028-02-29T23:30:00+00:00", "Pacific/Auckland", COMMANDS),
        ("2027-12-31T23:30:00+00:00", "America/Los_Angeles", PAGES_AND_FILES),
    ],
    ids=["29 February", "31 December"],
)
def test_the_tests_pass_beside_anything_on_any_day_and_leave_it_alone(tmp_path: Path, day: str, zone: str, tests: tuple[str, ...]) -> None:
    beside, run = tmp_path / "beside", tmp_path / "run"
    for name in ("klausel.db", ".env", "policies", ".streamlit/config.toml", "home/.streamlit/config.toml", "home/.cache/klausel"):
        (beside / name).parent.mkdir(parents=True, exist_ok=True)
        (beside / name).write_text("no test reads this = [", encoding="utf-8")
    before = everything_in(beside)
    # what both readings agreed on in this run: not their business, and half of what they would take
    shutil.copytree(notes_folder(), run / "notes") if notes_folder().is_dir() else run.mkdir()
    environment = {name: os.environ[name] for name in ("PATH", "TMPDIR", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
    environment |= {**hostile(beside / "home"), "TZ": zone, isolation.DAY: day, RUN: str(run)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", str(REPOSITORY / "pyproject.toml")]
    command += [f"--basetemp={tmp_path / 'theirs'}", *(str(REPOSITORY / test) for test in tests)]
    done = subprocess.run(command, cwd=beside, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert everything_in(beside) == before


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}
