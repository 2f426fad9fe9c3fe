"""Published versions whose files in the folder of the packs say otherwise since, or are missing there.

What is published never changes, not even a remark. A folder that *means* something else is refused wherever the record is asked;
other words and other worked examples are told of."""

from __future__ import annotations

from collections.abc import Iterator

from engine.deciding.deciders import Deciders
from engine.policy.packs import Packs
from engine.store import act_queries, policy_lifecycle
from engine.store.record import Connection, Record
from engine.use_cases.lifecycle.draft_check import meaning_of
from engine.use_cases.lifecycle.version_check import digest_of_examples
from engine.use_cases.reckoning.policy_pins import refuse_other_meaning
from engine.vocabulary.problems import Problem, Refused, problem


def published_otherwise(connection: Connection, packs: Packs) -> Iterator[Problem]:
    """A warning each, with what brings the published text back."""
    for ref, law in policy_lifecycle.publications(connection).items():
        try:
            version = packs.version(ref)
            if (law.text_digest, law.examples_digest) == (version.text_digest, digest_of_examples(version)):
                continue
        except Refused:
            yield problem("missing.published", policy=ref, folder=packs.folder)
            continue
        same_meaning = meaning_of(version) == law.meaning_digest
        yield problem("reworded.words" if same_meaning else "reworded.meaning", policy=ref, folder=packs.folder)


def held_to_record(record: Record, deciders: Deciders) -> tuple[Problem, ...]:
    """The warnings for packs that decide without asking a record, where one is named all the same.

    Raises Refused where they mean something else than is recorded."""
    with record.reading() as connection:
        refuse_other_meaning(act_queries.pins(connection), deciders, policy_lifecycle.publications(connection))
        return tuple(published_otherwise(connection, deciders.packs))
