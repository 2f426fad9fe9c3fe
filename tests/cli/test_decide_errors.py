"""Every error a line of `klausel decide` can have, word for word, in the order in which they are looked for."""

from __future__ import annotations

import json
from functools import cache

import pytest

from tests.cli.command import error_lines, json_objects, run

RECEIVED = '"received_at": "2026-03-10T10:00:00+01:00"'
ASKED = f'"product": "hausperfekt", {RECEIVED}'
FACTS = "product, received_at, at, contract, second_level, service, topic, training, cause, intake, delivery, complexity, consent"
OF_EXAMPLEWORKS = "product, received_at, at, contract, service, topic, training, cause, intake, delivery, complexity, consent"
OF_EXAMPLEWORKS_FROM_2027 = (
    "product, received_at, at, contract, visits, customer_age, service, topic, training, cause, effort, intake, delivery, complexity, "
    "consent, customer_since, estimated_minutes"
)
OF_ANY = f"{OF_EXAMPLEWORKS}, visits, customer_age, effort, customer_since, estimated_minutes, second_level"
SERVICES = (
    "operational_problem, usage_question, module_fundamentals, configuration_question, staff_introduction, new_customer_first_aid, "
    "data_cleanup, installation, infrastructure_problem, self_service, legal_advice, other, unknown"
)
NO_OBJECT = 'the line is not an object of facts, such as {"product": "…", "received_at": "…"}'
TOO_DEEP = "the line nests too deeply; facts are one flat object"
NO_TIME = "is not an ISO 8601 date-time with offset, such as 2026-08-31T08:00:00+02:00"
NO_SUCH_TIME = "names a day or time that does not exist"
BEFORE = "lies before `received_at`; work follows its request"


def with_(facts: str) -> str:
    return f"{{{ASKED}, {facts}}}"


def received(value: str) -> str:
    return f'{{"product": "hausperfekt", "received_at": {value}}}'


def bad_service(shown: str) -> tuple[str, str, str]:
    return "bad_value", "service", f"`service`: `{shown}` is not one of {SERVICES}"


