# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job at a real Mastodon-API server, through the real backend and a real browser."""
import contextlib
import sqlite3
import time
import urllib.parse

import pytest

from harness.job import begin, finish, link_mastodon, share, states, wait_state
from harness.peers import request_json
from harness.processes import wait_for


@pytest.fixture
def account(api, snac):
    return link_mastodon(api, snac)


@pytest.fixture
def proxied(backend, make_proxy, snac):
    """A backend whose account is reached through a proxy, and the proxy; what may still arrive does so within a second."""
    proxy = make_proxy(snac.base)
    account = link_mastodon(backend.api, snac, server=proxy.base)
    backend.restart(env={"AC_SETTLE_MS": "1000"})
    return backend.api, account, proxy


def writes(proxy):
    return [entry for entry in proxy.requests() if (entry["method"], entry["path"]) == ("POST", "/api/v1/statuses")]


def token_of(entry):
    return {key.lower(): value for key, value in entry["headers"].items()}["authorization"].removeprefix("Bearer ")


def is_known(snac, token):
    """Whether a token opens the account."""
    status, _ = request_json("GET", snac.base + "/api/v1/accounts/verify_credentials", token=token)
    assert status in (200, 401, 422), status
    return status == 200


def test_link(api, snac, browser):
    account = link_mastodon(api, snac, browser)
    assert "You can return" in browser.text
    found = api.get(f"/v1/accounts/{account}").json
    assert found["state"] == "on"
    assert found["service"] == "mastodon" and found["server"] == snac.base
    assert snac.login in found["handle"]
    assert found["audiences"] == ["direct", "followers", "unlisted", "public"]
    said = request_json("GET", snac.base + "/api/v1/instance")[1]["configuration"]["statuses"]
    assert found["limits"]["max_graphemes"] == said["max_characters"]
    assert found["limits"]["url_weight"] == said["characters_reserved_per_url"]


def test_linking_again_is_the_same_account(api, snac, account):
    before = api.get(f"/v1/accounts/{account}").json
    assert link_mastodon(api, snac) == account
    assert [item | {"proved_at": before["proved_at"]} for item in api.get("/v1/accounts").json["items"]] == [before]


def test_the_sign_in_before_is_given_back(backend, make_proxy, snac):
    """A minute later, when nothing that is under way needs it any more."""
    proxy = make_proxy(snac.base)
    account = link_mastodon(backend.api, snac, server=proxy.base)
    assert link_mastodon(backend.api, snac, server=proxy.base) == account
    checks = [token_of(entry) for entry in proxy.requests() if entry["path"].endswith("/verify_credentials")]
    old, new = checks[0], checks[-1]
    assert old != new and is_known(snac, old) and is_known(snac, new)
    backend.kill()
    with contextlib.closing(sqlite3.connect(backend.data / "store.sqlite")) as store, store:
        assert store.execute("UPDATE step SET due_at = 1 WHERE delivery_id IS NULL AND due_at > 1").rowcount == 1
    backend.start()
    wait_for(lambda: not is_known(snac, old), 20, "the old one is given back")
    assert is_known(snac, new) and backend.api.request("POST", f"/v1/accounts/{account}/check").json["state"] == "on"
    assert len(backend.api.get("/v1/accounts").json["items"]) == 1


def test_paste_back(api, snac, browser_elsewhere):
    """A browser that can't come back: its last address is handed in by hand."""
    attempt = begin(api, "mastodon", snac.base)
    address = browser_elsewhere.sign_in_at_snac(attempt.json["authorization_url"], snac.login, snac.password)
    assert api.request("POST", attempt.headers["location"] + "/response", {"url": address}).status == 202
    assert finish(api, attempt)


@pytest.mark.parametrize("audience, to, cc", [
    ("public", "#Public", ""), ("unlisted", "", "#Public"), ("followers", "/followers", ""), ("direct", "", "")])
def test_share_and_take_back(api, snac, account, audience, to, cc):
    text = f"Hello, {audience} {time.time()}"
    status = share(api, text, account, audience=audience).json["id"]
    live = wait_state(api, status, "live")
    assert live["deliveries"][0]["url"].startswith(snac.base)
    post, = [post for post in snac.posts() if post["sourceContent"] == text]
    for field, wanted in (("to", to), ("cc", cc)):
        assert any(wanted in where for where in post[field]) if wanted else not any("#Public" in where for where in post[field])

    assert api.delete(f"/v1/statuses/{status}").status == 202
    wait_state(api, status, "removed")
    assert text not in snac.texts()


def test_same_key_shares_once(api, snac, account):
    text = f"Once {time.time()}"
    first = share(api, text, account, key="k" * 20)
    again = share(api, text, account, key="k" * 20)
    other = share(api, text + "!", account, key="k" * 20)
    assert again.body == first.body and again.headers["idempotent-replayed"] == "true"
    assert other.problem == "key-reused"
    wait_state(api, first.json["id"], "live")
    assert snac.texts().count(text) == 1


@pytest.mark.parametrize("audience", ["public", "followers", "direct"])
def test_lost_answer_is_looked_for(proxied, snac, audience):
    """Also where only the home timeline shows it."""
    api, account, proxy = proxied
    text = f"Lost, {audience} {time.time()}"
    proxy.faults("drop_after", method="POST", count=1)
    wait_state(api, share(api, text, account, audience=audience).json["id"], "live")
    assert snac.texts().count(text) == 1
    assert len(writes(proxy)) == 1


