"""Fills a record with the demo, where nothing is recorded yet: all of it in one transaction."""

from __future__ import annotations

from datetime import timedelta

from demo.company import make_demo
from engine.deciding.deciders import Deciders
from engine.store import log
from engine.store.record import Record
from engine.use_cases.intake.admit_acts import Admitted, admit
from engine.vocabulary.instants import Instant, local_day, read_zone
from engine.vocabulary.problems import refuse


def fill(record: Record, deciders: Deciders, *, now: Instant, who: str) -> Admitted:
    """Record the demo. Raises Refused (`not_empty`) where the record holds any act; then nothing changes.

    Whatever the day, the acts are the same; only where `now` lies before the demo's last day it ends the day before `now`,
    since no work is recorded that is still to come."""
    with record.writing() as connection:
        if log.head(connection).length:
            raise refuse("not_empty.for_the_demo", record=record.address.shown)
        yesterday = local_day(now, read_zone(deciders.packs.vendor.time_zone)) - timedelta(days=1)
        return admit(connection, make_demo(deciders, last_day=yesterday), deciders, now=now, who=who)