# the line, its code, its field, its message
CASES: dict[str, tuple[str | bytes, str, str | None, str]] = {
    # not JSON, or not an object
    "a word": ("nonsense", "bad_json", None, "the line is not JSON at column 1: expecting value"),
    "a list": ("[1, 2]", "bad_json", None, NO_OBJECT),
    "a text": ('"text"', "bad_json", None, NO_OBJECT),
    "null": ("null", "bad_json", None, NO_OBJECT),
    "a number": ("17", "bad_json", None, NO_OBJECT),
    "quotes of another kind": (
        "{'a': 1}",
        "bad_json",
        None,
        "the line is not JSON at column 2: expecting property name enclosed in double quotes",
    ),
    "two objects": ("{} {}", "bad_json", None, "the line is not JSON at column 4: extra data"),
    "a fact twice": (
        f'{{"product": "exampleworks", {ASKED}}}',
        "bad_json",
        "product",
        "`product` appears twice in the line; which one counts must not be guessed",
    ),
    "Latin-1": (b'{"product": "f\xfcr"}', "bad_json", None, "the line is not UTF-8 at byte 15; write it as UTF-8"),
    "a surrogate in bytes": (b'{"product": "\xed\xa0\x80"}', "bad_json", None, "the line is not UTF-8 at byte 14; write it as UTF-8"),
    "UTF-16": ('{"product": "x"}'.encode("utf-16"), "bad_json", None, "the line is not UTF-8 at byte 1; write it as UTF-8"),
    "lists nested deeply": ("[" * 100_000, "bad_json", None, TOO_DEEP),
    "objects nested deeply": ('{"a":' * 100_000, "bad_json", None, TOO_DEEP),
    "a value nested deeply": (with_('"service": ' + "[" * 100_000 + "]" * 100_000), "bad_json", None, TOO_DEEP),
    # a name that is no fact
    "no fact": (
        with_('"colour": "red"'),
        "unknown_fact",
        "colour",
        f"`colour` is not a fact of hausperfekt@2025-01; its facts are {FACTS}",
    ),
    "no fact of any pack": ('{"colour": "red"}', "unknown_fact", "colour", f"`colour` is not a fact of any pack; its facts are {OF_ANY}"),
    "no fact and no pack": (
        '{"product": "nothing", "colour": "red"}',
        "unknown_fact",
        "colour",
        f"`colour` is not a fact of any pack; its facts are {OF_ANY}",
    ),
    "a fact of another pack": (
        f'{{"product": "exampleworks", "second_level": "none", {RECEIVED}}}',
        "unknown_fact",
        "second_level",
        f"`second_level` is not a fact of exampleworks@2025-01; its facts are {OF_EXAMPLEWORKS}",
    ),
    "a fact of another pack before any version": (
        '{"product": "exampleworks", "second_level": "none", "received_at": "2024-12-31T12:00:00Z"}',
        "unknown_fact",
        "second_level",
        f"`second_level` is not a fact of exampleworks@2027-01; its facts are {OF_EXAMPLEWORKS_FROM_2027}",
    ),
    "a number that the version of that day does not read": (
        f'{{"product": "exampleworks", "estimated_minutes": 45, {RECEIVED}}}',
        "unknown_fact",
        "estimated_minutes",
        f"`estimated_minutes` is not a fact of exampleworks@2025-01; its facts are {OF_EXAMPLEWORKS}",
    ),
    "no fact, and nothing else right": (
        '{"product": null, "received_at": 3, "service": "x", "colour": "y"}',
        "unknown_fact",
        "colour",
        f"`colour` is not a fact of any pack; its facts are {OF_ANY}",
    ),
    "a name in capitals": (
        with_('"Service": "other"'),
        "unknown_fact",
        "Service",
        f"`Service` is not a fact of hausperfekt@2025-01; its facts are {FACTS}",
    ),
    "half a letter for a name": (
        with_(r'"\ud800": "x"'),
        "unknown_fact",
        "\ud800",
        f"`\\ud800` is not a fact of hausperfekt@2025-01; its facts are {FACTS}",
    ),
    # a fact that every request needs
    "nothing at all": ("{}", "missing_fact", "product", "`product` is missing; every request needs it, the key of a pack"),
    "no product": ('{"received_at": "x"}', "missing_fact", "product", "`product` is missing; every request needs it, the key of a pack"),
    "no time": (
        '{"product": "hausperfekt", "service": "x"}',
        "missing_fact",
        "received_at",
        "`received_at` is missing; every request needs it, such as 2026-08-31T08:00:00+02:00",
    ),
    "no time for no product": (
        '{"product": "nothing"}',
        "missing_fact",
        "received_at",
        "`received_at` is missing; every request needs it, such as 2026-08-31T08:00:00+02:00",
    ),
    # a value that is none
    "no such product": (
        f'{{"product": "nothing", {RECEIVED}}}',
        "bad_value",
        "product",
        "`product`: `nothing` has no pack; there are exampleworks, hausperfekt",
    ),
    "null for a product": (
        f'{{"product": null, {RECEIVED}}}',
        "bad_value",
        "product",
        "`product`: `null` has no pack; there are exampleworks, hausperfekt",
    ),
    "a list for a product": (
        f'{{"product": ["hausperfekt"], {RECEIVED}}}',
        "bad_value",
        "product",
        '`product`: `["hausperfekt"]` has no pack; there are exampleworks, hausperfekt',
    ),
    "a misspelt value": (with_('"service": "instalation"'), *bad_service("instalation")),
    "a value in capitals": (with_('"service": "Installation"'), *bad_service("Installation")),
    "an empty value": (with_('"service": ""'), *bad_service("")),
    "null for a value": (with_('"service": null'), *bad_service("null")),
    "a number for a value": (with_('"service": 1'), *bad_service("1")),
    "a yes for a value": (with_('"service": true'), *bad_service("true")),
    "a list for a value": (with_('"service": ["installation"]'), *bad_service('["installation"]')),
    "an object for a value": (with_('"service": {"a": 1}'), *bad_service('{"a": 1}')),
    "forty digits": (with_(f'"service": {"1" * 40}'), *bad_service("1" * 40)),
    "five hundred letters": (with_(f'"service": "{"x" * 500}"'), *bad_service("x" * 59 + "…")),
    "half a letter": (with_(r'"service": "\ud800"'), *bad_service(r"\ud800")),
    "what a terminal would act on": (with_(r'"service": "\u001b[31m\u202e"'), *bad_service(r"\x1b[31m\u202e")),
    "an unknown consent": (
        with_('"consent": "unknown"'),
        "bad_value",
        "consent",
        "`consent`: `unknown` is not one of none, pending, granted, declined",
    ),
    "the first of several": (with_('"cause": "z", "topic": "y", "service": "x"'), *bad_service("x")),
    "a value of another pack": (
        f'{{"product": "exampleworks", "topic": "clearing", {RECEIVED}}}',
        "bad_value",
        "topic",
        "`topic`: `clearing` is not one of bookings, reports, other, unknown",
    ),
    "a value of another pack before any version": (
        '{"product": "exampleworks", "topic": "clearing", "received_at": "2024-12-31T12:00:00Z"}',
        "bad_value",
        "topic",
        "`topic`: `clearing` is not one of bookings, reports, other, unknown",
    ),
    "a day for a time": (received('"2026-03-10"'), "bad_value", "received_at", f"`received_at`: `2026-03-10` {NO_TIME}"),
    "a time without offset": (
        received('"2026-03-10T10:00:00"'),
        "bad_value",
        "received_at",
        "`received_at`: `2026-03-10T10:00:00` has no offset from UTC; write it out, such as +02:00",
    ),
    "a day that does not exist": (
        received('"2026-02-30T10:00:00+01:00"'),
        "bad_value",
        "received_at",
        f"`received_at`: `2026-02-30T10:00:00+01:00` {NO_SUCH_TIME}",
    ),
    "a blank for the T": (
        received('"2026-03-10 10:00:00+01:00"'),
        "bad_value",
        "received_at",
        f"`received_at`: `2026-03-10 10:00:00+01:00` {NO_TIME}",
    ),
    "seconds since 1970": (received("1773133200"), "bad_value", "received_at", f"`received_at`: `1773133200` {NO_TIME}"),
    "null for a time": (received("null"), "bad_value", "received_at", f"`received_at`: `null` {NO_TIME}"),
    "a year that no record can hold": (
        received('"2200-01-01T00:00:00Z"'),
        "bad_value",
        "received_at",
        "`received_at`: `2200-01-01T00:00:00Z` lies outside the years 2 to 2199",
    ),
    "an offset of a day": (
        received('"2026-03-10T10:00:00+24:00"'),
        "bad_value",
        "received_at",
        f"`received_at`: `2026-03-10T10:00:00+24:00` {NO_SUCH_TIME}",
    ),
    "a second too early": (with_('"at": "2026-03-10T08:59:59Z"'), "bad_value", "at", f"`at`: `2026-03-10T08:59:59Z` {BEFORE}"),
    "no time to read at": (with_('"at": "tomorrow"'), "bad_value", "at", f"`at`: `tomorrow` {NO_TIME}"),
    "null to read at": (with_('"at": null'), "bad_value", "at", f"`at`: `null` {NO_TIME}"),
    # no policy in force that day
    "before the first version": (
        received('"2023-07-31T23:59:59+02:00"'),
        "no_policy",
        "received_at",
        "no version of `hausperfekt` is in force on 2023-07-31; the first begins on 2023-08-01",
    ),
    "before the first version, local day": (
        '{"product": "exampleworks", "received_at": "2024-12-31T22:59:59Z"}',
        "no_policy",
        "received_at",
        "no version of `exampleworks` is in force on 2024-12-31; the first begins on 2025-01-01",
    ),
}
MORE_LINES = [with_('"service": NaN'), '{"product": Infinity}', with_('"service": -Infinity'), with_(f'"service": {"1" * 5_000}')]


