# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages, keys and events under change. All sharing is stopped, so nothing leaves the backend."""
import concurrent.futures
import uuid

import pytest

from harness.job import add_bluesky, share


@pytest.fixture
def backend(make_backend, pds):
    return make_backend(plc=pds.plc)


@pytest.fixture
def account(api, pds):
    added = add_bluesky(api, pds)
    api.put("/v1/sharing", {"stopped": True})
    return added


def share_many(api, account, number):
    return [share(api, f"Status {i}", account).json["id"] for i in range(number)]


def test_pages_are_stable_under_inserts(api, account):
    old = share_many(api, account, 7)
    first = api.get("/v1/statuses?limit=3").json
    share_many(api, account, 2)
    second = api.get(f"/v1/statuses?limit=3&cursor={first['next']}").json
    third = api.get(f"/v1/statuses?limit=3&cursor={second['next']}").json
    seen = [item["id"] for page in (first, second, third) for item in page["items"]]
    assert seen == old[::-1] and "next" not in third
    assert len(api.every("/v1/statuses", limit=2)) == 9
    assert len(api.every("/v1/deliveries", limit=4)) == 9
    assert len(api.every("/v1/accounts", limit=1)) == 1


def test_etag_changes_with_the_list(api, account):
    for path in ("/v1/statuses", "/v1/deliveries"):
        before = api.get(path)
        assert api.get(path, If_None_Match=before.headers["etag"]).status == 304
        share_many(api, account, 1)
        after = api.get(path, If_None_Match=before.headers["etag"])
        assert after.status == 200 and after.headers["etag"] != before.headers["etag"]
    known = api.get("/v1/accounts")
    assert api.get("/v1/accounts", If_None_Match=known.headers["etag"]).status == 304


def test_one_key_one_status(backend, account):
    key = uuid.uuid4().hex

    def wish(_):
        return share(backend.api, "Once", account, key=key)
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(wish, range(40)))
    made = [answer for answer in answers if answer.status == 201]
    assert made and len({answer.body for answer in made}) == 1
    assert all(answer.problem == "in-progress" for answer in answers if answer.status != 201)
    assert len(backend.api.every("/v1/statuses")) == 1
    assert sum("idempotent-replayed" not in answer.headers for answer in made) == 1

    backend.restart()
    again = share(backend.api, "Once", account, key=key)
    assert again.body == made[0].body and again.headers["idempotent-replayed"] == "true"
    assert again.headers["location"] == made[0].headers["location"]
    assert share(backend.api, "Twice", account, key=key).problem == "key-reused"


def test_keys_are_asked_for(api, account):
    body = {"text": "x", "targets": [{"account_id": account, "audience": "public"}]}
    assert api.request("POST", "/v1/statuses", body).problem == "invalid"
    assert api.request("POST", "/v1/link-attempts", {"service": "mastodon"}).problem == "invalid"
    assert api.request("POST", "/v1/accounts", {"service": "bluesky", "identifier": "x", "password": "y"}).problem == "invalid"


def test_events_go_on_where_they_stopped(api, account):
    events = api.events()
    one = share(api, "One", account).json["id"]
    last, _ = events.wait("status", lambda data: data["id"] == one)
    events.close()
    missed = [share(api, f"Missed {i}", account).json["id"] for i in range(3)]
    resumed = api.events(last)
    for status in missed:
        resumed.wait("status", lambda data, status=status: data["id"] == status)
    numbers = [int(number) for number, _, _ in resumed.seen if number]
    assert numbers == sorted(set(numbers)) and min(numbers) > int(last)
    assert one not in [data.get("id") for _, kind, data in resumed.seen if kind == "status"]
    resumed.close()
