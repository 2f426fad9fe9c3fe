"""The open months, each derived from what is known: folded once, and each month's statement drawn from that.

Of all requests, or of some: then a month holds what is known about those, in the same form. Closed months are not looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from engine.books.entries import ReckonedEntry
from engine.books.month_statement import month_bounds
from engine.store import act_queries, scope
from engine.use_cases.reckoning.as_of import Known
from engine.use_cases.reckoning.month_statements import OpenMonth, found_differences, learnt_about, statement_of
from engine.use_cases.reckoning.reckon_requests import ReckonedRequest, reckon_requests
from engine.vocabulary.instants import Instant, local_day
from engine.vocabulary.months import Month, month_of

_BEGINNING = Instant(-(2**62))
_END = Instant(2**62)


def open_months(what: Known, about: Collection[str] | None = None) -> dict[Month, OpenMonth]:
    """The open months that hold work, and the one that says what was learnt about closed ones, where there is something.

    `about`: ids of requests, to which the months are then limited."""
    first_open = what.earliest_open
    since = _BEGINNING if first_open is None else month_bounds(first_open, what.zone)[0]
    if about is None:
        learnt: Collection[str] = learnt_about(what)
        asked = scope.requests_worked_on(what.connection, since, _END, as_of=what.as_of).union(learnt)
    else:
        # Whatever was learnt about these is found by comparing them; to ask what was about all would take longer.
        asked = set(about)
        learnt = asked if first_open is not None else ()
    acts = act_queries.of_requests(what.connection, asked, as_of=what.as_of)
    requests = reckon_requests(acts, what.deciders)
    by_month: dict[Month, list[ReckonedRequest]] = defaultdict(list)
    for request in requests:
        entries: dict[Month, list[ReckonedEntry]] = defaultdict(list)
        for one in request.entries:
            if one.entry.started_at >= since:
                entries[month_of(local_day(one.entry.started_at, what.zone))].append(one)
        for month, of_month in entries.items():
            by_month[month].append(replace(request, entries=tuple(of_month)))
    differences = {} if first_open is None else found_differences(what, first_open, requests, learnt)
    if differences and first_open is not None:
        by_month.setdefault(first_open, [])
    return {
        month: OpenMonth(
            acts, of_month, statement_of(acts, of_month, what, month, differences=differences if month == first_open else None)
        )
        for month, of_month in by_month.items()
    }
