"""What the rules of the state machine have in common: how the company begins, what can be spoken of, how an act is made.

A rule makes acts of a few small choices and leaves it to both books whether they may be recorded. Days are counted back from
today, so that much of what is told happened in months that are closed by then.
"""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from tests.machine.model_acts import IDENTITY, PRODUCT, Act, Row, clock, day_of, last_day, local_minute, minute_of, rate_on
from tests.machine.record_and_model import RecordAndModel
from tests.machine.row_factories import company, filled

TODAY = "2026-11-02T09:00:00+01:00"
RECEIVED = "2026-09-28T08:00:00+02:00"
# the desk's life lies within these
MONTHS = [f"{year}-{month:02d}" for year in (2026, 2027, 2028, 2029, 2030) for month in range(1, 13)][7:]
CLOCKS = ("00:00", "09:00", "09:10", "09:40", "12:00", "23:50")
SERVICES = (
    *("module_fundamentals", "module_fundamentals", "module_fundamentals", "usage_question", "usage_question"),
    *("installation", "self_service", "other", "legal_advice"),
)
# who speaks for a customer, where nobody else is named
ITS_PERSON = {"C1": "P1", "C2": "p-3"}

ago = st.integers(0, 11)
clocks = st.sampled_from(CLOCKS)
# where there is work on the request: before or amid one piece of it, so that it makes a difference to that
BEFORE_WORK, AMID_WORK = "before work", "amid work"
when = st.sampled_from((BEFORE_WORK, AMID_WORK, BEFORE_WORK, AMID_WORK, *CLOCKS))
lengths = st.sampled_from(("30", "1", "7", "50", "90", "600"))
caps = st.sampled_from(("", "", "20", "45", "100"))
roles = st.sampled_from(("support", "support", "support", "technical"))
services = st.sampled_from(SERVICES)
perhaps_a_service = st.sampled_from(("", "", *SERVICES))
causes = st.sampled_from(("", "product_defect", "other"))
amounts = st.sampled_from(("120.00", "97.53", "150.10", "0.01"))
customers = st.sampled_from(("C1", "C1", "C2"))
people = st.sampled_from(("P1", "P2", "p-3"))
who = st.sampled_from(("its own", "its own", "its own", "its own", "", "P2", "P1", "p-3"))


def any_of(*kinds: str) -> st.SearchStrategy[tuple[str, str]]:
    """Kind and id of an act that was recorded; mostly of one that still counts."""
    return st.runner().flatmap(lambda machine: st.sampled_from(machine.books.recorded(kinds)))


def one_of(kind: str) -> st.SearchStrategy[str]:
    """The id of such an act."""
    return any_of(kind).map(lambda found: found[1])


