# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sign-In & Security: what it says of this computer, of a server, of devices and of what accounts allow, and that each fix fixes.

A picture of each page is left in pictures/security of the build directory.
"""
import signal
import subprocess
import time

import pytest

from harness.backend import build_dir
from harness.browser import DefaultBrowser
from harness.job import add_bluesky
from harness.keyring import Keyring
from harness.processes import wait_for
from harness.session import Session
from harness.sign_in import Person
from harness.window import NARROW, WIDE, Window
from test_servers import go_to_browser, make_server, name_of, open_window, sign_in  # noqa: F401

PICTURES = build_dir() / "pictures/security"
IN_ORDER = "Everything is in order"


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.3)
    window.picture(PICTURES / f"{name}.png")


def finding(window, words):
    return window.wait_words(words, 30, within=("list", "Check-up"))


def others(window):
    return [row for row in window.find("list", "Sessions and devices").children if "This Device" not in row.words]


def agree(browser, address):
    """Signed in at the provider since the first time, the person is only asked whether this program may."""
    browser.open(address)
    browser.click(browser.button("^continue$"))
    browser.wait_for_url("http://127.0.0.1")


@pytest.fixture
def usual_backend(session, make_backend, pds):
    return make_backend(socket=session.run / "accounts-center/backend.sock", plc=pds.plc)


@pytest.fixture
def elsewhere(tmp_path):
    """Another computer of the same person."""
    with Session(tmp_path / "elsewhere") as made:
        keyring = Keyring(made)
        yield made
        keyring.process.stop()


@pytest.mark.parametrize("size, scheme, direction", [(WIDE, "prefer-light", None), (NARROW, "prefer-dark", "rtl")])
def test_this_computer(open_window, usual_backend, pds, size, scheme, direction):  # noqa: F811
    window, look = open_window(size=size, scheme=scheme, direction=direction), size if size == WIDE else "narrow-dark-rtl"
    window.press("button", "Use on This Computer")
    window.action("pane", "security")
    finding(window, IN_ORDER)
    window.find("list item", "GNOME Keyring")
    window.wait_words("Unlocked. Sign-ins are sealed")
    window.wait_words("nobody can sign in to this computer's accounts from elsewhere")
    window.wait_words("No accounts yet")
    assert not window.all("button", "Sign Out…") and not window.all("button", "Sign Out All Other Devices…")
    picture(window, f"this-computer-{look}")
    add_bluesky(usual_backend.api, pds)
    finding(window, "an app password, which allows nearly everything")
    window.wait_words("Everything an app password allows, without private messages", within=("list", "What accounts allow"))
    picture(window, f"app-password-{look}")


def test_app_password_is_left_behind(open_window, usual_backend, pds, default_browser, browser):  # noqa: F811
    account = add_bluesky(usual_backend.api, pds)
    window = open_window()
    window.press("button", "Use on This Computer")
    window.action("pane", "security")
    window.press("button", "Sign In…", within=("list", "Check-up"))
    window.press("button", "Continue in Browser")
    browser.sign_in_at_pds(default_browser.next(), pds.alice["handle"], pds.alice["password"])
    finding(window, IN_ORDER)
    window.wait_words("See who you are · Post and delete for you", within=("list", "What accounts allow"))
    assert usual_backend.api.get(f"/v1/accounts/{account}").json["scopes_asked"].startswith("atproto ")
    picture(window, "oauth")
    window.press("list item", pds.alice["handle"], within=("list", "What accounts allow"))
    window.wait_words("What It Allows")


def test_keyring(open_window, keyring):  # noqa: F811
    window = open_window()
    window.press("button", "Use on This Computer")
    window.action("pane", "security")
    finding(window, IN_ORDER)
    keyring.lock()
    finding(window, "The keyring is locked")
    assert len(window.all("button", "Unlock…")) == 2, "in the check-up and in the row"
    window.wait_words("The keyring is locked. No account is lost; sending waits")
    picture(window, "keyring-locked")
    keyring.unlock()
    finding(window, IN_ORDER)
    window.wait_gone("label", "The keyring is locked. No account is lost; sending waits")

    keyring.process.signal_group(signal.SIGSTOP)
    window.action("pane", "overview")
    window.action("pane", "security")
    finding(window, "The keyring does not answer")
    picture(window, "keyring-silent")
    window.press("button", "Try Again", within=("list", "Check-up"))
    keyring.process.signal_group(signal.SIGCONT)
    finding(window, IN_ORDER)

    keyring.stop()
    finding(window, "There is no keyring on this computer")
    picture(window, "keyring-missing")
    window.press("button", "Get One…", within=("list", "Check-up"))
    window.wait_words("turn on “Secret Service Integration”")
    picture(window, "get-a-keyring")
    keyring.start()
    window.press("button", "Try Again")
    finding(window, IN_ORDER)


PROMPTER = "[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=/usr/libexec/gcr-prompter\n"


def answer_prompt(window, text, key):
    """The keyring's own question lies over the window; what came before it listened is typed again."""
    def look():
        return subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "gcr-prompter"], env=window.env, capture_output=True,
                              text=True, timeout=60).stdout.split()

    def answer():
        if xids := look():
            window.xdotool("windowfocus", "--sync", xids[0])
            window.keys("ctrl+a")
            window.type_keys(text)
            window.keys(key)
        return not xids
    wait_for(look, 60, "the keyring asks")
    wait_for(answer, 60, "the keyring has its answer", every=2)
    window.xdotool("windowfocus", "--sync", window.xid)


