"""The whole state machine: what is told of requests and of customers, what was a mistake, and what becomes of the record."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.machine.customer_rules import CustomerRules
from tests.machine.model_acts import IDENTITY, MOVED_ON, Act, begins, next_month
from tests.machine.model_refusals import REFERENCES, refers_to
from tests.machine.record_and_model import FIRST_MONTH
from tests.machine.record_machine import any_of, customers, lengths, one_of
from tests.machine.request_rules import RequestRules

RETRACTABLE = [kind for kind in IDENTITY if kind not in (*MOVED_ON, "retractions")]


class ActMachine(RequestRules, CustomerRules):
    """All that is told, mistakes included."""

    @rule(act=any_of(*RETRACTABLE))
    def an_act_is_retracted(self, act: tuple[str, str]) -> None:
        self.books.does(self._retraction(*act))

    @rule(request=one_of("requests"))
    def a_request_was_a_mistake(self, request: str) -> None:
        """Retracted with everything that refers to it."""
        gone, effective = [("requests", request)], self.books.model.effective
        for what in gone:
            gone += [(kind, id_) for kind in REFERENCES for id_, row in effective.of_kind[kind].items() if refers_to(kind, row, what)]
        self.books.does(*(self._retraction(*what) for what in dict.fromkeys(gone)))

    def _closes_the_next_month(self) -> None:
        """The first open one that holds minutes, however many empty ones lie before it; its end is waited for."""
        books = self.books.model
        month = min((month for month, _ in books.known if month > books.closed_through), default=books.earliest_open or FIRST_MONTH)
        self.books.now = max(self.books.now, begins(next_month(month)) + 8 * 60)
        assert self.books.closes(month)


class MonthlyClosingMachine(ActMachine):
    """A month is closed after each thing that is told, so that no other news of the same request or customer hides it."""

    @invariant()
    def record_and_model_agree(self) -> None:
        super().record_and_model_agree()
        if self.books.model.acts:
            self._closes_the_next_month()


class SupportDeskMachine(ActMachine):
    """Whatever happens at a support desk: the record is also closed month by month, started again, asked what it knew."""

    @rule(ago=st.integers(-1, 3))
    def a_month_is_closed(self, ago: int) -> None:
        """Or may not be: it has not ended, is closed, or an earlier one must come first."""
        months = self.books.months()
        self.books.closes(months[len(months) - 2 - ago])

    @rule()
    def the_next_month_ends_and_is_closed(self) -> None:
        self._closes_the_next_month()

    @rule(days=st.integers(1, 30), is_started_again=st.booleans())
    def days_go_by(self, days: int, is_started_again: bool) -> None:
        self.books.now += days * 24 * 60
        if is_started_again:
            self.books.starts_again()

    @rule(order=st.randoms(use_true_random=False))
    def everything_is_imported_again(self, order: Random) -> None:
        self.books.reimports_everything(order)

    @rule(entry=one_of("time_entries"), minutes=lengths)
    def a_known_row_comes_with_other_content(self, entry: str, minutes: str) -> None:
        self.books.does(Act("time_entries", {**self._row("time_entries", entry), "minutes": minutes}), from_files=True)

    @rule(which=st.integers(0, 40))
    def an_earlier_instant_is_asked_for(self, which: int) -> None:
        seen = list(self.books.seen)
        self.books.looks_back(seen[which % len(seen)])

    @rule(customer=customers, which=st.integers(0, 6))
    def one_customer_is_asked_for(self, customer: str, which: int) -> None:
        months = self.books.months()
        self.books.look_at(customer, months[-1 - which % len(months)])
