"""The second reading: durable-rules decides, apart from our own reading, which rules fit each class.

It runs in a process of its own, since it can hang and crash in C: ended at a deadline, and its death told as a refusal that
names the pack and the rules. Refuses to know sections, outcomes and winners, and how durable-rules does it
(`durable_worker.py` does); comparing the two readings is the caller's business."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any, Self

from engine.vocabulary.conditions import IdList
from engine.vocabulary.problems import Problem, Refused, Value, problem, refuse

WORKER = "engine.compiling.durable_worker"
MOST_RULES_SHOWN, MOST_FACTS_SHOWN, MOST_WIDE_SHOWN = 40, 8, 3
LONGEST_SHOWN, LONGEST_ERROR_SHOWN = 60, 200

Progress = Callable[[int, int], None]
BundleAnswer = tuple[tuple[int, ...], list[tuple[int, ...]], list[int]]
"""rules of one ruleset; the kinds of classes, each as the rules that fit; the kind of each class"""


@dataclass(frozen=True, slots=True)
class FitQuestion:
    """Which of these rules fit each of these classes?

    `name`: the table of a pack's version, as a person is told of it. `rules`: an id and, for each fact the rule reads, the values that
    fit; a fact it does not name fits with any value, so an empty mapping fits always. `classes`: one value for each of `facts`."""

    name: str
    facts: tuple[str, ...]
    rules: tuple[tuple[str, Mapping[str, frozenset[str]]], ...]
    classes: tuple[tuple[str, ...], ...]


def fits_by_durable_rules(
    questions: Sequence[FitQuestion], *, deadline_seconds: float = 60.0, progress: Progress | None = None
) -> tuple[tuple[frozenset[str], ...], ...]:
    """For each question, for each of its classes, the ids of the rules that fit.

    `progress` is told the decisions taken and to be taken. The deadline is for all questions together. Raises Refused, naming
    pack and rules, where durable-rules does not finish in time, dies, fails, or leaves an answer out, and where a question
    contradicts itself."""
    orders = [_numbered(question) for question in questions]
    if not orders:
        return ()
    with _Deadline(deadline_seconds) as deadline:
        try:
            fits = _ask(orders, deadline, progress)
            return tuple(_assembled(number, question, fits) for number, question in enumerate(questions))
        except _Failure as failure:
            raise Refused(_blame(questions, orders, failure, deadline)) from None


def decisions_a_second(question: FitQuestion, *, deadline_seconds: float = 60.0) -> float:
    """How many classes durable-rules decides a second, measured in the worker, start and registration aside. Raises Refused."""
    orders = [_numbered(question)]
    with _Deadline(deadline_seconds) as deadline:
        try:
            with closing(_reports(orders, deadline, measure=True)) as reports:
                for report in reports:
                    if "measured" in report:
                        decisions, seconds = report["measured"]
                        return float(decisions / seconds)
            raise _Failure("ended")
        except _Failure as failure:
            raise Refused(_blame([question], orders, failure, deadline)) from None


class _Failure(Exception):
    """How the worker failed; `at` which rules of which question, once it had turned to any; `values`: what is to be said of it."""

    def __init__(self, how: str, at: tuple[int, tuple[int, ...]] | None = None, **values: Value) -> None:
        super().__init__(how)
        self.how, self.at, self.values = how, at, values


class _Deadline:
    """Ends the process it watches when the time is up. A timer and not a clock, so that a frozen clock cannot stop it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._passed = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._pass)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.cancel()

    def has_passed(self) -> bool:
        return self._passed.is_set()

    def watch(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._process = process
            if self.has_passed():
                process.kill()

    def _pass(self) -> None:
        with self._lock:
            self._passed.set()
            if self._process is not None:
                self._process.kill()


def _numbered(question: FitQuestion) -> dict[str, Any]:
    """The question in whole numbers. Raises Refused where it contradicts itself."""
    ids = [rule for rule, _ in question.rules]
    for kind, names in (("rule", ids), ("fact", list(question.facts))):
        twice = next((name for number, name in enumerate(names) if name in names[:number]), None) if len(set(names)) < len(names) else None
        if twice is not None:
            raise refuse(f"second_reading.{kind}_twice", table=question.name, name=_shown(twice))
    place = {fact: number for number, fact in enumerate(question.facts)}
    numbers: list[dict[str, int]] = [{} for _ in question.facts]
    for values in question.classes:
        if len(values) != len(question.facts):
            raise refuse("second_reading.class_of_another_size", table=question.name, count=len(values), facts=len(question.facts))
        for number, value in zip(numbers, values, strict=True):
            number.setdefault(value, len(number))
    rules = []
    for at, (rule, when) in enumerate(question.rules):
        unknown = next((_shown(fact) for fact in when if fact not in place), None)
        if unknown is not None:
            raise refuse("second_reading.unknown_fact", table=question.name, rule=_shown(rule), fact=unknown)
        # a value that no class has decides nothing
        fits = {place[fact]: [n for value, n in numbers[place[fact]].items() if value in fit] for fact, fit in when.items()}
        rules.append((at, list(fits.items())))
    classes = [[number[value] for number, value in zip(numbers, values, strict=True)] for values in question.classes]
    return {"values": [len(number) for number in numbers], "rules": rules, "classes": classes}


def _reports(
    orders: Sequence[Mapping[str, Any]], deadline: _Deadline, *, alone: bool = False, measure: bool = False
) -> Generator[dict[str, Any], None, None]:
    """What the worker reports, in order. Raises _Failure where it ends before its work does."""
    order = {"seconds": deadline.seconds, "alone": alone, "measure": measure, "questions": orders}
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-m", WORKER]
    # `-m` looks in the working directory first: `engine` is found there, wherever the user is
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    root = Path(__file__).resolve().parents[2]
    at: tuple[int, tuple[int, ...]] | None = None
    # files and not pipes, so that neither side can wait for the other
    with TemporaryFile() as asked, TemporaryFile() as complaints:
        asked.write(json.dumps(order).encode("ascii") + b"\n")
        asked.seek(0)
        process = subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE, stderr=complaints, cwd=root, env=environment)
        try:
            deadline.watch(process)
            assert process.stdout is not None
            for line in process.stdout:
                try:
                    report = json.loads(line)
                except ValueError:  # its last words were cut off
                    break
                if "set" in report:
                    at = report["set"][0], tuple(report["set"][1])
                elif "fault" in report:
                    raise _Failure("failed", at, error=_shown(report["fault"], LONGEST_ERROR_SHOWN))
                elif "too_wide" in report:
                    question, rule, most = report["too_wide"]
                    raise _Failure("too_wide", (question, (rule,)), most=most)
                elif "end" in report or "measured" in report:
                    yield report
                    return  # all is said; it need not tidy up
                else:
                    yield report
            status = process.wait()
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        complaints.seek(0)
        last = complaints.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
    if status < 0:
        raise _Failure("died", at, signal=_signal(-status))
    if last:
        raise _Failure("ended_with_words", at, status=str(status), error=_shown(last, LONGEST_ERROR_SHOWN))
    raise _Failure("ended_with_status", at, status=str(status))


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _ask(
    orders: Sequence[Mapping[str, Any]], deadline: _Deadline, progress: Progress | None = None, alone: bool = False
) -> dict[int, list[BundleAnswer]]:
    """What was answered to each question. Raises _Failure."""
    answers: dict[int, list[BundleAnswer]] = {}
    with closing(_reports(orders, deadline, alone=alone)) as reports:
        for report in reports:
            if "fits" in report:
                question, rules, kinds, kind_of_class = report["fits"]
                answers.setdefault(question, []).append((tuple(rules), [tuple(kind) for kind in kinds], kind_of_class))
            elif "done" in report and progress is not None:
                progress(report["done"], report["of"])
    return answers


