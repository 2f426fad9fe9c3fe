"""Triggers that make a table append-only, on SQLite and on PostgreSQL: nothing recorded is edited or deleted.

Revisions that are published call these functions, so what they say is fixed: another trigger is another function. Where
SQLite rebuilds a table (a batch), its triggers are gone with the old one and have to be made again.
"""

from __future__ import annotations

from alembic import op


def make_append_only(table: str, *unique: tuple[str, ...]) -> None:
    """Refuse UPDATE, DELETE, TRUNCATE and INSERT OR REPLACE on `table`; `unique` lists its unique keys besides `seq`."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION klausel_append_only()"
        )
        return
    for event, done in (("UPDATE", "changed"), ("DELETE", "deleted")):
        op.execute(
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: what is recorded is never {done}'); END"
        )
    # REPLACE deletes the row in its way without firing the DELETE trigger, unless the one who writes has asked for that.
    known = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(f'{column} = NEW.{column}' for column in key)})" for key in (("seq",), *unique)
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {known} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: this is recorded already'); END"
    )


def make_without_holes(table: str) -> None:
    """Refuse a row of `table` whose `seq` is not the one after the last."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(f"CREATE TRIGGER {table}_without_holes BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION klausel_without_holes()")
        return
    op.execute(
        f"CREATE TRIGGER {table}_without_holes BEFORE INSERT ON {table} "
        f"WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM {table}) "
        f"BEGIN SELECT RAISE(ABORT, '{table}: only the next number may follow'); END"
    )


def make_functions() -> None:
    """What the triggers call on PostgreSQL; SQLite writes it into each trigger."""
    if op.get_context().dialect.name != "postgresql":
        return
    op.execute(
        "CREATE FUNCTION klausel_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '%: what is recorded is never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; "
        "END $$"
    )
    op.execute(
        "CREATE FUNCTION klausel_without_holes() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE last bigint; BEGIN "
        "EXECUTE format('SELECT coalesce(max(seq), 0) FROM %I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO last; "
        "IF NEW.seq IS DISTINCT FROM last + 1 THEN "
        "RAISE EXCEPTION '%: only the next number may follow', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; "
        "END IF; RETURN NEW; END $$"
    )
