# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ends is announced, and no pane or dialog is wider than a narrow window."""
import contextlib
import time

import pytest

from harness.backend import build_dir
from harness.job import add_bluesky, share, wait_state
from harness.processes import wait_for
from harness.window import NARROW

PICTURES = build_dir() / "pictures/narrow"
PANES = {"overview": "Stop All Sharing", "accounts": "Add an Account", "security": "How You Are Signed In", "privacy": "Who Used My Data", "status": "Write a Status",
         "backend": "Data Folder"}


@pytest.fixture
def usual_backend(session, make_backend, pds):
    """With an account and a status, so that every row is there."""
    made = make_backend(socket=session.run / "accounts-center/backend.sock", plc=pds.plc)
    account = add_bluesky(made.api, pds)
    wait_state(made.api, share(made.api, "Here to be looked at", account).json["id"], "live")
    return made


def open_places(window):
    """Each pane and dialog in turn, with a name for it."""
    for pane, words in PANES.items():
        window.action("pane", pane)
        window.wait_words(words)
        yield pane
    window.action("pane", "accounts")
    for service in ("Mastodon", "Bluesky"):
        window.press("list item", service)
        window.find("button", "Continue in Browser")
        yield f"add-{service.lower()}"
        window.keys("Escape")
        window.wait_gone("button", "Continue in Browser")
    window.keys("ctrl+n")
    window.find("text", "Text of the status")
    yield "composer"
    window.keys("Escape")
    window.wait_gone("text", "Text of the status")
    window.action("about")
    window.wait_words("Troubleshooting")
    yield "about"


def test_what_waiting_ends_with_is_announced(window, usual_backend):
    said = listen(window)
    window.action("pane", "overview")
    window.press("check box", "Stop All Sharing")
    wait_for(lambda: "Stop All Sharing: On" in said(), 20, "it is said")
    window.press("check box", "Stop All Sharing")
    wait_for(lambda: "Stop All Sharing: Off" in said(), 20, "it is said")


def listen(window):
    """said () is all that was announced since."""
    from gi.repository import Gio, GLib
    heard = []

    def take(connection, sender, path, interface, signal, parameters):
        heard.append(parameters.unpack()[3])
    window.bus.signal_subscribe(window.name, "org.a11y.atspi.Event.Object", "Announcement", None, None, Gio.DBusSignalFlags.NONE, take)

    def said():
        while GLib.MainContext.default().iteration(False):
            pass
        return heard
    return said


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_fits_a_narrow_window(make_window, keyring, usual_backend, direction):
    window = make_window(backend=usual_backend, size=NARROW, direction=direction)
    window.press("button", "Use on This Computer")
    wide = {}
    PICTURES.mkdir(parents=True, exist_ok=True)
    for place in open_places(window):
        with contextlib.suppress(TimeoutError):
            window.rest()
        time.sleep(0.3)
        window.picture(PICTURES / f"{place}-{direction}.png")
        width = max(node.box[2] for node in window.nodes() if node.role == "frame")
        if width > 360:
            wide[place] = width
    assert not wide
