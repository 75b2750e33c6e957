# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of statuses: what is taken, what is left of it, and how it comes to a real service."""
import http.client
import os
import sqlite3
import struct
import time
import uuid

import pytest

from harness.job import add_bluesky, link_mastodon, share, wait_state
from harness.peers import request_json
from harness.pictures import SECRET, add_picture, describe, held, jpeg, load, noise, png, stored
from harness.processes import wait_for
from harness.videos import FILM, mp4

SOAK = bool(os.environ.get("AC_SOAK"))


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
    assert add_picture(api, stored("turned.heic")[:400], kind="image/heic").problem == "not-a-picture"
    assert add_picture(api, b"<svg/>", kind="image/svg+xml").status == 415
    assert add_picture(api, jpeg()[:400]).problem == "not-a-picture"
    assert add_picture(api, jpeg(), kind="text/plain").status == 415
    assert add_picture(api, jpeg() + bytes(32 << 20)).problem == "too-large"
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
    assert rules["max_size"] == 1_000_000


@pytest.mark.parametrize("name, kind, size, several", [
    ("turned.heic", "image/jpeg", (64, 96), None), ("turned.avif", "image/jpeg", (64, 96), None), ("place.webp", "image/jpeg", (64, 96), None),
    ("clear.webp", "image/png", (96, 64), None), ("moving.gif", "image/jpeg", (24, 16), True), ("scan.tiff", "image/jpeg", (96, 64), None)])
def test_other_types_are_kept_as_jpeg_or_png(backend, name, kind, size, several):
    data, key = stored(name), uuid.uuid4().hex
    picture = add_picture(backend.api, data, kind=f"image/{name.split('.')[1]}", key=key).json
    assert (picture["type"], picture["width"], picture["height"], picture.get("of_several")) == (kind, *size, several)
    (_, kept), = held(backend)
    assert SECRET not in kept and describe(kept) == size
    assert add_picture(backend.api, data, kind=f"image/{name.split('.')[1]}", key=key).json == picture and len(held(backend)) == 1


def renditions(backend):
    with sqlite3.connect(f"file:{backend.data}/store.sqlite?mode=ro", uri=True) as store:
        return store.execute("SELECT picture_id, bounds, size, bytes FROM rendition").fetchall()


def test_made_smaller_for_one(make_backend, pds, snac, make_proxy):
    """What Bluesky takes is made once, before anything is sent; another target gets the picture as it is, and nothing is left."""
    backend, proxy = make_backend(plc=pds.plc), make_proxy(snac.base)
    api = backend.api
    accounts = [add_bluesky(api, pds), link_mastodon(api, snac, server=proxy.base)]
    large = add_picture(api, noise(3_000_000)).json
    assert large["size"] > 1_000_000
    backend.restart(env={"AC_SETTLE_MS": "1000"})
    proxy.faults("503", method="POST", path="/api/v2/media$", count=1)
    text, key = f"Large {time.time()}", uuid.uuid4().hex
    status = share(backend.api, text, *accounts, pictures=[(large["id"], "Noise")], key=key).json
    assert status["pictures"][0]["size"] == large["size"]
    assert share(backend.api, text, *accounts, pictures=[(large["id"], "Noise")], key=key).json["id"] == status["id"]
    live = wait_state(backend.api, status["id"], "live")
    assert renditions(backend) == [] and held(backend) == []
    url = next(delivery["url"] for delivery in live["deliveries"] if delivery["service"] == "bluesky")
    found = request_json("GET", f"{pds.base}/xrpc/com.atproto.repo.getRecord?repo={pds.alice['did']}"
                                f"&collection=app.bsky.feed.post&rkey={url.rsplit('/', 1)[1]}")[1]["value"]
    image, = found["embed"]["images"]
    blob = load(f"{pds.base}/xrpc/com.atproto.sync.getBlob?did={pds.alice['did']}&cid={image['image']['ref']['$link']}")
    assert image["alt"] == "Noise" and image["image"]["mimeType"] == "image/jpeg" and len(blob) == image["image"]["size"] <= 1_000_000
    assert describe(blob) == (image["aspectRatio"]["width"], image["aspectRatio"]["height"])
    post, = [post for post in snac.posts() if post["sourceContent"] == text]
    assert len(load(post["attachment"][0]["url"])) == large["size"]


