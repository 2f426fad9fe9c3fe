"""The file that checks an export: whatever is changed in it is found, even by who knows how to make every digest anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.use_cases.audit import check
from engine.use_cases.audit.export import export_record
from tests.use_cases.audited_company import audited_company
from tests.use_cases.forged_export import Lines, act, changed, forge, leaves, read, row, write

NO_ANCHOR = {"length": 0, "digest": ""}
LOGS = ("acts.jsonl", "personal.jsonl", "statements.jsonl")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Never changed: tests change what `folder` gives them."""
    made = tmp_path_factory.mktemp("audited")
    company = audited_company(made)
    export_record(company.record, made / "export")
    company.record.close()
    return made / "export"


@pytest.fixture
def folder(exported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exported, tmp_path / "export"))


def mismatch(folder: Path, anchor: Any = NO_ANCHOR) -> str:
    """What the file that was exported finds, called in this process; nothing where all fits."""
    try:
        check.check(folder, anchor)
    except SystemExit as told:
        return str(told.code)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OSError) as error:
        return f"unknown: {error!r}"
    return ""


@pytest.mark.parametrize("name", LOGS)
def test_a_change_in_any_field_of_any_line_is_found(folder: Path, name: str) -> None:
    lines = read(folder / name)
    for place, line in enumerate(lines):
        for where in leaves(line):
            write(folder / name, [*lines[:place], changed(line, where), *lines[place + 1 :]])
            assert mismatch(folder), (line, where)
    write(folder / name, lines)
    assert mismatch(folder) == ""


@pytest.mark.parametrize("name", ["head.json", "months/2026-10.json", "months/2026-11.json"])
def test_a_change_in_any_field_of_a_report_or_the_head_is_found(folder: Path, name: str) -> None:
    told = json.loads((folder / name).read_text("utf-8"))
    for where in leaves(told):
        (folder / name).write_text(json.dumps(changed(told, where)), "utf-8")
        assert mismatch(folder), where


@pytest.mark.parametrize("name", LOGS)
def test_lines_that_are_deleted_doubled_or_swapped_are_found(folder: Path, name: str) -> None:
    lines = read(folder / name)
    for place, line in enumerate(lines):
        others = {"deleted": lines[:place] + lines[place + 1 :], "doubled": [*lines[:place], line, *lines[place:]]}
        if place:
            others["swapped"] = [*lines[: place - 1], line, lines[place - 1], *lines[place + 1 :]]
        for how, tampered in others.items():
            write(folder / name, tampered)
            assert mismatch(folder), f"{how}: {line}"


