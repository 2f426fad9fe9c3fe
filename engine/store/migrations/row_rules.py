"""Rules that a new row of a table must keep, refused by the database itself: one trigger a table, alike on SQLite and PostgreSQL.

A rule is a condition in SQL, written once for both, under which `NEW` is refused, and what is then said. It looks at what
is there by then: the log puts acts first, then retractions, then what is referred to before what refers to it. Revisions
that are published call these functions, so what they say is fixed: another rule is another function. A table that SQLite
rebuilds (a batch) loses its triggers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op

# The lock of the program's one writer, so that a stranger's rows cannot slip past rules that look at other rows.
WRITING_LOCK = 0x6B6C6175
BROKEN = "integrity_constraint_violation"


class Rule(NamedTuple):
    """`wrong`: SQL on `NEW`, true for a row that is refused (unknown is not). `message`: why, without a quotation mark."""

    wrong: str
    message: str


def make_rules(table: str, *rules: Rule, name: str = "rules") -> None:
    """Refuse a new row of `table` that breaks one of these; a later revision names its own trigger."""
    if op.get_context().dialect.name != "postgresql":
        told = " ".join(f"SELECT RAISE(ABORT, '{table}: {rule.message}') WHERE {rule.wrong};" for rule in rules)
        op.execute(f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} BEGIN {told} END")
        return
    schema = op.get_bind().scalar(sa.text("SELECT quote_ident(current_schema())"))
    told = " ".join(
        f"IF {rule.wrong} THEN RAISE EXCEPTION USING ERRCODE = '{BROKEN}', MESSAGE = '{table}: {rule.message}'; END IF;" for rule in rules
    )
    # With a path of its own, a stranger's temporary table is not taken for one of the record's.
    op.execute(
        f"CREATE FUNCTION klausel_{table}_{name}() RETURNS trigger LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$ BEGIN "
        f"PERFORM pg_advisory_xact_lock({WRITING_LOCK}); {told} RETURN NEW; END $$"
    )
    op.execute(f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION klausel_{table}_{name}()")


def without_empty_texts(table: str) -> Rule:
    """A text has characters: what is blank is NULL, and there are no two ways to say so."""
    return Rule(" OR ".join(f"{text} = ''" for text in _columns(table, sa.String)), "a text is not empty")


def of_their_types(table: str) -> tuple[Rule, ...]:
    """SQLite takes anything anywhere; here it takes whole numbers, days that there are, and texts, as PostgreSQL does by itself."""
    if op.get_context().dialect.name == "postgresql":
        return ()
    strange = [
        *(f"typeof({text}) = 'blob'" for text in _columns(table, sa.String)),
        *(f"typeof({whole}) NOT IN ('integer', 'null')" for whole in _columns(table, sa.Integer)),
        # Only counting makes SQLite notice that a month has no such day.
        *(f"{day} IS NOT date({day}, '+0 days')" for day in _columns(table, sa.Date)),
    ]
    return (Rule(" OR ".join(strange), "a value is not of the type of its column"),)


def _columns(table: str, of_type: type[sa.types.TypeEngine[Any]]) -> list[str]:
    columns = sa.inspect(op.get_bind()).get_columns(table)
    return [f"NEW.{column['name']}" for column in columns if isinstance(column["type"], of_type)]


def is_of_its_act(table: str, identity: str, *, dated: bool = False) -> Rule:
    """The act at the row's place is of this kind and has its id as key; `dated`: its id and first day, as those who move on have."""
    day = "NEW.valid_from" if op.get_context().dialect.name == "sqlite" else "to_char(NEW.valid_from, 'YYYY-MM-DD')"
    key = f"NEW.{identity} || '@' || coalesce({day}, '')" if dated else f"NEW.{identity}"
    return Rule(
        f"NOT EXISTS (SELECT 1 FROM acts WHERE seq = NEW.seq AND kind = '{table}' AND key = {key})",
        "the act with this number is another one",
    )


def refers_to(column: str, target: str, identity: str, name: str) -> Rule:
    """What the column names is there (or the column is blank): what no foreign key can hold where one id has several rows,
    nor where who writes has not asked SQLite for foreign keys."""
    return Rule(
        f"NEW.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {target} WHERE {identity} = NEW.{column})", f"there is no such {name}"
    )


def counts(table: str, identity: str, row: str = "NEW") -> str:
    """The condition that no retraction names the row."""
    return f"NOT EXISTS (SELECT 1 FROM retractions WHERE kind = '{table}' AND id = {row}.{identity})"


def refers_to_what_counts(table: str, identity: str, column: str, target: str, name: str) -> Rule:
    """What the column names was not retracted, unless the row is itself."""
    gone = f"EXISTS (SELECT 1 FROM retractions WHERE kind = '{target}' AND id = NEW.{column})"
    return Rule(f"{gone} AND {counts(table, identity)}", f"that {name} was retracted")


def is_needed_no_more(target: str, table: str, identity: str, column: str, name: str) -> Rule:
    """A retraction of an act of kind `target`: no row of `table` that counts still refers to it."""
    still = f"SELECT 1 FROM {table} AS other WHERE other.{column} = NEW.id AND {counts(table, identity, 'other')}"
    return Rule(f"NEW.kind = '{target}' AND EXISTS ({still})", f"a {name} that counts still refers to it")


def is_the_only_one(table: str, identity: str, column: str, message: str) -> Rule:
    """Among rows that count, one a value of the column."""
    other = f"SELECT 1 FROM {table} AS other WHERE other.{column} = NEW.{column} AND {counts(table, identity, 'other')}"
    return Rule(f"EXISTS ({other}) AND {counts(table, identity)}", message)


def overlaps_none(table: str, identity: str, *key: str) -> Rule:
    """Among rows that count and have the same key, a blank being a value of its own, no two hold on one day.

    They do if they begin together, or if the one that begins first has an end that the other's beginning does not lie after;
    a blank end lies before whatever begins next."""
    same = " AND ".join(f"(other.{column} = NEW.{column} OR (other.{column} IS NULL AND NEW.{column} IS NULL))" for column in key)
    both = (
        "other.valid_from = NEW.valid_from"
        " OR (other.valid_from < NEW.valid_from AND other.valid_to >= NEW.valid_from)"
        " OR (other.valid_from > NEW.valid_from AND NEW.valid_to >= other.valid_from)"
    )
    other = f"SELECT 1 FROM {table} AS other WHERE {same} AND ({both}) AND {counts(table, identity, 'other')}"
    return Rule(f"EXISTS ({other}) AND {counts(table, identity)}", "another row of this key holds on one of these days")


def does_not_precede(table: str, identity: str, column: str, target: str, by: str, instant: str, message: str) -> Rule:
    """The row's instant in `column` does not lie before that of what it names by `by`."""
    later = f"SELECT 1 FROM {target} AS other WHERE other.{by} = NEW.{by} AND other.{instant} > NEW.{column}"
    return Rule(f"EXISTS ({later}) AND {counts(table, identity)}", message)
