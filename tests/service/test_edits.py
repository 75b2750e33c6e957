# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of what was shared are changed where they can be, once, whatever is lost on the way; elsewhere the old ones stay and are told."""
import itertools
import json
import os
import time
import urllib.request
import uuid

import pytest

from harness.job import add_bluesky, begin, finish, link_mastodon, wait_state
from harness.pictures import add_picture, jpeg
from harness.practice import FACEBOOK_LENA, consent
from harness.processes import wait_for
from test_export import bring, export
from test_rules import make_link

SOAK = bool(os.environ.get("AC_SOAK"))
FAULTS = ["drop_after", "503", *(["500_after", "garbled", "drop_before"] if SOAK else [])]
numbers = itertools.count()
PUT = {"method": "PUT", "path": "/api/v1/statuses"}


@pytest.fixture
def proxy(make_proxy, snac):
    return make_proxy(snac.base)


@pytest.fixture
def backend(session, make_backend, pds, proxy):
    session.env["AC_SETTLE_MS"] = "3000"
    return make_backend(plc=pds.plc)


@pytest.fixture
def account(api, snac, proxy):
    return link_mastodon(api, snac, server=proxy.base)


def mark(words):
    return f"{words} {time.time():.0f}-{next(numbers)}"


def share(api, text, *targets, pictures=()):
    body = {"text": text, "targets": [{"account_id": target, "audience": "public"} if isinstance(target, str) else target for target in targets]}
    shared = api.post("/v1/statuses", {**body, "pictures": [{"id": each} for each in pictures]})
    assert shared.status == 201, shared.json
    return wait_state(api, shared.json["id"], "live")


def edit(api, status, text=None, **more):
    return api.request("PATCH", f"/v1/statuses/{status['id']}", {"revision": status.get("revision", 0), **({"text": text} if text else {}), **more})


def wait_edit(api, status, *edits, seconds=60):
    def look():
        found = api.get(f"/v1/statuses/{status['id']}").json
        return [delivery.get("edit") for delivery in found["deliveries"]] == list(edits) and found
    return wait_for(look, seconds, edits)


def at_snac(snac, text):
    return [post for post in snac.posts() if post["sourceContent"] == text]


def delete_there(snac, proxy, text):
    """As another program of the person's does."""
    asked = [entry for entry in proxy.requests() if entry["headers"].get("Authorization")]
    home = urllib.request.Request(f"{snac.base}/api/v1/timelines/home?limit=40", headers={"Authorization": asked[-1]["headers"]["Authorization"]})
    posts = json.load(urllib.request.urlopen(home, timeout=20))
    found, = [post["id"] for post in posts if text in post["content"]]
    gone = urllib.request.Request(f"{snac.base}/api/v1/statuses/{found}", method="DELETE", headers=dict(home.headers))
    urllib.request.urlopen(gone, timeout=20).read()


def at_pds(pds, text):
    return sum(record["value"]["text"] == text for record in pds.posts())


def test_changed_where_it_can_be(backend, api, snac, pds, account):
    """Mastodon has the new words, its picture and no second post; Bluesky keeps the old ones, and both are taken back."""
    text, new = mark("Fresh bred"), mark("Fresh bread")
    status = share(api, text, account, add_bluesky(api, pds), pictures=[add_picture(api, jpeg(8, 8)).json["id"]])
    before, = at_snac(snac, text)
    answer = edit(api, status, new)
    assert answer.status == 200, answer.json
    assert (answer.json["text"], answer.json["revision"]) == (new, 1)
    assert [(each["edit"], each["copy_text"]) for each in answer.json["deliveries"]] == [("changing", text), ("kept", text)]
    changed = wait_edit(api, status, "changed", "kept")
    assert [each.get("copy_text") for each in changed["deliveries"]] == [None, text]
    after, = at_snac(snac, new)
    assert after["id"] == before["id"] and len(after.get("attachment") or []) == 1
    assert not at_snac(snac, text) and (at_pds(pds, text), at_pds(pds, new)) == (1, 0)
    for words in (text, new):
        assert [each["id"] for each in api.get(f"/v1/statuses?search={words.replace(' ', '%20')}").json["items"]] == [status["id"]]

    assert edit(api, status, new).json == changed, "the same again"
    assert edit(api, changed, new).json["revision"] == 1, "nothing was changed"
    assert api.request("PATCH", f"/v1/statuses/{status['id']}", {"text": new}).problem == "invalid"
    assert edit(api, status, "Other words").problem == "conflict"
    assert api.delete(f"/v1/statuses/{status['id']}").status == 202
    wait_state(api, status["id"], "removed", 90)
    assert not at_snac(snac, new)
    assert edit(api, changed, "Too late").problem == "conflict"


