"""The statements of all months as a careful bookkeeper writes them: closed ones are kept, open ones are added up anew each time.

The plain model's third floor: acts recorded and months closed in, each month's report out in the shape of `klausel report --json`. It looks
at everything each time, where the engine looks at what was touched. Asks nobody whether an act may be recorded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tests.machine.model_acts import Act, EffectiveActs, Row, begins, last_day, minute_of, month_of, next_month
from tests.machine.model_minutes import BUCKETS, ModelFigures, figures, half_up

Place = tuple[str, str]
NOTHING = (0,) * (len(BUCKETS) + 1)


class StatementModel:
    """`said`: what all frozen statements together say on each month and request; `frozen`: closed months as reported."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.frozen: dict[str, dict[str, Any]] = {}
        self.said: dict[Place, tuple[int, ...]] = {}
        self._of: tuple[int, EffectiveActs, dict[Place, ModelFigures]] | None = None

    def records(self, *acts: Act) -> None:
        self.acts.extend(acts)

    @property
    def effective(self) -> EffectiveActs:
        return self._read()[1]

    @property
    def known(self) -> dict[Place, ModelFigures]:
        """What every minute comes to by all that is known now."""
        return self._read()[2]

    @property
    def closed_through(self) -> str:
        return max(self.frozen, default="")

    @property
    def earliest_open(self) -> str:
        return next_month(self.closed_through) if self.frozen else ""

    def why_not_closed(self, month: str, now: int) -> str:
        """Why a month may not be closed; blank where it may."""
        if now < begins(next_month(month)):
            return "not_ended"
        if month <= self.closed_through:
            return "closed"
        worked = [month_of(minute_of(row["started_at"])) for row in self.effective.of_kind["time_entries"].values()]
        return "earlier_open" if any(self.closed_through < one < month for one in worked) else ""

    def closes(self, month: str) -> list[str]:
        """The months that close with it, oldest first."""
        closing = [self.earliest_open or month]
        while closing[-1] < month:
            closing.append(next_month(closing[-1]))
        for one in closing:
            report, places = self.report(one), self._own(one) | self._differences(one)
            for place, amounts in places.items():
                self.said[place] = _sum(self.said.get(place, NOTHING), amounts)
            self.frozen[one] = report
        return closing

    def report(self, month: str) -> dict[str, Any]:
        """`klausel report --month`, as JSON."""
        if month <= self.closed_through:
            return self.frozen.get(month) or _report(month, [])
        of_customer: dict[str, tuple[dict[str, ModelFigures], dict[Place, tuple[int, ...]]]] = {}
        for place, amounts in self._differences(month).items():
            of_customer.setdefault(self._customer(place[1]), ({}, {}))[1][place] = amounts
        for (one, request_id), found in self.known.items():
            if one == month:
                of_customer.setdefault(self._customer(request_id), ({}, {}))[0][request_id] = found
        return _report(
            month,
            [
                _customer(month, self.effective.moved_on("customers", customer_id, last_day(month)), *of_customer[customer_id])
                for customer_id in sorted(of_customer)
            ],
        )

    def _own(self, month: str) -> dict[Place, tuple[int, ...]]:
        return {place: found.all for place, found in self.known.items() if place[0] == month}

    def _differences(self, month: str) -> dict[Place, tuple[int, ...]]:
        """Known now, less what was said, for closed months: where anything is left, in the earliest open month."""
        if month != self.earliest_open:
            return {}
        known = {place: found.all for place, found in self.known.items() if place[0] < month}
        left = {
            place: tuple(now - said for now, said in zip(known.get(place, NOTHING), self.said.get(place, NOTHING), strict=True))
            for place in sorted({*known, *self.said})
        }
        return {place: amounts for place, amounts in left.items() if any(amounts)}

    def _customer(self, request_id: str) -> str:
        return next(act.row["customer_id"] for act in self.acts if act.kind == "requests" and act.id == request_id)

    def _read(self) -> tuple[int, EffectiveActs, dict[Place, ModelFigures]]:
        if self._of is None or self._of[0] != len(self.acts):
            effective = EffectiveActs(self.acts)
            self._of = len(self.acts), effective, figures(effective)
        return self._of


def _customer(month: str, row: Row, requests: dict[str, ModelFigures], differences: dict[Place, tuple[int, ...]]) -> dict[str, Any]:
    billed = {request_id: found.billed for request_id, found in requests.items()}
    lines = [(request_id, rate, billed[request_id][rate]) for request_id in sorted(billed) for rate in sorted(billed[request_id])]
    sums = _sum(*(found.all for found in requests.values()), *differences.values())
    domestic = row["country"] == "DE"
    return {
        "customer_id": row["customer_id"],
        "name": row["name"],
        "minutes": _minutes(sums),
        "blocked": dict(sum((found.blocked for found in requests.values()), Counter())),
        "lines": [
            {"request_id": request_id, "hourly_rate": euros(rate), "minutes": minutes, "net": euros(half_up(Fraction(minutes * rate, 60)))}
            for request_id, rate, minutes in lines
        ],
        "line_ids": [f"{month}:{request_id}:{euros(rate)}" for request_id, rate, _ in lines],
        "vat_note": None if domestic else "not_domestic",
        "differences": [
            {"month": closed, "request_id": request_id, "minutes": _minutes(amounts), "net": euros(amounts[-1])}
            for (closed, request_id), amounts in sorted(differences.items())
        ],
        "difference_ids": [f"{month}:{request_id}:{closed}" for closed, request_id in sorted(differences)],
        **_money(sums[-1], half_up(Fraction(sums[-1] * 19, 100)) if domestic else 0),
    }


def _report(month: str, customers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    names = ("recorded", *BUCKETS)
    net, vat = (sum(int(Fraction(customer[name]) * 100) for customer in customers) for name in ("net", "vat"))
    totals = {"minutes": {name: sum(customer["minutes"][name] for customer in customers) for name in names}, **_money(net, vat)}
    return {"month": month, "currency": "EUR", "customers": list(customers), "totals": totals}


def _money(net: int, vat: int) -> dict[str, str]:
    return {"net": euros(net), "vat": euros(vat), "gross": euros(net + vat)}


def _minutes(amounts: Sequence[int]) -> dict[str, int]:
    in_buckets = dict(zip(BUCKETS, amounts, strict=False))
    return {"recorded": sum(in_buckets.values()), **in_buckets}


def _sum(*amounts: Sequence[int]) -> tuple[int, ...]:
    return tuple(map(sum, zip(NOTHING, *amounts, strict=True)))


def euros(amount: int) -> str:
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}"
