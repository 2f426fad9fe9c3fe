"""Rules for what is told of customers, their people, contracts and training, and of prices."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.machine import record_machine, row_factories
from tests.machine.model_acts import PRODUCT, Act, day_of, minute_of
from tests.machine.record_machine import ITS_PERSON, RecordMachine, ago, amounts, customers, people
from tests.machine.row_factories import filled

from_when = st.integers(-3, 11)
near_a_request = st.booleans()
ends = st.sampled_from((None, None, 0, 3))


class CustomerRules(RecordMachine):
    """Also told late: a price that should have been known, a contract that ended before the last requests came in."""

    @rule(
        role=st.sampled_from(("support", "technical", "")),
        customer=st.sampled_from(("", "", "C1")),
        rate=amounts,
        ago=from_when,
        ends=ends,
    )
    def a_price_is_recorded(self, role: str, customer: str, rate: str, ago: int, ends: int | None) -> None:
        self.books.does(row_factories.rate(self._id("rates"), role, customer, rate, *self._period(ago, ends)))

    @rule(
        customer=customers,
        ago=from_when,
        near=near_a_request,
        ends=ends,
        status=st.sampled_from(("active", "suspended")),
        register=st.sampled_from(("complete", "partial")),
    )
    def a_contract_is_recorded(self, customer: str, ago: int, near: bool, ends: int | None, status: str, register: str) -> None:
        period = self._period(ago, ends, customer if near else "")
        self.books.does(row_factories.contract(self._id("contracts"), customer, *period, status, register))

    @rule(customer=customers, ago=ago, near=near_a_request)
    def a_contract_ended_earlier(self, customer: str, ago: int, near: bool) -> None:
        own = [row for row in self.books.model.effective.of_kind["contracts"].values() if row["customer_id"] == customer]
        if own:
            last = max(own, key=lambda row: row["valid_from"])
            self._replace("contracts", last["contract_id"], valid_to=self._from(ago, customer if near else ""))

    @rule(customer=customers, who=record_machine.who, ago=ago, near=near_a_request, ends=ends)
    def somebody_was_trained(self, customer: str, who: str, ago: int, near: bool, ends: int | None) -> None:
        person = ITS_PERSON[customer] if who == "its own" else who
        first, last = self._period(ago, ends, customer if near else "")
        columns = {"customer_id": customer, "person_id": person, "product": PRODUCT, "completed_on": first, "valid_until": last}
        self.books.does(Act("training", filled(training_id=self._id("training"), **columns)))

    @rule(customer=customers, name=st.sampled_from(("Renamed GmbH", "Änderung & Co")), country=st.sampled_from(("DE", "AT")), ago=ago)
    def a_customer_moves(self, customer: str, name: str, country: str, ago: int) -> None:
        self.books.does(row_factories.customer(customer, name, country, self._day(ago)))

    @rule(who=people, customer=customers, may=st.sampled_from(("yes", "no")), ago=ago)
    def a_person_moves(self, who: str, customer: str, may: str, ago: int) -> None:
        self.books.does(row_factories.person(who, customer, may, self._day(ago)))

    def _period(self, ago: int, ends: int | None, near: str = "") -> tuple[str, str]:
        return self._from(ago, near), "" if ends is None else self._day(ago - ends)

    def _from(self, ago: int, near: str) -> str:
        """A day, or, `near` a customer's requests, the one before or on which one of them was received: it matters to that."""
        received = [
            minute_of(act.row["received_at"]) for act in self.books.model.acts if act.kind == "requests" and act.row["customer_id"] == near
        ]
        return self._day(ago) if not received else day_of(received[ago % len(received)] - (24 * 60 if ago % 3 else 0))
