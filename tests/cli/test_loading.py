"""A command loads what it needs: whoever asks no record does not wait for a database's libraries, and nobody for a dashboard's."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.command import POLICIES, command_environment

OF_RECORDS = ("sqlmodel", "sqlalchemy", "alembic", "psycopg")
OF_OTHERS = ("streamlit", "pandas", "openpyxl")
SAYS = "import sys; from engine.cli.main import status_of; status_of(sys.argv[2:]); print(set(sys.argv[1].split()) & set(sys.modules))"


@pytest.mark.parametrize(
    ("command", "asks_a_record"),
    [
        (("decide", "/dev/null"), False),
        (("explain", "/dev/null"), False),
        (("policy", "check", str(POLICIES / "exampleworks")), False),
        (("policy", "diff", "exampleworks@2025-01", "exampleworks@2027-01"), False),
        (("policy", "show", "exampleworks@2025-01"), False),
        (("policy", "list"), True),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_libraries_of_records_are_loaded_only_where_a_record_is_asked(command: tuple[str, ...], asks_a_record: bool) -> None:
    names = " ".join((*OF_RECORDS, *OF_OTHERS))
    told = subprocess.run(
        [sys.executable, "-c", SAYS, names, *command], capture_output=True, text=True, check=True, env=command_environment(), timeout=120
    )
    loaded = told.stdout.splitlines()[-1]
    assert ("sqlmodel" in loaded) is asks_a_record
    assert loaded == "set()" or asks_a_record
    assert not any(name in loaded for name in OF_OTHERS)
