"""`klausel db upgrade`, `check`, `backup` and `move`: the record itself, whatever is recorded in it, and whose it is."""

from __future__ import annotations

import json
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from engine.cli.language import reader, say
from engine.cli.problem_output import show_problems, show_warnings
from engine.cli.progress import bar
from engine.use_cases.settings import record_address
from engine.vocabulary.problems import Problem, Refused

app = typer.Typer(no_args_is_help=True)
# What keeps a record from being opened, but says of it what was asked.
FINDINGS = frozenset({"older_record", "newer_record", "damaged"})


@app.command("upgrade")
def upgrade(
    context: typer.Context,
    role: Annotated[str | None, typer.Option("--role", metavar="NAME")] = None,
) -> int:
    """Make the record, or bring an older one up to date; on PostgreSQL, hand its tables to a role that nobody logs in as."""
    from engine.store.record import open_record, revision_at
    from engine.store.schema import HEAD, NOTHING

    where = record_address(context.obj)
    before = revision_at(where)
    record = open_record(where, create=True, role=role)
    show_warnings(record.warnings)
    shown = record.address.shown
    if before == HEAD:
        print(say("command.db_upgrade.up_to_date", record=shown, revision=HEAD))
    elif before == NOTHING:
        print(say("command.db_upgrade.created", record=shown, revision=HEAD))
    else:
        print(say("command.db_upgrade.upgraded", record=shown, before=str(before), revision=HEAD))
    return 0


@app.command("check")
def check(context: typer.Context, as_json: Annotated[bool, typer.Option("--json")] = False) -> int:
    """Whether the database can be trusted to hold the line: everything a new record is made of is there, the same and at work."""
    where = record_address(context.obj)
    try:
        found = _faults(where)
    except Refused as refused:
        if any(problem.kind not in FINDINGS for problem in refused.problems):
            raise
        found = list(refused.problems)
    if as_json:
        print(json.dumps({"sound": not found, "findings": [reader().as_json(problem) for problem in found]}, ensure_ascii=False))
    elif found:
        show_problems(found, as_json=False)
    else:
        from engine.store.address import read_address
        from engine.store.schema import HEAD

        print(say("command.db_check.sound", record=read_address(where).shown, revision=HEAD))
    return 1 if found else 0


def _faults(where: str) -> list[Problem]:
    from engine.store.database_check import record_faults
    from engine.store.record import open_record

    record = open_record(where)
    try:
        with bar() as progress, record.reading() as connection:
            return record_faults(connection, progress)
    finally:
        record.close()


@app.command("backup")
def backup(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE")]) -> int:
    """Copy the record into a file, consistently, while others write; pg_dump's custom format on PostgreSQL."""
    from engine.store.backup import back_up
    from engine.store.record import open_record

    record = open_record(record_address(context.obj))
    head = back_up(record, file)
    size = f"{file.stat().st_size / 1e6:.1f}"
    print(say("command.db_backup.done", acts=head.length, record=record.address.shown, file=str(file), size=size, digest=head.digest))
    print(_restored(record.address.path, quote(str(file))))
    return 0


def _restored(path: Path | None, copy: str) -> str:
    """What a person types to have the copy in the place of a record, or on a server."""
    if path is not None:
        here = quote(str(path))
        commands = f"rm -f {here}-wal {here}-shm && cp {copy} {here} && klausel --db {here} db check"
        return say("command.db_backup.put_back_file", commands=commands)
    commands = (
        f"createdb NAME && pg_restore --exit-on-error --no-owner --no-privileges --dbname=NAME {copy} && "
        "klausel --db postgresql+psycopg://ADMINISTRATOR@HOST/NAME db upgrade --role ROLE"
    )
    return say("command.db_backup.put_back", commands=commands)


@app.command("move")
def move(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", metavar="URL")],
) -> int:
    """Replay the record's log into an empty one on another database; the first stays as it is."""
    from engine.store import replay
    from engine.store.record import open_record

    source = open_record(record_address(context.obj))
    target = open_record(record_address(to), create=True)
    show_warnings(target.warnings)
    with bar() as progress:
        head, rows = replay.move(source, target, progress)
    old, new = source.address.shown, target.address.shown
    print(say("command.db_move.done", acts=head.length, rows=rows, source=old, target=new, digest=head.digest))
    print(say("command.db_move.leave_alone", acts=head.length, source=old, target=new))
    return 0
