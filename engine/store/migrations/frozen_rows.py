"""Triggers for what is frozen with a closed month, and for what may be erased; on SQLite and on PostgreSQL.

A frozen row is written in one breath with its closing, and never changed. A personal row goes only where an erasure names
its act. Revisions that are published call these functions, so what they say is fixed.
"""

from __future__ import annotations

from alembic import op


def make_frozen(table: str, *key: str) -> None:
    """Refuse UPDATE, DELETE, TRUNCATE and INSERT OR REPLACE on `table`, and rows under a closing that is not the log's last act."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION klausel_append_only()"
        )
        op.execute(f"CREATE TRIGGER {table}_with_closing BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION klausel_with_closing()")
        return
    for event, done in (("UPDATE", "changed"), ("DELETE", "deleted")):
        op.execute(
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: what is recorded is never {done}'); END"
        )
    same = " AND ".join(f"{column} = NEW.{column}" for column in ("closing", *key))
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table}: this is recorded already'); END"
    )
    op.execute(
        f"CREATE TRIGGER {table}_with_closing BEFORE INSERT ON {table} WHEN NEW.closing IS NOT (SELECT max(seq) FROM acts) "
        f"BEGIN SELECT RAISE(ABORT, '{table}: a statement is frozen with its closing and not added to'); END"
    )


def make_erasable() -> None:
    """A personal row may be deleted where an erasure names its act, and only there."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TRIGGER personal_append_only ON personal")
        op.execute(
            "CREATE TRIGGER personal_append_only BEFORE UPDATE OR TRUNCATE ON personal "
            "FOR EACH STATEMENT EXECUTE FUNCTION klausel_append_only()"
        )
        op.execute("CREATE TRIGGER personal_no_delete BEFORE DELETE ON personal FOR EACH ROW EXECUTE FUNCTION klausel_only_erased()")
        return
    op.execute("DROP TRIGGER personal_no_delete")
    op.execute(
        "CREATE TRIGGER personal_no_delete BEFORE DELETE ON personal WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE act = OLD.seq) "
        "BEGIN SELECT RAISE(ABORT, 'personal: what is recorded is never deleted'); END"
    )


def make_frozen_functions() -> None:
    """What the triggers call on PostgreSQL; SQLite writes it into each trigger."""
    if op.get_context().dialect.name != "postgresql":
        return
    op.execute(
        "CREATE FUNCTION klausel_with_closing() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE last bigint; BEGIN "
        "EXECUTE format('SELECT max(seq) FROM %I.acts', TG_TABLE_SCHEMA) INTO last; "
        "IF NEW.closing IS DISTINCT FROM last THEN "
        "RAISE EXCEPTION '%: a statement is frozen with its closing and not added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; "
        "END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE FUNCTION klausel_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE named boolean; BEGIN "
        "EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.erasures WHERE act = $1)', TG_TABLE_SCHEMA) INTO named USING OLD.seq; "
        "IF NOT named THEN "
        "RAISE EXCEPTION '%: what is recorded is never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; "
        "END IF; RETURN OLD; END $$"
    )
