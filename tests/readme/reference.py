"""The tables of engine/reference.md and engine/glossary.md, made from what they are about: the command line's parser, the records'
fields, the catalogue, what commands print, the modules of the engine.

`python -m tests.readme.reference` writes them again. What a table says of a column, field or module in words stays as it is in the
document; a new module has its docstring's first sentence there, a new column or field a blank, which a test does not let pass."""

from __future__ import annotations

import ast
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from engine.books.fields import Bounds, CodeList, FieldType, Key, Minutes, RefersTo, field_types
from engine.books.records import type_of_kind
from engine.books.terms_and_numbers import Numbers, Terms
from engine.cli.help_texts import command_tree
from engine.cli.main import app
from engine.vocabulary.instants import Instant
from engine.vocabulary.money import Cents
from engine.wording.catalogue import FOLDER
from tests.readme.console import REPOSITORY
from tests.readme.json_outputs import Shapes, printed

ENGINE = REPOSITORY / "engine"
REFERENCE, GLOSSARY = ENGINE / "reference.md", ENGINE / "glossary.md"
# a made table: its name, then its rows, up to the end
MADE = re.compile(r"<!-- made: (?P<name>[^>]+) -->\n(?P<table>.*?)<!-- end -->", re.DOTALL)
CELL = re.compile(r"(?<!\\)\|")
SHAPES: dict[Any, str] = {
    Key: "id",
    date: "day",
    Instant: "instant",
    bool: "`yes` `no`",
    Minutes: "whole minutes",
    Cents: "amount",
    Terms: "`name=value; …`",
    Numbers: "`name=value; …`",
}


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Markdown."""
    lines = [heading, ["---"] * len(heading), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def rows_of(text: str) -> list[list[str]]:
    """A table's rows without its heading, each as its cells."""
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip().replace("\\|", "|") for cell in CELL.split(line)[1:-1]] for line in lines]


def commands() -> Iterator[tuple[str, Any]]:
    """Every command that does something, as it is typed, in the help's order; `klausel` for what stands before all of them."""
    whole: Any = command_tree(app)
    yield "klausel", whole

    def below(group: Any, typed: str) -> Iterator[tuple[str, Any]]:
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                yield from below(command, f"{typed} {name}")
            else:
                yield f"{typed} {name}", command

    yield from below(whole, "klausel")


def _option_rows(command: Any) -> Iterator[list[str]]:
    for parameter in command.params:
        is_option = parameter.param_type_name == "option"
        metavar = parameter.metavar or ""
        names = f"{parameter.opts[0]} {metavar}".strip() if is_option else metavar
        default = parameter.default
        shown = getattr(default, "value", default)
        by_default = "required" if parameter.required else f"`{shown}`" if shown not in (None, False) else ""
        yield [f"`{names}`", parameter.help or "", by_default]


def command_tables() -> str:
    """Each command with its sentence, arguments and options."""
    parts = []
    for typed, command in commands():
        rows = list(_option_rows(command))
        said = "Before the subcommand:" if typed == "klausel" else " ".join((command.help or "").split())
        parts.append(f"### `{typed}`\n{said}\n" + ("\n" + table(["argument or option", "says", "default"], rows) if rows else ""))
    return "\n".join(parts)


def _value(of_field: FieldType) -> str:
    bounds, refers, codes = of_field.mark(Bounds), of_field.mark(RefersTo), of_field.mark(CodeList)
    if of_field.choices:
        return " ".join(f"`{choice}`" for choice in of_field.choices)
    if refers is not None:
        return f"id of `{refers.kind}`"
    if codes is not None:
        return {"countries": "country, ISO 3166 (2 letters)", "currencies": "currency, ISO 4217"}[codes.name]
    shape = SHAPES.get(of_field.bare, "text")
    if bounds is None:
        return shape
    least, most = (f"{n / 100:.2f}" if of_field.bare is Cents else str(n) for n in (bounds.least, bounds.most))
    return f"{shape}, {least} to {most}"


