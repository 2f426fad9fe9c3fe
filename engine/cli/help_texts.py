"""The help of commands, arguments and options out of the catalogue: `help.close`, `help.close.preview`; what several commands have
alike stands once, under `help.any`."""

from __future__ import annotations

from collections.abc import Sequence

import typer
from typer._click.core import Command
from typer._click.formatting import HelpFormatter
from typer.core import TyperArgument, TyperGroup, TyperOption

from engine.cli.language import language, say
from engine.wording import catalogue

_ALIKE = "help.any"
# the library's own mark of what must be given; all else in its brackets are values
_REQUIRED = "required"


class _Formatter(HelpFormatter):
    """The library's own words in the language chosen."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or say("help.frame.usage") + " ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(say(f"help.frame.{heading.lower()}"))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        required = say("help.frame.required")
        told = [(name, text.replace(f"[{_REQUIRED}]", f"[{required}]")) for name, text in rows]
        super().write_dl(told, col_max, col_spacing)


class _Context(typer.Context):
    formatter_class = _Formatter


def command_tree(app: typer.Typer) -> Command:
    """The commands with their help in the language chosen. Raises NoSuchText where one has none."""
    whole = typer.main.get_command(app)
    _say_what_it_does(whole, ())
    return whole


def _say_what_it_does(command: Command, path: tuple[str, ...]) -> None:
    key = ".".join(("help", *(path or ("klausel",))))
    command.context_class = _Context
    command.help = say(key)
    command.options_metavar = say("help.frame.any_options")
    for parameter in command.params:
        assert isinstance(parameter, TyperArgument | TyperOption)
        own = f"{key}.{parameter.name}"
        parameter.help = say(own if catalogue.has(own, language()) else f"{_ALIKE}.{parameter.name}")
    # the library keeps the option of a command once it has made it
    help_option = command.get_help_option(_Context(command))
    assert help_option is not None
    help_option.help = say(f"{_ALIKE}.help")
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = say("help.frame.subcommand")
        for name, subcommand in command.commands.items():
            _say_what_it_does(subcommand, (*path, name))
