"""Classes of requests: every rule splits each fact's values into a few groups that no rule tells apart.

The product of the groups is the set of classes; whatever holds for one request of a class holds for all of it. A fact
that no rule reads has a single group and is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from engine.compiling.rule_table import RuleTable
from engine.vocabulary.problems import problem, refuse

MOST_CLASSES = 500_000


@dataclass(frozen=True, slots=True)
class Classes:
    """`groups` holds, for each fact that some rule reads, its values in groups, in the table's order."""

    groups: Mapping[str, tuple[tuple[str, ...], ...]]

    @property
    def count(self) -> int:
        return prod(len(groups) for groups in self.groups.values())

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(self.groups)

    def representatives(self) -> Iterator[tuple[str, ...]]:
        """One value a fact for each class, in the order in which verdicts are kept."""
        return product(*([group[0] for group in groups] for groups in self.groups.values()))


def classes_of(table: RuleTable) -> Classes:
    """The groups of values that no rule of the table tells apart. Raises Refused (`too_many_classes`), naming the facts that split most.

    >>> from engine.compiling.rule_table import TableRule
    >>> charged = TableRule("charged", {"service": ("training", "installation")}, "billable")
    >>> covered = TableRule("covered", {}, "covered")
    >>> services = ("help", "training", "question", "installation")
    >>> classes_of(RuleTable("example", {"service": services, "topic": ("any",)}, ((charged,), (covered,)))).groups
    {'service': (('help', 'question'), ('training', 'installation'))}
    """
    groups: dict[str, tuple[tuple[str, ...], ...]] = {}
    for fact, values in table.domain.items():
        readers = [rule.when[fact] for rule in table.rules if fact in rule.when]
        if not readers:
            continue
        alike: dict[tuple[bool, ...], list[str]] = {}
        for value in values:
            alike.setdefault(tuple(value in fits for fits in readers), []).append(value)
        groups[fact] = tuple(map(tuple, alike.values()))
    classes = Classes(groups)
    if classes.count > MOST_CLASSES:
        widest = sorted(groups, key=lambda fact: -len(groups[fact]))[:3]
        shown = tuple(problem("too_many_classes.groups", fact=fact, count=len(groups[fact])) for fact in widest)
        raise refuse("too_many_classes.of_table", table=table.name, classes=classes.count, most=MOST_CLASSES, facts=shown)
    return classes
