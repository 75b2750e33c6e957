# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop does with the desktop file: it activates the program, and its actions, by name on the bus."""
import pytest

from harness.keyring import connect

APP_ID = "org.accountscenter.AccountsCenter"


def ask_application(session, method, signature, *arguments):
    from gi.repository import Gio, GLib
    bus = connect(session)
    bus.set_exit_on_close(False)
    bus.call_sync(APP_ID, "/" + APP_ID.replace(".", "/"), "org.freedesktop.Application", method, GLib.Variant(signature, arguments), None,
                  Gio.DBusCallFlags.NONE, 30000, None)
    bus.close_sync(None)


@pytest.mark.parametrize("action, words", [("status", "Nothing Shared Yet"), ("accounts", "No accounts yet")])
def test_action_of_the_desktop_file(session, window, action, words):
    ask_application(session, "ActivateAction", "(sava{sv})", action, [], {})
    window.wait_words(words)


def test_second_activation_shows_the_one_window(session, window):
    ask_application(session, "Activate", "(a{sv})", {})
    assert len(window.all("frame")) == 1
