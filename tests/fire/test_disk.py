"""A disk that is full, a file that may not grow, a file or a folder or a disk that may only be read: one clear line of the command,
nothing stored, and the record is fine once there is room and right again."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.command import COMMAND, command_environment, error_lines
from tests.fire.integrity import acts_of_a_whole_record, head
from tests.fire.workers import company, part

pytestmark = pytest.mark.sqlite

CLOSABLE = "2025-02"
MEGABYTE = 1_000_000
NO_ROOM = "klausel: no space is left for the record at `{}`; nothing was stored; free some, then try again"
UNWRITABLE = (
    "klausel: the record at `{}` may not be written; "
    "give yourself the right to write the file, its folder, and the files there whose names begin with its name"
)
UNOPENED = "klausel: the record at `{}` cannot be opened; it needs the right to read the file and to write its folder"
# What root may do whatever a file's permissions say.
SPECIAL_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()


class Disk(NamedTuple):
    """A small disk of its own, mounted at `path` for its holder, who does what stands on their standard input, and for whoever
    goes `through` the door to them; for others it lies at `outside`."""

    path: Path
    holder: subprocess.Popen[bytes]

    @property
    def outside(self) -> Path:
        # SQLite would resolve this path to where nothing is mounted: it is for looking, not for the command.
        return Path("/proc", str(self.holder.pid), f"root{self.path}")

    @property
    def through(self) -> tuple[str, ...]:
        door = ("nsenter", f"--target={self.holder.pid}", "--mount")
        return door if os.geteuid() == 0 else (*door, "--user", "--preserve-credentials")

    def run(self, command: str) -> None:
        assert self.holder.stdin is not None
        assert self.holder.stdout is not None
        self.holder.stdin.write(f"{command} && echo done\n".encode())
        self.holder.stdin.flush()
        assert self.holder.stdout.readline() == b"done\n"

    def fill(self) -> None:
        """Takes all the room that is left."""
        with (self.outside / "ballast").open("wb", buffering=0) as ballast:
            for size in (4_096, 1):
                try:
                    while True:
                        ballast.write(b"\0" * size)
                except OSError:
                    continue

    def free(self) -> None:
        (self.outside / "ballast").unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Two megabytes, mounted where nobody else sees it, gone with its holder."""
    place = tmp_path / "disk"
    place.mkdir()
    apart = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    pipe = subprocess.PIPE
    try:
        holder = subprocess.Popen([*apart, "sh"], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=tmp_path)
        made = Disk(place, holder)
        made.run("mount -t tmpfs -o size=2m none disk")
    except (OSError, AssertionError):
        pytest.skip("this user may not mount a disk; a file that may not grow is tried all the same")
    yield made
    assert holder.stdin is not None
    holder.stdin.close()
    holder.wait(timeout=60)


def klausel(record: Path, *arguments: str, before: Callable[[], None] | None = None, through: tuple[str, ...] = ()) -> list[str]:
    """What the command complains of: nothing where it is done, else it ends with status 2."""
    ended = subprocess.run(
        [*through, *COMMAND, "--db", str(record), *arguments],
        env=command_environment(), capture_output=True, timeout=120, check=False, preexec_fn=before,
    )  # fmt: skip
    said = error_lines(ended)
    assert ended.returncode == (2 if said else 0), said
    return said


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str]:
    """Companies to import: a small one, something more, and something too large for the disk."""
    return {
        "company": str(company(entries=1).write(tmp_path / "company")),
        "more": str(part(1, 5).write(tmp_path / "more")),
        "much": str(part(2, 3_000).write(tmp_path / "much")),
    }


def copied(record: Path, to: Path) -> str:
    """The URL of a copy of the record, with all that SQLite keeps beside it: looking changes nothing."""
    to.mkdir()
    for file in record.parent.glob(f"{record.name}*"):
        shutil.copyfile(file, to / file.name)
    return f"sqlite:///{to / record.name}"


