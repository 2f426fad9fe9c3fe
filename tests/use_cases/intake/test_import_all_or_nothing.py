"""One bad row and nothing is stored; every problem of every file is told at once, in order of file and line."""

from __future__ import annotations

from pathlib import Path

from engine.vocabulary.instants import Instant
from tests.use_cases.desk_driver import NOW, Desk, as_known
from tests.use_cases.tiny_company import tiny


def test_problems_of_reading_and_of_checking_from_all_files_are_reported_together_and_sorted(tmp_path: Path) -> None:
    company = tiny().change("customers", "C2", country="Austria").change("rates", "RT2", currency="USD")
    company.change("requests", "R3", customer_id="C9").change("time_entries", "E6", minutes="0").change(
        "time_entries", "E2", request_id="R9"
    )
    company.change("waivers", "WV1", waived_by="").change("closures", "CL1", closed_at="2026-10-05T16:00:00+02:00")
    folder = company.write(tmp_path / "company")
    (folder / "invoices.csv").write_text("a,b\n")
    (folder / "people.csv").write_bytes(b"\xff\xfe")
    desk = Desk(tmp_path)
    desk.imports(tiny().only("customers", "people", "contracts"))
    told = desk.refuses(folder)
    assert [line.split(": ")[0] for line in told] == [
        "closures.csv, line 2, `closed_at`",
        "customers.csv, line 3, `country`",
        "invoices.csv",
        "people.csv",
        "rates.csv, line 3, `currency`",
        "requests.csv, line 4, `customer_id`",
        "time_entries.csv, line 4, `request_id`",
        "time_entries.csv, line 8, `minutes`",
        "waivers.csv, line 2, `waived_by`",
    ]


def test_a_refused_import_leaves_the_record_as_it_was_and_the_mended_one_is_stored(tmp_path: Path) -> None:
    desk, untouched = Desk(tmp_path), Desk(tmp_path)
    desk.imports(tiny().only("customers", "people"))
    assert desk.refuses(tiny().change("time_entries", "E6", minutes="0"))
    assert desk.imports(tiny()).recorded["time_entries"] == 6
    untouched.imports(tiny())
    assert as_known(desk.everything()) == as_known(untouched.everything())


def test_each_act_is_recorded_with_the_time_and_the_person_it_was_recorded_by(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny(), Instant(NOW + 1))
    with desk.record.reading() as connection:
        told = connection.exec_driver_sql("SELECT DISTINCT recorded_at, recorded_by FROM acts").all()
    assert [tuple(row) for row in told] == [(NOW + 1, "anna")]


def test_an_import_with_many_bad_rows_names_each(tmp_path: Path) -> None:
    company = tiny()
    for number in range(500):
        company.add("closures", like="CL1", closure_id=f"CL{number + 10}", request_id="R9")
    told = Desk(tmp_path).refuses(company)
    assert told == [f"closures.csv, line {number + 3}, `request_id`: there is no request `R9`" for number in range(500)]
