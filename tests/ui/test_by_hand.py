# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is handed to the person, in the window: the link, its QR code as a camera sees it, and what they say became of it.

A picture of each state is left in pictures/hand-over of the build directory.
"""
import time

import pytest

from harness import qr
from harness.backend import build_dir
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_servers import open_window  # noqa: F401

PICTURES = build_dir() / "pictures/hand-over"
LOOKS = [(WIDE, "prefer-light", None, "wide-light"), (NARROW, "prefer-dark", "rtl", "narrow-dark-rtl")]
TEXT = "Fresh bread & rolls"


@pytest.fixture
def usual_backend(session, make_backend, practice):
    return make_backend(socket=session.run / "accounts-center/backend.sock", practice=practice.base)


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")
    return PICTURES / f"{name}.png"


def see_code(window, url, name):
    code = window.find("image", "QR code of the link")
    window.settled(code)
    modules = qr.encode(url)
    assert qr.look(picture(window, name), window.look_again(code).box, len(modules)) == modules


@pytest.mark.parametrize("size, scheme, direction, look", LOOKS)
def test_by_hand(open_window, usual_backend, size, scheme, direction, look):  # noqa: F811
    window = open_window(size=size, scheme=scheme, direction=direction)
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.press("button", "Write a Status")
    window.set_text(window.find("text", "Text of the status"), TEXT)
    window.press("check box", "WhatsApp")
    window.wait_words("You get a link, and share it yourself", within=("list", "Share by hand"))
    picture(window, f"{look}-composer")
    window.press("button", "Share")
    window.press("button", "Share…", within=("list item", "WhatsApp"))
    status, = usual_backend.api.get("/v1/statuses").json["items"]
    see_code(window, status["deliveries"][0]["url"], f"{look}-dialog")
    window.press("button", "I Shared It")
    window.wait_words("You said that you shared it")
    window.press("button", "Delete Everywhere…")
    window.wait_words("only you can delete it there")
    window.press("button", "Delete")
    window.wait_words("Only you can delete it: in WhatsApp")
    picture(window, f"{look}-yours")
    window.press("button", "I Deleted It")
    window.wait_words("You said that you deleted it there")
    wait_for(lambda: not usual_backend.api.get("/v1/deliveries").json["items"], 10, "it is settled")


def test_without_keys(session, make_window, make_backend, keyring):
    """Where nobody has set the keys that a service wants, its statuses can be shared by hand all the same."""
    window = make_window(backend=make_backend(socket=session.run / "accounts-center/backend.sock"))
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.press("button", "Write a Status")
    for name in ("Bluesky", "Threads", "WhatsApp"):
        window.find("check box", name, within=("list", "Share by hand"))
