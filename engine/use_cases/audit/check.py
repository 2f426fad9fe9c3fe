"""Checks an exported record with nothing but Python (3.9 or newer), and with no code of the program that wrote it.

    python3 check.py [FOLDER] [--anchor FILE]

FORMAT.md says what the files hold and what is checked. Prints what was counted, or (status 1) the first thing that does not fit.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

BUCKETS = ("covered", "billable", "waived", "blocked")
REASONS = ("over_cap", "consent_withdrawn", "consent_expired", "declined", "no_consent", "undetermined", "not_offered", "not_entitled")
MINUTE, NEVER = 60_000_000, 2**63  # in microseconds


def need(fits: object, what: str) -> None:
    if not fits:
        sys.exit(f"does not fit: {what}")


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def divided(numerator: int, denominator: int) -> int:
    """To the nearest whole number, halves away from zero."""
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return rounded if numerator >= 0 else -rounded


def amount(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def as_minutes(row: Any) -> Any:
    return {"recorded": sum(row[name] for name in BUCKETS), **{name: row[name] for name in BUCKETS}}


def as_money(row: Any) -> Any:
    return {"net": amount(row["net"]), "vat": amount(row["vat"]), "gross": amount(row["net"] + row["vat"])}


def lines_of(path: Path, names: str) -> Iterator[Any]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            value = json.loads(line)
            need(isinstance(value, dict) and value.keys() == set(names.split()), f"{path.name}, line {number}: does not hold {names}")
            yield value


class Books:
    """What is known at a place in the log: every act before it, less what was retracted by then; and what statements said."""

    def __init__(self) -> None:
        self.acts: dict[str, dict[str, Any]] = {"time_entries": {}, "consents": {}, "withdrawals": {}, "waivers": {}}
        self.entries: dict[str, dict[str, Any]] = defaultdict(dict)  # those that count, by request
        self.granted: dict[str, dict[str, Any]] = defaultdict(dict)  # consents that count, by request
        self.withdrawn: dict[str, int] = {}  # when, by consent
        self.waived: set[str] = set()  # entries
        self.customer_of: dict[str, str] = {}  # by request
        self.versions: dict[str, list[tuple[str, str, str]]] = defaultdict(list)  # by customer: first day, key, country
        self.later: list[tuple[str, str, str, Any]] = []  # what may stand before that to which it refers, since the last closing
        self.worked_in: dict[str, set[str]] = defaultdict(set)  # by month: requests
        self.touched: set[str] = set()  # requests about which something was learnt since the last closing
        self.said: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))  # by request and month

    def learn(self, kind: str, key: str, content: Any) -> None:
        if kind == "customers":
            self.versions[content["customer_id"]].append((content.get("valid_from", ""), key, content["country"]))
        elif kind == "requests":
            self.customer_of[key] = content["customer_id"]
        elif kind in ("time_entries", "consents"):
            needed = ("request_id", "role", "activity", "started_at", "minutes") if kind == "time_entries" else content
            self.acts[kind][key] = {name: content[name] for name in needed}
            self.count(kind, key, self.acts[kind][key], counts=True)
        elif kind in ("withdrawals", "waivers", "retractions"):
            self.later.append((kind, content.get("kind", ""), key, content))

    def count(self, kind: str, key: str, act: Any, counts: bool) -> None:
        """An act counts from now on, or counts no more."""
        if kind == "withdrawals":
            self.withdrawn[act["consent_id"]] = act["withdrawn_at"] if counts else NEVER
            act = self.acts["consents"][act["consent_id"]]
        elif kind == "waivers":
            (self.waived.add if counts else self.waived.discard)(act["entry_id"])
            act = self.acts["time_entries"][act["entry_id"]]
        elif counts and act.get("status") != "declined":
            (self.entries if kind == "time_entries" else self.granted)[act["request_id"]][key] = act
        else:
            (self.entries if kind == "time_entries" else self.granted)[act["request_id"]].pop(key, None)
        self.touched.add(act["request_id"])

    def stands(self, key: str, consent: Any) -> range:
        """The instants at which a consent stands; there is no break in between."""
        return range(consent["given_at"], min(consent.get("expires_at", NEVER), self.withdrawn.get(key, NEVER)))

    def consented(self, key: str, entry: Any) -> int:
        """How many minutes of an entry may be billed, caps aside: not examined, not waived, under a consent that stands."""
        if entry["activity"] == "triage" or key in self.waived:
            return 0
        times = [self.stands(*one) for one in self.granted[entry["request_id"]].items() if one[1]["role"] == entry["role"]]
        minutes = range(entry["started_at"], entry["started_at"] + entry["minutes"] * MINUTE, MINUTE)
        return sum(any(minute in time for time in times) for minute in minutes)

    def close(self, closing: Any, rows: dict[str, list[Any]]) -> int:
        """Check a statement against what is known; answer how many minutes it bills."""
        month, zone, epoch = closing["month"], ZoneInfo(closing["time_zone"]), datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))
        # Downwards: withdrawals, waivers and retractions, and of these those of withdrawals and waivers first.
        for kind, target, key, content in sorted(self.later, reverse=True):
            if kind != "retractions":
                self.acts[kind][key] = content
                self.count(kind, key, content, counts=True)
            elif target in self.acts:
                self.count(target, content["id"], self.acts[target].pop(content["id"]), counts=False)
        self.later.clear()
        for entry in [entry for request in self.touched for entry in self.entries[request].values()]:
            entry["month"] = (epoch + timedelta(microseconds=entry["started_at"])).astimezone(zone).strftime("%Y-%m")
            self.worked_in[entry["month"]].add(entry["request_id"])
        figures: dict[str, Counter[str]] = defaultdict(Counter)  # by customer
        lines: Counter[tuple[str, int]] = Counter()  # minutes, by request and rate
        drawn: Counter[str] = Counter()  # minutes, by consent
        reached: Counter[str] = Counter()  # minutes, by entry
        for part in rows["statement_parts"]:
            key, request, where = part["entry_id"], part["request_id"], f"{month}: `{part['entry_id']}` from minute {part['first_minute']}"
            need(part["first_minute"] == reached[key] and part["minutes"] > 0, f"{where}: does not follow the part before")
            reached[key] += part["minutes"]
            entry = self.entries[request].get(key, {})
            need(entry.get("month") == month, f"{where}: there was no such entry of `{request}` in this month, or it was retracted")
            if part["bucket"] == "billable":
                self.check_consent(part, entry, closing["currency"], where)
                lines[request, part["hourly_rate"]] += part["minutes"]
                drawn[part["consent_id"]] += part["minutes"]
            for name in (part["bucket"], part.get("blocked", "")):
                figures[self.customer_of[request]][name] += part["minutes"]
            self.said[request][month][part["bucket"]] += part["minutes"]
        for key, minutes in reached.items():
            due = self.acts["time_entries"][key]["minutes"]
            need(minutes == due, f"{month}: the parts of `{key}` add up to {minutes} minutes, but {due} are recorded")
        for key, minutes in drawn.items():
            max_minutes = self.acts["consents"][key].get("max_minutes", NEVER)
            need(minutes <= max_minutes, f"{month}: {minutes} minutes are billed under `{key}`, which is for {max_minutes}")
        for row in rows["statement_lines"]:
            minutes, where = lines.pop((row["request_id"], row["hourly_rate"]), 0), f"{month}: the line of `{row['request_id']}`"
            found, due = (row["minutes"], row["net"]), (minutes, divided(minutes * row["hourly_rate"], 60))
            need(found == due, f"{where} has (minutes, cents) {found}, but its parts come to {due}")
            self.add(figures, row, month, {"net": row["net"]}, where)
        need(not lines, f"{month}: there is no line for {sorted(lines)}")
        for row in rows["statement_differences"]:
            where = f"{month}: the difference of `{row['request_id']}` in {row['about']}"
            need(row["about"] < month, f"{where} is about no earlier month")
            self.add(figures, row, row["about"], {name: row[name] for name in (*BUCKETS, "net")}, where)
        self.check_customers(closing, rows["statement_customers"], figures)
        for request in sorted(self.touched | self.worked_in[month]):
            self.check_request(request, month)
        self.touched.clear()
        return sum([*drawn.values(), *(row["billable"] for row in rows["statement_differences"])])

    def add(self, figures: dict[str, Counter[str]], row: Any, month: str, told: Any, where: str) -> None:
        customer = self.customer_of[row["request_id"]]
        need(row["customer_id"] == customer, f"{where} stands with `{row['customer_id']}`, but the request is of `{customer}`")
        figures[customer].update(told)
        self.said[row["request_id"]][month].update(told)
        self.touched.add(row["request_id"])

    def check_consent(self, part: Any, entry: Any, currency: str, where: str) -> None:
        key, to_be_paid = part["consent_id"], part["coverage"] == "billable" and entry["activity"] == "work"
        need(to_be_paid and part["entry_id"] not in self.waived, f"{where}: is billed, but is covered, examined or waived")
        consent: Any = self.granted[entry["request_id"]].get(key)
        need(consent, f"{where}: the consent `{key}` was not granted for the request `{entry['request_id']}`, or was retracted")
        found, due = [consent[name] for name in ("role", "hourly_rate", "currency")], [entry["role"], part["hourly_rate"], currency]
        need(found == due, f"{where}: the consent `{key}` is for {found}, but billed is {due}")
        time = self.stands(key, consent)
        for minute in range(part["first_minute"], part["first_minute"] + part["minutes"]):
            need(entry["started_at"] + minute * MINUTE in time, f"{where}: minute {minute} is billed, but `{key}` did not stand then")

    def check_customers(self, closing: Any, rows: list[Any], figures: dict[str, Counter[str]]) -> None:
        month, listed = closing["month"], [row["customer_id"] for row in rows]
        need(listed == sorted(figures), f"{month}: there are the customers {listed}, but figures of {sorted(figures)}")
        for row in rows:
            # No month has more than 31 days, so no day of this one comes after that text.
            versions = sorted(self.versions[row["customer_id"]])
            _, key, country = ([one for one in versions if one[0] <= f"{month}-31"] or versions[:1])[-1]
            due = {name: figures[row["customer_id"]][name] for name in (*BUCKETS, *REASONS, "net")}
            domestic = country == closing["country"]
            due["vat"] = divided(due["net"] * closing["vat_basis_points"], 10_000) if domestic else 0
            told = {"customer_id": row["customer_id"], "customer_key": key, **due, **({} if domestic else {"vat_note": "not_domestic"})}
            for name in sorted(told.keys() | row.keys()):
                need(row.get(name) == told.get(name), f"{month}: `{row['customer_id']}` has `{name}` {row.get(name)}, not {told.get(name)}")

    def check_request(self, request: str, closed: str) -> None:
        """What all statements so far say of a request, against what is known now."""
        recorded: Counter[str] = Counter()
        consented: Counter[str] = Counter()
        for key, entry in self.entries[request].items():
            recorded[entry["month"]] += entry["minutes"]
            consented[entry["month"]] += self.consented(key, entry)
        granted, billed = self.granted[request].values(), 0
        rates = {one["hourly_rate"] for one in granted} or {0}
        for month in sorted(one for one in recorded.keys() | self.said[request].keys() if one <= closed):
            said, where = self.said[request][month], f"{closed}: of `{request}` in {month}"
            minutes, told = said["billable"], sum(said[name] for name in BUCKETS)
            need(told == recorded[month], f"{where} {recorded[month]} minutes are known, but the statements say {told}")
            need(0 <= minutes <= consented[month], f"{where} {minutes} minutes are billed, but consents stood for {consented[month]}")
            # A line each rate, rounded once: of one rate the net is known to the cent, of more within a cent for each.
            low, high = (divided(minutes * rate, 60) for rate in (min(rates), max(rates)))
            play = len(rates) if len(rates) > 1 else 0
            need(low - play <= said["net"] <= high + play, f"{where} {minutes} minutes are billed with {amount(said['net'])}")
            billed += minutes
        max_minutes = sum(one.get("max_minutes", NEVER) for one in granted)
        need(billed <= max_minutes, f"{closed}: of `{request}` {billed} minutes are billed in all, but consents are for {max_minutes}")


def as_reported(closing: Any, rows: dict[str, list[Any]], names: dict[str, str], told: Any) -> Any:
    """The month's report as it follows from the frozen rows; a name that is not known is taken as told."""
    month, customers, total = closing["month"], {}, Counter(dict.fromkeys((*BUCKETS, "net", "vat"), 0))
    for place, row in enumerate(rows["statement_customers"]):
        name = names.get(row["customer_key"], told["customers"][place]["name"])
        one: Any = {"customer_id": row["customer_id"], "name": name, "minutes": as_minutes(row), "vat_note": row.get("vat_note")}
        lists: Any = {"lines": [], "line_ids": [], "differences": [], "difference_ids": []}
        customers[row["customer_id"]] = one | as_money(row) | lists | {"blocked": {name: row[name] for name in REASONS if row[name]}}
        total.update({name: row[name] for name in total})
    for row in rows["statement_lines"]:
        one, rate = customers[row["customer_id"]], amount(row["hourly_rate"])
        one["lines"] += [{"request_id": row["request_id"], "hourly_rate": rate, "minutes": row["minutes"], "net": amount(row["net"])}]
        one["line_ids"] += [f"{month}:{row['request_id']}:{rate}"]
    for row in rows["statement_differences"]:
        one, about = customers[row["customer_id"]], {"month": row["about"], "request_id": row["request_id"], "net": amount(row["net"])}
        one["differences"] += [about | {"minutes": as_minutes(row)}]
        one["difference_ids"] += [f"{month}:{row['request_id']}:{row['about']}"]
    totals = {"minutes": as_minutes(total), **as_money(total)}
    return {"month": month, "currency": closing["currency"], "customers": list(customers.values()), "totals": totals}


