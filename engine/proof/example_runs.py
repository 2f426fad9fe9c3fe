"""A version's worked examples, each decided as a request is, and the rules that it shows at work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.compiling.compiled import CompiledVersion
from engine.deciding.deciding import Deciding
from engine.deciding.decision import Decision
from engine.deciding.given_facts import BadFacts
from engine.deciding.rules_behind import rules_behind
from engine.policy.pack import Example
from engine.policy.version_files import read_examples
from engine.vocabulary.problems import Place


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """One worked example: `wrong` holds a sentence for each expectation that does not hold; `shows`: the rules that decided it."""

    example: Example
    place: Place
    wrong: tuple[str, ...]
    shows: frozenset[str]

    @property
    def holds(self) -> bool:
        return not self.wrong


def run_examples(compiled: CompiledVersion, deciding: Deciding) -> Iterator[ExampleRun]:
    """Every worked example of the version, decided by all packs. Raises Refused where the file cannot be read."""
    read, file = read_examples(compiled.version)
    for number, example in enumerate(read.examples):
        yield run(example, read.given, file.place(("examples", number)), compiled, deciding)


def run(example: Example, given: Mapping[str, object], place: Place, compiled: CompiledVersion, deciding: Deciding) -> ExampleRun:
    """One example; `given` holds where it says nothing itself."""
    facts = {"product": compiled.version.product, **given, **example.facts}
    try:
        decision = deciding.decide(facts)
    except BadFacts as bad:
        return ExampleRun(example, place, (bad.problem.message,), frozenset())
    if decision.policy != compiled.version.ref:
        wrong = f"the request is decided under `{decision.policy}`, which is in force that day, and not under this version"
        return ExampleRun(example, place, (wrong,), frozenset())
    return ExampleRun(example, place, tuple(_differences(example, decision)), _shown_at_work(compiled, facts, decision))


def _differences(example: Example, decision: Decision) -> Iterator[str]:
    decided = _comparable(decision)
    for name, expected in example.expect.model_dump(exclude_none=True).items():
        wanted = list(expected) if isinstance(expected, tuple) else str(expected)
        if decided[name] != wanted:
            yield f"{name} is `{_shown(decided[name])}`, the example expects `{_shown(wanted)}`"


def _shown_at_work(compiled: CompiledVersion, facts: Mapping[str, object], decision: Decision) -> frozenset[str]:
    complete = {name: str(facts.get(name, fact.default)) for name, fact in compiled.version.facts.items()}
    behind = rules_behind(compiled, complete, decision)
    return frozenset((*(reason.rule for reason in decision.because), behind.route.id, behind.channel.id))


def _comparable(decision: Decision) -> dict[str, object]:
    told = decision.as_json()
    return told | {"because": [reason.rule for reason in decision.because], "resumes_at": told.get("resumes_at")}


def _shown(value: object) -> str:
    return (", ".join(map(str, value)) or "nothing") if isinstance(value, list) else str(value)
