"""The chain, recomputed from the file by a reading of its own that shares no line with the program."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from engine.store import log
from engine.store.chain import Head, canonical
from tests.store.acts_at_hand import append, company, customer, entry, pin, record


def walk(file: Path) -> tuple[int, str]:
    """Length and last digest, every digest compared on the way; from the format written down in `engine.store.chain`."""
    plain = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
    with closing(sqlite3.connect(file)) as outside:
        outside.row_factory = sqlite3.Row
        last, length = "0" * 64, 0
        for act in map(dict, outside.execute("SELECT * FROM acts ORDER BY seq").fetchall()):
            content = dict(outside.execute(f"SELECT * FROM {act['kind']} WHERE seq = ?", [act["seq"]]).fetchone())
            content = {k: v for k, v in content.items() if v is not None and k != "seq"}
            content |= {k: bool(v) for k, v in content.items() if k in ("portal_registered", "may_commission")}
            apart = outside.execute("SELECT salt || fields FROM personal WHERE seq = ?", [act["seq"]]).fetchone()
            # What was erased cannot be compared; that something had been there still stands in the chain.
            assert apart is None or act["personal_digest"] == sha256(apart[0].encode()).hexdigest()
            said = act.pop("digest")
            last = sha256((last + plain(act | {"content": content})).encode()).hexdigest()
            assert last == said
            length += 1
    return length, last


def test_each_act_carries_the_digest_of_all_before_it_over_several_appends(tmp_path: Path) -> None:
    made = record(tmp_path)
    heads = [append(made, *company()), append(made, entry("E8")), append(made, entry("E9"), customer("C2", name="Größe „x“ \x7f"))]
    assert [head.length for head in heads] == [19, 20, 22]
    with made.reading() as connection:
        assert log.head(connection) == heads[-1]
    made.close()
    assert walk(tmp_path / "klausel.db") == heads[-1]


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
        ("people", "may_commission", "1"),
    ],
)
def test_a_change_made_behind_the_programs_back_breaks_the_chain(tmp_path: Path, table: str, column: str, value: str) -> None:
    record(tmp_path, *company()).close()
    with closing(sqlite3.connect(tmp_path / "klausel.db")) as outside:
        outside.execute(f"DROP TRIGGER {table}_no_update")
        outside.execute(f"UPDATE {table} SET {column} = {value} WHERE seq = (SELECT max(seq) FROM {table})")
        outside.commit()
    with pytest.raises(AssertionError):
        walk(tmp_path / "klausel.db")


def test_a_person_can_be_erased_and_the_chain_still_holds(tmp_path: Path) -> None:
    made = record(tmp_path)
    head = append(made, *company())
    made.close()
    with closing(sqlite3.connect(tmp_path / "klausel.db")) as outside:
        salts = [row[0] for row in outside.execute("SELECT salt FROM personal")]
        assert len(salts) == len(set(salts)) == 8
        assert all(len(salt) == 32 for salt in salts)
        outside.execute("DROP TRIGGER personal_no_delete")
        outside.execute("DELETE FROM personal")
        outside.commit()
    assert walk(tmp_path / "klausel.db") == head


def test_an_act_without_personal_fields_has_no_personal_row(tmp_path: Path) -> None:
    record(tmp_path, pin(), customer()).close()
    with closing(sqlite3.connect(tmp_path / "klausel.db")) as outside:
        assert outside.execute("SELECT seq, fields FROM personal").fetchall() == [
            (2, '{"city":"Köln","name":"Verwaltung Süd","street":"Ring 1"}')
        ]
        assert [row[0] is None for row in outside.execute("SELECT personal_digest FROM acts ORDER BY seq")] == [True, False]


def test_what_has_no_canonical_form_is_not_digested() -> None:
    with pytest.raises(TypeError, match="has no canonical form"):
        canonical({"at": object()})
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"amount": float("nan")})
