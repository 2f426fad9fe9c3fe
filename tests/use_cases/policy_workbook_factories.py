"""A shipped version as a workbook, spoilt or edited as a person would, and what it is read as."""

from __future__ import annotations

import io
from collections.abc import Callable
from difflib import unified_diff
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook

from engine.policy.packs import Packs, read_packs
from engine.use_cases.settings import notes_folder
from engine.use_cases.workbooks.policy_workbook import PolicyGiven, policy_workbook, read_policy_workbook
from engine.wording.catalogue import Language
from tests.wording.read import line as problem_line

POLICIES = Path(__file__).resolve().parents[2] / "policies"
FAQ = "hausperfekt@2025-01"


@cache
def packs() -> Packs:
    return read_packs(POLICIES, notes_folder())


VERSIONS = [version.ref for pack in packs().packs.values() for version in pack.versions]


@cache
def exported(ref: str, language: Language = "en") -> bytes:
    return policy_workbook(packs().version(ref), packs(), None, language)


def book_of(ref: str = FAQ, language: Language = "en") -> Workbook:
    return load_workbook(io.BytesIO(exported(ref, language)))


def read(folder: Path, book: Workbook | bytes, base: str | None = None) -> PolicyGiven:
    path = folder / "rules.xlsx"
    if isinstance(book, bytes):
        path.write_bytes(book)
    else:
        book.save(path)
    return read_policy_workbook(path, packs(), base=base)


def column(book: Workbook, sheet: str, header: str) -> str:
    """The letter of the column with this header."""
    return next(cell.column_letter for cell in book[sheet][1] if cell.value == header)


def line(book: Workbook, sheet: str, rule: str) -> int:
    """The row in which something stands."""
    return next(number for number, row in enumerate(book[sheet].iter_rows(), start=1) if any(cell.value == rule for cell in row))


def cell(book: Workbook, sheet: str, rule: str, header: str) -> str:
    return f"{column(book, sheet, header)}{line(book, sheet, rule)}"


def changes(given_: PolicyGiven) -> list[str]:
    """The lines that came and went; there must be nothing wrong."""
    assert [problem_line(problem) for problem in given_.problems] == []
    old, new = given_.base.texts.texts(), given_.texts
    assert {name for name in old if old[name] != new[name]} <= {"policy.yaml"}
    lines = list(unified_diff(old["policy.yaml"].splitlines(), new["policy.yaml"].splitlines(), n=0, lineterm=""))[2:]
    return [one for one in lines if not one.startswith("@@")]


def refusals(folder: Path, spoil: Callable[[Workbook], None], ref: str = FAQ) -> list[str]:
    """What a person is told of a spoilt workbook, by sheet and cell; its texts are not touched."""
    book = book_of(ref)
    spoil(book)
    found = read(folder, book)
    assert found.texts == found.base.texts.texts()
    return [problem_line(problem).removeprefix("rules.xlsx, ") for problem in found.problems]
