"""The command `klausel`: parses what was typed, calls one act or one question, shows the answer.

Exit statuses: 0 done, 1 the answer is no, 2 bad input or usage. An error is one line a problem; no traceback reaches a
person who typed something wrong."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

import typer
from typer.exceptions import Abort, TyperException

from engine.cli import (
    audit,
    backtest,
    close,
    decide,
    erase,
    explain,
    policy,
    policy_acts,
    policy_export,
    policy_workbook,
    records,
    serve,
    why,
)
from engine.cli import db as record_itself
from engine.cli.help_texts import command_tree
from engine.cli.language import choose, language_named, say
from engine.cli.problem_output import show_problems
from engine.vocabulary.problems import Refused, problem, refuse
from engine.wording.catalogue import LANGUAGES

app = typer.Typer(
    name="klausel",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def klausel(
    context: typer.Context,
    db: Annotated[str | None, typer.Option("--db", metavar="URL")] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="de|en")] = None,
) -> None:
    if lang is not None and lang not in LANGUAGES:
        raise refuse("bad_value.language", value=lang)
    context.obj = db


app.command("decide")(decide.decide)
app.command("explain")(explain.explain_)
for act in (policy_acts.draft, policy_acts.propose, policy_acts.approve, policy_acts.publish, policy_acts.withdraw):
    policy.app.command(act.__name__)(act)
policy.app.command("export")(policy_export.export)
policy.app.command("import")(policy_workbook.import_)
app.add_typer(policy.app, name="policy")
policy.app.command("backtest")(backtest.backtest)
app.command("import")(records.import_)
app.command("report")(records.report)
app.command("close")(close.close)
app.command("why")(why.why)
app.command("erase")(erase.erase)
app.command("verify")(audit.verify)
app.add_typer(audit.app, name="audit")
app.command("serve")(serve.serve)
app.command("run")(serve.run)
app.command("demo")(serve.demo)
app.add_typer(record_itself.app, name="db")


def main() -> None:
    """Runs the command line and exits with its status."""
    # A command soon ends, and what it builds is kept to its end: looking for garbage at the usual pace costs a quarter of its time.
    gc.set_threshold(200_000)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(status_of(sys.argv[1:]))


def status_of(arguments: list[str]) -> int:
    """The exit status of a command line; everything a person needs to see has been written by then."""
    as_json = "--json" in arguments
    choose(language_named(arguments))
    try:
        status = command_tree(app)(arguments, prog_name="klausel", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except Refused as refused:
        show_problems(refused.problems, as_json=as_json)
        return 2
    except TyperException as wrong:
        told = wrong.format_message()
        if told.startswith(say("help.frame.usage")):
            print(told)
        else:
            # what was typed is no "value error" to whoever typed it
            show_problems([problem("usage.wrong", wrong=" ".join(told.replace("Value error, ", "").split()))], as_json=as_json)
        return 2
    except (Abort, KeyboardInterrupt):
        print(say("command.any.interrupted"), file=sys.stderr)
        return 130
    except SystemExit as left:
        # typer leaves so, and only so, where whoever read our output has stopped: there is nobody left to tell.
        _write_no_more()
        return 0 if left.code == 1 else int(left.code or 0)
    except BrokenPipeError:
        _write_no_more()
        return 0
    except OSError as error:
        # Only an error about a file bears its name; what bears none here is the output's.
        if not error.filename:
            _write_no_more()
        why = (error.strerror or str(error)).lower()
        unusable = problem("unusable.file", file=str(error.filename), why=why) if error.filename else problem("unusable.output", why=why)
        show_problems([unusable], as_json=False)
        return 2


def _write_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
