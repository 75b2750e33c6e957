# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets, texts and names that must not turn up: in the logs however talkative, in argv and environ, and not readable in the store."""
import base64
import re
import subprocess
import time
import urllib.parse

import pytest

from harness.backend import build_dir
from harness.canaries import hits, search_files, search_process
from harness.processes import wait_for

TALKATIVE = {"G_MESSAGES_DEBUG": "all"}


def taken_from(requests):
    """What the proxy saw of the talk with the Mastodon server that nobody else may see."""
    taken = {}
    for entry in requests:
        bearer = {key.lower(): value for key, value in entry["headers"].items()}.get("authorization", "")
        taken |= {"access token": bearer.removeprefix("Bearer ")} if bearer else {}
        form = urllib.parse.parse_qs(entry["body"]) if entry["path"].startswith("/oauth/token") else {}
        taken |= {name: form[name][0] for name in ("code", "client_secret", "code_verifier") if name in form}
    return taken


def wait_live(api, status):
    wait_for(lambda: all(delivery["state"] == "live" for delivery in api.get(f"/v1/statuses/{status}").json["deliveries"]), 60, "live")


def test_canaries_are_found():
    """The search itself can find what it looks for."""
    canaries = {"token": "canary/+token=ö"}
    secret = canaries["token"].encode()
    for text in (secret, base64.b64encode(b"user:" + secret + b"x"), base64.urlsafe_b64encode(b"a" + secret), secret.hex().encode(),
                 urllib.parse.quote(canaries["token"], safe="").encode()):
        assert hits(b"before " + text + b" after", canaries) == ["token"], text
    assert not hits(b"nothing here", canaries)


@pytest.fixture
def busy(make_backend, session, pds, snac, browser, make_proxy):
    """A talkative backend that signed in at both services, shared, took back, failed, and was asked by acctl."""
    backend, proxy = make_backend(plc=pds.plc), make_proxy(snac.base)
    backend.restart(env=TALKATIVE)
    api, text = backend.api, f"canary of a text {time.time()}"
    attempt = api.post("/v1/link-attempts", {"service": "mastodon", "server": proxy.base})
    browser.sign_in_at_snac(attempt.json["authorization_url"], snac.login, snac.password)
    wait_for(lambda: api.get(attempt.headers["location"]).json["state"] == "done", 30, "linked")
    wrong = {"service": "bluesky", "server": pds.base, "identifier": pds.bob["handle"], "password": "canary-of-a-wrong-password"}
    assert api.post("/v1/accounts", wrong).problem == "wrong-password"
    right = wrong | {"identifier": pds.alice["handle"], "password": pds.alice["app_password"]}
    assert api.post("/v1/accounts", right).status == 201
    accounts = api.get("/v1/accounts").json["items"]
    targets = [{"account_id": account["id"], "audience": "public"} for account in accounts]
    status = api.post("/v1/statuses", {"text": text, "targets": targets}).json["id"]
    wait_live(api, status)
    said = {}
    for words in (["accounts", "list"], ["deliveries"], ["status"]):
        done = subprocess.run([build_dir() / "src/cli/acctl", "--socket", backend.socket, *words], env=session.env | TALKATIVE,
                              capture_output=True, timeout=60, check=True)
        said[f"acctl {' '.join(words)}"] = done.stderr
    backend.said, backend.text, backend.handles = said, text, {account["handle"]: account["handle"] for account in accounts}
    backend.secrets = taken_from(proxy.requests()) | {
        "snac password": snac.password, "app password": pds.alice["app_password"], "wrong password": wrong["password"]}
    backend.names = backend.handles | {"text": text, "authorization": attempt.json["authorization_url"].split("?")[1]}
    return backend


def assert_sealed(backend):
    """The store alone gives no token: there are no credentials to read in it."""
    for name in ("store.sqlite", "store.sqlite-wal"):
        content = (backend.data / name).read_bytes()
        assert b"accessJwt" not in content and b'"access-token"' not in content
        assert not re.search(rb"eyJ[A-Za-z0-9_-]{8,}\.eyJ", content), "a JWT in the clear"


def test_nothing_turns_up(busy, session):
    assert {"access token", "code", "client_secret", "code_verifier"} <= set(busy.secrets), busy.secrets.keys()
    process = busy.process.pid
    quiet = busy.secrets | busy.names
    log = busy.log.read_bytes()
    assert re.search(rb"-DEBUG", log), "the log was not talkative"
    assert hits(log, quiet) == []
    for command, stderr in busy.said.items():
        assert hits(stderr, quiet) == [], command
    assert search_process(process, quiet) == {}
    assert search_files([busy.data, session.home, session.run], busy.secrets) == {}
    assert search_files([session.home, session.run], {"text": busy.text}) == {}
    assert_sealed(busy)
