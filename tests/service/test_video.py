# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Videos, stories and ghost posts at the practice services: given, cleaned, shared once and taken back as far as that goes."""
import sqlite3

import pytest

from harness.job import begin, finish, share, wait_state
from harness.pictures import SECRET, add_picture, held, jpeg, noise
from harness.practice import BAKERY_PAGE, DAY, FACEBOOK_LENA, HOUR, LENA, THREADS_LENA, consent, open_page
from harness.processes import wait_for
from harness.videos import FILM, mp4

GRAPH, UPLOADS = "graph.facebook.com", "rupload.facebook.com"
PEOPLE = {"facebook": FACEBOOK_LENA, "instagram": LENA, "threads": THREADS_LENA}


@pytest.fixture
def backend(make_backend, session, practice):
    session.env["AC_SETTLE_MS"] = "1000"
    return make_backend(practice=practice.base)


@pytest.fixture
def page(api, practice):
    practice.control("apps", service="facebook", needs_proof=True)
    return link(api, "facebook")


def link(api, service):
    attempt = begin(api, service, "")
    consent(attempt, PEOPLE[service])
    return finish(api, attempt)


def share_file(api, account, data, text="Fresh bread", form="post"):
    return share(api, text, account, pictures=[(add_picture(api, data).json["id"], "Bread")], form=form).json["id"]


def delivery_of(api, status):
    return api.get(f"/v1/statuses/{status}").json["deliveries"][0]


def test_given(backend):
    """What it says of where and when it was taken never gets into the store."""
    api, video = backend.api, mp4(12.5)
    given = add_picture(api, video)
    assert given.status == 201
    assert {name: given.json[name] for name in ("type", "width", "height", "size", "duration_ms")} == {
        "type": "video/mp4", "width": 540, "height": 960, "size": len(video), "duration_ms": 12500}
    (_, kept), = held(backend)
    assert FILM in kept and SECRET not in kept and b"\xe1\xe2\xe3" not in kept and len(kept) == len(video)


@pytest.mark.parametrize("data, problem", [(mp4()[:-9], "not-a-picture"), (mp4().replace(b"avc1", b"hvc1"), "not-a-picture"),
                                           (mp4(film=bytes(33 << 20)), "too-large"), (noise(33 << 20), "too-large")],
                         ids=["cut", "hevc", "large", "large-picture"])
def test_not_taken(api, data, problem):
    assert add_picture(api, data).problem == problem


@pytest.mark.parametrize("service, seconds, form, good", [
    ("facebook", 61, "post", True), ("facebook", 61, "story", False), ("facebook", 2, "story", False), ("facebook", 60, "story", True),
    ("instagram", 2, "post", False), ("instagram", 61, "story", False), ("threads", 301, "post", False), ("threads", 5, "ghost", False)])
def test_lengths(api, service, seconds, form, good):
    status = share(api, "x", link(api, service), pictures=[add_picture(api, mp4(seconds)).json["id"]], form=form)
    assert status.status == 201 if good else status.problem == "pictures-refused"


def test_one_alone(api, page):
    pictures = [add_picture(api, data).json["id"] for data in (mp4(), jpeg())]
    assert share(api, "x", page, pictures=pictures).problem == "pictures-refused"


@pytest.mark.parametrize("service, form", [("facebook", "post"), ("facebook", "story"), ("instagram", "post"), ("instagram", "story"), ("threads", "post")])
def test_video(backend, practice, service, form):
    api = backend.api
    video = mp4(film=FILM * 20)
    status = share_file(api, link(api, service), video, form=form)
    delivery = wait_state(api, status, "live")["deliveries"][0]
    tries = api.get(f"/v1/deliveries/{delivery['id']}/attempts").json["items"]
    assert delivery["tried"] and (sum(found["sent"] for found in tries) > len(video)) == (service == "facebook")
    post, = practice.held("posts")
    assert post["kind"] == form and post["picture"].startswith("MP4") and post.get("text") == (None if form == "story" else "Fresh bread")
    shown = open_page(delivery["url"])[2]
    assert "Video: MP4" in shown and ("Story" in shown) == (form == "story")
    assert held(backend) == []
    api.delete(f"/v1/statuses/{status}")
    if service == "instagram":
        wait_for(lambda: delivery_of(api, status).get("error") in ("delete-there", "ends-by-itself"), 30, "it is said who can delete it")
    else:
        wait_state(api, status, "removed")
        assert not practice.held("posts")


def test_photo_story(api, practice, page):
    """It can't be deleted by us, and is looked after until it has ended."""
    status = share_file(api, page, jpeg(540, 960), "Not part of it", "story")
    wait_state(api, status, "live")
    story, = practice.held("posts")
    assert (story["kind"], story["owner"], story.get("text")) == ("story", BAKERY_PAGE, None)
    api.delete(f"/v1/statuses/{status}")
    wait_for(lambda: delivery_of(api, status).get("error") == "ends-by-itself", 30, "it is said that it ends by itself")
    waiting = delivery_of(api, status)
    assert waiting["state"] == "removing" and waiting["url"] and waiting["next_at"]
    practice.advance(DAY + HOUR)
    assert api.request("POST", f"/v1/deliveries/{waiting['id']}/retry").status == 202
    wait_state(api, status, "removed")


