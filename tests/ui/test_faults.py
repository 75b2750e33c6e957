# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong, as a person meets it: words that say what to do, a way on that works, nothing lost, and a window that answers.

A picture of each is left in pictures/faults of the build directory.
"""
import contextlib
import os
import pathlib
import resource
import signal
import time
import types
import urllib.parse
import urllib.request

import pytest

from harness.backend import build_dir
from harness.job import send_at_once
from harness.processes import wait_for
from harness.stall import StallWatch

PICTURES = build_dir() / "pictures/faults"
BLOCKED, STALLED = 0.1, 0.1
SANITIZED = 5               # sanitizers, and a processor whose caches everybody else uses, too


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.3)
    window.picture(PICTURES / f"{name}.png")


def is_sanitized():
    return b"__asan_init" in (build_dir() / "src/app/accounts-center").read_bytes()


@contextlib.contextmanager
def answering(session, window, name):
    """The window answers all the while."""
    with StallWatch(session, window.process.pid) as watch:
        yield
    longest, blocked = watch.longest, max(watch.answers, key=lambda answer: answer.blocked)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with open(PICTURES / "stalls.txt", "a", encoding="utf-8") as file:
        print(f"{name}: longest {longest}; longest blocked {blocked.blocked * 1000:.0f} ms; {len(watch.answers)} answers", file=file)
    assert blocked.blocked < BLOCKED, f"blocked: {blocked}"
    assert longest.stalled < STALLED * (SANITIZED if is_sanitized() else 1), f"stalled: {longest}"


def kill_backends(backend, spare=None):
    """Whoever started them: also those that a window did."""
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str(backend.socket).encode() in (folder / "cmdline").read_bytes().split(b"\0") and int(folder.name) != spare:
                os.kill(int(folder.name), signal.SIGKILL)


@pytest.fixture
def backend(session, make_backend, pds):
    made = make_backend(socket=session.run / "accounts-center/backend.sock", plc=pds.plc)
    yield made
    kill_backends(made, spare=made.process.pid)


def add_account(backend, pds, who="alice"):
    person = getattr(pds, who)
    body = {"service": "bluesky", "server": pds.base, "identifier": person["handle"], "password": person["app_password"]}
    answer = backend.api.post("/v1/accounts", body)
    assert answer.status == 201, answer.json
    return answer.json


@pytest.fixture
def account(backend, pds):
    send_at_once(backend.api)
    return add_account(backend, pds)


@pytest.fixture
def open_window(make_window):
    """open_window (backend) goes past the first page."""
    def make(backend, *arguments, **more):
        made = make_window(*arguments, backend=backend, **more)
        made.press("button", "Use on This Computer")
        made.find("list item", "Overview")
        return made
    return make


def share(api, account, text):
    answer = api.post("/v1/statuses", {"text": text, "targets": [{"account_id": account["id"], "audience": "public"}]})
    assert answer.status == 201, answer.json
    return answer.json["id"]


def copies(pds, text):
    return sum(record["value"]["text"] == text for record in pds.posts())


def open_dialog(window, service):
    window.action("pane", "accounts")
    window.press("list item", service)
    window.find("dialog", f"Add {service}")


def open_password_page(window, server):
    open_dialog(window, "Bluesky")
    window.press("button", "Use an App Password")
    window.set_text(window.find("text", "Server"), server)


def close_dialog(window):
    """As long as one is open, closing the window closes that."""
    window.press("button", "Close", window.find("dialog", "Add Mastodon"))
    window.wait_gone("dialog", "Add Mastodon")


def close(window):
    """While it waits for the browser."""
    window.press("button", "Cancel")
    close_dialog(window)
    window.close()


def sign_in(window, server):
    window.set_text(window.find("text", "Your Server"), server)
    window.press("button", "Continue in Browser")


# ---- strangers
STRANGERS = {
    "unreachable": ("could not be reached", "Check the address and your connection"),
    "html": ("no such service at this address", "Check the address"),
    "big": ("no such service at this address", "Check the address"),
    "endless": ("no such service at this address", "Check the address"),
    "expired": ("could not prove that it is the right one", "Nothing was sent"),
    "drip": ("took too long to answer", "Try again later"),
}


def test_strangers(session, backend, keyring, open_window, hostile, snac, default_browser):
    window = open_window(backend)
    open_dialog(window, "Mastodon")
    addresses = {"unreachable": "http://127.0.0.1:1", "expired": hostile.about["tls"]}
    for way, words in STRANGERS.items():
        address = addresses.get(way) or hostile.site(way)
        with answering(session, window, way):
            sign_in(window, address)
            if way == "drip":
                window.wait_words("Asking the Server…")
            said = window.wait_words(words[0], 30).name
        assert words[1] in said
        picture(window, f"stranger-{way}")
        assert window.find("text", "Your Server").text == address
    sign_in(window, snac.base)
    window.wait_words("Waiting for Your Browser")
    assert default_browser.next().startswith(snac.base)
    close(window)


# ---- wrong password, refused, and the backend gone meanwhile
def fill(window, name, password):
    window.set_text(window.find("text", "Handle or E-Mail"), name)
    window.set_text(window.find("text", "App Password"), password)
    window.press("button", "Sign In")


def test_wrong_password(session, backend, keyring, open_window, pds):
    window = open_window(backend)
    open_password_page(window, pds.base)
    with answering(session, window, "wrong password"):
        fill(window, pds.alice["handle"], "wrong-wrong-wrong-wrong")
        said = window.wait_words("app password is wrong", 30).name
    assert "Check both" in said
    picture(window, "wrong-password")
    assert window.find("text", "Handle or E-Mail").text == pds.alice["handle"]
    fill(window, pds.alice["handle"], pds.alice["app_password"])
    window.press("button", "Yes, Add It", seconds=30)
    window.wait_words("Account added", 30)
    window.find("list item", pds.alice["handle"])
    window.close()


def refuse(address):
    """Comes back as a server does when the person said no."""
    asked = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)
    answer = urllib.parse.urlencode({"error": "access_denied", "state": asked["state"][0]})
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{asked['redirect_uri'][0]}?{answer}", timeout=20).read()


def test_refused_in_the_browser(session, backend, keyring, open_window, snac, default_browser):
    window = open_window(backend)
    open_dialog(window, "Mastodon")
    sign_in(window, snac.base)
    window.wait_words("Waiting for Your Browser")
    with answering(session, window, "refused"):
        refuse(default_browser.next())
        said = window.wait_words("Signing in was refused", 30).name
    assert "Nothing was added. Try again" in said
    picture(window, "refused")
    window.press("button", "Continue in Browser")
    window.wait_words("Waiting for Your Browser")
    with answering(session, window, "killed while signing in"):
        backend.kill()
        window.wait_words("It was cancelled", 60)
    picture(window, "killed-while-signing-in")
    assert window.find("text", "Your Server").text == snac.base
    window.press("button", "Continue in Browser")
    window.wait_words("Waiting for Your Browser", 30)
    close(window)


# ---- the keyring
def test_locked_keyring(session, backend, keyring, open_window, account, pds):
    keyring.lock()
    backend.restart()
    text = f"Locked {time.time()}"
    share(backend.api, account, text)
    window = open_window(backend)
    with answering(session, window, "keyring locked"):
        window.wait_words("The keyring is locked. No account is lost")
        window.press("button", "Unlock")
        window.wait_words("The keyring is locked. Unlock it", 30)
    picture(window, "keyring-locked")
    window.action("pane", "accounts")
    window.find("list item", account["handle"])
    picture(window, "keyring-locked-accounts")
    window.action("pane", "status")
    window.wait_words("the keyring is locked. It is sent once it is unlocked")
    picture(window, "keyring-locked-status")
    open_dialog(window, "Mastodon")
    with answering(session, window, "signing in with a locked keyring"):
        sign_in(window, "http://127.0.0.1:1")
        window.wait_words("The keyring is locked. Unlock it", 30)
    picture(window, "keyring-locked-sign-in")
    keyring.unlock()
    window.press("button", "Unlock", window.find("dialog", "Add Mastodon"))
    window.wait_gone("label", "The keyring is locked. Unlock it. No account is lost.")
    window.press("button", "Continue in Browser")
    window.wait_words("could not be reached")
    close_dialog(window)
    window.wait_gone("label", "The keyring is locked. No account is lost; sending waits")
    wait_for(lambda: copies(pds, text), 60, "sent")
    assert copies(pds, text) == 1
    window.close()


def test_no_keyring(session, backend, keyring, open_window, account):
    keyring.stop()
    backend.restart()
    window = open_window(backend)
    with answering(session, window, "no keyring"):
        window.wait_words("There is no keyring on this computer. No account is lost")
        window.wait_gone("label", "Nothing needs your attention")
        window.press("button", "Try Again")
        window.wait_words("Install one, such as GNOME Keyring", 30)
    picture(window, "keyring-missing")
    window.action("pane", "security")
    window.wait_words("Install one, such as GNOME Keyring")
    picture(window, "keyring-missing-security")
    window.action("pane", "accounts")
    window.find("list item", account["handle"])
    keyring.start()
    window.wait_gone("label", "There is no keyring on this computer. No account is lost; sending waits")
    window.close()


def test_keyring_hangs(session, backend, keyring, open_window, account, pds):
    keyring.process.signal_group(signal.SIGSTOP)
    try:
        backend.restart()
        window, text = open_window(backend, "accounts"), f"Hanging {time.time()}"
        window.find("list item", account["handle"])
        share(backend.api, account, text)
        open_password_page(window, pds.base)
        with answering(session, window, "keyring hangs"):
            fill(window, pds.bob["handle"], pds.bob["app_password"])
            said = window.wait_words("The keyring does not answer", 30).name
        assert "No account is lost" in said
        picture(window, "keyring-silent")
        window.action("pane", "status")
        window.wait_words("The keyring does not answer. It is tried again at")
    finally:
        keyring.process.signal_group(signal.SIGCONT)
    fill(window, pds.bob["handle"], pds.bob["app_password"])
    window.press("button", "Yes, Add It", seconds=30)
    window.wait_words("Account added", 30)
    wait_for(lambda: copies(pds, text), 60, "sent")
    assert copies(pds, text) == 1
    window.close()


# ---- the disk
def limit(pid, size):
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def compose(window, text, handle):
    window.keys("ctrl+n")
    window.set_text(window.find("text", "Text of the status"), text)
    window.press("check box", handle)


def test_full_disk(session, backend, keyring, open_window, account, pds):
    window, text = open_window(backend), f"Full {time.time()}"
    window.find("list item", "Overview")
    compose(window, text, account["handle"])
    limit(backend.process.pid, 0)
    with answering(session, window, "disk full"):
        window.press("button", "Share")
        said = window.wait_words("The disk is full", 30).name
    assert "Nothing is lost. Make room, then try again" in said
    picture(window, "disk-full")
    assert window.find("text", "Text of the status").text == text
    limit(backend.process.pid, resource.RLIM_INFINITY)
    window.press("button", "Share")
    window.wait_words("Sharing to 1 place", 30)
    wait_for(lambda: copies(pds, text), 60, "sent")
    assert copies(pds, text) == 1
    window.close()


# ---- the backend
def test_backend_killed(session, backend, keyring, open_window, account, pds):
    """Once while a status is being written, and then again and again while statuses are being sent."""
    window, texts = open_window(backend), [f"Killed {time.time()} {number}" for number in range(3)]
    compose(window, texts[0], account["handle"])
    with answering(session, window, "backend killed"):
        backend.kill()
        wait_for(backend.answers, 30, "it was started again")
    picture(window, "killed-while-writing")
    assert window.find("text", "Text of the status").text == texts[0]
    for number, text in enumerate(texts):
        if number:
            compose(window, text, account["handle"])
        with answering(session, window, f"killed while sending {number}"):
            window.press("button", "Share")
            time.sleep(0.02 * number)
            kill_backends(backend)
            window.wait_gone("text", "Text of the status", seconds=60)
    for text in texts:
        wait_for(lambda text=text: copies(pds, text), 90, "sent")
    time.sleep(2)
    assert [copies(pds, text) for text in texts] == [1, 1, 1]
    window.close()


def breakable(backend, folder):
    """The backend's command with a file that, while it is there, makes it end with the status in it."""
    script, broken = folder / "backend.sh", folder / "broken"
    script.write_text(f'#!/bin/sh\n[ ! -e "{broken}" ] || exit "$(cat "{broken}")"\nexec "$@"\n')
    script.chmod(0o755)
    return types.SimpleNamespace(command=[script, *backend.command]), broken


