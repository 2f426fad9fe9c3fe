"""The files under `policies/` as plain values and as lines, and the packs as read, once a process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from engine.policy.packs import Packs
from engine.policy.version import Version
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder

POLICIES = Path(__file__).resolve().parents[2] / "policies"
EVERY_FILE = sorted(POLICIES.rglob("*.yaml"))
# what the invented company of `klausel demo` is made up of is no policy
FILES = [file for file in EVERY_FILE if file != POLICIES / "demo.yaml"]


@cache
def packs() -> Packs:
    return open_policies(POLICIES, notes_folder()).packs


def versions() -> list[Version]:
    return [version for pack in packs().packs.values() for version in pack.versions]


@cache
def content_of(file: Path) -> Any:
    """As plain values."""
    return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))


def shown(file: Path) -> str:
    return str(file.relative_to(POLICIES))


def nodes(content: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every mapping, list and value of a file, with where it stands, such as `facts[3].values[0].label`."""
    yield path, content
    if isinstance(content, dict):
        for key, value in content.items():
            yield from nodes(value, f"{path}.{key}".removeprefix("."))
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from nodes(value, f"{path}[{number}]")