@pytest.mark.parametrize("fault", FAULTS)
def test_answers_get_lost(backend, api, snac, proxy, account, fault):
    text, new = mark("Once"), mark("Twice")
    status = share(api, text, account)
    proxy.rules({"mode": fault, "count": 2, **PUT})
    assert edit(api, status, new).status == 200
    changed = wait_edit(api, status, "changed", seconds=90)
    assert len(at_snac(snac, new)) == 1 and not at_snac(snac, text)
    assert "copy_text" not in changed["deliveries"][0]


def test_killed_at_each_step(backend, api, snac, proxy, account):
    """The wish stands in the store before it leaves, and is done once the backend is there again."""
    text, new = mark("Before"), mark("After")
    status = share(api, text, account)
    proxy.faults("slow_answer", delay=1.0, **PUT)
    assert edit(api, status, new).status == 200
    for _ in range(4):
        backend.restart()
        time.sleep(0.4)
    proxy.faults()
    wait_edit(api, status, "changed", seconds=90)
    assert len(at_snac(snac, new)) == 1 and not at_snac(snac, text)
    backend.check_store()


def test_gone_there(api, snac, proxy, account):
    status = share(api, text := mark("Soon gone"), account)
    delete_there(snac, proxy, text)
    assert edit(api, status, mark("Too late")).status == 200
    failed = wait_edit(api, status, "failed")["deliveries"][0]
    assert (failed["edit_error"], failed["state"], failed["copy_text"]) == ("not-found", "live", text)


def test_stopped_and_its_own(api, snac, pds, account):
    """While all sharing is stopped nothing is changed; a text of its own is changed apart; what isn't sent yet is sent so."""
    own, text = mark("Its own"), mark("For all")
    status = share(api, text, add_bluesky(api, pds), {"account_id": account, "audience": "public", "text": own})
    assert api.put("/v1/sharing", {"stopped": True}).status == 200
    shared = edit(api, status, mark("For all, again")).json
    assert [each.get("edit") for each in shared["deliveries"]] == ["kept", None] and len(at_snac(snac, own)) == 1
    delivery, other = shared["deliveries"][1]["id"], mark("Its own, again")
    assert edit(api, shared, texts=[{"delivery_id": shared["deliveries"][0]["id"], "text": other}]).problem == "invalid"
    assert edit(api, shared, texts=[{"delivery_id": delivery, "text": other}]).json["deliveries"][1]["edit"] == "stopped"
    time.sleep(1)
    assert len(at_snac(snac, own)) == 1
    assert api.put("/v1/sharing", {"stopped": False}).status == 200
    wait_edit(api, status, "kept", "changed")
    assert len(at_snac(snac, other)) == 1 and not at_snac(snac, own)

    later, now = mark("Not yet"), mark("Now")
    targets = [{"account_id": account, "audience": "public"}]
    waiting = api.post("/v1/statuses", {"text": later, "targets": targets, "undo_seconds": 3}).json
    assert edit(api, waiting, now).json["deliveries"][0].get("edit") is None
    wait_state(api, waiting["id"], "live")
    assert len(at_snac(snac, now)) == 1 and not at_snac(snac, later)


