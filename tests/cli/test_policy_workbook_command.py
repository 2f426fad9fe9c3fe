"""`klausel policy export --xlsx` and `import --xlsx`: a workbook out, edited as a person would, and in again; rates go to the record."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.cli.command import POLICIES
from tests.cli.shell import Shell
from tests.use_cases.tiny_company import tiny

REF = "exampleworks@2025-01"
VERSION = POLICIES / "exampleworks" / "2025-01"


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in sorted(folder.iterdir())}


def rates_of(shell: Shell) -> list[dict[str, Any]]:
    """The rates of the record, as a workbook holds them."""
    assert shell.klausel("policy", "export", REF, "--xlsx", "rates.xlsx", "--replace").status == 0
    header, *rows = load_workbook(shell.folder / "rates.xlsx")["rates"].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A folder without a record."""
    return Shell(tmp_path, monkeypatch, capsys)


@pytest.fixture
def shell(bare: Shell) -> Shell:
    """A folder with a record and a workbook of it."""
    shell = bare
    assert shell.klausel("import", str(tiny().write(shell.folder / "company"))).status == 0
    out = shell.klausel("policy", "export", REF, "--xlsx", "rules.xlsx")
    assert (out.status, out.out, out.err) == (0, f"rules.xlsx: 25 rules of {REF}, 2 hourly rates\n", "")
    return shell


def edit(shell: Shell, **cells: Any) -> None:
    """Values of single cells, such as `rates_E2=120.5`."""
    book: Workbook = load_workbook(shell.folder / "rules.xlsx")
    for place, value in cells.items():
        sheet, cell = place.rsplit("_", 1)
        book[sheet][cell] = value
    book.save(shell.folder / "rules.xlsx")


def test_an_export_imported_writes_the_same_files_and_records_nothing(shell: Shell) -> None:
    done = shell.klausel("policy", "import", "--xlsx", "rules.xlsx", "--to", "drafts/exampleworks/2025-01")
    written = ", ".join(f"drafts/exampleworks/2025-01/{name}.yaml" for name in ("policy", "facts", "examples"))
    assert (done.status, done.out, done.err) == (0, f"rules: those of {REF}\nwritten: {written}\nrates: 0 recorded, 2 known\n", "")
    assert files(shell.folder / "drafts" / "exampleworks" / "2025-01") == files(VERSION)
    again = shell.klausel("policy", "import", "--xlsx", "rules.xlsx", "--to", "drafts/exampleworks/2025-01")
    assert again.out.splitlines()[1] == "written: nothing; drafts/exampleworks/2025-01 holds this already"


def test_a_changed_cell_and_a_new_rate_are_looked_at_and_then_done(shell: Shell) -> None:
    before = rates_of(shell)
    new = {"A": "RT9", "C": "Technical support", "E": 133.5, "F": "EUR", "G": datetime(2031, 1, 1), "B": None, "D": None, "H": None}
    edit(shell, coverage_K2="Billable", **{f"rates_{letter}4": value for letter, value in new.items()})
    arguments = ("policy", "import", "--xlsx", "rules.xlsx", "--to", "drafts/exampleworks/2025-01")
    look = shell.klausel(*arguments, "--dry-run")
    assert look.status == 0, look.err
    assert "-        coverage: not_entitled\n+        coverage: billable\n" in look.out
    assert look.out.endswith("rates: 1 would be recorded, 2 known\nnothing was written or recorded\n")
    assert not (shell.folder / "drafts").exists()
    assert rates_of(shell) == before
    done = shell.klausel(*arguments, "--json")
    told = json.loads(done.out)
    assert (told["policy"], told["changed"], told["rates"]) == (REF, True, {"recorded": 1, "known": 2})
    assert len(told["written"]) == 3
    assert rates_of(shell)[-1] == {
        "rate_id": "RT9", "product": None, "role": "technical", "customer_id": None, "hourly_rate": 133.5, "currency": "EUR",
        "valid_from": datetime(2031, 1, 1), "valid_to": None,
    }  # fmt: skip
    known = shell.klausel("policy", "import", "--xlsx", "rules.xlsx", "--rules-only", "--to", "drafts/exampleworks/2025-01")
    assert "rates:" not in known.out


