"""A PostgreSQL server of the tests' own: made in a folder, on loopback, stopped when whoever asked for it is gone.

Uses the binaries that are installed and nothing else of the installation: no cluster of Debian's is touched. Knows nothing
of Klausel.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from pwd import getpwnam
from typing import IO, Any

import psycopg

WHAT_TO_INSTALL = "no PostgreSQL 15 or newer found; `make postgresql` installs it or says what to install"
ADMINISTRATOR = "postgres"
OLDEST = 15
# German order and not that of bytes: a program that leans on how one database sorts text is found out.
ORDER = ("--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=de-DE")
# More collations than a bare machine has, as on a desktop, and so higher numbers for what initdb makes after them. To the C library
# each of these names is its one C.utf8; where it knows no such name, initdb passes over it.
MORE_LOCALES = "C.UTF-8 C.Utf8 C.utf-8 C.uTF8"
LOCALE = f"""#!/bin/sh
PATH=${{PATH#*:}}
locale "$@" || exit
for name in {MORE_LOCALES}; do echo "$name"; done
"""
SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
max_connections = 400
log_min_messages = fatal
fsync = {durable}
synchronous_commit = {durable}
full_page_writes = {durable}
"""


def binaries() -> Path:
    """The folder that holds `initdb` and `pg_ctl`, of the newest version there is. Raises AssertionError with the remedy."""
    found = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if (Path(folder) / "initdb").is_file()]
    found += Path("/usr/lib/postgresql").glob("*/bin")
    versions = {version: folder for folder in reversed(found) if (version := _version(folder)) >= OLDEST}
    assert versions, WHAT_TO_INSTALL
    return versions[max(versions)]


def _version(folder: Path) -> int:
    if not (folder / "pg_ctl").is_file():
        return 0
    said = subprocess.run([folder / "pg_ctl", "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if found is not None else 0


@dataclass(frozen=True, slots=True)
class Server:
    """A server whose data lie in `folder`, which `home` made. It may be stopped, the hard way too, and started again."""

    folder: Path

    @property
    def port(self) -> int:
        return int((self.folder / "port").read_text(encoding="ascii"))

    def url(self, database: str, role: str = ADMINISTRATOR) -> str:
        """Where a database is for `role`; nobody is asked for a password."""
        return f"postgresql+psycopg://{role}@127.0.0.1:{self.port}/{database}"

    def administer(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """A superuser's connection, to be closed by whoever asked; each statement stands at once."""
        return psycopg.connect(host="127.0.0.1", port=self.port, user=ADMINISTRATOR, dbname=database, autocommit=True)

    def start(self) -> None:
        """Start it where it is stopped. Raises AssertionError with what the server says."""
        log = self.folder / "log"
        done = _as_postgres([binaries() / "pg_ctl", "-D", self.folder / "data", "-l", log, "-w", "-t", "60", "start"], self.folder)
        assert done.returncode == 0, f"PostgreSQL does not start: {log.read_text(encoding='utf-8', errors='replace')}"

    def stop(self, how: str = "fast") -> None:
        """Stop it: `fast` undoes what is under way, `immediate` is the crash."""
        _as_postgres([binaries() / "pg_ctl", "-D", self.folder / "data", "-m", how, "-w", "-t", "60", "stop"], self.folder)


def home() -> tuple[Path, subprocess.Popen[bytes]]:
    """A folder for one server, and who clears it away, server and all, once its stdin is closed: by whoever asked for it,
    or by the system when that process dies."""
    folder = Path(tempfile.mkdtemp(prefix="klausel-postgresql-"))
    for lock in ("one-at-a-time", "roles-and-templates"):
        (folder / lock).touch()
    if os.geteuid() == 0:
        shutil.chown(folder, _system_user())
    clear = 'cat >/dev/null; if [ -f port ]; then "$(cat pg_ctl)" -D data -m immediate -w stop >/dev/null 2>&1; fi; cd /; rm -rf "$1"'
    watch = subprocess.Popen(
        ["/bin/sh", "-c", clear, "sh", str(folder)], stdin=subprocess.PIPE, cwd=folder, start_new_session=True, **_rights()
    )
    return folder, watch


def clear(watch: subprocess.Popen[bytes]) -> None:
    """Have the server stopped and its folder removed, and wait until that is done."""
    stdin: IO[bytes] | None = watch.stdin
    assert stdin is not None
    stdin.close()
    watch.wait(timeout=60)


def running(folder: Path, *, durable: bool = False) -> Server:
    """The server of a folder that `home` made: whoever asks first, of several processes, makes and starts it. `durable`: what
    is committed is on the disk, as anywhere but in tests. Raises AssertionError where PostgreSQL is missing."""
    server = Server(folder)
    with (folder / "one-at-a-time").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "port").exists():
            _make(folder, durable)
            server.start()
    return server


def _make(folder: Path, durable: bool) -> None:
    locale = folder / "locale"
    locale.write_text(LOCALE, encoding="ascii")
    locale.chmod(0o755)
    initdb: list[str | Path] = [binaries() / "initdb", "-D", folder / "data", "-U", ADMINISTRATOR, "-A", "trust", "--no-sync", *ORDER]
    made = _as_postgres(["env", f"PATH={folder}:{os.environ['PATH']}", *initdb], folder)
    assert made.returncode == 0, f"initdb: {made.stderr}"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS.format(port=port, durable="on" if durable else "off"))
    (folder / "pg_ctl").write_text(str(binaries() / "pg_ctl"), encoding="utf-8")
    (folder / "port").write_text(str(port), encoding="ascii")


def _as_postgres(command: list[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    """PostgreSQL does not run as root. What it says goes to a file: a pipe would stay open as long as the server runs."""
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False, **_rights())
        said.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, "", said.read())


def _rights() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    user = getpwnam(_system_user())
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "env": {**os.environ, "HOME": "/"}}


def _system_user() -> str:
    """Whom Debian's package makes, or nobody in particular."""
    try:
        return getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"
