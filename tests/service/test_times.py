# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a status is shared, and for how long: lives that end, times that are chosen, kept to and missed."""
import contextlib
import os
import sqlite3
import time

import pytest

from harness.ages import from_now, let_pass, seconds_until, set_clock_back
from harness.job import link_mastodon, share, states, wait_state
from harness.processes import wait_for

HOUR = 3600
SOAK = bool(os.environ.get("AC_SOAK"))


@pytest.fixture
def backend(make_backend, session):
    session.env["AC_SETTLE_MS"] = "500"
    return make_backend()


@pytest.fixture
def proxy(make_proxy, snac):
    return make_proxy(snac.base)


@pytest.fixture
def account(api, snac, proxy):
    return link_mastodon(api, snac, server=proxy.base)


def plan(api, text, account, **more):
    answer = api.post("/v1/statuses", {"text": text, "targets": [{"account_id": account, "audience": "public"}], **more})
    assert answer.status == 201, answer.json
    return answer.json


def unique(text):
    return f"{text} {time.time()}"


def is_there(snac, text):
    return sum(text in post for post in snac.texts())


def deletions(proxy):
    return [request for request in proxy.requests() if request["method"] == "DELETE"]


def remote_ids(backend):
    """What the service calls the copies, in the order in which they were shared."""
    with contextlib.closing(sqlite3.connect(f"file:{backend.data}/store.sqlite?mode=ro", uri=True)) as store:
        return [row[0] for row in store.execute("SELECT remote_id FROM delivery ORDER BY id")]


# ---- life
def test_a_life_ends_in_time(backend, api, snac, account):
    """Expiry after 24 hours: the copy is live until then, taken back then, and looked for; its state is not that of a removal."""
    text = unique("For a day")
    status = plan(api, text, account, life="24h")
    assert status["life"] == "24h" and "ends_at" not in status
    live = wait_state(api, status["id"], "live")
    assert abs(seconds_until(live["ends_at"]) - 24 * HOUR) < 60 and live["deliveries"][0]["ends_at"] == live["ends_at"]
    let_pass(backend, hours=23)
    time.sleep(2)
    assert states(api, status["id"]) == ["live"] and is_there(snac, text) == 1
    let_pass(backend, hours=1)
    ended = wait_state(api, status["id"], "expired")
    assert not is_there(snac, text) and not ended["removed"]


def test_a_life_ends_by_itself_while_awake(backend, api, snac, account):
    """Nobody asks and nothing is started again: the backend's own clock rings."""
    text = unique("For an hour")
    status = plan(api, text, account, life="1h")["id"]
    wait_state(api, status, "live")
    let_pass(backend, minutes=59, seconds=56)
    assert states(api, status) == ["live"]
    wait_state(api, status, "expired", 30)
    assert not is_there(snac, text)


def test_asleep_at_the_end(backend, api, snac, proxy, account):
    """Expiry while the backend was asleep: at the next start all are taken back, the oldest first, and how late is told."""
    texts = [unique(f"Asleep {number}") for number in range(5)]
    made = [plan(api, text, account, life="1h")["id"] for text in texts]
    for status in made:
        wait_state(api, status, "live")
    proxy.forget()
    let_pass(backend, hours=30)
    for status in made:
        ended = wait_state(api, status, "expired")
        assert seconds_until(ended["ends_at"]) < -28 * HOUR
        assert abs(seconds_until(ended["deliveries"][0]["updated_at"])) < 120
    assert not any(is_there(snac, text) for text in texts)
    assert [request["path"].rsplit("/", 1)[1] for request in deletions(proxy)] == remote_ids(backend)


def test_budget_of_deletions(backend, api, snac, proxy, account):
    """Many expiries at a service that lets few be deleted at a time: it is asked again when it said, by one at a time; all go."""
    number, at_once = (200, 30) if SOAK else (6, 3)
    texts = [unique(f"Budget {each}") for each in range(number)]
    made = [plan(api, text, account, life="1h")["id"] for text in texts]
    for status in made:
        wait_state(api, status, "live")
    few, enough = {"mode": "pass", "method": "DELETE", "count": at_once}, {"mode": "429", "method": "DELETE", "count": 1}
    refusals = (number - 1) // at_once
    proxy.rules(*[few, enough] * refusals, few)
    proxy.forget()
    let_pass(backend, hours=2)
    for status in made:
        wait_state(api, status, "expired", 90)
    assert not any(is_there(snac, text) for text in texts)
    asked = deletions(proxy)
    assert [request["mode"] for request in asked].count("429") == refusals
    for refused, following in zip(asked, asked[1:]):
        assert refused["mode"] != "429" or following["time"] - refused["time"] >= 1


