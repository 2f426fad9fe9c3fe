"""What a backtest found: flips, what moved among the rest, customers and months that gain or lose, and the totals.

Minutes and money are those of the requests looked at, in whichever months they were worked on; net, in cents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.books.fields import Key
from engine.books.gains import AmountChange
from engine.vocabulary.months import Month
from engine.vocabulary.outcomes import BlockReason, Channel, Coverage, Route

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class RulePair:
    """The coverage rules that decided before and those that would; empty where there would be something to ask first."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    requests: int
    examples: tuple[Key, ...]

    def as_json(self) -> dict[str, object]:
        told = {"before": list(self.before), "after": list(self.after)}
        return {**told, "requests": self.requests, "examples": list(self.examples)}


@dataclass(frozen=True, slots=True)
class Flip:
    """Requests whose coverage the policy decides otherwise; of `determined` ones a person has said who pays, which counts where the
    policy lets it. `examples`: the ids of those received first."""

    before: Coverage
    after: Coverage
    requests: int
    determined: int
    change: AmountChange
    rules: tuple[RulePair, ...]
    examples: tuple[Key, ...]

    def as_json(self) -> dict[str, object]:
        counted = {"requests": self.requests, "determined": self.determined, "examples": list(self.examples)}
        told = {"from": self.before.value, "to": self.after.value, **counted}
        return {**told, **self.change.as_json(), "rules": [pair.as_json() for pair in self.rules]}


@dataclass(frozen=True, slots=True)
class Moved:
    """Requests that keep their coverage and would be handled or taken in otherwise."""

    before: Route | Channel
    after: Route | Channel
    requests: int
    examples: tuple[Key, ...]

    def as_json(self) -> dict[str, object]:
        return {"from": self.before.value, "to": self.after.value, "requests": self.requests, "examples": list(self.examples)}


@dataclass(frozen=True, slots=True)
class Kept:
    """The requests that keep their coverage. `reckoned_otherwise`: those whose minutes gain or lose all the same, since entries name
    a service, topic or cause of their own, or a person's word counts that did not, or no longer does."""

    requests: int
    routes: tuple[Moved, ...]
    channels: tuple[Moved, ...]
    reckoned_otherwise: int
    change: AmountChange
    examples: tuple[Key, ...]

    def as_json(self) -> dict[str, object]:
        moved = {"routes": [one.as_json() for one in self.routes], "channels": [one.as_json() for one in self.channels]}
        otherwise = {"requests": self.reckoned_otherwise, "examples": list(self.examples), **self.change.as_json()}
        return {"requests": self.requests, **moved, "reckoned_otherwise": otherwise}


@dataclass(frozen=True, slots=True)
class CustomerHit:
    """A customer of whom a request flips or minutes gain or lose; `change` is of all their requests looked at."""

    customer_id: Key
    name: str
    flipped: int
    change: AmountChange

    def as_json(self) -> dict[str, object]:
        return {"customer_id": self.customer_id, "name": self.name, "flipped": self.flipped, **self.change.as_json()}


@dataclass(frozen=True, slots=True)
class NotListed:
    """A recorded value that the draft does not list: so many requests are decided as if it were unknown."""

    fact: str
    value: str
    requests: int

    def as_json(self) -> dict[str, object]:
        return {"fact": self.fact, "value": self.value, "requests": self.requests}


@dataclass(frozen=True, eq=False)
class Backtest:
    """`looked_at` requests were decided again, `already` of them under a version that means the same. `undetermined`: how many the
    policy leaves open, before and after; `to_ask`: how many of the latter wait for a fact that nobody recorded. `read_as`: facts of
    the draft that the record cannot tell, and how they were read. `customers` by id, `months` by time, only those that are hit."""

    policy: str
    product: str
    first_day: date
    last_day: date
    currency: str
    looked_at: int
    already: int
    undetermined: tuple[int, int]
    to_ask: int
    flips: tuple[Flip, ...]
    kept: Kept
    customers: tuple[CustomerHit, ...]
    months: tuple[tuple[Month, AmountChange], ...]
    total: AmountChange
    read_as: Mapping[str, str]
    not_listed: tuple[NotListed, ...]

    @property
    def flipped(self) -> int:
        return sum(flip.requests for flip in self.flips)

    @property
    def without_consent(self) -> int:
        """Minutes that the draft would bill if somebody had been asked: nobody was, so they are blocked."""
        return self.total.gained.blocked(BlockReason.NO_CONSENT)

    def as_json(self) -> dict[str, object]:
        before, after = self.undetermined
        return {
            "policy": self.policy,
            "product": self.product,
            "from": self.first_day.isoformat(),
            "to": self.last_day.isoformat(),
            "currency": self.currency,
            "looked_at": self.looked_at,
            "already": self.already,
            "flipped": self.flipped,
            "undetermined": {"before": before, "after": after, "to_ask": self.to_ask},
            "flips": [flip.as_json() for flip in self.flips],
            "kept": self.kept.as_json(),
            "customers": [one.as_json() for one in self.customers],
            "months": [{"month": str(month), **change.as_json()} for month, change in self.months],
            "totals": self.total.as_json(),
            "without_consent": self.without_consent,
            "read_as": dict(self.read_as),
            "not_listed": [one.as_json() for one in self.not_listed],
        }
