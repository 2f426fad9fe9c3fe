"""`klausel explain`: the same lines as `klausel decide`, the same errors, and for each request why, and what would change it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import error_lines, json_objects, run

DULL = {
    "product": "hausperfekt",
    "received_at": "2026-03-10T10:00:00+01:00",
    "contract": "active",
    "service": "operational_problem",
    "topic": "clearing",
    "training": "trained",
    "cause": "other",
}
BAD = [b"nope", b'{"product": "hausperfekt"}', json.dumps(DULL | {"cause": "magic"}).encode()]


def lines(*requests: dict[str, Any]) -> bytes:
    return b"\n".join(json.dumps(one).encode() for one in requests) + b"\n"


def explained(language: str, *requests: dict[str, Any]) -> list[str]:
    ended = run("explain", "--lang", language, given=lines(*requests))
    assert (ended.returncode, error_lines(ended)) == (0, [])
    return [" ".join(line.split()) for line in ended.stdout.decode("utf-8").splitlines()]


def test_in_english_it_uses_the_words_of_the_pack() -> None:
    told = explained("en", DULL | {"training": "untrained", "topic": "reserves"})
    assert told[0] == "line 1: Billable (hausperfekt@2025-01)"
    for line in (
        "Next step Quote the hourly rate",
        "Training Not trained given",
        "Complexity Simple default",
        "What the customer can do to have it covered",
        "1. What is agreed on second level: Included (so far: Nothing agreed)",
        "and Training: Trained (so far: Not trained)",
        "– Agree on second level as part of the contract; it counts for requests from that day on.",
        "What would have to be otherwise for it to be covered",
        "2. Cause: Defect in the product (so far: Something else)",
        "3. Topic: Level “First level” or “No level” (so far: Presentation of reserves)",
        "help_in_running_operation_covered Covered fits, but “Training is missing” comes first",
        "on_site_not_offered Not offered needs Form of help wanted: On site; here: Remote session",
    ):
        assert line in told, line


def test_in_german_too() -> None:
    unknown = {name: value for name, value in DULL.items() if name not in ("training", "cause")}
    told = explained("de", unknown, DULL | {"service": "other"}, DULL | {"contract": "none", "service": "legal_advice"})
    for line in (
        "Zeile 1: Noch offen (hausperfekt@2025-01)",
        "Was zu fragen ist, der Reihe nach, und wozu jede Antwort führt",
        "1. War die Person, die fragt, am Tag der Anfrage für dieses Produkt geschult?",
        "gleich was dann noch zu fragen: Ursache",
        "Fehler im Produkt Abgedeckt",
        "Unsachgemäße Bedienung oder Etwas anderes dann noch zu fragen: Schulung",
        "product_defect_covered Abgedeckt entscheidet, wenn sie passt",
        "Zeile 2: Noch offen (hausperfekt@2025-01)",
        "Ein Mensch legt fest, wer bezahlt: Keine Antwort auf eine Frage würde es klären.",
        "Zeile 3: Kein Anspruch (hausperfekt@2025-01)",
        "legal_advice_not_allowed Wird nicht angeboten passt, aber „Kein Anspruch ohne Vertrag“ geht vor",
    ):
        assert line in told, line


def test_what_is_covered_is_reported_with_how_it_could_be_filed() -> None:
    told = explained("en", DULL | {"intake": "other"})
    assert "It is covered already." in told
    assert "1. How it came in: Portal or E-mail or Phone (so far: Another way)" in told
    assert "– Ask by one of the agreed ways, best in the customer portal." in told
    assert "What the customer can do to have it covered" not in told


def test_json_holds_the_decision_and_one_object_a_line() -> None:
    given = lines(DULL, DULL | {"training": "untrained"})
    told, decided = json_objects(run("explain", "--json", given=given)), json_objects(run("decide", given=given))
    assert [one["decision"] for one in told] == decided
    second = told[1]
    (change,) = second["to_be_covered"]["customer_can"]
    assert [(one["fact"], one["from"], one["to"]) for one in change] == [("training", "untrained", ["trained"])]
    assert set(change[0]["customer_can"]) == {"de", "en"}


def test_a_bad_line_is_reported_in_its_place_with_the_codes_of_decide() -> None:
    given = b"\n".join([lines(DULL).strip(), b"", *BAD, lines(DULL).strip()])
    explaining, deciders = run("explain", "--json", given=given), run("decide", given=given)
    assert (explaining.returncode, deciders.returncode) == (2, 2)
    told, decided = json_objects(explaining), json_objects(deciders)
    assert [one.get("error") for one in told] == [one.get("error") for one in decided]
    assert [one["error"]["line"] for one in told if "error" in one] == [3, 4, 5]


def test_a_bad_line_is_a_line_on_stderr_and_the_others_are_explained(tmp_path: Path) -> None:
    file = tmp_path / "requests.jsonl"
    file.write_bytes(b"\n".join([*BAD, lines(DULL)]))
    ended = run("explain", str(file))
    assert ended.returncode == 2
    first, second, third = error_lines(ended)
    assert first == f"klausel: {file}, line 1: the line is not JSON at column 1: expecting value"
    assert second.startswith(f"klausel: {file}, line 2: `received_at` is missing")
    assert third.startswith(f"klausel: {file}, line 3: `cause`: `magic` is not one of product_defect")
    assert b"line 4: Covered" in ended.stdout


@pytest.mark.parametrize("arguments", [("explain", "nowhere.jsonl"), ("explain", "--lang", "fr")])
def test_what_cannot_be_read_or_meant_is_one_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    ended = run(*arguments, folder=tmp_path)
    assert ended.returncode == 2
    assert len(error_lines(ended)) == 1


def test_nothing_in_is_nothing_out() -> None:
    ended = run("explain", given=b"\n\n")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
