"""The dashboard served as a person has it, on loopback and on a port of its own; and a real browser before it.

Everything started here is ended here."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.dashboard.dashboard_page import DashboardPage
from tests.databases import place

REPOSITORY = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60


@contextmanager
def served(
    record: Path,
    log: Path,
    *,
    policies: Path = REPOSITORY / "policies",
    login: str = "am1",
    app: Path = REPOSITORY / "dashboard" / "app.py",
) -> Iterator[str]:
    """The dashboard of a record (or another `app`), before somebody who logged in as `login`; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        "KLAUSEL_DATABASE_URL": place(record),
        "KLAUSEL_POLICIES": str(policies),
        "LOGNAME": login,
    }
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=record.parent, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/_stcore/health", server, log)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@contextmanager
def browsed(chromium: str, width: int = 1400, height: int = 1000) -> Iterator[tuple[DashboardPage, list[str]]]:
    """A page of a browser, and every address that it asked for."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            page = browser.new_page(viewport={"width": width, "height": height})
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            yield DashboardPage(page), asked
        finally:
            browser.close()


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < ends:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the dashboard did not start: {log.read_text(errors='replace')[-2000:]}")
