"""Which revision of the schema a database holds, and how it is brought to the newest.

Answers by looking at tables that are there; knows one tree of revisions for both databases (`migrations`). What is to be
done about an old, a new or a strange one is the caller's to say.
"""

from __future__ import annotations

from threading import Lock

from sqlalchemy import Connection, inspect, text

# Every revision, oldest first; a test holds that this is what `migrations` says. Reading need not load Alembic for it.
REVISIONS = ("0001", "0002", "0003", "0004", "0005")
HEAD = REVISIONS[-1]
NOTHING = ""
STRANGE = "strange"
# Alembic keeps the migration that is under way in module globals: one at a time in a process.
_ONE_AT_A_TIME = Lock()


def revision_of(connection: Connection) -> str:
    """The revision recorded in the database; NOTHING where it has no tables, STRANGE where its tables are not a record's."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return NOTHING
    if not {"acts", "alembic_version"} <= tables:
        return STRANGE
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return STRANGE if revision is None else str(revision)


def may_upgrade(revision: str) -> bool:
    """Whether `upgrade` is for this database: an empty one, or an older record; never what is not klausel's own."""
    return revision == NOTHING or revision in REVISIONS[:-1]


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the database to a revision, the newest unless said, inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "engine.store:migrations")
    config.set_main_option("path_separator", "os")
    with _ONE_AT_A_TIME:
        command.upgrade(config, revision)
