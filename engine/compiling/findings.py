"""What is wrong with a table, exactly: gaps, clashes and dead rules, each with a witness a person can read.

A witness is one request, as facts, that shows it. Gaps and clashes stop a version from deciding; a dead rule warns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.compiling.compiled import CompiledVersion
from engine.compiling.direct_reading import ReadTable
from engine.policy.version import Version
from engine.vocabulary.problems import Place, Problem, Refused


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind`: `gap`, `clash` or `dead`; `classes`: how many classes of the table show it."""

    kind: str
    table: str
    place: Place
    message: str
    rules: tuple[str, ...]
    witness: Mapping[str, str]
    classes: int

    def as_json(self) -> dict[str, object]:
        where = {"file": self.place.file, "line": self.place.line}
        seen = {"table": self.table, "rules": list(self.rules), "witness": dict(self.witness), "classes": self.classes}
        return {"message": self.message, **seen, **where}

    @property
    def problem(self) -> Problem:
        return Problem(self.kind, self.message, self.place)


def findings(compiled: CompiledVersion) -> tuple[Finding, ...]:
    """Of all four tables, in their order."""
    names = ("coverage", "level", "route", "channel")
    return tuple(found for name, read in zip(names, compiled.tables, strict=True) for found in _of_table(compiled.version, name, read))


def refuse_unsound(compiled: Iterable[CompiledVersion]) -> None:
    """Raises Refused with every gap and clash: a version that has one decides nothing."""
    wrong = [found.problem for one in compiled for found in findings(one) if found.kind != "dead"]
    if wrong:
        raise Refused(wrong)


def _of_table(version: Version, name: str, read: ReadTable) -> Iterator[Finding]:
    gaps: list[tuple[str, ...]] = []
    clashes: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    alive: set[str] = set()
    fitting: dict[str, tuple[str, ...]] = {}
    for verdict, values in zip(read.verdicts, read.classes.representatives(), strict=True):
        alive.update(verdict.winners)
        for rule in verdict.fits:
            fitting.setdefault(rule, values)
        if verdict.clash:
            clashes.setdefault(verdict.winners, []).append(values)
        elif verdict.outcome is None:
            gaps.append(values)
    if gaps:
        witness = _witness(read, gaps[0])
        place = version.places[f"section {version.policy.coverage[0].section}"]
        yield Finding("gap", name, place, f"no rule decides a request with {shown_as_facts(witness)}", (), witness, len(gaps))
    for winners, where in clashes.items():
        witness = _witness(read, where[0])
        rules = ", ".join(f"`{rule}` ({_outcome(read, rule)})" for rule in winners)
        message = f"rules of one section fit and disagree: {rules}, for a request with {shown_as_facts(witness)}"
        yield Finding("clash", name, version.places[f"rule {winners[0]}"], message, winners, witness, len(where))
    for unused in read.table.rules:
        if unused.id not in alive and f"rule {unused.id}" in version.places:
            yield _dead(version, name, read, unused.id, fitting.get(unused.id))


def _dead(version: Version, name: str, read: ReadTable, rule: str, values: tuple[str, ...] | None) -> Finding:
    place = version.places[f"rule {rule}"]
    if values is None:
        return Finding("dead", name, place, f"rule `{rule}` never wins: no request fits it", (), {}, 0)
    instead = sorted({winner for verdict in read.verdicts if rule in verdict.fits for winner in verdict.winners})
    witness = _witness(read, values)
    others = ", ".join(f"`{other}`" for other in instead)
    message = f"rule `{rule}` never wins: wherever it fits, {others} wins before it, as for a request with {shown_as_facts(witness)}"
    return Finding("dead", name, place, message, tuple(instead), witness, sum(rule in verdict.fits for verdict in read.verdicts))


def _witness(read: ReadTable, values: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(read.classes.facts, values, strict=True))


def _outcome(read: ReadTable, rule: str) -> str:
    return next(one.outcome for one in read.table.rules if one.id == rule)


def shown_as_facts(facts: Mapping[str, str]) -> str:
    """`service is other and cause is unknown`, for people."""
    return " and ".join(f"{name} is `{value}`" for name, value in facts.items()) or "any facts"