def column_rows(kind: str) -> list[list[str]]:
    """Of a file of records: each column, what its values are, whether it may be blank."""
    late = {one.name for one in fields(type_of_kind[kind]) if one.default is not MISSING}
    types = field_types(type_of_kind[kind])
    blank = {name: "may be left out" if name in late else "may be blank" if one.may_be_blank else "" for name, one in types.items()}
    return [[f"`{name}`", _value(one), blank[name]] for name, one in types.items()]


def code_rows() -> list[list[str]]:
    """Each kind of problem with a sentence that it is told in."""
    with (FOLDER / "en.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    found: dict[str, str] = {}
    for message in sorted((one for one in catalogue if one.id), key=lambda one: str(one.id)):
        key = next(iter([message.id] if isinstance(message.id, str) else message.id))
        if key.startswith("problem.") and not key.endswith("@page"):
            said = message.string if isinstance(message.string, str) else [*(message.string or ())][-1]
            found.setdefault(key.split(".")[1], " ".join(re.sub(r"`?\{\w+\}`?", "…", said).split()))
    return [[f"`{kind}`", sentence] for kind, sentence in sorted(found.items())]


def shape_rows(shapes: Shapes) -> list[list[str]]:
    """A command's objects; those with the same fields in one row."""
    alike: dict[str, list[str]] = {}
    for path, names in shapes.items():
        alike.setdefault(" ".join(f"`{name}`" for name in names), []).append(f"`{path}`" if path else "the object")
    return [[", ".join(paths), names] for names, paths in alike.items()]


def field_names(found: dict[str, Shapes]) -> list[str]:
    """The names of all fields in JSON that are no columns of a file."""
    columns = {name for kind in type_of_kind for name in field_types(type_of_kind[kind])}
    return sorted({name for shapes in found.values() for names in shapes.values() for name in names} - columns)


def folders() -> list[str]:
    """The folders of the engine with modules in them, migrations aside: they are published and do not change."""
    found = {path.parent.relative_to(ENGINE).as_posix() for path in ENGINE.rglob("*.py") if path.name != "__init__.py"}
    return sorted(found - {"store/migrations/versions"})


def module_rows(folder: str) -> list[str]:
    """The modules in one folder of the engine."""
    return sorted(path.stem for path in (ENGINE / folder).glob("*.py") if path.name != "__init__.py")


def about(module: Path) -> str:
    """The first sentence of a module's docstring: what a new module is said to be until somebody says it better."""
    said = " ".join((ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "").split())
    first = re.split(r"(?<=[^.])\. (?=[A-Z])", said)[0].rstrip(".")
    return first[:1].lower() + first[1:]


def made(name: str, before: str, found: dict[str, Shapes]) -> str:
    """The table of that name; `before`: as it is in the document."""
    words = {row[0]: row[-1] for row in rows_of(before)}
    what, _, of = name.partition(" ")
    match what:
        case "commands":
            return command_tables()
        case "columns":
            return table(["column", "value", "blank", "says"], [[*row, words.get(row[0], "")] for row in column_rows(of)])
        case "codes":
            return table(["code", "such as"], code_rows())
        case "json":
            return table(["in", "fields"], shape_rows(found[of]))
        case "fields":
            return table(["field", "says"], [[f"`{one}`", words.get(f"`{one}`", "")] for one in field_names(found)])
        case "modules":
            return table(
                ["module", "what it is"],
                [[f"`{one}`", words.get(f"`{one}`") or about(ENGINE / of / f"{one}.py")] for one in module_rows(of)],
            )
    raise ValueError(name)


def made_again(text: str, found: dict[str, Shapes]) -> str:
    """The document with all of its tables as they are now."""
    return MADE.sub(lambda one: f"<!-- made: {one['name']} -->\n{made(one['name'], one['table'], found)}<!-- end -->", text)


def main() -> None:
    """Writes both documents."""
    with tempfile.TemporaryDirectory() as folder:
        found = printed(Path(folder))
    for document in (REFERENCE, GLOSSARY):
        document.write_text(made_again(document.read_text(encoding="utf-8"), found), encoding="utf-8")


if __name__ == "__main__":
    main()
