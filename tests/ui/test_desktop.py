# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop does with what we install: it activates the program, its actions and its links by name on the bus, and searches in it."""
import pathlib
import re
import time

import pytest

from harness.job import add_bluesky
from harness.keyring import connect, owned
from harness.processes import wait_for
from harness.session import listens
from test_navigation import WORDS, call

APP_ID = "org.accountscenter.AccountsCenter"
APP_PATH = "/" + APP_ID.replace(".", "/")
PLACES = pathlib.Path(__file__).resolve().parents[2] / "src/app/ac-place.c"
# What leads nowhere: unknown, more than a place, or dressed as something else.
REFUSED = ["accounts-center://", "accounts-center://attic", "accounts-center://accounts/nobody", "accounts-center://accounts/add/now",
           "accounts-center://accounts?code=1&state=2", "accounts-center://user@accounts", "accounts-center://accounts#row",
           "accounts-center://ACCOUNTS", "accounts-center://overview/%73top-sharing", "accounts-center:accounts",
           "accounts-center://accounts/" + "x" * 200, "https://accounts/add"]


def ask(session, path, interface, method, signature, *arguments):
    from gi.repository import Gio, GLib
    bus = connect(session)
    bus.set_exit_on_close(False)
    answer = bus.call_sync(APP_ID, path, interface, method, GLib.Variant(signature, arguments), None, Gio.DBusCallFlags.NONE, 30000, None)
    bus.close_sync(None)
    return answer.unpack()


def ask_application(session, method, signature, *arguments):
    return ask(session, APP_PATH, "org.freedesktop.Application", method, signature, *arguments)


def ask_search(session, method, signature, *arguments):
    return ask(session, APP_PATH + "/SearchProvider", "org.gnome.Shell.SearchProvider2", method, signature, *arguments)


def rows():
    """(pane, row, title) of every row that has a place."""
    table = re.search(r" rows\[\] = \{(.*?)\n\};", PLACES.read_text(), re.S)[1]
    return re.findall(r'^  \{ "(\w+)", "([\w-]+)", N_ \("(.+?)"\)', table, re.M)


@pytest.mark.parametrize("action, words", [("status", "Nothing Shared Yet"), ("accounts", "No accounts yet"), ("compose", "Text of the status")])
def test_action_of_the_desktop_file(session, window, action, words):
    ask_application(session, "ActivateAction", "(sava{sv})", action, [], {})
    window.wait_words(words)


def test_second_activation_shows_the_one_window(session, window):
    ask_application(session, "Activate", "(a{sv})", {})
    assert len(window.all("frame")) == 1


def test_every_place_has_a_link(session, window):
    """Each leads to its pane, and each row of one gets the focus there."""
    for pane, words in WORDS.items():
        ask_application(session, "Open", "(asa{sv})", [f"accounts-center://{pane}"], {})
        window.wait_words(words)
    unseen = {"write", "delete-everywhere"}         # a dialog, and nothing to delete
    for pane, row, title in rows():
        if row not in unseen:
            ask_application(session, "Open", "(asa{sv})", [f"accounts-center://{pane}/{row}"], {})
            wait_for(lambda: is_within(window.tree(), title), 20, f"the focus is at {title}")
    assert call(window, "accounts-center://status/write").returncode == 0
    window.find("text", "Text of the status")


def normal(text):
    return re.sub(r"[^a-z]", "", text.lower())


def is_within(node, title, inside=False):
    """The focus is at what bears the title, or in the list or group of that name."""
    name = normal(node.label) if node.role not in ("frame", "application") else ""
    inside = inside or (name and (normal(title) in name or name in normal(title)))
    return bool(inside and "focused" in node.states) or any(is_within(child, title, inside) for child in node.children)


def test_other_links_are_refused_in_words(session, window):
    assert call(window, REFUSED[1]).returncode == 2
    for link in REFUSED:
        ask_application(session, "Open", "(asa{sv})", [link], {})
        window.wait_words("This Link Leads Nowhere")
        window.keys("Escape")
        window.wait_gone(name="This Link Leads Nowhere")
    assert not window.all("text", "Text of the status") and len(window.all("frame")) == 1


def test_help_needs_no_viewer(session, window):
    """It is there at once, at the page that was asked for, and Escape leads back to where the person was."""
    for page, words in {"why": "What You Gain", "": "Setting Up Threads"}.items():
        window.action("help", page)
        window.wait_words(words)
        window.keys("Escape")
        window.wait_gone(name=words)


@pytest.fixture
def usual_backend(session, make_backend, pds, practice):
    return make_backend(socket=session.run / "accounts-center/backend.sock", plc=pds.plc, practice=practice.base)


def test_search_with_no_window(session, make_window, window, usual_backend, pds, tmp_path):
    """Panes, rows, services and accounts are found without a backend, and the one that is chosen is opened."""
    account, known = add_bluesky(usual_backend.api, pds), session.home / ".local/state/accounts-center/known.ini"
    wait_for(lambda: known.exists() and pds.alice["handle"] in known.read_text(), 20, "it is remembered")
    assert known.stat().st_mode & 0o777 == 0o600
    window.close()
    usual_backend.stop()
    hidden, bus = make_window("--gapplication-service", backend=usual_backend, hidden=True), connect(session)
    bus.set_exit_on_close(False)
    wait_for(lambda: owned(bus, APP_ID), 30, "it is on the bus")
    took = []

    def find(*terms):
        began = time.monotonic()
        found = ask_search(session, "GetInitialResultSet", "(as)", list(terms))[0]
        took.append(time.monotonic() - began)
        return found
    assert find("whatsapp") == ["accounts/whatsapp"]
    assert find("alice") == [f"accounts/{account}"]
    assert find("mantelpiece") == []
    assert ask_search(session, "GetSubsearchResultSet", "(asas)", ["overview"], ["stop", "shar"])[0] == ["overview/stop-sharing"]
    meta, = ask_search(session, "GetResultMetas", "(as)", [f"accounts/{account}"])[0]
    assert (meta["name"], meta["description"]) == (pds.alice["handle"], "Accounts & Linking") and meta["gicon"]
    assert min(took) < 0.2 and not listens(usual_backend.socket)
    ask_search(session, "ActivateResult", "(sasu)", f"accounts/{account}", ["alice"], 0)
    hidden.appear()
    hidden.wait_words("Signed in", within=("dialog", pds.alice["handle"]))
    ask_search(session, "ActivateResult", "(sasu)", "accounts/whatsapp", ["whatsapp"], 0)
    wait_for(lambda: (node := hidden.focused()) and "WhatsApp" in node.label, 20, "the row of WhatsApp")
    ask_search(session, "LaunchSearch", "(asu)", ["keyr"], 0)
    hidden.find("list item", "Keyring", within=("list", "Panes"))
