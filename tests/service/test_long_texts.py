# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A text that is too long for a service is a thread there: whole, in order and once, whatever happens on the way."""
import collections
import itertools
import random
import time

import pytest

from harness.job import add_bluesky, link_mastodon, share, wait_state
from harness.pictures import add_picture, jpeg
from harness.processes import wait_for
from test_export import bring, export

SETTLE_MS = "5000"
FAULTS = {"mode": ["drop_after", "500_after", "garbled", "slow_request", "drop_before", "503"], "probability": 0.5, "method": "POST",
          "path": "/api/v1/statuses|putRecord", "delay": 1.0}
POSTS = "/api/v1/statuses|putRecord"
numbers = itertools.count()


def long_text(parts, limit):
    """Of so many parts, each of which has words of its own."""
    mine = f"{time.time():.0f}-{next(numbers)}"
    return "\n\n".join(f"Paragraph {number} of {mine}. {'Words and words. ' * 50}"[:limit - 20].rsplit(". ", 1)[0] + "." for number in range(1, parts + 1))


def snac_thread(snac, text):
    """The texts of the thread that text is, by who replies to whom."""
    mine = {post["id"]: post for post in snac.posts() if post["sourceContent"] and post["sourceContent"] in text}
    return follow({each: (post["sourceContent"], post.get("inReplyTo")) for each, post in mine.items()})


def pds_thread(pds, text):
    mine = [record for record in pds.posts() if record["value"]["text"] and record["value"]["text"] in text]
    first = [record for record in mine if "reply" not in record["value"]]
    for record in mine:
        if "reply" in record["value"]:
            assert record["value"]["reply"]["root"] == {name: first[0][name] for name in ("uri", "cid")}
    return follow({record["uri"]: (record["value"]["text"], record["value"].get("reply", {}).get("parent", {}).get("uri")) for record in mine})


def follow(posts):
    """posts: {address: (text, address of the one before)}; nothing may be left over."""
    texts, at = [], None
    while found := [address for address, (_, parent) in posts.items() if parent == at or (at is None and not parent)]:
        assert len(found) == 1, found
        at = found[0]
        texts.append(posts.pop(at)[0])
    assert not posts, posts
    return texts


class Place:
    """An account at a real service, with a proxy before it."""

    def __init__(self, backend, proxy, name, peer, account, limit):
        self.backend, self.proxy, self.name, self.peer, self.account, self.limit = backend, proxy, name, peer, account, limit

    def thread(self, text):
        return (snac_thread if self.name == "mastodon" else pds_thread)(self.peer, text)

    def text(self, parts):
        return long_text(parts, self.limit)

    def share(self, text, **more):
        shared = share(self.backend.api, text, self.account, long_text="thread", **more)
        assert shared.status == 201, shared.json
        return shared.json["id"]

    def delivery(self, status):
        return self.backend.api.get(f"/v1/statuses/{status}").json["deliveries"][0]

    def sent(self):
        return sum(1 for entry in self.proxy.requests() if entry["method"] == "POST" and any(part in entry["path"] for part in POSTS.split("|")))


@pytest.fixture(params=["mastodon", "bluesky"])
def place(request, session, make_backend, make_proxy, snac, pds):
    session.env["AC_SETTLE_MS"] = SETTLE_MS
    if request.param == "mastodon":
        proxy, backend = make_proxy(snac.base), make_backend()
        proxy.rewrite({"100000": "500"})    # what it takes, which few servers do
        account = link_mastodon(backend.api, snac, server=proxy.base)
        assert backend.api.get(f"/v1/accounts/{account}").json["limits"]["max_graphemes"] == 500
        return Place(backend, proxy, "mastodon", snac, account, 500)
    proxy, before_plc = make_proxy(pds.base), make_proxy(pds.plc)
    before_plc.rewrite({pds.base: proxy.base})
    backend = make_backend(plc=before_plc.base)
    return Place(backend, proxy, "bluesky", pds, add_bluesky(backend.api, pds), 300)


