"""What the tables refuse by themselves is told in one clear line, the same on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.store.record import Record, open_record
from engine.vocabulary.problems import Refused
from tests.databases import DATABASES
from tests.store.act_factories import company
from tests.store.strangers import record_on
from tests.wording.read import english

ACT = "INSERT INTO acts (seq, recorded_at, recorded_by, kind, key, digest) SELECT max(seq) + 1, 1, 'x', 'rates', '{}', 'd' FROM acts"
RATE = "INSERT INTO rates SELECT (SELECT max(seq) FROM acts), '{}', product, 'new', customer_id, {}, {}, valid_from, valid_to FROM rates"
PARTS = "INSERT INTO statement_policies SELECT closing, 'nowhere@1', meaning_digest, text_digest FROM statement_policies"


@pytest.fixture(scope="module", params=DATABASES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with record_on(request.param, tmp_path_factory.mktemp("record"), *company()) as url:
        opened = open_record(url)
        yield opened
        opened.close()


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        ([ACT.format("RT1")], "acts: this is recorded already"),
        ([ACT.format("N1"), RATE.format("N1", 0, "currency")], "the check `rates_hourly_rate` does not hold"),
        ([ACT.format("N1"), RATE.format("N1", 1, "NULL")], "rates: `currency` must not be blank"),
        ([ACT.format("N1"), RATE.format("N2", 1, "currency")], "rates: the act with this number is another one"),
        ([PARTS], "what one of the rows refers to is not there"),
    ],
    ids=["an id that is known", "a check", "a blank", "a rule of rows", "a foreign key"],
)
def test_a_rule_of_the_database_is_reported_in_one_line(made: Record, statements: list[str], told: str) -> None:
    with pytest.raises(Refused) as refused, made.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    (problem,) = refused.value.problems
    assert problem.kind == "against_the_rules"
    where = made.address.shown
    assert english(problem) == f"the record at `{where}` refused what was to be recorded, nothing was stored: {told}"
