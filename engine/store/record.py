"""The record: opened where it lies, read in one snapshot, written by one writer at a time.

Answers whether there is a record at a place and gives connections to it. What is read and appended there is `act_queries`'s
and `log`'s. Whatever goes wrong with the database below comes out as Refused, in one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection as Connection
from sqlalchemy import Engine

from engine.store import database, database_errors, erasures, ownership, schema
from engine.store.address import Address, read_address
from engine.vocabulary.problems import Problem


class Record:
    """An opened record. Threads may share it; processes open their own. `warnings`: what is wrong with whose it is, where it
    was made or upgraded just now."""

    def __init__(self, address: Address, engine: Engine) -> None:
        self.address = address
        self.warnings: tuple[Problem, ...] = ()
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the record as it is when it first looks, whatever others write meanwhile."""
        with database_errors.as_refusals(self.address), database.reading(self._engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The writer's connection: what was done is kept at the end, and nothing of it if anything is raised."""
        with database_errors.as_refusals(self.address), database.writing(self._engine) as connection:
            yield connection

    def wipe(self) -> Problem | None:
        """Write over what was erased; answers what is left to be done for that, None where nothing is."""
        with database_errors.as_refusals(self.address):
            return erasures.wipe(self._engine)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def open_record(url: str, *, create: bool = False, role: str | None = None, patience: int = database.PATIENCE_SECONDS) -> Record:
    """The record at a database's URL; with `create`, made where none is and brought up to date where it is an older one, and
    on PostgreSQL handed over (see `ownership`), to be used by `role` where one is named.

    Without `create` nothing comes into being. Raises Refused: `bad_database_url`, `no_record`, `no_folder`, `not_a_record`,
    `older_record`, `newer_record`, `no_role`, or what `database_errors` has for a database that cannot be used."""
    address = read_address(url)
    if role is not None and address.path is not None:
        raise database_errors.no_roles(role)
    _check_file(address, create)
    engine = database.connect(address, create=create, patience=patience)
    record = Record(address, engine)
    try:
        with record.reading() as connection:
            revision = schema.revision_of(connection)
        if create and (schema.may_upgrade(revision) or role is not None):
            revision = _made(record, engine, role)
        _check_revision(address, revision)
    except BaseException:
        record.close()
        raise
    return record


def revision_at(url: str) -> str:
    """Which schema revision a place holds, whichever it is (see `schema.revision_of`). Nothing comes into being."""
    address = read_address(url)
    _check_file(address, create=True)
    if address.path is not None and not address.path.exists():
        return schema.NOTHING
    record = Record(address, database.connect(address))
    try:
        with record.reading() as connection:
            return schema.revision_of(connection)
    finally:
        record.close()


def _check_file(address: Address, create: bool) -> None:
    path = address.path
    if path is None:
        return
    if path.is_dir():
        raise database_errors.not_a_record(address)
    if not create and not path.exists():
        raise database_errors.no_record(address)
    if create and not path.absolute().parent.is_dir():
        raise database_errors.no_folder(address)


def _made(record: Record, engine: Engine, role: str | None) -> str:
    """Make or upgrade the record, unless somebody did so meanwhile, and hand it over."""
    with database_errors.as_refusals(record.address):
        database.write_ahead(engine)
    with record.writing() as connection:
        revision = schema.revision_of(connection)
        if schema.may_upgrade(revision):
            if revision != schema.NOTHING and not ownership.may_alter(connection):
                raise database_errors.older_record(record.address, revision, schema.HEAD, may_alter=False)
            schema.upgrade(connection)
            revision = schema.revision_of(connection)
        elif role is None:
            return revision
        if revision == schema.HEAD:
            ownership.hand_over(connection, role)
            record.warnings = ownership.ownership_faults(connection, role)
    return revision


def _check_revision(address: Address, revision: str) -> None:
    if revision == schema.HEAD:
        return
    if revision == schema.NOTHING:
        raise database_errors.nothing_recorded(address)
    if revision == schema.STRANGE:
        raise database_errors.not_a_record(address)
    if revision in schema.REVISIONS:
        raise database_errors.older_record(address, revision, schema.HEAD)
    raise database_errors.newer_record(address, revision, schema.HEAD)
