"""What is refused about policies, in German: the sentences that are not in the catalogue yet, each recognised by its English wording.

A sentence that is not listed here stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dashboard.policy_refusals_in_german import SENTENCES as OF_POLICIES

_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = tuple((re.compile(english), german) for english, german in OF_POLICIES)


def in_german(message: str) -> str:
    """A message of the floors below in German; as it is, where it is none of those that a form meets."""
    for english, german in _SENTENCES:
        found = english.fullmatch(message)
        if found:
            return found.expand(german)
    return message


def with_labels(message: str, labels: Mapping[str, str]) -> str:
    """Fields named as the form names them: `hourly_rate` in backticks becomes the label of its field in quotation marks."""
    for name, label in labels.items():
        message = message.replace(f"`{name}`", f"“{label}”")
    return message
