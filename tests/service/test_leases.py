# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several hosted backends share the work: one that dies or stands still loses what it had under way, and nothing is lost or done twice.

AC_SOAK makes it more statuses and rounds (./dev soak).
"""
import collections
import concurrent.futures
import contextlib
import http.client
import os
import random
import sys
import time
import uuid

import pytest

from harness.backend import ARMED, BROKEN
from harness.job import add_bluesky, link_mastodon, share, wait_state
from harness.processes import wait_for
from harness.relay import Relay

pytestmark = pytest.mark.parametrize("engine", ["postgres"], indirect=True)

SOAK = bool(os.environ.get("AC_SOAK"))
ROUNDS, STATUSES, SECONDS = (12, 12, 2400) if SOAK else (1, 9, 170)
LEASE_MS, SETTLE_MS = 4000, "4000"
FAULTS = {"mode": ["drop_after", "drop_after", "500_after", "late_accept", "slow_request", "slow_answer", "drop_before", "503"],
          "probability": 0.5, "method": "POST", "delay": 0.5}
PUBLISH = ("/api/v1/statuses", "/xrpc/com.atproto.repo.putRecord")
PEOPLE = ("ada", "bob", "eve")


@pytest.fixture
def services(session, make_proxy, snac, pds):
    session.env.update(AC_LEASE_MS=str(LEASE_MS), AC_SETTLE_MS=SETTLE_MS)
    before_snac, before_pds, before_plc = (make_proxy(base) for base in (snac.base, pds.base, pds.plc))
    before_plc.rewrite({pds.base: before_pds.base})
    return before_snac, before_pds, before_plc


@pytest.fixture
def make_many(make_hosted, services):
    """make_many (N) starts hosted backends on one database."""
    made = []

    def make(count=1):
        for _ in range(count):
            more = {"store": made[0].store, "key": made[0].key} if made else {}
            made.append(make_hosted(plc=services[2].base, limits="connections-per-address=1000\n", **more))
        return made[-count:]
    return make


def count_published(proxy):
    return sum(entry["method"] == "POST" and entry["path"] in PUBLISH for entry in proxy.requests())


def wait_until_it_knows(hosted, before):
    """Until a process that stood still has heard that others went on without it, and has done all it would do."""
    wait_for(lambda: hosted.log.read_text().count("took this process for dead") > before, 60, "it knows")
    wait_for(lambda: hosted.plain("/readyz")[0] == 200, 60, "it is back")
    time.sleep(1)


def test_stopped_before_it_asked(make_many, services, snac):
    """It stands still while it waits for the store, with everything ready to be sent."""
    before = services[0]
    [first] = make_many()
    api = first.api("ada")
    account = link_mastodon(api, snac, server=before.base)
    text = f"Asked {time.time()}"
    api.put("/v1/sharing", {"stopped": True})
    status = share(api, text, account).json["id"]
    pause = contextlib.ExitStack()
    with first.store.locked("service_off"):
        api.put("/v1/sharing", {"stopped": False})
        wait_for(lambda: first.store.ask(f"SELECT id FROM step WHERE state = {ARMED}"), 60, "armed")
        pause.enter_context(first.paused())
    with pause:
        [second] = make_many()
        wait_state(second.api("ada"), status, "live", 90)
        sent = count_published(before)
    wait_until_it_knows(first, 0)
    assert (count_published(before), snac.texts().count(text)) == (sent, 1)


def test_stopped_before_it_sent(make_many, services, pds):
    """It stands still while the service makes new tokens for it, with which it tries again at once."""
    before = services[1]
    [first] = make_many()
    account = add_bluesky(first.api("ada"), pds)
    text = f"Sent {time.time()}"
    before.rules({"mode": "expired", "method": "POST", "path": "putRecord", "count": 1},
                 {"mode": "slow_answer", "path": "refreshSession", "delay": 5, "count": 1})
    status = share(first.api("ada"), text, account).json["id"]
    wait_for(lambda: any("refreshSession" in entry["path"] and "status" in entry for entry in before.requests()), 60, "new tokens", 0.02)
    with first.paused():
        [second] = make_many()
        wait_state(second.api("ada"), status, "live", 90)
        sent = count_published(before)
    wait_until_it_knows(first, 0)
    assert (count_published(before), pds.texts().count(text)) == (sent, 1)


@pytest.fixture
def cut_off(make_hosted, services, postgres):
    """A process that reaches the database through a network that can be cut, and a function that starts another."""
    relay, database, more = Relay(postgres), postgres.make_database(), {"plc": services[2].base, "limits": "connections-per-address=1000\n"}
    first = make_hosted(store=relay.before(database), **more)
    yield first, relay, lambda: make_hosted(store=database, key=first.key, **more)
    relay.stop()


def test_cut_off_before_it_heard(cut_off, services, snac):
    """The store says that it may send, and that comes when its time is over."""
    before, (first, relay, make_second) = services[0], cut_off
    api = first.api("ada")
    account = link_mastodon(api, snac, server=before.base)
    text = f"Heard {time.time()}"
    api.put("/v1/sharing", {"stopped": True})
    status = share(api, text, account).json["id"]
    with first.store.locked("service_off"):
        api.put("/v1/sharing", {"stopped": False})
        wait_for(lambda: first.store.ask(f"SELECT id FROM step WHERE state = {ARMED}"), 60, "armed")
        relay.cut()
    wait_state(make_second().api("ada"), status, "live", 90)
    sent = count_published(before)
    relay.mend()
    wait_until_it_knows(first, 0)
    assert (count_published(before), sent, snac.texts().count(text)) == (1, 1, 1)


def test_cut_off_before_it_sent(cut_off, services, pds):
    """While the service makes new tokens for it, with which it would try again at once."""
    before, (first, relay, make_second) = services[1], cut_off
    account = add_bluesky(first.api("ada"), pds)
    text = f"Cut off {time.time()}"
    before.rules({"mode": "expired", "method": "POST", "path": "putRecord", "count": 1},
                 {"mode": "slow_answer", "path": "refreshSession", "delay": 5, "count": 1})
    status = share(first.api("ada"), text, account).json["id"]
    wait_for(lambda: any("refreshSession" in entry["path"] and "status" in entry for entry in before.requests()), 60, "new tokens", 0.02)
    relay.cut()
    wait_state(make_second().api("ada"), status, "live", 90)
    sent = count_published(before)
    relay.mend()
    wait_until_it_knows(first, 0)
    assert (count_published(before), pds.texts().count(text)) == (sent, 1)


class Crowd:
    """Three processes, and clients that ask one of them after the other, with the same key, until there is an answer."""

    def __init__(self, make_many, chance):
        self.chance, self.all, self.names = chance, [], {}
        for _ in range(3):
            self.all += make_many()
            self.learn(self.all[-1])
        self.store = self.all[0].store

    def learn(self, hosted):
        """The name that a process has in the store since it began, or began anew."""
        def look():
            return {row[0] for row in hosted.store.ask("SELECT id FROM process")} - set(self.names.values())
        [self.names[hosted]] = wait_for(look, 60, "its name")

    def is_listed(self, hosted):
        return bool(self.store.ask(f"SELECT id FROM process WHERE id = '{self.names[hosted]}'"))

    def wait_for_busy(self, *others):
        """One that has something under way, and is none of these."""
        def look():
            holders = {row[0] for row in self.store.ask("SELECT DISTINCT holder FROM step WHERE holder IS NOT NULL")}
            return [hosted for hosted in self.all if hosted not in others and self.names[hosted] in holders]
        return self.chance.choice(wait_for(look, 60, "something is under way", 0.01))

    def ask(self, person, method, target, body=None):
        headers, end = ({"Idempotency-Key": uuid.uuid4().hex} if method == "POST" else {}), time.monotonic() + 120
        while time.monotonic() < end:
            with contextlib.suppress(OSError, http.client.HTTPException):
                answer = self.chance.choice(self.all).api(person).request(method, target, body, headers, timeout=5)
                if answer.problem != "in-progress" and answer.status < 500:
                    return answer
            time.sleep(0.2)
        raise TimeoutError(f"{method} {target}: no answer")

    def disturb(self):
        """One is killed with something under way, and one stands still with something under way until the third has it."""
        killed = self.wait_for_busy()
        killed.kill()
        stopped = self.wait_for_busy(killed)
        with stopped.paused():
            wait_for(lambda: not self.is_listed(killed) and not self.is_listed(stopped), 90, "both are buried")
        self.learn(stopped)
        killed.start()
        self.learn(killed)


def share_many(crowd, person, accounts, texts):
    for text in texts:
        made = crowd.ask(person, "POST", "/v1/statuses", {"text": text, "targets": [{"account_id": account, "audience": "public"}
                                                                                    for account in accounts]})
        assert made.status == 201, made.json


def read_deliveries(crowd):
    return [delivery for person in PEOPLE for status in crowd.all[0].api(person).every("/v1/statuses") for delivery in status["deliveries"]]


@pytest.mark.timeout(SECONDS)
def test_three_processes(make_many, services, snac, pds):
    seed = int(os.environ.get("AC_SEED") or time.time())
    crowd = Crowd(make_many, random.Random(seed))
    accounts = {person: [link_mastodon(crowd.all[0].api(person), snac, server=services[0].base), add_bluesky(crowd.all[0].api(person), pds)]
                for person in PEOPLE}
    before, began = [collections.Counter(peer.texts()) for peer in (snac, pds)], time.monotonic()
    for proxy in services[:2]:
        proxy.faults(**FAULTS, seed=seed)

    wanted = []
    for turn in range(ROUNDS):
        texts = {person: [f"{person} {turn} {number} {seed}" for number in range(STATUSES // len(PEOPLE))] for person in PEOPLE}
        wanted += sum(texts.values(), [])
        with concurrent.futures.ThreadPoolExecutor() as clients:
            shared = [clients.submit(share_many, crowd, person, accounts[person], texts[person]) for person in PEOPLE]
            crowd.disturb()
            for client in shared:
                client.result()

    for proxy in services[:2]:
        proxy.faults()
    wait_for(lambda: all(delivery["state"] in ("live", "needs-you") for delivery in read_deliveries(crowd)), SECONDS / 2, "settled", 0.5)
    found = [collections.Counter(peer.texts()) - seen for peer, seen in zip((snac, pds), before)]
    lost = [sum((collections.Counter(wanted) - there).values()) for there in found]
    twice = [sum((there - collections.Counter(wanted)).values()) for there in found]
    states = collections.Counter(delivery["state"] for delivery in read_deliveries(crowd))
    print(f"seed {seed}: {len(wanted)} statuses, {ROUNDS} kills and stops, {time.monotonic() - began:.0f} s; {dict(states)}; "
          f"lost {lost}, twice {twice}", file=sys.stderr)
    for name, query in BROKEN.items():
        assert not crowd.store.ask(query), name
    assert (lost, twice, states) == ([0, 0], [0, 0], {"live": 2 * len(wanted)})
