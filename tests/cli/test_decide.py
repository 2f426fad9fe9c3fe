"""`klausel decide`: lines in, lines out, in order; every way a line can come, from a file, a pipe or a person typing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from pathlib import Path
from queue import Queue

import pytest

from tests.cli.command import COMMAND, command_environment, error_lines, json_objects, run, start

DULL = {
    "product": "hausperfekt",
    "received_at": "2026-03-10T10:00:00+01:00",
    "contract": "active",
    "service": "operational_problem",
    "topic": "clearing",
    "training": "trained",
    "cause": "other",
}
ANSWER_KEYS = ["coverage", "level", "route", "channel", "action", "ask", "because", "policy"]


def line(**facts: object) -> bytes:
    return json.dumps(DULL | facts, ensure_ascii=False).encode()


def test_a_decision_is_one_line_with_reasons_in_both_languages() -> None:
    ended = run("decide", given=line(service="staff_introduction"))
    assert ended.returncode == 0
    assert error_lines(ended) == []
    (decision,) = json_objects(ended)
    assert list(decision) == ANSWER_KEYS
    (reason,) = decision.pop("because")
    assert decision == {
        "coverage": "billable",
        "level": "first",
        "route": "support_hotline",
        "channel": "accepted",
        "action": "quote",
        "ask": [],
        "policy": "hausperfekt@2025-01",
    }
    assert list(reason) == ["rule", "clauses", "assumption", "says"]
    assert (reason["clauses"], reason["assumption"]) == (["faq-3.1"], False)
    assert list(reason["says"]) == ["de", "en"]
    assert all(reason["says"].values())


def test_a_reason_that_rests_on_an_assumption_says_so() -> None:
    (decision,) = json_objects(run("decide", given=line(training="untrained")))
    assert [(reason["clauses"], reason["assumption"]) for reason in decision["because"]] == [(["faq-2", "faq-3.1"], True)]


def test_queued_work_says_when_it_resumes_in_local_time() -> None:
    lines = [line(received_at=at) for at in ("2026-08-30T12:00:00Z", "2026-10-24T12:00:00+02:00", "2026-08-31T06:00:00Z")]
    decisions = json_objects(run("decide", given=b"\n".join(lines)))
    assert [(decision["action"], decision.get("resumes_at")) for decision in decisions] == [
        ("queue", "2026-08-31T08:00:00+02:00"),
        ("queue", "2026-10-26T08:00:00+01:00"),
        ("work", None),
    ]
    assert list(decisions[0]) == [*ANSWER_KEYS, "resumes_at"]


def test_lines_are_answered_in_their_order_and_a_bad_one_in_its_place(tmp_path: Path) -> None:
    services = ["installation", "self_service", "nonsense", "legal_advice", "other"] * 40
    (tmp_path / "requests.jsonl").write_bytes(b"\n".join(line(service=service) for service in services))
    ended = run("decide", "requests.jsonl", folder=tmp_path)
    assert ended.returncode == 2
    told = [answer.get("coverage") or answer["error"]["line"] for answer in json_objects(ended)]
    expected = {"installation": "billable", "self_service": "covered", "legal_advice": "not_offered", "other": "undetermined"}
    assert told == [expected.get(service, number) for number, service in enumerate(services, start=1)]
    assert error_lines(ended) == []


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        (b"", []),
        (b"\n", []),
        (b"\n \n\t\r\n", []),
        (b"\xef\xbb\xbf", []),
        (b"\xef\xbb\xbf" + line(), [None]),
        (line() + b"\r\n" + line() + b"\r\n", [None, None]),
        (line(), [None]),
        (line() + b"\n", [None]),
        (b"  \t" + line() + b"  \n", [None]),
        (b"\n\nx\n\n" + line() + b"\n\n{}", [3, None, 7]),
        (b"\xef\xbb\xbf\n\r\nx", [3]),
        # only the first line may bear a mark
        (line() + b"\n\xef\xbb\xbf" + line(), [None, 2]),
    ],
    ids=[
        "nothing",
        "a line end",
        "blanks",
        "a mark",
        "a mark first",
        "CRLF",
        "no last line end",
        "one",
        "indented",
        "between",
        "counted",
        "later",
    ],
)
def test_blank_lines_are_skipped_but_counted(given: bytes, lines: list[int | None]) -> None:
    ended = run("decide", "-", given=given)
    assert [answer["error"]["line"] if "error" in answer else None for answer in json_objects(ended)] == lines
    assert ended.returncode == (2 if any(lines) else 0)
    assert ended.stdout.count(b"\n") == len(lines)
    assert error_lines(ended) == []


def test_a_file_standard_input_and_a_pipe_give_the_same(tmp_path: Path) -> None:
    given = b"\n".join([line(), line(service="nonsense"), b"", line(consent="declined", service="installation")])
    (tmp_path / "ü x.jsonl").write_bytes(given)
    from_file = run("decide", "ü x.jsonl", folder=tmp_path)
    from_pipe, from_dash = run("decide", given=given), run("decide", "-", given=given)
    with (tmp_path / "ü x.jsonl").open("rb") as file:
        redirected = subprocess.run(
            [*COMMAND, "decide"], stdin=file, capture_output=True, check=False, timeout=60, env=command_environment()
        )
    assert from_file.stdout == from_pipe.stdout == from_dash.stdout == redirected.stdout
    assert {one.returncode for one in (from_file, from_pipe, from_dash, redirected)} == {2}
    assert len(json_objects(from_file)) == 3


def test_a_reader_that_waits_for_each_answer_gets_it_at_once() -> None:
    process = start("decide")
    assert process.stdin
    assert process.stdout
    answers: Queue[bytes] = Queue()

    def read_on() -> None:
        for answer in process.stdout or ():
            answers.put(answer)

    reader = threading.Thread(target=read_on, daemon=True)
    reader.start()
    try:
        for service, coverage in [("installation", "billable"), ("self_service", "covered"), ("legal_advice", "not_offered")] * 5:
            process.stdin.write(line(service=service) + b"\n")
            process.stdin.flush()
            assert json.loads(answers.get(timeout=30))["coverage"] == coverage
        process.stdin.close()
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.wait()
        reader.join(timeout=5)


def test_a_reader_that_stops_reading_gets_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_bytes((line() + b"\n") * 20_000)
    with (tmp_path / "many.jsonl").open("rb") as many:
        process = subprocess.Popen(
            [*COMMAND, "decide"], stdin=many, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=command_environment()
        )
    assert process.stdout
    assert process.stderr
    try:
        first = process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
        status = process.wait(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert json.loads(first)["coverage"] == "covered"
    assert told == b""
    assert status in (0, 1, -signal.SIGPIPE)


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_answers_are_utf_8_whatever_the_locale(locale: str) -> None:
    environment = command_environment(LC_ALL=locale, LANG=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    ended = run("decide", given=line(service="other", topic="ß→日"), environment=environment)
    assert ended.returncode == 2
    assert "`topic`: `ß→日` is not one of " in json_objects(ended)[0]["error"]["message"]
    # as it is and not escaped
    assert "ß→日".encode() in ended.stdout


def test_no_database_is_asked_for_or_made(tmp_path: Path) -> None:
    environment = command_environment(KLAUSEL_DATABASE_URL="postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    ended = run("decide", given=line(), folder=tmp_path, environment=environment)
    assert (ended.returncode, list(tmp_path.iterdir())) == (0, [])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["decide", "nowhere.jsonl"], "klausel: nowhere.jsonl: cannot be read (no such file or directory)"),
        (["decide", "."], "klausel: .: cannot be read (is a directory)"),
        (["decide", "--fast"], "klausel: No such option: --fast"),
        (["decide", "a", "b"], "klausel: Got unexpected extra argument(s) (b)"),
        (["decided"], "klausel: No such command 'decided'."),
    ],
)
def test_what_cannot_be_done_is_reported_in_one_line(tmp_path: Path, arguments: list[str], told: str) -> None:
    ended = run(*arguments, folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == b""
    (complaint,) = error_lines(ended)
    assert complaint.startswith(told)


@pytest.mark.parametrize("arguments", [[], ["policy"]])
def test_without_a_subcommand_help_is_shown(arguments: list[str]) -> None:
    ended = run(*arguments)
    assert ended.returncode == 2
    assert "Usage: klausel" in ended.stdout.decode() + ended.stderr.decode()


def test_packs_that_are_not_there_are_reported_before_a_line_is_read(tmp_path: Path) -> None:
    environment = {name: value for name, value in command_environment().items() if name != "KLAUSEL_POLICIES"}
    ended = run("decide", given=line(), folder=tmp_path, environment=environment)
    assert ended.returncode == 2
    assert error_lines(ended) == ["klausel: there is no folder of packs at `policies`; name one with KLAUSEL_POLICIES"]


def test_an_interrupted_command_leaves_no_traceback() -> None:
    process = start("decide")
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(line() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        os.kill(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert b"Traceback" not in told
    assert process.returncode == 130


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_cannot_be_written_is_reported_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "requests.jsonl"
    file.write_bytes((line() + b"\n") * 5_000)
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*COMMAND, "decide", str(file)], stdout=full, stderr=subprocess.PIPE, env=command_environment(), check=False, timeout=60
        )
    assert (ended.returncode, ended.stderr) == (2, b"klausel: the output cannot be written (no space left on device)\n")


def test_a_duplicate_among_a_hundred_thousand_names_is_reported_at_once() -> None:
    names = ",".join(f'"n{number}": "x"' for number in range(100_000))
    ended = run("decide", "-", given=f'{{{names}, "n7": "y"}}\n'.encode())
    assert json_objects(ended) == [
        {
            "error": {
                "code": "bad_json",
                "message": "`n7` appears twice in the line; which one counts must not be guessed",
                "line": 1,
                "field": "n7",
            }
        }
    ]
