# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A text of its own for one account: begun with the present one, counted by its own rule, dropped and brought back, and shown by the card.

A picture of each screen is left in pictures/texts of the build directory.
"""
import json
import os
import signal
import time
import uuid

import pytest

from harness.backend import build_dir
from harness.job import add_bluesky, link_mastodon, wait_state
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_servers import open_window  # noqa: F401
from test_times import show

PICTURES = build_dir() / "pictures/texts"
LONG = "The oven is warm again, and the first loaves are on the shelf. " * 6
SHORT = "Warm bread from seven o’clock"
LOOKS = [(WIDE, "prefer-light", "wide-light", SHORT), (NARROW, "prefer-dark", "narrow-dark", "خبز دافئ من السابعة")]


@pytest.fixture
def usual_backend(session, make_backend, pds):
    return make_backend(socket=session.run / "accounts-center/backend.sock", plc=pds.plc)


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")


def tab_to(window, name, back=False):
    for _ in range(60):
        window.keys("shift+Tab" if back else "Tab")
        if window.focused() and window.focused().name == name:
            return
    raise LookupError(f"the keyboard doesn't reach {name}:\n{window.describe()}")


@pytest.mark.parametrize("size, scheme, look, own", LOOKS, ids=[look for _, _, look, _ in LOOKS])
def test_own_text(open_window, usual_backend, snac, pds, size, scheme, look, own):  # noqa: F811
    api, handle = usual_backend.api, pds.alice["handle"]
    link_mastodon(api, snac), add_bluesky(api, pds)
    assert api.request("PATCH", "/v1/settings", {"undo_seconds": 0}).status == 200
    window = open_window(size=size, scheme=scheme)
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.press("button", "Write a Status")
    window.set_text(window.find("text", "Text of the status"), LONG)
    for name in (f"@{snac.login}@", handle):
        window.press("check box", next(each.name for each in window.all("check box") if each.name.startswith(name)))
    window.wait_words("characters too long")
    assert "sensitive" not in window.find("button", "Share").states

    tab_to(window, "Write Another Text Here…")
    while window.focused().description != f"Text for {handle}":
        tab_to(window, "Write Another Text Here…")
    window.keys("Return")
    field = window.find("text", f"Text for {handle}")
    assert window.focused().name == field.name and field.text == LONG
    window.set_text(field, own)
    window.wait_words(f"{300 - len(own)} characters left")
    window.wait_words("Bluesky · Public · text of its own")
    assert "sensitive" in window.find("button", "Share").states
    picture(window, f"{look}-written")

    tab_to(window, "Use the Same Text Again")
    window.keys("Return")
    window.wait_words("characters too long")
    assert window.focused().name == "Undo"
    picture(window, f"{look}-dropped")
    window.keys("Return")
    assert window.find("text", f"Text for {handle}").text == own
    window.set_text(window.find("text", "Text of the status"), LONG + "Come by!")
    assert window.find("text", f"Text for {handle}").text == own

    draft = wait_for(lambda: [each for each in api.get("/v1/drafts").json["items"] if each["text"].endswith("Come by!")], 20, "it is kept")[0]
    assert sorted(target.get("text", "") for target in draft["targets"]) == ["", own]
    window.press("list item", handle, within=window.find("list", "Preview"))
    window.wait_words(own, within=window.find("list", "Preview"))
    picture(window, f"{look}-preview")
    window.press("button", "Share")
    status = wait_for(lambda: api.get("/v1/statuses").json["items"], 20, "it is shared")[0]
    wait_state(api, status["id"], "live")
    assert sum(record["value"]["text"] == own for record in pds.posts()) == 1
    window.wait_words("Bluesky · Text of its own · Arrived")
    window.press("list item", "Text of Its Own")
    window.wait_words(own)
    picture(window, f"{look}-card")

    window.press("button", "Delete and Redo…")
    window.wait_words("Likes and replies are lost")
    picture(window, f"{look}-ask-again")
    window.press("button", "Delete")
    assert window.find("text", "Text of the status").text == LONG + "Come by!"
    assert window.find("text", f"Text for {handle}").text == own
    picture(window, f"{look}-again")
    wait_state(api, status["id"], "removed")
    assert [draft["text"] for draft in api.every("/v1/drafts")] == [LONG + "Come by!"]


def turn(window, name):
    offered = wait_for(lambda: [each.name for each in window.all("check box") if each.name.startswith(name)], 20, "it is offered")
    window.press("check box", offered[0])


def test_undone_with_what_was_off(open_window, usual_backend, snac, pds):  # noqa: F811
    """What has no text says so. The text of a target that was turned off before sharing is there after Undo, and in the draft."""
    api, handle = usual_backend.api, pds.alice["handle"]
    link_mastodon(api, snac), add_bluesky(api, pds)
    window = open_window(size=WIDE, scheme="prefer-light")
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.press("button", "Write a Status")
    turn(window, handle)
    window.press("button", "Write Another Text Here…")
    window.set_text(window.find("text", f"Text for {handle}"), SHORT)
    turn(window, f"@{snac.login}@")
    window.wait_words("Mastodon · Needs a text")
    assert "sensitive" not in window.find("button", "Share").states
    window.set_text(window.find("text", "Text of the status"), LONG[:60])
    turn(window, handle)
    window.press("button", "Share")
    window.wait_words("Sharing to 1 place")
    window.act(window.all("button", "Undo")[-1])
    window.find("text", "Text of the status")
    wait_for(lambda: [[target.get("text") for target in draft["targets"]] for draft in api.every("/v1/drafts")] == [[None, SHORT]], 20, "it is kept")
    turn(window, handle)
    assert window.find("text", f"Text for {handle}").text == SHORT


def test_nothing_is_lost(open_window, usual_backend, session, pds):  # noqa: F811
    """Killed in the middle of it while the backend is silent, the window comes back with it; an empty one can't be shared, one alone can."""
    api, handle = usual_backend.api, pds.alice["handle"]
    account = add_bluesky(api, pds)
    window = open_window(size=WIDE, scheme="prefer-light")
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.press("button", "Write a Status")
    window.press("check box", handle)
    window.press("button", "Write Another Text Here…")
    window.wait_words("Bluesky · Its text is empty")
    window.set_text(window.find("text", f"Text for {handle}"), "Warm")
    wait_for(lambda: "sensitive" in window.find("button", "Share").states, 20, "it can be shared")
    assert window.find("list", "Preview")
    wait_for(lambda: [each["targets"][0].get("text") for each in api.every("/v1/drafts")] == ["Warm"], 20, "it is kept")
    os.kill(usual_backend.process.pid, signal.SIGSTOP)
    try:
        window.set_text(window.find("text", f"Text for {handle}"), SHORT)
        time.sleep(1)
        words = session.home / ".local/state/accounts-center/words/here"
        assert [json.loads(path.read_text())["targets"][0]["text"] for path in words.iterdir()] == [SHORT]
        window.process.stop(9)
    finally:
        os.kill(usual_backend.process.pid, signal.SIGCONT)
    window = open_window()
    window.action("pane", "status")
    wait_for(lambda: [each["targets"][0].get("text") for each in api.every("/v1/drafts")] == [SHORT], 30, "it was told")
    show(window, "All", "Drafts")
    window.wait_words(SHORT)
    window.press("button", "Continue")
    assert window.find("text", f"Text for {handle}").text == SHORT

    window.press("check box", next(each.name for each in window.all("check box") if each.name.startswith(handle)))
    wait_for(lambda: "sensitive" not in window.find("button", "Share").states, 20, "nothing is chosen")
    kept, = wait_for(lambda: [each for each in api.every("/v1/drafts") if each["targets"][0].get("chosen") is False], 20, "it is kept")
    assert [target["text"] for target in kept["targets"]] == [SHORT]
    window.press("button", "Cancel")
    window.press("button", "Keep as Draft")
    window.wait_gone("text", "Text of the status")

    gone = {"account_id": str(uuid.uuid4()), "audience": "public", "text": "For one that is gone"}
    by_hand = {"service": "bluesky", "audience": "public", "text": "Once by hand"}
    assert api.put(f"/v1/drafts/{kept['id']}", {"text": "", "targets": [gone, by_hand]}).status == 200
    window.wait_words("For one that is gone")
    window.press("button", "Continue")
    window.set_text(window.find("text", "Text of the status"), "Go on")
    kept, = wait_for(lambda: [each for each in api.every("/v1/drafts") if each["text"] == "Go on"], 20, "it is kept")
    assert kept["targets"] == [{"account_id": account, "audience": "public", "text": "Once by hand", "chosen": False}, gone]
    window.press("button", "Cancel")
    window.press("button", "Keep as Draft")
    window.wait_gone("text", "Text of the status")
    window.press("button", "Continue")
    window.set_text(window.find("text", "Text of the status"), "And on")
    again, = wait_for(lambda: [each for each in api.every("/v1/drafts") if each["text"] == "And on"], 20, "it is kept")
    assert again["targets"] == kept["targets"]
