"""The draft that a person has open: its texts as they are edited, kept in the session alone until a save is confirmed.

What it holds can always be read and decided by, gaps and clashes aside: a change that would not is refused, and the texts stay."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import streamlit as st

from dashboard.app_context import AppContext
from engine.policy.rule_edits import with_rows
from engine.policy.rule_rows import VersionRows, rows_in
from engine.policy.version import Version
from engine.policy.version_texts import POLICY, texts_in_memory
from engine.store import policy_lifecycle
from engine.use_cases.lifecycle.begin_draft import begun_as_copy
from engine.use_cases.lifecycle.draft_lookup import files_of, find_draft, find_draft_version, read_revision
from engine.vocabulary.problems import refuse

_KEY = "working copy"
_MOST_STEPS = 50


@dataclass(frozen=True, eq=False)
class WorkingCopy:
    """`draft`: its name in the log; `based_on`: the number of the revision it began with, None where it was never saved; `origin`
    and `began`: what it began with, by name and as texts; `texts`: as they are now; `past`: as they were before each change."""

    draft: str
    product: str
    based_on: int | None
    origin: str
    began: Mapping[str, str]
    texts: Mapping[str, str]
    past: tuple[Mapping[str, str], ...] = ()

    @property
    def rows(self) -> VersionRows:
        return rows_of_text(self.texts[POLICY])

    @property
    def rows_before(self) -> VersionRows:
        return rows_of_text(self.began[POLICY])

    @property
    def digest(self) -> str:
        """Of everything that a question about it can depend on."""
        return hashlib.sha256("\0".join((self.draft, *self.texts.values())).encode()).hexdigest()

    @property
    def is_changed(self) -> bool:
        return self.texts != self.began


@lru_cache(maxsize=32)
def rows_of_text(policy: str) -> VersionRows:
    """Rows of a text that has been read before."""
    return rows_in(policy, POLICY)


def open_working_copy() -> WorkingCopy | None:
    """What is open in this session."""
    found: WorkingCopy | None = st.session_state.get(_KEY)
    return found


def keep_working_copy(draft: WorkingCopy) -> None:
    st.session_state[_KEY] = draft


def close_working_copy() -> None:
    """Closes it; what was not saved is gone."""
    st.session_state.pop(_KEY, None)


def begin_draft(context: AppContext, of: str, name: str, draft: str) -> None:
    """Opens a copy of `of` (`PRODUCT@VERSION` or a draft) called `name`, to be saved as `draft` ("": `PRODUCT-NAME`).

    Raises Refused for a name that is none, or a version's or draft's that is there."""
    version = _named(context, of)
    copy = begun_as_copy(version, name.strip(), context.deciders.packs)
    if any(one.ref == copy.ref for one in context.deciders.packs.packs[copy.product].versions):
        raise refuse("published.there", version=copy.ref)
    id_ = draft.strip() or f"{copy.product}-{copy.policy.version}"
    with context.record.reading() as connection:
        if id_ in policy_lifecycle.draft_lifecycles(connection, id_):
            raise refuse("draft_there", draft=id_)
    texts = copy.texts.texts()
    keep_working_copy(WorkingCopy(id_, copy.product, None, of, texts, texts))


def resume_draft(context: AppContext, draft: str) -> None:
    """Opens the newest revision of a draft in the log. Raises Refused where it cannot be read under today's packs."""
    with context.record.reading() as connection:
        newest = policy_lifecycle.revision_with_files(connection, find_draft(connection, draft).lifecycle.newest.revision)
    read_revision(newest, context.deciders.packs)
    texts = files_of(newest)
    keep_working_copy(WorkingCopy(draft, newest.product, newest.number, newest.revision, texts, texts))


def with_changed_rows(context: AppContext, one: WorkingCopy, rows: VersionRows) -> WorkingCopy:
    """Raises Refused where a version with these rows could not be written, read or decided by."""
    return with_changed_text(context, one, POLICY, with_rows(one.texts[POLICY], rows, one.draft))


def with_changed_text(context: AppContext, one: WorkingCopy, file: str, text: str) -> WorkingCopy:
    """The same with another text of one file. Raises Refused as above."""
    if text == one.texts[file]:
        return one
    changed = replace(one, texts={**one.texts, file: text}, past=(*one.past, one.texts)[-_MOST_STEPS:])
    working_version(context, changed)
    return changed


def step_back(one: WorkingCopy) -> WorkingCopy:
    """As it was before the last change."""
    return replace(one, texts=one.past[-1], past=one.past[:-1])


def working_version(context: AppContext, one: WorkingCopy) -> Version:
    """It as a version among today's packs. Raises Refused where it cannot be decided by."""
    return _version(context, one, one.digest, context.state)


@st.cache_resource(max_entries=32, show_spinner=False)
def _version(_context: AppContext, _one: WorkingCopy, digest: str, state: str) -> Version:  # noqa: ARG001 (the key)
    packs = _context.deciders.packs
    return packs.packs[_one.product].read(texts_in_memory(_one.rows.version, _one.draft, _one.texts, packs.cache))


def _named(context: AppContext, name: str) -> Version:
    packs = context.deciders.packs
    return packs.version(name) if "@" in name else find_draft_version(name, packs, lambda: context.record)
