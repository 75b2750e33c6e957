# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Statuses on their way to real servers: how fast a queue empties, whom a dead server holds up, what an answer that was lost costs,
and when the composer is out of the way."""
import datetime
import http.client
import json
import time
import urllib.parse

from harness.backend import Backend
from harness.job import add_bluesky, link_mastodon, send_at_once, share, states
from harness.peers import Pds, Proxy, Snac
from harness.processes import wait_for
from harness.window import Window
from table import Row, say

QUEUED, LEAD, ROUNDS, LOST, CLICKS = 100, 10, 3, 15, 9
POST = "/api/v1/statuses$"


class Place:
    """A backend with an account at snac, one at a Bluesky server, and one at a server that does not answer."""

    def __init__(self, stage):
        self.stage, self.folder = stage, stage.folder / "deliveries"
        self.folder.mkdir()
        self.snac, self.dead, self.pds = Snac(self.folder / "one"), Snac(self.folder / "dead"), Pds(self.folder)
        self.proxy, self.wall = Proxy(self.snac.base, self.folder / "one"), Proxy(self.dead.base, self.folder / "dead")
        self.backend = Backend(stage.session, self.folder / "backend", plc=self.pds.plc)
        self.backend.restart(env={"AC_SETTLE_MS": "500"})
        self.api = self.backend.api
        self.mastodon, self.bluesky = link_mastodon(self.api, self.snac, server=self.proxy.base), add_bluesky(self.api, self.pds)
        self.nobody = link_mastodon(self.api, self.dead, server=self.wall.base)
        self.wall.faults("slow_request", method="POST", path=POST, delay=100000)

    def close(self):
        for part in (self.backend.process, self.proxy, self.wall, self.snac, self.dead, self.pds):
            part.stop()


def await_live(place, status, seconds=300):
    """Looks more often than a test would."""
    end = time.monotonic() + seconds
    while any(state != "live" for state in states(place.api, status)):
        assert time.monotonic() < end, states(place.api, status)
        time.sleep(0.005)


def drain(place, account):
    """Milliseconds for each of many that waited in the queue."""
    due = time.time() + LEAD
    at = datetime.datetime.fromtimestamp(due, datetime.UTC).isoformat().replace("+00:00", "Z")
    targets = [{"account_id": account, "audience": "public"}]
    made = [place.api.post("/v1/statuses", {"text": f"Queued {number} {due}", "share_at": at, "targets": targets}).json["id"]
            for number in range(QUEUED)]
    assert time.time() < due, "they were not all in the queue before it was time"
    time.sleep(due - time.time())
    await_live(place, made[-1])
    took = (time.time() - due) * 1000 / QUEUED
    for status in made:
        await_live(place, status)
    return took


def post_plainly(place):
    """The same at snac by a program that keeps nothing and waits for each answer."""
    token = next(entry["headers"][name] for entry in reversed(place.proxy.requests()) for name in entry["headers"]
                 if name.lower() == "authorization")
    address = urllib.parse.urlsplit(place.proxy.base)
    began = time.monotonic()
    for number in range(QUEUED):
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
        connection.request("POST", "/api/v1/statuses", json.dumps({"status": f"Plain {number} {time.time()}", "visibility": "public"}),
                           {"Authorization": token, "Content-Type": "application/json"})
        assert connection.getresponse().status == 200
        connection.close()
    return (time.monotonic() - began) * 1000 / QUEUED


def share_one(place):
    began = time.monotonic()
    await_live(place, share(place.api, f"Alone {time.time()}", place.mastodon).json["id"])
    return (time.monotonic() - began) * 1000


def count_requests(place):
    """For each of some whose answer was lost: the requests it took to be sure."""
    counts = []
    for number in range(LOST):
        place.proxy.forget()
        place.proxy.faults("drop_after", method="POST", path=POST, count=1)
        await_live(place, share(place.api, f"Lost {number} {time.time()}", place.mastodon).json["id"])
        counts.append(len(place.proxy.requests()) - 1)
    place.proxy.faults()
    return counts


def close_composer(place):
    """Milliseconds from the key that shares until the composer is gone."""
    send_at_once(place.api)
    place.stage.point_at(place.backend)
    window = Window(place.stage.session)
    costs = []
    try:
        window.action("pane", "status")
        for number in range(CLICKS):
            window.press("button", "Write a Status")
            window.set_text(window.find("text", "Text of the status"), f"Clicked {number} {time.time()}")
            row = window.find("check box", place.pds.alice["handle"])
            if "checked" not in row.states:
                window.act(row)
            wait_for(lambda: "sensitive" in window.find("button", "Share").states, 10, "it can be shared")
            dialog = window.find("dialog", "New Status")
            began = time.monotonic()
            window.keys("ctrl+Return")          # a button that is activated by a program waits 250 ms
            while shows(window, dialog):
                assert time.monotonic() < began + 20, window.describe()
            costs.append((time.monotonic() - began) * 1000)
    finally:
        window.stop()
    return costs


def shows(window, node):
    from gi.repository import GLib
    try:
        states = window.call(node.path, "Accessible", "GetState")[0]
        return bool(states[0] >> SHOWING & 1)
    except GLib.Error:
        return False


SHOWING = 25        # ATSPI_STATE_SHOWING


def measure_deliveries(stage):
    place = Place(stage)
    try:
        snac, plain, pds, alone, beside = [], [], [], [], []
        say("answers that are lost …")
        requests = count_requests(place)
        for number in range(ROUNDS):
            say(f"queues of {QUEUED}, round {number + 1} of {ROUNDS} …")
            snac.append(drain(place, place.mastodon))
            plain.append(post_plainly(place))
            pds.append(drain(place, place.bluesky))
        say("a dead server …")
        alone = [share_one(place) for _ in range(QUEUED // 5)]
        for number in range(QUEUED):
            share(place.api, f"Never {number}", place.nobody)
        beside = [share_one(place) for _ in range(QUEUED // 5)]
        say("the composer …")
        clicks = close_composer(place)
    finally:
        place.close()
    return [Row("a status of a queue, ms, at snac", snac, goal=5),
            Row("the same, to posting plainly", snac, plain),
            Row("a status of a queue, ms, at a Bluesky server", pds, goal=50),
            Row("a status beside a dead server's queue, ms more", [b - a for a, b in zip(sorted(alone), sorted(beside))], goal=50),
            Row("requests to be sure after a lost answer", requests, goal=2, digits=0),
            Row("from the key until the composer is gone, ms", clicks, goal=100)]