def _assembled(number: int, question: FitQuestion, answers: Mapping[int, list[BundleAnswer]]) -> tuple[frozenset[str], ...]:
    """The fitting rules' ids of each class. Raises _Failure where a rule or class was left out, or answered twice, or unknown."""
    bundles = answers.get(number, [])
    answered = sorted(rule for rules, _, _ in bundles for rule in rules)
    every = tuple(range(len(question.rules)))
    for rules, kinds, kind_of_class in bundles:
        known_kinds = set(kind_of_class) <= set(range(len(kinds)))
        if len(kind_of_class) != len(question.classes) or not known_kinds or not {rule for kind in kinds for rule in kind} <= set(rules):
            raise _Failure("left_a_class_out", (number, rules))
    if tuple(answered) != every:
        raise _Failure("left_a_rule_out", (number, every))
    known: dict[tuple[int, ...], frozenset[str]] = {}
    fits = []
    for which in zip(*(kind_of_class for _, _, kind_of_class in bundles), strict=True) if bundles else [()] * len(question.classes):
        if which not in known:
            chosen = (rule for one, (_, kinds, _) in zip(which, bundles, strict=True) for rule in kinds[one])
            known[which] = frozenset(question.rules[rule][0] for rule in chosen)
        fits.append(known[which])
    return tuple(fits)


