"""What new records are made of, on both databases: `python -m tests.store.write_schema_digests` writes it down after a new revision."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from engine.store import schema_digests
from engine.store.record import open_record
from tests import postgresql_server

KEPT = Path(schema_digests.__file__).with_name("schema_digests.toml")
FIRST_LINES = """# What a new record is made of, on each database: for each thing a digest of its definition (`schema_digests`).
# Written by `python -m tests.store.write_schema_digests`, and held against new records by a test.
"""


def made_at(url: str) -> dict[str, str]:
    """What a record is made of that is made there if it is not there yet."""
    made = open_record(url, create=True)
    try:
        with made.reading() as connection:
            return schema_digests.schema_digests(connection)
    finally:
        made.close()


def as_text(sqlite: dict[str, str], postgresql: dict[str, str]) -> str:
    """The file's text."""
    parts = [("sqlite", sqlite), ("postgresql", postgresql)]
    tables = ("\n".join([f"\n[{name}]", *(f'"{what}" = "{digest}"' for what, digest in sorted(made.items()))]) for name, made in parts)
    return FIRST_LINES + "\n".join(tables) + "\n"


def main() -> None:
    home, watch = postgresql_server.home()
    try:
        server = postgresql_server.running(home)
        with TemporaryDirectory() as folder:
            KEPT.write_text(as_text(made_at(f"sqlite:///{folder}/klausel.db"), made_at(server.url("postgres"))), encoding="utf-8")
    finally:
        postgresql_server.clear(watch)


if __name__ == "__main__":
    main()
