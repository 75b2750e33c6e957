# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to a link, left at each of its steps: nothing is half-linked afterwards, here or at the service."""
import signal

import pytest

from harness.practice import FACEBOOK_LENA, THREADS_CHOIR, THREADS_LENA, come_back
from harness.processes import wait_for
from test_links import api, pair, usual_backend  # noqa: F401


class Way:
    """The way to a link in one window after the other."""

    def __init__(self, open_window, default_browser):
        self.open_window, self.default_browser, self.window, self.address = open_window, default_browser, None, None

    def open(self):
        if self.window is None or not self.window.process.alive:
            self.window = self.open_window()
            self.window.action("pane", "accounts")
            self.window.find("list item", "@lenas.bakery")
        self.window.press("button", "Link Two Accounts…")
        self.window.wait_words("Nothing flows between them")

    def to_browser(self):
        self.open()
        self.window.press("button", "Add Another Account…")
        self.window.press("list item", "Threads", within=("list", "Services"))
        self.window.press("button", "Continue in Browser")
        self.window.wait_words("Waiting for Your Browser")
        self.address = self.default_browser.next()

    def to_found(self):
        self.to_browser()
        come_back(self.address, THREADS_CHOIR)
        self.window.wait_words("Is This the Right Account?", 30)

    def to_purposes(self):
        self.open()
        self.window.press("button", "Continue")
        self.window.wait_words("It is yours: you have just signed in there")
        self.window.press("button", "Continue")
        self.window.act(self.window.find("check box", "Share Status"))

    def to_summary(self):
        self.to_purposes()
        self.window.press("button", "Continue")
        self.window.find("button", "Link Them")

    def turn_back(self):
        """As somebody does who finds that it doesn't go on."""
        wait_for(self.leave_one, 60, "no dialog is left")

    def leave_one(self):
        for name in ("Not Me", "Cancel", "Close"):
            found = [node for dialog in self.window.all("dialog") for node in self.window.all("button", name, within=dialog)
                     if "sensitive" in node.states]
            if found:
                self.window.act(found[-1])
                break
        return not self.window.all("dialog")


STEPS = ("open", "to_browser", "to_found", "to_purposes", "to_summary")


@pytest.fixture
def way(session, make_window, usual_backend, default_browser):  # noqa: F811
    memory = session.home / ".config/accounts-center/window.ini"
    memory.parent.mkdir(parents=True)
    memory.write_text("[backend]\nthis-computer=true\n")
    return Way(lambda: make_window(backend=usual_backend), default_browser)


@pytest.fixture
def check(api, practice, pair):  # noqa: F811
    def look(step):
        wait_for(lambda: {account["id"] for account in api.get("/v1/accounts").json["items"]} == set(pair), 60, f"{step}: two accounts")
        assert api.get("/v1/links").json["items"] == [], step
        assert [item["purpose"] for item in api.get("/v1/receipts").json["items"]] == [], step
        wait_for(lambda: {token["person"] for token in practice.tokens()} == {FACEBOOK_LENA, THREADS_LENA}, 60,
                 f"{step}: no token is left at the service")
    return look


def test_closing_the_window(way, check):
    for step in STEPS:
        getattr(way, step)()
        way.window.action("quit")
        assert way.window.process.popen.wait(30) == 0
        check(step)


def test_killing_the_window(way, check, usual_backend):  # noqa: F811
    """What waited for an answer ends with the attempt; the backend that starts again gives it back at once."""
    for step in STEPS:
        getattr(way, step)()
        way.window.process.stop(signal.SIGKILL)
        if step == "to_found":
            usual_backend.restart()
        check(step)


def test_killing_the_backend(way, check, usual_backend):  # noqa: F811
    for step in STEPS:
        getattr(way, step)()
        usual_backend.restart()
        way.turn_back()
        check(step)


def test_losing_the_network(way, check, practice):
    for step in STEPS:
        getattr(way, step)()
        practice.stop()
        way.turn_back()
        practice.start("--port", practice.base.rpartition(":")[2])
        check(step)


def test_locking_the_keyring(way, check, keyring):
    for step in STEPS:
        getattr(way, step)()
        keyring.lock()
        way.turn_back()
        keyring.unlock()
        check(step)
