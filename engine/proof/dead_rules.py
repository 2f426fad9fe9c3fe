"""What a version could do without: rules that never win, and which take their place; conditions that change nothing.

Asked of sets of classes, a bit a class: so two thousand rules are looked through in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.compiling.compiled_version import CompiledVersion
from engine.compiling.direct_reading import ReadTable
from engine.compiling.findings import TABLES, Finding
from engine.compiling.regions import classes_where, first_of, representative
from engine.compiling.rule_table import TableRule
from engine.policy.version import Version
from engine.vocabulary.conditions import Condition, IdList
from engine.vocabulary.problems import problem


@dataclass(frozen=True, slots=True)
class _RuleClasses:
    """One rule: the classes it fits, those in which it wins, and those in which no earlier section decides."""

    rule: TableRule
    fits: int
    wins: int
    reached: int


def dead_rules_and_conditions(compiled: CompiledVersion) -> Iterator[Finding]:
    """Dead rules and useless conditions of all four tables, in their order. All warn."""
    for name, read in zip(TABLES, compiled.tables, strict=True):
        by_rule = _by_rule(read)
        for one in by_rule:
            if f"rule {one.rule.id}" not in compiled.version.places:
                continue  # lists of levels are no rules, and what no list names has the level `none`
            if one.wins:
                yield from _useless(compiled.version, name, read, one, by_rule)
            else:
                yield _dead(compiled.version, name, read, one, by_rule)


def _by_rule(read: ReadTable) -> list[_RuleClasses]:
    """Every rule of the table, in the pack's order."""
    found = []
    open_ = (1 << read.classes.count) - 1
    for section in read.table.sections:
        fits = [classes_where(read.classes, rule.when) for rule in section]
        found += [_RuleClasses(rule, one, one & open_, open_) for rule, one in zip(section, fits, strict=True)]
        for one in fits:
            open_ &= ~one
    return found


def _dead(version: Version, name: str, read: ReadTable, dead: _RuleClasses, by_rule: list[_RuleClasses]) -> Finding:
    place, rule = version.places[f"rule {dead.rule.id}"], dead.rule.id
    if not dead.fits:
        return Finding(name, problem("dead.fits_nothing", place, rule=rule))
    others = _deciding(dead.fits, by_rule)
    witness = representative(read.classes, first_of(dead.fits))
    told = problem("dead.others_win", place, rule=rule, others=IdList(others), instance=Condition.of(witness))
    return Finding(name, told, others, witness, dead.fits.bit_count())


def _useless(version: Version, name: str, read: ReadTable, one: _RuleClasses, by_rule: list[_RuleClasses]) -> Iterator[Finding]:
    """Conditions that could be dropped without any request getting another answer or another reason."""
    rule = one.rule
    for fact in rule.when:
        kept_out = classes_where(read.classes, {other: fits for other, fits in rule.when.items() if other != fact}) & ~one.fits
        if kept_out & one.reached:
            continue
        level = version.policy.level.fact
        written = IdList(tuple(one for one in version.rules[rule.id].when if one == fact or (one == "level" and fact == level)))
        place = version.places[f"rule {rule.id}"]
        if not kept_out:
            yield Finding(name, problem("useless.allows_all", place, rule=rule.id, facts=written), (rule.id,))
            continue
        at = first_of(kept_out)
        witness, others = representative(read.classes, at), _deciding(1 << at, by_rule)
        code, instance = "useless.decided_before", Condition.of(witness)
        told = problem(code, place, rule=rule.id, facts=written, instance=instance, others=IdList(others))
        yield Finding(name, told, (rule.id, *others), witness, kept_out.bit_count())


def _deciding(classes: int, by_rule: list[_RuleClasses]) -> tuple[str, ...]:
    """The rules that win in some of these classes."""
    return tuple(one.rule.id for one in by_rule if one.wins & classes)
