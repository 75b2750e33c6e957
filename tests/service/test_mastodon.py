# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job at a real Mastodon-API server, through the real backend and a real browser."""
import re
import time

import pytest

from harness.peers import request_json
from harness.processes import wait_for


def link(api, snac, browser):
    attempt = api.post("/v1/link-attempts", {"service": "mastodon", "server": snac.base})
    assert attempt.status == 201, attempt.json
    browser.sign_in_at_snac(attempt.json["authorization_url"], snac.login, snac.password)
    assert "You can return" in browser.text

    def look():
        state = api.get(attempt.headers["location"]).json
        assert state["state"] in ("waiting", "working", "done"), state
        return state["state"] == "done" and state["account_id"]
    return wait_for(look, 20, "the attempt is done")


def share(api, text, account, audience="public", key=None):
    body = {"text": text, "targets": [{"account_id": account, "audience": audience}]}
    return api.post("/v1/statuses", body, key)


def wait_state(api, status, state, seconds=30):
    def look():
        found = api.get(f"/v1/statuses/{status}").json
        return found["deliveries"][0]["state"] == state and found
    try:
        return wait_for(look, seconds, state)
    except TimeoutError:
        raise TimeoutError(f"not {state}: {api.get(f'/v1/statuses/{status}').json}") from None


def can_delete(snac):
    """snac before 2.90 deletes nothing through this API and gives no second page, so that absence can't be proven."""
    version = request_json("GET", snac.base + "/api/v1/instance")[1]["version"]
    return tuple(map(int, re.search(r"snac/?\s*(\d+)\.(\d+)", version).groups())) >= (2, 90)


def settle(api, status, provable):
    """The state once it is live or, where nothing can be proven, once it is being looked for."""
    if provable:
        return wait_state(api, status, "live", 90)["deliveries"][0]["state"]

    def look():
        state = api.get(f"/v1/statuses/{status}").json["deliveries"][0]["state"]
        return state in ("live", "checking", "needs-you") and state
    return wait_for(look, 60, "a state that is not sending")


@pytest.fixture
def account(api, snac, browser):
    return link(api, snac, browser)


def test_link(api, snac, account):
    found = api.get(f"/v1/accounts/{account}").json
    assert found["state"] == "on"
    assert found["service"] == "mastodon" and found["server"] == snac.base
    assert snac.login in found["handle"]
    assert {"public", "followers"} <= set(found["audiences"])
    assert found["limits"]["max_graphemes"] > 500


def test_linking_again_is_the_same_account(api, snac, browser, account):
    assert link(api, snac, browser) == account
    assert len(api.get("/v1/accounts").json["items"]) == 1


def test_share_and_take_back(api, snac, account):
    text = f"Hello from a test {time.time()}"
    status = share(api, text, account)
    assert status.status == 201
    live = wait_state(api, status.json["id"], "live")
    assert live["deliveries"][0]["url"].startswith(snac.base)
    assert sum(text in post for post in snac.public_texts()) == 1

    assert api.delete(f"/v1/statuses/{status.json['id']}").status == 202
    if can_delete(snac):
        wait_state(api, status.json["id"], "removed")
        assert not any(text in post for post in snac.public_texts())
    else:
        failed = wait_state(api, status.json["id"], "remove-failed", 90)
        assert failed["deliveries"][0]["url"]


def test_same_key_shares_once(api, snac, account):
    text = f"Once {time.time()}"
    first = share(api, text, account, key="k" * 20)
    again = share(api, text, account, key="k" * 20)
    other = share(api, text + "!", account, key="k" * 20)
    assert again.body == first.body and again.headers["idempotent-replayed"] == "true"
    assert other.problem == "key-reused"
    wait_state(api, first.json["id"], "live")
    assert sum(text in post for post in snac.public_texts()) == 1


def test_killed_while_sharing(backend, snac, account):
    texts = [f"Killed {time.time()} {n}" for n in range(8)]
    statuses = []
    for text in texts:
        statuses.append(share(backend.api, text, account).json["id"])
        time.sleep(0.05)
        backend.restart(env={"AC_SETTLE_MS": "2000"})
    for status, text in zip(statuses, texts):
        state = settle(backend.api, status, can_delete(snac))
        copies = sum(text in post for post in snac.public_texts())
        assert copies == 1 if state == "live" else copies <= 1 and not can_delete(snac)


def test_stop_all_sharing(api, snac, account):
    assert api.put("/v1/sharing", {"stopped": True}).json["sharing_stopped"]
    status = share(api, "Not now", account).json
    assert status["deliveries"][0]["state"] == "stopped"
    api.put("/v1/sharing", {"stopped": False})
    wait_state(api, status["id"], "live")


def test_check_account(api, account):
    before = api.get(f"/v1/accounts/{account}").json
    assert api.request("POST", f"/v1/accounts/{account}/check").json == before
    assert api.get(f"/v1/accounts/{account}").json == before


def test_remove_account(api, snac, account):
    assert api.delete(f"/v1/accounts/{account}").json["state"] == "removing"
    wait_for(lambda: not api.get("/v1/accounts").json["items"], 20, "the account is gone")


def test_locked_keyring_waits(backend, keyring, snac, account):
    keyring.lock()
    backend.restart()
    assert backend.api.get("/v1/backend").json["keyring"] == "locked"
    assert backend.api.get("/v1/accounts").json["items"][0]["id"] == account
    status = share(backend.api, f"Later {time.time()}", account).json
    waiting = wait_state(backend.api, status["id"], "sign-in-needed")
    assert waiting["deliveries"][0]["error"] == "keyring-locked"
    keyring.unlock()
    assert backend.api.request("POST", "/v1/keyring/unlock").json["keyring"] == "unlocked"
    wait_state(backend.api, status["id"], "live")


def test_cancel_leaves_nothing(api, snac):
    attempt = api.post("/v1/link-attempts", {"service": "mastodon", "server": snac.base})
    assert api.delete(attempt.headers["location"]).status == 204
    assert api.get(attempt.headers["location"]).status == 404
    assert api.get("/v1/accounts").json["items"] == []


def test_paste_back_of_a_wrong_address(api, snac):
    attempt = api.post("/v1/link-attempts", {"service": "mastodon", "server": snac.base})
    where = attempt.headers["location"]
    assert api.request("POST", where + "/response", {"url": "https://evil.example/?code=x"}).problem == "invalid"
    assert api.get(where).json["state"] == "waiting"


@pytest.mark.parametrize("server, problem", [
    ("http://127.0.0.1:1", "unreachable"),
    ("http://mastodon.example", "address-refused"),
    ("not an address", "invalid"),
])
def test_wrong_server(api, server, problem):
    assert api.post("/v1/link-attempts", {"service": "mastodon", "server": server}).problem == problem
