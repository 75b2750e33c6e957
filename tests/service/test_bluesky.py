# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job at a real Bluesky server: with its own sign-in page in a real browser, and with an app password."""
import concurrent.futures
import json
import os
import random
import sqlite3
import time

import pytest

from harness.ages import from_now
from harness.job import add_bluesky, begin, finish, link_bluesky, share, wait_state
from harness.peers import request_json
from harness.processes import wait_for

FAMILY = "\U0001f468‍\U0001f469‍\U0001f467‍\U0001f466"


@pytest.fixture
def backend(make_backend, pds):
    return make_backend(plc=pds.plc)


@pytest.fixture
def account(api, pds):
    return add_bluesky(api, pds)


@pytest.fixture
def proxied(make_backend, make_proxy, pds):
    """A backend whose account is reached through a proxy, and the proxy."""
    proxy, directory = make_proxy(pds.base), make_proxy(pds.plc)
    directory.rewrite({pds.base: proxy.base})
    backend = make_backend(plc=directory.base)
    return backend.api, add_bluesky(backend.api, pds), proxy


def read_tokens(pds):
    """How many OAuth tokens the server keeps."""
    with sqlite3.connect(f"file:{pds.data}/account.sqlite?mode=ro", uri=True) as store:
        return store.execute("SELECT COUNT(*) FROM token").fetchone()[0]


def writes(proxy):
    return [entry for entry in proxy.requests() if entry["path"].endswith("repo.putRecord")]


def bearer(entry):
    headers = {key.lower(): value for key, value in entry["headers"].items()}
    return headers["authorization"].removeprefix("Bearer ")


def check_identity(account, pds):
    assert account["state"] == "on"
    assert (account["service"], account["server"]) == ("bluesky", pds.base)
    assert (account["remote_id"], account["handle"]) == (pds.alice["did"], pds.alice["handle"])
    assert account["audiences"] == ["public"]
    assert (account["limits"]["max_graphemes"], account["limits"]["max_bytes"]) == (300, 3000)


def test_app_password(api, pds, account):
    check_identity(api.get(f"/v1/accounts/{account}").json, pds)
    assert add_bluesky(api, pds) == account
    assert api.request("POST", f"/v1/accounts/{account}/check").json["handle"] == "alice.test"


def test_wrong_app_password(api, pds):
    body = {"service": "bluesky", "server": pds.base, "identifier": "alice.test", "password": "aaaa-bbbb-cccc-dddd"}
    assert api.post("/v1/accounts", body).problem == "wrong-password"
    assert api.get("/v1/accounts").json["items"] == []


def test_another_account_is_refused(api, pds, account):
    body = {"service": "bluesky", "server": pds.base, "identifier": pds.bob["handle"], "password": pds.bob["app_password"],
            "account_id": account}
    assert api.post("/v1/accounts", body).problem == "wrong-account"
    assert len(api.get("/v1/accounts").json["items"]) == 1


def test_browser(api, pds, browser):
    tokens = read_tokens(pds)
    account = link_bluesky(api, pds, browser)
    assert "You can return" in browser.text
    found = api.get(f"/v1/accounts/{account}").json
    check_identity(found, pds)
    assert "repo:app.bsky.feed.post" in found["scopes"] and "repo:app.bsky.feed.post" in found["scopes_asked"]
    assert "last_used_at" not in found
    assert read_tokens(pds) == tokens + 1

    text = f"Signed in with a browser {time.time()}"
    status = share(api, text, account).json["id"]
    wait_state(api, status, "live")
    assert pds.texts().count(text) == 1
    used = api.get(f"/v1/accounts/{account}").json["last_used_at"]
    assert api.request("POST", f"/v1/accounts/{account}/check").json["last_used_at"] > used
    api.delete(f"/v1/statuses/{status}")
    wait_state(api, status, "removed")
    assert text not in pds.texts()

    assert api.delete(f"/v1/accounts/{account}").json["what"] == "account"
    wait_for(lambda: not api.get("/v1/accounts").json["items"], 30, "the account is gone")
    assert read_tokens(pds) == tokens


