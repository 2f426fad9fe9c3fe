"""The direct reading: which rules fit each class, which section wins, and what it says. The meaning of a table.

A gap (no rule fits) has outcome None; a clash (the winning section disagrees) is marked and has outcome None too. Sets of
rules are whole numbers with a bit a rule, in the pack's order: so a table of two thousand rules is read in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from engine.compiling.classes import Classes, classes_of
from engine.compiling.rule_table import RuleTable, TableRule


@dataclass(frozen=True, slots=True)
class Verdict:
    """One class: its outcome, and as sets of bits the rules of the winning section that fit and all rules that fit."""

    outcome: str | None
    winning: int
    fitting: int
    rules: tuple[TableRule, ...]

    @property
    def clash(self) -> bool:
        return self.outcome is None and self.winning != 0

    @property
    def winners(self) -> tuple[str, ...]:
        """Ids of the rules that win, in the pack's order."""
        return tuple(self.rules[number].id for number in bits(self.winning))

    @property
    def fits(self) -> frozenset[str]:
        """Ids of all rules that fit."""
        return frozenset(self.rules[number].id for number in bits(self.fitting))


@dataclass(frozen=True, eq=False)
class ReadTable:
    """A table with its classes decided: `verdicts` in the order of `classes.representatives()`."""

    table: RuleTable
    classes: Classes
    verdicts: tuple[Verdict, ...]

    @cached_property
    def order_of(self) -> dict[str, int]:
        """Rule id → its place in the pack's order."""
        return {rule.id: number for number, rule in enumerate(self.table.rules)}

    @cached_property
    def place_of(self) -> dict[str, dict[str, int]]:
        """For each fact: value → what it adds to the position of its class in `verdicts`."""
        places: dict[str, dict[str, int]] = {}
        stride = self.classes.count
        for fact, groups in self.classes.groups.items():
            stride //= len(groups)
            places[fact] = {value: stride * number for number, group in enumerate(groups) for value in group}
        return places


def read_directly(table: RuleTable) -> ReadTable:
    """Decides every class. Raises Refused for a table with too many classes."""
    classes, rules = classes_of(table), table.rules
    sections = section_of_rules(table)
    saying = {outcome: sum(1 << n for n, rule in enumerate(rules) if rule.outcome == outcome) for outcome in {r.outcome for r in rules}}
    known: dict[int, Verdict] = {}
    verdicts = []
    for combination in product(*accepting(table, classes).values()):
        fitting = (1 << len(rules)) - 1
        for mask in combination:
            fitting &= mask
        if fitting not in known:
            winning = fitting & sections[lowest(fitting)] if fitting else 0
            said = [outcome for outcome, mask in saying.items() if winning & mask]
            known[fitting] = Verdict(said[0] if len(said) == 1 else None, winning, fitting, rules)
        verdicts.append(known[fitting])
    return ReadTable(table, classes, tuple(verdicts))


def accepting(table: RuleTable, classes: Classes) -> dict[str, list[int]]:
    """For each fact that some rule reads, for each group of its values: the rules that it does not keep from fitting."""
    every = (1 << len(table.rules)) - 1
    refusing = {fact: [0] * len(groups) for fact, groups in classes.groups.items()}
    for number, rule in enumerate(table.rules):
        for fact, values in rule.when.items():
            for at, group in enumerate(classes.groups[fact]):
                if group[0] not in values:
                    refusing[fact][at] |= 1 << number
    return {fact: [every & ~mask for mask in masks] for fact, masks in refusing.items()}


def section_of_rules(table: RuleTable) -> list[int]:
    """For each rule the set of all rules of its section."""
    found, start = [], 0
    for section in table.sections:
        found += [((1 << len(section)) - 1) << start] * len(section)
        start += len(section)
    return found


def lowest(rules: int) -> int:
    """The first rule of a set that is not empty."""
    return (rules & -rules).bit_length() - 1


def bits(rules: int) -> Iterator[int]:
    """The rules of a set by number, in order."""
    while rules:
        yield lowest(rules)
        rules &= rules - 1
