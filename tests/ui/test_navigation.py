# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to a pane: addresses from outside, the sidebar, the search; and the way out."""
import subprocess

import pytest

from harness.processes import wait_for

WORDS = {"overview": "Stop All Sharing", "accounts": "Add an Account", "security": "How You Are Signed In", "privacy": "Only If You Say Yes", "status": "Nothing Shared Yet", "backend": "Data Folder"}


def call(window, *arguments):
    return subprocess.run([window.program, *arguments], env=window.env, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("pane", WORDS)
def test_starts_at_the_pane(make_window, window, usual_backend, pane):
    window.close()
    make_window(pane, backend=usual_backend).wait_words(WORDS[pane])


def test_second_call_goes_there_and_ends(window):
    second = call(window, "backend")
    assert second.returncode == 0, second.stderr
    window.wait_words(WORDS["backend"])
    assert len(window.all("frame")) == 1


def test_unknown_pane_says_which_there_are(window):
    second = call(window, "attic")
    assert second.returncode == 2
    assert all(pane in second.stderr for pane in WORDS)
    window.find("list item", "Overview")


def test_action_with_a_parameter(window):
    for pane, words in WORDS.items():
        window.action("pane", pane)
        window.wait_words(words)


@pytest.mark.parametrize("typed, found, words", [("folder", "Data Folder", "Copy Diagnostics"), ("panic", "Stop All Sharing", "Stop All Sharing"),
                                                 ("toot", "Status Sharing", "Nothing Shared Yet")])
def test_search_finds_rows(window, typed, found, words):
    window.action("pane", "accounts")
    window.keys("ctrl+f")
    window.type_keys(typed)
    window.wait_gone("list item", "Overview", within=("list", "Panes"))
    window.find("list item", found, within=("list", "Panes"))
    window.keys("Return")
    window.wait_words(words)


def test_search_without_a_match(window):
    window.keys("ctrl+f")
    window.type_keys("zzz")
    window.wait_words("Nothing found")
    window.keys("Escape")
    wait_for(lambda: len(window.find("list", "Panes").children) >= 5, 10, "all panes again")


def test_quit_closes_dialogs_too(window):
    window.action("pane", "accounts")
    window.press("list item", "Mastodon")
    window.find("button", "Continue in Browser")
    window.action("quit")
    assert window.process.popen.wait(30) == 0


def test_quit_asks_before_a_text_is_lost(window):
    window.keys("ctrl+n")
    window.find("text", "Text of the status")
    window.type_keys("Not yet")
    window.action("quit")
    window.press("button", "Keep Writing")
    window.wait_gone("button", "Keep Writing")
    assert window.process.alive
    window.action("quit")
    window.press("button", "Discard")
    window.wait_gone("text", "Text of the status")
    window.action("quit")
    assert window.process.popen.wait(30) == 0
