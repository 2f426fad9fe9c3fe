"""Chance from a seed: the same seed gives the same throws on every Python, since only whole numbers are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Throws from a seed. `apart` gives dice of their own, so that a change in one part leaves the others as they were."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._random = Random(seed)

    def apart(self, name: str) -> Dice:
        return Dice(f"{self._seed}/{name}")

    def percent(self, chance: int) -> bool:
        """True in `chance` of 100 throws."""
        return self._random.randrange(100) < chance

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + self._random.randrange(most - least + 1)

    def pick(self, things: Sequence[T]) -> T:
        return things[self._random.randrange(len(things))]

    def weighted(self, weights: Mapping[T, int]) -> T:
        """One of the keys, each as often as its weight says. At least one weight is above 0."""
        at = self._random.randrange(sum(weights.values()))
        for thing, weight in weights.items():
            at -= weight
            if at < 0:
                return thing
        raise AssertionError("a throw lies below the sum of the weights")

    def some(self, things: Sequence[T], number: int) -> list[T]:
        """`number` different ones of `things`, or all where there are fewer."""
        return self._random.sample(list(things), min(number, len(things)))
