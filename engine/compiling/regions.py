"""Sets of classes, and the few conditions that say which they are: `service is data_cleanup and cause is other`.

A set of classes is a whole number with a bit a class, in the order in which verdicts are kept. A condition is a box: for some
facts the values that they may have, any for the others. Refuses to know why anybody asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from engine.compiling.classes import Classes
from engine.vocabulary.conditions import Condition, FactTest

MOST_CONDITIONS = 20


@dataclass(frozen=True, slots=True)
class Region:
    """A condition: `values` it leaves to the facts that it names; `classes`: all that it holds for, as a set."""

    values: Mapping[str, tuple[str, ...]]
    classes: int

    @property
    def count(self) -> int:
        return self.classes.bit_count()


def class_set(chosen: Iterable[bool]) -> int:
    """The set of the classes for which `chosen` is true, one by one in their order.

    >>> bin(class_set([True, False, True, True]))
    '0b1101'
    """
    return int("".join("1" if one else "0" for one in chosen)[::-1] or "0", 2)


def classes_where(classes: Classes, fits: Mapping[str, Collection[str]]) -> int:
    """The set of the classes in which each of these facts can have one of its values; a fact that no rule reads limits nothing."""
    found = 1
    for fact, stride in reversed(list(_strides(classes).items())):
        groups = range(len(classes.groups[fact]))
        allowed = [number for number in groups if fact not in fits or any(value in fits[fact] for value in classes.groups[fact][number])]
        one, found = found, 0
        for number in allowed:
            found |= one << stride * number
    return found


def first_of(chosen: int) -> int:
    """The position of the first class of a set that is not empty."""
    return (chosen & -chosen).bit_length() - 1


def representative(classes: Classes, at: int) -> dict[str, str]:
    """The class at a position as one request: a value for each fact that the table reads."""
    found = {}
    for fact, stride in _strides(classes).items():
        groups = classes.groups[fact]
        found[fact] = groups[at // stride % len(groups)][0]
    return found


def regions(classes: Classes, chosen: int, most: int = MOST_CONDITIONS, never: int = 0) -> tuple[Region, ...]:
    """Conditions that together hold for exactly the chosen classes; at most so many, and then not for all of them.

    Each is as wide as it can be, no other value fits into it; they may overlap, but none could be left out. `never`: classes that no
    request can have, which a condition may hold for or not; those that it is said to hold for are chosen ones all the same.

    >>> two_facts = Classes({"service": (("help",), ("training",)), "trained": (("yes",), ("no",))})
    >>> [dict(one.values) for one in regions(two_facts, class_set([False, True, True, True]))]
    [{'trained': ('no',)}, {'service': ('training',)}]
    """
    strides = _strides(classes)
    found: list[Region] = []
    left = chosen
    while left and len(found) < most:
        widest = _widest(classes, strides, chosen | never, first_of(left))
        found.append(Region(widest.values, widest.classes & chosen))
        left &= ~found[-1].classes
    if left:
        return tuple(found)
    for region in list(found):
        others = 0
        for other in found:
            others |= other.classes if other is not region else 0
        if others == chosen:
            found.remove(region)
    return tuple(found)


def _widest(classes: Classes, strides: Mapping[str, int], chosen: int, at: int) -> Region:
    """Grown from one class, fact by fact; that fact next which can be left out of the condition, or nearly so."""
    held = 1 << at
    seat = {fact: at // stride % len(classes.groups[fact]) for fact, stride in strides.items()}
    values: dict[str, tuple[str, ...]] = {}
    remaining = list(classes.groups)
    while remaining:
        # as long as a fact was not its turn, all that is held has its seat there
        slabs = {fact: _slabs(chosen, held, strides[fact], seat[fact], len(classes.groups[fact])) for fact in remaining}
        fact = max(remaining, key=lambda one: len(slabs[one]) / len(classes.groups[one]))
        groups = classes.groups[fact]
        for slab in slabs[fact].values():
            held |= slab
        if len(slabs[fact]) < len(groups):
            values[fact] = tuple(value for number in slabs[fact] for value in groups[number])
        remaining.remove(fact)
    return Region({fact: values[fact] for fact in classes.groups if fact in values}, held)


def _slabs(chosen: int, held: int, stride: int, seat: int, groups: int) -> dict[int, int]:
    """What is held, moved to each group of a fact where all of it is chosen."""
    found = {}
    for number in range(groups):
        by = stride * (number - seat)
        slab = held << by if by >= 0 else held >> -by
        if slab & chosen == slab:
            found[number] = slab
    return found


def _strides(classes: Classes) -> dict[str, int]:
    strides, stride = {}, classes.count
    for fact, groups in classes.groups.items():
        stride //= len(groups)
        strides[fact] = stride
    return strides


def condition_of(
    values: Mapping[str, tuple[str, ...]],
    domain: Mapping[str, tuple[str, ...]],
    kinds: Mapping[str, tuple[str, Mapping[str, Collection[str]]]] | None = None,
) -> Condition:
    """As few words as may be: what leaves out fewer values is said by these.

    `kinds`: for a fact a name and kinds of its values, in which a condition on it is said where it can be, as in ``level is `first` ``.

    >>> condition_of({"delivery": ("phone", "email")}, {"delivery": ("phone", "email", "on_site")}).tests
    (FactTest(fact='delivery', values=('on_site',), negated=True),)
    """
    tests = []
    for fact, named in values.items():
        name, of_kind = (kinds or {}).get(fact, (fact, {}))
        whole = tuple(kind for kind, those in of_kind.items() if those and set(those) <= set(named))
        if whole and set(named) == set[str]().union(*(of_kind[kind] for kind in whole)):
            tests.append(FactTest(name, whole))
            continue
        in_order = tuple(value for value in domain[fact] if value in named)
        others = tuple(value for value in domain[fact] if value not in named)
        tests.append(FactTest(fact, others, negated=True) if len(others) < len(in_order) else FactTest(fact, in_order))
    return Condition(tuple(tests))
