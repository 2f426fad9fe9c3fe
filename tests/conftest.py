"""What every test may lean on: the run's size and database, Hypothesis in that size, the repository's folder, a browser.

Knows nothing of policies, records or pages; their fixtures stand in the folders that test them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import chdir, nullcontext, suppress
from pathlib import Path

# imported before any test freezes a clock: the first import of these under a frozen clock crashes the process
import pandas  # noqa: F401
import pyarrow  # noqa: F401
import pytest
import streamlit  # noqa: F401
from freezegun import freeze_time
from hypothesis import HealthCheck, settings

from engine.use_cases.reckoning.open_policies import open_policies
from engine.vocabulary.problems import Refused
from tests import databases, isolation, postgresql_server, run_folders
from tests.watch import Watch

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
    if "PYTEST_XDIST_WORKER" not in os.environ:
        run = run_folders.begin(config)
        # one for the whole run, its workers included: each version is put to durable-rules once a run, not once a lifetime
        notes = run / "notes"
        isolation.begin(run / "home", {run_folders.RUN: str(run), "KLAUSEL_CACHE": str(notes)})
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


@pytest.fixture(scope="session", autouse=True)
def working_directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder, in which every test of this process begins, as a person of no account."""
    tmp_path_factory.getbasetemp()
    os.environ.update(isolation.LOGIN)
    folder = run_folders.kept_folder("working")
    with chdir(folder):
        yield folder


@pytest.fixture(scope="session", autouse=True)
def day() -> Iterator[None]:
    """The day of this run, where it names one."""
    with freeze_time(os.environ[isolation.DAY], tick=True) if isolation.DAY in os.environ else nullcontext():
        yield


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """The clock stands at the instant that a test or its module names: `pytest.mark.clock("2026-11-15T11:00:00+00:00")`."""
    mark = request.node.get_closest_marker("clock")
    with freeze_time(mark.args[0]) if mark else nullcontext():
        yield


@pytest.fixture(scope="session", autouse=True)
def watch(working_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Watch:
    """The watch over this process, which is on while `nothing_outside` has it so."""
    return Watch(Path(os.environ[isolation.HOME]), working_directory, tmp_path_factory.getbasetemp())


@pytest.fixture(autouse=True)
def nothing_outside(watch: Watch, working_directory: Path) -> Iterator[None]:
    """No test touches the person's own, or leaves something in the folder that a command takes for the person's."""
    with watch.over():
        yield
    assert [left.name for left in working_directory.iterdir()] == [], "left in the working directory"


@pytest.fixture(autouse=True)
def databases_go_with_their_folder(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test made on PostgreSQL for paths in its own folder is dropped when it ends: a run makes hundreds."""
    folder: Path | None = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    yield
    if folder is not None:
        databases.drop_those_under(folder)


@pytest.fixture(scope="session")
def full_size() -> bool:
    """Whether the full sizes of tests/README.md are to be run (`make test SIZE=full`), not the small ones."""
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
