"""Which acts a careful bookkeeper would not write down, and by which code the program must refuse each: "Refused
besides" of engine/reference.md, told of acts that are well written in themselves (every id, value and amount can be read).

Knows the acts and their order, not the engine; what has no fault here must be recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.machine.model_acts import (
    IDENTITY,
    Act,
    EffectiveActs,
    Row,
    day_of,
    minute_of,
    rate_on,
    same_key,
)

REFERENCES = {
    "training": (),
    "retriages": ("requests",),
    "determinations": ("requests",),
    "quotes": ("requests",),
    "consents": ("requests", "quotes"),
    "withdrawals": ("consents",),
    "time_entries": ("requests",),
    "waivers": ("time_entries",),
    "closures": ("requests",),
}
FOLLOWS = {
    "retriages": "triaged_at",
    "determinations": "determined_at",
    "quotes": "sent_at",
    "consents": "given_at",
    "time_entries": "started_at",
    "closures": "closed_at",
    "waivers": "waived_at",
}
NAMES_A_PERSON = {
    "training": ("person_id", "completed_on"),
    "requests": ("person_id", "received_at"),
    "retriages": ("person_id", "triaged_at"),
    "consents": ("given_by", "given_at"),
}
KEYS = {"contracts": ("customer_id", "product"), "rates": ("customer_id", "role", "product")}


def not_yet_recorded(recorded: Sequence[Act], acts: Sequence[Act]) -> list[Act]:
    """Acts whose row is not known, whatever its content."""
    known = {(act.kind, act.key) for act in recorded}
    return [act for act in acts if (act.kind, act.key) not in known]


def refusals(recorded: Sequence[Act], acts: Sequence[Act], now: int) -> set[str]:
    """The codes of all that is wrong with `acts`, to be recorded together; empty where nothing is."""
    contents = {(act.kind, act.key): act.row for act in recorded}
    found = {"other_content" for act in acts if contents.get((act.kind, act.key), act.row) != act.row}
    new = not_yet_recorded(recorded, acts)
    before, after = EffectiveActs(recorded), EffectiveActs([*recorded, *new])
    for act in new:
        if act.kind == "retractions":
            found.update(_wrong_retraction(before, after, act.row))
        elif (act.kind, act.id) not in after.retracted:
            found.update(_wrong_reference(after, act))
            found.update(_wrong_dates(after, act, now))
            found.update(_wrong_price(after, act))
    found.update(_wrong_people(after, {act.id for act in new if act.kind == "people"}, new))
    found.update(_overlaps(after, {act.id for act in new}))
    return found


def _wrong_retraction(before: EffectiveActs, after: EffectiveActs, row: Row) -> Iterator[str]:
    what = (row["kind"], row["id"])
    if what in before.retracted:
        yield "twice"
    if any(refers_to(kind, other, what) for kind in REFERENCES for other in after.of_kind[kind].values()):
        yield "still_referred_to"


def refers_to(kind: str, row: Row, what: tuple[str, str]) -> bool:
    """Whether an act names another."""
    return what[0] in REFERENCES[kind] and row.get(IDENTITY[what[0]]) == what[1]


def _wrong_reference(after: EffectiveActs, act: Act) -> Iterator[str]:
    for target in REFERENCES.get(act.kind, ()):
        id_ = act.row.get(IDENTITY[target])
        if id_ and (target, id_) in after.retracted:
            yield "retracted_reference"
    once = {"withdrawals": "consent_id", "waivers": "entry_id"}.get(act.kind)
    if once and sum(row[once] == act.row[once] for row in after.of_kind[act.kind].values()) > 1:
        yield "twice"
    if act.kind == "withdrawals" and after.of_kind["consents"].get(act.row["consent_id"], act.row).get("status") == "declined":
        yield "not_granted"
    quote = after.of_kind["quotes"].get(act.row.get("quote_id", "")) if act.kind == "consents" else None
    if quote is not None and quote["request_id"] != act.row["request_id"]:
        yield "other_requests_quote"


def _wrong_dates(after: EffectiveActs, act: Act, now: int) -> Iterator[str]:
    row = act.row
    if act.kind in FOLLOWS:
        request = _request(after, act)
        if request is not None and minute_of(row[FOLLOWS[act.kind]]) < minute_of(request["received_at"]):
            yield "out_of_order"
    if act.kind == "withdrawals":
        consent = after.of_kind["consents"].get(row["consent_id"])
        if consent is not None and minute_of(row["withdrawn_at"]) < minute_of(consent["given_at"]):
            yield "out_of_order"
    if row.get("expires_at") and minute_of(row["expires_at"]) < minute_of(row["sent_at" if act.kind == "quotes" else "given_at"]):
        yield "out_of_order"
    if row.get("valid_to", "9999") < row.get("valid_from", "") or row.get("valid_until", "9999") < row.get("completed_on", ""):
        yield "out_of_order"
    if act.kind == "time_entries" and minute_of(row["started_at"]) + int(row["minutes"]) > now:
        yield "in_the_future"


def _request(after: EffectiveActs, act: Act) -> Row | None:
    id_ = act.row.get("request_id", "")
    if act.kind == "waivers":
        id_ = after.of_kind["time_entries"].get(act.row["entry_id"], {}).get("request_id", "")
    return after.of_kind["requests"].get(id_)


def _wrong_price(after: EffectiveActs, act: Act) -> Iterator[str]:
    row, request = act.row, _request(after, act)
    if act.kind not in ("quotes", "consents") or request is None or row.get("deviation_reason") or not row.get("hourly_rate"):
        return
    quote = after.of_kind["quotes"].get(row.get("quote_id", "")) if act.kind == "consents" else None
    at = row["given_at" if act.kind == "consents" else "sent_at"]
    if quote is not None and _takes_up(row, quote):
        return
    rate = rate_on(after, request["customer_id"], row["role"], day_of(minute_of(at)))
    if rate is None:
        yield "no_rate"
    elif rate != row["hourly_rate"]:
        yield "other_rate"


def _takes_up(consent: Row, quote: Row) -> bool:
    """Whether it is given to that quote, in its time."""
    given = minute_of(consent["given_at"])
    same = all(consent[name] == quote[name] for name in ("request_id", "role", "hourly_rate"))
    in_time = not quote.get("expires_at") or given < minute_of(quote["expires_at"])
    return same and in_time and minute_of(quote["sent_at"]) <= given


def _wrong_people(after: EffectiveActs, moved: set[str], new: Sequence[Act]) -> Iterator[str]:
    """Of new acts, and of recorded ones that name a person of whom a new row is told."""
    ids = {(act.kind, act.id) for act in new}
    for kind, (column, day_column) in NAMES_A_PERSON.items():
        for id_, row in after.of_kind[kind].items():
            person_id = row.get(column, "")
            if not person_id or not ((kind, id_) in ids or person_id in moved):
                continue
            whose = row if kind in ("training", "requests") else after.of_kind["requests"].get(row["request_id"])
            day = row[day_column] if kind == "training" else day_of(minute_of(row[day_column]))
            person = after.moved_on("people", person_id, day)
            if whose is None:
                continue
            if person["customer_id"] != whose["customer_id"]:
                yield "other_customers_person"
            elif kind == "consents" and row["status"] == "granted" and person["may_commission"] != "yes":
                yield "may_not_commission"


def _overlaps(after: EffectiveActs, new: set[str]) -> Iterator[str]:
    for kind, columns in KEYS.items():
        for id_, row in after.of_kind[kind].items():
            for other in same_key(after.of_kind[kind].values(), row, *columns):
                if other is not row and id_ in new and _both_hold(*sorted((row, other), key=lambda one: one["valid_from"])):
                    yield "overlap"


def _both_hold(earlier: Row, later: Row) -> bool:
    """A blank end lets the later one take over; one that is written does not. What ends before it begins holds on no day."""
    if any((row.get("valid_to") or row["valid_from"]) < row["valid_from"] for row in (earlier, later)):
        return False
    return earlier["valid_from"] == later["valid_from"] or (earlier.get("valid_to") or "") >= later["valid_from"]
