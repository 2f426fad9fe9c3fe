"""Writes the record as plain files for an auditor, with their format and a file that checks them without this code.

All or nothing: the folder is written under another name beside its place and takes its own when all of it is there. The log
is checked while it is written, so that what is exported fits together. Policies are not read: nothing is decided again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from secrets import token_hex

from engine.store import act_queries, closed_months
from engine.store.chain import Head, canonical_json
from engine.store.closed_months import ClosedMonth
from engine.store.log_check import checked_acts
from engine.store.mismatch import Mismatch
from engine.store.record import Connection, Record
from engine.use_cases.reckoning.frozen_statements import statement_from
from engine.vocabulary.months import read_month
from engine.vocabulary.problems import refuse

VERBATIM = ("FORMAT.md", "check.py")


@dataclass(frozen=True, slots=True)
class Exported:
    """How many closed months were written, and where the log ends."""

    months: int
    head: Head


def export_record(record: Record, folder: Path) -> Exported:
    """Write log and statements to `folder`, which does not exist or is empty.

    Raises Refused where there is something else, and Mismatch for a record that does not fit together."""
    with _in_its_place(folder) as made, record.reading() as connection:
        head = _log(connection, made)
        closed = closed_months.closed_months(connection)
        (made / "months").mkdir()
        with (made / "statements.jsonl").open("w", encoding="utf-8", newline="\n") as rows:
            for one in closed:
                rows.writelines(_statement(connection, one, made))
        (made / "head.json").write_text(json.dumps(head._asdict()) + "\n", "utf-8", newline="\n")
        for name in VERBATIM:
            (made / name).write_bytes((files(__package__) / name).read_bytes())
    return Exported(len(closed), head)


@contextmanager
def _in_its_place(folder: Path) -> Iterator[Path]:
    """A folder to write in, which takes the place of `folder` at the end; nothing is left of it if anything is raised."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise refuse("not_empty.folder", folder=str(folder))
    place = folder.absolute()
    if not place.parent.is_dir():
        raise refuse("no_folder.for_an_export", folder=str(folder))
    unfinished = place.with_name(f".{place.name}.{token_hex(4)}")
    unfinished.mkdir()
    try:
        yield unfinished
        if place.exists():
            place.rmdir()
        unfinished.rename(place)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _log(connection: Connection, made: Path) -> Head:
    """The acts, with their personal fields apart."""
    at = Head()
    with (
        (made / "acts.jsonl").open("w", encoding="utf-8", newline="\n") as acts,
        (made / "personal.jsonl").open("w", encoding="utf-8", newline="\n") as personal,
    ):
        for act in checked_acts(connection):
            said = act._asdict()
            del said["personal"]
            acts.write(canonical_json(said) + "\n")
            if act.personal is not None:
                salt, text = act.personal
                personal.write(canonical_json({"seq": act.seq, "salt": salt, "fields": text}) + "\n")
            at = Head(act.seq, act.digest)
    return at


def _statement(connection: Connection, closed: ClosedMonth, made: Path) -> Iterator[str]:
    """The frozen rows of a month, a line each in the order of their digest; and the month's report."""
    closing = closed.closing
    frozen = closed_months.frozen_statement(connection, closed.seq)
    come_to = closed_months.digest_of(frozen)
    if come_to != closing.statement_digest:
        named = {"month": closing.month, "digest": closing.statement_digest, "found": come_to}
        raise Mismatch("closings", f"seq {closed.seq}", "does_not_fit.exported_statement", **named)
    customers = act_queries.records_by_key(connection, "customers", {row.customer_key for row in frozen.customers})
    report = statement_from(read_month(closing.month), closing.currency, frozen, customers).as_json()
    (made / "months" / f"{closing.month}.json").write_text(json.dumps(report, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    for line in closed_months.digest_lines(frozen):
        # Canonical JSON is sorted, and `closing` comes before all that the digest covers.
        yield f'{{"closing":{closed.seq},{line[1:]}\n'
