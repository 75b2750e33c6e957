# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service that fails for a while: nobody storms it, and when it is back everything goes out at once and once."""
import contextlib
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from harness.authority import Authority, trusting
from harness.canaries import LEDGER
from harness.job import add_bluesky, link_mastodon, share, wait_state
from harness.peers import PEERS, request_json
from harness.processes import Process, wait_for
from test_killed import Killer, wait_until_settled

SOAK = bool(os.environ.get("AC_SOAK"))
STATUSES, STORM = (100, 600) if SOAK else (8, 6)
PUBLISHES = "/api/v1/statuses$|repo.(put|create)Record$"
DRAINED = 60    # seconds after it is over
FORMS = ("seconds", "date", "RateLimit-Reset", "X-RateLimit-Reset", "X-RateLimit-Reset number", "none")


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
    # Who hears nothing sends again less and less often, and asks the person in the end.
    time.sleep(min(STORM, 20) if mode == "drop_before" else STORM)
    proxy.faults()
    calm = time.monotonic()
    for status in made:
        wait_state(backend.api, status, "live", max(calm + DRAINED - time.monotonic(), 0))
    print(f"{mode}: {len(writes(proxy))} requests, drained {time.monotonic() - calm:.1f} s after the storm")
    there = snac.texts()
    assert [there.count(text) for text in texts] == [1] * STATUSES
    assert most_at_once(writes(proxy)) == 1, "one at a time for each account"


def test_each_way_to_say_when(backend, make_proxy, snac):
    """Nobody comes before the time that a service named, or more than five seconds after it; who isn't concerned doesn't wait."""
    proxies = {form: make_proxy(snac.base) for form in FORMS}
    accounts = [link_mastodon(backend.api, snac, server=proxy.base) for proxy in proxies.values()]
    other, text = link_mastodon(backend.api, snac), f"When {time.time()}"
    for form, proxy in proxies.items():
        proxy.faults("later", method="POST", path="/api/v1/statuses$", delay=3 if form == "none" else 5, names=form)
    began = time.time()
    status = share(backend.api, text, *accounts, other).json["id"]
    wait_for(lambda: text in snac.texts(), 4, "who wasn't refused is out")
    assert time.time() < began + 5
    wait_state(backend.api, status, "live")
    assert snac.texts().count(text) == len(FORMS) + 1
    for form, proxy in proxies.items():
        first, second = writes(proxy)
        if form == "none":
            assert 5 <= second["time"] - first["time"] <= 15
        else:
            assert 0 <= second["time"] - first["until"] <= 5, form


class Simpler:
    """Programs that share the simpler ways (tests/peers/simpler.py)."""

    def __init__(self, places, folder, chance):
        self.places, self.folder, self.chance = places, folder, chance

    def share(self, way, texts):
        """The jobs (text, place) about which it asks the person; killed as often as ours is."""
        journal, work = self.folder / f"{way}.journal", self.folder / f"{way}.json"
        work.write_text(json.dumps({"places": self.places, "texts": texts}))
        LEDGER.may_hold(work)
        while True:
            with open(work, encoding="ascii") as given:
                process = Process(way, [sys.executable, PEERS / "simpler.py", way, journal], self.folder / f"{way}.log", stdin=given)
            with contextlib.suppress(subprocess.TimeoutExpired):
                assert process.popen.wait(self.chance.uniform(0.3, 1.5)) == 0, process.log_end()
                return {tuple(map(int, line.split()[:2])) for line in journal.read_text().splitlines() if line.endswith("asked")}
            process.stop(signal.SIGKILL)


def share_ours(backend, texts, accounts, chance):
    """The same with this program."""
    killer, made = Killer(backend, chance), []
    for text in texts:
        thread = killer.kill_soon() if chance.random() < 0.3 else None
        body = {"text": text, "targets": [{"account_id": account, "audience": "public"} for account in accounts]}
        made.append(killer.ask("POST", "/v1/statuses", body))
        if thread:
            thread.join()
    assert all(answer.status == 201 for answer in made)
    numbers = {answer.json["id"]: number for number, answer in enumerate(made)}
    return {(numbers[each["status_id"]], accounts.index(each["account_id"]))
            for each in wait_until_settled(backend, 900) if each["state"] == "needs-you"}


def bearer(proxy, token):
    """With which it was that the account's own requests came through."""
    headers = [{key.lower(): value for key, value in entry["headers"].items()} for entry in proxy.requests()]
    return next(each["authorization"].removeprefix("Bearer ") for each in reversed(headers) if each.get("authorization", "").startswith(token))


