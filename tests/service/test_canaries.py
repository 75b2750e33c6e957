# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets, texts and names that must not turn up: in the logs however talkative, in argv and environ, and not readable in the store."""
import base64
import json
import re
import subprocess
import time
import urllib.parse

import pytest

from harness.backend import build_dir
from harness.canaries import LEDGER, Ledger, hits, search_files, search_process
from harness.hosted import SECRET, free_port, write_secret
from harness.processes import Process, wait_for
from harness.sign_in import Person

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


def test_the_ledger_finds_what_is_planted(tmp_path):
    """In everything that is searched after each test."""
    ledger, canary, key = Ledger(), "canary-of-an-access-token", bytes(range(128, 160))
    ledger.know("token", "eyJhbGciOiJFUzI1NiJ9." + "x" * 200 + canary)
    ledger.know("key", key)
    assert ledger.search(tmp_path) == {}
    held, log, database = tmp_path / "vault.key", tmp_path / "below/program.log", tmp_path / "store.sqlite-wal"
    log.parent.mkdir()
    log.write_text(f"… Bearer {'x' * 200}{canary}\n")
    database.write_bytes(b"\0\xff" + key + b"\0")
    held.write_bytes(base64.b64encode(key))
    ledger.may_hold(held)
    process = Process("careless", ["sh", "-c", "echo it is me now; sleep 60; :", canary.rjust(100, "x")], tmp_path / "careless.log",
                      env={"KEY": key.hex()}, stdout=subprocess.PIPE)
    process.first_line(60)
    ledger.see_process("careless", process.pid)
    process.stop()
    ledger.see("accessibility tree", f"Password {'x' * 20}{canary}")
    found = {place: [name.split()[0] for name in names] for place, names in ledger.search(tmp_path).items()}
    assert found == {str(log): ["token"], str(database): ["key"], "cmdline of careless": ["token"], "environ of careless": ["key"],
                     "accessibility tree": ["token"]}
    assert ledger.search(tmp_path / "below/nothing") == {}, "what was seen is searched once"
    LEDGER.seen.clear()


@pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)
def test_a_sign_in_shows_nothing(engine, session, keyring, make_oidc, make_hosted, browser, tmp_path, request):
    """From the first address to the last: tokens, keys and codes of a person and of the backend, at the talkative level of each."""
    port, secret = free_port(), tmp_path / "introspection"
    write_secret(secret, SECRET)
    LEDGER.know("introspection secret", SECRET)
    provider = make_oidc(audience=f"http://127.0.0.1:{port}", seconds=2)
    hosted = make_hosted(issuer=provider, port=port, sign_in="introspection=yes\nintrospection-client=backend\n"
                         f"introspection-secret-file={secret}\n")
    person = Person(session, hosted.audience)
    person.sign_in(lambda address: browser.sign_in_at_oidc(address, "ada"))
    person.secret()
    for _ in range(2):
        person.accounts()
    hosted.process.stop(seconds=20)
    hosted.start()
    assert json.loads(person.accounts()[0]) == {"items": []}
    person.sign_out()
    provider.stop()
    assert {"access token", "refresh token", "id token", "authorization code", "code verifier", "DPoP key", "vault key",
            "introspection secret", "keyring password"} <= LEDGER.names()
    for log in (hosted.log, *session.base.glob("sign-in-*.log")):
        assert re.search(r"-DEBUG", log.read_text()), f"{log} was not talkative"
    assert LEDGER.search(tmp_path, session.run) == {}
    if engine == "postgres":
        server = request.getfixturevalue("postgres")
        server.ask(hosted.store.name, "CHECKPOINT")
        assert "INSERT INTO session" in (server.folder / "log").read_text(errors="replace"), "its log was not talkative"
        assert LEDGER.search(server.folder) == {}


def test_no_core_files(core_files, session, backend, hosted):
    """What stands nowhere else is in memory, and is not to be left there."""
    listening = session.start("acctl", [build_dir() / "src/cli/acctl", "--socket", backend.socket, "events"])
    other = session.start("other", ["sleep", "600"])
    wait_for(lambda: core_files(listening.pid) == 0, 20, "acctl leaves no core file")
    assert core_files(backend.process.pid) == core_files(hosted.process.pid) == 0
    assert core_files(other.pid) > 0, "a program that doesn't care"


@pytest.fixture
def busy(make_backend, session, pds, snac, browser, make_proxy):
    """A talkative backend that signed in at both services, shared, took back, failed, and was asked by acctl."""
    backend, proxy = make_backend(plc=pds.plc), make_proxy(snac.base)
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
        done = subprocess.run([build_dir() / "src/cli/acctl", "--socket", backend.socket, *words], env=session.env,
                              capture_output=True, timeout=60, check=True)
        said[f"acctl {' '.join(words)}"] = done.stderr
    backend.said, backend.text, backend.handles = said, text, {account["handle"]: account["handle"] for account in accounts}
    backend.secrets = taken_from(proxy.requests()) | {
        "snac password": snac.password, "app password": pds.alice["app_password"], "wrong password": wrong["password"]}
    for name, secret in backend.secrets.items():
        LEDGER.know(name, secret)
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