def check(folder: Path, anchor: Any) -> str:
    """Follow the log from its first act to its head, and check each month where it is closed."""
    with_personal = (folder / "personal.jsonl").exists()
    personal = lines_of(folder / "personal.jsonl", "seq salt fields") if with_personal else iter(())
    statements = lines_of(folder / "statements.jsonl", "closing table row")
    of_person, frozen = next(personal, None), next(statements, None)
    books, names, missing, months, billed, seq, before = Books(), {}, set(), set(), 0, 0, "0" * 64
    for act in lines_of(folder / "acts.jsonl", "seq recorded_at recorded_by kind key content personal_digest digest"):
        seq += 1
        where, content = f"acts.jsonl, line {seq} ({act['kind']} {act['key']})", act["content"]
        before = sha256((before + canonical({name: act[name] for name in act if name != "digest"})).encode()).hexdigest()
        need(act["seq"] == seq and act["digest"] == before, f"{where}: comes to the digest {before}")
        need(seq != anchor["length"] or before == anchor["digest"], f"{where}: the anchor has the digest {anchor['digest']} here")
        if of_person and of_person["seq"] == seq:
            come_to = sha256((of_person["salt"] + of_person["fields"]).encode()).hexdigest()
            need(come_to == act["personal_digest"] and len(of_person["salt"]) == 32, f"{where}: personal.jsonl comes to {come_to}")
            names.update({act["key"]: json.loads(of_person["fields"])["name"]} if act["kind"] == "customers" else {})
            of_person = next(personal, None)
        elif act["personal_digest"] is not None:
            missing.add(seq)
        if act["kind"] == "erasures":
            need(content["act"] in missing, f"{where}: what it erases is still in personal.jsonl")
            missing.remove(content["act"])
        if act["kind"] == "closings":
            name, rows, covered = f"{content['month']}.json", defaultdict(list), sha256()
            while frozen and frozen["closing"] == seq:
                covered.update((canonical({"table": frozen["table"], "row": frozen["row"]}) + "\n").encode())
                rows[frozen["table"]].append(frozen["row"])
                frozen = next(statements, None)
            need(covered.hexdigest() == content["statement_digest"], f"{where}: statements.jsonl comes to {covered.hexdigest()}")
            billed += books.close(content, rows)
            told = json.loads((folder / "months" / name).read_text(encoding="utf-8"))
            need(canonical(told) == canonical(as_reported(content, rows, names, told)), f"months/{name}: is not what its rows come to")
            months.add(name)
        books.learn(act["kind"], act["key"], content)
    need(not (of_person or frozen), f"{of_person or frozen} belongs to nothing at its place")
    need(not (with_personal and missing), f"personal.jsonl: holds nothing for the act {min(missing, default=0)}, and no erasure names it")
    need({path.name for path in (folder / "months").iterdir()} == months, f"months: there should be {sorted(months)}")
    need(seq >= anchor["length"], f"acts.jsonl: ends with act {seq}, but the anchor was taken of {anchor['length']}")
    head = json.loads((folder / "head.json").read_text(encoding="utf-8"))
    need(canonical(head) == canonical({"length": seq, "digest": before}), f"head.json: is not where the log ends, {seq} acts and {before}")
    without = "" if with_personal else "; personal.jsonl is not here: personal digests and names were not checked"
    return f"fits: {seq} acts, {len(months)} closed months, {billed} billed minutes; head {before}{without}"


def main(arguments: list[str]) -> None:
    try:
        kept = arguments.index("--anchor") if "--anchor" in arguments else len(arguments)
        anchor = json.loads(Path(arguments[kept + 1]).read_text(encoding="utf-8")) if arguments[kept:] else {"length": 0, "digest": ""}
        print(check(Path((*arguments[:kept], *arguments[kept + 2 :], str(Path(__file__).parent))[0]), anchor))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OSError) as error:
        need(False, f"something that FORMAT.md does not know is there, or something is missing ({error!r})")


if __name__ == "__main__":
    main(sys.argv[1:])
