"""Checks a version as a policy owner would want to before it counts: classes, gaps, clashes, dead rules, worked examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.compiling.compiled import CompiledVersion
from engine.compiling.findings import Finding, findings
from engine.deciding.deciding import Deciding
from engine.deciding.decision import Decision
from engine.deciding.given_facts import BadFacts
from engine.policy.pack import Example
from engine.policy.version_files import read_examples
from engine.vocabulary.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """One worked example: `wrong` holds a sentence for each expectation that does not hold."""

    example: Example
    place: Place
    wrong: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.wrong


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of one version found. `examples` is None where a gap or a clash kept them from being run."""

    policy: str
    classes: int
    findings: tuple[Finding, ...]
    examples: tuple[ExampleRun, ...] | None

    def of_kind(self, kind: str) -> list[Finding]:
        return [found for found in self.findings if found.kind == kind]

    @property
    def passes(self) -> bool:
        return not self.findings and self.examples is not None and all(run.holds for run in self.examples)

    def problems(self) -> Iterator[Problem]:
        """Everything a person must look at, with file and line."""
        yield from (found.problem for found in self.findings)
        for run in self.examples or ():
            yield from (Problem("example", f"“{run.example.sentence.en}”: {wrong}", run.place) for wrong in run.wrong)

    def as_json(self) -> dict[str, object]:
        runs = self.examples or ()
        failed = [{"sentence": run.example.sentence.en, "wrong": list(run.wrong), "line": run.place.line} for run in runs if not run.holds]
        kinds = {
            name: [found.as_json() for found in self.of_kind(kind)]
            for name, kind in (("gaps", "gap"), ("clashes", "clash"), ("dead", "dead"))
        }
        counted = {"passed": len(runs) - len(failed), "failed": len(failed)}
        return {"policy": self.policy, "classes": self.classes, **kinds, "examples": counted, "failures": failed}


def check(compiled: CompiledVersion, deciding: Deciding | None) -> Checked:
    """`deciding`: all packs ready to decide, to run the examples with; None where some version is not sound."""
    runs = tuple(run_examples(compiled, deciding)) if deciding is not None else None
    return Checked(compiled.version.ref, compiled.coverage.classes.count, findings(compiled), runs)


def run_examples(compiled: CompiledVersion, deciding: Deciding) -> Iterator[ExampleRun]:
    """Every worked example of the version, decided. Raises Refused where the file cannot be read."""
    read, file = read_examples(compiled.version)
    for number, example in enumerate(read.examples):
        facts = {"product": compiled.version.product, **read.given, **example.facts}
        yield ExampleRun(example, file.place(("examples", number)), tuple(_differences(example, facts, deciding)))


def _differences(example: Example, facts: Mapping[str, object], deciding: Deciding) -> Iterator[str]:
    try:
        decision = deciding.decide(facts)
    except BadFacts as bad:
        yield bad.problem.message
        return
    decided = _comparable(decision)
    for name, expected in example.expect.model_dump(exclude_none=True).items():
        wanted = list(expected) if isinstance(expected, tuple) else str(expected)
        if decided[name] != wanted:
            yield f"{name} is `{_shown(decided[name])}`, the example expects `{_shown(wanted)}`"


def _comparable(decision: Decision) -> dict[str, object]:
    told = decision.as_json()
    return told | {"because": [reason.rule for reason in decision.because], "resumes_at": told.get("resumes_at")}


def _shown(value: object) -> str:
    return (", ".join(map(str, value)) or "nothing") if isinstance(value, list) else str(value)