def test_tokens_of_the_browser_are_renewed(make_backend, hasty_pds, browser):
    """A refresh token is good for once: two renewals at a time, or one that is not stored, end the sign-in."""
    backend = make_backend(plc=hasty_pds.plc)
    account = link_bluesky(backend.api, hasty_pds, browser)
    for number in range(3):
        time.sleep(1.5)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            checks = list(pool.map(lambda _: check(backend.api, account), range(4)))
        assert checks == [200] * 4
        backend.restart()
        wait_state(backend.api, share(backend.api, f"Renewed {number}", account).json["id"], "live")
    assert sorted(hasty_pds.texts()) == [f"Renewed {number}" for number in range(3)]


def check(api, account):
    return api.request("POST", f"/v1/accounts/{account}/check").status


def test_browser_says_no(api, pds, browser):
    attempt = begin(api, "bluesky", pds.base)
    browser.sign_in_at_pds(attempt.json["authorization_url"], pds.alice["handle"], pds.alice["password"],
                           consent="^(deny|cancel|deny access)$")

    def look():
        state = api.get(attempt.headers["location"]).json
        return state["state"] == "failed" and state["error"]
    assert wait_for(look, 30, "the attempt failed") == "sign-in-refused"
    assert api.get("/v1/accounts").json["items"] == []


def test_share_and_take_back(api, pds, account):
    text = f"Hello from a test {time.time()}"
    status = share(api, text, account).json["id"]
    live = wait_state(api, status, "live")
    post, = [post for post in pds.posts() if post["value"]["text"] == text]
    assert live["deliveries"][0]["url"].endswith(post["uri"].rsplit("/", 1)[1])

    api.delete(f"/v1/statuses/{status}")
    wait_state(api, status, "removed")
    assert text not in pds.texts()


def test_links_can_be_followed(api, pds, account):
    text = f"Grüße: https://example.org/{time.time()} 👋"
    wait_state(api, share(api, text, account).json["id"], "live", 15)
    post, = [post for post in pds.posts() if post["value"]["text"] == text]
    facet, = post["value"]["facets"]
    start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
    assert text.encode()[start:end].decode() == facet["features"][0]["uri"]


@pytest.mark.parametrize("text, fits", [
    (FAMILY + "a" * 299, True), (FAMILY + "a" * 300, False), ("é" * 300, True), (FAMILY * 120, True), (FAMILY * 121, False)])
def test_length(api, pds, account, text, fits):
    """What we let through the server takes; what it would refuse is refused before it is sent."""
    answer = share(api, text, account)
    if fits:
        wait_state(api, answer.json["id"], "live")
        assert text in pds.texts()
    else:
        assert answer.problem == "too-long"
        assert api.get("/v1/statuses").json["items"] == []


CLUSTERS = ["a", " ", ". ", "é", "e\u0301", "ß", "नि", "ก็", "한", "각", "👍🏽", "🇩🇪", "🇩", FAMILY, "👩🏽‍🚀", "1️⃣", "\u200d", "\u0301", "مَ", "שָׁ",
            "\u202eabc\u202c", "\n", "क्ष", "https://example.org/a?b=c", "#tag", "\u00ad", "\ufe0f", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]


def write_at_the_limit(chance):
    """A text about as long as may be, by one count or the other."""
    few, clusters, length, text = chance.sample(CLUSTERS, chance.randint(1, 6)), chance.randint(292, 304), chance.randint(2980, 3010), ""
    while clusters > 0 and len(text.encode()) < length:
        text, clusters = text + chance.choice(few), clusters - 1
    return f"x{text}x"


@pytest.mark.timeout(1800)
def test_measure_is_the_servers(api, pds, account):
    """Whatever is written, we count as the real server does."""
    chance = random.Random(int(os.environ.get("AC_SEED") or time.time()))
    session = request_json("POST", f"{pds.base}/xrpc/com.atproto.server.createSession",
                           {"identifier": pds.alice["handle"], "password": pds.alice["app_password"]})[1]
    verdicts = []
    for number in range(5000 if os.environ.get("AC_SOAK") else 40):
        text = write_at_the_limit(chance)
        record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-01-01T00:00:00.000Z"}
        status, answer = request_json("POST", f"{pds.base}/xrpc/com.atproto.repo.createRecord",
                                      {"repo": pds.alice["did"], "collection": "app.bsky.feed.post", "validate": True, "record": record},
                                      token=session["accessJwt"])
        assert status in (200, 400), answer
        ours = api.post("/v1/statuses", {"text": text, "share_at": from_now(hours=24), "targets": [{"account_id": account, "audience": "public"}]})
        assert ours.problem in (None, "too-long"), ours.json
        assert (ours.problem is None) == (status == 200), (number, text, answer, ours.json)
        verdicts.append(status)
        if ours.problem is None:
            api.delete(f"/v1/statuses/{ours.json['id']}")
    assert len(set(verdicts)) == 2, "some on both sides of the limit"


