"""Requests of which not everything is known: the coverages that their completions can lead to, for all of them at once.

One slice `unknown` is added to the table for each fact that may be unknown; it holds what the fact's values hold together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from engine.compiling.compiled_version import CompiledVersion
from engine.vocabulary.outcomes import UNKNOWN, Coverage

_BIT = {str(coverage): 1 << number for number, coverage in enumerate(Coverage)}
_COVERAGE = {1 << number: str(coverage) for number, coverage in enumerate(Coverage)}


@dataclass(frozen=True, slots=True)
class GivenRequest:
    """What is read of a request: its facts as given, `unknown` among them, and the coverage and level that follow from them."""

    facts: Mapping[str, str]
    coverage: str
    level: str

    def value(self, fact: str) -> str:
        if fact == "coverage":
            return self.coverage
        return self.level if fact == "level" else self.facts[fact]


def given_requests(compiled: CompiledVersion, distinguished: Collection[str]) -> Iterator[GivenRequest]:
    """Every request there can be, as far as coverage, level and these facts tell requests apart; each once."""
    return (one for (one,) in given_under((compiled,), distinguished))


def given_under(versions: Sequence[CompiledVersion], distinguished: Collection[str]) -> Iterator[tuple[GivenRequest, ...]]:
    """The same under several versions at once, for requests that each of them can read: of a fact's values those that all know."""
    axes = {fact: values for fact, values in _known_to_all(versions).items() if values}
    for fact, values in axes.items():
        if fact not in distinguished:
            seen: dict[object, str] = {}
            for value in values:
                read = (table.place_of.get(fact, {}).get(value) for one in versions for table in (one.coverage, one.level))
                seen.setdefault(tuple(read), value)
            axes[fact] = tuple(seen.values())
    may_be_unknown = {fact for one in versions for fact, values in one.version.all_values.items() if UNKNOWN in values}
    whole = {fact: (*values, UNKNOWN) if fact in may_be_unknown else values for fact, values in axes.items()}
    coverages = [_coverages(one, axes, may_be_unknown) for one in versions]
    levels = [_levels(one, whole) for one in versions]
    told = [at for at, fact in enumerate(whole) if fact in distinguished]
    distinct: dict[tuple[object, ...], tuple[str, ...]] = {}
    for values, *decided in zip(product(*whole.values()), *coverages, *levels, strict=True):
        distinct.setdefault((tuple([values[at] for at in told]), *decided), values)
    for (_, *decided), values in distinct.items():
        facts = dict(zip(whole, values, strict=True))
        each = zip(decided[: len(versions)], decided[len(versions) :], strict=True)
        yield tuple(GivenRequest(facts, str(coverage), str(level)) for coverage, level in each)


def _known_to_all(versions: Sequence[CompiledVersion]) -> dict[str, tuple[str, ...]]:
    """Facts that some version has, with the values that all that have it know."""
    found: dict[str, tuple[str, ...]] = {}
    for one in versions:
        for fact, values in one.version.known_values.items():
            found[fact] = tuple(value for value in found.get(fact, values) if value in values)
    return found


def _levels(compiled: CompiledVersion, whole: Mapping[str, tuple[str, ...]]) -> list[str]:
    """For each combination of values, the level that it has."""
    read, outcomes = compiled.level, [str(verdict.outcome) for verdict in compiled.level.verdicts]
    places = [[read.place_of.get(fact, {}).get(value, 0) for value in values] for fact, values in whole.items()]
    return [outcomes[place] for place in map(sum, product(*places))]


def _coverages(compiled: CompiledVersion, axes: Mapping[str, tuple[str, ...]], may_be_unknown: Collection[str]) -> list[str]:
    """For each combination of values, `unknown` last where a fact may be, the coverage: undetermined where several can come of it."""
    return [_COVERAGE.get(one, str(Coverage.UNDETERMINED)) for one in _outcome_sets(compiled, axes, may_be_unknown)]


def _outcome_sets(compiled: CompiledVersion, axes: Mapping[str, tuple[str, ...]], may_be_unknown: Collection[str]) -> list[int]:
    """For each combination of values, `unknown` last where a fact may be: the set of coverages that can come of it."""
    read = compiled.coverage
    places = [[read.place_of.get(fact, {}).get(value, 0) for value in values] for fact, values in axes.items()]
    sets = [_BIT[str(read.verdicts[sum(place)].outcome)] for place in product(*places)]
    inner = 1
    for fact, values in reversed(list(axes.items())):
        block = inner * len(values)
        if fact in may_be_unknown:
            widened: list[int] = []
            for start in range(0, len(sets), block):
                slices = [sets[start + inner * number : start + inner * (number + 1)] for number in range(len(values))]
                unknown = slices[0]
                for other in slices[1:]:
                    unknown = [one | another for one, another in zip(unknown, other, strict=True)]
                widened += [*sets[start : start + block], *unknown]
            sets, block = widened, block + inner
        inner = block
    return sets
