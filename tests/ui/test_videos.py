# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A video on its whole way through the window: chosen, told by each account whether it is taken, shared, in the list, taken back.

A picture of each step is left in pictures/videos of the build directory.
"""
import time

import pytest

from harness.backend import build_dir
from harness.job import add_bluesky, begin, finish, link_mastodon, send_at_once, wait_state
from harness.pictures import jpeg
from harness.practice import FACEBOOK_LENA, LENA, THREADS_LENA, consent
from harness.processes import wait_for
from harness.videos import mp4
from harness.window import NARROW, WIDE
from test_servers import open_window  # noqa: F401

PICTURES = build_dir() / "pictures/videos"
LOOKS = [(NARROW, "prefer-dark", "narrow-dark"), (WIDE, "prefer-light", "wide-light")]


@pytest.fixture
def usual_backend(session, make_backend, practice, pds):
    return make_backend(socket=session.run / "accounts-center/backend.sock", practice=practice.base, plc=pds.plc)


@pytest.fixture
def accounts(usual_backend, snac, pds):
    api = usual_backend.api
    send_at_once(api)
    link_mastodon(api, snac)
    add_bluesky(api, pds)
    for service, person in (("facebook", FACEBOOK_LENA), ("instagram", LENA), ("threads", THREADS_LENA)):
        attempt = begin(api, service, "")
        consent(attempt, person)
        finish(api, attempt)


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")


def add(window, path):
    window.press("button", "Add Picture or Video…")
    window.choose_file("Add Pictures or a Video", path)


@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_video(open_window, usual_backend, accounts, pds, snac, tmp_path, size, scheme, look):  # noqa: F811
    files = {"long.mp4": mp4(301), "bread.mp4": mp4(12), "loaf.jpg": jpeg(), "phone.mp4": mp4().replace(b"avc1", b"hvc1")}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    api, text = usual_backend.api, f"Fresh bread {time.time()}"
    window = open_window(size=size, scheme=scheme)
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.press("button", "Write a Status")
    window.set_text(window.find("text", "Text of the status"), text)
    boxes = window.all("check box", within=window.find("list", "Share to")) + window.all("check box", "WhatsApp")
    for box in boxes:
        window.act(box)
    add(window, tmp_path / "phone.mp4")
    window.wait_words("“phone.mp4” can’t be shared. Of videos, MP4 with H.264 and AAC can")
    picture(window, f"{look}-1-refused")
    add(window, tmp_path / "long.mp4")
    window.wait_words("5:01")
    for words in ("Bluesky · Takes videos of 3 minutes at most", "Threads · Takes videos of 5 minutes at most", "WhatsApp · A link carries no videos"):
        window.wait_words(words)
    assert "sensitive" not in window.find("button", "Share").states
    picture(window, f"{look}-2-long")
    window.press("button", "Remove the Video")
    add(window, tmp_path / "bread.mp4")
    add(window, tmp_path / "loaf.jpg")
    window.wait_words("Bluesky · Takes one video, with no picture beside it")
    picture(window, f"{look}-3-beside-a-picture")
    window.press("button", "Remove the Picture")
    window.act(boxes[-1])
    window.set_text(window.find("text", "What the Video Shows"), "Bread that rises")
    picture(window, f"{look}-4-ready")
    window.press("button", "Share")
    window.wait_words("A video (0:12): Bread that rises")
    status = wait_for(lambda: api.get("/v1/statuses").json["items"], 20, "it is kept")[0]["id"]
    wait_state(api, status, "live", 90)
    picture(window, f"{look}-5-live")
    posts = [post["value"]["embed"] for post in pds.posts() if post["value"]["text"] == text]
    assert [post["alt"] for post in posts] == ["Bread that rises"] and text in snac.texts()
    window.press("button", "Delete Everywhere…")
    window.press("button", "Delete")
    wait_for(lambda: sum("Deleted there" in node.name for node in window.all("label")) == 4, 60, "it is gone where it can be deleted")
    window.wait_words("lets no other program delete this", seconds=60)
    picture(window, f"{look}-6-taken-back")
    assert text not in snac.texts() + pds.texts()
