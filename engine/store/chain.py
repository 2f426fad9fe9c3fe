"""The chain: a digest of each act over the digest of the one before, so that nothing can be changed unseen.

The format, for whoever checks a record without this code:

- *canonical JSON*: keys sorted, no spaces, `,` and `:` as separators, no escapes but those JSON demands, UTF-8.
- *content*: the act's fields by name, personal ones left out, blank ones left out (so that a column added later leaves old
  digests as they are); days as ISO text, instants (microseconds since 1970-01-01T00:00Z), cents and minutes as whole
  numbers, yes/no as true/false.
- *personal digest*: SHA-256, in lower-case hex, of the salt (32 hex digits, as ASCII) followed by the canonical JSON of the
  act's personal fields that are not blank; null where the act has none, and then there is no salt and no row in `personal`.
- *digest*: SHA-256, in lower-case hex, of the digest before (as ASCII; 64 zeros before the first act) followed by the
  canonical JSON of {"seq", "recorded_at", "recorded_by", "kind", "key", "content", "personal_digest"}.

Erasing a person's row in `personal` leaves every digest as it is. The chain cannot see its own tail cut off: for that, its
head is kept elsewhere. Knows no database.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from json import JSONEncoder
from typing import NamedTuple

BEFORE_THE_FIRST = "0" * 64


class Head(NamedTuple):
    """How many acts there are, and the digest of the last one."""

    length: int = 0
    digest: str = BEFORE_THE_FIRST


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"`{value!r}` has no canonical form")


canonical_json = JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_as_text).encode
"""The canonical JSON text of a value. Raises TypeError for what has no canonical form."""


def without_blanks(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields that are not blank, as the chain covers them."""
    return {name: value for name, value in fields.items() if value is not None}


def digest_of_personal(salt: str, text: str) -> str:
    """The salted digest of an act's personal fields, `text` being their canonical JSON."""
    return sha256(f"{salt}{text}".encode()).hexdigest()


def digest_of_act(
    before: str,
    *,
    seq: int,
    recorded_at: int,
    recorded_by: str,
    kind: str,
    key: str,
    content: Mapping[str, object],
    personal_digest: str | None,
) -> str:
    """The digest of an act that follows `before`; `content` is without blanks.

    >>> act = {"recorded_at": 0, "recorded_by": "hofer", "kind": "closures", "key": "Z1", "content": {}, "personal_digest": None}
    >>> first = digest_of_act(BEFORE_THE_FIRST, seq=1, **act)
    >>> digest_of_act(first, seq=2, **act) == digest_of_act(BEFORE_THE_FIRST, seq=2, **act)
    False
    """
    act = {
        "seq": seq,
        "recorded_at": recorded_at,
        "recorded_by": recorded_by,
        "kind": kind,
        "key": key,
        "content": content,
        "personal_digest": personal_digest,
    }
    return sha256(f"{before}{canonical_json(act)}".encode()).hexdigest()
