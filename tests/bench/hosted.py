# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backend for many: what one request costs, what many people cost, and what slow peers do to the others."""
import json
import socket
import subprocess
import time

from harness.hosted import HOST, Hosted, Issuer, free_port
from harness.postgres import Postgres
from table import Row, say

ROUNDS, MILLISECONDS, CONNECTIONS, ASKERS, PEOPLE = 5, 4000, 16, 200, 100000
SLOW, HEAD_SECONDS, SLACK, ARRIVAL = 1000, 5, 1000, 4000    # the last two in milliseconds
LIMITS = (f"connections=4096\nconnections-per-address=4096\nhead-seconds={HEAD_SECONDS}\nrequests-per-second=100000\n"
          "requests-per-minute=1000000\n")
REQUEST = "GET /v1/accounts HTTP/1.1\r\nHost: {host}\r\nUser-Agent: bench\r\n{more}\r\n"
NUMBERS = f"WITH RECURSIVE number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < {PEOPLE})"
# People with an account, a sign-in and some events each; ids need only be of their own.
CROWD = ("INSERT INTO person (id, created_at, sharing_stopped, n_accounts, n_statuses, last_event)"
         f" {NUMBERS} SELECT 'crowd-' || CAST(i AS TEXT), 0, 0, 1, 0, 2 FROM number",
         "INSERT INTO account (person_id, id, service, server, remote_id, noun)"
         " SELECT id, 'account', 'mastodon', 'https://social.example', id, '{}' FROM person WHERE id LIKE 'crowd-%'",
         "INSERT INTO session (person_id, id, mark, device, created_at, used_at)"
         " SELECT id, 'session', 'mark', 'window', 0, 0 FROM person WHERE id LIKE 'crowd-%'",
         "INSERT INTO event (person_id, seq, type, id) SELECT id, 1, 'account', 'account' FROM person WHERE id LIKE 'crowd-%'",
         "INSERT INTO event (person_id, seq, type, id) SELECT id, 2, 'account', 'account' FROM person WHERE id LIKE 'crowd-%'")


class Place:
    """Hosted backends and the provider they believe, and hello beside them."""

    def __init__(self, stage):
        self.stage, self.folder, self.running = stage, stage.folder / "hosted", []
        self.folder.mkdir()
        self.issuer, self.postgres = Issuer(self.folder / "issuer"), Postgres()
        say(f"signing {ASKERS} tokens …")
        self.one = self.write("one", [self.issuer.token("asker-0", exp=int(time.time()) + 7200)])
        self.many = self.write("many", [self.issuer.token(f"asker-{number}", exp=int(time.time()) + 7200) for number in range(ASKERS)])
        self.plain = self.folder / "plain"
        self.plain.write_text(REQUEST.format(host="localhost", more=""))

    def write(self, name, tokens):
        path = self.folder / name
        path.write_text("".join(REQUEST.format(host=HOST, more=f"Authorization: Bearer {token}\r\n") for token in tokens))
        return path

    def hosted(self, name, store=None, crowd=False):
        made = Hosted(self.stage.session, self.folder / name, self.issuer, limits=LIMITS, store=store)
        self.running.append(made)
        assert made.api("asker-0").get("/v1/accounts").status == 200
        if crowd:
            made.stop()
            say(f"{PEOPLE} people in {name} …")
            made.store.change(CROWD)
            made.start()
        return made.port

    def hello(self):
        port = free_port()
        process = self.stage.start("hello-port", self.stage.program("hello"), port)
        self.running.append(process)
        process.wait_until(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0, 20)
        return port

    def load(self, port, requests, connections=CONNECTIONS, milliseconds=MILLISECONDS, pause=0):
        return json.loads(self.stage.run(self.stage.program("load"), port, connections, milliseconds, pause, requests).stdout)

    def close(self):
        for part in (*self.running, self.issuer):
            part.stop()
        self.postgres.remove()


def measure_tokens(place, ports):
    """Milliseconds for each request where the server never rests: the other core asks."""
    seen = {name: [] for name in ports}
    for port, requests in ports.values():
        place.load(port, requests, milliseconds=1500)
    for number in range(ROUNDS):
        for name, (port, requests) in ports.items():
            say(f"hosted requests, {name}, round {number + 1} of {ROUNDS} …")
            seen[name].append(place.load(port, requests))
    return {name: [1000 / run["rate"] for run in runs] for name, runs in seen.items()}, seen


def slow_down(place, port, command):
    """(what the good requests came to meanwhile, how many slow peers were not closed in time)"""
    good = subprocess.Popen(command, env=place.stage.session.env, stdout=subprocess.PIPE, text=True)
    slow = place.stage.run(place.stage.program("crowd"), port, SLOW, ARRIVAL, HEAD_SECONDS * 1000 + SLACK, HOST)
    said = good.communicate(timeout=60)[0]
    assert good.returncode == 0, "a good request was not answered"
    return json.loads(said), int(slow.stdout)


def measure_slow(place, port):
    command = [str(part) for part in (place.stage.program("load"), port, 4, ARRIVAL + HEAD_SECONDS * 1000 + SLACK, 5, place.one)]
    idle, busy, late = [], [], []
    for number in range(ROUNDS):
        say(f"{SLOW} slow peers, round {number + 1} of {ROUNDS} …")
        idle.append(json.loads(place.stage.run(*command).stdout)["p99"])
        found, n_late = slow_down(place, port, command)
        busy.append(found["p99"])
        late.append(n_late)
    return [Row(f"a request beside {SLOW} slow peers, ms, 99 of 100, to idle", busy, idle, 2, digits=3),
            Row(f"slow peers of {SLOW} not closed in time", late, goal=0, digits=0)]


def measure_hosted(stage):
    place = Place(stage)
    try:
        few, crowd = place.hosted("few"), place.hosted("crowd", crowd=True)
        base, base_crowd = place.postgres.make_database(), place.postgres.make_database()
        few_pg, crowd_pg = place.hosted("few-postgres", base), place.hosted("crowd-postgres", base_crowd, crowd=True)
        costs, seen = measure_tokens(place, {
            "hello": (place.hello(), place.plain), "one": (few, place.one), "crowd": (crowd, place.one), "many": (few, place.many),
            "many of a crowd": (crowd, place.many), "postgres": (few_pg, place.many), "postgres crowd": (crowd_pg, place.many)})
        for name, runs in seen.items():
            say(f"{name}: {max(run['rate'] for run in runs):.0f} requests a second at most")
        rows = [Row("hosted GET /v1/accounts with a token, ms, to hello", costs["one"], costs["hello"], digits=3),
                Row(f"the same, {ASKERS} people, on PostgreSQL", costs["postgres"], costs["hello"], digits=3),
                Row(f"the same in a store of {PEOPLE} people, to of 1", costs["crowd"], costs["one"], 1.3, 3),
                Row(f"{ASKERS} people ask, of {PEOPLE} to of {ASKERS}", costs["many of a crowd"], costs["many"], 1.3, 3),
                Row("the same on PostgreSQL", costs["postgres crowd"], costs["postgres"], 1.3, 3)]
        return rows + measure_slow(place, few)
    finally:
        place.close()
