"""Whatever is done to a record from outside, `verify` finds it and names the row; what a chain cannot see, the anchor does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import (
    Integer,
    Table,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError

from engine.store import log_check
from engine.store.mismatch import Mismatch
from engine.store.tables import METADATA
from engine.use_cases.audit.verify import Verified, verify
from tests.use_cases.audited_company import AuditedCompany, audited_company, tampering, unguard
from tests.use_cases.tampered_record import Row, chain_again, chosen, cut, is_unique, key_of, mismatch, others, rows
from tests.wording.read import line

EVERY_TABLE = sorted(METADATA.tables)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuditedCompany]:
    """One for all tests here: none of them keeps what it does to it."""
    made = audited_company(tmp_path_factory.mktemp("audited"))
    unguard(made)
    yield made
    made.record.close()


def shown(found: Mismatch | None) -> str:
    """What a person is told of it."""
    assert found is not None
    return line(found.problem)


def names_it(found: Mismatch, table: Table, row: Row, other: Any = None) -> bool:
    """It names the act's place, or the frozen row's table and key. An erasure that was changed leaves a personal row missing."""
    told = line(found.problem)
    if "seq" in table.columns:
        return f"seq {row['seq']}:" in told or (table.name, found.table) == ("erasures", "personal")
    keys = [row[column.name] for column in table.primary_key.columns]
    return f"`{table.name}`, closing" in told and (all(str(key) in told for key in keys) or str(other) in told)


def test_a_record_that_nobody_touched_fits(company: AuditedCompany) -> None:
    verified = verify(company.record, company.packs)
    with company.record.reading() as connection:
        counted = {name: len(rows(connection, table)) for name, table in METADATA.tables.items()}
    assert all(counted.values()), "every table has a row to be changed"
    assert verified == Verified(sum(counted.values()), verified.head)
    assert verified.head.length == counted["acts"]
    assert verify(company.record, company.packs, verified.head) == verified


def test_windows_smaller_than_the_log_find_the_same(company: AuditedCompany, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = verify(company.record, company.packs)
    for size in (1, 7, whole.head.length, whole.head.length - 1):
        monkeypatch.setattr(log_check, "WINDOW", size)
        assert verify(company.record, company.packs) == whole


@pytest.mark.parametrize("name", EVERY_TABLE)
def test_a_change_in_any_column_is_found(company: AuditedCompany, name: str, full_size: bool) -> None:
    table = METADATA.tables[name]
    with tampering(company) as connection:
        among = rows(connection, table)
        for row in chosen(among, full_size):
            for column in table.columns:
                for other in others(column, row[column.name], among):
                    with connection.begin_nested() as changed:
                        assert connection.execute(update(table).where(*key_of(table, row)).values({column.name: other})).rowcount == 1
                        found = mismatch(connection, company)
                        changed.rollback()
                    assert found is not None, f"{column}: {row[column.name]!r} → {other!r} in {row}"
                    assert names_it(found, table, row, other), f"{column}: {row[column.name]!r} → {other!r}: {found}"


@pytest.mark.parametrize("name", EVERY_TABLE)
def test_a_row_that_was_deleted_is_found(company: AuditedCompany, name: str, full_size: bool) -> None:
    table = METADATA.tables[name]
    with tampering(company) as connection:
        for row in chosen(rows(connection, table), full_size):
            with connection.begin_nested() as deleted:
                connection.execute(delete(table).where(*key_of(table, row)))
                found = mismatch(connection, company)
                deleted.rollback()
            assert found is not None, row
            assert names_it(found, table, row), f"{row}: {found}"


@pytest.mark.parametrize("name", EVERY_TABLE)
def test_rows_that_were_swapped_are_found(company: AuditedCompany, name: str, full_size: bool) -> None:
    table = METADATA.tables[name]
    keys = {column.name for column in table.primary_key.columns}
    with tampering(company) as connection:
        among = rows(connection, table)
        for one, other in chosen(list(pairwise(among)), full_size):
            contents = [{name: value for name, value in row.items() if name not in keys} for row in (one, other)]
            if contents[0] == contents[1]:
                continue
            with connection.begin_nested() as swapped:
                connection.execute(delete(table).where(*key_of(table, one)))
                connection.execute(delete(table).where(*key_of(table, other)))
                connection.execute(insert(table), [one | contents[1], other | contents[0]])
                found = mismatch(connection, company)
                swapped.rollback()
            assert found is not None, (one, other)
            assert table.name in shown(found) or table.name == "erasures", found


@pytest.mark.parametrize("name", EVERY_TABLE)
def test_a_row_that_was_replaced_and_one_that_was_added_are_found(company: AuditedCompany, name: str) -> None:
    table = METADATA.tables[name]
    with tampering(company) as connection:
        among = rows(connection, table)
        row = among[len(among) // 2]
        replaced = {one.name: row[one.name] if one.primary_key else others(one, row[one.name], among)[0] for one in table.columns}
        moved = {one.name: others(one, row[one.name], among)[0] if is_unique(one) else row[one.name] for one in table.columns}
        for how, old, new in (("replaced", row, replaced), ("added", None, moved)):
            with connection.begin_nested() as done:
                if old is not None:
                    connection.execute(delete(table).where(*key_of(table, old)))
                connection.execute(insert(table), [new])
                found = mismatch(connection, company)
                done.rollback()
            assert found is not None, f"{how}: {new}"
            assert table.name in shown(found) or table.name == "erasures", f"{how}: {found}"


def test_a_tail_that_was_cut_off_is_found_by_the_anchor_alone(company: AuditedCompany) -> None:
    head = verify(company.record, company.packs).head
    with tampering(company) as connection:
        erased_at = connection.scalar(select(METADATA.tables["erasures"].c.seq))
        assert erased_at is not None
        for length in range(head.length - 1, erased_at - 1, -1):
            cut(connection, length)
            assert mismatch(connection, company) is None
            found = mismatch(connection, company, head)
            assert shown(found) == f"`acts`, seq {length + 1}: is missing; the anchor was taken of {head.length} acts"
        cut(connection, erased_at - 1)
        assert "is missing, and no erasure names it" in shown(mismatch(connection, company))


def test_a_recomputed_chain_is_found_by_the_anchor_alone(company: AuditedCompany) -> None:
    head = verify(company.record, company.packs).head
    with tampering(company) as connection:
        connection.execute(text("UPDATE acts SET recorded_by = 'nobody' WHERE seq = 3"))
        digest = chain_again(connection)
        assert mismatch(connection, company) is None
        found = mismatch(connection, company, head)
        assert shown(found) == f"`acts`, seq {head.length}: has the digest `{digest}`, but the anchor has `{head.digest}`"


THEN = "follows from what was known when the month was closed"
FORGED = [
    (
        "UPDATE time_entries SET minutes = 61 WHERE entry_id = 'E1'",
        f"`statement_customers`, closing 32 (2026-10), `C1`: `billable` is `60`, but `61` {THEN}",
    ),
    (
        "UPDATE consents SET hourly_rate = 11900 WHERE consent_id = 'CO1'",
        f"`statement_customers`, closing 32 (2026-10), `C1`: `net` is `12000`, but `11900` {THEN}",
    ),
    (
        "UPDATE determinations SET coverage = 'billable'",
        f"`statement_customers`, closing 32 (2026-10), `C2`: `covered` is `55`, but `30` {THEN}",
    ),
]


@pytest.mark.parametrize(("forgery", "told"), FORGED)
def test_acts_that_were_forged_with_their_chain_no_longer_lead_to_what_was_frozen(company: AuditedCompany, forgery: str, told: str) -> None:
    with tampering(company) as connection:
        assert connection.execute(text(forgery)).rowcount == 1
        chain_again(connection)
        assert shown(mismatch(connection, company)) == told


TOLD = {
    "UPDATE rates SET hourly_rate = 1 WHERE rate_id = 'RT1'": "`acts`, seq N: `rates` `RT1` has the digest `D`, "
    "but what is recorded comes to `D`",
    "UPDATE rates SET rate_id = 'RT9' WHERE rate_id = 'RT1'": "`rates`, seq N: holds `RT9`, but `acts` has `RT1` there",
    "DELETE FROM acts WHERE seq = 5": "`acts`, seq 5: is missing; seq 6 follows",
    "DELETE FROM rates WHERE rate_id = 'RT2'": "`rates`, seq N: is missing; `acts` has `RT2` there",
    "DELETE FROM acts WHERE seq = (SELECT max(seq) FROM acts)": "`policy_withdrawals`, seq N: belongs to no act; "
    "`acts` has nothing of `policy_withdrawals` there",
    "UPDATE rates SET seq = 1000 WHERE rate_id = 'RT2'": "`rates`, seq N: is missing; `acts` has `RT2` there",
    "INSERT INTO personal VALUES (100000, 'salt', 'fields')": "`personal`, seq 100000: is outside the log, which has the places 1 to N",
    "UPDATE acts SET kind = 'wishes' WHERE seq = 5": "`acts`, seq 5: `wishes` is no kind of act",
    "UPDATE personal SET fields = 'other' WHERE seq = (SELECT seq FROM acts WHERE key = 'C2@')": "`personal`, seq N: comes to the "
    "digest `D`, but the act has `D`",
    "DELETE FROM personal WHERE seq = (SELECT seq FROM acts WHERE key = 'C2@')": "`personal`, seq N: is missing, and no erasure names it",
    "INSERT INTO personal SELECT act, 'salt', 'back again' FROM erasures": "`personal`, seq N: was erased, but is there",
    "INSERT INTO personal VALUES (1, 'salt', 'fields')": "`personal`, seq 1: belongs to an act without personal fields",
    "DELETE FROM statement_lines WHERE request_id = 'R4'": "`statement_lines`, closing 32 (2026-10), `R4` `14900`: is missing, "
    "but follows from what was known when the month was closed",
    "UPDATE statement_parts SET entry_id = 'E99' WHERE entry_id = 'E10' AND first_minute = 0": "`statement_parts`, "
    "closing N (2026-11), `E10` `0`: is missing, but follows from what was known when the month was closed",
    "UPDATE statement_policies SET text_digest = 'other' WHERE closing = 32": "`statement_policies`, closing 32 (2026-10), "
    "`hausperfekt@2025-01`: `text_digest` is `other`, but `D` follows from what was known when the month was closed",
    "UPDATE statement_decisions SET clauses = 'other' WHERE closing = 32 AND number = 1": "`statement_decisions`, closing 32 (2026-10), "
    "`1`: `clauses` is `other`, but `faq-3.3` follows from what was known when the month was closed",
    "UPDATE statement_lines SET closing = 33 WHERE closing = 32 AND request_id = 'R1'": "`statement_lines`, closing 33: "
    "belongs to no closing; there is none at that place in the log",
}


@pytest.mark.parametrize(("tampered", "told"), TOLD.items())
def test_the_first_row_that_does_not_fit_is_named(company: AuditedCompany, tampered: str, told: str) -> None:
    with tampering(company) as connection:
        assert connection.execute(text(tampered)).rowcount == 1
        found = shown(mismatch(connection, company))
    # which place an act has, and what a digest comes to, is left to chance
    expected = re.escape(told).replace("seq\\ N", r"seq \d+").replace("to\\ N", r"to \d+").replace("closing\\ N", r"closing \d+")
    assert re.fullmatch(expected.replace("`D`", r"`\w{64}`"), found), found


def test_a_text_among_numbers_is_found_where_the_database_lets_it_in(company: AuditedCompany) -> None:
    let_in = 0
    with tampering(company) as connection:
        for table in METADATA.tables.values():
            row = rows(connection, table)[-1]
            for column in table.columns:
                if not isinstance(column.type, Integer) or column.name == "seq":
                    continue
                where = " AND ".join(f"{one.name} = {row[one.name]!r}" for one in table.primary_key.columns)
                with connection.begin_nested() as changed:
                    try:
                        connection.execute(text(f"UPDATE {table.name} SET {column.name} = 'many' WHERE {where}"))
                    except DBAPIError:
                        assert connection.dialect.name == "postgresql", column
                    else:
                        let_in += 1
                        assert mismatch(connection, company) is not None, column
                    changed.rollback()
    assert (let_in > 0) == (connection.dialect.name == "sqlite")