@pytest.mark.timeout(STORM + 1800)
def test_against_simpler_ways(make_backend, make_proxy, snac, pds, tmp_path):
    """The same faults and kills, and the three ways that others have."""
    seed = int(os.environ.get("AC_SEED") or 28)
    chance, size = random.Random(seed), 150 if SOAK else 4
    proxies = before_snac, before_pds, plc = make_proxy(snac.base), make_proxy(pds.base), make_proxy(pds.plc)
    plc.rewrite({pds.base: before_pds.base})
    backend = make_backend(plc=plc.base)
    backend.session.env["AC_SETTLE_MS"] = "1000"
    backend.restart()
    accounts = link_mastodon(backend.api, snac, server=before_snac.base), add_bluesky(backend.api, pds)
    session = request_json("POST", f"{pds.base}/xrpc/com.atproto.server.createSession",
                           {"identifier": pds.alice["handle"], "password": pds.alice["app_password"]})[1]
    LEDGER.know("access token", session["accessJwt"])
    simpler = Simpler([{"kind": "mastodon", "base": before_snac.base, "token": bearer(before_snac, "Bearer ")},
                       {"kind": "bluesky", "base": before_pds.base, "token": session["accessJwt"], "repo": session["did"]}], tmp_path, chance)
    results = {}
    for way in ("once", "again", "asks", "ours"):
        texts = [f"{way} {each} {time.time()}" for each in range(size)]
        for proxy in proxies[:2]:
            proxy.faults(["drop_after", "500_after", "drop_before", "503"], probability=0.4, method="POST", path=PUBLISHES, seed=seed)
        asked = share_ours(backend, texts, accounts, chance) if way == "ours" else simpler.share(way, texts)
        counts = {(number, place): there.count(text) for place, there in enumerate((snac.texts(), pds.texts())) for number, text in enumerate(texts)}
        missing = [job for job, count in counts.items() if count == 0 and job not in asked]
        results[way] = (len(missing), sum(count - 1 for count in counts.values() if count > 1), len(asked))
    print(f"\nseed {seed}\n| way | copies | missing, and nobody asked | twice | the person is asked |\n|---|---|---|---|---|")
    for way, result in results.items():
        print(f"| {way} | {size * 2} | {' | '.join(map(str, result))} |")
    assert results["ours"] == (0, 0, 0)
    assert results["once"][0] > 0 and results["again"][1] > 0 and results["asks"][2] > 0


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


def test_broken_handshake(backend, snac, reset):
    """Not sent, said in words, never in clear, and sent once it is right again."""
    account = link_mastodon(backend.api, snac)
    move(backend, account, reset.base)
    text = f"Never in clear {time.time()}"
    status = share(backend.api, text, account).json["id"]
    wait_error(backend.api, status, "tls")
    assert text not in snac.texts()
    assert all(text.encode() not in heard and heard[:1] == b"\x16" for heard in reset.heard)
    move(backend, account, snac.base)
    wait_state(backend.api, status, "live", 90)
    assert snac.texts().count(text) == 1


def test_wrong_certificates(make_backend, make_proxy, snac, tmp_path, monkeypatch):
    """Of an authority that is trusted, each wrong in one way: not sent there, said in words, and sent once it is right again."""
    authority, backend = Authority(tmp_path / "authority"), make_backend()
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))      # for the browser
    backend.stop()
    backend.command = trusting(authority, backend.command)
    backend.start()
    good, wrong = authority.leaf("good"), ("expired", "wrong host", "self-signed")
    proxies = [make_proxy(snac.base, certificate=good) for _ in (*wrong, "good")]
    accounts = [link_mastodon(backend.api, snac, server=proxy.base) for proxy in proxies]
    for proxy, way in zip(proxies, wrong):
        proxy.show(authority.leaf(way))
        proxy.forget()
    text = f"To the right one {time.time()}"
    status = share(backend.api, text, *accounts).json["id"]

    def look():
        deliveries = backend.api.get(f"/v1/statuses/{status}").json["deliveries"]
        return {delivery["account_id"]: (delivery["state"], delivery.get("error")) for delivery in deliveries}
    expected = {account: ("waiting", "tls") for account in accounts[:-1]} | {accounts[-1]: ("live", None)}
    with contextlib.suppress(TimeoutError):
        wait_for(lambda: look() == expected, 30, "only the good one has it")
    assert look() == expected
    assert [len(proxy.requests()) for proxy in proxies[:-1]] == [0] * len(wrong)
    assert snac.texts().count(text) == 1
    for proxy in proxies:
        proxy.show(good)
    wait_state(backend.api, status, "live", 90)
    assert snac.texts().count(text) == len(proxies)