def test_same_words_for_others(proxied, snac):
    """What only followers may see never arrived; the same words for everybody are another status, and not taken down in its place."""
    api, account, proxy = proxied
    text = f"The same for others {time.time()}"
    proxy.rules(*[{"mode": mode, "method": "POST", "path": "/api/v1/statuses$", "count": 1} for mode in ("drop_before", "drop_after")])
    made = [share(api, text, account, audience=audience).json["id"] for audience in ("followers", "public")]
    for status in made:
        wait_state(api, status, "live")
    assert sorted("#Public" in str(post["to"]) for post in snac.posts() if post["sourceContent"] == text) == [False, True]


def test_lost_request_is_sent_again(proxied, snac):
    api, account, proxy = proxied
    text = f"Never arrived {time.time()}"
    proxy.faults("drop_before", method="POST", count=1)
    wait_state(api, share(api, text, account).json["id"], "live")
    assert snac.texts().count(text) == 1
    first, second = writes(proxy)
    assert first["body"] == second["body"]
    assert first["headers"]["Idempotency-Key"] == second["headers"]["Idempotency-Key"]


@pytest.mark.parametrize("mode", ["garbled", "empty"])
def test_unreadable_answer_is_looked_for(proxied, snac, mode):
    api, account, proxy = proxied
    text = f"Unreadable, {mode} {time.time()}"
    proxy.faults(mode, method="POST", count=1)
    wait_state(api, share(api, text, account).json["id"], "live")
    assert snac.texts().count(text) == 1
    assert len(writes(proxy)) == 1


def test_busy_service_is_left_alone(proxied, snac):
    api, account, proxy = proxied
    proxy.faults("503", method="POST", count=1)
    wait_state(api, share(api, f"Busy {time.time()}", account).json["id"], "live")
    first, second = writes(proxy)
    assert second["time"] - first["time"] >= 1


def test_wider_audience_is_taken_down(proxied, snac):
    """A server that shows a copy to more people than were named."""
    api, account, proxy = proxied
    text = f"For followers {time.time()}"
    proxy.rewrite({'"private"': '"public"'})
    status = share(api, text, account, audience="followers").json["id"]
    delivery, = wait_state(api, status, "failed")["deliveries"]
    assert delivery["error"] == "audience-widened"
    assert text not in snac.texts()
    assert [entry["method"] for entry in proxy.requests() if "/api/v1/statuses" in entry["path"]] == ["POST", "DELETE", "GET"]


def test_cancelled_while_unknown_leaves_nothing(proxied, snac):
    """Taken back while nobody knows whether it arrived."""
    api, account, proxy = proxied
    text = f"Taken back {time.time()}"
    proxy.faults("drop_after", method="POST", count=1)
    status = share(api, text, account).json["id"]
    wait_for(lambda: states(api, status) == ["checking"], 20, "checking")
    api.delete(f"/v1/statuses/{status}")
    wait_state(api, status, "removed")
    assert text not in snac.texts()


def test_signing_in_again_goes_on(proxied, snac):
    api, account, proxy = proxied
    wait_state(api, share(api, f"Before {time.time()}", account).json["id"], "live")
    token = token_of(writes(proxy)[-1])
    app = [urllib.parse.parse_qs(entry["body"]) for entry in proxy.requests() if entry["path"] == "/oauth/token"][-1]
    form = {"client_id": app["client_id"][0], "client_secret": app["client_secret"][0], "token": token}
    assert request_json("POST", snac.base + "/oauth/revoke", form)[0] == 200
    assert not is_known(snac, token)

    status = share(api, f"After {time.time()}", account).json["id"]
    wait_state(api, status, "sign-in-needed")
    found = api.get(f"/v1/accounts/{account}").json
    assert (found["state"], found["reason"]) == ("attention", "sign-in-required")
    assert link_mastodon(api, snac, server=proxy.base, account_id=account) == account
    wait_state(api, status, "live")


def test_signed_out_while_looking(proxied, snac):
    """A lost answer and a token that is no longer good: it is looked for after signing in again, not sent twice."""
    api, account, proxy = proxied
    text = f"Signed out {time.time()}"
    proxy.faults("drop_after", method="POST", count=1)
    status = share(api, text, account).json["id"]
    wait_for(lambda: states(api, status) == ["checking"], 20, "checking")
    proxy.faults("401", path="timelines/home|accounts/")
    wait_state(api, status, "sign-in-needed")
    proxy.faults()
    assert link_mastodon(api, snac, server=proxy.base, account_id=account) == account
    wait_state(api, status, "live")
    assert snac.texts().count(text) == 1


def test_stop_all_sharing(api, snac, account):
    assert api.put("/v1/sharing", {"stopped": True}).json["sharing_stopped"]
    status = share(api, "Not now", account).json
    assert status["deliveries"][0]["state"] == "stopped"
    api.put("/v1/sharing", {"stopped": False})
    wait_state(api, status["id"], "live")


def test_check_account(api, account):
    before = api.get(f"/v1/accounts/{account}").json
    checked = api.request("POST", f"/v1/accounts/{account}/check").json
    assert api.get(f"/v1/accounts/{account}").json == checked
    assert checked["last_used_at"] >= before["created_at"]
    assert checked == {**before, "last_used_at": checked["last_used_at"]}


def test_remove_account(proxied, snac):
    api, account, proxy = proxied
    assert api.request("POST", f"/v1/accounts/{account}/check").status == 200
    token = token_of(proxy.requests()[-1])
    assert is_known(snac, token)
    assert api.delete(f"/v1/accounts/{account}").json["what"] == "account"
    wait_for(lambda: not api.get("/v1/accounts").json["items"], 20, "the account is gone")
    assert not is_known(snac, token)


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
