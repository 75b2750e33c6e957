# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pausing in the window: one account for an hour, all sharing until tomorrow.

A picture of each screen is left in pictures/pauses of the build directory.
"""
import contextlib

import pytest

from harness.backend import build_dir
from harness.job import link_mastodon, share
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_servers import open_window  # noqa: F401

PICTURES = build_dir() / "pictures/pauses"


@pytest.fixture
def usual_backend(session, make_backend):
    return make_backend(socket=session.run / "accounts-center/backend.sock")


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(TimeoutError):
        window.rest()
    window.picture(PICTURES / f"{name}.png")


def choose(window, row, value):
    window.act(window.find("combo box", row))
    window.click(window.find("list item", value))


@pytest.mark.parametrize("size, scheme, look", [(WIDE, "prefer-light", "wide-light"), (NARROW, "prefer-dark", "narrow-dark")])
def test_pausing(open_window, usual_backend, snac, size, scheme, look):  # noqa: F811
    api = usual_backend.api
    account = link_mastodon(api, snac)
    handle = api.get(f"/v1/accounts/{account}").json["handle"]
    window = open_window(size=size, scheme=scheme)
    window.press("button", "Use on This Computer")
    window.action("pane", "accounts")
    window.press("list item", handle)
    choose(window, "Pause Sharing", "For an Hour")
    wait_for(lambda: api.get(f"/v1/accounts/{account}").json.get("paused_until"), 20, "it is paused")
    window.wait_words("Until ")
    picture(window, f"{look}-account")
    share(api, "The oven rests", account)
    window.keys("Escape")
    window.action("pane", "status")
    window.wait_words("Sharing is paused until")
    picture(window, f"{look}-status")
    window.press("button", "Resume…")
    choose(window, "Pause Sharing", "Off")
    wait_for(lambda: "paused" not in api.get(f"/v1/accounts/{account}").json, 20, "it goes on")
    window.keys("Escape")
    window.wait_words("Arrived")

    api.put("/v1/sharing", {"stopped": True})
    window.action("pane", "overview")
    choose(window, "For How Long", "Until Tomorrow")
    wait_for(lambda: api.get("/v1/backend").json.get("sharing_stopped_until"), 20, "it has an end")
    picture(window, f"{look}-all")