def texts_of(delivery):
    return [part["text"] for part in delivery["parts"]]


def sign_in_again(place, snac, pds):
    if place.name == "mastodon":
        link_mastodon(place.backend.api, snac, server=place.proxy.base, account_id=place.account)
    else:
        add_bluesky(place.backend.api, pds, account_id=place.account)


def test_shared_and_taken_back(place):
    text = place.text(3)
    refused = share(place.backend.api, text, place.account)
    assert refused.problem == "too-long"
    status = place.share(text)
    live = wait_state(place.backend.api, status, "live")["deliveries"][0]
    assert len(live["parts"]) == 3 and live["long_text"] == "thread"
    assert [part["state"] for part in live["parts"]] == ["live"] * 3
    assert live["url"] == live["parts"][0]["url"] and len({part["url"] for part in live["parts"]}) == 3
    assert place.thread(text) == texts_of(live)
    assert "".join("".join(texts_of(live)).split()) == "".join(text.split())

    assert place.backend.api.delete(f"/v1/statuses/{status}").status == 202
    gone = wait_state(place.backend.api, status, "removed", 90)["deliveries"][0]
    assert [part["state"] for part in gone["parts"]] == ["removed"] * 3
    assert place.thread(text) == []


def test_numbered_with_a_picture_in_the_first(place):
    text, picture = place.text(2), add_picture(place.backend.api, jpeg(8, 8)).json["id"]
    shared = share(place.backend.api, text, place.account, long_text="numbered-thread", pictures=[(picture, "A cat")])
    live = wait_state(place.backend.api, shared.json["id"], "live")["deliveries"][0]
    texts = texts_of(live)
    assert [each.rsplit(" ", 1)[1] for each in texts] == [f"{place_of}/{len(texts)}" for place_of in range(1, len(texts) + 1)]
    if place.name == "bluesky":
        mine = {record["value"]["text"]: record["value"] for record in place.peer.posts()}
        assert ["embed" in mine[each] for each in texts] == [True] + [False] * (len(texts) - 1)
    else:
        mine = {post["sourceContent"]: post for post in place.peer.posts()}
        assert [len(mine[each].get("attachment") or []) for each in texts] == [1] + [0] * (len(texts) - 1)


def test_one_post_where_it_fits(place):
    status = place.share(f"Short {time.time()}")
    assert "parts" not in wait_state(place.backend.api, status, "live")["deliveries"][0]


def test_where_there_are_no_threads(place):
    text = place.text(2)
    assert share(place.backend.api, text, place.account, long_text="tread").problem == "invalid"
    by_hand = {"text": text, "targets": [{"service": "bluesky", "audience": "public", "long_text": "thread"}]}
    assert place.backend.api.post("/v1/statuses", by_hand).problem == "invalid"
    assert share(place.backend.api, "x" * (place.limit * 25 + 1), place.account, long_text="thread").problem == "too-long"


@pytest.mark.timeout(400)
def test_answers_get_lost(place):
    """Half of all that is sent goes wrong, in some way or another."""
    text = place.text(4)
    place.proxy.faults(**FAULTS, seed=7)
    status = place.share(text)
    wait_for(lambda: place.sent() >= 3, 120, "some are sent")
    place.proxy.faults()
    live = wait_state(place.backend.api, status, "live", 240)["deliveries"][0]
    assert place.thread(text) == texts_of(live)


@pytest.mark.timeout(400)
def test_killed_between_the_parts(place):
    """Before, while and after each one is sent."""
    text, chance = place.text(6), random.Random(11)
    place.proxy.faults("slow_answer", method="POST", path=POSTS, delay=0.3)
    status = place.share(text)
    for _ in range(10):
        time.sleep(chance.uniform(0.05, 0.6))
        place.backend.restart()
    place.proxy.faults()
    live = wait_state(place.backend.api, status, "live", 240)["deliveries"][0]
    assert len(live["parts"]) == 6
    assert place.thread(text) == texts_of(live)
    place.backend.check_store()


