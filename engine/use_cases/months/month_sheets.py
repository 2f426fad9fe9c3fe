"""A month as sheets for a spreadsheet: customers, lines, differences, and each entry part by part, with the records' column names.

Minutes are whole numbers, money is exact decimals with two places; sums are reckoned in cents before. What a sheet looks
like on paper, and in which file it ends, is not known here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.books.allocation import Segment
from engine.books.month_statement import MinutesByBucket, Sums
from engine.use_cases.months.month_detail import CustomerMonth, DetailedEntry, MonthDetail, NotInvoiced
from engine.vocabulary.money import amount
from engine.vocabulary.outcomes import BlockReason

Cell = str | int | Decimal | None

_MINUTES = ("minutes_recorded", "minutes_covered", "minutes_billable", "minutes_waived", "minutes_blocked")
_CUSTOMERS = (
    "month", "customer_id", "name", *_MINUTES, *(f"blocked_{reason}" for reason in BlockReason),
    "currency", "net", "vat", "gross", "vat_note",
    "blocked_minutes_at_table_rate", "blocked_net_at_table_rate", "blocked_minutes_without_rate",
)  # fmt: skip
_LINES = ("month", "customer_id", "name", "line_id", "request_id", "hourly_rate", "minutes", "net", "currency")
_DIFFERENCES = ("month", "customer_id", "name", "difference_id", "request_id", "about", *_MINUTES, "net", "currency")
_ENTRIES = (
    "month", "customer_id", "request_id", "entry_id", "started_at", "agent", "role", "activity", "coverage", "rules", "clauses",
    "policy", "determination_id", "waiver_id", "first_minute", "minutes", "bucket", "blocked", "consent_id", "hourly_rate",
    "table_rate", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title, the columns, and the rows in the columns' order."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def month_sheets(detail: MonthDetail) -> tuple[Sheet, Sheet, Sheet, Sheet, Sheet]:
    """`customers`, `lines`, `differences`, `entries` with a row for each part of an entry, and the month's `totals`."""
    return customers_sheet(detail), lines_sheet(detail), differences_sheet(detail), entries_sheet(detail), totals_sheet(detail)


def customers_sheet(detail: MonthDetail) -> Sheet:
    """A customer a row, and nothing else: whoever adds a column up gets the month's total."""
    statement, month = detail.statement, str(detail.statement.month)
    rows = [
        (
            month,
            one.statement.customer.customer_id,
            one.statement.customer.name,
            *_figures(one.statement.minutes, one.statement.blocked, statement.currency, one.statement.sums, one.statement.vat_note),
            *_forgone(one.not_invoiced),
        )
        for one in detail.customers
    ]
    return Sheet("customers", _CUSTOMERS, tuple(rows))


def totals_sheet(detail: MonthDetail) -> Sheet:
    """The month in one row, on a sheet of its own."""
    statement = detail.statement
    blocked = {reason: sum(one.statement.blocked.get(reason, 0) for one in detail.customers) for reason in BlockReason}
    figures = _figures(statement.minutes, blocked, statement.currency, statement.sums, None)
    row = (str(statement.month), None, None, *figures, *_forgone(detail.not_invoiced))
    kept = [number for number, name in enumerate(_CUSTOMERS) if name not in ("customer_id", "name", "vat_note")]
    return Sheet("totals", tuple(_CUSTOMERS[number] for number in kept), (tuple(row[number] for number in kept),))


def lines_sheet(detail: MonthDetail) -> Sheet:
    """What may be invoiced: a line is one request at one rate."""
    month, currency = str(detail.statement.month), detail.statement.currency
    rows = [
        (month, whose.customer_id, whose.name, line.id, line.request_id, amount(line.rate), line.minutes, amount(line.net), currency)
        for one in detail.statement.customers
        for whose in (one.customer,)
        for line in one.lines
    ]
    return Sheet("lines", _LINES, tuple(rows))


def differences_sheet(detail: MonthDetail) -> Sheet:
    """What was learnt about closed months: a row a closed month and request. With the lines they add up to the net."""
    month, currency = str(detail.statement.month), detail.statement.currency
    rows = [
        (
            month, one.customer.customer_id, one.customer.name, found.id, found.request_id, str(found.month),
            found.minutes.recorded, found.minutes.covered, found.minutes.billable, found.minutes.waived, found.minutes.blocked,
            amount(found.net), currency,
        )
        for one in detail.statement.customers
        for found in one.differences
    ]  # fmt: skip
    return Sheet("differences", _DIFFERENCES, tuple(rows))


def entries_sheet(detail: MonthDetail) -> Sheet:
    """A row for each part of an entry that shares a bucket; an entry's rows add up to its minutes."""
    month = str(detail.statement.month)
    return Sheet("entries", _ENTRIES, tuple(row for one in detail.customers for row in _parts(month, one)))


def _figures(minutes: MinutesByBucket, blocked: Mapping[BlockReason, int], currency: str, sums: Sums, note: str | None) -> tuple[Cell, ...]:
    reasons = tuple(blocked.get(reason, 0) for reason in BlockReason)
    counted = (minutes.recorded, minutes.covered, minutes.billable, minutes.waived, minutes.blocked)
    return (*counted, *reasons, currency, amount(sums.net), amount(sums.vat), amount(sums.gross), note)


def _forgone(not_invoiced: NotInvoiced) -> tuple[Cell, ...]:
    return not_invoiced.priced, amount(not_invoiced.cents), not_invoiced.without_rate


def _parts(month: str, of_customer: CustomerMonth) -> Iterator[tuple[Cell, ...]]:
    for one in of_customer.entries:
        yield from (_part(month, of_customer.statement.customer.customer_id, one, segment) for segment in one.reckoned.segments)


def _part(month: str, customer_id: str, one: DetailedEntry, segment: Segment) -> tuple[Cell, ...]:
    entry, reasons = one.entry, one.decision.because
    return (
        month,
        customer_id,
        entry.request_id,
        entry.entry_id,
        one.started.isoformat(),
        entry.agent,
        entry.role,
        entry.activity,
        one.reckoned.coverage.value,
        " ".join(reason.rule for reason in reasons),
        _each_once(clause for reason in reasons for clause in reason.clauses),
        one.decision.policy,
        one.determination.determination_id if one.determination else None,
        one.waiver.waiver_id if one.waiver else None,
        segment.first_minute,
        segment.minutes,
        segment.bucket.value,
        segment.blocked.value if segment.blocked else None,
        segment.consent_id,
        amount(segment.rate) if segment.rate is not None else None,
        amount(one.table_rate.hourly_rate) if one.table_rate else None,
        entry.note,
    )


def _each_once(words: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(words))
