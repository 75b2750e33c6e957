# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in at a hosted backend, through a real browser, with providers of two makers in everything they may ask for.

Attacks on signing in, and the tests that hold them off, each with a control:
  state, code of another attempt       unit oidc/other-attempt
  nonce, issuer, audience, key, none   unit oidc/id-token-refused, unit jwt-attacks (every algorithm), test_hosted.test_bad_tokens
  mix-up of two providers              unit oidc/mix-up, unit oidc/discovery-refused
  second request to the redirect       test_a_second_request_to_the_redirect, unit redirect/own-user
  redirect from another user           unit redirect/another-user; as root test_the_redirect_from_another_user
  replayed DPoP                        test_hosted.test_bad_proofs
  replayed refresh token               test_refresh.test_a_lost_answer
"""
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import urllib.parse

import pytest

from harness import qr
from harness.backend import build_dir
from harness.hosted import free_port
from harness.processes import Process
from harness.sign_in import WAYS, Person, is_active, name_of_way, options_of, redirect_of
from harness.terminal import Terminal

STRANGER = 54321            # nobody's number
VISIT = """import socket, sys
with socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=20) as raw:
    try:
        raw.sendall(f"GET {sys.argv[2]} HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nConnection: close\\r\\n\\r\\n".encode())
        print(b"".join(iter(lambda: raw.recv(65536), b"")).decode())
    except ConnectionError:
        pass"""


def may_be(uid):
    try:
        return subprocess.run(["true"], user=uid).returncode == 0
    except OSError:
        return False


def test_with_a_code(session, keyring, make_oidc, make_hosted, browser):
    """On a terminal: another device reads the QR code, and the person says yes there."""
    port = free_port()
    provider = make_oidc(audience=f"http://127.0.0.1:{port}")
    person = Person(session, make_hosted(issuer=provider, port=port).audience)
    terminal = Terminal(person.command("sign-in", "--device", person.server), {**session.env, "LANG": "C.UTF-8"})
    place, code = terminal.wait(lambda shown: re.search(r"(http\S+/device)\s.*code (\S+)\r\n", shown, re.S)).groups()
    expected = qr.encode(f"{place}?user_code={code}")
    terminal.wait(lambda shown: qr.read_terminal(shown, len(expected)) == expected)
    browser.allow_device_at_oidc(place, code, "ada")
    terminal.end()
    person.accounts()


@pytest.mark.parametrize("chosen", WAYS, ids=name_of_way)
def test_every_way_of_a_provider(chosen, session, keyring, make_oidc, make_hosted, browser):
    port = free_port()
    provider = make_oidc(**options_of(chosen), audience=f"http://127.0.0.1:{port}")
    hosted = make_hosted(issuer=provider, port=port, sign_in="dpop=required\n")
    person = Person(session, hosted.audience)
    person.accounts(status=1)
    addresses = []

    def through(address):
        addresses.append(address)
        browser.sign_in_at_oidc(address, "ada")
    person.sign_in(through)
    assert ("request_uri=" in addresses[0]) and "redirect_uri=" not in addresses[0], "what is asked for is pushed where it can be"
    first = person.secret()["refresh_token"]
    for _ in range(2):
        assert json.loads(person.accounts()[0]) == {"items": []}
    last = person.secret()["refresh_token"]
    assert (first != last) is chosen["rotate"], "each run of acctl takes a new access token"
    assert is_active(provider, last)
    person.sign_out()
    assert not is_active(provider, last) and person.secret() is None
    person.accounts(status=1)


def test_a_second_request_to_the_redirect(session, keyring, make_oidc, make_hosted, browser):
    port, came_back = free_port(), []
    hosted = make_hosted(issuer=make_oidc(audience=f"http://127.0.0.1:{port}"), port=port)
    Person(session, hosted.audience).sign_in(lambda address: came_back.append(browser.sign_in_at_oidc(address, "ada")))
    back = urllib.parse.urlsplit(came_back[0])
    assert "code=" in back.query, "the first one signed in"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((back.hostname, back.port), timeout=10)


def test_dev_hosted(session, keyring, browser):
    """What ./dev hosted says is so, and nothing of it stays."""
    script = pathlib.Path(__file__).resolve().parents[1] / "hosted.py"
    hosted = Process("hosted", [sys.executable, script, build_dir()], session.base / "dev-hosted.log", env=session.env)
    try:
        server = hosted.wait_until(lambda: re.search(r"sign-in (\S+)$", hosted.log_end(), re.M), 120)[1]
        person = Person(session, server)
        person.sign_in(lambda address: browser.sign_in_at_oidc(address, "ada"))
        assert json.loads(person.accounts()[0]) == {"items": []}
        folder = pathlib.Path(re.search(r"log is (\S+)/backend", hosted.log_end())[1])
        assert folder.is_dir()
        os.kill(hosted.pid, signal.SIGINT)
        assert hosted.popen.wait(60) == 0, hosted.log_end()
        assert not folder.exists()
    finally:
        hosted.stop()


@pytest.mark.parametrize("chosen", [{"dpop": False}, {"dpop": True, "rotate": False}, {"dpop": True, "dpop_nonce": True}],
                         ids=("plain", "dpop", "dpop-nonce-rotate"))
def test_a_provider_of_another_maker(chosen, session, keyring, make_glewlwyd, make_hosted, browser):
    port = free_port()
    provider = make_glewlwyd(**chosen, audience=f"http://127.0.0.1:{port}")
    hosted = make_hosted(issuer=provider, port=port)
    person = Person(session, hosted.audience)

    def through(address):
        provider.allow(redirect_of(address))
        browser.sign_in_at_glewlwyd(address, provider.login, provider.password)
    person.sign_in(through)
    for _ in range(2):
        assert json.loads(person.accounts()[0]) == {"items": []}
    person.sign_out()
    assert person.secret() is None
    person.accounts(status=1)


def visit(address, uid):
    """What comes back to a program of this user that asks for an address of ours."""
    parts = urllib.parse.urlsplit(address)
    return subprocess.run([sys.executable, "-c", VISIT, str(parts.port), f"{parts.path}?{parts.query}"], user=uid, capture_output=True,
                          text=True, timeout=60, check=True).stdout


if may_be(STRANGER):
    def test_the_redirect_from_another_user(session, keyring, make_glewlwyd, make_hosted, browser):
        """Even who knows everything that the browser knows can't answer in its place."""
        port = free_port()
        provider = make_glewlwyd(dpop=False, audience=f"http://127.0.0.1:{port}")
        person = Person(session, make_hosted(issuer=provider, port=port).audience)

        def refuse_as(uid):
            process, address = person.begin()
            asked = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)
            no = urllib.parse.urlencode({"error": "access_denied", "state": asked["state"][0], "iss": provider.base})
            return process, address, visit(f"{redirect_of(address)}?{no}", uid)
        process, address, said = refuse_as(STRANGER)
        assert said.strip() == ""
        provider.allow(redirect_of(address))
        browser.sign_in_at_glewlwyd(address, provider.login, provider.password)
        assert process.popen.wait(60) == 0, process.log_end()
        assert "of another user" in process.log_end()
        process, address, said = refuse_as(os.getuid())
        assert "You can return to Accounts Center" in said
        assert process.popen.wait(60) == 1 and "The sign-in was refused." in process.log_end(), process.log_end()
