# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts that the other tests stand on do what they say."""
import base64
import contextlib
import hashlib
import http.server
import secrets
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from gi.repository import Gio, GLib

from harness import keyring
from harness.contract import Contract
from harness.peers import request_json
from harness.processes import Process, wait_for
from harness.stall import StallWatch


@pytest.fixture
def redirect():
    """A loopback redirect address; redirect.seen holds the paths asked for."""
    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"done")

        def log_message(self, *_):
            pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.seen, server.address = seen, f"http://127.0.0.1:{server.server_port}/callback"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def post_form(url, **fields):
    with urllib.request.urlopen(url, urllib.parse.urlencode(fields).encode(), timeout=10) as answer:
        return answer.read()


def test_snac_answers(snac):
    status, instance = request_json("GET", snac.base + "/api/v1/instance")
    assert status == 200
    assert "snac" in instance["version"]


def test_pds_answers(pds):
    status, about = request_json("GET", pds.base + "/xrpc/com.atproto.server.describeServer")
    assert (status, about["availableUserDomains"]) == (200, [".test"])
    status, document = request_json("GET", f"{pds.plc}/{pds.alice['did']}")
    assert status == 200
    assert "at://alice.test" in document["alsoKnownAs"]


def test_pds_posts_are_seen(pds):
    others = len(pds.posts())
    body = {"identifier": pds.bob["handle"], "password": pds.bob["app_password"]}
    token = request_json("POST", pds.base + "/xrpc/com.atproto.server.createSession", body)[1]["accessJwt"]
    record = {"$type": "app.bsky.feed.post", "text": "hello", "createdAt": "2026-01-01T00:00:00.000Z"}
    body = {"repo": pds.bob["did"], "collection": "app.bsky.feed.post", "record": record}
    assert request_json("POST", pds.base + "/xrpc/com.atproto.repo.createRecord", body, token)[0] == 200
    assert "hello" in pds.texts(pds.bob)
    assert len(pds.posts()) == others and "hello" not in pds.texts()


def sign_in_at_snac(snac, browser, redirect):
    app = request_json("POST", snac.base + "/api/v1/apps", {"client_name": "Test", "redirect_uris": redirect.address, "scopes": "read write"})[1]
    query = {"response_type": "code", "client_id": app["client_id"], "redirect_uri": redirect.address, "scope": "read write", "state": "s-1"}
    url = f"{snac.base}/oauth/authorize?{urllib.parse.urlencode(query)}"
    return urllib.parse.parse_qs(urllib.parse.urlsplit(browser.sign_in_at_snac(url, snac.login, snac.password, redirect.address)).query)


def test_browser_signs_in_at_snac(snac, browser, redirect):
    answer = sign_in_at_snac(snac, browser, redirect)
    assert answer["state"] == ["s-1"]
    assert answer["code"]
    assert redirect.seen[0].startswith("/callback?")


def test_browser_signs_in_at_pds(pds, browser, redirect):
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    client = "http://localhost?" + urllib.parse.urlencode({"redirect_uri": redirect.address, "scope": "atproto transition:generic"})
    query = {"response_type": "code", "client_id": client, "redirect_uri": redirect.address, "scope": "atproto transition:generic",
             "state": "s-2", "code_challenge": challenge, "code_challenge_method": "S256", "login_hint": pds.alice["handle"]}
    url = f"{pds.base}/oauth/authorize?{urllib.parse.urlencode(query)}"
    ended = urllib.parse.urlsplit(browser.sign_in_at_pds(url, pds.alice["handle"], pds.alice["password"], redirect.address))
    answer = urllib.parse.parse_qs(ended.query or ended.fragment)
    assert answer["state"] == ["s-2"]
    assert answer["iss"] == [pds.base]
    assert answer["code"]


def test_keyring_locks_and_unlocks(session, keyring):
    quiet = {**session.env, "G_MESSAGES_DEBUG": ""}

    def lookup():
        return subprocess.run(["secret-tool", "lookup", "test", "one"], env=quiet, capture_output=True, text=True, timeout=20)
    subprocess.run(["secret-tool", "store", "--label=One", "test", "one"], input="hush", env=session.env, text=True, check=True, timeout=20)
    assert lookup().stdout == "hush"
    keyring.lock()
    assert keyring.locked()
    assert [(label, locked) for label, _, locked in keyring.items()] == [("One", True)]
    keyring.unlock()
    assert lookup().stdout == "hush"
    keyring.stop()
    assert lookup().returncode != 0


def test_default_browser_gets_the_address(session, default_browser):
    subprocess.run(["gio", "open", "http://localhost:1/sign-in?a=1&b=2"], env=session.env, check=True, timeout=20)
    assert default_browser.next() == "http://localhost:1/sign-in?a=1&b=2"


@pytest.mark.parametrize("mode, heard, status", [
    ("pass", True, 200), ("drop_before", False, None), ("drop_after", True, None), ("500_after", True, 500),
    ("429", False, 429), ("503", False, 503)])
