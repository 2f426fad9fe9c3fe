"""The packs that a command decides by without asking a record; held to one where `--db` names it."""

from __future__ import annotations

import typer

from engine.cli.problem_output import show_warnings
from engine.deciding.deciders import Deciders
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder, policies_folder
from engine.vocabulary.problems import Refused


def open_decision_packs(context: typer.Context) -> Deciders:
    """Raises Refused where they do not read, or mean something else than the record that is named holds them to."""
    deciders = open_policies(policies_folder(), notes_folder())
    if context.obj is not None:
        from engine.store.record import open_record
        from engine.use_cases.lifecycle.changed_files import held_to_record
        from engine.use_cases.settings import record_address

        try:
            record = open_record(record_address(context.obj))
        except Refused as refused:
            # deciding needs none, and where nothing is recorded yet there is nothing to be held to
            if [problem.kind for problem in refused.problems] == ["no_record"]:
                return deciders
            raise
        show_warnings((*record.warnings, *held_to_record(record, deciders)))
    return deciders
