"""What was erased is gone from the record's files, not only from its tables: their bytes are searched."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from engine.store import erasures
from engine.store.record import Record, open_record
from engine.vocabulary.problems import Refused
from tests.store.act_factories import RECORDED_AT, Act, company, customer, person, record, url_of
from tests.store.test_chain import walk
from tests.wording.read import english, lines

# With these dice, deleting alone leaves names behind in the file.
SEED = 2


def needle(number: int) -> bytes:
    return f"needle-{number:05d}".encode()


def crowd(size: int) -> list[Act]:
    """A customer and people there with names of very different lengths: pages are split, merged and filled up again."""
    dice = random.Random(SEED)
    people = [person(f"N{number}") for number in range(size)]
    names = ((needle(number).decode() + " ") * dice.choice((1, 20, 60)) for number in range(size))
    return [customer(), *((kind, replace(one, name=name)) for (kind, one), name in zip(people, names, strict=True))]


def erase(made: Record, *numbers: int) -> None:
    with made.writing() as connection:
        places = erasures.erasable_acts(connection, {"people": [f"N{number}@" for number in numbers]}).values()
        assert len(places) == len(numbers)
        erasures.erase(connection, places, person_id="N0", reason="asked for it", now=RECORDED_AT, who="dpo")


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("klausel.db*"))


@pytest.mark.sqlite
def test_no_byte_of_whom_was_erased_is_left_in_whatever_order_it_was(tmp_path: Path, full_size: bool) -> None:
    size = 20_000 if full_size else 2_000
    made = record(tmp_path, *crowd(size))
    assert all(needle(number) in bytes_of(tmp_path) for number in range(0, size, 97))
    order, erased = random.Random(SEED).sample(range(size), size), 0
    while erased < size * 2 // 3:
        erase(made, *order[erased : erased + 20])
        erased += 20
    assert made.wipe() is None
    there = bytes_of(tmp_path)
    assert [number for number in order[:erased] if needle(number) in there] == []
    assert [number for number in order[erased:] if needle(number) not in there] == []
    made.close()
    walk(url_of(tmp_path / "klausel.db"))


@pytest.mark.sqlite
def test_while_somebody_reads_the_text_stays_beside_the_record_which_is_reported_and_mended_later(tmp_path: Path) -> None:
    record(tmp_path, *crowd(3)).close()
    made = open_record(url_of(tmp_path / "klausel.db"), patience=1)
    with open_record(url_of(tmp_path / "klausel.db")).reading() as reader:
        reader.exec_driver_sql("SELECT 1 FROM acts").close()
        erase(made, 1)
        told = made.wipe()
        assert told is not None
        assert english(told).startswith("somebody is reading")
        assert needle(1) in bytes_of(tmp_path)
    assert made.wipe() is None
    assert needle(1) not in bytes_of(tmp_path)


@pytest.mark.sqlite
def test_while_somebody_writes_nothing_is_wiped_and_that_is_one_line(tmp_path: Path) -> None:
    record(tmp_path, *crowd(3)).close()
    made = open_record(url_of(tmp_path / "klausel.db"), patience=1)
    with open_record(url_of(tmp_path / "klausel.db")).writing(), pytest.raises(Refused) as refused:
        made.wipe()
    (told,) = lines(refused.value)
    assert "is being written by somebody else" in told


def test_what_is_erased_is_told_from_what_never_had_personal_fields(tmp_path: Path) -> None:
    made = record(tmp_path, *company())
    keys = {"people": ["P1@"], "contracts": ["K1"], "time_entries": ["E1", "E2"], "waivers": ["WV1", "WV9"]}
    with made.writing() as connection:
        found = erasures.erasable_acts(connection, keys)
        assert set(found) == {("people", "P1@"), ("time_entries", "E2"), ("waivers", "WV1")}
        # One act of `company` is an erasure of another act already.
        assert erasures.count_erased_for(connection, "P1") == 1
        erasures.erase(connection, [found["waivers", "WV1"]], person_id="P1", reason="asked for it", now=RECORDED_AT, who="dpo")
        assert set(erasures.erasable_acts(connection, keys)) == {("people", "P1@"), ("time_entries", "E2")}
        assert erasures.count_erased_for(connection, "P1") == 2