def test_proxy_mode(snac, make_proxy, mode, heard, status):
    proxy = make_proxy(snac.base)
    proxy.faults(mode)
    if status is None:
        with pytest.raises(OSError):
            request_json("GET", proxy.base + "/api/v1/instance")
    else:
        assert request_json("GET", proxy.base + "/api/v1/instance")[0] == status
    entry, = proxy.requests()
    assert (entry["mode"], entry.get("status") == 200) == (mode, heard)


def test_proxy_accepts_late(snac, make_proxy):
    proxy = make_proxy(snac.base)
    proxy.faults("late_accept", delay=0.3)
    with pytest.raises(OSError):
        request_json("GET", proxy.base + "/api/v1/instance")
    assert "status" not in proxy.requests()[0]
    time.sleep(1)
    assert proxy.requests()[0]["status"] == 200


def test_proxy_chooses(snac, make_proxy):
    proxy = make_proxy(snac.base)
    proxy.faults("503", method="GET", path="instance$", count=2)
    asked = [request_json("GET", f"{proxy.base}/api/v1/instance{query}")[0] for query in ("?other=1", "", "", "")]
    assert asked == [200, 503, 503, 200]
    proxy.faults("503", probability=0.5, seed=7)
    asked = [request_json("GET", proxy.base + "/api/v1/instance")[0] for _ in range(20)]
    assert {200, 503} == set(asked)


def test_proxy_refuses_unknown_modes(snac, make_proxy):
    with pytest.raises(AssertionError):
        make_proxy(snac.base).faults("explode")


def read_some(url, limit, **options):
    with urllib.request.urlopen(url, timeout=10, **options) as answer:
        return answer.headers, answer.read(limit)


def read_for(url, seconds):
    """What a server sends in a while, as it is."""
    address, end, got = urllib.parse.urlsplit(url), time.monotonic() + seconds, b""
    with socket.create_connection((address.hostname, address.port)) as plain:
        plain.sendall(f"GET {address.path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        while (left := end - time.monotonic()) > 0:
            plain.settimeout(left)
            with contextlib.suppress(TimeoutError):
                got += plain.recv(65536)
    return got


def test_hostile_ways(hostile):
    headers, start = read_some(hostile.way("big"), 10)
    assert int(headers["Content-Length"]) > 200 << 20
    assert start == b'"aaaaaaaaa'
    assert len(read_some(hostile.way("endless"), 5 << 20)[1]) == 5 << 20
    assert read_some(hostile.way("html"), 100)[0]["Content-Type"] == "text/html"
    assert read_some(hostile.way("bomb"), 10)[0]["Content-Encoding"] == "gzip"
    assert read_some(hostile.way("deep"), 5)[1] == b"[[[[["
    with pytest.raises(TimeoutError):
        urllib.request.urlopen(hostile.way("silent"), timeout=1)
    assert read_for(hostile.way("slow"), 2.5).count(b"X-Slow-") in (2, 3)
    with pytest.raises(urllib.error.URLError, match="certificate has expired|self-signed"):
        read_some(hostile.about["tls"] + "/html", 10, context=ssl.create_default_context())


def test_contract_bites():
    contract = Contract()
    headers = {"content-type": "application/problem+json"}
    good = b'{"type":"https://accountscenter.org/problems/not-found","title":"Not found","status":404}'
    contract.check("GET", "/v1/backend", 404, headers, good)
    for status, body in ((404, good.replace(b'"title"', b'"extra"')), (400, good), (204, b"")):
        with pytest.raises(AssertionError):
            contract.check("GET", "/v1/backend", status, headers, body)


NAPPING = """
import time
from gi.repository import Gio, GLib
application = Gio.Application(application_id="org.accountscenter.Napping", flags=Gio.ApplicationFlags.IS_SERVICE)
action = Gio.SimpleAction(name="nap", parameter_type=GLib.VariantType("d"))
action.connect("activate", lambda _, seconds: time.sleep(seconds.unpack()))
application.add_action(action)
application.hold()
application.run()
"""


def test_stall_watch_sees_a_main_loop_that_sleeps(session, tmp_path):
    name, path = "org.accountscenter.Napping", "/org/accountscenter/Napping"
    program = Process("napping", [sys.executable, "-c", NAPPING], tmp_path / "napping.log", env=session.env)
    try:
        bus = keyring.connect(session)
        program.wait_until(lambda: keyring.owned(bus, name), 30)
        with StallWatch(session, program.pid, name, path, "nap") as watch:
            wait_for(lambda: len(watch.answers) > 5, 30)
            before = max(answer.blocked for answer in watch.answers)
            arguments = GLib.Variant("(sava{sv})", ("nap", [GLib.Variant("d", 0.4)], {}))
            bus.call_sync(name, path, "org.gtk.Actions", "Activate", arguments, None, Gio.DBusCallFlags.NONE, 10000, None)
            seen = len(watch.answers)
            wait_for(lambda: len(watch.answers) > seen + 2, 30)
        assert before < 0.3 < watch.longest.blocked
    finally:
        program.stop()
