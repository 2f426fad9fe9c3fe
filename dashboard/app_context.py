"""What every page is given: the record and the policies, opened once for all sessions; who acts; what time it is.

A door: here, and nowhere below, a clock is read. Raises Refused where there is no record, or none that can be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from engine.deciding.deciders import Deciders
from engine.store import act_queries, log, policy_lifecycle
from engine.store.record import Record, open_record
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.reckoning.policy_pins import refuse_other_meaning
from engine.use_cases.settings import login, notes_folder, policies_folder, record_address
from engine.vocabulary.instants import Instant, instant_of, read_zone


@dataclass(frozen=True, eq=False)
class AppContext:
    """`state` names everything an answer can depend on, clock aside: which record and how long its log is, which policies.

    Open a new one in each run, and use `state` as the key of whatever is kept between runs."""

    record: Record
    deciders: Deciders
    zone: ZoneInfo
    currency: str
    state: str

    @property
    def today(self) -> date:
        """The vendor's local day."""
        return now().astimezone(self.zone).date()


def open_context() -> AppContext:
    """The record and the policies as they are now. Raises Refused with every problem of either."""
    folder = policies_folder()
    policies_as_of = _stamp(folder)
    deciders = _policies(str(folder), policies_as_of)
    address = record_address(None)
    record = _record(address, _file_identity(address))
    with record.reading() as connection:
        head = log.head(connection)
        pins, published = act_queries.pins(connection), policy_lifecycle.publications(connection)
    refuse_other_meaning(pins, deciders, published)
    vendor = deciders.packs.vendor
    state = f"{address} {head.length} {head.digest} {folder} {policies_as_of}"
    return AppContext(record, deciders, read_zone(vendor.time_zone), vendor.currency, state)


def now() -> datetime:
    """The time, with its offset (UTC)."""
    return datetime.now(UTC)


def now_instant() -> Instant:
    """The time as acts carry it."""
    return instant_of(now())


def who() -> str:
    """Who acts: the login of whoever serves the dashboard, until there is a sign-in."""
    return login()


@st.cache_resource(max_entries=2, show_spinner=False)
def _policies(folder: str, as_of: str) -> Deciders:  # noqa: ARG001 (part of the key: edited packs are read again)
    return open_policies(Path(folder), notes_folder())


@st.cache_resource(max_entries=2, show_spinner=False)
def _record(address: str, file: str) -> Record:  # noqa: ARG001 (part of the key: another file under the same name is another record)
    return open_record(address)


def _stamp(folder: Path) -> str:
    """Changes whenever a file of the packs does."""
    files = sorted(folder.rglob("*.yaml")) if folder.is_dir() else []
    newest = max((file.stat().st_mtime_ns for file in files), default=0)
    return f"{len(files)}/{newest}"


def _file_identity(address: str) -> str:
    path = Path(address.removeprefix("sqlite:///"))
    if not address.startswith("sqlite:///") or not path.exists():
        return ""
    found = path.stat()
    return f"{found.st_dev}/{found.st_ino}"
