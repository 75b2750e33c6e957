# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at any moment, while answers are lost: nothing is lost and nothing is there twice, at either service.

AC_SOAK makes it many statuses and kills, once for each of several seeds (./dev soak).
"""
import collections
import contextlib
import http.client
import os
import random
import sqlite3
import sys
import threading
import time
import uuid

import pytest

from harness.authors import AtSnac
from harness.job import add_bluesky, link_mastodon, share, wait_state
from harness.processes import wait_for

SOAK = bool(os.environ.get("AC_SOAK"))
SEEDS, STATUSES, SECONDS = (5, 1000, 7200) if SOAK else (1, 20, 400)
ALIKE = 10 if SOAK else 4  # one in so many says the same: 100 in 1000
# Most faults lose an answer; a request that arrives a second late stays below the settle time, on a busy machine too.
FAULTS = [{"mode": ["drop_after", "drop_after", "500_after", "late_accept", "slow_request", "drop_before", "429", "503"],
           "probability": 0.4, "method": "POST", "delay": 1.0},
          *[{"mode": ["drop_after", "500_after", "garbled", "slow_answer", "drop_before", "429", "503"],
             "probability": 0.2, "method": method, "delay": 1.0} for method in ("GET", "DELETE")]]
SETTLE_MS = "6000"
SETTLED = ("live", "removed", "cancelled")


class Killer:
    """Runs calls of the API while the backend is killed and started again, until each has its answer."""

    def __init__(self, backend, chance):
        self.backend, self.chance, self.kills = backend, chance, 0
        self.ready = threading.Event()
        self.ready.set()

    def kill_soon(self):
        self.ready.clear()
        thread = threading.Thread(target=self.kill, args=(self.chance.uniform(0, 0.5),))
        thread.start()
        return thread

    def kill(self, after):
        time.sleep(after)
        self.backend.restart()
        self.kills += 1
        self.ready.set()

    def ask(self, method, target, body=None):
        headers = {"Idempotency-Key": uuid.uuid4().hex} if method == "POST" else {}
        for _ in range(100):
            try:
                answer = self.backend.api.request(method, target, body, headers)
            except (OSError, http.client.HTTPException):
                self.ready.wait(60)
                continue
            if answer.problem != "in-progress":
                return answer
            time.sleep(0.05)
        raise TimeoutError(f"{method} {target}: no answer")


def read_deliveries(backend):
    return [delivery for status in backend.api.every("/v1/statuses") for delivery in status["deliveries"]]


def wait_until_settled(backend, seconds):
    """What became of every delivery; one that needs the person is left as it is."""
    end = time.monotonic() + seconds
    while True:
        deliveries = read_deliveries(backend)
        if all(delivery["state"] in (*SETTLED, "needs-you") for delivery in deliveries):
            return deliveries
        if time.monotonic() > end:
            raise TimeoutError([d for d in deliveries if d["state"] not in SETTLED])
        time.sleep(0.5)


@pytest.fixture
def services(session, make_backend, make_proxy, snac, pds):
    """A backend with an account at each service, both behind a proxy."""
    session.env["AC_SETTLE_MS"] = SETTLE_MS
    before_snac, before_pds, before_plc = (make_proxy(base) for base in (snac.base, pds.base, pds.plc))
    before_plc.rewrite({pds.base: before_pds.base})
    backend = make_backend(plc=before_plc.base)
    accounts = [link_mastodon(backend.api, snac, server=before_snac.base), add_bluesky(backend.api, pds)]
    return backend, accounts, (before_snac, before_pds)


def uris_in_store(backend, account, deliveries):
    """What the store believes its live copies at an account to be called."""
    live = [delivery["id"] for delivery in deliveries if delivery["state"] == "live"]
    with contextlib.closing(sqlite3.connect(f"file:{backend.data}/store.sqlite?mode=ro", uri=True, timeout=30)) as store:
        kept = dict(store.execute("SELECT id, remote_uri FROM delivery WHERE account_id = ?", (account,)))
    return collections.Counter(kept[each] for each in live if each in kept)


def uris(peer):
    """What the copies at a service are really called."""
    return collections.Counter(post.get("uri") or post["id"] for post in peer.posts())


def let_it_be_older(snac):
    """snac cuts long lists: of an account that has hundreds of posts and none that is minutes older, nobody can tell the beginning."""
    AtSnac(snac).post("From before")
    time.sleep(130)


def share_with_kills(killer, accounts, chance, mine):
    """Shares everything, and takes every fifth status back; gives the texts that should be there, by status."""
    wanted = {}
    for number in range(STATUSES):
        text = f"The same again {mine}" if number % ALIKE == 0 else f"Status {number} {mine}"
        audience = "followers" if number % 3 == 0 else "public"
        thread = killer.kill_soon()
        targets = [{"account_id": accounts[0], "audience": audience}, {"account_id": accounts[1], "audience": "public"}]
        made = killer.ask("POST", "/v1/statuses", {"text": text, "targets": targets})
        assert made.status == 201, made.json
        wanted[made.json["id"]] = text
        if number % 5 == 4:
            gone = chance.choice(list(wanted))
            assert killer.ask("DELETE", f"/v1/statuses/{gone}").status == 202
            del wanted[gone]
        thread.join()
        killer.backend.check_store()
    return wanted


@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("number", range(SEEDS))
def test_killed_while_sharing(services, snac, pds, number):
    """A third of what snac has only followers may see: it is found again in another timeline."""
    backend, accounts, proxies = services
    peers, seed = (snac, pds), int(os.environ.get("AC_SEED") or time.time()) + number
    chance, began = random.Random(seed), time.monotonic()
    if SOAK:
        let_it_be_older(snac)
    before = [(collections.Counter(peer.texts()), uris(peer)) for peer in peers]
    for proxy in proxies:
        proxy.rules(*[{**fault, "seed": seed} for fault in FAULTS])
    killer = Killer(backend, chance)
    wanted = share_with_kills(killer, accounts, chance, f"{seed}")
    shared = time.monotonic() - began

    for proxy in proxies:
        proxy.faults()
    deliveries = wait_until_settled(backend, SECONDS / 2)
    backend.check_store()
    expected = collections.Counter(wanted.values())
    counts = collections.Counter(delivery["state"] for delivery in deliveries)
    found = [collections.Counter(peer.texts()) - texts for peer, (texts, _) in zip(peers, before)]
    requests = [len(proxy.requests()) for proxy in proxies]
    lost = [sum((expected - there).values()) for there in found]
    twice = [sum((there - expected).values()) for there in found]
    print(f"seed {seed}: {STATUSES} statuses, {killer.kills} kills, {requests} requests, {shared:.0f} s of kills, "
          f"{time.monotonic() - began - shared:.0f} s to settle; {dict(counts)}; lost {lost}, twice {twice}", file=sys.stderr)
    assert killer.kills == STATUSES
    assert (lost, twice, counts["needs-you"]) == ([0, 0], [0, 0], 0)
    for account, peer, (_, there) in zip(accounts, peers, before):
        assert uris_in_store(backend, account, deliveries) == uris(peer) - there


def posts(proxy):
    return [entry for entry in proxy.requests() if (entry["method"], entry["path"]) == ("POST", "/api/v1/statuses")]


@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("end", ["kill", "read timeout"])
def test_slow_server_accepts_after_it_was_given_up(session, backend, make_proxy, snac, end):
    """snac takes the time of a square to read one long word, 25 seconds or more for the longest, and then it has accepted it."""
    if not SOAK:
        session.env["AC_SETTLE_MS"] = SETTLE_MS
    if end == "read timeout":
        session.env["AC_DEADLINE_MS"] = "10000" if SOAK else "1000"
    backend.restart()
    proxy = make_proxy(snac.base)
    account = link_mastodon(backend.api, snac, server=proxy.base)
    text = f"{time.time():.0f}".ljust(100_000 if SOAK else 30_000, "x")
    status = share(backend.api, text, account).json["id"]
    wait_for(lambda: posts(proxy), 20, "the request", 0.01)
    if end == "kill":
        time.sleep(5 if SOAK else 0.1)
        backend.restart()
    else:
        wait_state(backend.api, status, "checking", 20)
    assert text not in snac.texts()
    wait_state(backend.api, status, "live", SECONDS / 2)
    assert snac.texts().count(text) == 1 and len(posts(proxy)) == 1


@pytest.mark.parametrize("end", ["kill", "read timeout"])
@pytest.mark.parametrize("settle_ms, often", [(4000, 1), (1, 2)], ids=["in time", "too early"])
def test_request_that_arrives_after_it_was_given_up(session, backend, make_proxy, snac, end, settle_ms, often):
    """Looked for too early it is not there yet, and is sent again: as here where nobody waits for it."""
    session.env["AC_SETTLE_MS"] = str(settle_ms)
    if end == "read timeout":
        session.env["AC_DEADLINE_MS"] = "1000"
    backend.restart()
    proxy = make_proxy(snac.base)
    account = link_mastodon(backend.api, snac, server=proxy.base)
    text = f"Late {time.time()}"
    proxy.faults("slow_request", method="POST", count=1, delay=2 if often == 1 else 4)
    status = share(backend.api, text, account).json["id"]
    wait_for(lambda: posts(proxy), 20, "the request", 0.01)
    if end == "kill":
        backend.restart()
    wait_state(backend.api, status, "live")
    wait_for(lambda: snac.texts().count(text) == often, 10, "as many posts as expected")
    wait_for(lambda: all("ended" in entry for entry in posts(proxy)), 10, "every request has ended")
    assert snac.texts().count(text) == len(posts(proxy)) == often
