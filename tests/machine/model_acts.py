"""Acts as somebody writes them on paper: a kind and its texts. Which of them count, and which row of a price, a contract or a
person holds on a day.

The plain model's ground floor: it shares nothing with the engine, reads engine/reference.md alone, and refuses to know what anything
costs. Instants are whole minutes since 1970, days and months their ISO texts, which compare as they should.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
PRODUCT = "hausperfekt"

Row = Mapping[str, str]


class Act(NamedTuple):
    """A row of one of an import's files; what is left out is blank."""

    kind: str
    row: Row

    @property
    def id(self) -> str:
        return self.row[IDENTITY[self.kind]]

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same row when it comes again."""
        return (self.id, self.row.get("valid_from", "")) if self.kind in MOVED_ON else (self.id,)


IDENTITY = {
    "customers": "customer_id", "people": "person_id", "contracts": "contract_id", "training": "training_id", "rates": "rate_id",
    "requests": "request_id", "retriages": "retriage_id", "determinations": "determination_id", "quotes": "quote_id",
    "consents": "consent_id", "withdrawals": "withdrawal_id", "time_entries": "entry_id", "waivers": "waiver_id",
    "closures": "closure_id", "retractions": "retraction_id",
}  # fmt: skip
MOVED_ON = ("customers", "people")


class EffectiveActs:
    """What counts once these acts are recorded: `of_kind[kind][id]`, and every row of a customer or person, oldest first."""

    def __init__(self, acts: Iterable[Act]) -> None:
        acts = list(acts)
        self.retracted = {(act.row["kind"], act.row["id"]) for act in acts if act.kind == "retractions"}
        self.of_kind: dict[str, dict[str, Row]] = {kind: {} for kind in IDENTITY}
        self.rows: dict[tuple[str, str], list[Row]] = {}
        for act in acts:
            if act.kind in MOVED_ON:
                self.rows.setdefault((act.kind, act.id), []).append(act.row)
            elif (act.kind, act.id) not in self.retracted:
                self.of_kind[act.kind][act.id] = act.row
        for rows in self.rows.values():
            rows.sort(key=lambda row: row.get("valid_from", ""))

    def of_request(self, kind: str, request_id: str) -> list[Row]:
        return [row for row in self.of_kind[kind].values() if row["request_id"] == request_id]

    def moved_on(self, kind: str, id_: str, day: str) -> Row:
        """The customer or person as of a day: before the first row, the first counts."""
        rows = self.rows[kind, id_]
        begun = [row for row in rows if row.get("valid_from", "") <= day]
        return begun[-1] if begun else rows[0]


def holds(row: Row, day: str, of_its_key: Sequence[Row]) -> bool:
    """Whether a dated row holds on a day; without an end it does until a successor of its key begins."""
    if day < row["valid_from"]:
        return False
    if row.get("valid_to"):
        return day <= row["valid_to"]
    return not any(row["valid_from"] < other["valid_from"] <= day for other in of_its_key)


def same_key(rows: Iterable[Row], row: Row, *columns: str) -> list[Row]:
    return [other for other in rows if all(other.get(column, "") == row.get(column, "") for column in columns)]


def rate_on(effective: EffectiveActs, customer_id: str, role: str, day: str) -> str | None:
    """The table's hourly rate: who names the customer beats who names the role beats who names the product."""
    asked = {"customer_id": customer_id, "role": role, "product": PRODUCT}
    rates = list(effective.of_kind["rates"].values())
    fitting = [
        rate
        for rate in rates
        if all(rate.get(name, "") in ("", value) for name, value in asked.items())
        and holds(rate, day, same_key(rates, rate, "customer_id", "role", "product"))
    ]
    if not fitting:
        return None
    return max(fitting, key=lambda rate: [bool(rate.get(name)) for name in asked])["hourly_rate"]


@cache
def minute_of(text: str) -> int:
    """`2026-10-05T08:00:00+02:00` as minutes since 1970."""
    return int(datetime.fromisoformat(text).timestamp()) // 60


@cache
def local_minute(text: str) -> int:
    """`2026-10-05T08:00` in Berlin, the first time the clock shows it."""
    return int(datetime.fromisoformat(text).replace(tzinfo=BERLIN).timestamp()) // 60


@cache
def clock(minute: int, zone: ZoneInfo = BERLIN) -> str:
    """A minute as it is written, with the offset of its day."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)).astimezone(zone).isoformat()


def day_of(minute: int) -> str:
    return clock(minute)[:10]


def month_of(minute: int) -> str:
    return clock(minute)[:7]


@cache
def next_month(month: str) -> str:
    return (datetime.fromisoformat(f"{month}-28") + timedelta(days=4)).date().isoformat()[:7]


@cache
def last_day(month: str) -> str:
    return (datetime.fromisoformat(f"{next_month(month)}-01") - timedelta(days=1)).date().isoformat()


@cache
def begins(month: str) -> int:
    """Its first minute in Berlin."""
    return local_minute(f"{month}-01T00:00")
