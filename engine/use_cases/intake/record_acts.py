"""Records what a person typed into a form: the same reading and the same checks as an import, for a few acts at once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from engine.books.admission.ledger import NewAct
from engine.deciding.deciders import Deciders
from engine.store.record import Record
from engine.use_cases.intake.admit_acts import Admitted, admit
from engine.use_cases.intake.row_reading import record_of
from engine.vocabulary.instants import Instant
from engine.vocabulary.problems import Place


def record_acts(typed: Sequence[tuple[str, Mapping[str, str]]], record: Record, deciders: Deciders, *, now: Instant, who: str) -> Admitted:
    """`typed`: kinds and the texts of their fields as the files of an import have them, a field left out being blank.

    Raises Refused with every problem, its field in `place.field`; then nothing is stored."""
    acts = [NewAct(kind, record_of(kind, texts, Place()), Place()) for kind, texts in typed]
    with record.writing() as connection:
        return admit(connection, acts, deciders, now=now, who=who)


def new_id(prefix: str) -> str:
    """An id for an act that a person records by hand, such as `Q-5f3a9c0b71d2`."""
    return f"{prefix}-{secrets.token_hex(6)}"
