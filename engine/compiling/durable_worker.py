"""durable-rules decides which rules fit which classes: the worker process, and the only home of `durable`.

Carries out one order, a line of JSON on standard input:

    {"seconds": deadline, "alone": a rule a ruleset?, "measure": or only measure?, "questions": [{"values": [how many, …],
     "rules": [[rule, [[fact, [value, …]], …]], …], "classes": [[value, …], …]}, …]}

and reports on standard output, one JSON object a line:

    {"set": [question, [rule, …]]}                    the ruleset it turns to, so that a death can be laid at its door
    {"done": n, "of": m}                              decisions taken so far
    {"fits": [question, [rule, …], [[rule, …], …], [kind of each class, …]]}
    {"too_wide": [question, rule, most]}              a single rule that durable-rules cannot carry; nothing follows
    {"fault": text}                                   durable-rules failed; nothing follows
    {"measured": [decisions, seconds]}
    {"end": true}                                     everything asked has been answered

It refuses to know words: facts, values and rules are whole numbers here, so no text of a pack reaches the C library.
It ends after its work, since a registered ruleset is never freed, and by itself where nobody is left to end it. What
durable-rules 2.0.28 gets wrong is kept out by construction: equality on codes only, one thread, a session of its own for
each class, and rulesets small enough for its fixed tables. Whether a rule fits does not depend on the others, so a table may
be split into several rulesets."""

from __future__ import annotations

import faulthandler
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from durable.engine import Ruleset

# Fixed tables of the C library. 64 places for rules that are still possible at a time, with the one that always fits:
MOST_RULES = 40
# … 255 properties a message, `sid`, `id`, `$s` and the constant among them:
MOST_FACTS = 200
# … 32 steps a rule, of which `$and` takes two and each `$or` two:
MOST_ALTERNATIVES = 14
# … 512 first tests (the 513th is never answered), 64 codes of each of a few facts at the most:
MOST_CODES = 64

# A ruleset that would have to decide more than this is halved, if its halves have less to decide.
MANY_DECISIONS = 5_000
DECISIONS_A_REPORT = 1_000
MEASURED_SECONDS = 0.3
SECONDS_WITHOUT_PARENT = 5
ALWAYS = -1

NumberedRule = Mapping[int, frozenset[int]]
"""fact → values that fit; a fact it does not name fits with any value"""
Report = Callable[[dict[str, object]], None]


class TooWide(Exception):
    """A single rule that no ruleset can carry: question, rule, and the most facts that one can carry."""


@dataclass(frozen=True, slots=True)
class NumberedQuestion:
    """`values`: how many each fact has. `classes`: one value for each fact."""

    number: int
    values: Sequence[int]
    rules: Mapping[int, NumberedRule]
    classes: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Rules for one ruleset. `codes`: fact → code of each value; values that none of these rules tells apart share one."""

    question: NumberedQuestion
    rules: tuple[int, ...]
    codes: Mapping[int, tuple[int, ...]]

    def is_carried(self) -> bool:
        widths = {fact: max(codes, default=0) + 1 for fact, codes in self.codes.items()}
        alternatives = max(sum(len(codes) > 1 for codes in tests.values()) for tests in map(self.tests, self.rules))
        return len(widths) <= MOST_FACTS and max(widths.values(), default=0) <= MOST_CODES and alternatives <= MOST_ALTERNATIVES

    def tests(self, rule: int) -> dict[int, list[int]]:
        """fact → codes that fit; none where no value fits."""
        return {fact: sorted({self.codes[fact][value] for value in values}) for fact, values in sorted(self.question.rules[rule].items())}

    def project(self) -> list[tuple[int, ...]]:
        """Each class as codes of the facts that these rules read, in the order of `codes`."""
        columns = [[codes[one[fact]] for one in self.question.classes] for fact, codes in self.codes.items()]
        return list(zip(*columns, strict=True)) if columns else [()] * len(self.question.classes)


def bundles(question: NumberedQuestion, together: int) -> Iterator[Bundle]:
    """The question's rules in bundles of at most `together`. Raises TooWide."""
    # Rules that read the same facts stand together: so a bundle reads fewer of them, and tells fewer classes apart.
    ordered = sorted(question.rules, key=lambda rule: (sorted(question.rules[rule]), rule))
    for start in range(0, len(ordered), together):
        yield from _carried(bundle(question, tuple(ordered[start : start + together])))


def bundle(question: NumberedQuestion, rules: tuple[int, ...]) -> Bundle:
    marks: dict[int, list[int]] = {}
    for number, rule in enumerate(rules):
        for fact, values in question.rules[rule].items():
            mark = marks.setdefault(fact, [0] * question.values[fact])
            for value in values:
                mark[value] |= 1 << number
    numbered = {fact: {mark: code for code, mark in enumerate(dict.fromkeys(mark))} for fact, mark in marks.items()}
    return Bundle(question, rules, {fact: tuple(numbered[fact][one] for one in mark) for fact, mark in sorted(marks.items())})


