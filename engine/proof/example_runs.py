"""A version's worked examples, each decided as a request is, and the rules that it shows at work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.compiling.compiled_version import CompiledVersion
from engine.deciding.applied_rules import applied_rules
from engine.deciding.deciders import Deciders
from engine.deciding.decision import Decision
from engine.deciding.fact_validation import BadFacts, given_moment
from engine.policy.pack import Example
from engine.policy.version_files import WorkedExamples
from engine.vocabulary.problems import Place, Problem, Value, problem


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """One worked example: `wrong` says of each expectation that does not hold what is decided instead. `facts`: a value for each fact, and
    `decision`, what is decided on them; None where nothing can be. `shows`: the rules that decided it; `day`: of its request."""

    example: Example
    place: Place
    wrong: tuple[Problem, ...]
    facts: Mapping[str, str]
    decision: Decision | None
    shows: frozenset[str]
    day: date | None

    @property
    def holds(self) -> bool:
        return not self.wrong


def run_examples(compiled: CompiledVersion, read: WorkedExamples, deciders: Deciders) -> Iterator[ExampleRun]:
    """Every worked example of the version, decided by it alone, as if it were always in force: what it says does not depend on its days."""
    always = deciders.as_if_always(compiled.version.ref)
    for number, example in enumerate(read.examples):
        yield run_example(example, read.given, read.place(number), compiled, always)


def run_example(example: Example, given: Mapping[str, object], place: Place, compiled: CompiledVersion, always: Deciders) -> ExampleRun:
    """One example; `given` holds where it says nothing itself; `always`: the version as if it were always in force."""
    version = compiled.version
    said = {"product": version.product, **given, **example.facts}
    try:
        decision = always.decide(said)
    except BadFacts as bad:
        return ExampleRun(example, place, (bad.problem,), {}, None, frozenset(), None)
    received = given_moment(said, "received_at")
    read = always.products[version.product].by_ref[version.ref].read(said, received)
    facts = {name: str(read.get(name, fact.default)) for name, fact in version.facts.items()}
    behind = applied_rules(compiled, facts, decision)
    shows = frozenset((*(reason.rule for reason in decision.because), behind.route.id, behind.channel.id))
    day = received.astimezone(version.zone).date()
    return ExampleRun(example, place, tuple(_differences(example, decision)), facts, decision, shows, day)


def _differences(example: Example, decision: Decision) -> Iterator[Problem]:
    decided = _comparable(decision)
    for name, expected in example.expect.model_dump(exclude_none=True).items():
        wanted = list(expected) if isinstance(expected, tuple) else str(expected)
        if decided[name] != wanted:
            yield problem("example.differs", outcome=name, decided=_shown(decided[name]), expected=_shown(wanted))


def _comparable(decision: Decision) -> dict[str, object]:
    told = decision.as_json()
    return told | {"because": [reason.rule for reason in decision.because], "resumes_at": told.get("resumes_at")}


def _shown(value: object) -> Value:
    if value is None or value == []:
        return problem("example.nothing")
    return tuple(map(str, value)) if isinstance(value, list) else str(value)
