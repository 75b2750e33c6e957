# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person is told while no window is open: once, grouped, with buttons that work, and withdrawn when it is moot."""
import pytest

from harness.job import begin, finish, share, wait_state
from harness.keyring import connect
from harness.notifications import Notifications
from harness.practice import FACEBOOK_LENA, consent
from harness.processes import wait_for
from test_desktop import APP_ID, ask_application

SERVICE = """[D-BUS Service]
Name={name}
Exec=/usr/bin/env {env} {program} --gapplication-service
"""


@pytest.fixture
def desktop(session):
    with Notifications(session, "org.gtk.Notifications") as shown:
        yield shown


@pytest.fixture
def usual_backend(session, make_backend, practice):
    practice.control("apps", service="facebook", needs_proof=True)
    return make_backend(socket=session.run / "accounts-center/backend.sock", practice=practice.base)


def install(session, window):
    """As on a computer where D-Bus knows how to start the program."""
    env = " ".join(f"{name}={session.env[name]}" for name in ("DISPLAY", "XDG_STATE_HOME", "XDG_CONFIG_HOME"))
    session.services.joinpath(f"{APP_ID}.service").write_text(SERVICE.format(name=APP_ID, env=env, program=window.program))
    bus = connect(session)
    bus.set_exit_on_close(False)
    bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ReloadConfig", None, None, 0, 10000, None)


def press_button(session, notification, number=0):
    """What the desktop does then: it starts the program by name."""
    button = notification["buttons"][number]
    ask_application(session, "ActivateAction", "(sava{sv})", button["action"].removeprefix("app."), wrap(button), {})


def wrap(button):
    from gi.repository import GLib
    return [GLib.Variant("s", button["target"])] if "target" in button else []


def link(api, **more):
    attempt = begin(api, "facebook", "", **more)
    consent(attempt, FACEBOOK_LENA)
    return finish(api, attempt)


def test_told_with_no_window(session, desktop, window, usual_backend, practice):
    api = usual_backend.api
    install(session, window)
    window.close()
    account = link(api)
    first = share(api, "Again", account).json["id"]
    wait_state(api, first, "live")
    assert desktop.told == []

    failed = share(api, "Again", account).json["id"]
    wait_for(lambda: f"status-{failed}" in desktop.shown, 60, "it is told")
    told = desktop.shown[f"status-{failed}"]
    assert told["title"] == "Not shared at Facebook" and "Again" not in str(told["body"])
    api.delete(f"/v1/statuses/{first}")
    wait_state(api, first, "removed")
    press_button(session, told)
    wait_state(api, failed, "live")
    wait_for(lambda: not desktop.shown, 60, "it is withdrawn")
    assert len(desktop.told) == 1, "and was told once"

    practice.control("tokens", service="facebook", person=FACEBOOK_LENA, why="password")
    waiting = share(api, "Later", account).json["id"]
    wait_for(lambda: f"account-{account}" in desktop.shown, 60, "the account needs its person")
    assert [button["label"] for button in desktop.shown[f"account-{account}"]["buttons"]] == ["Sign In"]
    assert link(api, account_id=account) == account
    wait_state(api, waiting, "live")
    wait_for(lambda: not desktop.shown, 60, "it is withdrawn")
    assert len(desktop.told) == 2


def test_many_become_one(session, desktop, window, usual_backend):
    """And what stands in the window that the person looks at is not told beside it."""
    api = usual_backend.api
    install(session, window)
    window.close()
    account = link(api)
    wait_state(api, share(api, "Once", account).json["id"], "live")
    failed = [share(api, "Once", account).json["id"] for _ in range(4)]
    for status in failed:
        wait_state(api, status, "failed")
    wait_for(lambda: set(desktop.shown) == {"statuses"}, 60, "one of all")
    assert desktop.shown["statuses"]["title"] == "4 statuses need you"
