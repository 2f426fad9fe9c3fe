"""What statements say on requests' closed months: the frozen ones, and that of the earliest open month."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from engine.books.month_statement import Difference, MinutesByBucket
from engine.store import frozen_lines
from engine.use_cases.reckoning.as_of import Known
from engine.use_cases.reckoning.month_statements import OpenMonth
from engine.use_cases.reckoning.open_months import open_months
from engine.vocabulary.months import Month, read_month


def differences_about(what: Known, request_id: str, about: Month) -> list[Difference]:
    """What all statements say on one request in one closed month, by the month that says it."""
    if not what.is_closed(about):
        return []
    return [one for one in differences_stated(what, [request_id], open_months(what, [request_id])) if one.month == about]


def differences_stated(what: Known, request_ids: Collection[str], opened: Mapping[Month, OpenMonth]) -> list[Difference]:
    """All that statements say on these requests, in order of the months that say it; `opened` are the open months."""
    months = {one.seq: read_month(one.closing.month) for one in what.closed}
    found = []
    for seq, row in frozen_lines.differences_of(what.connection, request_ids):
        minutes = MinutesByBucket(row.covered, row.billable, row.waived, row.blocked)
        found.append(Difference(months[seq], read_month(row.about), row.request_id, minutes, row.net))
    asked = set(request_ids)
    found += [
        one
        for month in opened.values()
        for customer in month.statement.customers
        for one in customer.differences
        if one.request_id in asked
    ]
    return sorted(found, key=lambda one: (one.stated_in, one.request_id, one.month))
