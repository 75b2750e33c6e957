# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links between accounts: agreed to, used, ended, each with its receipt."""
import contextlib
import http.client
import json
import random
import sqlite3
import threading
import time

import pytest

from harness.job import begin, finish, link_mastodon, share, states, wait_state
from harness.practice import BAKERY_PAGE, CHOIR_PAGE, FACEBOOK_LENA, THREADS_CHOIR, THREADS_LENA, consent
from harness.processes import wait_for

OFF = {"on": False}


@pytest.fixture
def backend(make_backend, session, practice):
    session.env["AC_SETTLE_MS"] = "1000"
    return make_backend(practice=practice.base)


def add(api, person=THREADS_LENA, service="threads", **more):
    attempt = begin(api, service, "", **more)
    consent(attempt, person)
    return finish(api, attempt)


@pytest.fixture
def pair(api):
    return [add(api), add(api, THREADS_CHOIR)]


def make(api, accounts, **switches):
    return api.post("/v1/links", {"accounts": accounts, "switches": switches, "words_version": 1})


def turn(api, link, **switches):
    return api.request("PATCH", f"/v1/links/{link}", {"switches": switches, "words_version": 1})


def receipts(api):
    """(purpose, value), the oldest first."""
    return [(receipt["purpose"], receipt["value"]) for receipt in reversed(api.every("/v1/receipts"))]


def share_linked(api, text, link, one, other):
    targets = [{"account_id": one, "audience": "public"}, {"account_id": other, "audience": "public", "link": link}]
    return api.post("/v1/statuses", {"text": text, "targets": targets})


def lines(undoing):
    return {line["step"]: line["state"] for line in undoing["lines"]}


def settled(api, undoing):
    """The undoing once nothing of it goes on any more."""
    def look():
        found = api.get(f"/v1/undoings/{undoing}").json
        return all(line["state"] in ("done", "failed", "yours") for line in found["lines"]) and found
    return wait_for(look, 30, "it is undone")


def test_everything_is_off_unless_asked_for(api, pair):
    events = api.events()
    made = make(api, pair)
    assert made.status == 201, made.json
    link = made.json
    assert link["accounts"] == sorted(pair) and made.headers["location"] == f"/v1/links/{link['id']}"
    assert [link[name] for name in ("sign_in", "share_status", "personalise")] == [OFF] * 3
    assert api.get("/v1/links").json["items"] == [link] == [api.get(made.headers["location"]).json]
    assert receipts(api) == [("link", True)]
    events.wait("link", lambda data: data["id"] == link["id"])
    events.close()
    assert make(api, list(reversed(pair))).problem == "conflict"
    assert make(api, [pair[0], pair[0]]).problem == "invalid"
    assert make(api, [pair[0], link["id"]]).problem == "not-found"


def test_switches_are_independent_and_have_receipts(api, pair):
    link = make(api, pair, personalise=True, share_status=False).json
    assert link["personalise"]["on"] and not link["share_status"]["on"] and link["sign_in"] == OFF
    assert receipts(api) == [("link", True), ("share-status", False), ("personalise", True)]
    receipt = api.get(f"/v1/receipts/{link['personalise']['receipt_id']}").json
    assert receipt["link_id"] == link["id"] and receipt["how"] == "other" and receipt["words_version"] == 1
    assert {account["id"] for account in receipt["accounts"]} == set(pair)
    later = turn(api, link["id"], personalise=False, sign_in=True).json
    assert later["sign_in"]["on"] and not later["personalise"]["on"]
    assert later["share_status"] == link["share_status"]
    assert receipts(api)[3:] == [("sign-in", True), ("personalise", False)]
    assert turn(api, link["id"], sign_in=True).json == later and len(receipts(api)) == 5


def test_same_key_makes_one_link(api, pair):
    body = {"accounts": pair, "words_version": 1}
    first, again = (api.post("/v1/links", body, "k" * 20) for _ in range(2))
    assert first.body == again.body and again.headers["idempotent-replayed"] == "true" and len(receipts(api)) == 1


