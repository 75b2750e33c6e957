# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each row and each dialog of Privacy Choices with keys alone; whoever closes a dialog is where they were."""
import pytest

from harness.processes import wait_for
from test_keyboard import walk_to
from test_main_job import Keys
from test_privacy import (ADS, NOBODY, OFF, QUESTION, SETTINGS, THREADS, api, choices, fill_ledger, is_set, is_stopped,  # noqa: F401
                          open_pane, pair, say, usual_backend)

PURPOSES = ["Fit What You See to You", "Features That Span Apps", "Make Their Products Better", ADS, "Train AI",
            "Do What You Asked For", "Keep People Safe", "Count People"]


class Hand(Keys):
    """Keys that also look where the focus is."""

    def wait_focus(self, role, name):
        def look():
            node = self.window.focused()
            return node and node.role == role and node.label == name
        try:
            wait_for(look, 10, "the focus")
        except TimeoutError:
            raise LookupError(f"the focus is at {self.window.focused()}, not at {role} {name!r}:\n{self.window.describe()}") from None

    def open(self, row, dialog):
        self.press("list item", row)
        self.window.find("dialog", dialog)

    def leave(self, row, role="list item"):
        """Closes the dialog, and is where it was opened."""
        self.window.keys("Escape")
        self.window.wait_gone("dialog")
        self.window.wait_gone("alert")
        self.wait_focus(role, row)

    def leave_chooser(self, title):
        """The file chooser is a window of its own, or the portal's."""
        self.window.find("dialog", title)
        self.window.rest()
        for xid in self.window.search("--name", f"^{title}$"):
            self.window.xdotool("windowfocus", "--sync", xid)
        self.window.keys("Escape")
        self.window.wait_gone("dialog", title)
        self.window.xdotool("windowfocus", "--sync", self.window.xid)

    def choose(self, role, menu, times):
        """The entry so many further down."""
        self.press(role, menu)
        self.window.rest()
        self.window.keys(*["Down"] * times, "Return")


@pytest.fixture
def hand(open_pane, pair):  # noqa: F811
    window = open_pane()
    window.wait_words(NOBODY)
    return Hand(window)


def test_every_stop_has_a_name(hand):
    """Once around with Tab: each stop says what it is, and each row of the pane is one."""
    window, seen = hand.window, {}
    for _ in range(80):
        window.keys("Tab")
        node = window.focused()
        assert node is not None, "the focus is nowhere"
        assert node.label, f"a stop without a name: {node.role} after {list(seen.values())[-1:]}"
        if node.path in seen and len(seen) > 20:
            break
        seen[node.path] = f"{node.role} {node.label}"
    stops = "\n".join(seen.values())
    for row in ("Stop All Sharing", *SETTINGS, "Shown Account", "Who Used My Data", "History & Receipts", "Export…", "Import…", "Erase Everything…"):
        assert row in stops, stops


@pytest.mark.parametrize("row", ["Stop All Sharing", *SETTINGS])
def test_switches(hand, api, usual_backend, row):  # noqa: F811
    def is_on():
        return is_stopped(usual_backend) if row == "Stop All Sharing" else is_set(api, SETTINGS[row][0])
    for key in ("space", "Return"):
        hand.walk("list item", row)
        hand.window.keys(key)
        wait_for(is_on, 20, f"on with {key}")
        hand.wait_focus("list item", row)
        hand.press("check box", row)
        wait_for(lambda: not is_on(), 20, "off with its switch")
        hand.wait_focus("check box", row)


def test_who_honours_it(hand):
    hand.press("check box", "Do Not Sell or Share")
    hand.press("button", "Who Honours It")
    hand.window.wait_words("Says that it honours this")
    hand.walk("list item", "Threads")
    hand.leave("Who Honours It", "button")


def test_one_account(hand, api, pair):  # noqa: F811
    say(api, pair[0], True)
    hand.window.wait_words("Advertising · Threads")
    hand.choose("combo box", "Shown Account", 2)
    hand.window.wait_words(NOBODY)
    hand.wait_focus("combo box", "Shown Account")


def test_every_purpose(hand):
    for purpose in PURPOSES:
        hand.open(purpose, purpose)
        hand.leave(purpose)


