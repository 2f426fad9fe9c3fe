"""The catalogue is whole: every text in both languages with the same placeholders, none that nobody asks for, and none missing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from engine.vocabulary.problems import FieldName, problem
from engine.wording import catalogue
from engine.wording.catalogue import FOLDER, LANGUAGES, Language, NoSuchText
from engine.wording.sentences import ON_A_PAGE, PROBLEM, Reader
from tests.setup.sources import modules

PROBLEMS = {"problem", "refuse", "misread"}


def entries(language: Language) -> dict[str, tuple[str, ...]]:
    """Key → its forms, of all files of a language."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(FOLDER.glob(f"*{language}.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    assert key not in found, f"{path.name}: {key} is there twice"
                    found[key] = (message.string,) if isinstance(message.string, str) else tuple(map(str, message.string or ()))
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def codes_asked_for() -> Iterator[tuple[str, str]]:
    """Every code that the program names where it makes a problem, as a pattern, and where."""
    for module in modules("engine", "dashboard", "demo"):
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if called not in PROBLEMS or (len(node.args) > 1 and is_a_sentence(node.args[1])):
                continue
            # what a text was misread as follows its kind
            rest = r"\.[a-z_]+" if called == "misread" else ""
            for pattern in patterns(node.args[0]):
                yield pattern + rest, f"{module.path}:{node.lineno}"


def is_a_sentence(argument: ast.expr) -> bool:
    """Whether it is one of the texts that are not in the catalogue yet."""
    made_by_a_function = isinstance(argument, ast.Call) and isinstance(argument.func, ast.Name) and argument.func.id != "Place"
    return (
        made_by_a_function
        or isinstance(argument, ast.JoinedStr)
        or (isinstance(argument, ast.Constant) and isinstance(argument.value, str))
    )


def patterns(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(value=str(code)):
            yield re.escape(code)
        case ast.JoinedStr(values=parts):
            yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[a-z_]+" for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from patterns(one)
            yield from patterns(other)


def test_both_languages_have_the_same_texts_with_the_same_placeholders() -> None:
    german, english = entries("de"), entries("en")
    assert german.keys() == english.keys()
    of = {key: [set().union(*map(placeholders, forms[key])) for forms in (german, english)] for key in german}
    assert [key for key, (one, other) in of.items() if one != other] == []
    assert [key for key in german if not all((*german[key], *english[key]))] == []


def test_a_page_names_no_option_no_command_and_no_file() -> None:
    """What a page shows of a problem: the text for pages where there is one, else the only one."""
    for language in LANGUAGES:
        texts = entries(language)
        of_pages = [key for key in texts if key.startswith(PROBLEM) and (key.endswith(ON_A_PAGE) or key + ON_A_PAGE not in texts)]
        named = [key for key in of_pages if key.endswith(ON_A_PAGE) and re.search(r"--[a-z]|`klausel |\.yaml|\.md\b", texts[key][0])]
        assert named == []


def test_a_text_that_is_missing_is_an_error_and_no_key_is_shown() -> None:
    with pytest.raises(NoSuchText):
        catalogue.text("nobody.wrote.this", "en")
    with pytest.raises(NoSuchText):
        Reader("de").say("nobody.wrote.this", count=2)


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (Reader("en"), "`fr` is not a language; choose de or en"),
        (Reader("de"), "`fr` ist keine Sprache; zur Wahl stehen de und en"),
        (Reader("en", on_a_page=True), "“fr” is not a language; choose de or en"),
        (Reader("de", on_a_page=True), "„fr“ ist keine Sprache; zur Wahl stehen de und en"),
    ],
)
def test_what_was_typed_stands_in_backticks_at_a_terminal_and_in_quotes_on_a_page(reader: Reader, said: str) -> None:
    assert reader.sentence(problem("bad_value.language", value="fr")) == said


def test_a_page_calls_a_field_by_its_label() -> None:
    reader = Reader("en", on_a_page=True, labels={"hourly_rate": "Hourly rate"})
    assert reader.write(FieldName("hourly_rate")) == "Hourly rate"
    assert Reader("en").write(FieldName("hourly_rate")) == "hourly_rate"


def test_every_code_that_is_asked_for_is_there() -> None:
    known = {key.removeprefix(PROBLEM) for key in entries("en") if key.startswith(PROBLEM) and not key.endswith(ON_A_PAGE)}
    asked = list(codes_asked_for())
    assert len(asked) > 50
    assert [(code, where) for code, where in asked if not any(re.fullmatch(code, one) for one in known)] == []


def test_no_problem_is_in_the_catalogue_that_nobody_has() -> None:
    known = {key.removeprefix(PROBLEM) for key in entries("en") if key.startswith(PROBLEM) and not key.endswith(ON_A_PAGE)}
    texts = [constant.value for module in modules("engine", "dashboard", "demo") for constant in module.constants()]
    written = {text for text in texts if isinstance(text, str)}
    asked = [code for code, _ in codes_asked_for()]
    assert sorted(one for one in known if one not in written and not any(re.fullmatch(code, one) for code in asked)) == []