def test_what_cant_be_made_smaller_is_not_shared(make_backend, pds):
    """It looks like a picture by its layout, and isn't one."""
    backend = make_backend(plc=pds.plc)
    api, account = backend.api, add_bluesky(backend.api, pds)
    hollow = png(60, 20)
    place = hollow.index(b"IDAT") - 4
    hollow = hollow[:place] + struct.pack(">I", 3_000_000) + b"IDAT" + bytes(3_000_004) + hollow[place:]
    picture = add_picture(api, hollow).json["id"]
    assert share(api, "x", account, pictures=[picture]).problem == "not-a-picture"
    assert api.get("/v1/statuses").json["items"] == [] and renditions(backend) == []


def test_shelf_of_a_hosted_backend(hosted):
    """A service that fetches a picture needs no token but its name, for a while; somebody else's can't be shared."""
    ada, eve = hosted.api("ada"), hosted.api("eve")
    picture = add_picture(ada, jpeg(60, 20)).json["id"]
    assert share(eve, "x", str(uuid.uuid4()), pictures=[picture]).problem == "not-found"
    (person,), = hosted.store.ask("SELECT person_id FROM picture")
    hosted.stop()
    soon = int(time.time() * 1000) + 600_000
    hosted.store.change([f"INSERT INTO shelf (name, person_id, picture_id, until) VALUES ('{name * 32}', '{person}', '{picture}', {until})" for name, until in (("a", soon), ("b", 0))])
    hosted.start()
    connection = http.client.HTTPConnection("127.0.0.1", hosted.port, timeout=20)
    connection.request("GET", "/pictures/" + "a" * 32, headers={"Host": hosted.host})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (200, "image/jpeg", "no-store")
    assert describe(answer.read()) == (60, 20)
    for name in ("b" * 32, "c" * 32, "a" * 31, picture, ""):
        assert hosted.plain("/pictures/" + name)[0] == 404
    assert 429 in {hosted.plain("/pictures/" + "d" * 32)[0] for _ in range(70)}


def test_room_of_a_hosted_backend(hosted):
    """What was made of pictures takes room too, and nothing is decoded for who has none left."""
    api = hosted.api("ada")
    torn = stored("turned.heic")[:400]
    assert add_picture(api, torn, kind="image/heic").problem == "not-a-picture"
    picture = add_picture(api, jpeg(60, 20)).json["id"]
    (person,), = hosted.store.ask("SELECT person_id FROM picture")
    hosted.stop()
    hosted.store.change(["INSERT INTO rendition (person_id, picture_id, bounds, type, width, height, size, bytes)"
                         f" VALUES ('{person}', '{picture}', 'any', 'image/jpeg', 1, 1, 2000000000, 'x')"])
    hosted.start()
    assert add_picture(api, torn, kind="image/heic").problem == "quota-reached"
    assert add_picture(api, jpeg(60, 20)).problem == "quota-reached"


def test_the_server_works_on_it_for_a_while(session, make_backend, make_proxy, snac):
    """As it does on a video. It is waited for, also by the process that comes after a kill; until then there is no post."""
    session.env["AC_SETTLE_MS"] = "1000"
    backend, proxy, seconds, text = make_backend(), make_proxy(snac.base), 120 if SOAK else 5, f"Worked on {time.time()}"
    account = link_mastodon(backend.api, snac, server=proxy.base)
    taken = {"mode": "202_after", "method": "POST", "path": "/api/v2/media"}
    proxy.rules(taken, {"mode": "206", "method": "GET", "path": "/api/v1/media/"})
    status = share(backend.api, text, account, pictures=[add_picture(backend.api, mp4()).json["id"]]).json["id"]

    def looks():
        return [entry for entry in proxy.requests() if entry["mode"] == "206"]
    wait_for(lambda: len(looks()) > 1, 30, "it looks whether it is ready")
    backend.restart()
    before = len(looks())
    wait_for(lambda: len(looks()) > before + seconds - 2, seconds + 30, "it goes on looking")
    assert text not in snac.texts()
    proxy.rules(taken, {"mode": "200", "method": "GET", "path": "/api/v1/media/"})
    wait_state(backend.api, status, "live")
    post, = [post for post in snac.posts() if post["sourceContent"] == text]
    film, = post["attachment"]
    assert film["mediaType"] == "video/mp4" and FILM in load(film["url"]) and SECRET not in load(film["url"])
    with sqlite3.connect(f"file:{backend.data}/store.sqlite?mode=ro", uri=True) as store:
        resends, = store.execute("SELECT resends FROM step WHERE delivery_id IS NOT NULL").fetchone()
    assert resends <= 1
