# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of a text beside it, in the window: content note, language, emoji and link card, from the composer to the card of the status.

A picture of each screen is left in pictures/words of the build directory.
"""
import json
import time

import pytest

from harness.backend import build_dir
from harness.job import add_bluesky, link_mastodon
from harness.page import Site
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_servers import open_window  # noqa: F401

PICTURES = build_dir() / "pictures/words"
LOOKS = [(WIDE, "prefer-light", None, "wide-light"), (NARROW, "prefer-dark", "rtl", "narrow-dark-rtl")]
LANGUAGES = [("de", "German"), ("en", "English"), ("fr", "French"), ("el", "Greek, Modern (1453-)")]


@pytest.fixture
def usual_backend(session, make_backend, pds):
    return make_backend(socket=session.run / "accounts-center/backend.sock", plc=pds.plc)


@pytest.fixture
def site():
    with Site(title="Why rye bread takes two days, and why it is worth the wait") as made:
        yield made


@pytest.fixture
def iso_codes(session, tmp_path):
    """The names of a few languages, as iso-codes has them."""
    folder = tmp_path / "share/iso-codes/json"
    folder.mkdir(parents=True)
    (folder / "iso_639-2.json").write_text(json.dumps({"639-2": [{"alpha_2": tag, "alpha_3": tag + "x", "name": name} for tag, name in LANGUAGES]}))
    session.env["XDG_DATA_DIRS"] = f"{tmp_path}/share:{session.env.get('XDG_DATA_DIRS', '/usr/local/share:/usr/share')}"


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")


def drafts(api):
    return api.every("/v1/drafts")


@pytest.mark.parametrize("size, scheme, direction, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_words(open_window, usual_backend, iso_codes, snac, pds, site, size, scheme, direction, look):  # noqa: F811
    api, handle, text = usual_backend.api, pds.alice["handle"], f"Fresh from the oven {site.base}/rye"
    add_bluesky(api, pds)
    link_mastodon(api, snac)
    window = open_window(size=size, scheme=scheme, direction=direction)
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.press("button", "Write a Status")
    written = window.find("text", "Text of the status")
    window.set_text(written, text)
    assert not window.all("button", "Add")
    window.press("check box", handle)
    window.wait_words("For Bluesky. Asks 127.0.0.1 for its title")
    picture(window, f"{look}-calm")
    assert site.visits == 0
    window.press("button", "Add")
    window.wait_words("Link card · 127.0.0.1")

    window.press("list item", "Content Note and Language")
    window.set_text(window.find("text", "Content Note"), "Food")
    window.act(window.find("combo box", "Language"))
    window.click(window.find("list item", "French"))
    window.wait_words("“Food” · French")
    picture(window, f"{look}-note")
    window.press("check box", f"@{snac.login}@" + snac.base.split("//")[1])
    window.press("list item", handle, within=window.find("list", "Preview"))
    window.wait_words(f"CW: Food\n\n{text}")
    window.wait_words("Link card: Why rye bread takes two days")
    picture(window, f"{look}-said")

    # All of it is kept at the next pause, and comes back with the draft.
    wait_for(lambda: [draft for draft in drafts(api) if draft.get("note") == "Food" and draft.get("language") == "fr" and "card" in draft], 20)
    window.press("button", "Share")
    window.find("button", "Undo")
    window.act(window.all("button", "Undo")[-1])            # the toast's; the row has one for its own copy
    window.wait_words("“Food” · French")
    window.wait_words("Link card · 127.0.0.1")
    assert site.visits == 1
    window.press("button", "Insert emoji")
    window.find("button", "Smileys & People")
    window.keys("Escape")
    window.wait_gone("button", "Smileys & People")
    assert api.request("PATCH", "/v1/settings", {"undo_seconds": 0}).status == 200
    window.press("button", "Share")
    window.wait_words("Content note: Food")
    window.wait_words("Link card: Why rye bread takes two days")
    picture(window, f"{look}-shared")
    assert "Food" in [post.get("summary") for post in snac.posts()]
