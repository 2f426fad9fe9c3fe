"""`klausel verify`, `klausel audit head` and `klausel audit export`, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.use_cases.audit.verify import head_of
from tests import databases
from tests.cli.shell import klausel
from tests.use_cases.audited_company import AuditedCompany, closed_october, unguard

ROWS = 82


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuditedCompany]:
    made = closed_october(tmp_path_factory.mktemp("audited"))
    yield made
    made.record.close()


def result(*arguments: str) -> tuple[int, str]:
    """Status, and what was written, on stdout or else on stderr."""
    ended = klausel(*arguments)
    return ended.status, ended.out or "\n".join(ended.err.splitlines())


def test_a_record_that_fits_is_verified_in_one_line(company: AuditedCompany, tmp_path: Path) -> None:
    head = head_of(company.record)
    verified = f"verified: {head.length} acts, {ROWS} rows; head {head.digest}\n"
    assert result("--db", company.owner, "verify") == (0, verified)
    status, printed = result("--db", company.owner, "audit", "head")
    assert (status, json.loads(printed)) == (0, {"length": head.length, "digest": head.digest})
    (tmp_path / "kept.json").write_text(printed, "utf-8")
    assert result("--db", company.owner, "verify", "--anchor", str(tmp_path / "kept.json")) == (0, verified)
    told = {"verified": True, "acts": head.length, "rows": ROWS, "head": head._asdict()}
    assert json.loads(result("--db", company.owner, "verify", "--json")[1]) == told


def test_an_anchor_that_the_record_does_not_reach_is_a_no(company: AuditedCompany, tmp_path: Path) -> None:
    head = head_of(company.record)
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps({"length": head.length + 2, "digest": head.digest}), "utf-8")
    told = f"klausel: `acts`, seq {head.length + 1}: is missing; the anchor was taken of {head.length + 2} acts"
    assert result("--db", company.owner, "verify", "--anchor", str(kept)) == (1, told)


@pytest.mark.parametrize(
    "kept", ["", "[]", "{}", '{"length": "3", "digest": ""}', '{"length": 3, "digest": "abc"}', '{"length": 3, "digest": 4}']
)
def test_what_is_no_anchor_is_refused(company: AuditedCompany, tmp_path: Path, kept: str) -> None:
    file = tmp_path / "kept.json"
    file.write_text(kept, "utf-8")
    told = f'klausel: {file}: is no anchor; give it what `klausel audit head` printed: {{"length": …, "digest": "…"}}'
    assert result("--db", company.owner, "verify", "--anchor", str(file)) == (2, told)
    missing = f"klausel: `{tmp_path / 'none.json'}` cannot be used (no such file or directory)"
    assert result("--db", company.owner, "verify", "--anchor", str(tmp_path / "none.json")) == (2, missing)


def test_the_export_says_how_to_check_it(company: AuditedCompany, tmp_path: Path) -> None:
    head = head_of(company.record)
    folder = tmp_path / "export"
    told = f"exported to {folder}: {head.length} acts, 1 closed months; head {head.digest}; check it with `python3 {folder / 'check.py'}`\n"
    assert result("--db", company.owner, "audit", "export", str(folder)) == (0, told)
    refused = f"klausel: `{folder}` is there and is no empty folder; name one that does not exist or is empty"
    assert result("--db", company.owner, "audit", "export", str(folder)) == (2, refused)


def test_a_record_that_does_not_fit_is_a_no_that_names_the_row(tmp_path: Path) -> None:
    company = closed_october(tmp_path)
    unguard(company)
    company.record.close()
    with databases.outside(company.owner) as connection:
        connection.execute(text("DELETE FROM rates WHERE rate_id = 'RT2'"))
        connection.commit()
    row = {"table": "rates", "row": "seq 14", "message": "is missing; `acts` has `RT2` there"}
    line = "klausel: `rates`, seq 14: is missing; `acts` has `RT2` there"
    assert result("--db", company.owner, "verify") == (1, line)
    assert result("--db", company.owner, "audit", "export", str(tmp_path / "export")) == (1, line)
    status, told = result("--db", company.owner, "verify", "--json")
    assert (status, json.loads(told)) == (1, {"verified": False, "does_not_fit": row})
