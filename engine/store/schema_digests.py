"""What a record's tables, indexes, constraints, triggers and functions are, as the database itself tells it: a digest each.

`schema_digests.toml` keeps what a new record of the newest revision is made of on either database; a test holds it against new
records. Judges nothing.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files

from sqlalchemy import Connection, text

from engine.store.tables import METADATA

_OURS = (*sorted(METADATA.tables), "alembic_version")
_DIGITS = 16

_ON_SQLITE = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE tbl_name IN ({tables}) AND sql IS NOT NULL"
# What it is, and all that can be said of it, alike whichever version of PostgreSQL says it; by name, since a number that the
# server hands out (an oid) depends on what else is installed there.
_ON_POSTGRESQL = """
WITH ours AS (
    SELECT oid, relname, relkind, relpersistence, relrowsecurity FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relname IN ({tables})
), columns AS (
    SELECT attrelid, string_agg(
        concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)), ', ' ORDER BY attnum
    ) AS listed
    FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attnum > 0 AND NOT attisdropped GROUP BY attrelid
)
SELECT 'table ' || relname, concat_ws(' ', relkind, relpersistence, relrowsecurity, listed) FROM ours JOIN columns ON attrelid = oid
UNION ALL
SELECT 'constraint ' || conname, concat_ws(' ', relname, convalidated, pg_get_constraintdef(pg_constraint.oid))
FROM pg_constraint JOIN ours ON ours.oid = conrelid WHERE contype IN ('p', 'u', 'f', 'c', 'x')
UNION ALL
SELECT 'index ' || named.relname, concat_ws(' ', indisvalid, pg_get_indexdef(indexrelid))
FROM pg_index JOIN ours ON ours.oid = indrelid JOIN pg_class AS named ON named.oid = indexrelid
UNION ALL
SELECT 'trigger ' || tgname, pg_get_triggerdef(pg_trigger.oid)
FROM pg_trigger JOIN ours ON ours.oid = tgrelid WHERE NOT tgisinternal
UNION ALL
SELECT 'rule ' || rulename, pg_get_ruledef(pg_rewrite.oid) FROM pg_rewrite JOIN ours ON ours.oid = ev_class
UNION ALL
SELECT 'policy ' || polname, relname FROM pg_policy JOIN ours ON ours.oid = polrelid
UNION ALL
SELECT 'function ' || proname, concat_ws(' ', prorettype::regtype, lanname, prosecdef, proconfig, prosrc)
FROM pg_proc JOIN pg_language ON pg_language.oid = prolang
WHERE pronamespace = current_schema()::regnamespace AND starts_with(proname, 'klausel_')
"""
# PostgreSQL spells these otherwise once a check was dumped and restored.
_CASTS = re.compile(r"::(?:text|character varying)(?:\[\])?|[()]")
# Those that hold references are the database's own, and have no name that says anything.
_SWITCHED_OFF = """
SELECT DISTINCT CASE WHEN tgisinternal THEN 'references of ' || relname ELSE 'trigger ' || tgname END
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE relnamespace = current_schema()::regnamespace AND relname IN ({tables}) AND tgenabled NOT IN ('O', 'A') ORDER BY 1
"""


def schema_digests(connection: Connection) -> dict[str, str]:
    """What is there (`table acts`, `trigger acts_append_only`), with a digest of how it is defined."""
    if connection.dialect.name == "sqlite":
        return {row[0]: _digest(row[1]) for row in connection.execute(text(_of_ours(_ON_SQLITE)))}
    # A record may lie in a schema of any name, and two tables may each have a thing of one name.
    schema = str(connection.scalar(text("SELECT quote_ident(current_schema())")))
    defined: dict[str, list[str]] = {}
    for what, definition in connection.execute(text(_of_ours(_ON_POSTGRESQL))):
        told = definition.replace(f"{schema}.", "").replace(f"search_path={schema},", "search_path=,")
        defined.setdefault(what, []).append(_CASTS.sub("", told) if what.startswith("constraint ") else told)
    return {what: _digest(" ".join(sorted(each))) for what, each in defined.items()}


def expected_digests(dialect: str) -> dict[str, str]:
    """The same for a new record, as `schema_digests.toml` has it."""
    return _kept()[dialect]


def disabled_triggers(connection: Connection) -> list[str]:
    """The triggers that are there but do nothing, and the tables whose references are not looked after."""
    return [] if connection.dialect.name == "sqlite" else list(connection.scalars(text(_of_ours(_SWITCHED_OFF))))


@cache
def _kept() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("engine.store").joinpath("schema_digests.toml").read_text(encoding="utf-8"))


def _of_ours(statement: str) -> str:
    return statement.format(tables=", ".join(f"'{name}'" for name in _OURS))


def _digest(definition: str) -> str:
    return sha256(" ".join(definition.split()).encode()).hexdigest()[:_DIGITS]