def test_a_link_turned_off(api, snac, pds, account):
    """Nothing new leaves because of a link that doesn't share any more: neither what waits nor what is asked for now."""
    text, other = mark("Because of a link"), add_bluesky(api, pds)
    link = make_link(api, account, other)
    status = share(api, text, other, {"account_id": account, "audience": "public", "link": link})
    assert api.put("/v1/sharing", {"stopped": True}).status == 200
    waiting = edit(api, status, mark("Waits")).json
    assert [each["edit"] for each in waiting["deliveries"]] == ["kept", "stopped"]
    assert api.request("PATCH", f"/v1/links/{link}", {"switches": {"share_status": False}, "words_version": 1}).status == 200
    assert api.put("/v1/sharing", {"stopped": False}).status == 200
    failed = wait_edit(api, status, "kept", "failed")
    assert failed["deliveries"][1]["edit_error"] == "not-linked"
    kept = edit(api, failed, mark("Once more")).json["deliveries"][1]
    assert (kept["edit"], kept["copy_text"]) == ("kept", text)
    time.sleep(1)
    assert len(at_snac(snac, text)) == 1


def test_one_account_gone(api, snac, pds, account):
    """Its copy stays as it is; the others are changed."""
    text, new, other = mark("Before it went"), mark("After it went"), add_bluesky(api, pds)
    status = share(api, text, account, other)
    assert api.delete(f"/v1/accounts/{other}?copies=keep").status in (200, 202)
    assert edit(api, status, new).status == 200
    changed = wait_edit(api, status, "changed", "kept")
    assert changed["deliveries"][1]["copy_text"] == text
    assert len(at_snac(snac, new)) == 1 and at_pds(pds, text) == 1


def test_not_sent_yet(api, pds):
    """It is frozen anew, with its picture, and sent once."""
    later, now = mark("Not yet"), mark("Now")
    body = {"text": later, "targets": [{"account_id": add_bluesky(api, pds), "audience": "public"}], "undo_seconds": 3,
            "pictures": [{"id": add_picture(api, jpeg(8, 8)).json["id"], "alt": "A cat"}]}
    waiting = api.post("/v1/statuses", body).json
    assert "edit" not in edit(api, waiting, now).json["deliveries"][0]
    wait_state(api, waiting["id"], "live")
    found, = [record["value"] for record in pds.posts() if record["value"]["text"] in (later, now)]
    assert found["text"] == now and found["embed"]["images"][0]["alt"] == "A cat"


def test_in_a_file_and_back(api, pds):
    text, new = mark("Kept there"), mark("Wanted")
    status = share(api, text, add_bluesky(api, pds))
    before = edit(api, status, new).json
    content = export(api)
    assert api.request("DELETE", "/v1/data?copies=keep").status == 200
    assert bring(api, content).status == 200
    after = api.get(f"/v1/statuses/{status['id']}").json
    assert (after["text"], after["revision"]) == (before["text"], before["revision"]) == (new, 1)
    assert [(each["edit"], each["copy_text"]) for each in after["deliveries"]] == [("kept", text)]
    assert [each["id"] for each in api.get(f"/v1/statuses?search={text.replace(' ', '%20')}").json["items"]] == [status["id"]]


def test_what_is_refused(api, account):
    status = share(api, mark("Short"), account)
    for body in ({}, {"text": "x"}, {"revision": 0}, {"revision": 0, "text": " "}, {"revision": 0, "text": "x", "share_at": None},
                 {"revision": 0, "texts": [{"delivery_id": str(uuid.uuid4()), "text": "x"}]}, {"revision": 0, "texts": [1]}):
        assert api.request("PATCH", f"/v1/statuses/{status['id']}", body).problem == "invalid", body
    assert edit(api, status, "x" * 100_001).problem == "too-long"
    own = share(api, mark("For all"), {"account_id": account, "audience": "public", "text": mark("Its own")})
    twice = [{"delivery_id": own["deliveries"][0]["id"], "text": words} for words in ("One", "Two")]
    assert edit(api, own, texts=twice).problem == "invalid"
    assert edit(api, {"id": str(uuid.uuid4())}, "x").status == 404


def test_a_page_of_facebook(make_backend, practice):
    backend = make_backend(practice=practice.base)
    attempt = begin(backend.api, "facebook", "")
    consent(attempt, FACEBOOK_LENA)
    status = share(backend.api, mark("Fresh bred"), finish(backend.api, attempt))
    new = mark("Fresh bread")
    assert edit(backend.api, status, new).json["deliveries"][0]["edit"] == "changing"
    wait_edit(backend.api, status, "changed")
    assert [post["text"] for post in practice.held("posts")] == [new]
