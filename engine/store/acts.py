"""Acts as they are read out of the record: for each kind a tuple of its records, in the order in which they were recorded.

What the desk hands to the books. Knows no database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from engine.books import records


@dataclass(frozen=True, slots=True)
class Acts:
    """Acts by kind; and `pins`, the digest of meaning that each policy version had when it was first used."""

    customers: tuple[records.Customer, ...] = ()
    people: tuple[records.Person, ...] = ()
    contracts: tuple[records.Contract, ...] = ()
    training: tuple[records.Training, ...] = ()
    rates: tuple[records.Rate, ...] = ()
    requests: tuple[records.Request, ...] = ()
    retriages: tuple[records.Retriage, ...] = ()
    determinations: tuple[records.Determination, ...] = ()
    quotes: tuple[records.Quote, ...] = ()
    consents: tuple[records.Consent, ...] = ()
    withdrawals: tuple[records.Withdrawal, ...] = ()
    time_entries: tuple[records.TimeEntry, ...] = ()
    waivers: tuple[records.Waiver, ...] = ()
    closures: tuple[records.Closure, ...] = ()
    retractions: tuple[records.Retraction, ...] = ()
    pins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
