# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One status to many slow servers, each with its own connection and TLS, next to the slowest of them."""
import subprocess
import time
import urllib.parse
import urllib.request

from harness.backend import Backend
from harness.processes import wait_for
from table import Row, say

TARGETS, FASTEST, SLOWEST, STATUSES = 20, 100, 500, 6


def make_certificate(folder):
    """(the authority, the server's certificate with its key)"""
    authority, both = folder / "authority.pem", folder / "server.pem"
    key = folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=bench",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2", "-keyout", key, "-out", authority],
                   check=True, capture_output=True)
    both.write_bytes(authority.read_bytes() + key.read_bytes())
    return authority, both


def link(api, port):
    """Signs in as a browser would that asks nobody."""
    attempt = api.post("/v1/link-attempts", {"service": "mastodon", "server": f"https://127.0.0.1:{port}"})
    assert attempt.status == 201, attempt.json
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(attempt.json["authorization_url"]).query)
    back = query["redirect_uri"][0] + "?" + urllib.parse.urlencode({"code": "code", "state": query["state"][0]})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(back, timeout=30) as answer:
        answer.read()

    def look():
        state = api.get(attempt.headers["location"]).json
        assert state["state"] in ("waiting", "working", "done"), state
        return state["state"] == "done" and state["account_id"]
    return wait_for(look, 30, "the attempt is done")


def share(backend, events, accounts, text):
    """Milliseconds until the last copy is live, as an open window hears of it."""
    left, heard = set(), len(events.seen)
    began = time.monotonic()
    status = backend.api.post("/v1/statuses", {"text": text, "targets": [{"account_id": account, "audience": "public"} for account in accounts]})
    assert status.status == 201, status.json
    left = {delivery["id"] for delivery in status.json["deliveries"]}
    often = dict.fromkeys(left, 0)
    while left:
        with events.changed:
            while len(events.seen) <= heard:
                assert events.changed.wait(30), "no event in 30 s"
            _, kind, data = events.seen[heard]
            heard += 1
        if kind == "delivery" and data["id"] in left:
            often[data["id"]] += 1
            if often[data["id"]] == 2:
                left.discard(data["id"])
    took = (time.monotonic() - began) * 1000
    found = backend.api.get(f"/v1/statuses/{status.json['id']}").json
    assert {delivery["state"] for delivery in found["deliveries"]} == {"live"}, found
    return took


def measure_fanout(stage):
    folder = stage.folder / "fanout"
    folder.mkdir()
    authority, certificate = make_certificate(folder)
    delays = [FASTEST + (SLOWEST - FASTEST) * number // (TARGETS - 1) for number in range(TARGETS)]
    targets = stage.start("targets", stage.program("targets"), certificate, *delays, stdout=subprocess.PIPE)
    backend = None
    try:
        ports = [int(port) for port in targets.first_line().split()]
        backend = Backend(stage.session, folder / "backend")
        backend.process.stop()
        backend.start(env={"LD_PRELOAD": str(stage.build / "tests/bench/libbench-trust.so"), "BENCH_AUTHORITY": str(authority)})
        say(f"signing in at {TARGETS} servers …")
        accounts = [link(backend.api, port) for port in ports]
        events = backend.api.events()
        everywhere, slowest = [], []
        for number in range(STATUSES):
            say(f"a status to {TARGETS} servers, {number + 1} of {STATUSES} …")
            everywhere.append(share(backend, events, accounts, f"Everywhere, {number}"))
            slowest.append(share(backend, events, accounts[-1:], f"One place, {number}"))
        events.close()
    finally:
        if backend is not None:
            backend.process.stop()
        targets.stop()
    return [Row(f"a status to {TARGETS} servers, ms, to their slowest", everywhere, [SLOWEST] * STATUSES, 1.05),
            Row(f"a status to {TARGETS} servers, ms, to one alone", everywhere, slowest)]