def test_prompt(session, open_window, keyring):  # noqa: F811
    (session.services / "org.gnome.keyring.SystemPrompter.service").write_text(PROMPTER)
    keyring.lock()
    window = open_window()
    window.press("button", "Use on This Computer")
    window.action("pane", "security")
    finding(window, "The keyring is locked")
    window.press("button", "Unlock…", within=("list", "Check-up"))
    answer_prompt(window, "", "Escape")
    window.wait_words("The keyring is locked. Unlock it. No account is lost.", 60)
    finding(window, "The keyring is locked")
    window.press("button", "Unlock…", within=("list", "Check-up"))
    answer_prompt(window, keyring.password, "Return")
    finding(window, IN_ORDER)


def test_devices(open_window, elsewhere, make_server, default_browser, browser):  # noqa: F811
    server, window = make_server(), open_window()
    window.press("button", "Use on This Computer")
    window.action("pane", "backend")
    sign_in(window, server, default_browser, browser)
    window.action("pane", "security")
    window.wait_words("As alice@school, since")
    window.wait_words(server.issuer.base)
    window.wait_words("This Device", within=("list", "Sessions and devices"))
    assert not others(window) and not window.all("button", "Sign Out All Other Devices…")

    phone = Person(elsewhere, server.audience)
    phone.sign_in(lambda address: agree(browser, address))
    phone.accounts()
    row = window.wait_words("(acctl)")
    window.find("button", "Sign Out All Other Devices…")
    picture(window, "devices")
    window.press("button", "Sign Out…", within=("list item", row.name))
    window.wait_words("somebody has to sign in there again")
    picture(window, "sign-out-a-device")
    window.press("button", "Sign Out")
    window.wait_gone("list item", row.name)
    window.wait_gone("button", "Sign Out All Other Devices…")
    phone.accounts(status=4)


def test_signed_out_from_elsewhere(open_window, elsewhere, make_server, default_browser, browser):  # noqa: F811
    server, window = make_server(), open_window()
    browser.sign_in_at_oidc(go_to_browser(window, server.audience, default_browser), "alice")
    window.find("list item", "Stop All Sharing", seconds=30)
    window.action("pane", "security")
    finding(window, IN_ORDER)
    other = Window(elsewhere, "--allow-loopback-services", "security")
    try:
        agree(browser, go_to_browser(other, server.audience, DefaultBrowser(elsewhere)))
        other.press("button", "Sign Out All Other Devices…", seconds=30)
        other.wait_words("only this one stays signed in")
        picture(other, "sign-out-all-others")
        other.press("button", "Sign Out")
        other.wait_words("All other devices are signed out")
        other.wait_gone("button", "Sign Out All Other Devices…")
        finding(window, "Your sign-in there has ended")
        picture(window, "signed-out-from-elsewhere")
        window.press("button", "Sign In…", within=("list", "Check-up"))
        window.press("button", "Continue in Browser")
        agree(browser, default_browser.next())
        finding(window, IN_ORDER)
        other.close()
    finally:
        other.stop()


def test_sign_out_that_waits(session, open_window, make_server, make_oidc, default_browser, browser):  # noqa: F811
    server, window = make_server(), open_window()
    window.press("button", "Use on This Computer")
    window.action("pane", "backend")
    sign_in(window, server, default_browser, browser)
    window.action("pane", "security")
    server.issuer.stop()
    window.press("button", "Sign Out…", within=("list item", name_of(server)))
    window.press("button", "Sign Out")
    finding(window, "the server could not be told yet")
    picture(window, "sign-out-waits")
    make_oidc(audience=server.audience, port=int(server.issuer.base.rsplit(":", 1)[1]))
    window.press("button", "Try Now")
    finding(window, IN_ORDER)
    assert Person(session, server.audience).secret() is None
