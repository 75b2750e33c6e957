# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in to a server in the window, at a real provider in a real browser: several at once, and out again.

A picture of each page is left in pictures/servers of the build directory.
"""
import os
import pathlib
import socket
import time
import urllib.parse

import pytest

from harness import qr
from harness.backend import build_dir
from harness.hosted import free_port
from harness.sign_in import Person, is_active
from harness.window import NARROW, WIDE

PICTURES = build_dir() / "pictures/servers"


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.3)
    window.picture(PICTURES / f"{name}.png")


@pytest.fixture
def make_server(make_oidc, make_hosted):
    """make_server (host=…, …) starts a backend and the provider that signs people in there."""
    def make(**options):
        port = free_port()
        return make_hosted(issuer=make_oidc(audience=f"http://127.0.0.1:{port}", **options), port=port)
    return make


@pytest.fixture
def open_window(make_window, keyring, usual_backend, default_browser):
    def make(**more):
        return make_window("--allow-loopback-services", backend=usual_backend, **more)
    return make


def name_of(server):
    return urllib.parse.urlsplit(server.audience).netloc


def ask(window, address):
    window.set_text(window.find("text", "Address of the Server"), address)
    window.press("button", "Continue")


def go_to_browser(window, address, default_browser):
    window.press("button", "Sign In to a Server…")
    ask(window, address)
    window.wait_words("Type your password nowhere else")
    window.press("button", "Continue in Browser")
    window.wait_words("Waiting for Your Browser")
    return default_browser.next()


def sign_in(window, server, default_browser, browser, login="alice"):
    browser.sign_in_at_oidc(go_to_browser(window, server.audience, default_browser), login)
    window.wait_words("In Use", 30)


def redirect_of(window):
    """Where the window waits for the browser: a pushed request (RFC 9126) doesn't say it."""
    process = pathlib.Path("/proc", str(window.process.pid))
    ours = {link.readlink().name for link in (process / "fd").iterdir() if "socket:" in os.readlink(link)}
    listening = [line.split() for line in (process / "net/tcp").read_text().splitlines() if line.split()[3] == "0A"]
    return "127.0.0.1", next(int(line[1].split(":")[1], 16) for line in listening if f"socket:[{line[9]}]" in ours)


@pytest.mark.parametrize("size, scheme, direction", [(WIDE, "prefer-light", None), (NARROW, "prefer-dark", "rtl")])
def test_first_run(session, open_window, make_server, default_browser, browser, size, scheme, direction):
    server, look = make_server(), size if size == WIDE else "narrow-dark-rtl"
    window = open_window(size=size, scheme=scheme, direction=direction)
    window.find("button", "Use on This Computer")
    picture(window, f"welcome-{look}")
    window.press("button", "Sign In to a Server…")
    window.find("text", "Address of the Server")
    picture(window, f"address-{look}")
    ask(window, server.audience)
    window.wait_words("Keeps your accounts and statuses")
    picture(window, f"provider-{look}")
    window.press("button", "Continue in Browser")
    window.wait_words("Waiting for Your Browser")
    picture(window, f"wait-{look}")
    browser.sign_in_at_oidc(default_browser.next(), "alice")
    window.find("list item", "Overview", seconds=30)
    window.action("pane", "backend")
    window.wait_words("In Use")
    window.wait_words("Signed in since")
    picture(window, f"signed-in-{look}")
    window.close()
    again = open_window(size=size, scheme=scheme)
    again.action("pane", "backend")
    again.wait_words("Signed in since")
    again.close()


@pytest.mark.parametrize("scheme", ["prefer-light", "prefer-dark"])
def test_with_a_code(open_window, make_server, browser, scheme):
    server, window = make_server(), open_window(scheme=scheme)
    window.press("button", "Sign In to a Server…")
    ask(window, server.audience)
    window.press("button", "Use a Code Instead")
    window.wait_words("The code is good until")
    picture(window, f"code-{scheme}")
    code = next(node.text for node in window.all("label") if len(node.name) == 9 and node.name[4] == "-")
    place = next(node.name for node in window.all("label") if node.name.endswith("/device"))
    expected = qr.encode(f"{place}?user_code={code}")
    box = window.settled(window.find("image", "QR code of the address below"))
    assert qr.look(PICTURES / f"code-{scheme}.png", box, len(expected)) == expected
    browser.allow_device_at_oidc(place, code, "alice")
    window.find("list item", "Stop All Sharing", seconds=30)


def test_strangers(open_window, hostile, snac):
    window = open_window()
    window.press("button", "Sign In to a Server…")
    for address, words in (("not an address", "not the address of a server"), ("http://127.0.0.1:1", "could not be reached"),
                           (snac.base, "no Accounts Center server"), (hostile.site("html"), "no Accounts Center server"),
                           (hostile.about["tls"], "could not prove that it is the right one")):
        ask(window, address)
        window.wait_words(words, 30)
        assert window.find("text", "Address of the Server").text == address
    picture(window, "stranger")


def test_closing_cancels(session, open_window, make_server, default_browser):
    server, window = make_server(), open_window()
    go_to_browser(window, server.audience, default_browser)
    redirect = redirect_of(window)
    socket.create_connection(redirect, 5).close()
    window.press("button", "Cancel")
    window.wait_words("Type your password nowhere else")
    with pytest.raises(OSError):
        socket.create_connection(redirect, 5).close()
    window.keys("Escape")
    window.find("button", "Use on This Computer")
    assert Person(session, server.audience).secret() is None


def paste(window, address):
    """Only what has the focus offers to take what was written."""
    entry = window.find("text", "Address")
    window.click(entry)
    window.set_text(entry, address)
    window.press("button", "Apply")


def test_browser_of_another_computer(open_window, make_server, default_browser, browser_elsewhere):
    server, window = make_server(host="localhost"), open_window()
    address = go_to_browser(window, server.audience, default_browser)
    paste(window, server.audience)
    window.wait_words("This is not where this sign-in ends")
    paste(window, browser_elsewhere.sign_in_at_oidc(address, "alice", back="http://127.0.0.1:%d" % redirect_of(window)[1]))
    window.find("list item", "Stop All Sharing", seconds=30)


def test_several_and_out_again(session, open_window, make_server, default_browser, browser):
    school, work = make_server(), make_server()
    window = open_window()
    window.press("button", "Use on This Computer")
    window.action("pane", "backend")
    sign_in(window, school, default_browser, browser)
    assert is_active(school.issuer, Person(session, school.audience).secret()["refresh_token"])
    sign_in(window, work, default_browser, browser)
    for server in (school, work):
        window.find("list item", name_of(server))
    picture(window, "several")
    window.press("list item", "This Computer")
    window.wait_words("Data Folder")
    window.press("list item", name_of(school))
    window.wait_gone("list item", "Data Folder")

    school.issuer.stop()
    window.press("button", "Sign Out…", within=("list item", name_of(school)))
    window.wait_words("Sign Out of")
    picture(window, "sign-out")
    window.press("button", "Sign Out")
    window.wait_words("The server is told as soon as it can be reached")
    window.wait_words("Data Folder")
    picture(window, "signing-out")
    window.press("button", "Details…")
    window.press("button", "Forget")
    window.wait_gone("list item", name_of(school))
