"""Why: from a line or a difference to everything behind it, and from anything recorded, or any rule, forward to its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.deciding.deciders import Deciders
from engine.store.record import Record
from engine.use_cases.reckoning.as_of import known
from engine.use_cases.tracing.id_lookup import ASKED, SHORTEST_DIGEST, difference_named, line_named, named
from engine.use_cases.tracing.touched_lines import Touched, touched_by
from engine.use_cases.tracing.why_difference import WhyDifference, why_difference
from engine.use_cases.tracing.why_line import WhyLine, why_line
from engine.vocabulary.problems import Refused, refuse


@dataclass(frozen=True, eq=False)
class Why:
    """All that an id stands for, each with its answer; at least one."""

    id: str
    line: WhyLine | None
    difference: WhyDifference | None
    touched: tuple[Touched, ...]

    def as_json(self) -> dict[str, object]:
        told: Mapping[str, WhyLine | WhyDifference | None] = {"line": self.line, "difference": self.difference}
        answers = {name: answer.as_json() for name, answer in told.items() if answer is not None}
        return {"id": self.id, **answers, "touched": [one.as_json() for one in self.touched]}


def why(record: Record, deciders: Deciders, id_: str) -> Why:
    """What `id_` stands for, and what is behind it or follows from it.

    Raises Refused `unknown_id` where it stands for nothing, or as `known` does."""
    with record.reading() as connection:
        what = known(connection, deciders)
        line, difference = line_named(id_), difference_named(id_)
        answer = Why(
            id_,
            why_line(what, *line) if line else None,
            why_difference(what, *difference) if difference else None,
            tuple(touched_by(what, thing) for thing in named(what, id_)),
        )
    if answer.line is None and answer.difference is None and not answer.touched:
        raise _unknown(id_)
    return answer


def _unknown(id_: str) -> Refused:
    kind, _, id_of_kind = id_.partition(":")
    if line_named(id_) or difference_named(id_):
        return refuse("unknown_id.line_or_difference", id=id_)
    if kind in ASKED:
        return refuse("unknown_id.of_kind", id=id_of_kind, kind=kind)
    return refuse("unknown_id.nothing", id=id_, least=SHORTEST_DIGEST)
