"""IdList and conditions as values of a sentence: `service is `other` and cause is not `unknown` `. The doors put them into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class IdList:
    """Ids, of which `most` are shown and the others counted."""

    ids: tuple[str, ...]
    most: int = MOST_NAMED

    @property
    def shown(self) -> tuple[str, ...]:
        return self.ids[: self.most]

    @property
    def others(self) -> int:
        return len(self.ids) - len(self.shown)


@dataclass(frozen=True, slots=True)
class FactTest:
    """`fact` is one of `values`, or none of them."""

    fact: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Tests that all hold; without any it always holds."""

    tests: tuple[FactTest, ...] = ()

    @staticmethod
    def of(facts: Mapping[str, str] | Iterable[tuple[str, str]]) -> Condition:
        """Each fact with the one value that it has.

        >>> Condition.of({"service": "other"}).tests
        (FactTest(fact='service', values=('other',), negated=False),)
        """
        return Condition(tuple(FactTest(fact, (value,)) for fact, value in dict(facts).items()))