@pytest.mark.parametrize("name", [*LOGS[::2], "head.json", "months/2026-10.json"])
def test_a_file_that_is_missing_is_found(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert mismatch(folder)


def _a_cent_more(_acts: Lines, rows: Lines) -> None:
    row(rows, "statement_differences", request_id="R1")["net"] += 1
    customer = row(rows, "statement_customers", customer_id="C1", net=row(rows, "statement_customers", customer_id="C1", waived=-13)["net"])
    customer["net"] += 1
    customer["vat"] = check.divided(customer["net"] * 1900, 10_000)


Change = Callable[[Lines, Lines], None]
CONSENT_OF_A_PART = "2026-10: `E1` from minute 0: "
FORGED: dict[str, tuple[Change, str]] = {
    "a consent given after the work began": (
        lambda acts, _: act(acts, "CO1").update(given_at=act(acts, "E1")["started_at"] + 60_000_000),
        CONSENT_OF_A_PART + "minute 0 is billed, but `CO1` did not stand then",
    ),
    "a consent that expired before the work ended": (
        lambda acts, _: act(acts, "CO1").update(expires_at=act(acts, "E1")["started_at"] + 59 * 60_000_000),
        CONSENT_OF_A_PART + "minute 59 is billed, but `CO1` did not stand then",
    ),
    "a withdrawal before the work ended": (
        lambda acts, _: act(acts, "W1").update(withdrawn_at=act(acts, "E1")["started_at"] + 30 * 60_000_000),
        CONSENT_OF_A_PART + "minute 30 is billed, but `CO1` did not stand then",
    ),
    "a consent that was declined": (
        lambda acts, _: act(acts, "CO1").update(status="declined"),
        CONSENT_OF_A_PART + "the consent `CO1` was not granted for the request `R1`, or was retracted",
    ),
    "a consent to another request": (
        lambda acts, _: act(acts, "CO1").update(request_id="R2"),
        CONSENT_OF_A_PART + "the consent `CO1` was not granted for the request `R1`, or was retracted",
    ),
    "a consent at another rate": (
        lambda acts, _: act(acts, "CO1").update(hourly_rate=11_900),
        CONSENT_OF_A_PART + "the consent `CO1` is for ['support', 11900, 'EUR'], but billed is ['support', 12000, 'EUR']",
    ),
    "a consent for another role": (
        lambda acts, _: act(acts, "CO1").update(role="technical"),
        CONSENT_OF_A_PART + "the consent `CO1` is for ['technical', 12000, 'EUR'], but billed is ['support', 12000, 'EUR']",
    ),
    "a cap below what the month bills": (
        lambda acts, _: act(acts, "CO1").update(max_minutes=59),
        "2026-10: 60 minutes are billed under `CO1`, which is for 59",
    ),
    "a cap below what all months bill": (
        lambda acts, _: act(acts, "CO1").update(max_minutes=89),
        "2026-11: of `R1` 90 minutes are billed in all, but consents are for 89",
    ),
    "work that was only examining": (
        lambda acts, _: act(acts, "E1").update(activity="triage"),
        CONSENT_OF_A_PART + "is billed, but is covered, examined or waived",
    ),
    "work that was waived": (
        lambda acts, _: act(acts, "WV1").update(entry_id="E1"),
        CONSENT_OF_A_PART + "is billed, but is covered, examined or waived",
    ),
    "work that was covered": (
        lambda _, rows: row(rows, "statement_parts", entry_id="E1").update(coverage="covered"),
        CONSENT_OF_A_PART + "is billed, but is covered, examined or waived",
    ),
    "an entry that took longer": (
        lambda acts, _: act(acts, "E1").update(minutes=61),
        "2026-10: the parts of `E1` add up to 60 minutes, but 61 are recorded",
    ),
    "an entry that nobody recorded": (
        lambda acts, _: act(acts, "X1").update(id="E1"),
        CONSENT_OF_A_PART + "there was no such entry of `R1` in this month, or it was retracted",
    ),
    "an entry of another month": (
        lambda acts, _: act(acts, "E1").update(started_at=act(acts, "E10")["started_at"]),
        CONSENT_OF_A_PART + "there was no such entry of `R1` in this month, or it was retracted",
    ),
    "an entry that no statement tells of": (
        lambda acts, _: act(acts, "X1").update(id="E99", kind="closures"),
        "2026-10: of `R1` in 2026-10 140 minutes are known, but the statements say 95",
    ),
    "a part that begins before its place": (
        lambda _, rows: row(rows, "statement_parts", entry_id="E1").update(first_minute=1),
        "2026-10: `E1` from minute 1: does not follow the part before",
    ),
    "a line with another net": (
        lambda _, rows: row(rows, "statement_lines", request_id="R1").update(net=12_001),
        "2026-10: the line of `R1` has (minutes, cents) (60, 12001), but its parts come to (60, 12000)",
    ),
    "a line that is missing": (
        lambda _, rows: rows.remove(next(one for one in rows if one["table"] == "statement_lines" and one["row"]["request_id"] == "R1")),
        "2026-10: there is no line for [('R1', 12000)]",
    ),
    "a line that stands with another customer": (
        lambda _, rows: row(rows, "statement_lines", request_id="R1").update(customer_id="C2"),
        "2026-10: the line of `R1` stands with `C2`, but the request is of `C1`",
    ),
    "another VAT": (
        lambda _, rows: row(rows, "statement_customers", customer_id="C1").update(vat=2_281),
        "2026-10: `C1` has `vat` 2281, not 2280",
    ),
    "VAT that follows from another rate": (
        lambda acts, _: act(acts, "2026-10").update(vat_basis_points=700),
        "2026-10: `C1` has `vat` 2280, not 840",
    ),
    "a customer from abroad": (
        lambda acts, _: act(acts, "C1@").update(country="AT"),
        "2026-10: `C1` has `vat` 2280, not 0",
    ),
    "other minutes of a customer": (
        lambda _, rows: row(rows, "statement_customers", customer_id="C1").update(over_cap=1),
        "2026-10: `C1` has `over_cap` 1, not 0",
    ),
    "a difference about a later month": (
        lambda _, rows: row(rows, "statement_differences", request_id="R2").update(about="2026-11"),
        "2026-11: the difference of `R2` in 2026-11 is about no earlier month",
    ),
    "a retraction that the statements tell of and the log does not": (
        lambda acts, _: act(acts, "X-E5").update(kind="closures"),
        "2026-11: of `R2` in 2026-10 30 minutes are known, but the statements say 0",
    ),
    "a difference that bills what is waived": (
        lambda acts, _: act(acts, "X-WV1").update(kind="closures"),
        "2026-11: of `R1` in 2026-10 80 minutes are billed, but consents stood for 60",
    ),
    "a difference that bills a cent too much": (
        _a_cent_more,
        "2026-11: of `R1` in 2026-10 80 minutes are billed with 160.01",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "told"), FORGED.values(), ids=FORGED)
def test_a_forger_who_knows_every_digest_is_found_by_what_was_agreed(folder: Path, change: Change, told: str) -> None:
    forge(folder, lambda _acts, _rows: None)
    assert mismatch(folder) == "", "digests made anew are those that were there"
    forge(folder, change)
    assert mismatch(folder) == f"does not fit: {told}"
