"""A policy with its first day in the past: open months are reckoned anew, closed ones get differences, and finance is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.policy.version_texts import EXAMPLES
from engine.use_cases.audit.export import export_record
from engine.use_cases.audit.verify import verify
from engine.use_cases.intake.import_records import import_acts, read_acts
from engine.use_cases.months.close_month import close_month
from engine.use_cases.months.closing_preview import unfinished
from engine.use_cases.months.month_report import month_report
from engine.vocabulary.months import read_month
from engine.wording.sentences import Reader
from tests.use_cases.lifecycle_steps import edited
from tests.use_cases.policy_office import Office
from tests.use_cases.tiny_company import tiny

POLICY = "hausperfekt@2026-10"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A record with work of October, for which R1 is billed."""
    office = Office(tmp_path / "office", "hausperfekt", start="2026-12-02T08:00:00+01:00")
    import_acts(read_acts(tiny().write(tmp_path / "tiny")), office.record, office.packs, now=office.now, who="anna")
    return office


def backdates(office: Office) -> None:
    """From 5 October on, questions on configuration are not billed; the worked examples, which say otherwise, are left out."""
    lines = office.packs.packs.version("hausperfekt@2025-01").texts.texts()["policy.yaml"].splitlines()
    at = next(number for number, line in enumerate(lines) if "id: training_and_configuration_charged" in line)
    rule = "\n".join(lines[at : at + 3])
    assert "coverage: billable" in rule
    days = ("from: 2026-10-01", "from: 2026-10-05")
    version = office.copy(days, (rule, rule.replace("billable", "covered")), name="2026-10", of="hausperfekt@2025-01")
    examples = version.texts.texts()[EXAMPLES]
    version = edited(version, office.packs, (examples, "given: {}\nexamples: []\n"), file=EXAMPLES)
    office.saves(version, draft="late")
    office.proposes("late", because="agreed in September")
    office.approves("late.p1")
    office.publishes("late")


def preview(office: Office, month: str) -> Any:
    return unfinished(office.record, office.packs, read_month(month), now=office.now)


def billable(office: Office, month: str) -> int:
    return month_report(office.record, office.packs, read_month(month)).minutes.billable


def test_an_open_month_is_reckoned_again_and_its_preview_says_why(office: Office) -> None:
    assert billable(office, "2026-10") == 60
    assert preview(office, "2026-10").backdated == ()
    backdates(office)
    assert billable(office, "2026-10") == 0
    (told,) = preview(office, "2026-10").as_json(Reader("en").as_json)["backdated_policies"]
    assert told == {
        "policy": POLICY,
        "effective_from": "2026-10-05",
        "because": "agreed in September",
        "reason": "new terms",
        "published_at": "2026-12-02T08:04:00+01:00",
        "published_by": "anna",
        "known_by": "unauthenticated",
    }
    assert preview(office, "2026-09").backdated == ()


def test_a_closed_month_gets_a_difference_and_the_next_ones_preview_says_why(office: Office, tmp_path: Path) -> None:
    close_month(office.record, office.packs, read_month("2026-10"), now=office.now, who="fin")
    backdates(office)
    assert billable(office, "2026-11") == -60
    november = preview(office, "2026-11")
    assert [one.policy for one in november.backdated] == [POLICY]
    assert [one.id for one in november.differences] == ["2026-11:R1:2026-10"]
    close_month(office.record, office.packs, read_month("2026-11"), now=office.now, who="fin")
    assert [one.policy for one in preview(office, "2026-12").backdated] == [POLICY], "published in December"
    assert preview(office, "2027-01").backdated == ()
    verify(office.record, office.packs)
    export_record(office.record, tmp_path / "export")
    checked = subprocess.run([sys.executable, "-I", str(tmp_path / "export" / "check.py")], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