def test_signed_out_in_the_middle(place, snac, pds):
    """What is out stays, and what is missing goes on after the sign-in."""
    text = place.text(4)
    place.proxy.rules({"mode": "pass", "method": "POST", "path": POSTS, "count": 2}, {"mode": "401", "path": "/api/v1/|/xrpc/"})
    status = place.share(text)
    stuck = wait_state(place.backend.api, status, "sign-in-needed")["deliveries"][0]
    assert [part["state"] for part in stuck["parts"]] == ["live", "live", "sign-in-needed", "waiting"]
    assert place.thread(text) == texts_of(stuck)[:2]
    place.proxy.faults()
    sign_in_again(place, snac, pds)
    live = wait_state(place.backend.api, status, "live")["deliveries"][0]
    assert place.thread(text) == texts_of(live)


@pytest.mark.timeout(300)
def test_taken_back_in_the_middle(place):
    text = place.text(4)
    place.proxy.faults("slow_answer", method="POST", path=POSTS, delay=1.5)
    status = place.share(text)
    wait_for(lambda: place.delivery(status)["parts"][1]["state"] == "live", 60, "two are out")
    assert place.backend.api.delete(f"/v1/statuses/{status}").status == 202
    place.proxy.faults()
    gone = wait_state(place.backend.api, status, "removed", 120)["deliveries"][0]
    assert collections.Counter(part["state"] for part in gone["parts"])["removed"] >= 2
    assert place.thread(text) == []


@pytest.mark.timeout(300)
def test_in_a_file_and_back(place, snac, pds):
    """It is taken back from where it came back to."""
    api, text = place.backend.api, place.text(3)
    status = place.share(text)
    before = wait_state(api, status, "live")["deliveries"][0]["parts"]
    content = export(api)
    assert api.request("DELETE", "/v1/data?copies=keep").status == 200
    assert bring(api, content).status == 200
    assert place.delivery(status)["parts"] == before
    sign_in_again(place, snac, pds)
    assert api.delete(f"/v1/statuses/{status}").status == 202
    wait_state(api, status, "removed", 90)
    assert place.thread(text) == []


@pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)
def test_at_a_backend_for_many(make_hosted, pds):
    hosted = make_hosted(plc=pds.plc)
    ada = hosted.api("ada")
    account, text = add_bluesky(ada, pds), long_text(3, 300)
    status = share(ada, text, account, long_text="thread").json["id"]
    live = wait_state(ada, status, "live")["deliveries"][0]
    assert pds_thread(pds, text) == texts_of(live)
    assert ada.delete(f"/v1/statuses/{status}").status == 202
    wait_state(ada, status, "removed", 90)
    assert pds_thread(pds, text) == []


@pytest.mark.timeout(300)
def test_half_in_a_file_and_back(place, snac, pds):
    """What is out of one that never became whole is what it is from then on, and ends when it was to."""
    api, text = place.backend.api, place.text(4)
    place.proxy.rules({"mode": "pass", "method": "POST", "path": POSTS, "count": 2}, {"mode": "401", "path": "/api/v1/|/xrpc/"})
    targets = [{"account_id": place.account, "audience": "public", "long_text": "thread"}]
    status = api.post("/v1/statuses", {"text": text, "life": "24h", "targets": targets}).json["id"]
    stuck = wait_state(api, status, "sign-in-needed")["deliveries"][0]
    assert [part["state"] for part in stuck["parts"]] == ["live", "live", "sign-in-needed", "waiting"]
    place.proxy.faults()
    content = export(api)
    assert api.request("DELETE", "/v1/data?copies=keep").status == 200
    assert bring(api, content).status == 200
    half = place.delivery(status)
    assert [part["state"] for part in half["parts"]] == ["live", "live", "cancelled", "cancelled"]
    assert half["state"] == "live" and half["ends_at"] == stuck["ends_at"]
    sign_in_again(place, snac, pds)
    assert api.delete(f"/v1/statuses/{status}").status == 202
    wait_state(api, status, "removed", 90)
    assert place.thread(text) == []