@cache
def answers() -> list[dict[str, dict[str, object]]]:
    """All bad lines in one file, as one run answers them."""
    lines = [line if isinstance(line, bytes) else line.encode() for line, *_ in CASES.values()]
    ended = run("decide", given=b"\n".join([*lines, *(line.encode() for line in MORE_LINES)]))
    assert ended.returncode == 2
    assert error_lines(ended) == []
    return json_objects(ended)


@pytest.mark.parametrize("case", CASES)
def test_the_line_is_answered_with_its_error_in_its_place(case: str) -> None:
    number = list(CASES).index(case)
    _, code, field, message = CASES[case]
    expected = {"code": code, "message": message, "line": number + 1}
    assert answers()[number] == {"error": expected if field is None else expected | {"field": field}}


def test_every_line_has_one_answer() -> None:
    assert len(answers()) == len(CASES) + len(MORE_LINES)
    assert {code for _, code, _, _ in CASES.values()} == {"bad_json", "unknown_fact", "missing_fact", "bad_value", "no_policy"}


@pytest.mark.parametrize(("number", "shown"), [(0, "NaN"), (1, "Infinity"), (2, "-Infinity")])
def test_what_only_python_takes_for_a_number_is_not_json(number: int, shown: str) -> None:
    error = answers()[len(CASES) + number]["error"]
    assert error["code"] == "bad_json"
    assert f"`{shown}`" in str(error["message"])


def test_a_number_of_five_thousand_digits_is_a_bad_value_without_advice_for_programmers() -> None:
    error = answers()[len(CASES) + 3]["error"]
    assert error["code"] == "bad_value"
    assert error["field"] == "service"
    assert "sys." not in str(error["message"])


def test_the_instant_of_receipt_itself_is_early_enough() -> None:
    given = with_('"at": "2026-03-10T09:00:00Z", "contract": "none"').encode()
    (decision,) = json_objects(run("decide", given=given))
    assert decision["coverage"] == "not_entitled"


def test_an_error_is_json_that_others_can_read() -> None:
    error = answers()[list(CASES).index("half a letter for a name")]["error"]
    assert json.loads(json.dumps(error)) == error
    assert list(error) == ["code", "message", "line", "field"]
