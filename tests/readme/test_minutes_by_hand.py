"""The case that is worked by hand in engine/how_a_minute_becomes_a_line.md comes out of the engine the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.use_cases.intake.import_records import import_acts, read_acts
from engine.use_cases.months.month_detail import MonthDetail, month_detail
from engine.vocabulary.instants import local_time
from engine.vocabulary.money import show_amount
from engine.vocabulary.months import read_month
from tests.readme.console import REPOSITORY, text_of
from tests.readme.reference import rows_of
from tests.use_cases.desk_driver import NOW, Desk

DOCUMENT = text_of("engine/how_a_minute_becomes_a_line.md")


def by_hand(name: str) -> list[list[str]]:
    return rows_of(DOCUMENT.partition(f"<!-- worked: {name} -->\n")[2].partition("\n\n")[0])


@pytest.fixture
def detail(tmp_path: Path) -> MonthDetail:
    desk = Desk(tmp_path)
    import_acts(read_acts(REPOSITORY / "examples" / "minutes"), desk.record, desk.packs, now=NOW, who="anna")
    return month_detail(desk.record, desk.packs, read_month("2026-03"))


def test_each_part_of_each_entry_is_as_worked_by_hand(detail: MonthDetail) -> None:
    (customer,) = detail.customers
    reckoned = [
        [
            one.entry.entry_id,
            f"{local_time(one.entry.started_at, detail.zone):%H:%M}",
            str(part.first_minute),
            str(part.minutes),
            part.bucket.value,
            part.blocked.value if part.blocked else "",
            part.consent_id or "",
        ]
        for one in customer.entries
        for part in one.reckoned.segments
    ]
    assert reckoned == [row[:7] for row in by_hand("minutes")]


def test_each_line_is_as_worked_by_hand(detail: MonthDetail) -> None:
    (customer,) = detail.statement.customers
    lines = [[line.id, str(line.minutes), show_amount(line.rate), show_amount(line.net)] for line in customer.lines]
    assert lines == [[*row[:3], row[4]] for row in by_hand("lines")]


def test_the_sums_are_as_worked_by_hand(detail: MonthDetail) -> None:
    minutes, sums = detail.statement.minutes, detail.statement.sums
    said = re.findall(r"covered .* = (\d+), billable .* = (\d+), waived (\d+), blocked .* = (\d+)", DOCUMENT)
    assert [str(n) for n in (minutes.covered, minutes.billable, minutes.waived, minutes.blocked)] == list(said[-1])
    assert minutes.recorded == 135
    assert f"= {show_amount(sums.net)}. VAT 19 %: {show_amount(sums.vat)}. Gross {show_amount(sums.gross)}." in DOCUMENT
