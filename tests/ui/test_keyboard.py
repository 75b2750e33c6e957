# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job with keys alone."""
import pytest

from harness.job import add_bluesky, send_at_once
from harness.processes import wait_for


@pytest.fixture
def usual_backend(session, make_backend, pds):
    return make_backend(socket=session.run / "accounts-center/backend.sock", plc=pds.plc)


def walk_to(window, wanted, key="Tab", most=40):
    """Presses the key until the focus is there."""
    for _ in range(most):
        node = window.focused()
        if node and wanted(node):
            return node
        window.keys(key)
    raise LookupError(f"{key} does not lead there; the focus is at {window.focused()}:\n{window.describe()}")


def test_menu_shortcuts_and_about(window):
    window.keys("F10")
    window.find("menu item")            # GTK 4.18 gives these no name
    window.keys("Down", "Down", "Return")
    window.wait_words("Troubleshooting")
    window.keys("Escape")
    window.wait_gone(name="Troubleshooting")
    window.keys("ctrl+question")
    window.wait_words("Write a Status")
    window.keys("Escape")


def test_sidebar_with_arrows(window):
    walk_to(window, lambda node: node.label == "Overview" and node.role == "list item")
    window.keys("Down", "Down", "Down", "Down", "Return")
    window.wait_words("Nothing Shared Yet")


def test_share_and_take_back(window, usual_backend, pds):
    add_bluesky(usual_backend.api, pds)
    send_at_once(usual_backend.api)
    before = pds.texts().count("Keys only")
    window.action("pane", "status")
    window.wait_words("Nothing Shared Yet")
    window.keys("ctrl+n")
    window.find("text", "Text of the status")
    window.type_keys("Keys only")
    walk_to(window, lambda node: node.role in ("check box", "switch") and "focused" in node.states)
    window.keys("space")
    walk_to(window, lambda node: node.role == "text" and "focused" in node.states, "shift+Tab")
    window.keys("ctrl+Return")
    window.wait_words("Arrived", 60)
    assert pds.texts().count("Keys only") == before + 1

    walk_to(window, lambda node: node.label.startswith("Delete Everywhere"))
    window.keys("Return")
    window.find("button", "Delete")
    walk_to(window, lambda node: node.label == "Delete")
    window.keys("Return")
    wait_for(lambda: pds.texts().count("Keys only") == before, 60, "taken back")
    window.wait_words("Deleted there", 60)


def test_undo_of_taking_back(window, usual_backend, pds):
    add_bluesky(usual_backend.api, pds)
    send_at_once(usual_backend.api)
    window.keys("ctrl+n")
    window.find("text", "Text of the status")
    window.type_keys("Stays")
    window.press("check box", "alice.test")
    window.press("button", "Share")
    window.action("pane", "status")
    window.wait_words("Arrived", 60)
    there = pds.texts().count("Stays")
    window.press("button", "Delete Everywhere…")
    window.press("button", "Delete")
    window.press("button", "Undo")
    window.wait_gone("button", "Undo")
    window.wait_words("Arrived")
    assert pds.texts().count("Stays") == there
