"""What changes between two versions: which requests are decided otherwise, from what to what; exact, over classes.

Days are no part of it: that one version follows another is told beside it, and makes no difference to what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.compiling.classes import Classes, classes_of
from engine.compiling.compiled_version import CompiledVersion, compile_version
from engine.compiling.direct_reading import ReadTable, Verdict
from engine.compiling.partial_requests import given_under
from engine.compiling.regions import class_set, first_of, regions, representative
from engine.compiling.rule_table import RuleTable
from engine.proof.same_ranges import in_same_ranges
from engine.proof.text_changes import TextChanges, text_changes
from engine.vocabulary.outcomes import Coverage

MOST_CONDITIONS = 40
NOT_KNOWN = "not_known"
"""what a version says of a request with a value that it does not know"""


Pair = tuple[str, str]
LevelValues = Mapping[str, tuple[str, Mapping[str, frozenset[str]]]]
"""for the fact that levels are read from: `level`, and the values of each level"""


class DiffVerdict(StrEnum):
    """The difference in one word. `more_covered`: some requests are covered that were not, and that is all that happens to coverage."""

    SAME = "same"
    REWORDED = "reworded"
    MORE_COVERED = "more covered"
    LESS_COVERED = "less covered"
    MIXED = "mixed"


@dataclass(frozen=True, eq=False)
class DecisionChange:
    """Requests that `table` decides otherwise: those under `condition` (values of facts; for route and channel coverage and level among
    them), `witness` being one; the rules that decided it before and after; `domain`: all values that facts may have there."""

    table: str
    before: str
    after: str
    condition: Mapping[str, tuple[str, ...]]
    witness: Mapping[str, str]
    rules_before: tuple[str, ...]
    rules_after: tuple[str, ...]
    classes: int
    domain: Mapping[str, tuple[str, ...]]

    def as_json(self) -> dict[str, object]:
        condition = {fact: list(values) for fact, values in self.condition.items()}
        rules = {"from": list(self.rules_before), "to": list(self.rules_after)}
        told = {"table": self.table, "from": self.before, "to": self.after, "condition": condition, "witness": dict(self.witness)}
        return told | {"rules": rules, "classes": self.classes}


@dataclass(frozen=True, eq=False)
class Diff:
    """`further`: how many classes more are decided otherwise than `differences` tell; `levels`: those that both versions read alike."""

    before: str
    after: str
    verdict: DiffVerdict
    differences: tuple[DecisionChange, ...]
    further: int
    texts: TextChanges
    levels: LevelValues

    def as_json(self) -> dict[str, object]:
        told = [one.as_json() for one in self.differences]
        whole: dict[str, object] = {"from": self.before, "to": self.after, "verdict": self.verdict, "differences": told}
        return whole | {"further": self.further} | self.texts.as_json()


def diff(before: CompiledVersion, after: CompiledVersion) -> Diff:
    """Both without gaps and clashes. Raises Refused where both together have too many classes."""
    one, other = _in_same_ranges(before, after)
    told = [
        *_of_tables("coverage", one.coverage, other.coverage),
        *_of_tables("level", one.level, other.level),
        *_first_match("route", one, other),
        *_first_match("channel", one, other),
    ]
    differences = tuple(one for one in told if isinstance(one, DecisionChange))
    further = sum(one for one in told if isinstance(one, int))
    texts = text_changes(before.version, after.version)
    verdict = _verdict(before, after, differences)
    return Diff(before.version.ref, after.version.ref, verdict, differences, further, texts, _levels(before, after))


def _in_same_ranges(before: CompiledVersion, after: CompiledVersion) -> tuple[CompiledVersion, CompiledVersion]:
    earlier, later = in_same_ranges(before.version, after.version)
    return (before, after) if earlier is before.version else (compile_version(earlier), compile_version(later))


def _verdict(before: CompiledVersion, after: CompiledVersion, differences: tuple[DecisionChange, ...]) -> DiffVerdict:
    if before.version.text_digest == after.version.text_digest:
        return DiffVerdict.SAME
    if {**before.meaning, "from": None} == {**after.meaning, "from": None}:
        return DiffVerdict.REWORDED
    moves = {(one.before == Coverage.COVERED, one.after == Coverage.COVERED) for one in differences if one.table == "coverage"}
    if moves == {(False, True)}:
        return DiffVerdict.MORE_COVERED
    return DiffVerdict.LESS_COVERED if moves == {(True, False)} else DiffVerdict.MIXED


def _levels(before: CompiledVersion, after: CompiledVersion) -> LevelValues:
    one, other = before.version, after.version
    fact = one.policy.level.fact
    return {fact: ("level", one.level_values)} if fact is not None and one.level_values == other.level_values else {}


def _of_tables(name: str, before: ReadTable, after: ReadTable) -> Iterator[DecisionChange | int]:
    """Two tables whose requests are all combinations of values."""
    classes = _together(before, after)
    outcomes: list[Pair | None] = [(_outcome(before, one), _outcome(after, one)) for one in _requests(classes)]
    yield from _told(name, classes, outcomes, before, after)


def _first_match(name: str, before: CompiledVersion, after: CompiledVersion) -> Iterator[DecisionChange | int]:
    """Requests as given, `unknown` among their values, whose coverage and level stay the same, and that go another way all the same."""
    earlier, later = getattr(before, name), getattr(after, name)
    classes = _together(earlier, later)
    first = {fact: {value: group[0] for group in groups for value in group} for fact, groups in classes.groups.items()}
    there_are = {
        tuple(first[fact][one.value(fact)] for fact in first)
        for one, other in given_under((before, after), [fact for fact in first if fact not in ("coverage", "level")])
        if (one.coverage, one.level) == (other.coverage, other.level)
    }
    requests = _requests(classes)
    outcomes = [(_outcome(earlier, one), _outcome(later, one)) if tuple(one.values()) in there_are else None for one in requests]
    yield from _told(name, classes, outcomes, earlier, later)


def _told(
    name: str, classes: Classes, outcomes: Sequence[Pair | None], before: ReadTable, after: ReadTable
) -> Iterator[DecisionChange | int]:
    """For each pair of outcomes that differ the conditions, and how many classes more there are. None: there is no such request."""
    domain, never = _domain(before, after), class_set(one is None for one in outcomes)
    for pair in dict.fromkeys(one for one in outcomes if one is not None and one[0] != one[1]):
        chosen = class_set(one == pair for one in outcomes)
        for region in regions(classes, chosen, MOST_CONDITIONS, never):
            witness = representative(classes, first_of(region.classes))
            rules = _rules(before, witness), _rules(after, witness)
            yield DecisionChange(name, *pair, region.values, witness, *rules, region.count, domain)
            chosen &= ~region.classes
        if chosen:
            yield chosen.bit_count()


def _domain(before: ReadTable, after: ReadTable) -> dict[str, tuple[str, ...]]:
    """For each fact all values that either table knows."""
    domain = {**before.table.domain}
    for fact, values in after.table.domain.items():
        domain[fact] = (*domain.get(fact, ()), *(value for value in values if value not in domain.get(fact, ())))
    return domain


def _together(before: ReadTable, after: ReadTable) -> Classes:
    """Classes that neither table's rules tell apart any further; a value that one of them does not know is told from those it does."""
    domain = _domain(before, after)
    name = f"{before.table.name} and {after.table.name}"
    groups = dict(classes_of(RuleTable(name, domain, (*before.table.sections, *after.table.sections))).groups)
    for fact in before.table.domain.keys() & after.table.domain.keys():
        known_to = [table.table.domain[fact] for table in (before, after)]
        if set(known_to[0]) != set(known_to[1]):
            finer: dict[tuple[object, ...], list[str]] = {}
            for number, group in enumerate(groups.get(fact, (domain[fact],))):
                for value in group:
                    finer.setdefault((number, *(value in known for known in known_to)), []).append(value)
            groups[fact] = tuple(map(tuple, finer.values()))
    return Classes({fact: groups[fact] for fact in domain if fact in groups})


def _requests(classes: Classes) -> list[dict[str, str]]:
    return [dict(zip(classes.groups, values, strict=True)) for values in classes.representatives()]


def _outcome(read: ReadTable, request: Mapping[str, str]) -> str:
    verdict = _verdict_on(read, request)
    return NOT_KNOWN if verdict is None else str(verdict.outcome)


def _rules(read: ReadTable, request: Mapping[str, str]) -> tuple[str, ...]:
    verdict = _verdict_on(read, request)
    return () if verdict is None else verdict.winners


def _verdict_on(read: ReadTable, request: Mapping[str, str]) -> Verdict | None:
    """None where a value is not one of the table's."""
    if any(request[fact] not in values for fact, values in read.table.domain.items() if fact in request):
        return None
    return read.verdicts[sum(place[request[fact]] for fact, place in read.place_of.items())]
