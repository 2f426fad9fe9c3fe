"""Takes the README's picture of the dashboard: a fresh demo record, served, looked at by Chromium.

`python -m tests.readme.picture` writes `dashboard/pictures/account_manager.png` anew."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.dashboard.dashboard_page import DashboardPage

REPOSITORY = Path(__file__).parents[2]
PICTURE = REPOSITORY / "dashboard" / "pictures" / "account_manager.png"
# An open request of the demo, whose customer has been quoted a rate and has not answered yet.
REQUEST = "customer=C-1008&request=R-26-01288"
PATIENCE_SECONDS = 60
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@contextmanager
def served(record: str) -> Iterator[str]:
    """The dashboard of a record on a free port of loopback; its address. Ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("klausel")), "--db", record, "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/_stcore/health", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the dashboard did not come up")


def main() -> None:
    """Writes the picture."""
    chromium = os.environ.get("KLAUSEL_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        record = f"sqlite:///{folder}/demo.db"
        subprocess.run([str(Path(sys.executable).with_name("klausel")), "--db", record, "demo"], cwd=REPOSITORY, check=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
        with served(record) as address:
            page = browser.new_page(viewport={"width": 1360, "height": 1400}, locale="en-GB", timezone_id="Europe/Berlin")
            DashboardPage(page).open(f"{address}/request?lang=en&{REQUEST}")
            expect(page.locator("h2").first).to_be_visible()
            PICTURE.parent.mkdir(exist_ok=True)
            page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