def test_killed_while_linking(backend, pair):
    """All of it or nothing: a link never stands there without its receipts, nor they without it."""
    chance, api = random.Random(7), backend.api
    for _ in range(6):
        thread = threading.Timer(chance.uniform(0, 0.02), backend.kill)
        thread.start()
        with contextlib.suppress(OSError, http.client.HTTPException):
            make(api, pair, share_status=True)
        thread.join()
        backend.start()
        found = api.get("/v1/links").json["items"]
        for link in found:
            assert link["share_status"]["on"] and api.get(f"/v1/receipts/{link['share_status']['receipt_id']}").status == 200
            api.delete(f"/v1/links/{link['id']}")
        said = receipts(api)
        assert sum(value for _, value in said) * 2 == len(said) and said.count(("link", True)) == said.count(("share-status", True))


def test_off_works_without_keyring_and_network(backend, keyring, practice, pair):
    api = backend.api
    link = make(api, pair, sign_in=True, share_status=True).json["id"]
    keyring.lock()
    practice.stop()
    backend.restart()
    assert not turn(api, link, share_status=False).json["share_status"]["on"]
    undoing = api.delete(f"/v1/links/{link}")
    assert undoing.status == 202 and api.get("/v1/links").json["items"] == []
    assert set(lines(undoing.json).values()) == {"done"}
    keyring.unlock()
    practice.start()


def test_proofs(backend, pair):
    """A proof is a sign-in of the last 15 minutes, here or, where a link says so, at one other account."""
    api = backend.api
    third = add_other(api)
    old = make(api, pair, sign_in=True).json["id"]
    age_proofs(backend)
    refused = make(api, [pair[0], third])
    assert refused.problem == "proof-required" and refused.json["account_id"] == pair[0]
    assert api.post("/v1/link-previews", {"accounts": [pair[0], third]}).json["unproved"] == [pair[0], third]
    add_other(api)
    assert make(api, [third, pair[0]]).json["account_id"] == pair[0]
    add(api, THREADS_CHOIR)
    assert make(api, [pair[0], third], sign_in=True).status == 201
    age_proofs(backend)
    add(api, THREADS_CHOIR)
    assert make(api, [pair[1], third]).json["account_id"] == third
    turn(api, old, sign_in=False)
    assert turn(api, old, sign_in=True).json["account_id"] == pair[0]
    assert turn(api, old, personalise=True).json["personalise"]["on"]


def add_other(api):
    attempt = begin(api, "facebook", "")
    consent(attempt, FACEBOOK_LENA, leave_out=(f"page.{CHOIR_PAGE}", f"page.{BAKERY_PAGE}")[:1])
    return finish(api, attempt)


def age_proofs(backend):
    """As if every sign-in had been 15 minutes ago."""
    backend.process.stop()
    with contextlib.closing(sqlite3.connect(backend.data / "store.sqlite")) as store, store:
        for account, noun in store.execute("SELECT id, noun FROM account").fetchall():
            noun = json.loads(noun) | {"proved_at": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() - 901))}
            store.execute("UPDATE account SET noun = ? WHERE id = ?", (json.dumps(noun), account))
    backend.start()


def test_share_because_of_a_link(api, practice, pair):
    link = make(api, pair).json["id"]
    assert share_linked(api, "Too early", link, *pair).problem == "not-linked"
    turn(api, link, share_status=True)
    status = share_linked(api, "For both", link, *pair).json
    assert [delivery.get("link_id") for delivery in status["deliveries"]] == [None, link]
    wait_state(api, status["id"], "live")
    only = {"text": "Alone", "targets": [{"account_id": pair[1], "audience": "public", "link": link}]}
    assert api.post("/v1/statuses", only).problem == "not-linked"
    third = add_other(api)
    assert share_linked(api, "Elsewhere", link, pair[0], third).problem == "not-linked"
    assert share_linked(api, "Of nobody", pair[0], *pair).problem == "not-linked"
    practice.control("tokens", service="threads", person=THREADS_LENA, why="removed")
    api.request("POST", f"/v1/accounts/{pair[0]}/check")
    assert share_linked(api, "Paused", link, *pair).problem == "not-linked"
    assert len(practice.held("posts")) == 2
    assert api.get(f"/v1/accounts/{pair[1]}").json["state"] == "on"


