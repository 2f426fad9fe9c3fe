"""What must hold of any reports and any record whatever was done, told without reckoning what they should say.

Reads reports as JSON and the log as plain SQL; knows the acts, not the policy.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from tests.machine.model_acts import EffectiveActs, minute_of, month_of
from tests.machine.model_minutes import BUCKETS, cents, ended_by

Report = Mapping[str, Any]
YES_OR_NO = ("portal_registered", "may_commission")
_plain = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str).encode


def adds_up(report: Report) -> None:
    """Buckets, lines, differences, customers and totals."""
    sums: Counter[str] = Counter()
    for one in [*report["customers"], report["totals"]]:
        assert one["minutes"]["recorded"] == sum(one["minutes"][bucket] for bucket in BUCKETS)
        assert cents(one["net"]) + cents(one["vat"]) == cents(one["gross"])
    for customer in report["customers"]:
        told = Counter(customer["minutes"])
        for difference in customer["differences"]:
            assert difference["minutes"]["recorded"] == sum(difference["minutes"][bucket] for bucket in BUCKETS)
            told.subtract(difference["minutes"])
        assert told["billable"] == sum(line["minutes"] for line in customer["lines"])
        assert told["blocked"] == sum(customer["blocked"].values())
        assert cents(customer["net"]) == sum(cents(part["net"]) for part in [*customer["lines"], *customer["differences"]])
        sums.update(customer["minutes"])
        sums.update({name: cents(customer[name]) for name in ("net", "vat", "gross")})
    total = report["totals"]
    assert {**total["minutes"], **{name: cents(total[name]) for name in ("net", "vat", "gross")}} == {name: sums[name] for name in _NAMES}


_NAMES = ("recorded", *BUCKETS, "net", "vat", "gross")


def is_billed_under_a_consent_only(effective: EffectiveActs, report: Report) -> None:
    """A line's minutes are at most those worked in that month and role while a consent at that rate stood, its cap included."""
    for line in (line for customer in report["customers"] for line in customer["lines"]):
        consents = [
            row
            for row in effective.of_request("consents", line["request_id"])
            if row["status"] == "granted" and row["hourly_rate"] == line["hourly_rate"]
        ]
        allowed: set[tuple[str, int]] = set()
        caps = [int(row["max_minutes"]) if row.get("max_minutes") else None for row in consents]
        for entry in effective.of_request("time_entries", line["request_id"]):
            start = minute_of(entry["started_at"])
            if month_of(start) == report["month"] and entry["activity"] == "work":
                of_role = [row for row in consents if row["role"] == entry["role"]]
                allowed |= {
                    (entry["entry_id"], at)
                    for at in range(start, start + int(entry["minutes"]))
                    if any(minute_of(row["given_at"]) <= at and not ended_by(effective, row, at) for row in of_role)
                }
        assert line["minutes"] <= len(allowed)
        if None not in caps:
            assert line["minutes"] <= sum(cap for cap in caps if cap is not None)


def say_what_is_known(reports: Sequence[Report], customers: Mapping[str, str], known: Mapping[tuple[str, str], tuple[int, ...]]) -> None:
    """All statements together, differences included, tell what is known now: minutes and net of each month and request.

    `reports`: of every month; `customers`: request → customer; `known`: (month, request) → minutes in the order of BUCKETS, net."""
    said: Counter[tuple[str, str, str]] = Counter()
    of_customers: Counter[tuple[str, str]] = Counter()
    for report in reports:
        for customer in report["customers"]:
            of_customers.update({(customer["customer_id"], name): customer["minutes"][name] for name in BUCKETS})
            of_customers[customer["customer_id"], "net"] += cents(customer["net"])
            for month, part in [(report["month"], line) for line in customer["lines"]] + [(d["month"], d) for d in customer["differences"]]:
                minutes = part["minutes"] if isinstance(part["minutes"], int) else part["minutes"]["billable"]
                said.update({(month, part["request_id"], "billable"): minutes, (month, part["request_id"], "net"): cents(part["net"])})
    should: Counter[tuple[str, str, str]] = Counter()
    for_customers: Counter[tuple[str, str]] = Counter()
    for (month, request_id), amounts in known.items():
        named = dict(zip((*BUCKETS, "net"), amounts, strict=True))
        should.update({(month, request_id, name): named[name] for name in ("billable", "net")})
        for_customers.update({(customers[request_id], name): amount for name, amount in named.items()})
    assert +said == +should
    assert -said == -should
    assert {key: amount for key, amount in of_customers.items() if amount} == {k: amount for k, amount in for_customers.items() if amount}


def is_intact(connection: Connection) -> int:
    """Walk the chain by the format that `engine.store.chain` writes down; how many acts there are."""

    def rows(sql: str) -> list[dict[str, Any]]:
        return [dict(row._mapping) for row in connection.exec_driver_sql(sql)]

    acts = rows("SELECT * FROM acts ORDER BY seq")
    apart = {row["seq"]: row["salt"] + row["fields"] for row in rows("SELECT seq, salt, fields FROM personal")}
    contents = {row["seq"]: (kind, row) for kind in {act["kind"] for act in acts} for row in rows(f"SELECT * FROM {kind}")}
    last = "0" * 64
    for place, act in enumerate(acts, start=1):
        kind, row = contents.pop(act["seq"])
        content = {name: bool(value) if name in YES_OR_NO else value for name, value in row.items() if value is not None and name != "seq"}
        said = act.pop("digest")
        last = sha256((last + _plain(act | {"content": content})).encode()).hexdigest()
        assert (act["seq"], act["kind"], last) == (place, kind, said)
        if act["personal_digest"] is not None:
            assert sha256(apart.pop(act["seq"]).encode()).hexdigest() == act["personal_digest"]
    assert not contents and not apart
    return len(acts)
