"""The database refuses by itself what must not be recorded, tried from outside the program with plain SQL, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from engine.store.kinds import KINDS
from engine.store.tables import METADATA, TABLE_OF_KIND
from tests.databases import DATABASES
from tests.store.act_factories import at
from tests.store.row_examples import ACTS, GOOD
from tests.store.strangers import Stranger, record_on, stranger_at

OF_ACTS = sorted(name for name, table in METADATA.tables.items() if "seq" in table.columns)
BEFORE = str(at("09-01 09:00"))


@pytest.fixture(scope="module", params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A record that all tests here share: nothing that they do in it is committed."""
    with record_on(request.param, tmp_path_factory.mktemp("record"), *ACTS) as url:
        yield url


@pytest.mark.parametrize("table", KINDS)
def test_a_row_that_keeps_every_rule_is_taken(stranger: Stranger, table: str) -> None:
    before = len(stranger.rows(table))
    stranger.records(table, **GOOD[table])
    assert len(stranger.rows(table)) == before + 1


REFERENCES = [
    ("people", "customer_id", "customer"),
    ("contracts", "customer_id", "customer"),
    ("training", "customer_id", "customer"),
    ("training", "person_id", "person"),
    ("rates", "customer_id", "customer"),
    ("requests", "customer_id", "customer"),
    ("requests", "person_id", "person"),
    ("retriages", "request_id", "request"),
    ("retriages", "person_id", "person"),
    ("determinations", "request_id", "request"),
    ("quotes", "request_id", "request"),
    ("consents", "request_id", "request"),
    ("consents", "given_by", "person"),
    ("consents", "quote_id", "quote"),
    ("withdrawals", "consent_id", "consent"),
    ("time_entries", "request_id", "request"),
    ("waivers", "entry_id", "time entry"),
    ("closures", "request_id", "request"),
    ("erasures", "person_id", "person or customer"),
]


def test_every_column_that_names_another_act_is_tried_here() -> None:
    naming = {(kind, name) for kind in KINDS for name in KINDS[kind].plain[1:] if name.endswith("_id") or name == "given_by"}
    assert {(table, column) for table, column, _ in REFERENCES} == naming


@pytest.mark.parametrize(("table", "column", "name"), REFERENCES)
def test_a_reference_to_what_is_not_there_is_refused(stranger: Stranger, table: str, column: str, name: str) -> None:
    told = f"{table}: there is no such {name}"
    assert stranger.may_not_record(table, **GOOD[table] | {column: "'nobody'"}) == told


def test_a_retraction_of_what_is_not_there_is_refused(stranger: Stranger) -> None:
    for kind, identity in (("training", "nobody"), ("closures", "T1")):
        wrong = GOOD["retractions"] | {"kind": f"'{kind}'", "id": f"'{identity}'"}
        assert stranger.may_not_record("retractions", **wrong) == "retractions: there is no such act to retract"


def test_what_a_strangers_own_table_says_is_not_believed(stranger: Stranger) -> None:
    stranger.does("CREATE TEMPORARY TABLE customers (customer_id text)", "INSERT INTO customers VALUES ('nobody')")
    told = "contracts: there is no such customer"
    assert stranger.may_not_record("contracts", **GOOD["contracts"] | {"customer_id": "'nobody'"}) == told


RETRACTED = [
    *((table, "request_id", "'R9'", "request") for table, column, _ in REFERENCES if column == "request_id"),
    ("consents", "quote_id", "'Q9'", "quote"),
    ("withdrawals", "consent_id", "'CO9'", "consent"),
    ("waivers", "entry_id", "'E2'", "time entry"),
]


@pytest.mark.parametrize(("table", "column", "value", "name"), RETRACTED)
def test_a_reference_to_what_was_retracted_is_refused(stranger: Stranger, table: str, column: str, value: str, name: str) -> None:
    wrong = GOOD[table] | {column: value}
    if column == "request_id" and table == "consents":
        wrong["quote_id"] = "NULL"
    assert stranger.may_not_record(table, **wrong) == f"{table}: that {name} was retracted"


@pytest.mark.parametrize(("table", "column", "value"), [named[:3] for named in RETRACTED])
def test_a_row_that_is_retracted_itself_may_refer_to_what_was_retracted(stranger: Stranger, table: str, column: str, value: str) -> None:
    stranger.records_an_act("retractions", "N2")
    number = stranger.asks("SELECT max(seq) FROM acts")[0][0]
    stranger.records_an_act(table, "N1")
    stranger.does(stranger.like_the_first("retractions", seq=str(number), retraction_id="'N2'", kind=f"'{table}'", id="'N1'"))
    stranger.does(stranger.like_the_first(table, **GOOD[table] | {column: value}))


@pytest.mark.parametrize(
    ("kind", "identity", "named"),
    [
        ("requests", "R1", "a re-triage"),
        ("requests", "R2", "a quote"),
        ("quotes", "Q1", "a consent"),
        ("consents", "CO1", "a withdrawal"),
        ("time_entries", "E1", "a waiver"),
    ],
)
def test_what_a_row_that_counts_refers_to_cannot_be_retracted(stranger: Stranger, kind: str, identity: str, named: str) -> None:
    wrong = GOOD["retractions"] | {"kind": f"'{kind}'", "id": f"'{identity}'"}
    assert stranger.may_not_record("retractions", **wrong) == f"retractions: {named} that counts still refers to it"


