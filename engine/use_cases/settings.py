"""Where things live: the folder of packs, the record, the notes kept for speed. Read from the environment, once a command."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import platformdirs

from engine.vocabulary.problems import refuse

DEFAULT_RECORD = "klausel.db"


def policies_folder() -> Path:
    """`KLAUSEL_POLICIES`, by default `policies` in the working directory."""
    return Path(os.environ.get("KLAUSEL_POLICIES") or "policies")


def record_address(given: str | None) -> str:
    """`--db`, which wins, or `KLAUSEL_DATABASE_URL`, by default `klausel.db` in the working directory. A plain path is a file."""
    address = given or os.environ.get("KLAUSEL_DATABASE_URL") or DEFAULT_RECORD
    return address if "://" in address else f"sqlite:///{address}"


def notes_folder() -> Path:
    """`KLAUSEL_CACHE`, by default the user's folder for caches: which versions both readings agreed on."""
    given = os.environ.get("KLAUSEL_CACHE")
    return Path(given) if given else Path(platformdirs.user_cache_dir("klausel", appauthor=False))


def login() -> str:
    """Who acts, as the system knows it; `unknown` where it does not. Raises Refused where that cannot be shown to a person: it is
    recorded for good, and two that look the same would pass for two people."""
    try:
        found = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
    if not found.isprintable():
        raise refuse("bad_login", login=repr(found))
    return found
