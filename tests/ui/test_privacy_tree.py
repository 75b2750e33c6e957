# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All of Privacy Choices as a screen reader finds it: names, descriptions and states as they were last found good.

Whoever changes them looks at them, and puts what is left in pictures/privacy/tree of the build directory into privacy-tree.txt.
A picture of each lies beside it.
"""
import os
import pathlib
import re
import signal

from harness.processes import wait_for
from test_privacy import (ADS, NOBODY, OFF, PICTURES, asked, asking_backend, api, facebook_switch, leave, open_pane,  # noqa: F401
                          open_purpose, pair, press_practice, say, switch_of, usual_backend)

FROZEN = pathlib.Path(__file__).parent / "privacy-tree.txt"
ROLES = ("dialog", "alert", "list", "list item", "check box", "button", "toggle button", "combo box", "label", "heading", "entry", "text", "progress bar")
TELLING = {"checked", "checkable", "focusable"}
DIFFERS = [(r"\d{1,2} \w+ \d{4}, \d\d:\d\d|\d{1,2}:\d\d", "TIME"), (r"\d+(\.\d+)?(\s|\\xa0)(bytes|[kM]B)", "SIZE"), (r"127\.0\.0\.1:\d+", "HOST")]


def describe(window, within):
    """What a screen reader finds there, without what differs from one day to the next."""
    lines = []
    for node in window.nodes(within):
        if "showing" in node.states and node.role in ROLES:
            states = sorted(node.states & (TELLING - {"focusable"} if node.role == "label" else TELLING))
            states += [] if "sensitive" in node.states else ["insensitive"]
            lines.append(f"{node.role} {node.name!r} {node.description!r} {' '.join(states)}".strip())
    text = "\n".join(lines)
    for pattern, word in DIFFERS:
        text = re.sub(pattern, word, text)
    return text + "\n"


def read_frozen():
    """{what is looked at: its lines}"""
    parts = re.split(r"^# (.*)\n", FROZEN.read_text(), flags=re.M)[1:]
    return {title: text.strip("\n") + "\n" for title, text in zip(parts[::2], parts[1::2])}


class Tree:
    """What was found where, all of it before any of it is judged."""

    def __init__(self, window):
        self.window, self.found = window, {}

    def look(self, title, within, moves=False):
        if not moves:
            self.window.rest()
        self.found[title] = describe(self.window, within)
        folder = PICTURES / "tree"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{title}.txt").write_text(f"# {title}\n{self.found[title]}")
        self.window.picture(folder / f"{title}.png")

    def judge(self):
        frozen = read_frozen()
        assert self.found == {title: frozen.get(title) for title in self.found}


def list_of_now(window):
    return window.find("list", "Now")


def test_pane(open_pane, api, pair):  # noqa: F811
    """Each row, and the list of what holds now in each of its states."""
    window = open_pane(size="1000x2200")
    tree = Tree(window)
    window.wait_words(NOBODY)
    tree.look("The pane, nothing extra is allowed", window.find("grouping", "Privacy Choices"))
    say(api, pair[0], True)
    window.wait_words("You Allow 1 Use of Your Data")
    window.press("check box", "Do Not Sell or Share")
    window.find("button", "Who Honours It")
    tree.look("Now, one use is allowed", list_of_now(window))
    tree.look("Purposes, one use is allowed", window.find("list", "Only if you say yes"))
    window.press("check box", "Keep Services Separate")
    window.wait_words("What you allow waits")
    tree.look("Now, services are kept separate", list_of_now(window))
    window.wait_words("Paused", within=("list item", ADS))
    tree.look("Purposes, services are kept separate", window.find("list", "Only if you say yes"))
    window.press("check box", "Stop All Sharing")
    window.wait_words("All Sharing Is Stopped")
    wait_for(lambda: "Turning" not in describe(window, list_of_now(window)), 20, "it is")
    tree.look("Now, all sharing is stopped", list_of_now(window))
    window.press("button", "Who Honours It")
    window.wait_words("Says that it honours this")
    tree.look("Who Honours It", ("dialog", "Who Honours It"))
    tree.judge()


def test_uses(open_pane, api, pair):  # noqa: F811
    say(api, pair[0], True)
    window = open_pane()
    tree = Tree(window)
    window.wait_words("Advertising · Threads")
    open_purpose(window)
    tree.look("A purpose that takes a yes", ("dialog", ADS))
    window.act(switch_of(window, "Facebook"))
    window.wait_words("Let Facebook Use Your Data")
    tree.look("The question", window.find("alert"))
    window.press("button", "Leave Off")
    window.wait_gone("alert")
    leave(window)
    window.press("list item", "Do What You Asked For")
    window.find("button", "Say No")
    tree.look("A purpose that takes none", ("dialog", "Do What You Asked For"))
    tree.judge()


def test_nobody(open_pane):  # noqa: F811
    window = open_pane()
    tree = Tree(window)
    window.press("list item", ADS)
    window.wait_words("Nobody can ask for it")
    tree.look("A purpose that nobody can ask for", ("dialog", ADS))
    tree.judge()


def test_wider_terms(asked, asking_backend):  # noqa: F811
    open_it, account = asked
    window = open_it()
    tree = Tree(window)
    say(asking_backend.api, account, True, recipient="facebook", terms_version=1)
    window.wait_words("You said yes:")
    press_practice(asking_backend, "facebook-wants-more")
    window.wait_words("Facebook wants more now")
    tree.look("Wider terms", ("dialog", ADS))
    window.press("button", "Answer…", within=("dialog", ADS))
    window.wait_words("More than you allowed")
    tree.look("The question about wider terms", window.find("alert"))
    tree.judge()


def test_what_happened(open_pane, api, pair):  # noqa: F811
    window = open_pane()
    tree = Tree(window)
    say(api, pair[0], True)
    say(api, pair[0], False)
    window.press("list item", "History & Receipts")
    window.find("button", "Undo")
    tree.look("History & Receipts", ("dialog", "History & Receipts"))
    leave(window)
    window.press("list item", "Who Used My Data")
    window.wait_words("You said no to Threads")
    tree.look("Who Used My Data", ("dialog", "Who Used My Data"))
    window.set_text(window.find("entry", "Search by Service, Purpose or Account"), "nothing of the kind")
    window.wait_words("Nothing Found")
    tree.look("Who Used My Data, nothing found", ("dialog", "Who Used My Data"))
    tree.judge()


def test_your_data(open_pane, api, pair, practice, usual_backend, tmp_path):  # noqa: F811
    """Each step of what takes a while is looked at, too: the backend stands still for it."""
    window = open_pane()
    tree = Tree(window)
    file = tmp_path / "all.zip"
    window.press("list item", "Export…")
    window.find("dialog", "Export Everything")
    os.kill(usual_backend.process.pid, signal.SIGSTOP)
    try:
        window.save_file("Export Everything", file)
        window.find("progress bar")
        tree.look("Export, under way", ("dialog", "Export"), moves=True)
    finally:
        os.kill(usual_backend.process.pid, signal.SIGCONT)
    window.find("label", "Everything Is in the File")
    tree.look("Export, done", ("dialog", "Export"))
    window.press("button", "Close", within=("dialog", "Export"))
    practice.stop()
    window.press("list item", "Erase Everything…")
    window.find("label", "Erase Everything?")
    tree.look("Erase, the first question", window.find("alert"))
    window.press("button", "Continue…")
    window.set_text(window.find("text", "Type “erase”"), "erase")
    tree.look("Erase, the second question", window.find("alert"))
    window.press("button", "Erase Everything")
    window.wait_words("Don’t Wait Any Longer")
    tree.look("Erase, services are told", ("dialog", "Erasing Everything"))
    window.press("button", "Don’t Wait Any Longer")
    window.find("label", "Everything Is Erased", seconds=60)
    tree.look("Erase, done", ("dialog", "Erased"))
    window.press("button", "Close", within=("dialog", "Erased"))
    window.press("list item", "Import…")
    window.choose_file("Import an Export", file)
    window.find("label", "Everything Came Back", seconds=40)
    tree.look("Import, done", ("dialog", "Import"))
    tree.judge()
