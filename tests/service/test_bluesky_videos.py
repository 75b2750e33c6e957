# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Videos at a real Bluesky server: one post with the very bytes, or words that say beforehand why not."""
import sqlite3
import time
import urllib.error

import pytest

from harness.job import add_bluesky, link_bluesky, link_mastodon, share, wait_state
from harness.pictures import SECRET, add_picture, held, jpeg, load
from harness.processes import wait_for
from harness.videos import FILM, mp4


@pytest.fixture
def proxied(session, make_backend, make_proxy, pds):
    """A backend, its account, which is reached through a proxy, and the proxy."""
    session.env["AC_SETTLE_MS"] = "1000"
    proxy, directory = make_proxy(pds.base), make_proxy(pds.plc)
    directory.rewrite({pds.base: proxy.base})
    backend = make_backend(plc=directory.base)
    return backend, add_bluesky(backend.api, pds), proxy


def posts(pds, text):
    return [post["value"] for post in pds.posts() if post["value"]["text"] == text]


def load_blob(pds, cid):
    return load(f"{pds.base}/xrpc/com.atproto.sync.getBlob?did={pds.alice['did']}&cid={cid}")


def is_gone(pds, cid):
    try:
        return not load_blob(pds, cid)
    except urllib.error.HTTPError as error:
        return error.code in (400, 404)


def asked(proxy, method):
    return [entry for entry in proxy.requests() if entry["path"].endswith(method)]


def test_video(make_backend, pds, browser):
    """With the narrow permission of a browser's sign-in; the record says what was given, and the blob is what we kept of it."""
    backend = make_backend(plc=pds.plc)
    api, account = backend.api, link_bluesky(backend.api, pds, browser)
    assert "blob:video/mp4" in api.get(f"/v1/accounts/{account}").json["scopes"]
    video, text = add_picture(api, mp4(12.5, 540, 960)).json, f"With a video {time.time()}"
    (_, kept), = held(backend)
    status = share(api, text, account, pictures=[(video["id"], "Bread that rises")]).json["id"]
    wait_state(api, status, "live")
    post, = posts(pds, text)
    blob = post["embed"].pop("video")
    assert post["embed"] == {"$type": "app.bsky.embed.video", "alt": "Bread that rises", "aspectRatio": {"width": 540, "height": 960}}
    assert (blob["$type"], blob["mimeType"], blob["size"]) == ("blob", "video/mp4", video["size"])
    there = load_blob(pds, blob["ref"]["$link"])
    assert there == kept and FILM in there and SECRET not in there and held(backend) == []
    api.delete(f"/v1/statuses/{status}")
    wait_state(api, status, "removed")
    assert not posts(pds, text)
    wait_for(lambda: is_gone(pds, blob["ref"]["$link"]), 20, "its bytes are gone, too")


@pytest.mark.parametrize("method, uploads, writes", [("uploadBlob", 2, 1), ("putRecord", 2, 2)])
def test_lost_answer_makes_one_post(proxied, pds, method, uploads, writes):
    backend, account, proxy = proxied
    proxy.faults("drop_after", path=method, count=1)
    text = f"Lost {method} {time.time()}"
    status = share(backend.api, text, account, pictures=[add_picture(backend.api, mp4()).json["id"]])
    wait_state(backend.api, status.json["id"], "live")
    post, = posts(pds, text)
    assert post["embed"]["$type"] == "app.bsky.embed.video"
    assert (len(asked(proxy, "uploadBlob")), len(asked(proxy, "putRecord"))) == (uploads, writes)
    assert len({entry["body"] for entry in asked(proxy, "putRecord")}) == 1


def test_refused_beforehand(proxied, make_proxy, snac):
    """Too long there, beside a picture, more than a server takes, or by a sign-in from before videos were asked for: nothing is sent."""
    backend, bluesky, proxy = proxied
    narrow = make_proxy(snac.base)
    narrow.rewrite({"103809024": "200000"})  # its video_size_limit
    api, mastodon = backend.api, link_mastodon(backend.api, snac, server=narrow.base)
    assert api.get(f"/v1/accounts/{mastodon}").json["picture_limits"]["max_video_size"] == 200000
    films = mp4(181), mp4(180), mp4(film=b"film" * 50_000), jpeg()
    long, short, large, picture = (add_picture(api, data).json["id"] for data in films)

    def judge(*pictures):
        body = {"text": "x", "pictures": [{"id": each} for each in pictures],
                "targets": [{"account_id": each, "audience": "public"} for each in (bluesky, mastodon)]}
        return [each.get("error") for each in api.request("POST", "/v1/statuses/validate", body).json["items"]]
    assert judge(long) == ["pictures-refused", None]
    assert judge(short, picture) == ["pictures-refused"] * 2
    assert judge(short) == [None, None] and judge(large) == [None, "pictures-refused"]
    for pictures in ([long], [short, picture]):
        assert share(api, "x", bluesky, pictures=pictures).problem == "pictures-refused"
    backend.stop()
    with sqlite3.connect(backend.data / "store.sqlite") as store:
        assert store.execute("UPDATE account SET noun = json_set(noun, '$.scopes', 'atproto blob:image/*') WHERE id = ?", [bluesky]).rowcount == 1
    backend.restart()
    api = backend.api
    assert judge(short) == ["scope-missing", None] and judge(picture) == [None, None]
    assert share(api, "x", bluesky, pictures=[short]).problem == "scope-missing"
    assert not asked(proxy, "uploadBlob") + asked(proxy, "putRecord")


def test_larger_than_the_server_takes(make_backend, pds):
    """A server tells its limit, 5 MiB here, only by refusing, which it does before there is a post."""
    backend, text = make_backend(plc=pds.plc), f"Large {time.time()}"
    api, account = backend.api, add_bluesky(backend.api, pds)
    videos = [add_picture(api, mp4(film=b"film" * count)).json["id"] for count in (1_400_000, 1_200_000)]
    failed = wait_state(api, share(api, text, account, pictures=[videos[0]]).json["id"], "failed")
    assert failed["deliveries"][0]["error"] == "too-large" and not posts(pds, text)
    wait_state(api, share(api, text, account, pictures=[videos[1]]).json["id"], "live")
    assert len(posts(pds, text)) == 1
