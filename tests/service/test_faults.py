# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong at strangers', in the keyring and on the disk: each has its own problem, and nothing that was there is lost."""
import concurrent.futures
import re
import resource
import signal
import time
import urllib.parse
import urllib.request

import pytest

from harness.processes import Process, wait_for

LOOK_SECONDS = 10           # how long the backend looks for a service at an address
KEYRING_SECONDS = 10
SLACK = 8                   # the machine may be busy
WAL_FRAME = 4096 + 24


def memory(process):
    """The most memory it ever held, in MB."""
    text = open(f"/proc/{process.pid}/status", encoding="ascii").read()
    return int(re.search(r"VmHWM:\s+(\d+) kB", text)[1]) / 1024


def snapshot(api):
    """What must outlive every fault."""
    accounts = [(account["id"], account["state"], account["handle"]) for account in api.every("/v1/accounts")]
    statuses = [(status["id"], status["text"], status["removed"]) for status in api.every("/v1/statuses")]
    return accounts, statuses


def begin(api, service, server):
    return api.post("/v1/link-attempts", {"service": service, "server": server})


def add(api, pds, password=None, server=None, handle=None):
    body = {"service": "bluesky", "server": server or pds.base, "identifier": handle or pds.alice["handle"],
            "password": password or pds.alice["app_password"]}
    return api.post("/v1/accounts", body)


def share(api, account, text, key=None):
    return api.post("/v1/statuses", {"text": text, "targets": [{"account_id": account, "audience": "public"}]}, key)


def state_of(api, status):
    return api.get(f"/v1/statuses/{status}").json["deliveries"][0]


def wait_state(api, status, state, seconds=60):
    try:
        return wait_for(lambda: state_of(api, status)["state"] == state and state_of(api, status), seconds, state)
    except TimeoutError:
        raise TimeoutError(f"not {state}: {state_of(api, status)}") from None


def copies(pds, text):
    return sum(record["value"]["text"] == text for record in pds.posts())


@pytest.fixture
def stocked(make_backend, pds):
    """A backend with one account and one live status."""
    backend = make_backend(plc=pds.plc)
    account = add(backend.api, pds)
    assert account.status == 201, account.json
    status = share(backend.api, account.json["id"], f"There before {time.time()}")
    wait_state(backend.api, status.json["id"], "live")
    backend.account, backend.before = account.json["id"], snapshot(backend.api)
    return backend


# ---- strangers
@pytest.mark.parametrize("way", ["html", "other", "redirect", "deep", "bomb", "cut", "big", "endless", "wrong-type"])
def test_stranger(api, hostile, way):
    """wrong-type: what counts is what is in an answer; this one is a server, up to where an app is registered there."""
    for service in ("mastodon", "bluesky"):
        assert begin(api, service, hostile.site(way)).problem in ("not-a-service", *["bad-reply"] * (way == "wrong-type"))
    assert snapshot(api) == ([], [])


def test_stranger_takes_time(api, hostile):
    """All at once: one must not wait for another."""
    def wait(asked):
        began = time.monotonic()
        return begin(api, asked[0], hostile.site(asked[1])).problem, time.monotonic() - began
    asked = [(service, way) for service in ("mastodon", "bluesky") for way in ("drip", "slow", "silent")]
    with concurrent.futures.ThreadPoolExecutor(len(asked)) as pool:
        for problem, took in pool.map(wait, asked):
            assert problem == "timed-out"
            assert LOOK_SECONDS - 1 <= took < LOOK_SECONDS + SLACK
    assert snapshot(api) == ([], [])


def test_nobody_is_there(api):
    for service in ("mastodon", "bluesky"):
        assert begin(api, service, "http://127.0.0.1:1").problem == "unreachable"
        assert begin(api, service, "https://no-such-host.invalid").problem == "unreachable"


def test_expired_certificate(api, hostile):
    for service in ("mastodon", "bluesky"):
        assert begin(api, service, hostile.about["tls"]).problem == "tls"


def test_strangers_take_no_memory(backend, hostile):
    """200 MB, a body without end and 1 GB in gzip, four times each."""
    backend.restart(env={"ASAN_OPTIONS": "quarantine_size_mb=1"})       # which would keep what was given back
    begin(backend.api, "mastodon", hostile.site("html"))
    before = memory(backend.process)
    for way in ("big", "endless", "bomb"):
        for _ in range(4):
            begin(backend.api, "mastodon", hostile.site(way))
    assert memory(backend.process) - before < 60


def test_stranger_at_an_account_that_is_there(stocked, pds, hostile):
    for way in ("html", "big", "cut"):
        assert add(stocked.api, pds, server=hostile.site(way)).problem == "not-a-service"
    assert snapshot(stocked.api) == stocked.before
    assert stocked.api.request("POST", f"/v1/accounts/{stocked.account}/check").status == 200