def _blame(questions: Sequence[FitQuestion], orders: Sequence[Mapping[str, Any]], failure: _Failure, deadline: _Deadline) -> Problem:
    """The problem, laid at a single rule's door where, asked one by one within the deadline, one of them fails alone."""
    number, rules = failure.at or (0, tuple(range(len(questions[0].rules))))
    question, order = questions[number], orders[number]
    if deadline.has_passed():
        size: dict[str, Value] = {"classes": len(question.classes), "facts": _widest(question, order)}
        seconds = f"{deadline.seconds:g}"
        return problem("second_reading.no_time", table=question.name, **_rules(question, rules), seconds=seconds, **size)
    if failure.at is None:
        return problem(f"second_reading.{failure.how}_at_once", table=question.name, worker=WORKER, **failure.values)
    if failure.how == "too_wide":
        id_, when = question.rules[rules[0]]
        facts = IdList(tuple(map(_shown, when)), MOST_FACTS_SHOWN)
        return problem("second_reading.too_wide", table=question.name, rule=_shown(id_), count=len(when), facts=facts, **failure.values)
    remedy = "narrow_it"
    if len(rules) > 1:
        remedy = "each_alone_is_read"
        only = {**order, "rules": [rule for rule in order["rules"] if rule[0] in rules]}
        try:
            _ask([only], deadline, alone=True)
        except _Failure as alone:
            if deadline.has_passed():
                remedy = "no_time_left"
            elif alone.at is not None:
                failure, rules, remedy = alone, alone.at[1], "narrow_it"
    how = problem(f"second_reading.remedy.{remedy}")
    return problem(f"second_reading.{failure.how}", table=question.name, **_rules(question, rules), remedy=how, **failure.values)


def _widest(question: FitQuestion, order: Mapping[str, Any]) -> tuple[Problem, ...]:
    """The facts that split most, and in how many groups."""
    widest = sorted(zip(order["values"], question.facts, strict=True), key=lambda one: -one[0])[:MOST_WIDE_SHOWN]
    return tuple(problem("second_reading.groups", fact=_shown(fact), count=groups) for groups, fact in widest)


def _rules(question: FitQuestion, rules: Sequence[int]) -> dict[str, Value]:
    names = tuple(_shown(question.rules[rule][0]) for rule in sorted(rules))
    return {"rules": IdList(names, MOST_RULES_SHOWN), "count": len(names)}


def _shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    """On one line of printable text, and short."""
    line = "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)
    return line if len(line) <= longest else line[:longest] + "…"
