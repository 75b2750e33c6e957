# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other words for what was shared: the window says beforehand which copies get them, and afterwards which have them.

A picture of each screen is left in pictures/edits of the build directory.
"""
import time

import pytest

from harness.backend import build_dir
from harness.job import add_bluesky, link_mastodon, wait_state
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_servers import open_window  # noqa: F401
from test_texts import tab_to

PICTURES = build_dir() / "pictures/edits"
LOOKS = [(WIDE, "prefer-light", "wide-light"), (NARROW, "prefer-dark", "narrow-dark")]


@pytest.fixture
def usual_backend(session, make_backend, pds):
    return make_backend(socket=session.run / "accounts-center/backend.sock", plc=pds.plc)


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")


@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_edit(open_window, usual_backend, snac, pds, size, scheme, look):  # noqa: F811
    api, text, new = usual_backend.api, f"Fresh bred {time.time():.0f}", f"Fresh bread {time.time():.0f}"
    targets = [{"account_id": account, "audience": "public"} for account in (link_mastodon(api, snac), add_bluesky(api, pds))]
    status = api.post("/v1/statuses", {"text": text, "targets": targets}).json["id"]
    wait_state(api, status, "live")
    window = open_window(size=size, scheme=scheme)
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.wait_words(text)
    tab_to(window, "Edit…")
    assert [node.name for node in window.all("list item") if "selected" in node.states] == ([] if size == NARROW else ["Status Sharing"])
    window.keys("Return")
    field = window.find("text", "Text of the Status")
    window.wait_words("Mastodon · Is changed")
    window.wait_words("Bluesky · Stays as it is. Bluesky shows no changes of a post")
    wait_for(lambda: (node := window.focused()) and node.name == field.name, 5, "the cursor is in the text")
    assert field.text == text and "sensitive" not in window.find("button", "Change").states
    window.set_text(field, " ")
    assert "sensitive" not in window.find("button", "Change").states
    window.set_text(field, new)
    picture(window, f"{look}-dialog")
    window.press("button", "Cancel")
    window.press("button", "Keep Writing")
    window.press("button", "Change")
    window.wait_gone("text", "Text of the Status")
    window.wait_words("Changed")
    window.wait_words("Has the earlier text")
    window.wait_words(new)
    window.press("list item", "Text There Now")
    window.wait_words(text)
    picture(window, f"{look}-card")
    assert wait_for(lambda: [post for post in snac.posts() if post["sourceContent"] == new], 20, "it is changed")


def test_two_windows(open_window, usual_backend, snac):  # noqa: F811
    """What somebody changed elsewhere meanwhile is seen before it is overwritten, and nothing that was written is lost."""
    api, text = usual_backend.api, f"One {time.time():.0f}"
    targets = [{"account_id": link_mastodon(api, snac), "audience": "public"}]
    status = api.post("/v1/statuses", {"text": text, "targets": targets}).json["id"]
    wait_state(api, status, "live")
    window = open_window(size=WIDE, scheme="prefer-light")
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.press("button", "Edit…")
    window.set_text(window.find("text", "Text of the Status"), "Mine")
    assert api.request("PATCH", f"/v1/statuses/{status}", {"revision": 0, "text": "Theirs"}).status == 200
    window.press("button", "Change")
    window.wait_words("It was changed somewhere else meanwhile. Look at the other text first")
    window.wait_words("Theirs")
    assert window.find("text", "Text of the Status").text == "Mine"
    assert api.get(f"/v1/statuses/{status}").json["text"] == "Theirs"
    picture(window, "conflict")
    window.press("button", "Change")
    window.wait_gone("text", "Text of the Status")
    assert api.get(f"/v1/statuses/{status}").json["text"] == "Mine"
