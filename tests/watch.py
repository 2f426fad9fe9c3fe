"""A watch over the files that this process touches while a test runs: what lies outside is refused, and reported by name.

Temporary folders alone are written to; the person's record, secrets and caches are not read either. Processes that a test starts
are not watched: they begin in an empty folder, with an empty home (`tests/isolation.py`).
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Which arguments of an audit event are paths that are changed. One within an open folder is relative, and passes for one in the
# working directory; the folder itself was looked at when it was made.
CHANGES = {
    **dict.fromkeys(("os.mkdir", "os.rmdir", "os.remove", "os.truncate", "os.chmod", "os.chown", "os.utime"), (0,)),
    **dict.fromkeys(("os.link", "os.symlink"), (1,)),
    "os.rename": (0, 1),
    "sqlite3.connect": (0,),
}
# What the tools that run the tests keep in a clone, for themselves.
OF_TOOLS = (".hypothesis", ".pytest_cache", ".venv", ".venvs")
# The person's own, in the clone and in their home: a record, secrets, settings, caches.
IN_THE_CLONE = ("klausel.db", ".env", ".streamlit")
IN_THE_HOME = (".cache/klausel", "Library/Caches/klausel", ".streamlit")


class Watch:
    """Over one process; only while `over` lasts."""

    def __init__(self, home: Path, *temporary: Path) -> None:
        """`home` is the person's; `temporary`: folders besides the system's own. An audit hook cannot be taken away again."""
        self.refused: list[str] = []
        self._on = False
        self._never = _roots(*(REPOSITORY / name for name in IN_THE_CLONE), *(home / name for name in IN_THE_HOME))
        self._first = _roots(*temporary, *(REPOSITORY / name for name in OF_TOOLS))
        self._repository = _roots(REPOSITORY)
        system = [Path(name) for name in ("/dev", "/proc", "/tmp", "/var/tmp", tempfile.gettempdir(), sys.pycache_prefix) if name]
        self._free = _roots(*system)
        sys.addaudithook(self._hear)

    @contextmanager
    def over(self) -> Iterator[None]:
        """Raises AssertionError at its end where something was refused, whether or not somebody caught that."""
        self._on, self.refused = True, []
        try:
            yield
        finally:
            self._on = False
        assert self.refused == [], f"outside of temporary folders, or the person's own: {', '.join(self.refused)}"

    def is_outside(self, path: str, writes: bool) -> bool:
        """Whether a test has no business with a path, which is absolute."""
        if _within(path, self._never):
            return True
        if not writes or _within(path, self._first) or "__pycache__" in path:
            return False
        return _within(path, self._repository) or not _within(path, self._free)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._on:
            return
        if event == "open":
            self._look_at(arguments[0], bool(arguments[2] & WRITES))
        elif event in CHANGES:
            for position in CHANGES[event]:
                self._look_at(arguments[position], True)

    def _look_at(self, named: object, writes: bool) -> None:
        if not isinstance(named, str | bytes | os.PathLike):
            return  # a file that is open already
        path = os.fsdecode(named)
        if path in ("", ":memory:"):
            return
        path = os.path.abspath(path.removeprefix("file:").partition("?")[0])  # noqa: PTH100 - takes `..` away, and asks no disk
        if self.is_outside(path, writes):
            self.refused.append(path)
            raise PermissionError(f"a test has no business with {path}")


def _roots(*folders: Path) -> tuple[str, ...]:
    """Each as it is called and as it is found behind symbolic links."""
    return tuple({name for folder in folders for name in (str(folder), str(folder.resolve()))})


def _within(path: str, roots: tuple[str, ...]) -> bool:
    return any(path == root or path.startswith((f"{root}/", f"{root}-")) for root in roots)
