"""Acts are appended together or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.store import act_queries, log
from engine.store.acts import Acts
from engine.store.chain import Head
from engine.store.record import Record
from engine.vocabulary.instants import Instant
from engine.vocabulary.problems import Refused
from tests.store.act_factories import (
    append,
    company,
    consent,
    customer,
    entry,
    person,
    pin,
    policy_withdrawal,
    quote,
    rate,
    record,
    request,
    retraction,
    waiver,
    withdrawal,
)
from tests.wording.read import english, lines


def all_of(made: Record) -> Acts:
    with made.reading() as connection:
        return act_queries.everything(connection, retracted=True, personal=act_queries.EVERY_KIND)


def refused(made: Record, *acts: tuple[str, Any]) -> str:
    """What the record says to these acts, having kept nothing of them."""
    before = all_of(made)
    with pytest.raises(Refused) as refusal:
        append(made, *acts)
    assert all_of(made) == before
    (problem,) = refusal.value.problems
    assert problem.kind == "against_the_rules"
    return english(problem).partition(", nothing was stored: ")[2]


def test_acts_of_one_call_may_refer_to_each_other_in_any_order(tmp_path: Path) -> None:
    made = record(tmp_path)
    # what a draft was withdrawn by comes after it, whatever the order of the others
    acts = [act for act in reversed(company()) if act[0] != "policy_withdrawals"]
    assert append(made, *acts, policy_withdrawal()).length == len(company())
    assert all_of(made).time_entries == (entry("E2", note="oops")[1], entry()[1])


def test_an_act_is_recorded_with_the_time_and_the_person_that_the_caller_names(tmp_path: Path) -> None:
    made = record(tmp_path)
    with made.writing() as connection:
        log.append(connection, [pin()], recorded_at=Instant(7), recorded_by="bo")
    with made.reading() as connection:
        rows = connection.exec_driver_sql("SELECT seq, recorded_at, recorded_by, kind, key FROM acts").all()
    assert [tuple(row) for row in rows] == [(1, 7, "bo", "policy_pins", "product@2025-01")]


def test_the_key_of_a_customer_is_its_id_and_the_day_from_which_it_holds(tmp_path: Path) -> None:
    made = record(tmp_path, customer(), customer(valid_from=date(2026, 2, 1)))
    with made.reading() as connection:
        keys = connection.exec_driver_sql("SELECT key FROM acts ORDER BY seq").scalars().all()
    assert keys == ["C1@", "C1@2026-02-01"]


def test_a_key_is_recorded_once(tmp_path: Path) -> None:
    made = record(tmp_path, *company())
    recorded_already = "acts: this is recorded already"
    assert refused(made, rate()) == recorded_already
    assert refused(made, customer(name="Other")) == recorded_already
    assert refused(made, rate("RT2"), rate("RT2")) == recorded_already


def test_an_act_that_refers_to_what_is_not_there_is_refused(tmp_path: Path) -> None:
    made = record(tmp_path, *company())
    told = {
        entry("E9", of="R9"): "time_entries: there is no such request",
        consent("CO9", quoted="Q9"): "consents: there is no such quote",
        waiver("WV9", of="E9"): "waivers: there is no such time entry",
        retraction("X9", of="E9"): "retractions: there is no such act to retract",
    }
    for act, message in told.items():
        assert refused(made, rate("RT2", role="technical"), act) == message


def test_an_act_is_retracted_once(tmp_path: Path) -> None:
    assert refused(record(tmp_path, *company()), retraction("X2")) == "retractions: this is recorded already"


def test_what_takes_the_place_of_a_retracted_rate_is_recorded_in_one_go_with_the_retraction(tmp_path: Path) -> None:
    made = record(tmp_path, *company())
    assert refused(made, rate("RT2")) == "rates: another row of this key holds on one of these days"
    append(made, rate("RT2"), retraction("X2", "rates", "RT1"))
    assert refused(made, rate("RT3")) == "rates: another row of this key holds on one of these days"
    append(made, rate("RT3"), rate("RT4"), retraction("X3", "rates", "RT2"), retraction("X4", "rates", "RT3"))
    with made.reading() as connection:
        assert [row.rate_id for row in act_queries.everything(connection).rates] == ["RT4"]


def test_a_request_is_retracted_with_all_that_hangs_on_it_in_one_go_in_any_order(tmp_path: Path) -> None:
    acts = request("R2"), quote("Q2", of="R2"), consent("CO2", of="R2", quoted="Q2"), withdrawal("W2", of="CO2"), entry("E9", of="R2")
    kinds = {"requests": "R2", "quotes": "Q2", "consents": "CO2", "withdrawals": "W2", "time_entries": "E9"}
    gone = [retraction(f"X-{identity}", kind, identity) for kind, identity in kinds.items()]
    made = record(tmp_path, *company(), *acts)
    assert refused(made, gone[0]) == "retractions: a quote that counts still refers to it"
    assert refused(made, *gone[:-1]) == "retractions: a time entry that counts still refers to it"
    append(made, *gone)
    assert refused(made, entry("E10", of="R2")) == "time_entries: that request was retracted"
    (tmp_path / "at once").mkdir()
    assert all_of(record(tmp_path / "at once", *company(), *gone, *acts)).retractions[1:] == tuple(act for _, act in gone)


def test_whatever_is_raised_in_a_transaction_undoes_all_of_it(tmp_path: Path) -> None:
    made = record(tmp_path, *company())
    before = all_of(made)
    with pytest.raises(ZeroDivisionError), made.writing() as connection:
        log.append(connection, [entry("E8")], recorded_at=Instant(1), recorded_by="anna")
        log.append(connection, [entry("E9")], recorded_at=Instant(1), recorded_by="anna")
        assert len(act_queries.everything(connection).time_entries) == 3
        _ = 1 / 0
    assert all_of(made) == before


def test_two_appends_of_one_transaction_continue_one_chain(tmp_path: Path) -> None:
    made = record(tmp_path, *company())
    with made.writing() as connection:
        log.append(connection, [entry("E8")], recorded_at=Instant(1), recorded_by="anna")
        last = log.append(connection, [entry("E9")], recorded_at=Instant(1), recorded_by="anna")
        assert log.head(connection) == last
    assert last.length == len(company()) + 2


def test_a_reader_can_write_nothing(tmp_path: Path) -> None:
    made = record(tmp_path, *company())
    with pytest.raises(Refused) as refusal, made.reading() as connection:
        log.append(connection, [entry("E9")], recorded_at=Instant(1), recorded_by="anna")
    assert "may not be written" in lines(refusal.value)[0]


def test_a_kind_that_is_none_and_a_record_of_another_kind_are_refused(tmp_path: Path) -> None:
    made = record(tmp_path)
    with pytest.raises(KeyError, match="invoices"):
        append(made, ("invoices", rate()[1]))
    with pytest.raises(TypeError, match="requests are recorded as Request, not as Rate"):
        append(made, ("requests", rate()[1]))
    with made.reading() as connection:
        assert log.head(connection) == Head()


def test_more_acts_than_go_to_the_database_at_once_are_all_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "ROWS_AT_ONCE", 3)
    made = record(tmp_path)
    head = append(made, customer(), person(), request(), *(entry(f"E{number}") for number in range(8)))
    assert head.length == 11
    assert [found.entry_id for found in all_of(made).time_entries] == [f"E{number}" for number in range(8)]
