"""What a pack's sources, contacts and the words for outcomes must agree on: ids that are unique, clauses that exist, every
outcome worded and no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.policy.pack import ContactsFile, OutcomesFile, SourcesFile
from engine.policy.yaml_file import YamlFile
from engine.vocabulary.outcomes import Action, BlockReason, Bucket, Channel, ConsentState, Coverage, Level, Route
from engine.vocabulary.problems import Place, Problem, problem

WORDED = {
    "coverage": Coverage,
    "level": Level,
    "route": Route,
    "channel": Channel,
    "action": Action,
    "consent": ConsentState,
    "bucket": Bucket,
    "blocked": BlockReason,
}


def wrong_sources(sources: SourcesFile, file: YamlFile) -> Iterator[Problem]:
    """A source or a clause that stands twice."""
    yield from _twice("source", [(one.id, file.place(("sources", s, "id"))) for s, one in enumerate(sources.sources)])
    clauses = [
        (clause.id, file.place(("sources", s, "clauses", c, "id")))
        for s, source in enumerate(sources.sources)
        for c, clause in enumerate(source.clauses)
    ]
    yield from _twice("clause", clauses)


def wrong_contacts(contacts: ContactsFile, file: YamlFile, sources: SourcesFile) -> Iterator[Problem]:
    """A contact that stands twice, cites no clause of the pack's, or ends before it begins."""
    clauses = {clause.id for source in sources.sources for clause in source.clauses}
    places = [file.place(("contacts", number, "id")) for number in range(len(contacts.contacts))]
    yield from _twice("contact", [(one.id, place) for one, place in zip(contacts.contacts, places, strict=True)])
    for one, place in zip(contacts.contacts, places, strict=True):
        if one.clause not in clauses:
            yield problem("unknown_clause", place, clause=one.clause)
        if one.valid_to is not None and one.valid_to < one.valid_from:
            yield problem("bad_period", place, end=one.valid_to, begin=one.valid_from)


def wrong_outcome_words(outcomes: OutcomesFile, file: YamlFile) -> Iterator[Problem]:
    """An outcome without words, words for none, or words twice."""
    for group, kind in WORDED.items():
        worded = [(word.id, file.place((group, number, "id"))) for number, word in enumerate(getattr(outcomes, group))]
        known = [str(one) for one in kind]
        yield from _twice("outcome", worded)
        for id_, place in worded:
            if id_ not in known:
                yield problem("unknown_outcome", place, id=id_, group=group, known=tuple(known))
        for missing in set(known) - {id_ for id_, _ in worded}:
            yield problem("no_words", file.place((group,)), id=missing, group=group)


def _twice(kind: str, named: Sequence[tuple[str, Place]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for id_, place in named:
        if id_ in seen:
            yield problem(f"twice.{kind}", place, id=id_)
        seen.add(id_)
