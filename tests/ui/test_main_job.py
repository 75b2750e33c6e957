# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job – add two accounts, link them, share along the link, take it back, stop all sharing, unlink – with no pointer:
through the accessibility interface alone, as a screen reader works it, and with keys alone."""
import pytest

from harness.practice import FACEBOOK_LENA, THREADS_LENA, come_back
from harness.processes import wait_for
from test_keyboard import walk_to
from test_practice import practice_ends  # noqa: F401

PAGE, PROFILE = "Lena’s Bakery", "@lenas.bakery"
TEXT = "Fresh bread until noon"


class Interface:
    """Asks each thing for its own action."""

    def __init__(self, window):
        self.window = window

    def press(self, role, name, within=None):
        self.window.press(role, name, within)

    def write(self, name, text):
        self.window.set_text(self.window.find("text", name), text)

    def go(self, pane):
        self.press("list item", pane, ("list", "Panes"))

    def close(self, dialog):
        self.press("button", "Close", ("dialog", dialog))


class Keys:
    """Walks there with Tab, and acts with Return or space."""

    def __init__(self, window):
        self.window = window

    def walk(self, role, name, within=None):
        self.window.find(role, name, within)
        here = {node.path for node in self.window.all(role, name, within)}
        walk_to(self.window, lambda node: node.path in here, most=80)

    def press(self, role, name, within=None):
        self.walk(role, name, within)
        self.window.keys("space" if role == "check box" else "Return")

    def write(self, name, text):
        self.walk("text", name)
        self.window.type_keys(text)

    def go(self, pane):
        """A list is one stop on the way, and the arrows go on in it."""
        names = {node.label for node in self.window.all("list item", within=("list", "Panes"))}
        walk_to(self.window, lambda node: node.role == "list item" and node.label in names, most=80)
        self.window.keys("Home")
        walk_to(self.window, lambda node: node.label == pane, "Down", len(names))
        self.window.keys("Return")

    def close(self, _dialog):
        self.window.keys("Escape")


class Job:
    def __init__(self, hand, default_browser):
        self.hand, self.window, self.default_browser = hand, hand.window, default_browser

    def sign_in_at(self, service, person):
        self.hand.press("list item", service, ("list", "Add an account"))
        self.hand.press("button", "Continue in Browser")
        come_back(self.default_browser.next(), person)

    def add(self):
        self.hand.go("Accounts & Linking")
        self.sign_in_at("Facebook", FACEBOOK_LENA)
        self.hand.press("list item", PAGE)
        self.window.wait_gone("dialog")
        self.sign_in_at("Threads", THREADS_LENA)
        self.hand.press("button", "Yes, Add It")
        self.window.wait_gone("dialog")

    def link(self):
        self.hand.press("button", "Link Two Accounts…")
        self.hand.press("button", "Continue")
        self.window.wait_words("It is yours: you have just signed in there")
        self.hand.press("button", "Continue")
        self.hand.press("check box", "Share Status")
        self.hand.press("button", "Continue")
        self.hand.press("button", "Link Them")
        self.hand.press("button", "Done")
        self.window.wait_gone("dialog")

    def target(self, name):
        return next(row for row in self.window.find("list", "Share to").children if name in row.words)

    def share(self):
        self.hand.go("Status Sharing")
        self.hand.press("button", "Write a Status")
        self.hand.write("Text of the status", TEXT)
        self.hand.press("check box", None, self.target(PAGE))
        self.window.wait_words("because it is linked with")
        self.hand.press("button", "Share")
        self.window.wait_gone("dialog")
        wait_for(lambda: sum("Arrived" in node.name for node in self.window.all("label")) == 2, 60, "it is at both")

    def take_back(self):
        self.hand.press("button", "Delete Everywhere…")
        self.hand.press("button", "Delete")
        wait_for(lambda: sum("Deleted there" in node.name for node in self.window.all("label")) == 2, 60, "it is gone from both")

    def stop(self):
        self.hand.go("Overview")
        for state in (True, False):
            self.hand.press("check box", "Stop All Sharing")
            wait_for(lambda: ("checked" in self.window.find("check box", "Stop All Sharing").states) is state, 20, "the switch turns")

    def unlink(self):
        self.hand.go("Accounts & Linking")
        self.hand.press("list item", next(row.label for row in self.window.find("list", "Links").children if PROFILE in row.words))
        self.hand.press("button", "Unlink…")
        self.hand.press("button", "Unlink")
        self.window.wait_words("Written", 30, within=("list", "Steps"))
        self.hand.close("Unlinked")
        self.window.wait_gone("dialog")
        self.window.find("list item", "No links")


@pytest.mark.parametrize("kind", [Interface, Keys])
def test_main_job(kind, make_window, keyring, usual_backend, default_browser):
    hand = kind(make_window(backend=usual_backend))
    hand.press("button", "Practise First")
    hand.window.find("button", "End Practice")
    job = Job(hand, default_browser)
    for part in (job.add, job.link, job.share, job.take_back, job.stop, job.unlink):
        part()
    hand.press("button", "End Practice")
    hand.window.wait_gone("button", "End Practice")
    hand.window.close()