def test_budget_that_is_told(backend, api, snac, proxy, account):
    """A service that says what remains is never asked for more: neither many at once nor, once all is used up, what comes later."""
    texts = [unique(f"Told {each}") for each in range(8)]
    made = [plan(api, text, account)["id"] for text in texts]
    for status in made:
        wait_state(api, status, "live")
    proxy.rules({"mode": "counted", "method": "DELETE", "limit": 3, "delay": 4})
    proxy.forget()
    for status in made:
        api.delete(f"/v1/statuses/{status}")
    for status in made:
        wait_state(api, status, "removed", 60)
    assert not any(is_there(snac, text) for text in texts)
    assert [request["mode"] for request in deletions(proxy)] == ["counted"] * 8


def test_killed_while_it_is_taken_back(backend, api, snac, proxy, account):
    text = unique("Killed at its end")
    status = plan(api, text, account, life="1h")["id"]
    wait_state(api, status, "live")
    proxy.faults("slow_answer", method="DELETE", count=1, delay=5)
    let_pass(backend, hours=2)
    wait_for(lambda: deletions(proxy), 30, "it is being deleted")
    backend.restart()
    wait_state(api, status, "expired")
    assert not is_there(snac, text)


def test_taken_back_by_the_person_first(backend, api, account):
    status = plan(api, unique("Mine to take"), account, life="7d")["id"]
    wait_state(api, status, "live")
    assert api.delete(f"/v1/statuses/{status}").status == 202
    assert wait_state(api, status, "removed")["removed"]
    let_pass(backend, days=8)
    time.sleep(1)
    assert states(api, status) == ["removed"]


def test_a_life_keeps_the_backend_awake(make_backend, snac):
    """A backend that ends when idle stays for what is to be taken back, and ends once it is gone."""
    backend = make_backend(idle_exit=1)
    account = link_mastodon(backend.api, snac)
    status = plan(backend.api, unique("Awake"), account, life="1h")["id"]
    wait_state(backend.api, status, "live")
    time.sleep(4)
    assert backend.process.alive
    let_pass(backend, hours=2)
    wait_for(lambda: not backend.process.alive, 90, "it ends")
    backend.start()
    assert states(backend.api, status) == ["expired"]


# ---- a time that is chosen
def test_shared_at_its_time(api, snac, account):
    text = unique("At its time")
    wanted = from_now(seconds=4)
    status = plan(api, text, account, share_at=wanted)
    assert (status["share_at"], status["deliveries"][0]["state"], status["deliveries"][0]["next_at"]) == (wanted, "scheduled", wanted)
    time.sleep(1)
    assert not is_there(snac, text)
    live = wait_state(api, status["id"], "live")
    assert is_there(snac, text) == 1 and seconds_until(wanted) < 0 and live["share_at"] == wanted


@pytest.mark.parametrize("more", [{"life": "2h"}, {"life": ""}, {"share_at": "2020-01-01T00:00:00.000Z"}, {"share_at": "soon"},
                                  {"share_at": "2030-01-01T00:00:00"}, {"share_at": from_now(days=368)}, {"share_at": None}, {"life": 1}])
def test_refused_times(api, account, more):
    body = {"text": "Never", "targets": [{"account_id": account, "audience": "public"}], **more}
    assert api.post("/v1/statuses", body).problem == "invalid"
    assert not api.get("/v1/statuses").json["items"]


def test_another_time(backend, api, snac, account):
    text = unique("Moved")
    status = plan(api, text, account, share_at=from_now(hours=1))["id"]
    later = from_now(hours=3)
    moved = api.request("PATCH", f"/v1/statuses/{status}", {"share_at": later}).json
    assert (moved["share_at"], moved["deliveries"][0]["state"]) == (later, "scheduled")
    assert api.request("PATCH", f"/v1/statuses/{status}", {"share_at": "2020-01-01T00:00:00.000Z"}).problem == "invalid"
    let_pass(backend, hours=2)
    time.sleep(1)
    assert states(api, status) == ["scheduled"]
    assert api.request("PATCH", f"/v1/statuses/{status}", {"share_at": None}).status == 200
    wait_state(api, status, "live")
    assert is_there(snac, text) == 1
    assert api.request("PATCH", f"/v1/statuses/{status}", {"share_at": later}).problem == "conflict"


def test_off_at_its_time(backend, api, snac, account):
    """Off for half an hour: it is shared. Off for longer: nothing is armed without a click, however often it starts."""
    soon, late = unique("Half an hour late"), unique("Two hours late")
    first = plan(api, soon, account, share_at=from_now(minutes=150))["id"]
    second = plan(api, late, account, share_at=from_now(minutes=60))["id"]
    let_pass(backend, hours=3)
    wait_state(api, first, "live")
    missed = wait_state(api, second, "missed")["deliveries"][0]
    assert abs(seconds_until(missed["next_at"]) + 2 * HOUR) < 120
    backend.restart()
    time.sleep(1)
    assert states(api, second) == ["missed"] and (is_there(snac, soon), is_there(snac, late)) == (1, 0)
    assert [delivery["state"] for delivery in api.get("/v1/deliveries").json["items"]] == ["missed"]
    assert api.post(f"/v1/deliveries/{missed['id']}/retry", {}).status == 202
    wait_state(api, second, "live")
    assert is_there(snac, late) == 1


