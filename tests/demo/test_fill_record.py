"""Filling a record with the demo: an empty one only, with a script that fits the packs."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from demo.company import make_demo
from demo.filling import fill
from demo.script import read_script
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder
from engine.vocabulary.instants import local_day, read_instant
from engine.vocabulary.problems import Refused
from tests.demo.demo_record import BERLIN, demo_record
from tests.use_cases.desk_driver import NOW, POLICIES, Desk, deciders
from tests.use_cases.tiny_company import tiny
from tests.wording.read import lines

VERSIONS = ("2023-08", "2025-01")


def test_a_record_that_holds_anything_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    before = desk.stored()
    with pytest.raises(Refused) as refused:
        fill(desk.record, deciders(), now=NOW, who="anna")
    assert [problem.kind for problem in refused.value.problems] == ["not_empty"]
    where = desk.record.address.shown
    expected = f"`{where}` holds records; the demo fills only an empty one: name another with --db or KLAUSEL_DATABASE_URL"
    assert lines(refused.value) == [expected]
    assert desk.stored() == before


def test_the_demo_fills_a_record_once() -> None:
    filled = demo_record()
    before = filled.desk.stored()
    with pytest.raises(Refused) as refused:
        fill(filled.desk.record, deciders(), now=NOW, who="anna")
    assert "holds records" in lines(refused.value)[0]
    assert filled.desk.stored() == before


def test_on_an_earlier_day_it_ends_the_day_before(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    fill(desk.record, deciders(), now=read_instant("2025-03-12T09:00:00+01:00"), who="anna")
    there = desk.everything()
    last = max(local_day(entry.started_at, BERLIN) for entry in there.time_entries)
    assert last == date(2025, 3, 11)
    assert max(local_day(request.received_at, BERLIN) for request in there.requests) == last


def test_a_folder_of_packs_without_a_demo_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    shutil.copytree(POLICIES, folder)
    (folder / "demo.yaml").unlink()
    with pytest.raises(Refused) as refused:
        make_demo(open_policies(folder, notes_folder()))
    assert lines(refused.value) == [f"{folder / 'demo.yaml'}: the file is missing"]


def test_a_field_that_is_none_is_reported_with_its_line(tmp_path: Path) -> None:
    text = (POLICIES / "demo.yaml").read_text(encoding="utf-8")
    (tmp_path / "demo.yaml").write_text(text.replace("\nrequests: 3000\n", "\nrequests: 0\n"), encoding="utf-8")
    line = 1 + text.splitlines().index("requests: 3000")
    with pytest.raises(Refused) as refused:
        read_script(tmp_path)
    assert lines(refused.value) == [f"{tmp_path / 'demo.yaml'}, line {line}, `requests`: `0` is not a whole number from 1 on"]


def test_a_kind_of_help_that_no_pack_knows_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    shutil.copytree(POLICIES, folder)
    text = (folder / "demo.yaml").read_text(encoding="utf-8")
    (folder / "demo.yaml").write_text(text.replace("service: self_service", "service: self_servce"), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        make_demo(open_policies(folder, notes_folder()))
    told = [f"{folder}/demo.yaml, `situations`: `self_servce` is not a value of `service` in hausperfekt@{version}" for version in VERSIONS]
    assert lines(refused.value) == told


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (
            "product: exampleworks, from: 2025-02-01",
            "product: beispielwerk, from: 2025-02-01",
            "`customers`: `beispielwerk` has no pack; there are exampleworks, hausperfekt",
        ),
        ("customer: Bauverein Rotschwanzanger eG", "customer: Bauverein", "`rates`: `Bauverein` is not one of the customers"),
        ("size: 2, country: AT", "size: 2, country: LI", "`towns`: `LI` needs two towns, since customers move"),
        ("technical_hotline: technical", "technical_hotline: netzwerk", "`hotlines`: no agent has the role `netzwerk`"),
    ],
)
def test_a_name_that_stands_for_nothing_is_refused(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    folder = tmp_path / "policies"
    shutil.copytree(POLICIES, folder)
    text = (folder / "demo.yaml").read_text(encoding="utf-8")
    assert right in text
    (folder / "demo.yaml").write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        make_demo(open_policies(folder, notes_folder()))
    assert lines(refused.value) == [f"{folder}/demo.yaml, {told}"]
