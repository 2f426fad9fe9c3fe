"""What commands print on success, in German: by `--lang` or by the locale."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.use_cases.tiny_company import tiny


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(tmp_path, monkeypatch, capsys)
    tiny().write(tmp_path / "tiny")
    assert shell.klausel("--lang", "de", "import", "tiny").out.startswith("erfasst: ")
    return shell


def test_what_was_done_is_said_in_german(shell: Shell) -> None:
    assert shell.klausel("--lang", "de", "verify").out.startswith("geprüft, alles passt: ")
    assert " ist in Ordnung, Schemastand " in shell.klausel("--lang", "de", "db", "check").out
    assert " ist auf dem neuesten Stand, Schemastand " in shell.klausel("--lang", "de", "db", "upgrade").out


def test_the_heads_of_columns_are_german(shell: Shell) -> None:
    said = shell.klausel("--lang", "de", "report", "--month", "2026-10").out
    assert all(
        f" {head} " in said for head in ("Kunde", "erfasst", "abgedeckt", "kostenpflichtig", "Kulanz", "gesperrt", "netto", "brutto")
    )
    assert "gesamt" in said
    assert "Regelwerk" in shell.klausel("--lang", "de", "policy", "list").out


def test_what_a_script_reads_of_an_erasure_out_of_reach_is_the_same_in_both_languages(shell: Shell) -> None:
    asked = ("erase", "P1", "--reason", "asked for it", "--dry-run")
    english = json.loads(shell.klausel(*asked, "--json").out)["out_of_reach"]
    assert json.loads(shell.klausel("--lang", "de", *asked, "--json").out)["out_of_reach"] == english
    assert shell.klausel("--lang", "de", *asked).out.startswith("würde gelöscht: requests 1")