@pytest.mark.parametrize(
    ("table", "changed", "told"),
    [
        ("contracts", {"product": "'product'"}, "another row of this key holds on one of these days"),
        ("contracts", {"product": "'product'", "valid_to": "NULL"}, "another row of this key holds on one of these days"),
        ("rates", {"role": "'support'"}, "another row of this key holds on one of these days"),
        ("quotes", {"expires_at": BEFORE}, "it expires before it begins"),
        ("consents", {"expires_at": BEFORE}, "it expires before it begins"),
        ("consents", {"request_id": "'R2'"}, "its quote is of another request"),
        ("withdrawals", {"consent_id": "'CO1'"}, "its consent is withdrawn already"),
        ("withdrawals", {"consent_id": "'CO5'"}, "only a granted consent can be withdrawn"),
        ("withdrawals", {"withdrawn_at": BEFORE}, "it lies before its consent was given"),
        ("waivers", {"entry_id": "'E1'"}, "its time entry is waived already"),
        ("retriages", {"triaged_at": BEFORE}, "it lies before its request was received"),
        ("determinations", {"determined_at": BEFORE}, "it lies before its request was received"),
        ("quotes", {"sent_at": BEFORE}, "it lies before its request was received"),
        ("consents", {"given_at": BEFORE}, "it lies before its request was received"),
        ("time_entries", {"started_at": BEFORE}, "it lies before its request was received"),
        ("closures", {"closed_at": BEFORE}, "it lies before its request was received"),
        ("closings", {"month": "'2026-09'"}, "a later month is closed already"),
    ],
)
def test_what_the_doors_refuse_is_refused_below_them_too(stranger: Stranger, table: str, changed: dict[str, str], told: str) -> None:
    assert stranger.may_not_record(table, **GOOD[table] | changed) == f"{table}: {told}"


@pytest.mark.parametrize(("table", "retracted"), [("withdrawals", "W1"), ("waivers", "WV1"), ("contracts", "K1"), ("rates", "RT1")])
def test_what_was_retracted_makes_room_for_another(stranger: Stranger, table: str, retracted: str) -> None:
    like_it = {KINDS[table].identity: "'N1'"}
    stranger.may_not_record(table, **like_it)
    stranger.records("retractions", retraction_id="'N2'", kind=f"'{table}'", id=f"'{retracted}'")
    stranger.records(table, **like_it)


@pytest.mark.parametrize("table", KINDS)
def test_a_row_is_that_of_its_act(stranger: Stranger, table: str) -> None:
    told = f"{table}: the act with this number is another one"
    row = stranger.like_the_first(table, **GOOD[table])
    assert stranger.is_refused(row.replace("(SELECT max(seq) FROM acts)", "1000")) == told, "no act at all"
    stranger.records_an_act(table, "another")
    assert stranger.is_refused(row) == told, "another key"
    stranger.records_an_act("rates" if table != "rates" else "contracts", stranger.key(table, GOOD[table]))
    assert stranger.is_refused(row) == told, "another kind"


def test_a_customer_who_moves_is_that_of_its_act_from_its_day_on(stranger: Stranger) -> None:
    stranger.records_an_act("customers", "N1@2026-02-01")
    for day in ("NULL", "'2026-02-02'"):
        row = stranger.like_the_first("customers", customer_id="'N1'", valid_from=f"CAST({day} AS DATE)" if stranger.on_postgresql else day)
        assert stranger.is_refused(row) == "customers: the act with this number is another one"
    day = "DATE '2026-02-01'" if stranger.on_postgresql else "'2026-02-01'"
    stranger.does(stranger.like_the_first("customers", customer_id="'N1'", valid_from=day))


def test_personal_fields_stand_only_beside_an_act_that_has_some(stranger: Stranger) -> None:
    stranger.records_an_act("rates", "N1")
    assert stranger.is_refused(stranger.like_the_first("personal")) == "personal: its act has no personal fields"


@pytest.mark.parametrize("table", OF_ACTS)
def test_no_text_is_empty_and_nothing_that_is_demanded_is_blank(stranger: Stranger, table: str) -> None:
    good = GOOD.get(table, {}) | ({"seq": "(SELECT max(seq) + 1 FROM acts)", "key": "'N1'"} if table == "acts" else {})
    if table in KINDS:
        stranger.records_an_act(table, stranger.key(table, good))
    for column in METADATA.tables[table].columns:
        if column.name == "seq":
            continue
        if column.type.python_type is str:
            said = stranger.is_refused(stranger.like_the_first(table, **good | {column.name: "''"}))
            assert said == f"{table}: a text is not empty", column.name
        if not column.nullable:
            stranger.is_refused(stranger.like_the_first(table, **good | {column.name: "NULL"}))


def test_two_strangers_at_once_cannot_record_what_neither_sees_of_the_other(place: str) -> None:
    with stranger_at(place) as one, stranger_at(place) as another:
        one.records("contracts", **GOOD["contracts"])
        if not another.on_postgresql:
            with pytest.raises(Exception, match="database is locked"):
                another.records("contracts", **GOOD["contracts"])
            return
        another.does("SET lock_timeout = 50")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            another.records("contracts", **GOOD["contracts"])


def test_every_kind_of_act_has_a_table_with_rules(stranger: Stranger) -> None:
    if stranger.on_postgresql:
        named = stranger.asks("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    else:
        named = stranger.asks("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    assert {f"{table}_rules" for table in ["acts", "personal", *TABLE_OF_KIND]} <= {name for (name,) in named}
