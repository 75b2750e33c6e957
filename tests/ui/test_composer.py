# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A status with a picture in the window: what each account takes stands under its name before anything is shared.

A picture of each state is left in pictures/composer of the build directory.
"""
import time

import pytest

from harness.backend import build_dir
from harness.job import begin, finish, share
from harness.pictures import add_picture, jpeg
from harness.practice import FACEBOOK_LENA, LENA, THREADS_LENA, consent
from harness.videos import mp4
from harness.window import NARROW, WIDE
from test_servers import open_window  # noqa: F401

PICTURES = build_dir() / "pictures/composer"
LOOKS = [(WIDE, "prefer-light", "wide-light"), (NARROW, "prefer-dark", "narrow-dark")]


@pytest.fixture
def usual_backend(session, make_backend, practice):
    return make_backend(socket=session.run / "accounts-center/backend.sock", practice=practice.base)


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")


@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_pictures(open_window, usual_backend, practice, size, scheme, look):  # noqa: F811
    api = usual_backend.api
    attempt = begin(api, "instagram", "")
    consent(attempt, LENA)
    account = finish(api, attempt)
    window = open_window(size=size, scheme=scheme)
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.press("button", "Write a Status")
    window.set_text(window.find("text", "Text of the status"), "Fresh bread")
    window.press("check box", "@lenas.bakery")
    window.wait_words("Instagram · Needs a picture")
    assert "sensitive" not in window.find("button", "Share").states
    picture(window, f"{look}-needed")
    window.press("button", "Cancel")
    window.press("button", "Discard")

    status = share(api, "", account, pictures=[(add_picture(api, jpeg(400, 300)).json["id"], "Bread")], form="story").json["id"]
    window.wait_words("1 picture: Bread")
    window.wait_words("Story · Arrived", seconds=40)
    api.delete(f"/v1/statuses/{status}")
    window.wait_words("lets no other program delete a story", seconds=40)
    window.find("button", "Open")
    picture(window, f"{look}-story")
    assert [post["kind"] for post in practice.held("posts")] == ["story"]


@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_video_and_ghost(open_window, usual_backend, practice, tmp_path, size, scheme, look):  # noqa: F811
    """A video is a row with its length; who takes none says so, and a ghost post is text alone."""
    for service, person in (("facebook", FACEBOOK_LENA), ("threads", THREADS_LENA)):
        attempt = begin(usual_backend.api, service, "")
        consent(attempt, person)
        finish(usual_backend.api, attempt)
    path = tmp_path / "bread.mp4"
    path.write_bytes(mp4(61))
    window = open_window(size=size, scheme=scheme)
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    window.press("button", "Write a Status")
    window.set_text(window.find("text", "Text of the status"), "Fresh bread")
    window.press("button", "Add Picture or Video…")
    window.choose_file("Add Pictures or a Video", path)
    window.wait_words("1:01")
    window.set_text(window.find("text", "What the Video Shows"), "Bread")
    for name in ("Lena’s Bakery", "@lenas.bakery"):
        window.press("check box", name)
    for row, form in (("Lena’s Bakery", "Story"), ("@lenas.bakery", "Ghost")):
        target = next(each for each in window.find("list", "Share to").children if row in each.words)
        window.act(window.find("combo box", "Shared As", within=target))
        window.click(window.find("list item", form))
    window.wait_words("Takes videos of 1 minute at most")
    window.wait_words("A ghost post is text alone")
    assert "sensitive" not in window.find("button", "Share").states
    picture(window, f"{look}-video")
