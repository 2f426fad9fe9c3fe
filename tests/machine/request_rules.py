"""Rules for what is told of one request: how it arrives and is thought of, what is quoted, agreed, worked, waived."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.machine import record_machine
from tests.machine.record_machine import (
    ITS_PERSON,
    RecordMachine,
    ago,
    amounts,
    caps,
    causes,
    clocks,
    customers,
    lengths,
    one_of,
    roles,
    services,
    when,
)

lasts = st.integers(-1, 5)
perhaps_a_rate = st.one_of(st.just(""), st.just(""), amounts)


class RequestRules(RecordMachine):
    """A request's life, in any order."""

    @rule(customer=customers, who=record_machine.who, ago=ago, at=clocks, service=services, cause=causes)
    def a_request_arrives(self, customer: str, who: str, ago: int, at: str, service: str, cause: str) -> None:
        self.books.does(self._arrives(customer, who, self._past(ago, at), service, cause))

    @rule(
        request=one_of("requests"),
        ago=ago,
        at=when,
        who=record_machine.who,
        training=st.sampled_from(("", "", "trained", "untrained", "unknown")),
        service=record_machine.perhaps_a_service,
        cause=causes,
    )
    def it_is_classified_again(self, request: str, ago: int, at: str, who: str, training: str, service: str, cause: str) -> None:
        columns = {"triaged_at": self._since(request, ago, at), "triaged_by": "bo", "person_id": self._person_of(request, who)}
        self._record_about("retriages", "requests", request, **columns, training=training, service=service, cause=cause)

    @rule(request=one_of("requests"), ago=ago, at=when, coverage=st.sampled_from(("billable", "covered")))
    def a_person_determines_it(self, request: str, ago: int, at: str, coverage: str) -> None:
        columns = {"determined_at": self._since(request, ago, at), "determined_by": "am1", "reason": "agreed"}
        self._record_about("determinations", "requests", request, coverage=coverage, **columns)

    @rule(request=one_of("requests"), ago=ago, at=when)
    def it_is_closed(self, request: str, ago: int, at: str) -> None:
        self._record_about("closures", "requests", request, closed_at=self._since(request, ago, at), closed_by="bo")

    @rule(request=one_of("requests"), ago=ago, at=when, role=roles, rate=perhaps_a_rate, lasts=lasts)
    def it_is_quoted(self, request: str, ago: int, at: str, role: str, rate: str, lasts: int) -> None:
        sent_at = self._since(request, ago, at)
        columns = {"sent_at": sent_at, "sent_by": "am1", "role": role, "currency": "EUR", "expires_at": self._later(sent_at, lasts)}
        self._record_about("quotes", "requests", request, **columns, hourly_rate=rate or self._table_rate(request, role, sent_at))

    @rule(
        request=one_of("requests"),
        ago=ago,
        at=when,
        who=record_machine.who,
        role=roles,
        rate=perhaps_a_rate,
        deviates=st.booleans(),
        cap=caps,
        lasts=lasts,
    )
    def consent_is_granted(
        self, request: str, ago: int, at: str, who: str, role: str, rate: str, deviates: bool, cap: str, lasts: int
    ) -> None:
        given_at = self._since(request, ago, at)
        rate = rate or self._table_rate(request, role, given_at)
        columns = {"role": role, "hourly_rate": rate, "currency": "EUR", "max_minutes": cap, "expires_at": self._later(given_at, lasts)}
        reason = "agreed" if deviates else ""
        self.books.does(self._granted(request, self._person_of(request, who or "P1"), given_at, **columns, deviation_reason=reason))

    @rule(
        quote=one_of("quotes"),
        request=one_of("requests"),
        is_its_own=st.sampled_from((True, True, True, False)),
        ago=ago,
        at=when,
        cap=caps,
    )
    def a_quote_is_taken_up(self, quote: str, request: str, is_its_own: bool, ago: int, at: str, cap: str) -> None:
        row = self._row("quotes", quote)
        request = row["request_id"] if is_its_own else request
        columns = {name: row[name] for name in ("quote_id", "role", "hourly_rate", "currency")}
        by = self._person_of(request, "its own")
        self.books.does(self._granted(request, by, self._since(request, ago, at), **columns, max_minutes=cap))

    @rule(request=one_of("requests"), ago=ago, at=when, who=record_machine.who, role=st.one_of(st.just(""), roles))
    def it_is_declined(self, request: str, ago: int, at: str, who: str, role: str) -> None:
        columns = {"given_by": self._person_of(request, who or "P2"), "given_via": "phone", "currency": "EUR", "role": role}
        self._record_about("consents", "requests", request, status="declined", **columns, given_at=self._since(request, ago, at))

    @rule(consent=one_of("consents"), ago=ago, at=when)
    def a_consent_is_withdrawn(self, consent: str, ago: int, at: str) -> None:
        row = self._row("consents", consent)
        withdrawn_at = self._since(row["request_id"], ago, at, than=row["given_at"])
        self._record_about("withdrawals", "consents", consent, withdrawn_at=withdrawn_at, withdrawn_by="P1")

    @rule(
        request=one_of("requests"),
        pieces=st.lists(st.tuples(ago, when, lengths), min_size=1, max_size=3),
        role=roles,
        activity=st.sampled_from(("work", "work", "work", "triage")),
        service=record_machine.perhaps_a_service,
        cause=causes,
        from_files=st.booleans(),
    )
    def somebody_works(
        self, request: str, pieces: list[tuple[int, str, str]], role: str, activity: str, service: str, cause: str, from_files: bool
    ) -> None:
        columns = {"role": role, "activity": activity, "service": service, "cause": cause}
        self.books.does(*(self._work(request, ago, at, minutes, **columns) for ago, at, minutes in pieces), from_files=from_files)

    @rule(
        customer=customers,
        ago=ago,
        service=services,
        cap=caps,
        lasts=lasts,
        pieces=st.lists(st.tuples(ago, when, lengths), min_size=1, max_size=3),
    )
    def a_request_comes_with_all_that_was_done(
        self, customer: str, ago: int, service: str, cap: str, lasts: int, pieces: list[tuple[int, str, str]]
    ) -> None:
        """Another system's folder: the request, a consent and the work in one import."""
        request = self._arrives(customer, "its own", self._past(ago, "08:00"), service, "")
        given_at = self._past(ago, "09:00")
        columns = {"role": "support", "hourly_rate": "97.53", "currency": "EUR", "deviation_reason": "agreed", "max_minutes": cap}
        consent = self._granted(request.id, ITS_PERSON[customer], given_at, **columns, expires_at=self._later(given_at, lasts))
        work = [self._work(request.id, min(ago, later), at, minutes) for later, at, minutes in pieces]
        self.books.does(request, consent, *work, from_files=True)

    @rule(entry=one_of("time_entries"), ago=ago, at=when)
    def it_is_waived(self, entry: str, ago: int, at: str) -> None:
        request = self._row("time_entries", entry)["request_id"]
        self._record_about("waivers", "time_entries", entry, waived_at=self._since(request, ago, at), waived_by="am1", reason="goodwill")

    @rule(entry=one_of("time_entries"), minutes=lengths)
    def an_entry_is_replaced(self, entry: str, minutes: str) -> None:
        self._replace("time_entries", entry, minutes=minutes)
