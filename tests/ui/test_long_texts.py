# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A text that is too long for one post: the composer says so, offers a thread and shows it, and the card has its posts.

A picture of each screen is left in pictures/threads of the build directory.
"""
import time

import pytest

from harness.backend import build_dir
from harness.job import add_bluesky, wait_state
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_servers import open_window  # noqa: F401

PICTURES = build_dir() / "pictures/threads"
ENGLISH = "The oven is warm again, and the first loaves are on the shelf. " * 9 + "\n\nCome by before noon."
ARABIC = "الفرن دافئ من جديد والأرغفة الأولى على الرف، تعالوا قبل الظهر من فضلكم. " * 9
LOOKS = [(WIDE, "prefer-light", "wide-light", ENGLISH, 3), (NARROW, "prefer-dark", "narrow-dark", ARABIC, 3)]


@pytest.fixture
def usual_backend(session, make_backend, pds):
    return make_backend(socket=session.run / "accounts-center/backend.sock", plc=pds.plc)


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")


def tab_to(window, name):
    """Everything can be reached by the keyboard; lists are walked with the arrows."""
    for _ in range(60):
        window.keys("Tab" if not window.focused() or not window.focused().name.startswith("Post ") else "Down")
        if window.focused() and window.focused().name.startswith(name):
            return
    raise LookupError(f"the keyboard doesn't reach {name}:\n{window.describe()}")


@pytest.mark.parametrize("size, scheme, look, text, parts", LOOKS, ids=[look for _, _, look, *_ in LOOKS])
def test_thread(open_window, usual_backend, pds, size, scheme, look, text, parts):  # noqa: F811
    api, handle = usual_backend.api, pds.alice["handle"]
    add_bluesky(api, pds)
    assert api.request("PATCH", "/v1/settings", {"undo_seconds": 0}).status == 200
    window = open_window(size=size, scheme=scheme)
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.press("button", "Write a Status")
    window.set_text(window.find("text", "Text of the status"), "Short")
    window.press("check box", handle)
    window.wait_words("295 characters left")
    assert not window.all("check box", f"Share as a Thread of {parts} Posts")

    window.set_text(window.find("text", "Text of the status"), text)
    window.wait_words("characters too long")
    offered = window.find("check box", f"Share as a Thread of {parts} Posts")
    window.wait_words(f"Bluesky: {parts} posts")
    assert "checked" not in offered.states
    assert "sensitive" not in window.find("button", "Share").states
    picture(window, f"{look}-offered")

    window.press("check box", f"Share as a Thread of {parts} Posts")
    window.wait_words(f"thread of {parts} posts")
    window.press("list item", handle, within=window.find("list", "Preview"))
    window.wait_words(f"Post {parts} of {parts}")
    window.press("check box", "Number the Posts")
    window.wait_words(f" 1/{parts}")
    tab_to(window, f"Post {parts} of {parts}")
    picture(window, f"{look}-preview")

    window.press("button", "Share")
    status = wait_for(lambda: api.get("/v1/statuses").json["items"], 20, "it is shared")[0]
    live = wait_state(api, status["id"], "live")["deliveries"][0]
    assert [part["text"].rsplit(" ", 1)[1] for part in live["parts"]] == [f"{number}/{parts}" for number in range(1, parts + 1)]
    window.wait_words(f"{parts} of {parts} are there")
    window.press("list item", f"Thread of {parts} posts")
    window.wait_words(f"Post {parts} of {parts} · Arrived")
    assert window.find("button", f"Open Post {parts} of {parts}")
    picture(window, f"{look}-card")
    assert api.delete(f"/v1/statuses/{status['id']}").status == 202
    window.wait_words(f"0 of {parts} are there", seconds=60)
    picture(window, f"{look}-taken-back")


def test_thread_by_keyboard_and_draft(open_window, usual_backend, pds):  # noqa: F811
    """What was chosen is kept with the draft."""
    add_bluesky(usual_backend.api, pds)
    window = open_window(size=WIDE, scheme="prefer-light")
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.press("button", "Write a Status")
    window.set_text(window.find("text", "Text of the status"), ENGLISH)
    window.press("check box", pds.alice["handle"])
    tab_to(window, "Share as a Thread")
    window.keys("space")
    window.wait_words("thread of 3 posts")
    window.press("button", "Cancel")
    window.press("button", "Keep as Draft")
    draft = wait_for(lambda: usual_backend.api.get("/v1/drafts").json["items"], 20, "it is kept")[0]
    assert [target["long_text"] for target in draft["targets"]] == ["thread"]
