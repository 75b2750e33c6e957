# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Practice mode in the window: chosen at first or later, marked in every row, its data apart, and gone with one button.

A picture of each page is left in pictures/practice of the build directory.
"""
import os
import pathlib
import signal
import time

import pytest

from harness.backend import build_dir
from harness.practice import FACEBOOK_LENA, come_back
from harness.processes import wait_for
from harness.window import NARROW, WIDE

PICTURES = build_dir() / "pictures/practice"
BANNER = "Practice: nothing here is real"


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.3)
    window.picture(PICTURES / f"{name}.png")


def find_programs(session, name):
    """The ids of the practice's own."""
    calls = {pid: pathlib.Path(f"/proc/{pid}/cmdline").read_text().split("\0") for pid in session.programs()}
    return [pid for pid, call in calls.items() if pathlib.Path(call[0]).name == name
            and ("--practice" in call or name == "accounts-center-practice")]


@pytest.fixture(autouse=True)
def practice_ends(session):
    """What a test that failed left running."""
    yield
    for pid in find_programs(session, "accounts-center-backend"):
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not find_programs(session, "accounts-center-practice"))


def practice_folder(session):
    return session.home / ".local/share/accounts-center-practice"


def add_facebook(window, default_browser):
    window.action("pane", "accounts")
    window.press("list item", "Facebook")
    window.press("button", "Continue in Browser")
    come_back(default_browser.next(), FACEBOOK_LENA)
    window.wait_words("Which One Is It?")
    window.press("list item", "Lena’s Bakery")
    window.wait_gone("dialog")
    window.find("list item", "Lena’s Bakery")


@pytest.mark.parametrize("size, scheme, direction", [(WIDE, "prefer-light", None), (NARROW, "prefer-dark", "rtl")])
def test_practise_first(session, make_window, keyring, usual_backend, default_browser, size, scheme, direction):
    look = "wide" if size == WIDE else "narrow-dark-rtl"
    window = make_window(backend=usual_backend, size=size, scheme=scheme, direction=direction)
    window.find("button", "Practise First")
    picture(window, f"first-{look}")
    window.press("button", "Practise First")
    window.wait_words(BANNER)
    add_facebook(window, default_browser)
    picture(window, f"accounts-{look}")

    for row in ("Lena’s Bakery", "Facebook", "Threads", "Your Phone"):
        assert "Practice · " in window.find("list item", row).words, row
    assert window.find("frame").label == "Accounts Center: Practice"


def test_data_apart_and_one_button(session, make_window, keyring, usual_backend, default_browser):
    window = make_window(backend=usual_backend)
    window.press("button", "Use on This Computer")
    window.action("pane", "backend")
    keys_before = len(keyring.items())
    window.press("list item", "Practice")
    window.wait_words(BANNER)
    add_facebook(window, default_browser)
    assert practice_folder(session).is_dir() and len(keyring.items()) == keys_before + 1
    assert usual_backend.api.get("/v1/accounts").json["items"] == []

    window.stop()
    window = make_window(backend=usual_backend)
    window.wait_words(BANNER)
    window.action("pane", "accounts")
    window.find("list item", "Lena’s Bakery")
    window.action("pane", "backend")
    picture(window, "places")
    window.press("button", "End Practice")
    window.wait_words("The practice is over, and deleted")
    window.find("list item", "This Computer")
    window.wait_gone("button", "End Practice")
    wait_for(lambda: not practice_folder(session).exists())
    assert len(keyring.items()) == keys_before
    window.action("pane", "accounts")
    window.find("list item", "No accounts yet")


def test_services_that_end(session, make_window, keyring, usual_backend, default_browser):
    """Whatever ends the practice services, what was practised is there again a moment later."""
    window = make_window(backend=usual_backend)
    window.press("button", "Practise First")
    add_facebook(window, default_browser)
    for pid in find_programs(session, "accounts-center-practice"):
        os.kill(pid, signal.SIGKILL)
    window.press("list item", "Lena’s Bakery")
    window.press("button", "Check Now")
    window.wait_words("The service knows this account", 30)
    window.press("button", "Close")
    window.press("button", "End Practice")
    window.wait_gone("button", "End Practice")
