"""What every test is kept from: the person's environment, folders and records.

A test and each process that it starts see the same on every machine: few variables, UTC, no language, an empty home and an empty
working directory, both in the run's folder. Knows nothing of Klausel but the beginning of its variables' names.
"""

from __future__ import annotations

import locale
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

# The person's home, for the few tests that use the machine's own tools.
HOME = "KLAUSEL_TEST_HOME"
# A day on which tests in this process take themselves to be; the clock goes on from there. Processes that they start know the true one.
DAY = "KLAUSEL_TEST_DAY"
# Who a test is, once pytest has named its folder after who runs it.
LOGIN = {"LOGNAME": "tester", "USER": "tester"}
# What is taken over: where commands, libraries and the network are, the switches of the suite, and how the tests themselves are run.
TAKEN_OVER = {"PATH", "TMPDIR", "LOGNAME", "USER", "CC", "PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"}
TAKEN_OVER |= {"SIZE", "KLAUSEL_CHROMIUM", "KLAUSEL_TEST_DATABASE", DAY, "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"}
TAKEN_OVER |= {name for kind in ("http", "https", "all") for name in (f"{kind}_proxy", f"{kind}_proxy".upper())}
BEGINNINGS = ("PYENV_", "PYTEST_", "COV_", "COVERAGE_", "EXECNET_", "PIP_", "LD_", "DYLD_", "FAKETIME", "NIX_")
# A proxy of the person's does not stand between a test and what it serves.
LOOPBACK = "127.0.0.1,localhost,::1"


def neutral(environment: Mapping[str, str], home: Path) -> dict[str, str]:
    """The environment of every test: what is taken over from the person's, and for the rest the same on every machine."""
    taken_over = {name: value for name, value in environment.items() if name in TAKEN_OVER or name.startswith(BEGINNINGS)}
    of_the_person = environment.get("HOME") or str(Path.home())
    no_proxy = ",".join(filter(None, [environment.get("no_proxy") or environment.get("NO_PROXY"), LOOPBACK]))
    return {
        # a version manager keeps its Pythons in the person's home
        "PYENV_ROOT": str(Path(of_the_person) / ".pyenv"),
        **taken_over,
        **dict.fromkeys(("no_proxy", "NO_PROXY"), no_proxy),
        **dict.fromkeys(("LC_ALL", "LANG"), "C.UTF-8"),
        **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA", "STATE")},
        "TZ": "UTC",
        "HOME": str(home),
        HOME: of_the_person,
    }


def begin(home: Path, of_the_run: Mapping[str, str]) -> None:
    """Once a run, before its workers are started, which inherit it: this process's environment becomes the neutral one, with the
    names and values of this run besides."""
    home.mkdir()
    environment = {**neutral(os.environ, home), **of_the_run}
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    with suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, "")


def with_the_machines_tools() -> dict[str, str]:
    """For tests that build as a person would: in the person's home version managers and pip keep what they need."""
    there = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return {**there, "HOME": os.environ[HOME]}