def test_answers(hand, api):  # noqa: F811
    """No answer, a yes, its end, and that undone; with the focus on the row all the time."""
    hand.open(ADS, ADS)
    switch = ("check box", "Threads", ("dialog", ADS))
    hand.window.wait_words(OFF)
    hand.press(*switch)
    hand.window.wait_words(QUESTION)
    hand.window.keys("Escape")
    hand.window.wait_gone("alert")
    hand.wait_focus("check box", "Threads")
    assert choices(api) == {}
    hand.press(*switch)
    hand.window.wait_words(QUESTION)
    hand.press("button", "Leave Off")
    hand.window.wait_gone("alert")
    hand.wait_focus("check box", "Threads")
    assert choices(api) == {}
    hand.press(*switch)
    hand.press("check box", "Name and picture", ("list", "What they may use"))
    hand.press("button", "Turn On")
    wait_for(lambda: choices(api).get(("threads", "ads")) == "given", 20, "a yes")
    hand.window.wait_words("You said yes:")
    hand.wait_focus("check box", "Threads")
    hand.press(*switch)
    wait_for(lambda: choices(api)["threads", "ads"] == "withdrawn", 20, "off with one key")
    hand.press("button", "Undo")
    wait_for(lambda: choices(api)["threads", "ads"] == "given", 20, "undone")
    hand.window.wait_words("You said yes:")
    hand.leave(ADS)


def test_no_to_what_needs_no_yes(hand, api):  # noqa: F811
    hand.open("Do What You Asked For", "Do What You Asked For")
    hand.press("button", "Say No", ("list item", "Threads"))
    wait_for(lambda: choices(api) == {("threads", "provide"): "refused"}, 20, "refused")
    hand.window.wait_words("You said no: ")
    hand.press("button", "Undo", ("list item", "Threads"))
    wait_for(lambda: choices(api)["threads", "provide"] == "unknown", 20, "undone")
    hand.leave("Do What You Asked For")


def test_history(hand, api, pair):  # noqa: F811
    """A receipt up to the file chooser, and the last answer undone."""
    say(api, pair[0], True)
    say(api, pair[0], False)
    hand.open("History & Receipts", "History & Receipts")
    line = ("list item", "You said no to Threads")
    hand.window.wait_words("You said no to Threads")
    hand.press("button", "Save Receipt…", line)
    hand.leave_chooser("Save Receipt")
    hand.wait_focus("button", "Save Receipt…")
    hand.press("button", "Undo", line)
    wait_for(lambda: choices(api)["threads", "ads"] == "given", 20, "undone")
    hand.wait_focus("list item", "You said yes to Threads")
    hand.leave("History & Receipts")


def test_ledger(hand, api, pair):  # noqa: F811
    fill_ledger(api, pair[0], 40)
    say(api, pair[1], False, "improve", "facebook")
    hand.open("Who Used My Data", "Who Used My Data")
    window = hand.window
    window.wait_words("You said no to Facebook")
    hand.walk("entry", "Search by Service, Purpose or Account")
    window.type_keys("improve")
    window.wait_gone("label", "You said yes to Threads")
    window.keys("Escape")
    window.wait_words("You said yes to Threads")
    hand.choose("toggle button", "Account: Every Account", 2)
    window.wait_gone("label", "You said yes to Threads")
    hand.choose("toggle button", "Outcome: Every Outcome", 2)
    window.wait_words("Nothing Found")
    window.keys("Escape")
    window.wait_gone("dialog")
    hand.wait_focus("list item", "Who Used My Data")


def test_export(hand, tmp_path):
    hand.press("list item", "Export…")
    hand.leave_chooser("Export Everything")
    hand.wait_focus("list item", "Export…")
    hand.press("list item", "Export…")
    hand.window.save_file("Export Everything", tmp_path / "all.zip")
    hand.window.find("label", "Everything Is in the File")
    hand.press("button", "Close", ("dialog", "Export"))
    hand.window.wait_gone("dialog")
    hand.wait_focus("list item", "Export…")


def test_erase_and_import(hand, api):  # noqa: F811
    """The last confirmation takes a word that is typed; what is gone can come back."""
    window = hand.window
    hand.press("list item", "Erase Everything…")
    window.find("label", "Erase Everything?")
    hand.leave("Erase Everything…")
    hand.press("list item", "Erase Everything…")
    hand.press("button", "Continue…")
    hand.write("Type “erase”", "eras")
    assert "sensitive" not in window.find("button", "Erase Everything").states
    hand.leave("Erase Everything…")
    hand.press("list item", "Erase Everything…")
    hand.press("button", "Continue…")
    hand.write("Type “erase”", "erase")
    hand.press("button", "Erase Everything")
    window.find("label", "Everything Is Erased", seconds=40)
    hand.press("button", "Save Receipt…")
    hand.leave_chooser("Save Receipt")
    hand.leave("Erase Everything…")
    assert api.get("/v1/accounts").json["items"] == []
    hand.press("list item", "Import…")
    hand.leave_chooser("Import an Export")
    hand.wait_focus("list item", "Import…")
