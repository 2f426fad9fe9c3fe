"""Checks a version as a policy owner would want to before it counts: what is wrong with it, what it could do without, its examples."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from engine.compiling.compiled_version import CompiledVersion
from engine.compiling.findings import BLOCKING_KINDS, TABLES, Finding, gaps_and_clashes
from engine.deciding.deciders import Deciders
from engine.policy.packs import Pack
from engine.policy.version import Version
from engine.policy.version_files import WorkedExamples, read_examples
from engine.proof.border_examples import border_examples_missing
from engine.proof.dead_rules import dead_rules_and_conditions
from engine.proof.example_runs import ExampleRun, run_examples
from engine.proof.unused_parts import hole_after, misnamed, unused_clauses, unused_values, without_clause
from engine.vocabulary.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the check of one version found. `examples` is None where a gap or a clash kept them from being run."""

    policy: str
    classes: int
    findings: tuple[Finding, ...]
    examples: tuple[ExampleRun, ...] | None

    def of_kind(self, kind: str) -> list[Finding]:
        return [found for found in self.findings if found.kind == kind]

    @property
    def failing(self) -> list[ExampleRun]:
        return [run for run in self.examples or () if not run.holds]

    @property
    def may_be_published(self) -> bool:
        """Nothing was found that stops publication."""
        return self.examples is not None and not self.failing and not any(found.stops for found in self.findings)

    @property
    def passes(self) -> bool:
        """It may be published, and no rule is dead; other warnings may stand."""
        return self.may_be_published and not self.of_kind("dead")

    def problems(self) -> Iterator[Problem]:
        """What must be mended, with file and line."""
        yield from (found.problem for found in self.findings if found.stops or found.kind == "dead")
        for run in self.failing:
            yield from (problem("example.fails", run.place, sentence=run.example.sentence, why=wrong) for wrong in run.wrong)

    def warnings(self) -> Iterator[Problem]:
        """What a person should look at, with file and line."""
        yield from (found.problem for found in self.findings if not found.stops and found.kind != "dead")

    def as_json(self, tell: Callable[[Problem], str]) -> dict[str, object]:
        failed = [
            {"sentence": run.example.sentence.en, "wrong": list(map(tell, run.wrong)), "file": run.place.file, "line": run.place.line}
            for run in self.failing
        ]
        named = {"gaps": "gap", "clashes": "clash", "dead": "dead"}
        kinds = {name: [found.as_json(tell) for found in self.of_kind(kind)] for name, kind in named.items()}
        others = [found.as_json(tell) | {"stops": found.stops} for found in self.findings if found.kind not in named.values()]
        counted = {"passed": len(self.examples or ()) - len(failed), "failed": len(failed)}
        whole = {"policy": self.policy, "classes": self.classes, **kinds, "examples": counted, "failures": failed, "others": others}
        return whole | {"may_be_published": self.may_be_published}


def check_compiled(compiled: CompiledVersion, pack: Pack, deciders: Deciders | None) -> CheckResult:
    """`pack`: the version's, the version in it; `deciders`: all packs ready to decide, to run the examples with; None where some
    version is not sound. Raises Refused where the examples cannot be read."""
    examples = read_examples(compiled.version)
    runs = tuple(run_examples(compiled, examples, deciders)) if deciders is not None else None
    return CheckResult(compiled.version.ref, compiled.coverage.classes.count, tuple(_findings(compiled, pack, examples, runs)), runs)


def _findings(compiled: CompiledVersion, pack: Pack, examples: WorkedExamples, runs: Collection[ExampleRun] | None) -> Iterator[Finding]:
    version = compiled.version
    yield from _as_findings((*version.flaws, *pack.overlaps_of(version), *examples.missing_wordings))
    yield from _in_order([*gaps_and_clashes(compiled), *dead_rules_and_conditions(compiled)])
    yield from hole_after(pack, version)
    yield from misnamed(version)
    yield from without_clause(version)
    yield from unused_values(version, [examples.given, *(one.facts for one in examples.examples), *(run.facts for run in runs or ())])
    yield from _as_findings(border_examples_missing(version, examples))
    if runs is not None:
        yield from _out_of_its_days(version, runs)
        shown = frozenset[str]().union(*(run.shows for run in runs))
        for rule in version.rules.values():
            if rule.id not in shown:
                shy = problem("unexercised.rule", version.places[f"rule {rule.id}"], rule=rule.id)
                yield Finding("examples", shy, (rule.id,))
    if version is pack.versions[-1]:
        yield from _as_findings(pack.missing_wordings)
        yield from unused_clauses(pack)


def _out_of_its_days(version: Version, runs: Collection[ExampleRun]) -> Iterator[Finding]:
    """Examples of days on which the version is not in force; they are decided as if it were."""
    days = version.policy.effective
    strange = [run for run in runs if run.day is not None and (run.day < days.from_ or (days.to is not None and run.day > days.to))]
    if strange:
        first = strange[0]
        assert first.day is not None
        yield Finding("examples", problem("example_day.not_in_force", first.place, count=len(strange), day=first.day))


def _in_order(found: list[Finding]) -> list[Finding]:
    """Table by table; what stops publication first."""
    return sorted(found, key=lambda one: (TABLES.index(one.table), one.kind not in BLOCKING_KINDS, one.kind != "dead"))


def _as_findings(problems: Iterable[Problem]) -> Iterator[Finding]:
    yield from (Finding("text", problem) for problem in problems)
