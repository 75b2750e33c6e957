# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PostgreSQL goes away under a hosted backend and comes back: people are told, nothing is lost or done twice, and nobody has to help."""
import time
import uuid

import pytest

from harness.job import add_bluesky, share, wait_state
from harness.postgres import Postgres
from harness.processes import wait_for


@pytest.fixture
def server():
    made = Postgres()
    yield made
    made.remove()


def is_ready(hosted):
    return hosted.plain("/readyz")[0] == 200


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_server_goes_and_comes(make_hosted, make_proxy, pds, server, end):
    before_pds, before_plc = make_proxy(pds.base), make_proxy(pds.plc)
    before_plc.rewrite({pds.base: before_pds.base})
    hosted = make_hosted(plc=before_plc.base, store=server.make_database())
    api = hosted.api("ada")
    account = add_bluesky(api, pds, server=before_pds.base)
    texts = [f"{when} {time.time()}" for when in ("Under way", "Asked meanwhile")]
    before_pds.faults("slow_answer", method="POST", path="putRecord", count=1, delay=5)
    under_way = share(api, texts[0], account).json["id"]
    wait_for(lambda: any("putRecord" in entry["path"] for entry in before_pds.requests()), 60, "it is sent")

    getattr(server, end)()
    assert hosted.plain("/readyz") == (503, "the store doesn't answer\n")
    assert hosted.plain("/healthz")[0] == 200
    key = uuid.uuid4().hex
    for answer in (api.get("/v1/accounts"), share(api, texts[1], account, key=key)):
        assert (answer.status, answer.problem) == (503, "backend-unavailable")
        assert int(answer.headers["retry-after"]) > 0
    time.sleep(8)
    assert hosted.process.alive

    server.start()
    wait_for(lambda: is_ready(hosted), 60, "it is ready again")
    wait_state(api, under_way, "live", 90)
    again = share(api, texts[1], account, key=key)
    assert again.status == 201
    wait_state(api, again.json["id"], "live", 90)
    assert share(api, texts[1], account, key=key).json["id"] == again.json["id"]
    assert [pds.texts().count(text) for text in texts] == [1, 1]


def test_server_is_restarted_at_once(make_hosted, pds, server):
    """Nobody who asks after that is told of it."""
    hosted = make_hosted(plc=pds.plc, store=server.make_database())
    api = hosted.api("ada")
    assert api.get("/v1/accounts").status == 200
    for end in (server.stop, server.kill):
        end()
        server.start()
        assert api.get("/v1/accounts").status == 200


def test_server_takes_nobody_more(make_hosted, pds, server):
    """Too many connections for the backend's own name there (53300): people are told to come back, and served when they may be."""
    server.ask("postgres", "CREATE ROLE app LOGIN")
    store = server.make_database("OWNER app")
    store.line += " user=app"
    hosted = make_hosted(plc=pds.plc, store=store)
    api, text = hosted.api("ada"), f"Crowded {time.time()}"
    account, key = add_bluesky(api, pds), uuid.uuid4().hex
    server.ask("postgres", "ALTER ROLE app CONNECTION LIMIT 0")
    server.ask("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'")
    answer = share(api, text, account, key=key)
    assert (answer.status, answer.problem) == (503, "backend-unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert not is_ready(hosted) and hosted.process.alive
    server.ask("postgres", "ALTER ROLE app CONNECTION LIMIT -1")
    wait_for(lambda: is_ready(hosted), 60, "it is ready again")
    wait_state(api, share(api, text, account, key=key).json["id"], "live", 90)
    assert pds.texts().count(text) == 1


def test_server_has_no_room(make_hosted, pds):
    """Its disk is full (53100): what was taken before arrives once, what was not is refused whole, and goes with the same key later."""
    server = Postgres("autovacuum=off", small=24)
    try:
        store = server.make_database("TABLESPACE small")
        hosted = make_hosted(plc=pds.plc, store=store)
        api, before = hosted.api("ada"), time.time()
        account, taken = add_bluesky(api, pds), {}
        store.fill()
        for number in range(200):
            text, key = f"Room {number} {before}", uuid.uuid4().hex
            answer = share(api, text, account, key=key)
            if answer.status != 201:
                break
            taken[text] = answer.json["id"]
        assert (answer.status, answer.problem) == (507, "storage-full")
        listed = api.get("/v1/statuses?limit=100")
        assert listed.status == 200 and text not in [item["text"] for item in listed.json["items"]]
        store.make_room()
        taken[text] = share(api, text, account, key=key).json["id"]
        for status in taken.values():
            wait_state(api, status, "live", 90)
        assert [pds.texts().count(text) for text in taken] == [1] * len(taken)
    finally:
        server.remove()