@pytest.mark.parametrize("data, host, path, fault", [
    (jpeg(), GRAPH, f"v23.0/{BAKERY_PAGE}/photos", {"kind": "dropped"}),
    (jpeg(), GRAPH, f"v23.0/{BAKERY_PAGE}/photo_stories", {"kind": "dropped", "commit": True}),
    (jpeg(), GRAPH, f"v23.0/{BAKERY_PAGE}/photo_stories", {"kind": "html", "commit": True}),
    (mp4(), GRAPH, f"v23.0/{BAKERY_PAGE}/video_stories", {"kind": "dropped"}),
    (mp4(), GRAPH, f"v23.0/{BAKERY_PAGE}/video_stories", {"kind": "wrong-type"}),
    (mp4(), UPLOADS, "video-upload/", {"kind": "dropped", "commit": True}),
    (mp4(), UPLOADS, "video-upload/", {"kind": "error", "code": 1, "status": 500})],
    ids=["photo-lost", "story-lost", "story-garbled", "start-lost", "start-garbled", "upload-lost", "upload-refused"])
def test_once_whatever_is_lost(api, practice, page, data, host, path, fault):
    practice.faults({"host": host, "method": "POST", "path": path, **fault})
    wait_state(api, share_file(api, page, data, form="story"), "live", 90)
    assert len(practice.held("posts")) == 1


@pytest.mark.parametrize("data, phases", [(jpeg(), ["photos", "photo_stories"]), (mp4(), ["video-upload", "video_stories"])], ids=["photo", "video"])
def test_killed_between_the_phases(backend, practice, page, data, phases):
    """What was uploaded is not uploaded again, and what was published is found."""
    api = backend.api
    for phase in phases:
        path = "video-upload/" if phase == "video-upload" else f"v23.0/{BAKERY_PAGE}/{phase}"
        practice.faults({"method": "POST", "path": path, "kind": "slow", "amount": 3000})
        before = len(practice.held("posts"))
        status = share_file(api, page, data, form="story")
        wait_for(lambda: delivery_of(api, status)["state"] == "sending", 20, "it is sent")
        backend.kill()
        practice.faults()
        backend.restart()
        wait_state(api, status, "live", 90)
        assert len(practice.held("posts")) == before + 1


def test_ghost(api, practice):
    """It is text alone, and nobody but its author sees it once its day is over."""
    account = link(api, "threads")
    service = next(item for item in api.get("/v1/services").json["items"] if item["id"] == "threads")
    assert service["forms"] == ["post", "ghost"]
    status = share(api, "Only today", account, form="ghost").json["id"]
    delivery, = wait_state(api, status, "live")["deliveries"]
    assert delivery["form"] == "ghost" and delivery["next_at"]
    post, = practice.held("posts")
    assert (post["kind"], post["text"]) == ("ghost", "Only today")
    assert "Ghost post" in open_page(delivery["url"])[2]
    api.delete(f"/v1/statuses/{status}")
    wait_state(api, status, "removed")
    assert not practice.held("posts")


def test_lost_ghost_is_found(api, practice):
    account = link(api, "threads")
    practice.faults({"method": "POST", "path": f"v1.0/{THREADS_LENA}/threads", "kind": "dropped", "commit": True})
    wait_state(api, share(api, "Once", account, form="ghost").json["id"], "live")
    assert len(practice.held("posts")) == 1


@pytest.mark.parametrize("service, form", [("threads", "ghost"), ("facebook", "story"), ("instagram", "story")])
def test_ends_by_itself(backend, practice, service, form):
    """When its day is over it is looked for, and told as gone once it is."""
    api, account = backend.api, link(backend.api, service)
    status = (share(api, "Today", account, form=form).json["id"] if form == "ghost" else share_file(api, account, jpeg(), form=form))
    wait_state(api, status, "live")
    for hours, state in ((0, "live"), (25, "removed")):
        practice.advance(hours * HOUR)
        backend.stop()
        with sqlite3.connect(f"{backend.data}/store.sqlite") as store:
            assert store.execute("UPDATE step SET due_at = 1 WHERE kind = 6").rowcount == 1
        backend.restart()
        wait_for(lambda: api.get(f"/v1/statuses/{status}").json["deliveries"][0]["state"] == state
                 and not looks_due(backend), 30, f"it is {state}")
    assert not api.get(f"/v1/statuses/{status}").json["removed"]


def looks_due(backend):
    with sqlite3.connect(f"file:{backend.data}/store.sqlite?mode=ro", uri=True) as store:
        return store.execute("SELECT 1 FROM step WHERE due_at = 1 OR state = 1").fetchone()
