# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trying a status: each target says what would become of it, as it does when it is shared, and nothing is shared."""
import uuid

import pytest

from harness.job import add_bluesky, link_mastodon


@pytest.fixture
def backend(make_backend, pds):
    return make_backend(plc=pds.plc)


def attempt(api, text, *targets, **more):
    return api.request("POST", "/v1/statuses/validate", {"text": text, "targets": [{"audience": "public", **target} for target in targets], **more})


def test_each_target_says(api, snac, pds):
    mastodon, bluesky, nobody = link_mastodon(api, snac), add_bluesky(api, pds), str(uuid.uuid4())
    handles = {account["id"]: account["handle"] for account in api.get("/v1/accounts").json["items"]}
    text = "x" * 310
    targets = [{"account_id": mastodon}, {"account_id": bluesky}, {"account_id": nobody}, {"service": "whatsapp", "audience": "followers"},
               {"account_id": bluesky, "text": "Short"}, {"account_id": mastodon, "audience": "everybody"}]
    tried = attempt(api, text, *targets)
    assert tried.status == 200, tried.json
    one, long, missing, hand, own, odd = tried.json["items"]
    assert (one["handle"], one["posts"]) == (handles[mastodon], 1) and "error" not in one
    assert (long["service"], long["error"], long["over"], long["posts"]) == ("bluesky", "too-long", 10, 0)
    assert missing == {"error": "not-found", "posts": 0}
    assert (hand["service"], hand["posts"]) == ("whatsapp", 1) and "account_id" not in hand and "error" not in hand
    assert (own["left"], own["posts"]) == (295, 1), "the long one was not added, so this is no second one"
    assert (odd["error"], odd["posts"]) == ("invalid", 0)
    thread, = attempt(api, "word " * 120, {"account_id": bluesky, "long_text": "thread"}).json["items"]
    assert thread["posts"] == 2 and "left" not in thread

    for body in ({"text": text, "targets": [targets[1]]}, {"text": text, "targets": [targets[2]]}, {"text": text, "targets": [{"audience": "everybody", "account_id": mastodon}]}):
        shared = api.post("/v1/statuses", {"text": body["text"], "targets": [{"audience": "public", **target} for target in body["targets"]]})
        assert shared.problem in ("too-long", "not-found", "invalid")
    assert attempt(api, text).problem == "invalid"
    assert attempt(api, text, targets[0], share_at="2001-01-01T00:00:00Z").problem == "invalid"
    assert api.get("/v1/statuses").json["items"] == [] and text not in snac.texts()
