"""Notes kept between commands for speed alone: what a file said, which versions both readings agreed on.

A note is named after the digest of what it is about, so it is never out of date; losing all of them costs a second, no
answer. A folder that cannot be written is no error: nothing is noted then."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def read_note(folder: Path | None, name: str) -> str | None:
    """What was noted under a name, or None."""
    if folder is None:
        return None
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def write_note(folder: Path | None, name: str, text: str) -> None:
    """Notes a text under a name, all of it or nothing."""
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(written).replace(folder / name)
    except OSError:
        return
