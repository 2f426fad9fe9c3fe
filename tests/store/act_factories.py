"""One small company's acts, at least one of every kind, and a record to put them in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from engine.books import records, statement_rows
from engine.books.fields import Key, Minutes, Word
from engine.books.statement_rows import FrozenStatement
from engine.store import log, policy_acts
from engine.store.chain import Head
from engine.store.kinds import PolicyPin
from engine.store.record import Record, open_record
from engine.vocabulary.instants import Instant, read_instant
from engine.vocabulary.money import Cents
from tests import databases

Act = tuple[str, Any]
RECORDED_AT = read_instant("2026-11-02T08:00:00+01:00")


def at(text: str) -> Instant:
    """`10-05 09:30` of 2026 on a clock one hour ahead of UTC."""
    day, clock = text.split()
    return read_instant(f"2026-{day}T{clock}:00+01:00")


def customer(identity: str = "C1", valid_from: date | None = None, name: str = "Verwaltung Süd", city: str | None = "Köln") -> Act:
    return "customers", records.Customer(Key(identity), valid_from, name, "de", Word("am1"), None, None, "Ring 1", None, city, Word("DE"))


def person(identity: str = "P1", of: str = "C1") -> Act:
    return "people", records.Person(Key(identity), None, Key(of), "Person Eins", "eins@example.org", True, False)


def contract(identity: str = "K1", of: str = "C1", product: str = "product") -> Act:
    return "contracts", records.Contract(
        Key(identity), Key(of), Word(product), date(2025, 1, 1), date(2026, 12, 31), "active", "none", "partial"
    )


def training(identity: str = "T1", of: str = "C1") -> Act:
    return "training", records.Training(Key(identity), Key(of), None, Word("product"), date(2025, 2, 3), None)


def rate(identity: str = "RT1", role: str = "support") -> Act:
    return "rates", records.Rate(Key(identity), None, Word(role), None, Cents(12_000), Word("EUR"), date(2025, 1, 1), None)


def request(identity: str = "R1", of: str = "C1", received: str = "10-01 09:00", asked_by: str | None = "P1") -> Act:
    person_id = Key(asked_by) if asked_by is not None else None
    return "requests", records.Request(
        Key(identity), Key(of), person_id, Word("product"), at(received), None, None, Word("other"), None, None, None, "ärgerlich"
    )


def retriage(identity: str = "RE1", of: str = "R1") -> Act:
    return "retriages", records.Retriage(
        Key(identity), Key(of), at("10-01 10:00"), Word("anna"), None, Word("trained"), None, None, None, None, None
    )


def determination(identity: str = "D1", of: str = "R1") -> Act:
    return "determinations", records.Determination(Key(identity), Key(of), "billable", Word("am1"), at("10-01 11:00"), "so agreed")


def quote(identity: str = "Q1", of: str = "R1") -> Act:
    return "quotes", records.Quote(
        Key(identity), Key(of), at("10-01 11:30"), Word("am1"), Word("support"), Cents(12_000), Word("EUR"), Minutes(60), None, None
    )


def consent(identity: str = "CO1", of: str = "R1", quoted: str | None = "Q1") -> Act:
    quote_id = Key(quoted) if quoted is not None else None
    return "consents", records.Consent(
        Key(identity), Key(of), quote_id, "granted", Key("P1"), "email", at("10-01 12:00"), "mail 17", Word("support"),
        Cents(12_000), Word("EUR"), Minutes(60), at("12-31 23:00"), None,
    )  # fmt: skip


def withdrawal(identity: str = "W1", of: str = "CO1") -> Act:
    return "withdrawals", records.Withdrawal(Key(identity), Key(of), at("10-20 12:00"), Word("P1"))


def entry(identity: str = "E1", of: str = "R1", started: str = "10-05 09:30", minutes: int = 45, note: str | None = None) -> Act:
    return "time_entries", records.TimeEntry(
        Key(identity), Key(of), Word("anna"), Word("support"), "work", at(started), Minutes(minutes), None, None, None, note
    )


def waiver(identity: str = "WV1", of: str = "E1") -> Act:
    return "waivers", records.Waiver(Key(identity), Key(of), at("10-06 09:00"), Word("am1"), "goodwill")


def closure(identity: str = "CL1", of: str = "R1") -> Act:
    return "closures", records.Closure(Key(identity), Key(of), at("10-30 09:00"), Word("anna"))


def retraction(identity: str = "X1", kind: str = "time_entries", of: str = "E2") -> Act:
    return "retractions", records.Retraction(
        Key(identity), kind, Key(of), at("10-31 09:00"), Word("anna"), "typed twice"  # type: ignore[arg-type]
    )  # fmt: skip


def erasure(identity: str = "ER1", act: int = 2) -> Act:
    return "erasures", records.Erasure(Key(identity), Key("P1"), act, at("10-31 10:00"), Word("anna"), Word("asked for it"))


def closing(month: str = "2026-10") -> Act:
    return "closings", records.Closing(Key(month), Word("EUR"), Word("DE"), Word("Europe/Berlin"), 1_900, Word("d"))


def statement() -> FrozenStatement:
    """A row of each table that is frozen with a month."""
    policy, request_id, support = Key("product@2025-01"), Key("R1"), Cents(12_000)
    decision = statement_rows.FrozenDecision(1, policy, Word("billable"), Word(""), Word("faq-1"))
    customer = statement_rows.FrozenCustomer(Key("C1"), Key("C1@"), 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, None, Cents(9_000), Cents(1_710))
    line = statement_rows.FrozenLine(Key("C1"), request_id, support, Minutes(45), Cents(9_000))
    difference = statement_rows.FrozenDifference(Key("C1"), Key("2026-09"), request_id, 0, 0, 0, 0, Cents(0))
    part = statement_rows.FrozenPart(
        Key("E1"), 0, Minutes(45), request_id, Word("billable"), None, Word("billable"), 1, None, None, Key("CO1"), support, Key("RT1")
    )
    pinned = statement_rows.FrozenPolicy(policy, Word("abc"), Word("def"))
    return FrozenStatement((pinned,), (decision,), (customer,), (line,), (difference,), (part,))


def pin(policy: str = "product@2025-01") -> Act:
    return "policy_pins", PolicyPin(Key(policy), Word("abc"))


DIGESTS = (Word("abc"), Word("def"), Word("ghi"))


def draft(identity: str = "D-1", number: int = 1, version: str = "2027-01") -> Act:
    based_on = None if number == 1 else Key(f"{identity}.{number - 1}")
    return "policy_drafts", policy_acts.PolicyDraft(
        Key(f"{identity}.{number}"), Key(identity), number, based_on, Word("product"), Word(version),
        "version: “2027-01”  # größer\n", "facts: []\n", "given: {}\n", *DIGESTS, Word("a start"),
        Word("anna"), at("11-01 09:00"), "unauthenticated",
    )  # fmt: skip


def proposal(identity: str = "D-1.p1", of: str = "D-1.1") -> Act:
    return "policy_proposals", policy_acts.PolicyProposal(
        Key(identity), Key(of), date(2026, 10, 1), Word("new terms"), Word("agreed late"), *DIGESTS, Word('{"classes": 1}'),
        Word("anna"), at("11-01 10:00"), "unauthenticated",
    )  # fmt: skip


def approval(of: str = "D-1.p1", by: str = "bo") -> Act:
    return "policy_approvals", policy_acts.PolicyApproval(Key(of), *DIGESTS, Word(by), at("11-01 11:00"), "signed_in")


def publication(policy: str = "product@2027-01", of: str = "D-1.p1") -> Act:
    return "policy_publications", policy_acts.PolicyPublication(
        Key(policy), Key(of), *DIGESTS, Word("anna"), at("11-01 12:00"), "unauthenticated"
    )  # fmt: skip


def policy_withdrawal(of: str = "D-2") -> Act:
    return "policy_withdrawals", policy_acts.PolicyWithdrawal(
        Key(of), Word("a mistake"), Word("anna"), at("11-01 13:00"), "unauthenticated"
    )


def company() -> list[Act]:
    """One act of every kind; entry E2 is retracted."""
    return [
        pin(), customer(), person(), contract(), training(), rate(), request(), retriage(), determination(), quote(), consent(),
        withdrawal(), entry(), entry("E2", note="oops"), waiver(), closure(), retraction(),
        erasure(), draft(), proposal(), approval(), publication(), draft("D-2"), policy_withdrawal(), closing(),
    ]  # fmt: skip


def url_of(path: Path) -> str:
    return databases.place(path)


def record(folder: Path, *acts: Act) -> Record:
    """A new record in the folder that holds these acts."""
    made = open_record(databases.place_with_a_record(folder / "klausel.db"))
    if acts:
        append(made, *acts)
    return made


def append(made: Record, *acts: Act) -> Head:
    with made.writing() as connection:
        return log.append(connection, acts, recorded_at=RECORDED_AT, recorded_by="anna")


def record_entries(url: str, writer: str, times: int) -> None:
    """Open the record, making it if need be, and record a customer and so many entries, one a transaction, as another process would."""
    made = open_record(url, create=True)
    append(made, customer(f"C-{writer}"))
    for number in range(times):
        append(
            made, request(f"R-{writer}-{number}", f"C-{writer}", asked_by=None), entry(f"E-{writer}-{number}", of=f"R-{writer}-{number}")
        )
    made.close()
