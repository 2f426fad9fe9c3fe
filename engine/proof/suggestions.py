"""Worked examples that are missing: without them a slip in the rules would change an answer, and nobody would notice.

What a person has to write is the sentence; the facts and the answer are worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.compiling.compiled_version import CompiledVersion
from engine.compiling.regions import class_set, classes_where, first_of, representative
from engine.deciding.deciders import Deciders
from engine.deciding.decision import Reason
from engine.policy.pack import Example, ExpectedAnswer, Text
from engine.policy.version import Version
from engine.policy.version_files import WorkedExamples, read_examples
from engine.proof.border_examples import borders_without_examples
from engine.proof.defect_detection import ExampleScope, Requests, RequestsByOutcome
from engine.proof.defects import Defect, defects
from engine.proof.example_runs import ExampleRun, run_example, run_examples
from engine.vocabulary.outcomes import UNKNOWN
from engine.vocabulary.problems import Problem, problem

STATED = ("coverage", "level", "route", "channel")


@dataclass(frozen=True, eq=False)
class UndetectedDefect:
    """A defect that changes the answer to these requests, and no example notices."""

    defect: Defect
    requests: int
    after: RequestsByOutcome


@dataclass(frozen=True, eq=False)
class Suggestion:
    """An example to write, its sentence a draft; and the slips that it would notice."""

    example: Example
    detects: tuple[Problem, ...]


def undetected_defects(compiled: CompiledVersion, requests: Requests, shown: Sequence[ExampleScope]) -> Iterator[UndetectedDefect]:
    """Defects of rules that change an answer without a gap or a clash, and that no example notices."""
    for defect in defects(compiled.version):
        if defect.table == "effective":
            continue
        otherwise, after = requests.changed_requests(defect)
        if otherwise and not after.get(None) and not any(requests.detects(one, defect.table, otherwise, after) for one in shown):
            yield UndetectedDefect(defect, otherwise, after)


def suggestions(compiled: CompiledVersion, deciders: Deciders) -> Iterator[Suggestion]:
    """As few as notice every defect; then one for each rule that none shows at work and each border that none stands beside.

    Raises Refused where the examples cannot be read."""
    version, requests, always = compiled.version, Requests(compiled), deciders.as_if_always(compiled.version.ref)
    examples = read_examples(version)
    usual = _usual(compiled, examples)

    def answered(facts: Mapping[str, object]) -> ExampleRun:
        return run_example(_answered(facts, examples, compiled, always), examples.given, examples.file.place(()), compiled, always)

    # one that does not hold notices nothing: it would fail whatever the rules were
    runs = [one for one in run_examples(compiled, examples, deciders) if one.holds]
    left = list(undetected_defects(compiled, requests, [scope_of_example(one, requests) for one in runs]))
    at_work = frozenset[str]().union(*(one.shows for one in runs))
    while left:
        table, chosen = left[0].defect.table, left[0].requests
        for other in left:
            if other.defect.table == table and chosen & other.requests:
                chosen &= other.requests
        for fact, value in usual.items():
            chosen = chosen & requests.where(table, fact, value) or chosen
        proposed = answered(usual | requests.request(table, chosen))
        shown = scope_of_example(proposed, requests)
        noticed = [one for one in left if requests.detects(shown, one.defect.table, one.requests, one.after)]
        assert left[0] in noticed, "a request that the defect decides otherwise shows it"
        left = [one for one in left if one not in noticed]
        at_work |= proposed.shows
        yield Suggestion(proposed.example, tuple(one.defect.what for one in noticed))
    read = compiled.coverage
    for number, rule in enumerate(read.table.rules):
        wins = class_set(bool(verdict.winning >> number & 1) for verdict in read.verdicts) if rule.id not in at_work else 0
        if wins:
            for fact, value in usual.items():
                wins = wins & classes_where(read.classes, {fact: {value}}) or wins
            facts = usual | representative(read.classes, first_of(wins))
            yield Suggestion(answered(facts).example, (problem("defect.rule_unexercised", rule=rule.id),))
    for border in borders_without_examples(version, examples):
        for stated in border.to_state(examples.given, version):
            others = {name: value for name, value in usual.items() if name != border.scale.fact}
            yield Suggestion(answered(others | {border.scale.of: stated}).example, (border.problem(),))


def scope_of_example(one: ExampleRun, requests: Requests) -> ExampleScope:
    """An example that can be decided, as what it holds the version to."""
    assert one.decision is not None
    states = one.example.expect.model_dump(exclude_none=True, include=set(STATED))
    return requests.shown(one.facts, one.decision.coverage.value, one.decision.level.value, states)


def _usual(compiled: CompiledVersion, examples: WorkedExamples) -> dict[str, str]:
    """A value for each fact: what examples are given, the default, or what most of them say."""
    said = {name: Counter[str]() for name in compiled.version.facts}
    for example in examples.examples:
        for name, value in example.facts.items():
            if name in said and value != UNKNOWN:
                said[name][str(value)] += 1
    usual = {}
    for name, fact in compiled.version.facts.items():
        often = said[name].most_common(1)
        known = fact.default if fact.default != UNKNOWN else often[0][0] if often else compiled.version.known_values[name][0]
        usual[name] = str(examples.given.get(name, known))
    return usual


def _answered(facts: Mapping[str, object], examples: WorkedExamples, compiled: CompiledVersion, always: Deciders) -> Example:
    """The request as an example: what has to be said of it, and all that it is answered."""
    version = compiled.version
    told = always.decide({"product": version.product, **examples.given, **facts})
    taken = {name: examples.given.get(name, fact.default) for name, fact in version.facts.items()}
    read = {fact for table in compiled.tables for rule in table.table.rules for fact in rule.when} | {one.of for one in version.scales}
    needed = {name: value for name, value in facts.items() if value != taken.get(name) and name in read}
    expect = ExpectedAnswer(
        coverage=told.coverage,
        level=told.level,
        route=told.route,
        channel=told.channel,
        ask=told.ask or None,
        because=tuple(reason.rule for reason in told.because),
    )
    said = {language: _sentence(version, needed, told.because, language) for language in ("de", "en")}
    return Example(sentence=Text(**said), facts=needed, expect=expect)


def _sentence(version: Version, facts: Mapping[str, object], because: tuple[Reason, ...], language: str) -> str:
    """What is said of the request and why it is answered as it is, for a person to make a sentence of."""
    named = {(fact.id, value.id): value.label.in_(language) for fact in version.facts.values() for value in fact.values}
    label = {fact.id: fact.label.in_(language) for fact in version.facts.values()}
    labels = [f"{label.get(name, name)}: {named.get((name, str(value)), value)}" for name, value in facts.items()]
    return f"{'; '.join(labels)}. {' '.join(reason.says.in_(language) for reason in because)}".strip()
