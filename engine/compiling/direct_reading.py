"""The direct reading: which rules fit each class, which section wins, and what it says. The meaning of a table.

A gap (no rule fits) has outcome None; a clash (the winning section disagrees) is marked and has outcome None too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product

from engine.compiling.classes import Classes, classes_of
from engine.compiling.rule_table import RuleTable


@dataclass(frozen=True, slots=True)
class Verdict:
    """One class: its outcome, the rules of the winning section that fit, and all rules that fit, in the pack's order."""

    outcome: str | None
    winners: tuple[str, ...]
    fits: frozenset[str]
    clash: bool


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
    classes = classes_of(table)
    rules = table.rules
    every = (1 << len(rules)) - 1
    masks = [
        [
            every & ~sum(1 << number for number, rule in enumerate(rules) if fact in rule.when and group[0] not in rule.when[fact])
            for group in groups
        ]
        for fact, groups in classes.groups.items()
    ]
    sections, start = [], 0
    for section in table.sections:
        sections.append(((1 << len(section)) - 1) << start)
        start += len(section)
    known: dict[int, Verdict] = {}
    verdicts = []
    for combination in product(*masks):
        fits = every
        for mask in combination:
            fits &= mask
        if fits not in known:
            known[fits] = _verdict(table, fits, sections)
        verdicts.append(known[fits])
    return ReadTable(table, classes, tuple(verdicts))


def _verdict(table: RuleTable, fits: int, sections: list[int]) -> Verdict:
    fitting = [rule for number, rule in enumerate(table.rules) if fits >> number & 1]
    winning = next((fits & section for section in sections if fits & section), 0)
    winners = [rule for number, rule in enumerate(table.rules) if winning >> number & 1]
    outcomes = {rule.outcome for rule in winners}
    outcome = outcomes.pop() if len(outcomes) == 1 else None
    clash = outcome is None and bool(winners)
    return Verdict(outcome, tuple(rule.id for rule in winners), frozenset(rule.id for rule in fitting), clash)
