"""What one agent has running at an instant, entry after entry in order of their beginnings: one pass finds who is at two customers."""

from __future__ import annotations

from engine.books.records import TimeEntry
from engine.vocabulary.instants import MICROSECONDS_A_MINUTE


class RunningEntries:
    """Of what was begun so far it is enough to know what ends last, and what ends last at another customer than that."""

    def __init__(self) -> None:
        self._last: tuple[TimeEntry, str] | None = None
        self._elsewhere: tuple[TimeEntry, str] | None = None

    def at_another(self, customer_id: str, instant: int) -> tuple[TimeEntry, str] | None:
        """What still runs at an instant at a customer other than this, with that customer's id."""
        found = self._last if self._last is not None and self._last[1] != customer_id else self._elsewhere
        return found if found is not None and end_of(found[0]) > instant else None

    def begin(self, entry: TimeEntry, customer_id: str) -> None:
        """The next entry, at that customer."""
        if self._last is None or end_of(entry) > end_of(self._last[0]):
            if self._last is not None and self._last[1] != customer_id:
                self._elsewhere = self._last
            self._last = (entry, customer_id)
        elif self._last[1] != customer_id and (self._elsewhere is None or end_of(entry) > end_of(self._elsewhere[0])):
            self._elsewhere = (entry, customer_id)


def end_of(entry: TimeEntry) -> int:
    """The instant after an entry's last minute."""
    return entry.started_at + entry.minutes * MICROSECONDS_A_MINUTE
