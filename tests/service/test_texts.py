# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A target may have a text of its own: it is what is sent, found and kept there, and the status's text everywhere else."""
import itertools
import time
import urllib.parse
import uuid

import pytest

from harness.job import add_bluesky, link_mastodon, wait_state
from test_export import bring, export

numbers = itertools.count()


@pytest.fixture
def backend(make_backend, pds):
    return make_backend(plc=pds.plc)


@pytest.fixture
def places(api, snac, pds):
    """An account at each, whose own text comes second."""
    return link_mastodon(api, snac), add_bluesky(api, pds)


def mark(words):
    return f"{words} {time.time():.0f}-{next(numbers)}"


def share(api, text, places, own=None, **more):
    """own: the text at the second place."""
    first, second = ({"account_id": place, "audience": "public"} for place in places)
    return api.post("/v1/statuses", {"text": text, "targets": [first, {**second, **({"text": own} if own is not None else {}), **more}]})


def search(api, words):
    return [found["id"] for found in api.get(f"/v1/statuses?search={urllib.parse.quote(words)}").json["items"]]


def at_snac(snac, text):
    return sum(post["sourceContent"] == text for post in snac.posts())


def at_pds(pds, text):
    return sum(record["value"]["text"] == text for record in pds.posts())


def test_each_gets_its_own(backend, api, snac, pds, places):
    """Also where the shared one is too long; taken back as any other, and found by either."""
    text, own = mark("A long story. " * 30), mark("The story in SHORT, told here")
    assert share(api, text, places).problem == "too-long"
    shared = share(api, text, places, own)
    assert shared.status == 201 and [each.get("text") for each in shared.json["deliveries"]] == [None, own]
    status = shared.json["id"]
    live = wait_state(api, status, "live")
    assert (live["text"], [each.get("text") for each in live["deliveries"]]) == (text, [None, own])
    assert (at_snac(snac, text), at_snac(snac, own), at_pds(pds, text), at_pds(pds, own)) == (1, 0, 0, 1)

    for words in (text[-24:], own.casefold()):
        assert search(api, words) == [status]
    assert not search(api, text[-3:] + own[:3])

    content = export(api)
    assert api.delete("/v1/data").status == 200
    assert bring(api, content).status == 200
    kept = api.get(f"/v1/statuses/{status}").json
    assert [each.get("text") for each in kept["deliveries"]] == [None, own]
    assert search(api, own.casefold()) == [status]


def test_its_own_is_cut_by_its_own_rule(api, snac, pds, places):
    """A thread is made of what is shared there; elsewhere it is the one post that it is."""
    text = mark("One post")
    own = "\n\n".join(mark("Words and words. " * 15) for _ in range(2))
    assert share(api, text, places, own).problem == "too-long"
    live = wait_state(api, share(api, text, places, own, long_text="thread").json["id"], "live")["deliveries"]
    assert "parts" not in live[0] and at_snac(snac, text) == 1
    assert "".join("".join(part["text"] for part in live[1]["parts"]).split()) == "".join(own.split())
    assert all(at_pds(pds, part["text"]) == 1 for part in live[1]["parts"])


def test_what_is_refused(api, places):
    assert share(api, mark("There"), places, "").problem == "invalid"
    assert share(api, mark("There"), places, " \n ").problem == "invalid"
    assert share(api, mark("There"), places, "x" * 301).problem == "too-long"
    assert share(api, "", places, mark("Its own alone")).problem == "invalid"
    targets = [{"account_id": place, "audience": "public", "text": "There"} for place in places]
    assert api.post("/v1/statuses", {"text": "x" * 100_001, "targets": targets}).problem == "too-long"


def test_each_has_its_own_and_none_is_shared(api, snac, pds, places):
    own = [mark("At the one"), mark("At the other")]
    targets = [{"account_id": place, "audience": "public", "text": text} for place, text in zip(places, own)]
    shared = api.post("/v1/statuses", {"text": "", "targets": targets})
    assert shared.status == 201, shared.json
    live = wait_state(api, shared.json["id"], "live")
    assert live["text"] == "" and search(api, own[1]) == [live["id"]]
    assert (at_snac(snac, own[0]), at_pds(pds, own[1])) == (1, 1)


def test_by_hand(api):
    own = mark("Told by hand")
    targets = [{"service": "whatsapp", "audience": "followers", "text": own}]
    handed = api.post("/v1/statuses", {"text": "Elsewhere", "targets": targets})
    assert handed.status == 201, handed.json
    assert handed.json["deliveries"][0]["text"] == own and urllib.parse.quote(own) in handed.json["deliveries"][0]["url"]


def test_kept_with_a_draft(backend, api, places):
    """From a draft, killed after each word, to a status and back."""
    draft, targets = str(uuid.uuid4()), [{"account_id": place, "audience": "public"} for place in places]
    for own in ("Its", "Its own", "Its own words"):
        targets[1]["text"] = own
        assert api.put(f"/v1/drafts/{draft}", {"text": "For all", "targets": targets}).status == 200
    backend.restart()
    kept = api.get(f"/v1/drafts/{draft}").json
    assert [target.get("text") for target in kept["targets"]] == [None, own]
    assert api.put(f"/v1/drafts/{draft}", {"text": "", "targets": [{**targets[1], "text": "x" * 100_001}]}).problem == "too-long"

    body = {"text": "For all", "targets": targets, "draft": draft, "undo_seconds": 60}
    status = api.post("/v1/statuses", body).json["id"]
    undone = api.post(f"/v1/statuses/{status}/undo")
    assert undone.status == 200 and [target.get("text") for target in undone.json["targets"]] == [None, own]
