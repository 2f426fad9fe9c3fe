"""What the database refuses as an overlap is what the books call one, row by row, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.books.effective_dates import overlaps
from tests.books.request_strategies import sized_examples
from tests.databases import DATABASES
from tests.store.act_factories import customer
from tests.store.strangers import Stranger, record_on, stranger_at

FIRST = date(2025, 1, 1)
NAMES = {"contracts": ("customer_id", "product"), "rates": ("customer_id", "role", "product")}
REST = {
    "contracts": {"contract_id": "", "status": "'active'", "second_level": "'none'", "training_register": "'partial'"},
    "rates": {"rate_id": "", "hourly_rate": "1", "currency": "'EUR'"},
}


class Row(NamedTuple):
    """A term of some key; `retracted`: never, or before or after it is put in."""

    key: tuple[str | None, ...]
    valid_from: date
    valid_to: date | None
    retracted: str


@pytest.fixture(scope="module", params=DATABASES)
def stranger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stranger]:
    acts = customer("C1"), customer("C2")
    with record_on(request.param, tmp_path_factory.mktemp("record"), *acts) as url, stranger_at(url) as connected:
        yield connected


def rows_of(table: str) -> st.SearchStrategy[list[Row]]:
    blank = [None] if table == "rates" else []
    key = st.tuples(st.sampled_from(["C1", "C2", *blank]), *(st.sampled_from(["one", *blank]) for _ in NAMES[table][1:]))
    one = st.integers(0, 10).map(lambda day: FIRST + timedelta(day))
    ends = st.none() | st.integers(0, 6).map(timedelta)
    retracted = st.sampled_from(["never", "never", "never", "before", "after"])
    row = st.tuples(key, one, ends, retracted).map(lambda of: Row(of[0], of[1], None if of[2] is None else of[1] + of[2], of[3]))
    return st.lists(row, min_size=2, max_size=8)


def literal(value: Any, stranger: Stranger) -> str:
    if isinstance(value, date) and stranger.on_postgresql:
        return f"DATE '{value}'"
    return "NULL" if value is None else f"'{value}'"


def retract(stranger: Stranger, table: str, identity: str) -> None:
    number = stranger.asks("SELECT max(seq) FROM acts")[0][0] + 1
    stranger.records_an_act("retractions", f"X-{identity}")
    stranger.does(f"INSERT INTO retractions VALUES ({number}, 'X-{identity}', '{table}', '{identity}', 1, 'x')")


def put_in(stranger: Stranger, table: str, identity: str, row: Row) -> bool:
    """Whether the database took the row."""
    stranger.records_an_act(table, identity)
    number = stranger.asks("SELECT max(seq) FROM acts")[0][0]
    if row.retracted == "before":
        retract(stranger, table, identity)
    said = dict(zip(NAMES[table], row.key, strict=True)) | {"valid_from": row.valid_from, "valid_to": row.valid_to}
    values = REST[table] | {next(iter(REST[table])): f"'{identity}'", "seq": str(number)}
    values |= {name: literal(value, stranger) for name, value in said.items()}
    statement = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(values.values())})"
    stranger.does("SAVEPOINT row")
    try:
        stranger.does(statement)
    except Exception:
        stranger.does("ROLLBACK TO row")
        assert stranger.is_refused(statement) == f"{table}: another row of this key holds on one of these days"
        return False
    if row.retracted == "after":
        retract(stranger, table, identity)
    return True


# The stranger's work is undone after each example, so that one connection does for all of them.
@pytest.mark.parametrize("table", NAMES)
@sized_examples
@given(data=st.data())
def test_a_row_is_refused_exactly_where_it_overlaps_one_that_counts(stranger: Stranger, table: str, data: st.DataObject) -> None:
    rows = data.draw(rows_of(table))
    stranger.does("SAVEPOINT example")
    try:
        kept: list[Row] = []
        for number, row in enumerate(rows):
            beside = [other for other in kept if other.key == row.key]
            is_right = row.retracted == "before" or not overlaps([*beside, row])
            assert put_in(stranger, table, f"N{number}", row) is is_right
            if is_right and row.retracted == "never":
                kept.append(row)
    finally:
        stranger.does("ROLLBACK TO example")