class RecordMachine(RuleBasedStateMachine):
    """One record's life; a company is there from the beginning. Both books are compared after each step."""

    def __init__(self, database: str, folder: Path) -> None:
        super().__init__()
        self.books = RecordAndModel(database, folder, TODAY)
        self._count = 0

    def teardown(self) -> None:
        try:
            if self.books.model.acts:
                self.books.looks_at_all = True
                self.books.look()
                self.books.audits()
                seen = list(self.books.seen)
                for place in {0, len(seen) // 2}:
                    self.books.looks_back(seen[place])
        finally:
            self.books.ends()

    @initialize(
        asked=st.tuples(services, services, services, services),
        worked=st.lists(st.tuples(st.integers(0, 5), lengths), min_size=1, max_size=3),
        cap=st.sampled_from(("45", "", "100")),
        closed=st.sampled_from((2, 2, 1, 0)),
    )
    def a_company_is_recorded(self, asked: tuple[str, ...], worked: list[tuple[int, str]], cap: str, closed: int) -> None:
        """Each customer has asked something twice, was quoted a price and has agreed; some work was done, some months are closed."""
        acts = company()
        for customer, service in zip(("C1", "C2", "C1", "C2"), asked, strict=True):
            request, quote = self._arrives(customer, "its own", RECEIVED, service, ""), self._id("quotes")
            columns = {"request_id": request.id, "role": "support", "hourly_rate": "120.00", "currency": "EUR", "max_minutes": cap}
            acts += [request, Act("quotes", filled(quote_id=quote, **columns, sent_at="2026-09-28T09:00:00+02:00", sent_by="am1"))]
            acts.append(self._granted(request.id, ITS_PERSON[customer], "2026-09-28T12:00:00+02:00", **columns, quote_id=quote))
            acts += [self._work(request.id, ago, "09:00", minutes) for ago, minutes in worked]
        assert self.books.does(*acts, from_files=True)
        for month in ("2026-09", "2026-10")[:closed]:
            assert self.books.closes(month)

    @invariant()
    def record_and_model_agree(self) -> None:
        if self.books.model.acts:
            self.books.look()

    def _arrives(self, customer: str, who: str, received_at: str, service: str, cause: str) -> Act:
        columns = {"customer_id": customer, "person_id": ITS_PERSON[customer] if who == "its own" else who, "received_at": received_at}
        facts = {"service": service, "topic": "master_data", "cause": cause, "summary": "words of a customer"}
        return Act("requests", filled(request_id=self._id("requests"), product=PRODUCT, **columns, **facts))

    def _granted(self, request: str, who: str, given_at: str, **values: str) -> Act:
        columns = {"request_id": request, "given_by": who, "given_via": "email", "given_at": given_at, "evidence": "mail 17"}
        return Act("consents", filled(consent_id=self._id("consents"), status="granted", **(columns | values)))

    def _work(self, request: str, ago: int, at: str, minutes: str, **values: str) -> Act:
        columns = {"request_id": request, "agent": "anna", "role": "support", "activity": "work", "minutes": minutes, "note": "as told"}
        return Act(
            "time_entries", filled(entry_id=self._id("time_entries"), started_at=self._since(request, ago, at), **(columns | values))
        )

    def _record_about(self, kind: str, about: str, id_: str, **values: str) -> None:
        """An act of its own about another (of the kind `about`)."""
        self.books.does(Act(kind, filled(**{IDENTITY[kind]: self._id(kind), IDENTITY[about]: id_}, **values)))

    def _retraction(self, kind: str, id_: str) -> Act:
        columns = {"retracted_at": clock(self.books.now), "retracted_by": "anna", "reason": "a mistake"}
        return Act("retractions", filled(retraction_id=self._id("retractions"), kind=kind, id=id_, **columns))

    def _replace(self, kind: str, id_: str, **values: str) -> None:
        """Retracted and, in the same breath, recorded under a new id."""
        replacement = {**self._row(kind, id_), IDENTITY[kind]: self._id(kind), **values}
        self.books.does(self._retraction(kind, id_), Act(kind, replacement))

    def _row(self, kind: str, id_: str) -> Row:
        return next(act.row for act in self.books.model.acts if (act.kind, act.id) == (kind, id_))

    def _id(self, kind: str) -> str:
        """Ids that databases sort each in its own way."""
        self._count += 1
        return f"{kind[0].upper() if self._count % 2 else kind[0]}{'-' if self._count % 3 else ''}{self._count}"

    def _day(self, ago: int) -> str:
        """Of the days that matter (a month's first, sixth and last) the one so many before today; below zero, ahead."""
        days = [f"{month}-{day}" for month in MONTHS for day in ("01", "06", last_day(month)[-2:])]
        today = max(place for place, day in enumerate(days) if day <= day_of(self.books.now))
        return days[max(0, min(len(days) - 1, today - ago))]

    def _past(self, ago: int, at: str) -> str:
        return clock(local_minute(f"{self._day(ago)}T{at}"))

    def _since(self, request: str, ago: int, at: str, than: str = RECEIVED) -> str:
        """Mostly a time after the request was received (and no earlier `than`): what would lie before follows closely."""
        known = {act.id: act.row["received_at"] for act in self.books.model.acts if act.kind == "requests"}
        earliest, chosen = max(minute_of(known.get(request, RECEIVED)), minute_of(than)), minute_of(self._when(request, ago, at))
        return clock(chosen if ago == 11 or chosen >= earliest else earliest + 20 * ago)

    def _when(self, request: str, ago: int, at: str) -> str:
        if at not in (BEFORE_WORK, AMID_WORK):
            return self._past(ago, at)
        work = self.books.model.effective.of_request("time_entries", request)
        if not work:
            return self._past(ago, "09:00")
        piece = work[ago % len(work)]
        return clock(minute_of(piece["started_at"]) + (int(piece["minutes"]) // 2 if at == AMID_WORK else -10))

    def _later(self, instant: str, steps: int) -> str:
        """Some minutes, an hour, days later, or before it; blank for never."""
        minutes = (0, 15, 65, 24 * 60, 6 * 24 * 60, -30)
        return "" if steps < 0 else clock(minute_of(instant) + minutes[steps])

    def _person_of(self, request: str, who: str) -> str:
        return ITS_PERSON[self._row("requests", request)["customer_id"]] if who == "its own" else who

    def _table_rate(self, request: str, role: str, instant: str) -> str:
        customer = self._row("requests", request)["customer_id"]
        return rate_on(self.books.model.effective, customer, role, day_of(minute_of(instant))) or "88.00"