def try_again(window):
    """Unless the window has found the backend by itself in the meantime."""
    with contextlib.suppress(LookupError):
        window.press("button", "Try Again", seconds=3)


def test_wish_while_offline(session, backend, keyring, open_window, tmp_path):
    """What is asked for while the backend is away waits, and is told as soon as it is back."""
    started, broken = breakable(backend, tmp_path)
    window = open_window(started)
    broken.write_text("1")
    kill_backends(backend)
    window.wait_words("Not connected since", 30)
    window.press("check box", "Stop All Sharing")
    window.wait_words("Waiting for connection")
    picture(window, "wish-while-offline")
    broken.unlink()
    try_again(window)
    wait_for(backend.answers, 30, "started again")
    wait_for(lambda: backend.api.get("/v1/backend").json["sharing_stopped"], 30, "the wish was told")
    window.wait_gone("label", "Waiting for connection")
    window.close()


def test_backend_that_can_not_start(session, backend, keyring, open_window, account, tmp_path):
    """First for no reason at all, then for want of room."""
    started, broken = breakable(backend, tmp_path)
    window = open_window(started, "accounts")
    window.find("list item", account["handle"])
    for status, words, name in ((1, "Not connected since", "not-started"), (4, "The disk is full", "not-started-disk-full")):
        broken.write_text(str(status))
        with answering(session, window, name):
            kill_backends(backend)
            window.wait_words(words, 30)
        picture(window, name)
        window.find("list item", account["handle"])
        broken.unlink()
        try_again(window)
        wait_for(backend.answers, 30, "started again")
        window.wait_gone("button", "Try Again")
    window.close()
