"""`klausel db upgrade`, `check`, `backup` and `move`: the record itself, whatever is recorded in it, and whose it is."""

from __future__ import annotations

import json
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from engine.cli.language import reader
from engine.cli.problem_output import show_problems, show_warnings
from engine.cli.progress import bar
from engine.use_cases.settings import record_address
from engine.vocabulary.problems import Problem, Refused

app = typer.Typer(help="The record itself.", no_args_is_help=True)
# What keeps a record from being opened, but says of it what was asked.
FINDINGS = frozenset({"older_record", "newer_record", "damaged"})


@app.command("upgrade")
def upgrade(
    context: typer.Context,
    role: Annotated[
        str | None, typer.Option("--role", metavar="NAME", help="On PostgreSQL: the role that klausel is to connect as from now on.")
    ] = None,
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
        print(f"{shown} is up to date, at schema revision {HEAD}")
    elif before == NOTHING:
        print(f"{shown} was made, at schema revision {HEAD}")
    else:
        print(f"{shown} was brought from schema revision {before} to {HEAD}")
    return 0


@app.command("check")
def check(context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False) -> int:
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

        print(f"{read_address(where).shown} is sound, at schema revision {HEAD}")
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
def backup(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")]) -> int:
    """Copy the record into a file, consistently, while others write; pg_dump's custom format on PostgreSQL."""
    from engine.store.backup import back_up
    from engine.store.record import open_record

    record = open_record(record_address(context.obj))
    head = back_up(record, file)
    print(f"copied {head.length} acts from {record.address.shown} to {file} ({file.stat().st_size / 1e6:.1f} MB); head {head.digest}")
    print(f"to put it back: {_restored(record.address.path, quote(str(file)))}")
    return 0


def _restored(path: Path | None, copy: str) -> str:
    """What a person types to have the copy in the place of a record, or on a server."""
    if path is not None:
        here = quote(str(path))
        return f"while nobody uses the record, rm -f {here}-wal {here}-shm && cp {copy} {here} && klausel --db {here} db check"
    return (
        f"createdb NAME && pg_restore --exit-on-error --no-owner --no-privileges --dbname=NAME {copy} && "
        "klausel --db postgresql+psycopg://ADMINISTRATOR@HOST/NAME db upgrade --role ROLE"
    )


@app.command("move")
def move(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", metavar="URL", help="Where the record shall be: an empty one, or nothing yet.")],
) -> int:
    """Replay the record's log into an empty one on another database; the first stays as it is."""
    from engine.store import replay
    from engine.store.record import open_record

    source = open_record(record_address(context.obj))
    target = open_record(record_address(to), create=True)
    show_warnings(target.warnings)
    with bar() as progress:
        head, rows = replay.move(source, target, progress)
    print(f"moved {head.length} acts ({rows} rows) from {source.address.shown} to {target.address.shown}; head {head.digest}")
    print(f"what is recorded at {source.address.shown} after act {head.length} is not in {target.address.shown}: record nothing more there")
    return 0
