"""`klausel policy draft|propose|approve|publish|withdraw`: how a version becomes law, act by act.

On the command line everybody is known by the system's login alone, and every act says so."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.language import say
from engine.cli.problem_output import on_one_line, show_warnings
from engine.policy.packs import read_packs_with_flaws
from engine.policy.version_texts import POLICY
from engine.use_cases.lifecycle.version_lookup import find_version
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import login, notes_folder, policies_folder, record_address
from engine.vocabulary.instants import instant_of
from engine.vocabulary.problems import refuse

if TYPE_CHECKING:
    from engine.store.policy_acts import PolicyProposal
    from engine.store.record import Record
    from engine.use_cases.lifecycle.actor import Acting

SHORT = 12
DraftName = Annotated[str, typer.Argument(metavar="ID")]


def draft(
    context: typer.Context,
    files: Annotated[str | None, typer.Argument(metavar="[FOLDER|FILE]")] = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="PACK@VERSION|ID")] = None,
    as_: Annotated[str | None, typer.Option("--as", metavar="YYYY-MM")] = None,
    id_: Annotated[str | None, typer.Option("--id", metavar="ID")] = None,
    based_on: Annotated[int | None, typer.Option("--based-on", metavar="N")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT")] = None,
) -> int:
    """Save a version's files in the record, as a new draft or as the next revision of one."""
    from engine.use_cases.lifecycle.begin_draft import begun_as_copy
    from engine.use_cases.lifecycle.save_draft import Overtaken, save_draft

    if (files is None) == (from_ is None) or (from_ is None) != (as_ is None):
        raise refuse("usage.folder_or_copy")
    if files is not None and not (Path(files).name == POLICY and Path(files).is_file()) and not (Path(files) / POLICY).is_file():
        raise refuse("no_files.in_folder", folder=files, file=POLICY)
    record = _record(context, create=True)
    show_warnings(record.warnings)
    packs = read_packs_with_flaws(policies_folder(), notes_folder())
    version = find_version(files or from_ or "", packs, lambda: record)
    if as_ is not None:
        version = begun_as_copy(version, as_, packs)
    try:
        saved = save_draft(record, version, _acting(), draft=id_, based_on=based_on, note=note)
    except Overtaken as overtaken:
        for line in overtaken.difference:
            print(on_one_line(line))
        raise
    one = saved.revision
    if not saved.is_new:
        print(say("command.policy_draft.same", draft=one.draft, revision=one.number, by=one.saved_by, known_by=one.known_by))
        return 0
    print(
        say(
            "command.policy_draft.saved" if one.meaning_digest else "command.policy_draft.saved_without_meaning",
            draft=one.draft,
            revision=one.number,
            policy=version.ref,
            begins=version.begins,
            meaning=(one.meaning_digest or "")[:SHORT],
            text=one.text_digest[:SHORT],
            by=one.saved_by,
            known_by=one.known_by,
        )
    )
    return 0


def propose(
    context: typer.Context,
    draft: DraftName,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
    backdate: Annotated[str | None, typer.Option("--backdate", metavar="TEXT")] = None,
) -> int:
    """Propose a draft's newest revision to become law; its check must stop nothing."""
    from engine.use_cases.lifecycle.propose_policy import propose_policy

    done = propose_policy(
        _record(context), open_policies(policies_folder(), notes_folder()), draft, _acting(), reason=reason, backdated_because=backdate
    )
    one = done.proposal
    counted = ", ".join(f"{name} {number}" for name, number in done.check.found.items())
    print(
        say(
            "command.policy_propose.done",
            proposal=one.proposal,
            policy=done.version.ref,
            begins=one.effective_from,
            revision=one.revision,
            counted=counted,
            meaning=one.meaning_digest[:SHORT],
            text=one.text_digest[:SHORT],
            by=one.proposed_by,
            known_by=one.known_by,
        )
    )
    _print_backdated(one)
    print(say("command.policy_propose.next", proposal=one.proposal))
    return 0


def approve(
    context: typer.Context,
    proposal: Annotated[str, typer.Argument(metavar="ID.pN")],
) -> int:
    """Approve exactly the text that somebody else proposed."""
    from engine.use_cases.lifecycle.approve_policy import approve_policy

    lifecycle, one = approve_policy(_record(context), open_policies(policies_folder(), notes_folder()), proposal, _acting())
    print(
        say(
            "command.policy_approve.done",
            proposal=one.proposal,
            revision=lifecycle.newest.revision,
            meaning=one.meaning_digest[:SHORT],
            text=one.text_digest[:SHORT],
            by=one.approved_by,
            known_by=one.known_by,
        )
    )
    print(say("command.policy_approve.next", draft=lifecycle.draft))
    return 0


def publish(context: typer.Context, draft: DraftName) -> int:
    """Publish what was approved: from its first day on it decides, and it never changes."""
    from engine.use_cases.lifecycle.publish_policy import publish_policy

    done = publish_policy(_record(context), open_policies(policies_folder(), notes_folder()), draft, _acting())
    one = done.publication
    print(
        say(
            "command.policy_publish.written" if done.is_written else "command.policy_publish.there_already",
            policy=one.policy,
            begins=done.version.begins,
            folder=str(done.folder),
            by=one.published_by,
            known_by=one.known_by,
        )
    )
    _print_backdated(done.proposal)
    return 0


def withdraw(
    context: typer.Context,
    draft: DraftName,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
) -> int:
    """Withdraw a draft, which is then at its end, or what was proposed, after which the draft may change."""
    from engine.use_cases.lifecycle.withdraw_policy import withdraw_policy

    done = withdraw_policy(_record(context), open_policies(policies_folder(), notes_folder()), draft, _acting(), reason=reason)
    print(say("command.policy_withdraw.done", what=done.withdrawn, by=done.withdrawn_by, known_by=done.known_by))
    return 0


def _acting() -> Acting:
    from engine.use_cases.lifecycle.actor import Acting

    return Acting(login(), instant_of(datetime.now(UTC)))


def _record(context: typer.Context, *, create: bool = False) -> Record:
    from engine.store.record import open_record

    return open_record(record_address(context.obj), create=create)


def _print_backdated(one: PolicyProposal) -> None:
    if one.backdated_because is not None:
        print(say("command.policy_propose.backdated", begins=one.effective_from, why=one.backdated_because))
