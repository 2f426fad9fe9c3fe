"""What is recorded all the same but worth a look: one agent at two customers at once, work after closure."""

from __future__ import annotations

import random
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.books.admission.ledger import NewAct, ledger
from engine.books.admission.warnings import double_booking_warnings
from engine.books.fields import Key, Minutes, Word
from engine.books.records import TimeEntry
from engine.vocabulary.instants import MICROSECONDS_A_MINUTE, Instant
from engine.vocabulary.problems import Place, Problem
from tests.use_cases.desk_driver import Desk, warned
from tests.use_cases.tiny_company import Company, tiny
from tests.wording.read import english


def anna_at_c2(started: str, **values: str) -> Company:
    """An entry E9 of anna's for customer C2, beside hers for C1: E1 from 10:00 to 11:00 on 2026-10-05."""
    company = tiny().change("requests", "R3", received_at="2026-10-01T08:00:00+02:00")
    return company.add("time_entries", like="E6", entry_id="E9", agent="anna", started_at=started, **values)


AT_ONCE = "agent `anna` is at two customers at once: `{}` at `{}`, `{}` at `{}`"


@pytest.mark.parametrize(
    ("started", "told"),
    [
        ("2026-10-05T10:59:59+02:00", AT_ONCE.format("E1", "C1", "E9", "C2")),
        ("2026-10-05T09:35:01+02:00", AT_ONCE.format("E9", "C2", "E1", "C1")),
        ("2026-10-05T10:00:00+02:00", AT_ONCE.format("E1", "C1", "E9", "C2")),
    ],
    ids=["begins a second before the other ends", "ends a second after the other begins", "begin together"],
)
@pytest.mark.parametrize("is_recorded", [True, False], ids=["recorded earlier", "in the same import"])
def test_one_agent_at_two_customers_at_once_is_warned_of(tmp_path: Path, started: str, told: str, is_recorded: bool) -> None:
    companies = [anna_at_c2(started).only(*(tiny().rows.keys()))]
    if is_recorded:
        first = tiny().change("requests", "R3", received_at="2026-10-01T08:00:00+02:00")
        companies = [first, companies[0].only("time_entries")]
    [line] = warned(tmp_path, *companies)
    assert line.split(": ", 1)[1] == told


@pytest.mark.parametrize("started", ["2026-10-05T11:00:00+02:00", "2026-10-05T09:35:00+02:00"], ids=["right after", "right before"])
def test_one_customer_after_the_other_is_no_warning(tmp_path: Path, started: str) -> None:
    assert warned(tmp_path, anna_at_c2(started)) == []


def test_two_agents_at_once_or_one_agent_at_two_requests_of_a_customer_are_no_warning(tmp_path: Path) -> None:
    assert warned(tmp_path, anna_at_c2("2026-10-05T10:00:00+02:00").change("time_entries", "E9", agent="bo")) == []
    company = tiny().add("requests", like="R1", request_id="R4").add("time_entries", like="E1", entry_id="E9", request_id="R4")
    assert warned(tmp_path, company) == []


def test_a_retracted_entry_is_nowhere(tmp_path: Path) -> None:
    company = anna_at_c2("2026-10-06T14:10:00+02:00")
    assert warned(tmp_path, company) == [], "E4, retracted, ran from 14:00 to 14:45"


def test_the_other_customers_entry_may_have_been_recorded_long_ago_and_be_long(tmp_path: Path) -> None:
    company = anna_at_c2("2026-10-04T20:30:00+02:00", minutes="1440")
    told = warned(tmp_path, company.only("customers", "people", "contracts", "requests", "time_entries"), anna_later())
    assert [line.split(": ", 1)[1] for line in told] == [AT_ONCE.format("E9", "C2", "E10", "C1")]


def anna_later() -> Company:
    return tiny().only("time_entries").add("time_entries", like="E1", entry_id="E10", started_at="2026-10-05T20:29:00+02:00")


def test_work_after_its_request_was_closed_is_warned_of(tmp_path: Path) -> None:
    company = tiny().add("time_entries", like="E5", entry_id="E9", started_at="2026-10-06T16:00:00+02:00")
    told = "time_entries.csv, line 9, `started_at`: the request `R2` was closed before this work began"
    assert warned(tmp_path, company) == [told]
    assert warned(tmp_path, tiny(), company.only("time_entries")) == [told]


def test_work_before_its_request_was_closed_and_after_a_closure_was_retracted_is_no_warning(tmp_path: Path) -> None:
    company = tiny().add("time_entries", like="E5", entry_id="E9", started_at="2026-10-06T15:59:59+02:00")
    assert warned(tmp_path, company) == []
    company.change("time_entries", "E9", started_at="2026-10-09T10:00:00+02:00")
    assert warned(tmp_path, company.add("retractions", like="X1", retraction_id="X2", kind="closures", id="CL1")) == []


def test_what_is_warned_of_is_recorded(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    admitted = desk.imports(anna_at_c2("2026-10-05T10:30:00+02:00"))
    assert (len(admitted.warnings), admitted.recorded["time_entries"]) == (1, 7)
    assert desk.imports(anna_at_c2("2026-10-05T10:30:00+02:00")).warnings == (), "what is known already is not warned of again"


def test_work_that_overlaps_another_customers_is_warned_of_once_as_comparing_all_pairs_finds() -> None:
    chance = random.Random(7)
    for _ in range(2_000):
        worked = [
            (entry(number, started=chance.randrange(30), minutes=chance.randrange(1, 15)), f"C{chance.randrange(3)}")
            for number in range(chance.randrange(1, 9))
        ]
        ordered = sorted(worked, key=lambda one: (one[0].started_at, one[0].entry_id))
        new = [NewAct("time_entries", one, Place()) for one, _ in worked if chance.random() < 0.5]
        told = [english(problem).split("`")[-4] for problem in crossing(worked, new)]
        ids = {act.id for act in new}
        assert sorted(told) == sorted(
            one.entry_id
            for place, (one, whose) in enumerate(ordered)
            if any(
                other_whose != whose and ends(other) > one.started_at and ids & {one.entry_id, other.entry_id}
                for other, other_whose in ordered[:place]
            )
        )


def entry(number: int, *, started: int, minutes: int) -> TimeEntry:
    id_ = Key(f"E{number}")
    begins = Instant(started * MICROSECONDS_A_MINUTE)
    return TimeEntry(id_, Key("R"), Word("anna"), Word("support"), "work", begins, Minutes(minutes), None, None, None, None)


def ends(one: TimeEntry) -> int:
    return one.started_at + one.minutes * MICROSECONDS_A_MINUTE


def crossing(worked: list[tuple[TimeEntry, str]], new: list[NewAct]) -> list[Problem]:
    """All entries told as recorded at other customers; those among `new` are new as well."""
    nothing = ledger({}, (), (), ZoneInfo("Europe/Berlin"))
    return list(double_booking_warnings(nothing, new, worked))


def test_a_role_that_the_vendor_does_not_list_is_warned_of_once(tmp_path: Path) -> None:
    company = tiny().change("time_entries", "E1", role="suport").change("time_entries", "E6", role="suport")
    [line] = warned(tmp_path, company)
    assert line.endswith("`role`: `suport` is not a role in vendor.yaml; those are support, technical")
