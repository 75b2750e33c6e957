# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the other tests of the window rely on: it can be found, worked, typed into, pictured and closed."""
import struct

import pytest

from harness.window import NARROW, WIDE


def size_of(picture):
    return struct.unpack(">II", picture.read_bytes()[16:24])


def test_first_page_then_panes(make_window, keyring, usual_backend, tmp_path):
    window = make_window(backend=usual_backend)
    window.find("button", "Use on This Computer")
    window.picture(tmp_path / "welcome.png")
    assert size_of(tmp_path / "welcome.png") == (1000, 700)
    window.press("button", "Use on This Computer")
    for pane, words in (("Accounts & Linking", "Add an Account"), ("Sign-In & Security", "How You Are Signed In"), ("Status Sharing", "Nothing Shared Yet"), ("Data & Backend", "Data Folder")):
        window.press("list item", pane)
        window.wait_words(words)
    window.close()


def test_text_keys_and_escape(window):
    window.action("pane", "accounts")
    window.press("list item", "Mastodon")
    server = window.find("text", "Your Server")
    window.set_text(server, "https://example.social")
    assert window.look_again(server).text == "https://example.social"
    window.keys("Escape")
    window.wait_gone("text", "Your Server")
    with pytest.raises(LookupError, match="no button"):
        window.find("button", "No Such Button", seconds=0.2)


def test_typing_goes_where_the_focus_is(window):
    window.keys("ctrl+n")
    text = window.find("text", "Text of the status")
    window.type_keys("Typed by hand")
    assert window.look_again(text).text == "Typed by hand"
    assert "focused" in window.look_again(text).states


@pytest.mark.parametrize("scheme", ["prefer-light", "prefer-dark"])
def test_narrow_and_schemes(make_window, keyring, usual_backend, tmp_path, scheme):
    window = make_window(backend=usual_backend, size=NARROW, scheme=scheme)
    window.find("button", "Use on This Computer")
    window.picture(tmp_path / "narrow.png")
    assert size_of(tmp_path / "narrow.png") == (360, 720)
    window.close()
