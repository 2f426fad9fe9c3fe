"""Whose the record is on PostgreSQL: its tables belong to a role that nobody logs in as, and the program may only add to them.

An owner may drop a trigger, and so change what was recorded; the program must therefore own nothing. Answers what is wrong
with a role's rights, and hands the record over. SQLite knows no roles: who may write the file owns it. Knows no acts.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from engine.store.tables import METADATA
from engine.vocabulary.problems import Problem, problem, refuse

OWNER = "klausel_owner"
VERSIONS = "alembic_version"
# What may be done to which table; erasing a person deletes a row of `personal`, and a trigger sees which.
RIGHTS = {name: frozenset({"SELECT", "INSERT"}) for name in METADATA.tables}
RIGHTS |= {"personal": RIGHTS["personal"] | {"DELETE"}, VERSIONS: frozenset({"SELECT"})}
MAY_NOT = "42501"
EVERY_RIGHT = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")

# Who owns the schema or the database may drop what is in it; who owns a function that a trigger calls may make it do nothing;
# whoever may make roles may make itself one of the owners.
HERE = "(SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
OWNS_THE_DATABASE = "SELECT pg_get_userbyid(datdba) = :role FROM pg_database WHERE datname = current_database()"
OWNS = f"""
SELECT (SELECT rolcreaterole FROM pg_roles WHERE rolname = :role)
    OR EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND pg_has_role(:role, datdba, 'MEMBER'))
    OR EXISTS (SELECT FROM pg_namespace WHERE nspname = current_schema() AND pg_has_role(:role, nspowner, 'MEMBER'))
    OR EXISTS (SELECT FROM pg_class WHERE relnamespace = {HERE} AND relname = ANY(:tables)
               AND pg_has_role(:role, relowner, 'MEMBER'))
    OR EXISTS (SELECT FROM pg_proc WHERE pronamespace = {HERE}
               AND starts_with(proname, 'klausel_') AND pg_has_role(:role, proowner, 'MEMBER'))
"""
HOLDS = f"""
SELECT relname, of FROM pg_class, unnest(CAST(:rights AS text[])) AS of
WHERE relnamespace = {HERE} AND relname = ANY(:tables)
    AND (has_table_privilege(:role, pg_class.oid, of) OR (of = 'UPDATE' AND has_any_column_privilege(:role, pg_class.oid, of)))