def test_a_jump_of_the_clock_sends_nothing(backend, api, snac, account):
    """A year ahead, as a clock with an empty battery does: no burst."""
    texts = [unique(f"Jump {number}") for number in range(4)]
    made = [plan(api, text, account, share_at=from_now(days=1 + number))["id"] for number, text in enumerate(texts)]
    let_pass(backend, days=365)
    for status in made:
        wait_state(api, status, "missed")
    assert not any(is_there(snac, text) for text in texts)


def test_a_clock_set_back_delays_nothing(backend, api, snac, proxy, account):
    """By a day: what waits to be tried again goes on, and a life ends when it would have. What has a time of the day keeps to that."""
    live = plan(api, unique("For an hour"), account, life="1h")["id"]
    wait_state(api, live, "live")
    wanted = from_now(hours=1)
    planned = plan(api, unique("In an hour"), account, share_at=wanted)["id"]
    proxy.faults("later", method="POST", count=1, delay=5)
    text = unique("Come again")
    waits = plan(api, text, account)["id"]
    wait_for(lambda: api.get(f"/v1/statuses/{waits}").json["deliveries"][0].get("error"), 20, "it is to come again")
    set_clock_back(backend, days=1)
    wait_state(api, waits, "live", 30)
    assert is_there(snac, text) == 1
    assert abs(seconds_until(api.get(f"/v1/statuses/{live}").json["ends_at"]) - HOUR) < 60
    assert states(api, planned) == ["scheduled"]


# ---- cancelled
def test_cancelled_in_each_state(backend, api, snac, proxy, account):
    """Taking back in each state, also while it isn't known whether it arrived and it comes late: nothing is live at the end."""
    texts = {state: unique(state) for state in ("scheduled", "missed", "late", "live")}
    made = {"scheduled": plan(api, texts["scheduled"], account, share_at=from_now(hours=9))["id"],
            "missed": plan(api, texts["missed"], account, share_at=from_now(minutes=1))["id"],
            "live": plan(api, texts["live"], account, life="24h")["id"]}
    wait_state(api, made["live"], "live")
    let_pass(backend, hours=3)
    wait_state(api, made["missed"], "missed")
    proxy.faults("late_accept", method="POST", count=1, delay=0.2)
    made["late"] = plan(api, texts["late"], account, life="1h")["id"]
    wait_for(lambda: states(api, made["late"]) != ["waiting"], 30, "it was sent")
    for status in made.values():
        assert api.delete(f"/v1/statuses/{status}").status == 202
    wait_state(api, made["scheduled"], "cancelled")
    wait_state(api, made["missed"], "cancelled")
    wait_state(api, made["live"], "removed")
    wait_for(lambda: states(api, made["late"])[0] in ("removed", "cancelled"), 60, "it is settled")
    let_pass(backend, hours=10)
    time.sleep(2)
    assert not any(is_there(snac, text) for text in texts.values())


# ---- each target is looked at anew when the time has come
def test_stopped_at_its_time(backend, api, snac, account):
    text = unique("Stopped")
    status = plan(api, text, account, share_at=from_now(seconds=3))["id"]
    assert api.request("PUT", "/v1/sharing", {"stopped": True}).status == 200
    assert states(api, status) == ["stopped"]
    time.sleep(4)
    assert states(api, status) == ["stopped"] and not is_there(snac, text)
    assert api.request("PUT", "/v1/sharing", {"stopped": False}).status == 200
    wait_state(api, status, "live")


def test_account_is_gone_at_its_time(backend, api, snac, account):
    text = unique("Gone")
    status = plan(api, text, account, share_at=from_now(seconds=60))["id"]
    assert api.delete(f"/v1/accounts/{account}").status in (200, 202)
    wait_for(lambda: states(api, status) == ["cancelled"], 30, "it is not shared any more")
    assert not is_there(snac, text)


def test_by_hand_at_its_time(backend, api):
    """What only the person can share is handed to them at its time, and theirs to delete when its life is over."""
    status = api.post("/v1/statuses", {"text": "By hand", "targets": [{"service": "whatsapp", "audience": "followers"}],
                                       "share_at": from_now(hours=5), "life": "24h"}).json
    assert states(api, status["id"]) == ["scheduled"]
    let_pass(backend, hours=8)
    delivery = wait_state(api, status["id"], "handed-to-you")["deliveries"][0]["id"]
    assert api.post(f"/v1/deliveries/{delivery}/resolve", {"verdict": "posted"}).json["state"] == "shared-by-you"
    let_pass(backend, hours=25)
    wait_state(api, status["id"], "yours-to-delete")
    assert api.post(f"/v1/deliveries/{delivery}/resolve", {"verdict": "not-posted"}).json["state"] == "deleted-by-you"


def test_share_helper_has_no_life(api, snac, account):
    """Without a word it stays."""
    status = share(api, unique("Kept"), account)
    assert status.json["life"] == "keep"
    assert "ends_at" not in wait_state(api, status.json["id"], "live")