def test_lost_answer_makes_no_second_copy(proxied, pds):
    api, account, proxy = proxied
    text = f"Lost {time.time()}"
    proxy.faults("drop_after", path="putRecord", count=1)
    wait_state(api, share(api, text, account).json["id"], "live", 15)
    assert pds.texts().count(text) == 1
    bodies = {entry["body"] for entry in writes(proxy)}
    assert len(writes(proxy)) == 2
    assert len(bodies) == 1
    assert json.loads(bodies.pop())["swapRecord"] is None


@pytest.mark.parametrize("mode", ["garbled", "empty"])
def test_unreadable_answer_is_looked_for(proxied, pds, mode):
    api, account, proxy = proxied
    text = f"Unreadable, {mode} {time.time()}"
    proxy.faults(mode, path="putRecord", count=1)
    wait_state(api, share(api, text, account).json["id"], "live", 15)
    assert pds.texts().count(text) == 1
    assert len(writes(proxy)) == 1


def test_busy_service_is_left_alone(proxied, pds):
    api, account, proxy = proxied
    proxy.faults("429", path="putRecord", count=1)
    wait_state(api, share(api, f"Busy {time.time()}", account).json["id"], "live")
    first, second = writes(proxy)
    assert second["time"] - first["time"] >= 1


def test_tokens_are_renewed_once(proxied, pds):
    api, account, proxy = proxied
    proxy.faults("expired", path="getSession", count=4)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        assert list(pool.map(lambda _: check(api, account), range(4))) == [200] * 4
    assert sum(entry["path"].endswith("refreshSession") for entry in proxy.requests()) == 1


def test_signing_in_again_goes_on(proxied, pds):
    api, account, proxy = proxied
    proxy.faults("expired", path="refreshSession|putRecord")
    status = share(api, f"Signed out {time.time()}", account).json["id"]
    wait_state(api, status, "sign-in-needed")
    found = api.get(f"/v1/accounts/{account}").json
    assert (found["state"], found["reason"]) == ("attention", "sign-in-required")

    proxy.faults()
    assert add_bluesky(api, pds, account_id=account) == account
    wait_state(api, status, "live")
    assert api.get(f"/v1/accounts/{account}").json["state"] == "on"


def test_removed_account_is_signed_out(proxied, pds):
    api, account, proxy = proxied
    api.delete(f"/v1/accounts/{account}")
    wait_for(lambda: not api.get("/v1/accounts").json["items"], 30, "the account is gone")
    ended, = [entry for entry in proxy.requests() if entry["path"].endswith("deleteSession")]
    status, answer = request_json("POST", pds.base + "/xrpc/com.atproto.server.refreshSession", token=bearer(ended))
    assert (status, answer["error"]) == (400, "ExpiredToken")


def test_paste_back(api, pds, browser_elsewhere):
    """A browser that can't come back: its last address is handed in by hand."""
    attempt = begin(api, "bluesky", pds.base)
    address = browser_elsewhere.sign_in_at_pds(attempt.json["authorization_url"], pds.alice["handle"], pds.alice["password"])
    assert api.request("POST", attempt.headers["location"] + "/response", {"url": address}).status == 202
    assert finish(api, attempt)


def test_account_that_is_being_removed_is_not_taken_over(proxied, pds):
    """Else the new sign-in would be revoked with the old one."""
    api, account, proxy = proxied
    proxy.faults("503", path="deleteSession")
    api.delete(f"/v1/accounts/{account}")
    body = {"service": "bluesky", "server": pds.base, "identifier": pds.alice["handle"], "password": pds.alice["app_password"]}
    assert api.post("/v1/accounts", body).problem == "conflict"
    proxy.faults()
    wait_for(lambda: not api.get("/v1/accounts").json["items"], 60, "the account is gone")
    assert add_bluesky(api, pds) != account
