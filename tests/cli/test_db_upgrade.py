"""`klausel db upgrade` says from which revision to which the record was brought."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.store.schema import HEAD, REVISIONS
from tests.cli.shell import Shell
from tests.store.places import KINDS, places_in
from tests.store.test_older_records import make_older

# On both databases by itself, whichever one a run is on.
pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("kind", KINDS)
def test_a_person_is_told_from_which_revision_to_which(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(tmp_path, monkeypatch, capfd)

    def told(url: str) -> str:
        result = shell.klausel("--db", url, "db", "upgrade")
        assert result.status == 0
        return result.out.partition(" ")[2]

    with places_in(tmp_path) as places:
        for revision in REVISIONS[:-1]:
            older = places.empty(kind)
            make_older(older, revision)
            assert told(older) == f"was brought from schema revision {revision} to {HEAD}\n"
            assert told(older) == f"is up to date, at schema revision {HEAD}\n"
            if kind == "sqlite":
                assert shell.klausel("--db", older, "db", "check").status == 0
        assert told(places.empty(kind)) == f"was made, at schema revision {HEAD}\n"
