# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of statuses: what is taken, what is left of it, and how it comes to a real service."""
import http.client
import sqlite3
import time
import uuid

import pytest

from harness.job import add_bluesky, link_mastodon, share, wait_state
from harness.peers import request_json
from harness.pictures import SECRET, add_picture, describe, held, jpeg, load, noise, png
from harness.processes import wait_for


@pytest.mark.parametrize("data, kind, size", [(jpeg(), "image/jpeg", (320, 320)), (png(60, 20), "image/png", (60, 20)),
                                              (jpeg(60, 20, turn=6), "image/jpeg", (20, 60))],
                         ids=["jpeg", "png", "turned"])
def test_only_what_shows_it_is_kept(backend, data, kind, size):
    picture = add_picture(backend.api, data).json
    assert (picture["type"], picture["width"], picture["height"]) == (kind, *size)
    (stored, kept), = held(backend)
    assert stored == picture["id"] and len(kept) == picture["size"]
    assert SECRET in data and SECRET not in kept and describe(kept) == size


def test_refusals(backend):
    api = backend.api
    assert add_picture(api, b"GIF89a" + bytes(30)).problem == "not-a-picture"
    assert add_picture(api, jpeg()[:400]).problem == "not-a-picture"
    assert add_picture(api, jpeg(), kind="text/plain").status == 415
    assert add_picture(api, jpeg() + bytes(8 << 20)).problem == "too-large"
    assert api.request("POST", "/v1/pictures", raw=jpeg(), headers={"Content-Type": "image/jpeg"}).problem == "invalid"
    assert held(backend) == []


def test_same_key_stores_once(backend):
    first = add_picture(backend.api, jpeg(), key="k" * 20)
    again = add_picture(backend.api, jpeg(), key="k" * 20)
    assert again.json == first.json and again.headers["idempotent-replayed"] == "true"
    assert add_picture(backend.api, png(), key="k" * 20).problem == "key-reused"
    assert len(held(backend)) == 1


def test_unused_ones_go(backend):
    old = add_picture(backend.api, jpeg()).json["id"]
    backend.stop()
    with sqlite3.connect(backend.data / "store.sqlite") as store:
        store.execute("UPDATE picture SET created_at = created_at - 90000000")
    backend.restart()
    wait_for(lambda: not held(backend), 20, "it is gone")
    assert share(backend.api, "x", str(uuid.uuid4()), pictures=[old]).problem == "not-found"


def test_at_snac(backend, snac):
    api, account = backend.api, link_mastodon(backend.api, snac)
    one, two = (add_picture(api, data).json["id"] for data in (jpeg(), png()))
    assert share(api, "Twice the same", account, pictures=[one, one]).problem == "invalid"
    assert share(api, "Nobody's", account, pictures=[str(uuid.uuid4())]).problem == "not-found"
    text = f"With pictures {time.time()}"
    status = share(api, text, account, pictures=[(one, "A blue square"), two]).json
    assert [(each["id"], each.get("alt")) for each in status["pictures"]] == [(one, "A blue square"), (two, None)]
    assert share(api, "Again", account, pictures=[one]).problem == "not-found"
    live = wait_state(api, status["id"], "live")
    assert live["pictures"] == status["pictures"] and held(backend) == []
    post, = [post for post in snac.posts() if post["sourceContent"] == text]
    first, second = post["attachment"]
    assert first["name"] == "A blue square" and not second.get("name")
    assert describe(load(first["url"])) == (320, 320) and SECRET not in load(first["url"]) + load(second["url"])

    picture = add_picture(api, jpeg()).json["id"]
    wait_state(api, share(api, "", account, pictures=[picture]).json["id"], "live")
    api.delete(f"/v1/statuses/{status['id']}")
    wait_state(api, status["id"], "removed")


@pytest.mark.parametrize("path", ["media", "statuses"])
def test_lost_answer_at_snac(backend, snac, make_proxy, path):
    """A picture whose upload got lost is uploaded again; a post whose answer got lost is found."""
    proxy = make_proxy(snac.base)
    account = link_mastodon(backend.api, snac, server=proxy.base)
    backend.restart(env={"AC_SETTLE_MS": "1000"})
    proxy.faults("drop_after", method="POST", path=f"/api/v[12]/{path}$", count=1)
    picture = add_picture(backend.api, jpeg()).json["id"]
    text = f"Once {time.time()}"
    wait_state(backend.api, share(backend.api, text, account, pictures=[picture]).json["id"], "live")
    assert snac.texts().count(text) == 1


def test_at_bluesky(make_backend, pds):
    backend = make_backend(plc=pds.plc)
    api, account = backend.api, add_bluesky(backend.api, pds)
    picture = add_picture(api, jpeg(300, 200)).json
    text = f"With a picture {time.time()}"
    status = share(api, text, account, pictures=[(picture["id"], "A blue field")]).json["id"]
    delivery, = wait_state(api, status, "live")["deliveries"]
    key = delivery["url"].rsplit("/", 1)[1]
    found = request_json("GET", f"{pds.base}/xrpc/com.atproto.repo.getRecord?repo={pds.alice['did']}"
                                f"&collection=app.bsky.feed.post&rkey={key}")[1]["value"]
    image, = found["embed"]["images"]
    assert image["alt"] == "A blue field" and image["aspectRatio"] == {"width": 300, "height": 200}
    assert image["image"]["mimeType"] == "image/jpeg" and image["image"]["size"] == picture["size"]
    blob = load(f"{pds.base}/xrpc/com.atproto.sync.getBlob?did={pds.alice['did']}&cid={image['image']['ref']['$link']}")
    assert describe(blob) == (300, 200) and SECRET not in blob
    rules = next(item for item in api.get("/v1/services").json["items"] if item["id"] == "bluesky")["pictures"]
    assert rules["max_size"] == 2_000_000
    large = add_picture(api, noise(3_000_000)).json
    assert large["size"] > 2_000_000
    assert share(api, "Too large", account, pictures=[large["id"]]).problem == "pictures-refused"


def test_shelf_of_a_hosted_backend(hosted):
    """A service that fetches a picture needs no token but its name, for a while; somebody else's can't be shared."""
    ada, eve = hosted.api("ada"), hosted.api("eve")
    picture = add_picture(ada, jpeg(60, 20)).json["id"]
    assert share(eve, "x", str(uuid.uuid4()), pictures=[picture]).problem == "not-found"
    (person,), = hosted.store.ask("SELECT person_id FROM picture")
    hosted.stop()
    soon = int(time.time() * 1000) + 600_000
    hosted.store.change([f"INSERT INTO shelf VALUES ('{name * 32}', '{person}', '{picture}', {until})" for name, until in (("a", soon), ("b", 0))])
    hosted.start()
    connection = http.client.HTTPConnection("127.0.0.1", hosted.port, timeout=20)
    connection.request("GET", "/pictures/" + "a" * 32, headers={"Host": hosted.host})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (200, "image/jpeg", "no-store")
    assert describe(answer.read()) == (60, 20)
    for name in ("b" * 32, "c" * 32, "a" * 31, picture, ""):
        assert hosted.plain("/pictures/" + name)[0] == 404
    assert 429 in {hosted.plain("/pictures/" + "d" * 32)[0] for _ in range(70)}
