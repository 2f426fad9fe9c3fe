"""What every test may lean on: the run's size and database, Hypothesis in that size, the repository's folder, a browser.

Knows nothing of policies, records or pages; their fixtures stand in the folders that test them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# imported before any test freezes a clock: the first import of these under a frozen clock crashes the process
import pandas  # noqa: F401
import pyarrow  # noqa: F401
import pytest
import streamlit  # noqa: F401
from hypothesis import HealthCheck, settings

from engine.use_cases.reckoning.open_policies import open_policies
from engine.vocabulary.problems import Refused
from tests import databases, postgresql_server, run_folders

SIZES = {"small": 30, "full": 2_000}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# no deadline an example: two cores are shared by everything that runs; derandomized: a red run stays red until it is mended
settings.register_profile(
    "small", max_examples=SIZES["small"], deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("full", max_examples=SIZES["full"], deadline=None, suppress_health_check=[HealthCheck.too_slow])


def pytest_configure(config: pytest.Config) -> None:
    """Reads SIZE (`small` unless said), loads the Hypothesis profile of that name, and keeps clear of a person's own things."""
    size = os.environ.get("SIZE", "small")
    if size not in SIZES:
        raise pytest.UsageError(f"SIZE is `{size}`; it may be {' or '.join(SIZES)}")
    settings.load_profile(size)
    if os.environ.get(databases.DATABASE, "sqlite") not in databases.DATABASES:
        raise pytest.UsageError(f"{databases.DATABASE} may be {' or '.join(databases.DATABASES)}")
    for name in ("KLAUSEL_DATABASE_URL", "KLAUSEL_POLICIES"):
        os.environ.pop(name, None)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        # one for the whole run, its workers included: each version is put to durable-rules once a run, not once a lifetime
        notes = run_folders.begin(config) / "notes"
        os.environ["KLAUSEL_CACHE"] = str(notes)
        if config.getoption("numprocesses", None):
            # before the workers are started: else each of them would read the shipped packs anew; what is wrong with them tests tell
            with suppress(Refused):
                open_policies(Path(__file__).parents[1] / "policies", notes)
        home, watch = postgresql_server.home()
        os.environ[databases.HOME] = str(home)
        config.add_cleanup(lambda: postgresql_server.clear(watch))


def pytest_report_header() -> str:
    """Which tests a run on PostgreSQL leaves out is said where it begins."""
    if not databases.on_postgresql():
        return "records: in files, on SQLite"
    return f"records: on PostgreSQL, from {postgresql_server.binaries()}; tests marked `sqlite`, which are about a file, are left out"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out, on PostgreSQL, what is about a file; and puts files with slow tests first, so that no worker is left alone with one."""
    slow = {item.path for item in items if item.get_closest_marker("slow") is not None}
    items.sort(key=lambda item: item.path not in slow)
    if databases.on_postgresql():
        about_files = [item for item in items if item.get_closest_marker("sqlite") is not None]
        items[:] = [item for item in items if item not in about_files]
        config.hook.pytest_deselected(items=about_files)


@pytest.fixture(autouse=True)
def databases_go_with_their_folder(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test made on PostgreSQL for paths in its own folder is dropped when it ends: a run makes hundreds."""
    folder: Path | None = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    yield
    if folder is not None:
        databases.drop_those_under(folder)


@pytest.fixture(scope="session")
def full_size() -> bool:
    """Whether the sizes that the issues name are to be run (`make test SIZE=full`), not the small ones."""
    return os.environ.get("SIZE", "small") == "full"


@pytest.fixture(scope="session")
def repository() -> Path:
    """The repository's folder."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The command of the browser that `make test` found or installed; without one the test fails, and is not skipped."""
    for name in (os.environ.get("KLAUSEL_CHROMIUM", ""), *BROWSERS):
        found = shutil.which(name) if name else None
        if found is not None:
            return found
    pytest.fail("no Chromium found; `make browser` installs it or says what to install")
