"""Writes a version's files out of the log: a draft's to be edited, a published version's back into the folder of the packs."""

from __future__ import annotations

from pathlib import Path

from engine.policy.version_writer import prepare_version
from engine.store import policy_lifecycle
from engine.store.policy_acts import PolicyDraft
from engine.store.record import Record
from engine.use_cases.lifecycle.draft_lookup import files_of, find_draft
from engine.vocabulary.problems import refuse


def export_policy(record: Record, policies: Path, name: str, into: Path | None = None) -> tuple[Path, bool]:
    """Writes `INTO/PRODUCT/VERSION/` (`into`: for a published version by default `policies`); answers which folder that is, and
    whether it was written just now or said the same already.

    Raises Refused: `not_published`, `unknown_draft`; `no_folder` for a draft without a folder of its own, since whatever lies
    among the packs decides; `holds_another`, `unwritable`."""
    draft = _published(record, name, policies) if "@" in name else _draft(record, name, policies, into)
    with prepare_version((into or policies) / draft.product, draft.version, files_of(draft)) as files:
        return files.folder, files.place()


def _published(record: Record, name: str, policies: Path) -> PolicyDraft:
    with record.reading() as connection:
        found = policy_lifecycle.published_revision(connection, name)
        if found is None:
            there = tuple(policy_lifecycle.publications(connection))
            if not there:
                raise refuse("not_published.none_yet", policy=name, folder=str(policies))
            raise refuse("not_published.others", policy=name, folder=str(policies), published=there)
    return found


def _draft(record: Record, name: str, policies: Path, into: Path | None) -> PolicyDraft:
    with record.reading() as connection:
        found = policy_lifecycle.revision_with_files(connection, find_draft(connection, name).revision.revision)
    if into is None:
        raise refuse("no_folder.for_draft", name=name)
    if (into / found.product).resolve().is_relative_to(policies.resolve()):
        raise refuse("no_folder.among_packs", folder=str(policies), name=name)
    return found
