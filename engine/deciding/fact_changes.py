"""The smallest changes of facts that lead elsewhere: no part of one would do, those with the fewest facts come first.

Exact: every way is tried, group of values by group of values. A change is always to a definite value; facts that it leaves
unknown stay so. Refuses to know what is aimed at, which is asked of it as a question."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from engine.compiling.direct_reading import ReadTable
from engine.policy.version import Version

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactChange:
    """For each fact that changes, in the pack's order, the values of which any one will do, whatever is chosen for the others."""

    to: Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class FactChanges:
    """`customer_can`: all of whose facts the customer can change; `otherwise`: at least one would simply have to be another."""

    customer_can: tuple[FactChange, ...]
    otherwise: tuple[FactChange, ...]


NO_CHANGES = FactChanges((), ())


def smallest_changes(
    version: Version, tables: Collection[ReadTable], now: Mapping[str, str], reaches: Callable[[Mapping[str, str]], bool]
) -> FactChanges:
    """`reaches` says of a value for each fact whether it will do; it may depend on nothing but what `tables` tell apart."""
    if reaches(now):
        return NO_CHANGES
    found = [
        FactChange(dict(zip(facts, values, strict=True)))
        for facts, reached in _reaching(_alternatives(version, tables, now), now, reaches)
        for values in _merged(reached, [version.known_values[fact] for fact in facts])
    ]
    ours = [change for change in found if all(version.facts[fact].customer_can is not None for fact in change.to)]
    return FactChanges(tuple(ours), tuple(change for change in found if change not in ours))


def _alternatives(version: Version, tables: Collection[ReadTable], now: Mapping[str, str]) -> dict[str, list[Values]]:
    """For each fact that some table reads, what it could be instead: its values in groups that no table tells apart."""
    found = {}
    for fact, values in version.known_values.items():
        places = [read.place_of[fact] for read in tables if fact in read.place_of]
        alike: dict[tuple[int, ...], list[str]] = {}
        for value in values:
            alike.setdefault(tuple(place[value] for place in places), []).append(value)
        others = [tuple(group) for group in alike.values() if now[fact] not in group]
        if places and others:
            found[fact] = others
    return found


def _reaching(
    alternatives: Mapping[str, Sequence[Values]], now: Mapping[str, str], reaches: Callable[[Mapping[str, str]], bool]
) -> Iterator[tuple[tuple[str, ...], list[tuple[Values, ...]]]]:
    """For each set of facts, every choice of groups for them that will do and no part of which does."""
    smallest: dict[tuple[str, ...], set[tuple[Values, ...]]] = {}
    for size in range(1, len(alternatives) + 1):
        for facts in combinations(alternatives, size):
            parts = [([facts.index(fact) for fact in part], found) for part, found in smallest.items() if set(part) <= set(facts)]
            reached = [
                groups
                for groups in product(*(alternatives[fact] for fact in facts))
                if not any(tuple(groups[at] for at in places) in found for places, found in parts)
                and reaches({**now, **{fact: group[0] for fact, group in zip(facts, groups, strict=True)}})
            ]
            if reached:
                smallest[facts] = set(reached)
                yield facts, reached


def _merged(reached: Sequence[tuple[Values, ...]], orders: Sequence[Values]) -> list[tuple[Values, ...]]:
    """The same choices in fewer: what differs in one fact alone becomes one choice with the values of all."""
    boxes = list(reached)
    for at, order in enumerate(orders):
        alike: dict[tuple[Values, ...], list[str]] = {}
        for box in boxes:
            alike.setdefault((*box[:at], *box[at + 1 :]), []).extend(box[at])
        boxes = [(*rest[:at], tuple(value for value in order if value in values), *rest[at:]) for rest, values in alike.items()]
    return boxes
