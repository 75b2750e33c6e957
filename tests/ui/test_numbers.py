# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A phone number in the window: typed, proved by the code on the phone, and every way out of it.

A picture of each state is left in pictures/numbers of the build directory.
"""
import time

import pytest

from harness.backend import build_dir
from harness.practice import PHONE_LENA
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_servers import open_window  # noqa: F401

PICTURES = build_dir() / "pictures/numbers"
LOOKS = [(WIDE, "prefer-light", None, "wide-light"), (NARROW, "prefer-dark", "rtl", "narrow-dark-rtl")]


@pytest.fixture
def usual_backend(session, make_backend, practice):
    return make_backend(socket=session.run / "accounts-center/backend.sock", practice=practice.base)


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")


@pytest.mark.parametrize("size, scheme, direction, look", LOOKS)
def test_number(open_window, usual_backend, practice, size, scheme, direction, look):  # noqa: F811
    """By keyboard alone."""
    window = open_window(size=size, scheme=scheme, direction=direction)
    window.press("button", "Use on This Computer")
    window.action("pane", "accounts")
    window.press("list item", "WhatsApp", within=("list", "Add an account"))
    window.find("text", "Phone Number with Country Code")
    window.type_keys("7700 900101")
    window.keys("Return")
    window.wait_words("with its country code, such as")
    picture(window, f"{look}-number")
    window.keys("ctrl+a")
    window.type_keys("+44 7700 900101")
    window.keys("Return")
    window.find("text", "Code")
    code = practice.held("messages", number=PHONE_LENA, kind="code")[0]["text"]
    window.type_keys(f"{(int(code) + 1) % 1000000:06}")
    window.keys("Return")
    window.wait_words("This is not the code that was sent")
    window.wait_words("Send Again in")
    picture(window, f"{look}-code")
    window.type_keys(code)
    window.keys("Return")
    window.wait_gone("text", "Code")
    wait_for(lambda: usual_backend.api.get("/v1/accounts").json["items"], 20, "the account is there")
    window.action("pane", "accounts")
    window.wait_words("+44" + "7700900101")
    picture(window, f"{look}-accounts")


def test_closing_leaves_nothing(open_window, usual_backend, practice):  # noqa: F811
    window = open_window()
    window.press("button", "Use on This Computer")
    window.action("pane", "accounts")
    window.press("list item", "WhatsApp", within=("list", "Add an account"))
    window.find("text", "Phone Number with Country Code")
    window.type_keys("+447700900101")
    window.keys("Return")
    window.find("text", "Code")
    window.keys("Escape")
    window.wait_gone("text", "Code")
    assert usual_backend.api.get("/v1/accounts").json["items"] == []
