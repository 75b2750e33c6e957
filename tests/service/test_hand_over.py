# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What no API shares is handed to the person: never sent, never called delivered, and theirs to delete."""
import urllib.parse

import pytest

from harness.job import share
from harness.practice import PHONE_LENA
from test_whatsapp import begin, codes, tell

TEXT = "Fresh bread & rolls\n#bakery 🥖 100 %"


@pytest.fixture
def backend(make_backend, practice):
    return make_backend(practice=practice.base)


@pytest.fixture
def number(api, practice):
    attempt = begin(api)
    return tell(api, attempt, codes(practice, PHONE_LENA)[0]).json["account_id"]


def share_by_hand(api, service, text=TEXT, audience="public"):
    return api.post("/v1/statuses", {"text": text, "targets": [{"service": service, "audience": audience}]})


def only(answer):
    delivery, = answer.json["deliveries"]
    return delivery


def now(api, delivery):
    return api.get(f"/v1/deliveries/{delivery['id']}").json


def say(api, delivery, verdict):
    return api.request("POST", f"/v1/deliveries/{delivery['id']}/resolve", {"verdict": verdict})


def test_status_at_whatsapp(api, practice, number):
    shared = share(api, TEXT, number, audience="followers")
    delivery = only(shared)
    assert (delivery["state"], delivery["account_id"], delivery["attempts"]) == ("handed-to-you", number, 0)
    assert delivery["url"] == "https://wa.me/?text=" + urllib.parse.quote(TEXT, safe="")
    assert [each["id"] for each in api.get("/v1/deliveries").json["items"]] == [delivery["id"]]
    assert api.request("POST", f"/v1/deliveries/{delivery['id']}/retry").problem == "conflict"
    assert say(api, delivery, "posted").json["state"] == "shared-by-you"
    assert "url" not in now(api, delivery) and api.get("/v1/deliveries").json["items"] == []
    assert only(api.delete(f"/v1/statuses/{shared.json['id']}"))["state"] == "yours-to-delete"
    assert say(api, delivery, "posted").problem == say(api, delivery, "drop").problem == "conflict"
    assert say(api, delivery, "not-posted").json["state"] == "deleted-by-you"
    assert len(practice.held("messages")) == 1 and not practice.held("posts")


@pytest.mark.parametrize("verdict", ["not-posted", "drop"])
def test_not_shared(api, number, verdict):
    delivery = only(share(api, TEXT, number, audience="followers"))
    assert say(api, delivery, verdict).json["state"] == "cancelled"
    assert say(api, delivery, "posted").problem == "conflict"


def test_taken_back_before(api, number):
    delivery = only(share(api, TEXT, number, audience="followers"))
    assert api.delete(f"/v1/deliveries/{delivery['id']}").json["state"] == "cancelled"


def test_stopped(api, number):
    """Nothing is handed on while all sharing is stopped."""
    delivery = only(share(api, TEXT, number, audience="followers"))
    assert api.request("PUT", "/v1/sharing", {"stopped": True}).status == 200
    assert now(api, delivery)["state"] == "stopped" and "url" not in now(api, delivery)
    assert api.request("PUT", "/v1/sharing", {"stopped": False}).status == 200
    assert now(api, delivery)["state"] == "handed-to-you"


@pytest.mark.parametrize("service, audience, page", [("whatsapp", "followers", "https://wa.me/?text="),
                                                     ("bluesky", "public", "https://bsky.app/intent/compose?text="),
                                                     ("threads", "public", "https://www.threads.com/intent/post?text=")])
def test_without_an_account(api, service, audience, page):
    delivery = only(share_by_hand(api, service, audience=audience))
    assert (delivery["state"], delivery["handle"], delivery["url"]) == ("handed-to-you", "", page + urllib.parse.quote(TEXT, safe=""))
    assert "account_id" not in delivery
    assert say(api, delivery, "posted").json["state"] == "shared-by-you"


@pytest.mark.parametrize("target", [{"service": "facebook", "audience": "public"}, {"service": "mastodon", "audience": "public"},
                                    {"service": "bluesky", "audience": "followers"}, {"audience": "public"}, {"service": "", "audience": "public"}])
def test_no_such_page(api, target):
    assert api.post("/v1/statuses", {"text": "No", "targets": [target]}).problem in ("invalid", "not-found")


def test_limits_and_twice(api):
    assert share_by_hand(api, "bluesky", "a" * 301).problem == "too-long"
    target = {"service": "threads", "audience": "public"}
    assert api.post("/v1/statuses", {"text": "Twice", "targets": [target, target]}).problem == "invalid"


def test_other_words(api, number):
    """What was not shared yet gets a link with the words of now; what was stays as the person left it."""
    made = api.post("/v1/statuses", {"text": TEXT, "targets": [{"account_id": number, "audience": "followers"},
                                                               *({"service": name, "audience": "public"} for name in ("bluesky", "threads"))]}).json
    whatsapp, bluesky, threads = made["deliveries"]
    assert say(api, threads, "posted").status == 200
    changed = api.request("PATCH", f"/v1/statuses/{made['id']}", {"revision": 0, "text": "Other words"})
    assert changed.status == 200, changed.json
    assert now(api, whatsapp)["url"] == "https://wa.me/?text=Other%20words"
    assert now(api, bluesky)["url"] == "https://bsky.app/intent/compose?text=Other%20words"
    assert now(api, threads)["edit"] == "kept" and now(api, threads)["copy_text"] == TEXT
    assert api.request("PATCH", f"/v1/statuses/{made['id']}", {"revision": 1, "text": "a" * 301}).problem == "too-long"


def test_removing_the_number_keeps_it(api, number):
    """What was handed over needs no account any more."""
    delivery = only(share(api, TEXT, number, audience="followers"))
    assert api.delete(f"/v1/accounts/{number}").status == 202
    assert say(api, delivery, "posted").json["state"] == "shared-by-you"


def test_removing_the_number_leaves_copies_to_the_person(api, number):
    """A copy that only they can delete is no failure, and done when they say so."""
    delivery = only(share(api, TEXT, number, audience="followers"))
    assert say(api, delivery, "posted").status == 200
    undoing = api.delete(f"/v1/accounts/{number}?copies=delete").json["id"]

    def copies():
        return next(line["state"] for line in api.get(f"/v1/undoings/{undoing}").json["lines"] if line["step"] == "copies")
    assert (copies(), now(api, delivery)["state"]) == ("yours", "yours-to-delete")
    assert say(api, delivery, "not-posted").json["state"] == "deleted-by-you"
    assert copies() == "done"
