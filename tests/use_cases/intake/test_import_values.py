"""What is told of a value that is none: word for word, at its column, and nothing is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.use_cases.intake.row_reading import readers_of
from tests.use_cases.desk_driver import Desk, refused
from tests.use_cases.tiny_company import COLUMNS, LATER, tiny

MAY_BE_BLANK = {
    "customers": "valid_from debtor_number vat_id street postal_code city",
    "people": "valid_from email",
    "contracts": "valid_to",
    "training": "person_id valid_until",
    "rates": "product role customer_id valid_to",
    "requests": "person_id intake delivery service topic cause complexity summary",
    "retriages": "person_id training delivery service topic cause complexity",
    "determinations": "",
    "quotes": "max_minutes expires_at deviation_reason",
    "consents": "quote_id evidence role hourly_rate max_minutes expires_at deviation_reason",
    "withdrawals": "",
    "time_entries": "service topic cause note",
    "waivers": "",
    "closures": "",
    "retractions": "",
}
NEEDED = [(kind, column) for kind, header in COLUMNS.items() for column in header.split(",") if column not in MAY_BE_BLANK[kind].split()]

NO_AMOUNT = "is not an amount such as 120.50 (digits, a point, at most two places, at most nine digits before it)"
NO_RATE = "is no hourly rate; it must be above 0"
NO_ENTRY = "is not a whole number of minutes from 1 to 1440"
NO_CAP = "is not a whole number of minutes from 1 to 1000000"
NO_DAY = "is not an ISO day, such as 2026-08-31"
NO_SUCH_DAY = "is a day that does not exist"
NO_TIME = "is not an ISO 8601 date-time with offset, such as 2026-08-31T08:00:00+02:00"
NO_SUCH_TIME = "names a day or time that does not exist"
NO_OFFSET = "has no offset from UTC; write it out, such as +02:00"
SPACES = "has spaces around it; take them out"
CONTROL = "holds a control character; take it out"
FORTY = "1" * 40


def told(kind: str, identity: str, column: str, value: str) -> list[str]:
    """What is told of that row of the tiny company with this value in that column."""
    return refused(tiny().change(kind, identity, **{column: value}))


@pytest.mark.parametrize(("kind", "column"), NEEDED)
def test_a_blank_in_a_column_that_needs_a_value_is_refused(kind: str, column: str) -> None:
    company = tiny()
    company.rows[kind][0][column] = ""
    assert f"{kind}.csv, line 2, `{column}`: `{column}` must not be blank" in refused(company)


def test_just_those_columns_may_be_blank_that_contract_md_marks() -> None:
    may_be = {kind: [column for column, (_, blank) in readers_of(kind).items() if blank] for kind in COLUMNS}
    later = {kind: [LATER[kind]] if kind in LATER else [] for kind in COLUMNS}
    assert may_be == {kind: [*columns.split(), *later[kind]] for kind, columns in MAY_BE_BLANK.items()}


@pytest.mark.parametrize(
    "value", ["1e3", "1,5", "-5", "NaN", "1.234", FORTY, "٣", "", " 120", "+120", "120.", ".5", "0x10", "inf", "1_000", "120,00 €"]
)
def test_an_hourly_rate_is_digits_a_point_and_at_most_two_places(value: str) -> None:
    expected = f"`{value}` {NO_AMOUNT}" if value else "`hourly_rate` must not be blank"
    assert told("rates", "RT2", "hourly_rate", value) == [f"rates.csv, line 3, `hourly_rate`: {expected}"]


@pytest.mark.parametrize("value", ["0", "0.00"])
def test_an_hourly_rate_is_above_zero(value: str) -> None:
    assert told("rates", "RT2", "hourly_rate", value) == [f"rates.csv, line 3, `hourly_rate`: `{value}` {NO_RATE}"]
    assert told("quotes", "Q1", "hourly_rate", value) == [f"quotes.csv, line 2, `hourly_rate`: `{value}` {NO_RATE}"]


@pytest.mark.parametrize("value", ["0", "1441", "1.5", "1e2", "-5", "NaN", "60.0", FORTY, "٣", "²", "+5", " 5"])
def test_the_minutes_of_an_entry_are_a_whole_number_up_to_a_day(value: str) -> None:
    assert told("time_entries", "E5", "minutes", value) == [f"time_entries.csv, line 7, `minutes`: `{value}` {NO_ENTRY}"]


@pytest.mark.parametrize("value", ["1", "1440"])
def test_an_entry_of_one_minute_and_one_of_a_whole_day_are_recorded(tmp_path: Path, value: str) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny().change("time_entries", "E5", minutes=value))
    assert [entry.minutes for entry in desk.everything().time_entries if entry.entry_id == "E5"] == [int(value)]


@pytest.mark.parametrize("value", ["0", "1000001", "90.5"])
def test_a_cap_is_a_whole_number_of_minutes(value: str) -> None:
    assert told("consents", "CO1", "max_minutes", value) == [f"consents.csv, line 2, `max_minutes`: `{value}` {NO_CAP}"]


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("2026-02-29", NO_SUCH_DAY),
        ("2026-06-31", NO_SUCH_DAY),
        ("2026-13-01", NO_SUCH_DAY),
        ("31.12.2026", NO_DAY),
        ("2026-1-1", NO_DAY),
        ("20260101", NO_DAY),
        ("2026-W01-1", NO_DAY),
        ("2026-01-01T00:00:00+01:00", NO_DAY),
        ("٢٠٢٦-٠١-٠١", NO_DAY),
        ("2026-01-01 ", NO_DAY),
        ("0001-01-01", "lies outside the years 2 to 2199"),
        ("9999-12-31", "lies outside the years 2 to 2199"),
    ],
)
def test_a_day_is_an_iso_day_that_exists(value: str, wrong: str) -> None:
    assert told("contracts", "K2", "valid_to", value) == [f"contracts.csv, line 3, `valid_to`: `{value}` {wrong}"]


def test_the_29th_of_february_exists_in_a_leap_year(tmp_path: Path) -> None:
    assert Desk(tmp_path).imports(tiny().change("contracts", "K2", valid_to="2028-02-29")).recorded["contracts"] == 2


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("2026-10-06T16:00:00", NO_OFFSET),
        ("2026-02-29T16:00:00+01:00", NO_SUCH_TIME),
        ("2026-10-06T24:01:00+02:00", NO_SUCH_TIME),
        ("2026-10-06T16:60:00+02:00", NO_SUCH_TIME),
        ("2026-10-06T16:00:60+02:00", NO_SUCH_TIME),
        ("2026-10-06T16:00:00+25:00", NO_SUCH_TIME),
        ("2026-10-06 16:00:00+02:00", NO_TIME),
        ("2026-10-06", NO_TIME),
        ("06.10.2026 16:00", NO_TIME),
        ("2026-10-06T16:00:00+0200", NO_TIME),
        ("2026-10-06T16:00:00,5+02:00", NO_TIME),
        ("2026-10-06T16:00:00.1234567+02:00", NO_TIME),
        ("2026-10-06T16:00:00 Europe/Berlin", NO_TIME),
        ("1791296400", NO_TIME),
        ("9999-12-31T23:59:59-12:00", "lies outside the years 2 to 2199"),
    ],
)
def test_a_time_is_an_iso_date_time_with_offset_that_exists(value: str, wrong: str) -> None:
    assert told("closures", "CL1", "closed_at", value) == [f"closures.csv, line 2, `closed_at`: `{value}` {wrong}"]


@pytest.mark.parametrize("value", ["2026-10-06T14:00:00Z", "2026-10-06T16:00+02:00", "2026-10-06T16:00:00.000000+02:00"])
def test_the_same_instant_in_another_spelling_is_the_same(tmp_path: Path, value: str) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    assert desk.imports(tiny().change("closures", "CL1", closed_at=value)).recorded == {}


def test_fractions_of_a_second_are_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny().change("closures", "CL1", closed_at="2026-10-06T16:00:00.000001+02:00"))
    assert desk.everything().closures[0].closed_at % 1_000_000 == 1


@pytest.mark.parametrize(
    ("kind", "identity", "column", "value", "wrong"),
    [
        ("people", "P1", "portal_registered", "true", "is not yes or no"),
        ("people", "P1", "may_commission", "YES", "is not yes or no"),
        ("customers", "C1", "language", "fr", "is not one of de, en"),
        ("customers", "C1", "country", "Germany", "is not a country of two letters such as DE (ISO 3166)"),
        ("customers", "C1", "country", "de", "is not a country of two letters such as DE (ISO 3166)"),
        ("contracts", "K1", "status", "ended", "is not one of active, suspended"),
        ("contracts", "K1", "second_level", "unknown", "is not one of none, included, billable"),
        ("contracts", "K1", "training_register", "yes", "is not one of complete, partial"),
        ("rates", "RT1", "currency", "€", "is not a currency of three letters such as EUR"),
        ("determinations", "D1", "coverage", "not_offered", "is not one of covered, billable"),
        ("consents", "CO1", "status", "pending", "is not one of granted, declined"),
        ("consents", "CO1", "given_via", "other", "is not one of portal, email, phone"),
        ("time_entries", "E1", "activity", "travel", "is not one of work, triage"),
    ],
)
def test_a_word_outside_its_choice_is_refused_beside_what_would_do(kind: str, identity: str, column: str, value: str, wrong: str) -> None:
    assert f"{kind}.csv, line 2, `{column}`: `{value}` {wrong}" in told(kind, identity, column, value)


def test_customers_and_people_are_moved_on_and_cannot_be_retracted() -> None:
    kinds = (
        "contracts, training, rates, requests, retriages, determinations, quotes, consents, withdrawals, time_entries, waivers, closures"
    )
    for kind in ("customers", "people", "retractions"):
        assert told("retractions", "X1", "kind", kind) == [f"retractions.csv, line 2, `kind`: `{kind}` is not one of {kinds}"]


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        (" CL1", SPACES),
        ("CL1 ", SPACES),
        ("CL1\u00a0", SPACES),
        ("CL\u202e1\u0085", SPACES),
        ("CL\x071", CONTROL),
        ("CL\n1", CONTROL),
        ("C" * 201, "is longer than 200 characters"),
    ],
    ids=["space before", "space after", "no-break space", "next line", "bell", "line break", "too long"],
)
def test_an_id_is_short_and_holds_neither_spaces_around_it_nor_control_characters(value: str, wrong: str) -> None:
    [line] = told("closures", "CL1", "closure_id", value)
    assert line.startswith("closures.csv, line 2, `closure_id`: `")
    assert line.endswith(f"` {wrong}")
    assert line.isprintable()


def test_free_text_may_have_lines_but_no_other_control_characters() -> None:
    assert told("waivers", "WV1", "reason", "good\x1bwill") == [f"waivers.csv, line 2, `reason`: `good\\x1bwill` {CONTROL}"]
    assert told("waivers", "WV1", "reason", "   ") == ["waivers.csv, line 2, `reason`: `   ` is nothing but spaces; leave it blank"]
    assert told("waivers", "WV1", "reason", "x" * 20_001) == [
        f"waivers.csv, line 2, `reason`: `{'x' * 59}…` is longer than 20000 characters"
    ]


def test_text_that_looks_like_a_formula_or_a_command_is_kept_as_it_is(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny().change("customers", "C1", name='=1+1; DROP TABLE acts; --"').change("waivers", "WV1", reason="[red]![x](y)"))
    acts = desk.everything()
    assert (acts.customers[0].name, acts.waivers[0].reason) == ('=1+1; DROP TABLE acts; --"', "[red]![x](y)")


def test_every_wrong_value_of_a_row_is_reported_in_the_order_of_the_columns() -> None:
    company = tiny().change("time_entries", "E1", role="", activity="x", started_at="today", minutes="-1")
    assert refused(company) == [
        "time_entries.csv, line 2, `role`: `role` must not be blank",
        "time_entries.csv, line 2, `activity`: `x` is not one of work, triage",
        f"time_entries.csv, line 2, `started_at`: `today` {NO_TIME}",
        f"time_entries.csv, line 2, `minutes`: `-1` {NO_ENTRY}",
    ]


@pytest.mark.parametrize(
    ("kind", "identity", "column", "value"),
    [
        ("customers", "C1", "language", "fr"),
        ("people", "P1", "may_commission", "perhaps"),
        ("rates", "RT1", "hourly_rate", "free"),
        ("requests", "R1", "received_at", "today"),
        ("quotes", "Q1", "max_minutes", "many"),
        ("consents", "CO1", "given_at", "today"),
        ("time_entries", "E3", "minutes", "many"),
        ("time_entries", "E4", "minutes", "many"),
    ],
)
def test_a_row_that_cannot_be_read_does_not_make_what_hangs_on_it_look_missing(kind: str, identity: str, column: str, value: str) -> None:
    [line] = told(kind, identity, column, value)
    assert line.startswith(f"{kind}.csv, line ")
    assert f"`{column}`: `{value}` " in line


def test_a_person_whose_later_row_cannot_be_read_is_not_called_another_customers() -> None:
    company = tiny().change("people", "P1", customer_id="C2")
    company.add("people", like="P1", valid_from="2026-01-01", customer_id="C1", may_commission="perhaps")
    assert refused(company) == ["people.csv, line 5, `may_commission`: `perhaps` is not yes or no"]