# ---- wrong password, refused
def test_wrong_password(stocked, pds):
    assert add(stocked.api, pds, "wrong-wrong-wrong-wrong", handle=pds.bob["handle"]).problem == "wrong-password"
    assert add(stocked.api, pds, "wrong-wrong-wrong-wrong").problem == "wrong-password"
    assert add(stocked.api, pds, handle="nobody.test").problem == "wrong-password"
    assert snapshot(stocked.api) == stocked.before
    assert stocked.api.request("POST", f"/v1/accounts/{stocked.account}/check").status == 200


def link(api, snac, browser, server):
    attempt = begin(api, "mastodon", server)
    browser.sign_in_at_snac(attempt.json["authorization_url"], snac.login, snac.password)
    done = wait_for(lambda: (found := api.get(attempt.headers["location"]).json)["state"] in ("done", "failed") and found, 30, "done")
    assert done["state"] == "done", done
    return done["account_id"]


def refuse(attempt):
    """Comes back as a server does when the person said no."""
    asked = urllib.parse.parse_qs(urllib.parse.urlsplit(attempt["authorization_url"]).query)
    answer = urllib.parse.urlencode({"error": "access_denied", "state": asked["state"][0]})
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{asked['redirect_uri'][0]}?{answer}", timeout=20).read()


def test_wrong_password_and_refusal_in_the_browser(api, snac, browser):
    attempt = begin(api, "mastodon", snac.base)
    where = attempt.headers["location"]
    with pytest.raises(TimeoutError):
        browser.open(attempt.json["authorization_url"])
        browser.type(browser.wait("input[name=login]"), snac.login)
        browser.type(browser.wait("input[name=passwd]"), "wrong")
        browser.click(browser.wait("input[type=submit], button[type=submit]"))
        browser.wait_for_url("http://127.0.0.1", 2)
    assert api.get(where).json["state"] == "waiting"
    refuse(attempt.json)
    failed = wait_for(lambda: (found := api.get(where).json)["state"] == "failed" and found, 10, "failed")
    assert failed["error"] == "sign-in-refused"
    assert snapshot(api) == ([], [])


# ---- the keyring
def test_no_keyring(make_backend, keyring, pds, snac):
    keyring.stop()
    backend = make_backend(plc=pds.plc)
    assert backend.api.get("/v1/backend").json["keyring"] == "missing"
    assert begin(backend.api, "mastodon", snac.base).problem == "keyring-missing"
    assert add(backend.api, pds).problem == "keyring-missing"
    keyring.start()
    assert backend.api.request("POST", "/v1/keyring/unlock").json["keyring"] == "unlocked"
    assert add(backend.api, pds).status == 201


def test_keyring_goes_and_comes_back(stocked, keyring, pds):
    keyring.stop()
    stocked.restart()
    assert stocked.api.get("/v1/backend").json["keyring"] == "missing"
    assert snapshot(stocked.api) == stocked.before
    text = f"Without a keyring {time.time()}"
    status = share(stocked.api, stocked.account, text).json["id"]
    assert wait_state(stocked.api, status, "sign-in-needed")["error"] == "keyring-missing"
    assert stocked.api.request("POST", "/v1/keyring/unlock").problem == "keyring-missing"
    assert stocked.api.delete(f"/v1/statuses/{stocked.before[1][0][0]}").status == 202
    keyring.start()
    stocked.restart()
    wait_state(stocked.api, status, "live")
    wait_state(stocked.api, stocked.before[1][0][0], "removed")
    assert copies(pds, text) == 1 and copies(pds, stocked.before[1][0][1]) == 0


def test_locked_keyring(stocked, keyring, pds, snac):
    keyring.lock()
    stocked.restart()
    assert stocked.api.get("/v1/backend").json["keyring"] == "locked"
    assert begin(stocked.api, "mastodon", snac.base).problem == "keyring-locked"
    assert add(stocked.api, pds, handle=pds.bob["handle"], password=pds.bob["app_password"]).problem == "keyring-locked"
    text = f"Locked {time.time()}"
    status = share(stocked.api, stocked.account, text).json["id"]
    assert wait_state(stocked.api, status, "sign-in-needed")["error"] == "keyring-locked"
    assert stocked.api.request("POST", "/v1/keyring/unlock").problem == "keyring-locked"
    assert snapshot(stocked.api)[0] == stocked.before[0]
    keyring.unlock()
    assert stocked.api.request("POST", "/v1/keyring/unlock").json["keyring"] == "unlocked"
    wait_state(stocked.api, status, "live")
    assert copies(pds, text) == 1


