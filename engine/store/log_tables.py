"""What every table of the record shares: one metadata with fixed constraint names, and the log's own two tables.

`acts` is the sequence of everything ever recorded; `personal` holds, apart and salted, what may one day be erased. The
typed tables stand in `act_tables`; `tables` answers for all of them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Integer, MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

# Alembic can only change a constraint later if it has a name that both databases agree on.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
# SQLite keeps a table in order of its key, and an int of 64 bits, only if the type is spelt INTEGER.
SEQUENCE = BigInteger().with_variant(Integer(), "sqlite")
NO_COUNTING = {"autoincrement": False}


class Row(SQLModel):
    """A table of the record."""

    metadata = MetaData(naming_convention=NAMES)


class TypedRow(Row):
    """A table of one kind of act; its rows share the sequence of the log."""

    seq: int = Field(primary_key=True, foreign_key="acts.seq", sa_type=SEQUENCE, sa_column_kwargs=NO_COUNTING)


class ActRow(Row, table=True):
    """One act: its place (1, 2, 3 … without holes), when and by whom it was recorded, and the chain's digest of it."""

    __tablename__ = "acts"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        CheckConstraint("seq >= 1", name="seq"),
    )

    seq: int = Field(primary_key=True, sa_type=SEQUENCE, sa_column_kwargs=NO_COUNTING)
    recorded_at: int = Field(sa_type=BigInteger)
    recorded_by: str
    kind: str
    key: str
    personal_digest: str | None
    digest: str


class PersonalRow(TypedRow, table=True):
    """The personal fields of one act as JSON text, and the salt that keeps its digest from being guessed."""

    __tablename__ = "personal"

    salt: str
    fields: str = Field(sa_type=Text)


def one_of(column: str, *values: str) -> CheckConstraint:
    """The column holds one of these values (or is blank, where it may be)."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})", name=column)


def yes_or_no(column: str) -> Any:
    """A yes or no; where the database has no such type, 0 and 1 and nothing else."""
    return Field(sa_type=Boolean(create_constraint=True, name=column))


def whole_number(**options: Any) -> Any:
    """A whole number that is counted: microseconds, minutes or cents."""
    return Field(sa_type=BigInteger, **options)
