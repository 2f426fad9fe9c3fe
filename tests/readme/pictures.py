"""Takes the documents' pictures of the dashboard: a fresh demo record with two drafts, served, looked at by Chromium.

`make pictures` writes `pictures/` again: one picture a desk with all of its pages side by side, and the README's. Each bears
the addresses of the pages that it shows (`pages_shown`), so that a test finds a page that none shows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from types import ModuleType

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser, expect, sync_playwright

from dashboard.account_manager import pages as account_manager
from dashboard.finance import pages as finance
from dashboard.policy_owner import pages as policy_owner
from tests.dashboard.dashboard_page import DashboardPage
from tests.dashboard.served import served

REPOSITORY = Path(__file__).parents[2]
PICTURES = REPOSITORY / "pictures"
DESKS: dict[str, ModuleType] = {"account_manager": account_manager, "finance": finance, "policy_owner": policy_owner}
# An open request of the demo, whose customer has been quoted a rate and has not answered yet.
CUSTOMER = "customer=C-1008"
REQUEST = f"{CUSTOMER}&request=R-26-01288"
# What each page is asked for, besides the language; and what is clicked there before it is looked at.
ASKED = {"customers": CUSTOMER, "new-request": CUSTOMER, "request": REQUEST}
CLICKED = {"editor": ".st-key-open-draft button"}
WIDTH, HEIGHT, README_HEIGHT = 1360, 1000, 1400
GAP, COLOURS = 24, 128
PAGES = "pages"
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def pages_shown(picture: Path) -> list[str]:
    """The addresses of the pages that a picture shows, as they were when it was taken."""
    with Image.open(picture) as image:
        return str(image.info.get(PAGES, "")).split()


def _fill(record: Path, folder: Path) -> None:
    """The demo company; and two drafts by two people, one of which is proposed."""
    packs = folder / "policies"
    shutil.copytree(REPOSITORY / "policies", packs)

    def klausel(*arguments: str, login: str = "hofer") -> None:
        environment = {**os.environ, "KLAUSEL_POLICIES": str(packs), "LOGNAME": login}
        command = [str(Path(sys.executable).with_name("klausel")), "--db", str(record), *arguments]
        subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)

    klausel("demo")
    klausel("policy", "draft", "--from", "hausperfekt@2025-01", "--as", "2027-01", "--note", "questions on settings become free")
    klausel("policy", "draft", "--from", "exampleworks@2027-01", "--as", "2028-01", login="berger")
    klausel("policy", "propose", "exampleworks-2028-01", "--reason", "the terms of 2028", login="berger")


def _taken(browser: Browser, address: str, path: str, height: int) -> Image.Image:
    page = browser.new_page(viewport={"width": WIDTH, "height": height}, locale="en-GB", timezone_id="Europe/Berlin")
    dashboard = DashboardPage(page)
    # the first page of all has no address but the dashboard's own
    dashboard.open(f"{address}/{'' if path == account_manager.PAGES[0].path else path}?lang=en&{ASKED.get(path, '')}")
    expect(page.locator("h1").first).to_be_visible()
    if path in CLICKED:
        dashboard.click(page.locator(CLICKED[path]))
    # what is still unfolding or drawn as a chart
    page.wait_for_timeout(1_000)
    if page.locator('[role="dialog"], [data-testid="stException"], [data-testid="stAlertContentError"]').count():
        raise RuntimeError(f"{path} shows an error: {page.inner_text('body')[-500:]}")
    taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
    page.close()
    return taken


def _side_by_side(taken: list[Image.Image]) -> Image.Image:
    columns = 3 if len(taken) % 3 == 0 else 2
    rows = -(-len(taken) // columns)
    whole = Image.new("RGB", (columns * (WIDTH + GAP) - GAP, rows * (HEIGHT + GAP) - GAP), "#8a93a0")
    for number, one in enumerate(taken):
        whole.paste(one, (number % columns * (WIDTH + GAP), number // columns * (HEIGHT + GAP)))
    return whole


def _write(name: str, picture: Image.Image, paths: list[str]) -> None:
    info = PngInfo()
    info.add_text(PAGES, " ".join(paths))
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True, pnginfo=info)


def main() -> None:
    """Writes the pictures."""
    chromium = os.environ.get("KLAUSEL_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        _fill(folder / "demo.db", folder)
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
        # the packs are named as in a clone, so that no picture shows where it was taken
        with served(folder / "demo.db", folder / "log", policies=Path("policies"), login="hofer") as address:
            for desk, pages in DESKS.items():
                paths = [page.path for page in pages.PAGES]
                _write(desk, _side_by_side([_taken(browser, address, path, HEIGHT) for path in paths]), paths)
            _write("request", _taken(browser, address, "request", README_HEIGHT), ["request"])
        browser.close()


if __name__ == "__main__":
    main()