@pytest.mark.slow
def test_what_does_not_fit_on_the_disk_is_not_stored_and_what_fits_is(disk: Disk, tmp_path: Path, folders: dict[str, str]) -> None:
    record = disk.path / "klausel.db"
    assert klausel(record, "import", folders["company"], through=disk.through) == []
    before = head(copied(disk.outside / record.name, tmp_path / "before"))
    assert klausel(record, "import", folders["much"], through=disk.through) == [NO_ROOM.format(record)]
    assert head(copied(disk.outside / record.name, tmp_path / "after")) == before
    assert klausel(record, "report", "--month", CLOSABLE, through=disk.through) == []
    assert klausel(record, "import", folders["more"], through=disk.through) == []
    assert klausel(record, "close", CLOSABLE, through=disk.through) == []
    kinds = [kind for kind, _ in acts_of_a_whole_record(copied(disk.outside / record.name, tmp_path / "whole"))]
    assert kinds.count("closings") == 1
    assert len(kinds) == before.length + 11


@pytest.mark.slow
def test_on_a_disk_without_any_room_each_command_says_so_and_does_its_work_once_there_is(
    disk: Disk, tmp_path: Path, folders: dict[str, str]
) -> None:
    record, new = disk.path / "klausel.db", disk.path / "new.db"
    assert klausel(record, "import", folders["company"], through=disk.through) == []
    before = head(copied(disk.outside / record.name, tmp_path / "before"))
    disk.fill()
    commands = (["import", folders["more"]], ["close", CLOSABLE], ["report", "--month", CLOSABLE])
    for command in commands:
        assert klausel(record, *command, through=disk.through) == [NO_ROOM.format(record)], command
    assert klausel(new, "import", folders["company"], through=disk.through) == [NO_ROOM.format(new)]
    disk.free()
    assert head(copied(disk.outside / record.name, tmp_path / "after")) == before
    assert klausel(new, "import", folders["company"], through=disk.through) == []
    for command in commands:
        assert klausel(record, *command, through=disk.through) == [], command
    assert len(acts_of_a_whole_record(copied(disk.outside / record.name, tmp_path / "whole"))) == before.length + 11


@pytest.mark.slow
def test_a_read_only_disk_is_reported(disk: Disk, tmp_path: Path, folders: dict[str, str]) -> None:
    record = disk.path / "klausel.db"
    assert klausel(record, "import", folders["company"], through=disk.through) == []
    before = head(copied(disk.outside / record.name, tmp_path / "before"))
    disk.run("mount -o remount,ro none disk")
    for command in (["import", folders["more"]], ["close", CLOSABLE]):
        assert klausel(record, *command, through=disk.through) == [UNOPENED.format(record)]
    disk.run("mount -o remount,rw none disk")
    assert head(copied(disk.outside / record.name, tmp_path / "after")) == before
    assert klausel(record, "import", folders["more"], through=disk.through) == []


@pytest.mark.slow
def test_a_file_that_may_not_grow_is_reported_and_nothing_is_stored(tmp_path: Path, folders: dict[str, str]) -> None:
    record = tmp_path / "klausel.db"
    assert klausel(record, "import", folders["company"]) == []
    before = head(copied(record, tmp_path / "before"))

    def may_not_grow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (MEGABYTE // 2, MEGABYTE // 2))

    (line,) = klausel(record, "import", folders["much"], before=may_not_grow)
    assert line.startswith(f"klausel: the disk failed under the record at `{record}` (`SQLITE_IOERR")
    assert head(copied(record, tmp_path / "after")) == before
    assert klausel(record, "import", folders["much"]) == []
    assert len(acts_of_a_whole_record(copied(record, tmp_path / "whole"))) == before.length + 6_000


@pytest.mark.slow
@pytest.mark.parametrize("folder_too", [False, True], ids=["the file", "the file and its folder"])
def test_a_read_only_file_is_reported_and_nothing_is_stored(tmp_path: Path, folders: dict[str, str], folder_too: bool) -> None:
    here = tmp_path / "here"
    here.mkdir()
    record = here / "klausel.db"
    assert klausel(record, "import", folders["company"]) == []
    before = head(copied(record, tmp_path / "before"))
    record.chmod(0o444)
    if folder_too:
        here.chmod(0o555)
    for command in (["import", folders["more"]], ["close", CLOSABLE]):
        assert klausel(record, *command, through=SPECIAL_RIGHTS) == [UNWRITABLE.format(record)]
    here.chmod(0o755)
    for file in here.glob("klausel.db*"):
        file.chmod(0o644)
    assert head(copied(record, tmp_path / "after")) == before
    assert klausel(record, "import", folders["more"], through=SPECIAL_RIGHTS) == []


if sys.platform == "darwin":
    pytest.skip("no namespaces and no setpriv there", allow_module_level=True)
