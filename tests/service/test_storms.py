# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service that fails for a while: nobody storms it, and when it is back everything goes out at once and once."""
import contextlib
import http.client
import os
import socket
import sqlite3
import threading
import time

import pytest

from harness.job import link_mastodon, share, wait_state
from harness.peers import request_json
from harness.processes import wait_for

SOAK = bool(os.environ.get("AC_SOAK"))
STATUSES, STORM = (100, 600) if SOAK else (8, 6)


def writes(proxy):
    return [entry for entry in proxy.requests() if (entry["method"], entry["path"]) == ("POST", "/api/v1/statuses")]


def most_at_once(entries):
    """How many of the requests were under way in one moment."""
    moments = sorted([(entry["time"], 1) for entry in entries] + [(entry["ended"], -1) for entry in entries if "ended" in entry])
    most = now = 0
    for _, step in moments:
        now += step
        most = max(most, now)
    return most


@pytest.mark.timeout(STORM + 300)
@pytest.mark.parametrize("mode", ["503", "500_after", "drop_before"])
def test_storm(backend, make_proxy, snac, mode):
    backend.restart(env={"AC_SETTLE_MS": "1000"})
    proxy = make_proxy(snac.base)
    account = link_mastodon(backend.api, snac, server=proxy.base)
    texts = [f"Storm {mode} {number} {time.time()}" for number in range(STATUSES)]
    proxy.faults(mode, method="POST", path="/api/v1/statuses$")
    made = [share(backend.api, text, account).json["id"] for text in texts]
    time.sleep(STORM)
    proxy.faults()
    calm = time.monotonic()
    for status in made:
        wait_state(backend.api, status, "live", 60)
    print(f"{mode}: {len(writes(proxy))} requests, drained {time.monotonic() - calm:.1f} s after the storm")
    there = snac.texts()
    assert [there.count(text) for text in texts] == [1] * STATUSES
    assert most_at_once(writes(proxy)) == 1, "one at a time for each account"


def post(proxy, token, text):
    """As a client that only looks at the status code: whether it says it worked."""
    try:
        return request_json("POST", f"{proxy.base}/api/v1/statuses", {"status": text, "visibility": "public"}, token=token)[0] == 200
    except (OSError, http.client.HTTPException, ValueError):
        return False


def post_once(proxy, token, text):
    post(proxy, token, text)


def post_until_it_works(proxy, token, text):
    """Three tries, as a queue of jobs that knows nothing of what it repeats."""
    any(post(proxy, token, text) for _ in range(3))


@pytest.mark.timeout(STORM + 600)
def test_against_simpler_ways(backend, make_proxy, snac):
    """The same faults, and the two ways that others have: never again, and again until it says that it worked."""
    backend.restart(env={"AC_SETTLE_MS": "1000"})
    proxy = make_proxy(snac.base)
    account = link_mastodon(backend.api, snac, server=proxy.base)
    wait_state(backend.api, share(backend.api, f"First {time.time()}", account).json["id"], "live")
    headers = {key.lower(): value for key, value in writes(proxy)[-1]["headers"].items()}
    token = headers["authorization"].removeprefix("Bearer ")
    faults = {"mode": ["drop_after", "500_after", "drop_before", "503"], "probability": 0.4, "method": "POST",
              "path": "/api/v1/statuses$", "seed": 28}
    results = {}
    for name, way in (("once", post_once), ("again", post_until_it_works), ("ours", None)):
        texts = [f"{name} {number} {time.time()}" for number in range(STATUSES * 3)]
        proxy.faults(**faults)
        if way:
            for text in texts:
                way(proxy, token, text)
        else:
            for status in [share(backend.api, text, account).json["id"] for text in texts]:
                wait_state(backend.api, status, "live", 300)
        counts = [snac.texts().count(text) for text in texts]
        results[name] = (counts.count(0), sum(count - 1 for count in counts if count > 1))
    print("\n| way | of | missing | twice |\n|---|---|---|---|")
    for name, (missing, twice) in results.items():
        print(f"| {name} | {STATUSES * 3} | {missing} | {twice} |")
    assert results["ours"] == (0, 0)
    assert results["once"][0] > 0 and results["again"][1] > 0


class Reset:
    """Somebody who hangs up in the middle of a handshake."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.base = f"https://127.0.0.1:{self.socket.getsockname()[1]}"
        self.heard = []
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                peer, _ = self.socket.accept()
                with peer:
                    self.heard.append(peer.recv(4096))

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join()


@pytest.fixture
def reset():
    made = Reset()
    yield made
    made.close()


def move(backend, account, server):
    """What a name that leads elsewhere does: the account's server is another one from now on."""
    backend.stop()
    with contextlib.closing(sqlite3.connect(backend.data / "store.sqlite")) as store, store:
        before, noun = store.execute("SELECT server, noun FROM account WHERE id = ?", (account,)).fetchone()
        store.execute("UPDATE account SET server = ?, noun = ? WHERE id = ?", (server, noun.replace(before, server), account))
    backend.start()


def wait_error(api, status, error):
    def look():
        delivery = api.get(f"/v1/statuses/{status}").json["deliveries"][0]
        return delivery["state"] == "waiting" and delivery.get("error")
    assert wait_for(look, 30, "an error") == error


@pytest.mark.parametrize("way", ["certificate", "handshake"])
def test_nothing_is_said_in_clear(backend, snac, hostile, reset, way):
    """A certificate that is not right, and a handshake that breaks: not sent, said in words, and sent once it is right again."""
    account = link_mastodon(backend.api, snac)
    move(backend, account, hostile.about["tls"] if way == "certificate" else reset.base)
    text = f"Never in clear {way} {time.time()}"
    status = share(backend.api, text, account).json["id"]
    wait_error(backend.api, status, "tls")
    assert text not in snac.texts()
    assert all(text.encode() not in heard and heard[:1] == b"\x16" for heard in reset.heard)
    move(backend, account, snac.base)
    wait_state(backend.api, status, "live", 90)
    assert snac.texts().count(text) == 1