def test_keyring_hangs(stocked, keyring, pds):
    """What needs no key answers as ever; what does says so within the deadline; then it goes on by itself."""
    keyring.process.signal_group(signal.SIGSTOP)
    try:
        stocked.restart()
        began = time.monotonic()
        assert stocked.api.get("/v1/backend").json["keyring"] == "unknown"
        assert snapshot(stocked.api) == stocked.before
        assert time.monotonic() - began < 3
        text = f"Hanging {time.time()}"
        status = share(stocked.api, stocked.account, text).json["id"]
        began = time.monotonic()
        assert add(stocked.api, pds).problem == "keyring-silent"
        assert time.monotonic() - began < KEYRING_SECONDS + SLACK
        assert wait_state(stocked.api, status, "waiting")["error"] == "keyring-silent"
    finally:
        keyring.process.signal_group(signal.SIGCONT)
    wait_state(stocked.api, status, "live")
    assert copies(pds, text) == 1


def test_keyring_is_slow(stocked, keyring):
    """Nobody waits for it, and windows hear when it has answered after all; then there is nothing more to hear."""
    keyring.process.signal_group(signal.SIGSTOP)
    try:
        stocked.restart()
        events = stocked.api.events()
        assert stocked.api.get("/v1/backend").json["keyring"] == "unknown"
    finally:
        keyring.process.signal_group(signal.SIGCONT)
    events.wait("backend")
    assert [stocked.api.get("/v1/backend").json["keyring"] for _ in range(3)] == ["unlocked"] * 3
    assert len(events.seen) == 1
    events.close()


# ---- the disk
class FullDisk:
    """No file of the backend's may grow beyond so many bytes; works for everybody, without a file system of its own."""

    def __init__(self, backend):
        self.backend = backend

    def limit(self, size):
        resource.prlimit(self.backend.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def fill(self):
        self.limit(0)

    def make_room(self):
        self.limit(resource.RLIM_INFINITY)


@pytest.fixture
def disk(stocked):
    return FullDisk(stocked)


def test_full_disk(stocked, disk, pds):
    api, (old, text) = stocked.api, (stocked.before[1][0][0], f"Full {time.time()}")
    disk.fill()
    assert share(api, stocked.account, text, "f" * 20).problem == "storage-full"
    assert add(api, pds, handle=pds.bob["handle"], password=pds.bob["app_password"]).problem == "storage-full"
    assert api.delete(f"/v1/statuses/{old}").problem == "storage-full"
    assert api.delete(f"/v1/accounts/{stocked.account}").problem == "storage-full"
    assert api.put("/v1/sharing", {"stopped": True}).problem == "storage-full"
    assert snapshot(api) == stocked.before and api.get("/v1/backend").status == 200
    disk.make_room()
    again = share(api, stocked.account, text, "f" * 20)
    assert again.status == 201
    wait_state(api, again.json["id"], "live")
    assert copies(pds, text) == 1


def test_disk_fills_up_at_any_write(stocked, disk, pds):
    """A little more room each time, the same wish: refused as a whole until it fits, then done once."""
    text, log = f"Little room {time.time()}", stocked.data / "store.sqlite-wal"
    for frames in range(60):
        disk.limit(log.stat().st_size + frames * WAL_FRAME + 100)
        answer = share(stocked.api, stocked.account, text, "l" * 20)
        if answer.status == 201:
            break
        assert answer.problem == "storage-full"
        assert len(snapshot(stocked.api)[1]) == 1
    assert answer.status == 201 and frames > 3
    disk.make_room()
    wait_state(stocked.api, answer.json["id"], "live")
    assert copies(pds, text) == 1


def test_outcome_waits_for_room(make_backend, snac, browser, make_proxy):
    """A copy that was posted while the disk filled up is neither forgotten nor posted again."""
    backend, proxy, text = make_backend(), make_proxy(snac.base), f"Outcome {time.time()}"
    account, disk = link(backend.api, snac, browser, proxy.base), FullDisk(backend)
    proxy.faults("slow_answer", method="POST", path="^/api/v1/statuses", delay=3)
    status = share(backend.api, account, text).json["id"]
    wait_for(lambda: text in snac.texts(), 30, "posted")
    disk.fill()
    time.sleep(5)
    assert state_of(backend.api, status)["state"] == "sending"
    disk.make_room()
    wait_state(backend.api, status, "live")
    assert snac.texts().count(text) == 1


@pytest.mark.parametrize("end", ["kill", "stop"])
def test_started_on_a_full_disk(stocked, disk, end):
    """Either it reads what there is, or it says by its exit status that there is no room; with room again all is there."""
    disk.fill()
    getattr(stocked, end)()
    full = Process("backend", ["prlimit", "--fsize=0:unlimited", *stocked.command], stocked.log, env=stocked.session.env)
    ended = wait_for(lambda: not full.alive and full.popen.returncode or stocked.answers() and "answers", 30, "an end or an answer")
    assert ended in ("answers", 4)
    if ended == "answers":
        assert snapshot(stocked.api) == stocked.before
    full.stop()
    stocked.start()
    assert snapshot(stocked.api) == stocked.before
