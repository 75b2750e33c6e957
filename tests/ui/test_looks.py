# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking whether a copy is still there, and saying where one is, in the window.

A picture of each screen is left in pictures/looks of the build directory.
"""
import contextlib
import sqlite3
import time

import pytest

from harness.authors import AtSnac
from harness.backend import build_dir
from harness.job import link_mastodon, share, wait_state
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_servers import open_window  # noqa: F401

PICTURES = build_dir() / "pictures/looks"


@pytest.fixture
def usual_backend(session, make_backend):
    return make_backend(socket=session.run / "accounts-center/backend.sock")


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")


def lose(backend, status):
    """As if nobody could find out whether it arrived."""
    backend.kill()
    with contextlib.closing(sqlite3.connect(backend.data / "store.sqlite")) as store, store:
        store.execute("UPDATE delivery SET remote_id = NULL, remote_uri = NULL, url = NULL, open = 1 WHERE status_id = ?", (status,))
        store.execute("UPDATE step SET state = 6, look = 1 WHERE delivery_id IN (SELECT id FROM delivery WHERE status_id = ?)", (status,))
    backend.start()


def look_again(window, handle):
    window.press("toggle button", "More About This Copy", within=("list item", handle))
    window.find("menu item")            # GTK 4.18 gives these no name
    window.keys("Down", "Return")


@pytest.mark.parametrize("size, scheme, look", [(WIDE, "prefer-light", "wide-light"), (NARROW, "prefer-dark", "narrow-dark")])
def test_looking_and_finding(open_window, usual_backend, snac, size, scheme, look):  # noqa: F811
    api = usual_backend.api
    account = link_mastodon(api, snac)
    handle = api.get(f"/v1/accounts/{account}").json["handle"]
    status = share(api, f"Open on Sunday {time.time()}", account).json["id"]
    url = wait_state(api, status, "live")["deliveries"][0]["url"]
    lose(usual_backend, status)
    window = open_window(size=size, scheme=scheme)
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.press("button", "Answer…", within=("list item", handle))
    window.set_text(window.find("text", "Address of the Post (Optional)"), "https://example.org/1")
    picture(window, f"{look}-answer")
    window.press("button", "It Is There")
    window.wait_words("None of your posts is at this address")
    assert window.find("text", "Address of the Post (Optional)").text == "https://example.org/1"
    picture(window, f"{look}-answer-again")
    window.set_text(window.find("text", "Address of the Post (Optional)"), f" {url} ")
    window.press("button", "It Is There")
    wait_for(lambda: api.get(f"/v1/statuses/{status}").json["deliveries"][0].get("url") == url, 30, "its address is known")

    look_again(window, handle)
    window.wait_words("It is still there")
    picture(window, f"{look}-there")
    AtSnac(snac).delete(url)
    look_again(window, handle)
    window.wait_words("No longer there: it was deleted there, not from here")
    wait_for(lambda: (node := window.focused()) and node.name in (handle, "More About This Copy"), 5, "the focus stays in the list")
    assert "It is still there" not in window.describe()
    picture(window, f"{look}-gone")

    window.press("toggle button", "More About This Copy", within=("list item", handle))
    window.find("menu item")
    window.keys("Return")               # what was tried is all that can still be asked
    window.wait_words("The last 20 are kept")
    window.wait_words("sent, answer 200")
    assert window.find("list item", "Shared")
    picture(window, f"{look}-tries")
