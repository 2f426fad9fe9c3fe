"""Whatever somebody types into a cell is recorded or refused with its place; it never stops the program, nor is it guessed at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.vocabulary.problems import Refused
from tests.properties.company_strategies import desk_with, sized_records
from tests.use_cases.tiny_company import COLUMNS, tiny
from tests.wording.read import line

CELLS = [(kind, number, column) for kind, rows in tiny().rows.items() for number in range(len(rows)) for column in COLUMNS[kind].split(",")]
TYPED = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    [
        "",
        "0",
        "-1",
        "1e3",
        "1,5",
        "NaN",
        "٣",
        "1" * 40,
        "120.5",
        "x",
        "R1",
        "R2",
        "C2",
        "P2",
        "P3",
        "E4",
        "CO1",
        "unknown",
        "other",
        "declined",
        "technical",
        "exampleworks",
        "time_entries",
        "consents",
        "yes",
        "EUR",
        "DE",
        "2026-02-29",
        "2026-10-05",
        "0002-01-01",
        "2199-12-31",
        "2026-10-25T02:30:00+02:00",
        "0002-01-01T00:00:00+14:00",
        "2199-12-31T23:59:59-23:59",
        "2026-10-05T08:00:00",
        "=1+1",
        "'; DROP TABLE acts",
    ]
)


@sized_records
@given(st.lists(st.tuples(st.sampled_from(CELLS), TYPED), min_size=1, max_size=3))
def test_any_cells_are_refused_with_their_place_or_reported_with_buckets_that_add_up(
    typed: list[tuple[tuple[str, int, str], str]],
) -> None:
    company = tiny()
    for (kind, number, column), value in typed:
        company.rows[kind][number][column] = value
    with desk_with() as desk:
        before = desk.stored()
        try:
            desk.imports(company)
        except Refused as refused:
            assert desk.stored() == before
            assert all(line(problem) and problem.place.file and problem.place.line for problem in refused.problems)
            assert all("\n" not in line(problem) for problem in refused.problems)
        else:
            totals = desk.report()["totals"]["minutes"]
            assert totals["recorded"] == totals["covered"] + totals["billable"] + totals["waived"] + totals["blocked"]
            assert desk.imports(company).recorded == {}
