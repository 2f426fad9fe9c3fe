"""A brute reading of a version's YAML: rule by rule, completion by completion, as policies/README.md tells it.

Shares nothing with the engine: it reads the files itself, keeps its own calendar, and knows no classes and no tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Facts = Mapping[str, str]


@dataclass
class Oracle:
    """One version as written: `policy` and `facts` are the plain content of its two files."""

    ref: str
    zone: ZoneInfo
    policy: Mapping[str, Any]
    facts: Mapping[str, Mapping[str, Any]]
    last_day: date | None = None
    _coverage: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def first_day(self) -> date:
        return day_of(self.policy["effective"]["from"])

    def values(self, name: str) -> list[str]:
        return [value["id"] for value in self.facts[name]["values"]]

    def complete(self, given: Facts) -> dict[str, str]:
        """Defaults for what is left out."""
        return {name: given.get(name, fact["default"]) for name, fact in self.facts.items()}

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """What is stated as a number or a day, as the value whose range holds it."""
        read = dict(given)
        for name, fact in self.facts.items():
            stated = given.get(fact.get("reading", {}).get("of"))
            if stated == "unknown":
                read[name] = "unknown"
            elif stated is not None:
                today = datetime.fromisoformat(given["received_at"]).astimezone(self.zone).toordinal()
                number = today - date.fromisoformat(stated).toordinal() if fact["reading"]["as"] == "age" else stated
                ranges = {value["id"]: range(value.get("from", -(10**9)), value.get("below", 10**9)) for value in fact["values"]}
                (read[name],) = (value for value, numbers in ranges.items() if value != "unknown" and number in numbers)
        return read

    def decide(self, given: Mapping[str, Any], at: datetime) -> dict[str, object]:
        """What `klausel decide` should say, `because` as ids of rules."""
        facts = self.complete(self.read(given))
        coverage, because, ask = self.coverage_of(facts)
        level = self.level_of(facts)
        seen = facts | {"coverage": coverage, "level": level}
        channel, route = self.first(self.policy["channel"], seen)["channel"], self.first(self.policy["route"], seen)["route"]
        action = self.action(coverage, channel, facts["consent"], ask, at)
        told: dict[str, object] = {"coverage": coverage, "level": level, "route": route, "channel": channel, "action": action}
        told |= {"ask": ask, "because": because, "policy": self.ref}
        return told | {"resumes_at": self.next_opening(at).isoformat()} if action == "queue" else told

    def action(self, coverage: str, channel: str, consent: str, ask: Sequence[str], at: datetime) -> str:
        if coverage in ("not_offered", "not_entitled"):
            return "refer"
        if channel == "resubmit_via_portal":
            return "resubmit"
        if coverage == "undetermined":
            return "ask" if ask else "triage"
        if coverage == "billable" and consent != "granted":
            return "stop" if consent == "declined" else "quote"
        return "work" if self.is_open(at) else "queue"

    # Coverage, over all completions of what is unknown.

    def coverage_of(self, facts: Facts) -> tuple[str, list[str], list[str]]:
        """Coverage, the ids of the rules that win, and what to ask, in order."""
        read = self.read_by_coverage()
        unknown = {name: self.known(name) if facts[name] == "unknown" else [facts[name]] for name in read}
        told = {values: self.of_known(values, read) for values in product(*unknown.values())}
        outcomes = {outcome for outcome, _ in told.values()}
        if len(outcomes) == 1:
            winners = {rule for _, rules in told.values() for rule in rules}
            return (
                outcomes.pop(),
                [rule["id"] for section in self.policy["coverage"] for rule in section["rules"] if rule["id"] in winners],
                [],
            )
        plain = {values: outcome for values, (outcome, _) in told.items()}
        asked = [read[at] for at in matters(plain, len(read))]
        scores = {name: self.most_left(plain, read.index(name), len(read)) for name in asked}
        return "undetermined", [], sorted(asked, key=lambda name: scores[name])

    def most_left(self, plain: Mapping[tuple[str, ...], str], at: int, width: int) -> int:
        """The most further questions that any value of a fact can leave."""
        values = {completion[at] for completion in plain}
        return max(len(matters({one: plain[one] for one in plain if one[at] == value}, width)) for value in values)

    def read_by_coverage(self) -> list[str]:
        """The facts that coverage depends on, in the pack's order; the level is read off a fact, too."""
        named = {name for section in self.policy["coverage"] for rule in section["rules"] for name in rule["when"]}
        named |= {self.policy["level"]["fact"]} if "level" in named else set()
        return [name for name in self.facts if name in named]

    def known(self, name: str) -> list[str]:
        return [value for value in self.values(name) if value != "unknown"]

    def of_known(self, values: tuple[str, ...], names: Sequence[str]) -> tuple[str, tuple[str, ...]]:
        if values not in self._coverage:
            facts = dict(zip(names, values, strict=True))
            facts["level"] = self.level_of(facts)
            for section in self.policy["coverage"]:
                fitting = [rule for rule in section["rules"] if fits(rule["when"], facts)]
                if fitting:
                    (outcome,) = {rule["coverage"] for rule in fitting}
                    self._coverage[values] = outcome, tuple(rule["id"] for rule in fitting)
                    break
        return self._coverage[values]

    # Read off the facts as given.

    def level_of(self, facts: Facts) -> str:
        levels = self.policy["level"]
        listed = (entry for entry in levels["levels"] if facts.get(levels["fact"]) in entry["values"])
        return next((str(entry["level"]) for entry in listed), "none")

    def first(self, rules: Sequence[Mapping[str, Any]], facts: Facts) -> Mapping[str, Any]:
        return next(rule for rule in rules if fits(rule["when"], facts))

    # Service hours.

    def is_open(self, moment: datetime) -> bool:
        local, hours = moment.astimezone(self.zone), self.policy["service_hours"]
        return self.is_working_day(local.date()) and hours["opens"] <= f"{local:%H:%M}" < hours["closes"]

    def is_working_day(self, day: date) -> bool:
        hours = self.policy["service_hours"]
        return WEEKDAYS[day.weekday()] in hours["days"] and day not in set(german_holidays(day.year, hours["holidays"]["subdivision"]))

    def next_opening(self, moment: datetime) -> datetime:
        opens = datetime.strptime(self.policy["service_hours"]["opens"], "%H:%M").time()
        day = moment.astimezone(self.zone).date()
        while True:
            opening = datetime.combine(day, opens, self.zone)
            if self.is_working_day(day) and opening > moment:
                return opening
            day += timedelta(days=1)


