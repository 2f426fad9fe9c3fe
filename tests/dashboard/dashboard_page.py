"""The dashboard in a real browser, one act at a time: each begins and ends when the page is settled, however slow the machine is.

Settled: the server has finished all that the browser asked of it, and the page shows the last of it. The attribute
`data-test-script-state` says less. It is `notRunning` before the server has heard of a click, and between the runs of one
chain (`st.rerun`); what was typed or clicked then is lost when the page is drawn again. So the messages themselves are read.
"""

from __future__ import annotations

import re
import time
from datetime import date

from playwright.sync_api import Locator, Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# a shared machine may take its time; a page that never shows what is waited for fails all the same
PATIENCE_SECONDS = 60
POLL_MILLISECONDS = 20
# Once the browser has drawn what it was about to draw (what a click sets off may be sent only then): the run whose elements the
# page holds and whether it still runs, from the state of Streamlit's own root component; and how many elements are only outlined,
# since their part of the program is still being loaded.
DRAWN = """async () => {
    await new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)))
    const app = document.querySelector('[data-testid="stApp"]')
    let part = app && app[Object.keys(app).find(key => key.startsWith("__reactFiber$"))]
    while (part && !part.stateNode?.state?.scriptRunState) part = part.return
    const outlined = document.querySelectorAll('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]').length
    return part ? [part.stateNode.state.scriptRunId, part.stateNode.state.scriptRunState, outlined] : ["", "", outlined]
}"""


class DashboardPage:
    """A page of a browser, before `open` was called. What a test expects of it, it expects of `page`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE_SECONDS * 1000)
        expect.set_options(timeout=PATIENCE_SECONDS * 1000)
        # whether the server has yet to begin a run, and whether one is not finished; and how many messages there were
        self._awaited, self._running, self._messages = True, False, 0
        self._run = ""
        page.on("websocket", self._listen)

    def open(self, address: str) -> None:
        """An address of the dashboard."""
        self._awaited = True
        self.page.goto(address)
        self.settle()

    def click(self, what: Locator) -> None:
        """Something that may be clicked."""
        what.click()
        self.settle()

    def button(self, name: str) -> None:
        """A button, by all of its name."""
        self.click(self.page.get_by_role("button", name=name, exact=True))

    def tab(self, name: str) -> None:
        """A tab, by all of its name."""
        self.click(self.page.get_by_role("tab", name=name, exact=True))

    def press(self, what: Locator) -> None:
        """A button by the keyboard: what unfolds moves under a pointer."""
        what.press("Enter")
        self.settle()

    def fill(self, what: Locator, text: str) -> None:
        """A field, and on to the next: the field tells the server what is in it once it is left."""
        what.fill(text)
        what.press("Tab")
        self.settle()

    def textbox(self, name: str, text: str) -> None:
        """A field for text, by how its name begins."""
        self.fill(self.page.get_by_role("textbox", name=re.compile(f"^{re.escape(name)}")), text)

    def choose(self, label: str, option: str) -> None:
        """An option of a list, by typing it."""
        box = self.page.get_by_role("combobox", name=label, exact=True)
        box.click()
        box.fill(option)
        self.click(self.page.get_by_role("option", name=option).first)

    def set_moment(self, label: str, day: date, clock: str) -> None:
        """A day and a time, segment by segment, as on a keyboard."""
        self._type_into(f"day, {label}", f"{day:%d%m%Y}")
        self._type_into("hour, Time", clock)
        self.page.keyboard.press("Tab")
        self.settle()

    def go_to(self, title: str) -> None:
        """Another page, by its title in the sidebar."""
        self.click(self.page.get_by_test_id("stSidebarNav").get_by_text(title, exact=True))
        expect(self.page.get_by_role("heading", name=title, level=1, exact=True)).to_be_visible()

    def settle(self) -> None:
        """Wait until the page is settled. Raises AssertionError with what is still to come."""
        ends = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < ends:
            before = self._messages
            drawn = self.page.evaluate(DRAWN)
            if not self._awaited and not self._running and drawn == [self._run, "notRunning", 0] and before == self._messages:
                return
            self.page.wait_for_timeout(POLL_MILLISECONDS)
        raise AssertionError(f"not settled: run awaited {self._awaited}, running {self._running}, last {self._run}, drawn {drawn}")

    def _type_into(self, segment: str, digits: str) -> None:
        """Digit by digit: any of them may make a moment that the server is told of."""
        self.click(self.page.get_by_role("spinbutton", name=segment))
        for digit in digits:
            self.page.keyboard.type(digit)
            self.settle()

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, payload: str | bytes) -> None:
        # the first message of a connection is no protobuf and a string
        if isinstance(payload, bytes) and BackMsg.FromString(payload).WhichOneof("type") == "rerun_script":
            self._awaited = True
            self._messages += 1

    def _received(self, payload: str | bytes) -> None:
        if not isinstance(payload, bytes):
            return
        message = ForwardMsg.FromString(payload)
        what = message.WhichOneof("type")
        if what == "new_session":
            self._awaited, self._running, self._run = False, True, message.metadata.run.script_run_id
        elif what == "script_finished":
            self._running = False
            # another run follows, though nobody asks for it
            self._awaited = self._awaited or message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        self._messages += 1
