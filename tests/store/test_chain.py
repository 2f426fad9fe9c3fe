"""The chain, recomputed from the database by a reading of its own that shares no line with the program."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Connection

from engine.store import log
from engine.store.chain import Head, canonical_json
from tests import databases
from tests.store.act_factories import append, company, customer, entry, pin, record


def walk(url: str) -> tuple[int, str]:
    """Length and last digest, every digest compared on the way; from the format written down in `engine.store.chain`."""
    plain = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
    with databases.outside(url) as outside:
        last, length = "0" * 64, 0
        for act in map(dict, outside.exec_driver_sql("SELECT * FROM acts ORDER BY seq").mappings().all()):
            content = dict(outside.exec_driver_sql(f"SELECT * FROM {act['kind']} WHERE seq = {act['seq']}").mappings().one())
            content = {k: v for k, v in content.items() if v is not None and k != "seq"}
            content |= {k: bool(v) for k, v in content.items() if k in ("portal_registered", "may_commission")}
            content |= {k: v.isoformat() for k, v in content.items() if isinstance(v, date)}
            apart = outside.exec_driver_sql(f"SELECT salt || fields FROM personal WHERE seq = {act['seq']}").first()
            # What was erased cannot be compared; that something had been there still stands in the chain.
            assert apart is None or act["personal_digest"] == sha256(apart[0].encode()).hexdigest()
            said = act.pop("digest")
            last = sha256((last + plain(act | {"content": content})).encode()).hexdigest()
            assert last == said
            length += 1
    return length, last


def without_triggers(outside: Connection, table: str) -> None:
    """What whoever owns the database can do, and the program cannot."""
    if outside.dialect.name == "postgresql":
        outside.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return
    for name in outside.exec_driver_sql(f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'").scalars().all():
        outside.exec_driver_sql(f"DROP TRIGGER {name}")


def test_each_act_carries_the_digest_of_all_before_it_over_several_appends(tmp_path: Path) -> None:
    made = record(tmp_path)
    heads = [append(made, *company()), append(made, entry("E8")), append(made, entry("E9"), customer("C2", name="Größe „x“ \x7f"))]
    assert [head.length for head in heads] == [25, 26, 28]
    with made.reading() as connection:
        assert log.head(connection) == heads[-1]
    made.close()
    assert walk(databases.place(tmp_path / "klausel.db")) == heads[-1]


def test_a_log_without_acts_ends_in_zeros(tmp_path: Path) -> None:
    with record(tmp_path).reading() as connection:
        assert log.head(connection) == Head(0, "0" * 64)


def test_appending_nothing_changes_nothing(tmp_path: Path) -> None:
    made = record(tmp_path, *company())
    with made.reading() as connection:
        before = log.head(connection)
    assert append(made) == before


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("acts", "recorded_by", "'other'"),
        ("rates", "hourly_rate", "1"),
        ("contracts", "valid_to", "NULL"),
        ("people", "may_commission", "NOT may_commission"),
    ],
)
def test_a_change_made_behind_the_programs_back_breaks_the_chain(tmp_path: Path, table: str, column: str, value: str) -> None:
    record(tmp_path, *company()).close()
    url = databases.place(tmp_path / "klausel.db")
    with databases.outside(url) as outside:
        without_triggers(outside, table)
        outside.exec_driver_sql(f"UPDATE {table} SET {column} = {value} WHERE seq = (SELECT max(seq) FROM {table})")
        outside.commit()
    with pytest.raises(AssertionError):
        walk(url)


def test_a_person_can_be_erased_and_the_chain_still_holds(tmp_path: Path) -> None:
    made = record(tmp_path)
    head = append(made, *company())
    made.close()
    url = databases.place(tmp_path / "klausel.db")
    with databases.outside(url) as outside:
        salts = outside.exec_driver_sql("SELECT salt FROM personal").scalars().all()
        assert len(salts) == len(set(salts)) == 8
        assert all(len(salt) == 32 for salt in salts)
        without_triggers(outside, "personal")
        outside.exec_driver_sql("DELETE FROM personal")
        outside.commit()
    assert walk(url) == head


def test_an_act_without_personal_fields_has_no_personal_row(tmp_path: Path) -> None:
    record(tmp_path, pin(), customer()).close()
    with databases.outside(databases.place(tmp_path / "klausel.db")) as outside:
        assert outside.exec_driver_sql("SELECT seq, fields FROM personal").all() == [
            (2, '{"city":"Köln","name":"Verwaltung Süd","street":"Ring 1"}')
        ]
        digests = outside.exec_driver_sql("SELECT personal_digest FROM acts ORDER BY seq").scalars().all()
        assert [digest is None for digest in digests] == [True, False]


def test_what_has_no_canonical_form_is_not_digested() -> None:
    with pytest.raises(TypeError, match="has no canonical form"):
        canonical_json({"at": object()})
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json({"amount": float("nan")})
