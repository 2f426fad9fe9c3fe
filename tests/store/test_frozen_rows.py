"""Rows that are frozen with a month: what the database refuses of them, tried with plain SQL on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.store.tables import TABLE_OF_FROZEN
from tests.databases import DATABASES
from tests.store.act_factories import company
from tests.store.strangers import Stranger, record_on

FROZEN = sorted(table.name for table in TABLE_OF_FROZEN.values())


@pytest.fixture(scope="module", params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with record_on(request.param, tmp_path_factory.mktemp("record"), *company()) as url:
        yield url


@pytest.mark.parametrize("table", FROZEN)
def test_nothing_is_added_to_a_statement_once_another_act_was_recorded(stranger: Stranger, table: str) -> None:
    stranger.records_an_act("closings", "2026-11")
    told = f"{table}: a statement is frozen with its closing and not added to"
    if stranger.on_postgresql:
        assert stranger.is_refused(stranger.like_the_first(table)) == told
    else:
        stranger.does(f"DROP TRIGGER {table}_no_replace")
        assert stranger.is_refused(stranger.like_the_first(table)) == told


@pytest.mark.parametrize("table", FROZEN)
def test_a_frozen_row_hangs_on_a_closing(stranger: Stranger, table: str) -> None:
    stranger.records_an_act("closings", "2026-11")
    row = stranger.like_the_first(table, closing="(SELECT max(seq) FROM acts)")
    assert stranger.is_refused(row) == f"{table}: there is no such closing"


def test_what_was_erased_is_not_put_in_again(stranger: Stranger) -> None:
    ((fields,),) = stranger.asks("SELECT fields FROM personal WHERE seq = 2")
    stranger.does("DELETE FROM personal WHERE seq = 2")
    assert stranger.is_refused(f"INSERT INTO personal VALUES (2, 'salt', '{fields}')") == "personal: these fields were erased"
