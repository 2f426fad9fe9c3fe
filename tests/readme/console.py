"""The console blocks of documents, run: what follows `$ ` is typed into one shell, and what it prints is put below it.

`python -m tests.readme.console` writes every document again with what its commands print now."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
FOLDERS = ("engine", "dashboard", "demo", "policies", "examples", "tests")
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
MARK = "----- the next command -----"
# so long that only what hangs is ended, however many others the machine works for
MOST_SECONDS = 600


def documents() -> list[str]:
    """Every document of the repository, by its path from there."""
    found = [*REPOSITORY.glob("*.md"), *(path for folder in FOLDERS for path in (REPOSITORY / folder).rglob("*.md"))]
    return sorted(path.relative_to(REPOSITORY).as_posix() for path in found)


def text_of(document: str) -> str:
    return (REPOSITORY / document).read_text(encoding="utf-8")


def with_commands() -> list[str]:
    """The documents that have a console block."""
    return [document for document in documents() if BLOCK.search(text_of(document))]


def commands_in(block: str) -> list[str]:
    """What is typed in a block: lines that begin with `$ `, and the lines of the document that one of them announces."""
    typed: list[str] = []
    end: str | None = None
    for line in block.splitlines():
        if end is not None:
            typed[-1] += f"\n{line}"
            end = None if line == end else end
        elif line.startswith("$ "):
            typed.append(line.removeprefix("$ "))
            announced = re.search(r"<<'(\w+)'", line)
            end = announced.group(1) if announced else None
    return typed


def as_run(text: str, folder: Path) -> str:
    """The text with each console block as it comes out, all blocks in one shell, in a folder like a clone's."""
    for shipped in ("policies", "examples"):
        shutil.copytree(REPOSITORY / shipped, folder / shipped)
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "klausel").symlink_to(Path(sys.executable).with_name("klausel"))
    blocks = [commands_in(block) for block in BLOCK.findall(text)]
    script = "\n".join(f"{command}\necho '{MARK}'" for block in blocks for command in block)
    environment = {**os.environ, "TZ": "Europe/Berlin"}
    ran = subprocess.run(
        ["bash"],
        input=script,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    printed = iter(ran.stdout.split(f"{MARK}\n"))
    shown = iter(["```console\n" + "".join(f"$ {command}\n{next(printed)}" for command in block) + "```" for block in blocks])
    return BLOCK.sub(lambda _: next(shown), text)


def main() -> None:
    """Writes the documents again: those that are named, or all."""
    for document in sys.argv[1:] or with_commands():
        with tempfile.TemporaryDirectory() as folder:
            (REPOSITORY / document).write_text(as_run(text_of(document), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
