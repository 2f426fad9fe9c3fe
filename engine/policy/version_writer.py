"""A version's files written into a folder of its product: all three at once or none, and never over files that say something else.

They are written beside their place, in a hidden folder that nobody reads as a version, which then takes the version's name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from engine.policy.version_texts import FILES
from engine.vocabulary.problems import Refused, refuse


class PreparedVersion:
    """Files that lie beside their place. `place` gives them its name; where they are in place already there is nothing to do."""

    def __init__(self, folder: Path, beside: Path | None) -> None:
        self.folder = folder
        self._beside = beside

    def place(self) -> bool:
        """Whether the files came to their place just now. Raises Refused where that cannot be done."""
        if self._beside is None:
            return False
        try:
            self._beside.rename(self.folder)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        return True


@contextmanager
def prepare_version(product_folder: Path, name: str, texts: Mapping[str, str]) -> Iterator[PreparedVersion]:
    """A version's files, ready to be put into `product_folder/name`; nothing is left beside it afterwards.

    Raises Refused (`holds_another`) where other files lie there, and (`unwritable`) where none can be written."""
    folder = product_folder / name
    if folder.exists():
        if not _same(folder, texts):
            raise refuse("holds_another", folder=str(folder))
        yield PreparedVersion(folder, None)
        return
    beside = product_folder / f".{name}.{token_hex(4)}"
    try:
        try:
            beside.mkdir(parents=True)
            for file in FILES:
                (beside / file).write_bytes(texts[file].encode("utf-8"))
        except OSError as error:
            raise _unwritable(folder, error) from error
        yield PreparedVersion(folder, beside)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _same(folder: Path, texts: Mapping[str, str]) -> bool:
    try:
        return all((folder / file).read_bytes().decode("utf-8-sig") == texts[file] for file in FILES)
    except (OSError, UnicodeDecodeError):
        return False


def _unwritable(folder: Path, error: OSError) -> Refused:
    return refuse("unwritable.folder", folder=str(folder), reason=(error.strerror or str(error)).lower())
