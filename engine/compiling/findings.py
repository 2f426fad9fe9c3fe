"""What keeps a table from deciding, exactly: gaps and clashes, merged into few conditions, each with a request that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from engine.compiling.compiled_version import CompiledVersion
from engine.compiling.direct_reading import ReadTable, bits
from engine.compiling.regions import Region, class_set, condition_of, first_of, regions, representative
from engine.policy.version import Version
from engine.vocabulary.conditions import Condition
from engine.vocabulary.problems import Place, Problem, Refused, problem

TABLES = ("coverage", "level", "route", "channel")
# What keeps a version from being published; whatever else is found is a warning.
BLOCKING_KINDS = ("gap", "clash", "overlap", "wording", "example")
# of a table in which very much clashes, not all is told at once
MOST_CLASHING, MOST_PAIRS = 100, 50
MOST_OF_A_PAIR = 3
# alone, and with a whole request for instance
GAP, CLASH = ("gap.where", "gap.where_for_instance"), ("clash.where", "clash.where_for_instance")


@dataclass(frozen=True, slots=True)
class Finding:
    """`problem`: of kind `gap` or `clash`, or one of engine.proof's. `rules`: those it is about; `condition`: the requests that
    show it, by the values that facts have there; `witness`: one of them; `classes`: how many of the table."""

    table: str
    problem: Problem
    rules: tuple[str, ...] = ()
    witness: Mapping[str, str] = field(default_factory=dict)
    classes: int = 0
    condition: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.problem.kind

    @property
    def place(self) -> Place:
        return self.problem.place

    @property
    def stops(self) -> bool:
        """Whether a version with it may not be published."""
        return self.kind in BLOCKING_KINDS

    def as_json(self, tell: Callable[[Problem], str]) -> dict[str, object]:
        where = {"file": self.place.file, "line": self.place.line}
        condition = {fact: list(values) for fact, values in self.condition.items()}
        seen = {"rules": list(self.rules), "condition": condition, "witness": dict(self.witness), "classes": self.classes}
        return {"kind": self.kind, "message": tell(self.problem), "table": self.table, **seen, **where}


def gaps_and_clashes(compiled: CompiledVersion) -> tuple[Finding, ...]:
    """Of all four tables, in their order."""
    found: list[Finding] = []
    for name, read in zip(TABLES, compiled.tables, strict=True):
        found += _gaps(compiled.version, name, read)
        found += _clashes(compiled.version, name, read)
    return tuple(found)


def refuse_unsound(compiled: Iterable[CompiledVersion]) -> None:
    """Raises Refused with every gap and clash: a version that has one decides nothing."""
    wrong = [found.problem for one in compiled for found in gaps_and_clashes(one)]
    if wrong:
        raise Refused(wrong)


def _gaps(version: Version, name: str, read: ReadTable) -> Iterator[Finding]:
    chosen = class_set(not verdict.fitting for verdict in read.verdicts)
    place = version.places[f"section {version.policy.coverage[0].section}"]
    shown = regions(read.classes, chosen)
    for region in shown:
        witness = representative(read.classes, first_of(region.classes))
        gap = _shown(GAP, read, region, witness, place)
        yield Finding(name, gap, (), witness, region.count, region.values)
        chosen &= ~region.classes
    if chosen:
        more = problem("gap.more", place, count=chosen.bit_count())
        yield Finding(name, more, (), representative(read.classes, first_of(chosen)), chosen.bit_count())


def _clashes(version: Version, name: str, read: ReadTable) -> Iterator[Finding]:
    """For each pair of rules that disagree somewhere; where there are too many of them, that there are more."""
    rules = read.table.rules
    clashing = sorted({verdict.winning for verdict in read.verdicts if verdict.clash})
    pairs = sorted(
        {
            (one, other)
            for winning in clashing[:MOST_CLASHING]
            for one, other in combinations(bits(winning), 2)
            if rules[one].outcome != rules[other].outcome
        }
    )
    everywhere = left = class_set(verdict.clash for verdict in read.verdicts)
    for one, other in pairs[:MOST_PAIRS]:
        first, second, pair = rules[one], rules[other], 1 << one | 1 << other
        chosen = class_set(verdict.clash and verdict.winning & pair == pair for verdict in read.verdicts)
        for region in regions(read.classes, chosen, MOST_OF_A_PAIR):
            witness = representative(read.classes, first_of(region.classes))
            place = version.places[f"rule {first.id}"]
            both = {"one": first.id, "one_outcome": first.outcome, "other": second.id, "other_outcome": second.outcome}
            clash = _shown(CLASH, read, region, witness, place, **both)
            left &= ~region.classes
            yield Finding(name, clash, (first.id, second.id), witness, region.count, region.values)
    if left or pairs[MOST_PAIRS:]:
        at = first_of(left or everywhere)
        place = version.places[f"rule {rules[next(bits(read.verdicts[at].winning))].id}"]
        yield Finding(name, problem("clash.more", place), (), representative(read.classes, at), left.bit_count())


def _shown(codes: tuple[str, str], read: ReadTable, region: Region, witness: Mapping[str, str], place: Place, **values: str) -> Problem:
    """The condition; and the rest of the witness, for a person who wants a whole request."""
    condition = condition_of(region.values, read.table.domain)
    rest = {fact: value for fact, value in witness.items() if len(region.values.get(fact, ())) != 1}
    bare, for_instance = codes
    if rest:
        return problem(for_instance, place, condition=condition, instance=Condition.of(rest), **values)
    return problem(bare, place, condition=condition, **values)
