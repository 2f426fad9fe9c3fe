"""What an auditor takes along: all of it there or nothing, and checked by a file that needs none of this code."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.store.mismatch import Mismatch
from engine.use_cases.audit import check
from engine.use_cases.audit.export import export_record
from engine.use_cases.audit.verify import head_of
from engine.use_cases.months.month_report import month_report
from engine.vocabulary.months import read_month
from engine.vocabulary.problems import Refused
from tests import databases
from tests.use_cases.audited_company import AuditedCompany, audited_company, closed_october, unguard
from tests.use_cases.forged_export import read
from tests.wording.read import line, lines

LOGS = ("acts.jsonl", "personal.jsonl", "statements.jsonl")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuditedCompany]:
    made = audited_company(tmp_path_factory.mktemp("audited"))
    yield made
    made.record.close()


@pytest.fixture(scope="module")
def exported(company: AuditedCompany, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Never changed: a test that changes something takes `folder`."""
    folder = tmp_path_factory.mktemp("exports") / "export"
    export_record(company.record, folder)
    return folder


@pytest.fixture
def folder(exported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exported, tmp_path / "export"))


def run(*arguments: str) -> tuple[int, str]:
    """By a Python that sees neither this code nor any library."""
    ran = subprocess.run([sys.executable, "-I", *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in ran.stderr
    return ran.returncode, (ran.stdout + ran.stderr).strip()


def test_an_export_is_complete_and_fits(company: AuditedCompany, exported: Path) -> None:
    head = head_of(company.record)
    names = sorted(str(path.relative_to(exported)) for path in exported.rglob("*") if path.is_file())
    assert names == sorted([*LOGS, "FORMAT.md", "check.py", "head.json", "months/2026-10.json", "months/2026-11.json"])
    assert run(str(exported / "check.py")) == (0, f"fits: {head.length} acts, 2 closed months, 130 billed minutes; head {head.digest}")
    assert (exported / "check.py").read_bytes() == Path(check.__file__).read_bytes()
    for month in ("2026-10", "2026-11"):
        told = json.dumps(month_report(company.record, company.packs, read_month(month)).as_json(), ensure_ascii=False)
        assert (exported / "months" / f"{month}.json").read_text("utf-8") == told + "\n"


def test_the_file_that_checks_needs_python_3_9_and_nothing_else(exported: Path) -> None:
    tree = ast.parse((exported / "check.py").read_text("utf-8"), feature_version=(3, 9))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


def test_without_personal_fields_the_rest_is_checked(folder: Path) -> None:
    (folder / "personal.jsonl").unlink()
    status, told = run(str(folder / "check.py"), str(folder))
    assert (status, told.partition("; personal")[2]) == (0, ".jsonl is not here: personal digests and names were not checked")


def test_an_export_is_held_against_an_anchor_that_was_kept_elsewhere(exported: Path, tmp_path: Path) -> None:
    acts = read(exported / "acts.jsonl")
    anchor = tmp_path / "anchor.json"
    for length, digest in ((len(acts), acts[-1]["digest"]), (7, acts[6]["digest"])):
        anchor.write_text(json.dumps({"length": length, "digest": digest}), "utf-8")
        assert run(str(exported / "check.py"), "--anchor", str(anchor))[0] == 0
    anchor.write_text(json.dumps({"length": 7, "digest": "0" * 64}), "utf-8")
    status, told = run(str(exported / "check.py"), str(exported), "--anchor", str(anchor))
    assert (status, told.startswith("does not fit: acts.jsonl, line 7")) == (1, True)
    anchor.write_text(json.dumps({"length": len(acts) + 1, "digest": "0" * 64}), "utf-8")
    ended = f"does not fit: acts.jsonl: ends with act {len(acts)}, but the anchor was taken of {len(acts) + 1}"
    assert run(str(exported / "check.py"), "--anchor", str(anchor)) == (1, ended)


def test_it_takes_a_folder_that_is_empty_and_no_other(company: AuditedCompany, tmp_path: Path) -> None:
    empty, full, file = tmp_path / "empty", tmp_path / "full", tmp_path / "file"
    empty.mkdir()
    full.mkdir()
    (full / "note").write_text("mine", "utf-8")
    file.write_text("mine", "utf-8")
    export_record(company.record, empty)
    assert run(str(empty / "check.py"))[0] == 0
    told = "is there and is no empty folder; name one that does not exist or is empty"
    for taken in (full, file, empty):
        with pytest.raises(Refused) as refused:
            export_record(company.record, taken)
        assert lines(refused.value) == [f"`{taken}` {told}"]
    with pytest.raises(Refused) as refused:
        export_record(company.record, tmp_path / "nowhere" / "export")
    assert lines(refused.value) == [f"there is no folder to make `{tmp_path}/nowhere/export` in; make the folder first"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file", "full"]


@pytest.mark.parametrize(
    ("tampered", "told"),
    [
        ("UPDATE acts SET recorded_by = 'nobody' WHERE seq = 20", r"`acts`, seq 20: `time_entries` .*"),
        (
            "UPDATE statement_decisions SET rules = 'other'",
            r"`closings`, seq 29: `2026-10` has the statement digest .*; `klausel verify` names the row",
        ),
    ],
)
def test_a_record_that_does_not_fit_is_not_exported_and_nothing_is_left(tmp_path: Path, tampered: str, told: str) -> None:
    company = closed_october(tmp_path)
    unguard(company)
    with databases.outside(company.owner) as connection:
        connection.execute(text(tampered))
        connection.commit()
    (tmp_path / "exports").mkdir()
    with pytest.raises(Mismatch) as found:
        export_record(company.record, tmp_path / "exports" / "export")
    assert re.fullmatch(told, line(found.value.problem))
    assert list((tmp_path / "exports").iterdir()) == []
    company.record.close()
