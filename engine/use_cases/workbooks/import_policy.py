"""What a workbook of rules and rates leads to: a version's folder, rates in the record; all of it or nothing, or only a look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import unified_diff
from pathlib import Path

from engine.deciding.deciders import Deciders
from engine.policy.version_texts import POLICY
from engine.store.record import Record
from engine.use_cases.intake.admit_acts import Admitted, admit
from engine.use_cases.workbooks.policy_workbook import PolicyGiven
from engine.vocabulary.instants import Instant
from engine.vocabulary.problems import Place, Refused, problem


class _OnlyLooked(Exception):
    """Ends a writer's transaction, so that nothing of it stays."""


def difference(given: PolicyGiven) -> str:
    """The lines of `policy.yaml` that are others than in the base, as a unified diff; "" where none are."""
    old, new = given.base.texts.file(POLICY).text, given.texts[POLICY]
    lines = unified_diff(old.splitlines(), new.splitlines(), given.base.ref, f"{given.base.product}@{given.name}", lineterm="", n=1)
    return "\n".join(lines)


def refuse_place(given: PolicyGiven, folder: Path | None, policies: Path, *, replace: bool) -> None:
    """Raises Refused where the version may not be written to `folder`: it is named otherwise, lies among the packs, which decide
    (`policies`), or other files are there.

    None: there is nowhere to write to, which will do only where the rules are those of the base."""
    problems = list(given.problems)
    called = Path(given.base.product) / given.name
    if folder is None:
        if not problems and difference(given):
            problems.append(problem("nowhere", policy=given.base.ref))
        if problems:
            raise Refused(problems)
        return
    there = [name for name, text in given.texts.items() if (folder / name).exists() and _text_of(folder / name) != text]
    same = not there and all((folder / name).exists() for name in given.texts)
    if Path(*folder.resolve().parts[-2:]) != called:
        problems.append(problem("bad_name.folder", Place(str(folder)), called=str(called)))
    elif folder.resolve().is_relative_to(policies.resolve()) and not same:
        problems.append(problem("no_folder.decides", Place(str(folder)), folder=str(policies), elsewhere=f"drafts/{called}"))
    elif not replace:
        problems += [problem("file_exists.another", Place(str(folder / name))) for name in there]
    if problems:
        raise Refused(problems)


def write_version(texts: Mapping[str, str], folder: Path) -> list[Path]:
    """Writes the files that are not there yet or are others; each is whole at any time. Answers their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in texts.items():
        path = folder / name
        if path.exists() and _text_of(path) == text:
            continue
        beside = folder / f".{name}.part"
        beside.write_bytes(text.encode())
        beside.replace(path)
        written.append(path)
    return written


def record_rates(
    given: PolicyGiven, record: Record, deciders: Deciders, then: Callable[[], None], *, now: Instant, who: str, dry_run: bool
) -> Admitted:
    """Records the workbook's rates and does `then` before they stay, or with `dry_run` only says what would be recorded.

    Raises Refused with every problem of the workbook, its rules' among them."""
    admitted: Admitted | None = None
    try:
        with record.writing() as connection:
            acts = given.rates or ()
            admitted = admit(connection, acts, deciders, now=now, who=who, problems=given.problems, unreadable=given.unreadable)
            if dry_run:
                raise _OnlyLooked
            then()
    except _OnlyLooked:
        pass
    assert admitted is not None
    return admitted


def _text_of(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
