"""Coverage where facts are unknown: decided over every completion, exactly. The engine never guesses.

If all completions agree, that is the coverage and nothing is asked. Otherwise the facts are named whose values would
settle it: a fact matters if two completions that differ in it alone lead to different coverage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from engine.compiling.direct_reading import ReadTable, Verdict
from engine.vocabulary.outcomes import UNKNOWN, Coverage


@dataclass(frozen=True, slots=True)
class CoverageAnswer:
    """`rules`: the winning rules in the pack's order, empty while there is something to ask."""

    coverage: Coverage
    rules: tuple[str, ...]
    ask: tuple[str, ...]


Axes = dict[str, tuple[int, ...]]


def coverage_of(read: ReadTable, facts: Mapping[str, str]) -> CoverageAnswer:
    """`facts` gives each of the table's facts a value or `unknown`."""
    verdicts = list(verdicts_of(read, facts))
    outcomes = {verdict.outcome for verdict in verdicts}
    if len(outcomes) > 1:
        return CoverageAnswer(Coverage.UNDETERMINED, (), _in_order(read, _axes(read, facts)))
    winners = {rule for verdict in verdicts for rule in verdict.winners}
    (outcome,) = outcomes
    assert outcome is not None, "a version with a gap or a clash is refused before it decides"
    return CoverageAnswer(Coverage(outcome), tuple(sorted(winners, key=read.order_of.__getitem__)), ())


def verdicts_of(read: ReadTable, facts: Mapping[str, str]) -> Iterator[Verdict]:
    """The verdict on every completion of the unknown facts."""
    return (read.verdicts[sum(combination)] for combination in product(*_axes(read, facts).values()))


def _axes(read: ReadTable, facts: Mapping[str, str]) -> Axes:
    return {
        name: tuple(sorted(set(place.values()))) if facts[name] == UNKNOWN else (place[facts[name]],)
        for name, place in read.place_of.items()
    }


def _in_order(read: ReadTable, axes: Axes) -> tuple[str, ...]:
    """Each fact scored alone by the most further questions that any of its values can leave, fewest first."""
    asked = _facts_that_matter(read, axes)
    score = {fact: max(len(_facts_that_matter(read, {**axes, fact: (place,)})) for place in axes[fact]) for fact in asked}
    return tuple(sorted(asked, key=lambda fact: score[fact]))


def _facts_that_matter(read: ReadTable, axes: Axes) -> list[str]:
    """In the pack's order, which is the order of the table's facts."""
    matter = []
    for fact, places in axes.items():
        if len(places) == 1:
            continue
        rest = [sum(combination) for combination in product(*(other for name, other in axes.items() if name != fact))]
        if any(len({read.verdicts[start + place].outcome for place in places}) > 1 for start in rest):
            matter.append(fact)
    return matter