def test_wrong_cells_of_rules_and_rates_are_reported_together_and_nothing_is_done(shell: Shell) -> None:
    before = rates_of(shell)
    edit(
        shell, coverage_C2="Actve", rates_E2=99, rates_G3="1.1.2025", rates_A4="RT9", rates_E4=10, rates_F4="USD", rates_G4=date(2031, 1, 1)
    )
    refused = shell.klausel("policy", "import", "--xlsx", "rules.xlsx", "--to", "drafts/exampleworks/2025-01")
    assert refused.status == 2
    lines = [line.removeprefix("klausel: rules.xlsx, ") for line in refused.err.splitlines()]
    assert lines[0].startswith("`coverage!C2`: `Actve` is not known here")
    assert lines[1].startswith("`rates!G3`: `1.1.2025` is not an ISO day")
    assert lines[2].startswith("`rates!A2`: `RT1` is recorded with other content: `hourly_rate` was")
    assert lines[3].startswith("`rates!F4`: `USD`")
    assert not (shell.folder / "drafts").exists()
    assert rates_of(shell) == before


def test_rules_that_differ_need_a_place_that_bears_their_name_and_holds_nothing_else(shell: Shell) -> None:
    edit(shell, coverage_K2="Billable")
    nowhere = shell.klausel("policy", "import", "--xlsx", "rules.xlsx")
    assert (nowhere.status, nowhere.err) == (
        2,
        f"klausel: the rules are others than those of `{REF}`; say with --to FOLDER where to write them, or look with --dry-run\n",
    )
    for wrong in ("drafts", "drafts/2025-01", "exampleworks/2025-01/drafts"):
        misnamed = shell.klausel("policy", "import", "--xlsx", "rules.xlsx", "--to", wrong)
        told = "a version lies in a folder called `exampleworks/2025-01`; name one, or give the version another name in the sheet `about`"
        assert misnamed.err == f"klausel: {wrong}: {told}\n"
    deciders = shell.klausel("policy", "import", "--xlsx", "rules.xlsx", "--to", str(VERSION), "--replace")
    assert deciders.err == (
        f"klausel: {VERSION}: what lies in `{POLICIES}` decides; write it elsewhere, such as to `drafts/exampleworks/2025-01`, "
        "and make it law as a draft\n"
    )
    there = shell.folder / "drafts" / "exampleworks" / "2025-01"
    there.mkdir(parents=True)
    (there / "policy.yaml").write_text("mine", encoding="utf-8")
    taken = shell.klausel("policy", "import", "--xlsx", "rules.xlsx", "--to", str(there))
    assert taken.err == f"klausel: {there}/policy.yaml: is there already, and is another; --replace writes over it\n"
    assert files(there) == {"policy.yaml": "mine"}
    assert shell.klausel("policy", "import", "--xlsx", "rules.xlsx", "--to", str(there), "--replace").status == 0
    assert set(files(there)) == {"policy.yaml", "facts.yaml", "examples.yaml"}


def test_a_workbook_is_not_written_over_and_needs_no_record(bare: Shell) -> None:
    shell = bare
    (shell.folder / "rules.xlsx").write_bytes(b"mine")
    refused = shell.klausel("policy", "export", REF, "--xlsx", "rules.xlsx")
    assert (refused.status, refused.err) == (2, "klausel: rules.xlsx: is there already; --replace writes over it\n")
    out = shell.klausel("policy", "export", REF, "--xlsx", "other.xlsx", "--rules-only", "--lang", "de")
    assert (out.status, out.out) == (0, f"other.xlsx: 25 Regeln von {REF}, keine Stundensätze\n")
    assert "Regel" in {cell.value for cell in load_workbook(shell.folder / "other.xlsx")["coverage"][1]}
    assert shell.klausel("policy", "import", "--xlsx", "other.xlsx").out == f"rules: those of {REF}\n"
