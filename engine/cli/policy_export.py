"""`klausel policy export`: a version's files out of the record, or its rules and the hourly rates as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli.language import say
from engine.cli.policy_workbook import export_workbook
from engine.use_cases.settings import policies_folder, record_address
from engine.vocabulary.problems import refuse


def export(
    context: typer.Context,
    policy: Annotated[str, typer.Argument(metavar="ID|PACK@VERSION|FOLDER")],
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE")] = None,
    lang: Annotated[str, typer.Option("--lang")] = "en",
    rules_only: Annotated[bool, typer.Option("--rules-only")] = False,
    replace: Annotated[bool, typer.Option("--replace")] = False,
) -> int:
    """Write a version's files out of the record, remarks and all; or its rules and the hourly rates as a workbook."""
    if xlsx is not None:
        if folder is not None:
            raise refuse("usage.folder_or_workbook")
        export_workbook(context.obj, policy, xlsx, lang, rules_only=rules_only, replace=replace)
        return 0
    from engine.store.record import open_record
    from engine.use_cases.lifecycle.export_policy import export_policy

    written, is_new = export_policy(open_record(record_address(context.obj)), policies_folder(), policy, folder)
    done = "command.policy_export.written" if is_new else "command.policy_export.written_already"
    print(say(done, policy=policy, folder=str(written)))
    return 0