def _carried(whole: Bundle) -> Iterator[Bundle]:
    carried, rules = whole.is_carried(), whole.rules
    if len(rules) == 1:
        if not carried:
            raise TooWide(whole.question.number, rules[0], MOST_FACTS)
        yield whole
        return
    if carried and _decisions(whole) <= MANY_DECISIONS:
        yield whole
        return
    halves = [bundle(whole.question, half) for half in (rules[: len(rules) // 2], rules[len(rules) // 2 :])]
    if carried and _decisions(whole) <= sum(map(_decisions, halves)):
        yield whole
        return
    for half in halves:
        yield from _carried(half)


def _decisions(of: Bundle) -> int:
    return len(set(of.project()))


class RegisteredBundle:
    """A bundle registered with durable-rules under a `name` of its own."""

    def __init__(self, name: str, of: Bundle) -> None:
        self._facts = [f"f{fact}" for fact in of.codes]
        self._fired: list[int] = []
        self._sessions = 0
        # `delete_state` after a message that no rule matched is a segmentation fault: one rule always matches
        definition = {"always": self._rule(ALWAYS, [{"always": "yes"}])}
        for rule in of.rules:
            tests = [_one_of(f"f{fact}", codes) for fact, codes in of.tests(rule).items()]
            definition[f"r{rule}"] = self._rule(rule, tests or [{"always": "yes"}])
        self._ruleset: Any = Ruleset(name, None, definition)

    def fits(self, codes: Sequence[int]) -> tuple[int, ...]:
        """The rules that fit a class of these codes, ascending. Raises RuntimeError for an answer amiss, and what durable-rules raises."""
        self._sessions += 1
        session = str(self._sessions)
        self._fired.clear()
        message = {fact: f"c{code}" for fact, code in zip(self._facts, codes, strict=True)}
        ends: list[tuple[object, object]] = []
        state = self._ruleset.assert_fact(message | {"always": "yes", "id": "class", "sid": session})
        try:
            self._ruleset.do_actions(state, lambda error, after: ends.append((error, after)))
        finally:
            self._ruleset.delete_state(session)
        for error, after in ends:
            # what an action raises is swallowed into the state
            swallowed = after.get("exception") if isinstance(after, dict) else None
            if error or swallowed:
                raise RuntimeError(f"an action failed: {error or swallowed}")
        fired = sorted(self._fired)
        if len(ends) != 1 or fired[:1] != [ALWAYS] or len(set(fired)) != len(fired):
            raise RuntimeError(f"answered {fired} to a class, ending {len(ends)} times")
        return tuple(fired[1:])

    def _rule(self, rule: int, tests: list[dict[str, object]]) -> dict[str, object]:
        # one argument exactly: durable-rules takes a second one for a promise to call back
        def fire(_closure: object) -> None:
            self._fired.append(rule)

        # an empty `$and` hangs: `tests` holds one at least
        return {"all": [{"class": tests[0] if len(tests) == 1 else {"$and": tests}}], "run": fire}


def _one_of(fact: str, codes: list[int]) -> dict[str, object]:
    # `none` is a code that no class bears: an empty `$or` is not to be asked of durable-rules
    tests: list[dict[str, object]] = [{fact: f"c{code}"} for code in codes] or [{fact: "none"}]
    return tests[0] if len(tests) == 1 else {"$or": tests}


def answer(questions: Sequence[NumberedQuestion], together: int, report: Report) -> None:
    """Reports the fitting rules of each class of each question, a bundle at a time. Raises TooWide."""
    todo = [one for question in questions for one in bundles(question, together)]
    done, total = 0, sum(map(_decisions, todo))
    for number, one in enumerate(todo):
        report({"set": [one.question.number, one.rules]})
        reading = RegisteredBundle(f"set{number}", one)
        kinds: dict[tuple[int, ...], int] = {}
        decided: dict[tuple[int, ...], int] = {}
        classes = one.project()
        for codes in classes:
            if codes not in decided:
                decided[codes] = kinds.setdefault(reading.fits(codes), len(kinds))
                done += 1
                if done % DECISIONS_A_REPORT == 0:
                    report({"done": done, "of": total})
        report({"fits": [one.question.number, one.rules, list(kinds), [decided[codes] for codes in classes]]})
        report({"done": done, "of": total})


def measure(question: NumberedQuestion) -> tuple[int, float]:
    """Decisions taken, every class in every round, and the seconds they took; registration is not counted."""
    readings = [(RegisteredBundle(f"set{number}", one), one.project()) for number, one in enumerate(bundles(question, MOST_RULES))]
    decisions, begun = 0, perf_counter()
    while perf_counter() - begun < MEASURED_SECONDS and question.classes:
        for reading, classes in readings:
            for codes in classes:
                reading.fits(codes)
        decisions += len(question.classes)
    return decisions, perf_counter() - begun


def main() -> None:
    order = json.loads(sys.stdin.readline())
    # The parent ends this process at the deadline. Where there is no parent any more, this does, and needs no lock that a hang in C holds.
    faulthandler.dump_traceback_later(order["seconds"] + SECONDS_WITHOUT_PARENT, exit=True)

    def report(line: dict[str, object]) -> None:
        print(json.dumps(line, separators=(",", ":")), flush=True)

    questions = []
    for number, asked in enumerate(order["questions"]):
        rules = {rule: {fact: frozenset(fit) for fact, fit in when} for rule, when in asked["rules"]}
        questions.append(NumberedQuestion(number, asked["values"], rules, asked["classes"]))
    try:
        if order["measure"]:
            report({"measured": measure(questions[0])})
        else:
            answer(questions, 1 if order["alone"] else MOST_RULES, report)
    except TooWide as wide:
        report({"too_wide": wide.args})
    except Exception as fault:  # whatever durable-rules raises is to be told with its ruleset, and the parent does so
        report({"fault": f"{type(fault).__name__}: {fault}"})
    else:
        report({"end": True})


if __name__ == "__main__":
    main()
