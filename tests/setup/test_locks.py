"""The locks: every library by version and hash, no address of where they come from, and installed as they say."""

from __future__ import annotations

import importlib.metadata
import os
import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import isolation
from tests.setup.sources import REPOSITORY

LOCKS = ("requirements.lock", "build.lock")
ADDRESS = re.compile(r"://|^\s*-|\bfile:|@", re.MULTILINE)
PYTHONS = ("3.11.0", "3.12.0", "3.13.0")


def entries(name: str) -> list[tuple[Requirement, int]]:
    """What a lock pins, each with the number of its hashes."""
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [(Requirement(line.split(" --hash=")[0]), len(re.findall(r" --hash=sha256:[0-9a-f]{64}\b", line))) for line in lines]


def addresses(text: str) -> list[str]:
    """Lines that name a place: an address, an option, a path. The hashes' own lines are none."""
    kept = [line for line in text.splitlines() if not line.lstrip().startswith(("--hash=sha256:", "#    make lock"))]
    return [line for line in kept if ADDRESS.search(line)]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_carries_no_address(name: str) -> None:
    assert addresses((REPOSITORY / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    ["--index" + "-url https://example.org/wheels", "--find-links wheels", "six @ file:///six.whl", "    # from https://example.org"],
)
def test_an_address_in_a_lock_is_found(line: str) -> None:
    assert addresses(f"six==1.17.0 \\\n    --hash=sha256:00\n{line}\n") == [line]


@pytest.mark.parametrize("name", LOCKS)
def test_everything_locked_has_one_version_and_hashes(name: str) -> None:
    pinned = entries(name)
    assert pinned
    for requirement, hashes in pinned:
        assert re.fullmatch(r"==[0-9][^*,]*", str(requirement.specifier)), requirement
        assert hashes > 0, requirement


@pytest.mark.parametrize("python", PYTHONS)
def test_every_library_asked_for_is_locked_once_for_every_python(python: str) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    place = {"python_version": python.rpartition(".")[0], "python_full_version": python}
    locked: dict[str, list[Requirement]] = defaultdict(list)
    for requirement, _ in entries("requirements.lock"):
        if requirement.marker is None or requirement.marker.evaluate(place):
            locked[canonicalize_name(requirement.name)].append(requirement)
    assert {name: found for name, found in locked.items() if len(found) > 1} == {}
    for asked in map(Requirement, [*project["dependencies"], *project["optional-dependencies"]["test"]]):
        (found,) = locked[canonicalize_name(asked.name)]
        assert asked.specifier.contains(str(found.specifier).removeprefix("==")), (asked, found)


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_installed_here_is_what_is_locked(name: str) -> None:
    pinned = [requirement for requirement, _ in entries(name) if requirement.marker is None or requirement.marker.evaluate()]
    assert {(found.name, str(found.specifier), importlib.metadata.version(found.name)) for found in pinned} == {
        (found.name, str(found.specifier), str(found.specifier).removeprefix("==")) for found in pinned
    }


def test_no_file_names_the_folder_it_lies_in_or_its_owners_home() -> None:
    kinds = {".py", ".yaml", ".toml", ".lock", ".md", ".csv", ".json", ".jsonl", ".mako", ".css", ""}
    files = [path for path in REPOSITORY.iterdir() if path.is_file() and path.suffix in kinds and path.name != ".env"]
    for folder in (".ci", "engine", "dashboard", "demo", "policies", "tests"):
        files += [
            path for path in (REPOSITORY / folder).rglob("*") if path.is_file() and path.suffix in kinds and "__pycache__" not in path.parts
        ]
    assert len(files) > 20
    places = [str(place).encode() for place in (REPOSITORY, Path(os.environ[isolation.HOME])) if len(place.parts) > 1]
    assert [path for path in files if any(place in path.read_bytes() for place in places)] == []
