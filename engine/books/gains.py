"""What the same minutes come to before and after something is reckoned otherwise: gained and lost, figure by figure.

Gains and losses are counted a request and month, as lines are rounded: sums over requests, customers or months always add up.
What is reckoned otherwise, and why, comes in from above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.books.amounts import NO_AMOUNTS, Amounts, MonthOfRequest
from engine.vocabulary.money import Cents, show_amount


@dataclass(frozen=True, slots=True)
class AmountChange:
    """What minutes came to, and what is then gained and lost, each figure by itself."""

    before: Amounts = NO_AMOUNTS
    gained: Amounts = NO_AMOUNTS
    lost: Amounts = NO_AMOUNTS

    @property
    def after(self) -> Amounts:
        return self.before + self.gained - self.lost

    @property
    def alone(self) -> AmountChange:
        """Gain and loss, without what there was before."""
        return AmountChange(NO_AMOUNTS, self.gained, self.lost)

    @property
    def net(self) -> Cents:
        """What it comes to, in cents: gained less lost."""
        return Cents(self.gained.net - self.lost.net)

    def __add__(self, other: AmountChange) -> AmountChange:
        return AmountChange(self.before + other.before, self.gained + other.gained, self.lost + other.lost)

    def __bool__(self) -> bool:
        """Whether anything is gained or lost."""
        return self.gained != NO_AMOUNTS or self.lost != NO_AMOUNTS

    def as_json(self) -> dict[str, object]:
        told = {name: getattr(self, name).as_json() for name in ("before", "after", "gained", "lost")}
        return {**told, "net_change": show_amount(self.net)}


NO_AMOUNT_CHANGE = AmountChange()


def amount_changes(before: Mapping[MonthOfRequest, Amounts], after: Mapping[MonthOfRequest, Amounts]) -> dict[MonthOfRequest, AmountChange]:
    """Each month of each request: what it came to, and what it gains and loses, if anything."""
    found = {}
    for place in {**before, **after}:
        was, is_ = before.get(place, NO_AMOUNTS), after.get(place, NO_AMOUNTS)
        found[place] = AmountChange(was) if was == is_ else AmountChange(was, (is_ - was).where_positive, (was - is_).where_positive)
    return found