"""
# Who could add acts before, and the functions that the triggers call.
GRANTED = """
SELECT pg_get_userbyid(grantee) FROM pg_class, aclexplode(relacl)
WHERE pg_class.oid = 'acts'::regclass AND privilege_type = 'INSERT' AND grantee <> 0
"""
FUNCTIONS = f"""
SELECT oid::regprocedure::text FROM pg_proc
WHERE pronamespace = {HERE} AND starts_with(proname, 'klausel_')
"""


def hand_over(connection: Connection, program: str | None = None) -> None:
    """Give the record to `klausel_owner`, and the rights in RIGHTS to the role that the program connects as: `program`, else
    the one that is connected, and any that had them before.

    Who may not make roles leaves everything as it is, and `ownership_faults` tells of it; where `program` is named that is an
    error, since then nothing else was asked for. Raises Refused (`no_role`)."""
    if connection.dialect.name != "postgresql":
        return
    if program is not None and not _is_there(connection, program):
        raise refuse("no_role.on_the_server", role=program)
    try:
        with connection.begin_nested():
            _hand_over(connection, program)
    except DBAPIError as error:
        if program is not None or getattr(error.orig, "sqlstate", None) != MAY_NOT:
            raise


def ownership_faults(connection: Connection, role: str | None = None) -> tuple[Problem, ...]:
    """What `role` (else the one that is connected) could do to the record though the program never should, and what it may not
    do though the program must: `superuser`, `owns_the_record`, `too_many_rights`, `too_few_rights`. Empty on SQLite."""
    if connection.dialect.name != "postgresql":
        return ()
    role = role or _current(connection)
    if connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = :role"), {"role": role}):
        return (problem("superuser", role=role),)
    if connection.scalar(text(OWNS), {"role": role, "tables": list(RIGHTS)}):
        return (problem("owns_the_record", role=role),)
    there = set(inspect(connection).get_table_names()) & RIGHTS.keys()
    held = {tuple(row) for row in connection.execute(text(HOLDS), {"role": role, "tables": list(there), "rights": list(EVERY_RIGHT)})}
    meant = {(table, right) for table in there for right in RIGHTS[table]}
    found = (("too_many_rights", held - meant), ("too_few_rights", meant - held))
    return tuple(problem(code, role=role, rights=_listed(rights)) for code, rights in found if rights)


def may_alter(connection: Connection) -> bool:
    """Whether the role that is connected may change the tables themselves, as an upgrade does."""
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.scalar(text("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'acts'::regclass")))


def _listed(rights: set[tuple[str, str]]) -> tuple[str, ...]:
    """Each right with the first table that it is about, and how many more there are: `DELETE acts (+16)`."""
    tables = {right: sorted(table for table, of in rights if of == right) for right in sorted({right for _, right in rights})}
    more = {right: f" (+{len(named) - 1})" if len(named) > 1 else "" for right, named in tables.items()}
    return tuple(f"{right} {named[0]}{more[right]}" for right, named in tables.items())


def _hand_over(connection: Connection, program: str | None) -> None:
    quote = connection.dialect.identifier_preparer.quote
    me = _current(connection)
    schema = quote(str(connection.scalar(text("SELECT current_schema()"))))
    programs = {program or me, *connection.scalars(text(GRANTED))} - {OWNER}
    to = ", ".join(map(quote, sorted(programs)))
    if not _is_there(connection, OWNER):
        # Two records may be made on one server at once, and roles are the server's.
        made = "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL"
        connection.exec_driver_sql(f"DO $$ BEGIN CREATE ROLE {OWNER} NOLOGIN; {made}; END $$")
    # Only who belongs to a role may give it something; the program does not stay in it.
    joined = not connection.scalar(text("SELECT pg_has_role(:owner, 'MEMBER')"), {"owner": OWNER})
    if joined:
        connection.exec_driver_sql(f"GRANT {OWNER} TO {quote(me)}")
    if program is not None and connection.scalar(text(OWNS_THE_DATABASE), {"role": program}):
        database = quote(str(connection.scalar(text("SELECT current_database()"))))
        connection.exec_driver_sql(f"ALTER DATABASE {database} OWNER TO {OWNER}")
    tables = sorted(set(inspect(connection).get_table_names()) & RIGHTS.keys())
    statements = [
        f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {OWNER}",
        *(f"ALTER TABLE {table} OWNER TO {OWNER}" for table in tables),
        *(f"ALTER FUNCTION {function} OWNER TO {OWNER}" for function in connection.scalars(text(FUNCTIONS))),
        f"REVOKE ALL ON {', '.join(tables)} FROM PUBLIC, {to}",
        f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {to}",
        f"GRANT USAGE ON SCHEMA {schema} TO {to}",
        *(f"GRANT {', '.join(sorted(RIGHTS[table]))} ON {table} TO {to}" for table in tables),
        *(f"GRANT EXECUTE ON FUNCTION {function} TO {to}" for function in connection.scalars(text(FUNCTIONS))),
    ]
    for statement in statements:
        connection.exec_driver_sql(statement)
    if joined:
        connection.exec_driver_sql(f"REVOKE {OWNER} FROM {quote(me)}")


def _current(connection: Connection) -> str:
    return str(connection.scalar(text("SELECT current_user")))


def _is_there(connection: Connection, role: str) -> bool:
    return bool(connection.scalar(text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :role)"), {"role": role}))