@pytest.mark.parametrize("how", ["turn", "unlink"])
def test_what_was_not_sent_is_cancelled(api, practice, pair, how):
    link = make(api, pair, share_status=True).json["id"]
    api.put("/v1/sharing", {"stopped": True})
    status = share_linked(api, "Not yet", link, *pair).json["id"]
    if how == "turn":
        turn(api, link, share_status=False)
    else:
        queue = api.delete(f"/v1/links/{link}").json["lines"][0]
        assert (queue["step"], queue["state"], queue["count"]) == ("queue-cleared", "done", 1)
    assert states(api, status) == ["stopped", "cancelled"]
    api.put("/v1/sharing", {"stopped": False})
    wait_for(lambda: states(api, status) == ["live", "cancelled"], 30, "the other one is sent")
    assert [post["owner"] for post in practice.held("posts")] == [THREADS_LENA]


@pytest.mark.parametrize("copies", ["keep", "delete"])
def test_unlinking(api, practice, pair, copies):
    link = make(api, pair, share_status=True).json["id"]
    wait_state(api, share_linked(api, "Linked", link, *pair).json["id"], "live")
    wait_state(api, share(api, "Its own", pair[1]).json["id"], "live")
    events = api.events()
    undoing = api.delete(f"/v1/links/{link}?copies={copies}").json
    events.wait("link-removed", lambda data: data["id"] == link)
    events.close()
    done = settled(api, undoing["id"])
    assert lines(done) == dict.fromkeys(["queue-cleared", "choices-restored", "copies", "receipt"], "done")
    assert next(line for line in done["lines"] if line["step"] == "copies")["count"] == 1
    assert {account["state"] for account in api.get("/v1/accounts").json["items"]} == {"on"}
    left = sorted(post["text"] for post in practice.held("posts"))
    assert left == (["Its own", "Linked"] if copies == "delete" else ["Its own", "Linked", "Linked"])
    assert receipts(api)[-2:] == [("share-status", False), ("link", False)]
    assert api.get("/v1/undoings").json["items"] == [done]
    assert api.delete(f"/v1/undoings/{undoing['id']}").status == 204 and api.get("/v1/undoings").json["items"] == []


def test_unlinking_with_an_account(api, practice, pair):
    link = make(api, pair, share_status=True).json["id"]
    wait_state(api, share_linked(api, "Linked", link, *pair).json["id"], "live")
    assert api.delete(f"/v1/links/{link}?account={link}").problem == "invalid"
    done = settled(api, api.delete(f"/v1/links/{link}?copies=delete&account={pair[1]}").json["id"])
    assert set(lines(done)) == {"queue-cleared", "choices-restored", "copies", "revoked", "key-removed", "receipt"}
    assert set(lines(done).values()) == {"done"}
    assert [account["id"] for account in api.get("/v1/accounts").json["items"]] == pair[:1]
    assert {token["person"] for token in practice.tokens()} == {THREADS_LENA}
    assert [post["owner"] for post in practice.held("posts")] == [THREADS_LENA]


def test_removing_an_account_ends_its_links(api, practice, pair):
    make(api, pair, share_status=True)
    wait_state(api, share(api, "Mine", pair[1]).json["id"], "live")
    undoing = api.delete(f"/v1/accounts/{pair[1]}?copies=delete").json
    assert api.get("/v1/links").json["items"] == [] and undoing["what"] == "account"
    done = settled(api, undoing["id"])
    assert set(lines(done).values()) == {"done"} and not practice.held("posts")
    assert {token["person"] for token in practice.tokens()} == {THREADS_LENA}


def test_a_service_that_is_away_is_waited_for(api, practice, pair):
    practice.faults({"host": "graph.threads.net", "method": "DELETE", "path": "v1.0/me/permissions", "kind": "dropped"})
    undoing = api.delete(f"/v1/accounts/{pair[1]}").json["id"]
    line = wait_for(lambda: next((line for line in api.get(f"/v1/undoings/{undoing}").json["lines"] if line.get("reason")), None), 20, "why")
    assert (line["step"], line["state"]) == ("revoked", "working") and line["reason"] == "unknown-outcome"
    assert api.delete(f"/v1/undoings/{undoing}").problem == "in-progress"
    assert set(lines(settled(api, undoing)).values()) == {"done"}