def fits(when: Mapping[str, Any], facts: Facts) -> bool:
    """Whether all conditions hold; an unknown matches none."""
    return all(facts[name] != "unknown" and holds(condition, facts[name]) for name, condition in when.items())


def holds(condition: Any, value: str) -> bool:
    if isinstance(condition, dict):
        return not holds(condition["not"], value)
    return value in condition if isinstance(condition, list) else bool(value == condition)


def matters(plain: Mapping[tuple[str, ...], str], width: int) -> list[int]:
    """Where two completions that differ in that place alone lead to different coverage."""
    found = []
    for at in range(width):
        seen: dict[tuple[str, ...], str] = {}
        if any(seen.setdefault((*one[:at], *one[at + 1 :]), outcome) != outcome for one, outcome in plain.items()):
            found.append(at)
    return found


def german_holidays(year: int, subdivision: str | None) -> Iterator[date]:
    """Those of every German state and, for `NW`, Corpus Christi and All Saints besides."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    month_day = h + (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month_day -= 7 * ((a + 11 * h + 22 * (month_day - h)) // 451)
    easter = date(year, 3, 22) + timedelta(days=month_day)
    yield from (date(year, 1, 1), date(year, 5, 1), date(year, 10, 3), date(year, 12, 25), date(year, 12, 26))
    yield from (easter + timedelta(days=days) for days in (-2, 1, 39, 50))
    if subdivision == "NW":
        yield from (easter + timedelta(days=60), date(year, 11, 1))


def day_of(written: Any) -> date:
    return written if isinstance(written, date) else date.fromisoformat(written)


def read_oracles(folder: Path) -> dict[str, list[Oracle]]:
    """Every version of every pack under `folder`, by product, in order of its first day."""
    packs = {}
    for product_file in sorted(folder.glob("*/product.yaml")):
        about = plain_yaml(product_file)
        versions = []
        for file in product_file.parent.glob("*/policy.yaml"):
            policy, facts = plain_yaml(file), plain_yaml(file.with_name("facts.yaml"))
            by_name = {fact["id"]: fact for fact in facts["facts"]}
            versions.append(Oracle(f"{about['product']}@{policy['version']}", ZoneInfo(about["time_zone"]), policy, by_name))
        versions.sort(key=lambda version: version.first_day)
        for version, later in zip(versions, [*versions[1:], None], strict=True):
            ends = [day_of(version.policy["effective"]["to"])] if version.policy["effective"]["to"] else []
            ends += [later.first_day - timedelta(days=1)] if later else []
            version.last_day = min(ends, default=None)
        packs[str(about["product"])] = versions
    return packs


def plain_yaml(file: Path) -> Any:
    return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
