"""Saves a revision of a draft: a version's three files, whole, in the log. Nobody's text is written over unseen.

Whoever saves says which revision they began with. If somebody else saved meanwhile, nothing is stored, and both texts are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from difflib import unified_diff

from engine.books.fields import Key, Word
from engine.policy.version import Version
from engine.policy.version_files import read_examples
from engine.policy.version_texts import EXAMPLES, FACTS, POLICY
from engine.store import act_queries, log, policy_lifecycle
from engine.store.policy_acts import KnownBy, PolicyDraft
from engine.store.policy_lifecycle import DraftLifecycle
from engine.store.record import Connection, Record
from engine.use_cases.lifecycle.actor import Acting, reason_given
from engine.use_cases.lifecycle.draft_check import meaning_of
from engine.use_cases.lifecycle.draft_lookup import ID, files_of
from engine.use_cases.lifecycle.version_check import digest_of_examples
from engine.vocabulary.instants import local_time
from engine.vocabulary.problems import Problem, Refused, Value, problem, refuse

# by how the one is known who saved meanwhile
_BASE_UNKNOWN: dict[KnownBy, str] = {"signed_in": "overtaken.base_unknown.signed_in", "unauthenticated": "overtaken.base_unknown"}
_OTHER_BASE: dict[KnownBy, str] = {"signed_in": "overtaken.other_base.signed_in", "unauthenticated": "overtaken.other_base"}


class Overtaken(Refused):
    """A newer revision is there. `difference`: from its files to those that were to be saved, line by line as `diff -u` has it."""

    def __init__(self, problem: Problem, difference: tuple[str, ...]) -> None:
        super().__init__(problem)
        self.difference = difference


@dataclass(frozen=True, slots=True)
class Saved:
    """The newest revision; `is_new`: whether it was recorded just now, or said the same before."""

    revision: PolicyDraft
    is_new: bool


def save_draft(
    record: Record, version: Version, acting: Acting, *, draft: str | None = None, based_on: int | None = None, note: str | None = None
) -> Saved:
    """Records the files of `version` as the next revision of `draft` (by default called `PRODUCT-VERSION`), `based_on` being the
    number of the one they began with, None for a new draft.

    Raises Overtaken; Refused for a name that is none (`bad_draft`) or a published version's (`published`), for another product's
    draft, for a draft that is proposed, published or withdrawn (`not_a_draft`), and for examples that cannot be read."""
    id_ = draft or f"{version.product}-{version.policy.version}"
    if ID.fullmatch(id_) is None:
        raise refuse("bad_draft", name=id_)
    new = _revision(version, id_, acting, None if note is None else reason_given(note, "note"))
    with record.writing() as connection:
        _refuse_published(connection, version.ref)
        lifecycle = policy_lifecycle.draft_lifecycles(connection, id_).get(id_)
        if lifecycle is None:
            if based_on is not None:
                raise refuse("unknown_draft.to_go_on_with", name=id_)
            return _append(connection, new, acting)
        newest = policy_lifecycle.revision_with_files(connection, lifecycle.newest.revision)
        if files_of(newest) == files_of(new):
            return Saved(newest, is_new=False)
        _refuse_closed(lifecycle, newest, new, version.zone)
        if based_on != newest.number:
            raise _overtaken(newest, new, based_on, version.zone)
        number = newest.number + 1
        return _append(connection, replace(new, revision=Key(f"{id_}.{number}"), number=number, based_on=newest.revision), acting)


def _revision(version: Version, draft: str, acting: Acting, note: Word | None) -> PolicyDraft:
    """The first one of its draft."""
    read_examples(version)
    texts = version.texts.texts()
    meaning = meaning_of(version)
    return PolicyDraft(
        Key(f"{draft}.1"), Key(draft), 1, None, Word(version.product), Word(version.policy.version),
        texts[POLICY], texts[FACTS], texts[EXAMPLES],
        None if meaning is None else Word(meaning), Word(version.text_digest), Word(digest_of_examples(version)),
        note, Word(acting.who), acting.at, acting.known_by,
    )  # fmt: skip


def _append(connection: Connection, new: PolicyDraft, acting: Acting) -> Saved:
    log.append(connection, [("policy_drafts", new)], recorded_at=acting.at, recorded_by=acting.who)
    return Saved(new, is_new=True)


def _refuse_published(connection: Connection, ref: str) -> None:
    if ref in policy_lifecycle.publications(connection):
        raise refuse("published.never_changes", policy=ref)
    if ref in act_queries.pins(connection):
        raise refuse("published.decided_under", policy=ref)


def _refuse_closed(lifecycle: DraftLifecycle, newest: PolicyDraft, new: PolicyDraft, zone: tzinfo) -> None:
    if newest.product != new.product:
        raise refuse("not_a_draft.other_product", draft=lifecycle.draft, product=newest.product, other=new.product)
    if lifecycle.state == "draft":
        return
    if lifecycle.publication is not None:
        raise refuse("not_a_draft.published", draft=lifecycle.draft, policy=lifecycle.publication.policy)
    gone = lifecycle.withdrawals.get(lifecycle.draft)
    if gone is not None:
        on = local_time(gone.withdrawn_at, zone).date()
        raise refuse("not_a_draft.withdrawn", draft=lifecycle.draft, who=gone.withdrawn_by, day=on, reason=gone.reason)
    standing = lifecycle.open_proposal
    assert standing is not None
    raise refuse("not_a_draft.proposed", draft=lifecycle.draft, who=standing.proposed_by, proposal=standing.proposal)


def _overtaken(newest: PolicyDraft, new: PolicyDraft, based_on: int | None, zone: tzinfo) -> Refused:
    if based_on is not None and based_on > newest.number:
        return refuse("unknown_draft.revision", draft=newest.draft, number=based_on, newest=newest.number)
    lines = difference(files_of(newest), files_of(new), newest.revision, "yours")
    saved_at = local_time(newest.saved_at, zone).replace(second=0, microsecond=0)
    values: dict[str, Value] = {"draft": newest.draft, "newest": newest.number, "who": newest.saved_by, "saved_at": saved_at}
    if based_on is None:
        return Overtaken(problem(_BASE_UNKNOWN[newest.known_by], **values), lines)
    return Overtaken(problem(_OTHER_BASE[newest.known_by], **values, based_on=based_on), lines)


def difference(before: Mapping[str, str], after: Mapping[str, str], name_before: str, name_after: str) -> tuple[str, ...]:
    """From files to others of the same names, line by line as `diff -u` has it."""
    return tuple(_lines(before, after, name_before, name_after))


def _lines(before: Mapping[str, str], after: Mapping[str, str], name_before: str, name_after: str) -> Iterator[str]:
    for name, text in before.items():
        # Split at line feeds alone: other ends of lines are a difference, too.
        yield from unified_diff(text.split("\n"), after[name].split("\n"), f"{name_before}/{name}", f"{name_after}/{name}", lineterm="")
