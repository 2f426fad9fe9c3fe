"""Texts kept between commands for speed alone: what a file said, which versions both readings agreed on.

A text is named after the digest of what it is about, so it is never out of date, and begins with the digest of its own
text, so that a damaged one is as good as none. Losing all of them costs a second, no answer; a folder that cannot be
written is no error."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


def read_cached(folder: Path | None, name: str) -> str | None:
    """The text kept under a name, or None."""
    if folder is None:
        return None
    try:
        digest, _, text = (folder / name).read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return text if digest == _digest(name, text) else None


def write_cached(folder: Path | None, name: str, text: str) -> None:
    """Keeps a text under a name, all of it or nothing."""
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(f"{_digest(name, text)}\n{text}")
        Path(written).replace(folder / name)
    except OSError:
        return


def _digest(name: str, text: str) -> str:
    return hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
