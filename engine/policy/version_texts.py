"""A version's files as texts: from its folder, or from wherever a draft of it lies. Refuses to know what is in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.policy.yaml_file import YamlFile, read_yaml
from engine.vocabulary.problems import Place, refuse

POLICY, FACTS, EXAMPLES = FILES = ("policy.yaml", "facts.yaml", "examples.yaml")


@dataclass(frozen=True, eq=False)
class VersionTexts:
    """`name`: what the version is to be called, as `2025-01`; `shown_as`: where its files lie, for people; `file` reads one of FILES
    and raises Refused where it is missing or is not readable."""

    name: str
    shown_as: str
    file: Callable[[str], YamlFile]

    def texts(self) -> dict[str, str]:
        """All three, by name. Raises Refused as `file` does."""
        return {name: self.file(name).text for name in FILES}


def texts_in_folder(folder: Path, cache: Path | None = None) -> VersionTexts:
    """The files of a folder, read anew whenever they are asked for, since people edit them."""
    return VersionTexts(folder.name, str(folder), lambda name: read_yaml(folder / name, cache))


def texts_in_memory(name: str, shown_as: str, texts: Mapping[str, str], cache: Path | None = None) -> VersionTexts:
    """Texts at hand, by the names in FILES; people are told of them as `shown_as/policy.yaml` and so on."""

    def file(which: str) -> YamlFile:
        place = f"{shown_as}/{which}"
        if which not in texts:
            raise refuse("missing_file", Place(place))
        return YamlFile(texts[which], place, cache)

    return VersionTexts(name, shown_as, file)
