"""`klausel verify` and `klausel audit`: whether the record fits together, and what an auditor takes along to see for themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.arguments import parse_anchor
from engine.cli.language import reader, say
from engine.cli.problem_output import show_problems, show_warnings
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder, policies_folder, record_address

if TYPE_CHECKING:
    from engine.store.mismatch import Mismatch

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


def verify(
    context: typer.Context,
    anchor: Annotated[Path | None, typer.Option("--anchor", metavar="FILE")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Fold everything again and check the chain; name the first row that does not fit (status 1)."""
    from engine.store.mismatch import Mismatch
    from engine.store.record import open_record
    from engine.use_cases.audit import verify as verifying
    from engine.use_cases.lifecycle.changed_files import held_to_record

    kept = None if anchor is None else parse_anchor(anchor)
    record = open_record(record_address(context.obj))
    deciders = open_policies(policies_folder(), notes_folder())
    try:
        verified = verifying.verify(record, deciders, kept)
    except Mismatch as mismatch:
        return _misfit_line(mismatch, as_json)
    show_warnings(held_to_record(record, deciders))
    if as_json:
        print(json.dumps(verified.as_json(), ensure_ascii=False))
    else:
        print(say("command.verify.done", acts=verified.head.length, rows=verified.rows, digest=verified.head.digest))
    return 0


@app.command("head")
def head(context: typer.Context) -> int:
    """Where the log ends, as JSON: keep it elsewhere, and `klausel verify --anchor` finds a tail that was cut off."""
    from engine.store.record import open_record
    from engine.use_cases.audit.verify import head_of

    print(json.dumps(head_of(open_record(record_address(context.obj)))._asdict()))
    return 0


@app.command("export")
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
) -> int:
    """Write log and statements as plain files, with their format and a file of Python that checks them without klausel."""
    from engine.store.mismatch import Mismatch
    from engine.store.record import open_record
    from engine.use_cases.audit.export import export_record

    record = open_record(record_address(context.obj))
    try:
        exported = export_record(record, folder)
    except Mismatch as mismatch:
        return _misfit_line(mismatch, as_json=False)
    head, check = exported.head, str(folder / "check.py")
    said = say("command.audit_export.done", folder=str(folder), acts=head.length, months=exported.months, digest=head.digest, check=check)
    print(said)
    return 0


def _misfit_line(mismatch: Mismatch, as_json: bool) -> int:
    if as_json:
        row = {"table": mismatch.table, "row": mismatch.row, "message": reader().sentence(mismatch.problem)}
        print(json.dumps({"verified": False, "does_not_fit": row}, ensure_ascii=False))
    show_problems([mismatch.problem], as_json=False)
    return 1
