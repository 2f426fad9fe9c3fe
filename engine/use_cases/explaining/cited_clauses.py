"""The clauses that a rule rests on, with the document each one stands in. Answers for any pack; knows no clause itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.policy.pack import Clause, Source
from engine.policy.packs import Pack


@dataclass(frozen=True, slots=True)
class CitedClause:
    """A clause and its document."""

    clause: Clause
    source: Source


def cited_clauses(pack: Pack, ids: Iterable[str]) -> tuple[CitedClause, ...]:
    """The clauses with these ids, in their order, each once. A pack is refused that cites a clause it does not hold."""
    there = {clause.id: CitedClause(clause, source) for source in pack.sources.sources for clause in source.clauses}
    return tuple(there[id_] for id_ in dict.fromkeys(ids))