def test_a_refused_revocation_is_the_persons(api, practice, pair):
    practice.faults({"host": "graph.threads.net", "method": "DELETE", "path": "v1.0/me/permissions", "kind": "error", "code": 100})
    done = settled(api, api.delete(f"/v1/accounts/{pair[1]}").json["id"])
    revoked = next(line for line in done["lines"] if line["step"] == "revoked")
    assert (revoked["state"], revoked["reason"]) == ("yours", "rejected") and revoked["url"].startswith("https://")
    assert lines(done)["key-removed"] == "done" and api.get("/v1/undoings").json["items"] == [done]
    assert [account["id"] for account in api.get("/v1/accounts").json["items"]] == pair[:1]


def test_choices_are_merged_and_restored(backend, snac):
    """The narrower audience of the two for both, and the earlier ones again at the end."""
    api = backend.api
    accounts = [link_mastodon(api, snac), add(api)]
    assert [api.get(f"/v1/accounts/{account}").json["audience"] for account in accounts] == ["followers", "public"]
    assert api.request("PATCH", f"/v1/accounts/{accounts[1]}", {"audience": "direct"}).problem == "invalid"
    other = add(api, THREADS_CHOIR)
    set_audience(api, accounts[0], "public")
    wanted = {"accounts": accounts, "switches": {"share_status": True}}
    assert api.post("/v1/link-previews", wanted).json["changes"] == []
    set_audience(api, accounts[0], "unlisted")
    assert api.post("/v1/link-previews", wanted).json["changes"] == []
    link = make(api, accounts, share_status=True).json["id"]
    assert make(api, [accounts[0], other], share_status=True).status == 201
    set_audience(api, accounts[0], "public")
    assert api.delete(f"/v1/links/{link}").json["lines"][1]["count"] == 0
    assert api.get(f"/v1/accounts/{accounts[0]}").json["audience"] == "public"


def set_audience(api, account, audience):
    assert api.request("PATCH", f"/v1/accounts/{account}", {"audience": audience}).json["audience"] == audience


def test_a_refusal_is_told(api, pair):
    link = make(api, pair, share_status=False, personalise=True).json["id"]
    api.delete(f"/v1/links/{link}")
    found = {each["purpose"]: each for each in api.post("/v1/link-previews", {"accounts": pair}).json["purposes"]}
    assert not any(each["on"] for each in found.values())
    assert (found["share-status"]["ask"], found["share-status"]["earlier"]) == (False, "refused")
    assert (found["personalise"]["ask"], found["personalise"]["earlier"]) == (True, "withdrawn")
    assert found["sign-in"] == {"purpose": "sign-in", "on": False, "ask": True}
    assert make(api, pair, share_status=True).json["share_status"]["on"]


@pytest.mark.parametrize("body", [
    {"switches": {"share": True}, "words_version": 1}, {"switches": {"sign_in": "yes"}, "words_version": 1},
    {"switches": {"sign_in": False}, "words_version": 0}, {"switches": {"sign_in": False}}])
def test_what_is_not_understood_changes_nothing(api, pair, body):
    link = make(api, pair, personalise=True).json
    assert api.request("PATCH", f"/v1/links/{link['id']}", body).problem == "invalid"
    assert api.get(f"/v1/links/{link['id']}").json == link and len(receipts(api)) == 2


def test_suggestions_come_through_the_switch_alone(api, pair):
    """Hashtags used at one account are suggested at the other while the link says so."""
    one, other = pair
    link = make(api, pair).json["id"]
    for text in ("#Bread and #rolls at noon", "More #bread, no #1"):
        wait_state(api, share(api, text, one).json["id"], "live")
    def tags(account):
        return [(found["tag"].lower(), found["account_id"], found["times"]) for found in api.get(f"/v1/accounts/{account}/suggestions").json["items"]]
    assert tags(one) == [("bread", one, 2), ("rolls", one, 1)] and tags(other) == []
    turn(api, link, personalise=True)
    assert tags(other) == tags(one)
    turn(api, link, personalise=False, share_status=True, sign_in=True)
    assert tags(other) == []
    turn(api, link, personalise=True)
    api.delete(f"/v1/links/{link}")
    assert tags(other) == [] and tags(one)
