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
