# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window signs in and out at providers of two makers, in all combinations of what they may demand, in a real browser.

One window does it all, at one after another, as it may for a person who has many.
"""
import types

import pytest

from harness.backend import Backend
from harness.browser import DefaultBrowser
from harness.canaries import LEDGER
from harness.hosted import Hosted, free_port
from harness.keyring import Keyring
from harness.processes import wait_for
from harness.session import Session
from harness.sign_in import WAYS, Person, is_active, name_of_way, options_of, redirect_of
from harness.window import Window


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A window that shows where it can sign in."""
    folder = tmp_path_factory.mktemp("desk")
    with Session(folder / "session", talkative=True) as session:
        keyring, opened = Keyring(session), DefaultBrowser(session)
        backend = Backend(session, folder / "backend", socket=session.run / "accounts-center/backend.sock")
        window = Window(session, "--allow-loopback-services", backend=backend)
        window.press("button", "Use on This Computer")
        yield types.SimpleNamespace(session=session, window=window, opened=opened)
        window.close()
        backend.stop()
        keyring.tell_secrets()
        keyring.process.stop()
    shown = LEDGER.search(folder)
    assert not shown, shown


@pytest.fixture
def sign_in_at(desk, tmp_path):
    """sign_in_at (PROVIDER, PORT, THROUGH, …) does it at a backend behind the provider; through (ADDRESS) is the way in the browser.
    Returns the person who is signed in then."""
    started, window = [], desk.window
    desk.opened.forget()

    def sign_in(provider, port, through, **options):
        started.append(Hosted(desk.session, tmp_path / "hosted", provider, port=port, **options))
        person = Person(desk.session, started[0].audience)
        window.action("pane", "backend")
        window.press("button", "Sign In to a Server…")
        window.set_text(window.find("text", "Address of the Server"), person.server)
        window.press("button", "Continue")
        window.wait_words("Type your password nowhere else")
        window.press("button", "Continue in Browser")
        through(desk.opened.next(60))
        window.find("list item", person.name, seconds=60)
        window.wait_words("Signed in since", 60)
        return person
    yield sign_in
    for hosted in started:
        tidy_up(window, Person(desk.session, hosted.audience))
        hosted.stop()


def tidy_up(window, person):
    """What a test that failed left behind is nothing to the next one."""
    if any(node.name == "Cancel" for node in window.all("button")):
        window.keys("Escape", "Escape")
    if window.all("list item", person.name):
        person.run("sign-out", "--forget", person.name)
        window.wait_gone("list item", person.name, seconds=60)


def sign_out(desk, person):
    window = desk.window
    window.press("button", "Sign Out…", within=("list item", person.name))
    window.wait_words("Sign Out of")
    window.press("button", "Sign Out")
    window.wait_gone("list item", person.name, seconds=60)
    wait_for(lambda: person.secret() is None, 60, "the sign-in is forgotten")
    window.wait_words("Data Folder")


@pytest.mark.parametrize("way", WAYS, ids=name_of_way)
def test_every_way_of_a_provider(way, desk, sign_in_at, make_oidc, browser):
    port = free_port()
    provider = make_oidc(**options_of(way), audience=f"http://127.0.0.1:{port}")
    person = sign_in_at(provider, port, lambda address: browser.sign_in_at_oidc(address, "ada"), sign_in="dpop=required\n")
    wait_for(lambda: provider.counts()["refreshed"] > 0, 60, "who uses the sign-in takes an access token of its own")
    wait_for(lambda: person.secret()["refresh_token"] == provider.refresh_tokens()[-1], 60, "the last refresh token is kept")
    given = provider.refresh_tokens()
    assert (len(given) > 1) is way["rotate"]
    assert is_active(provider, given[-1])
    sign_out(desk, person)
    assert not is_active(provider, given[-1])
    assert desk.opened.next(60).startswith(provider.base + "/session/end")
    assert provider.counts()["refused"] == 0


@pytest.mark.parametrize("options", [{"dpop": False}, {"dpop": True, "dpop_nonce": True}], ids=("plain", "dpop-nonce-rotate"))
def test_a_provider_of_another_maker(options, desk, sign_in_at, make_glewlwyd, browser):
    port = free_port()
    provider = make_glewlwyd(**options, audience=f"http://127.0.0.1:{port}")

    def through(address):
        provider.allow(redirect_of(address))
        browser.sign_in_at_glewlwyd(address, provider.login, provider.password)
    sign_out(desk, sign_in_at(provider, port, through))
