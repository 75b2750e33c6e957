# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Region and availability in the window: what can't be had and why, what is on and closed, and being told once.

A picture of each state is left in pictures/availability of the build directory.
"""
import signal
import time

import pytest

from harness.backend import build_dir
from harness.job import add_bluesky
from harness.notifications import Notifications
from harness.policy import Policies, feature
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_servers import open_window  # noqa: F401

PICTURES = build_dir() / "pictures/availability"
LOOKS = [(WIDE, "prefer-light", None, "wide-light"), (NARROW, "prefer-dark", "rtl", "narrow-dark-rtl")]

def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")


def scroll_to(window, name):
    """What has the focus is in sight."""
    window.wait_gone("label", "You will be told when it comes")
    for _ in range(40):
        if (node := window.focused()) and node.label == name:
            return
        window.keys("Tab")
    raise LookupError(f"no {name} to go to")


@pytest.fixture
def policies(tmp_path):
    made = Policies(tmp_path / "policies")
    made.put(1, feature("bluesky", closed_in=["DE"]), feature("mastodon", percent=0), feature("status-sharing", min_version="99", min_age=16))
    return made


@pytest.fixture
def usual_backend(session, make_backend, policies, pds):
    return make_backend(*policies.options, socket=session.run / "accounts-center/backend.sock", plc=pds.plc)


def say(backend, **settings):
    assert backend.api.request("PATCH", "/v1/settings", settings).status == 200


def change_policy(backend, policies, serial, *features):
    policies.put(serial, *features)
    backend.process.signal_group(signal.SIGHUP)


@pytest.mark.parametrize("size, scheme, direction, look", LOOKS)
def test_rows(open_window, usual_backend, size, scheme, direction, look):  # noqa: F811
    window = open_window(size=size, scheme=scheme, direction=direction)
    window.press("button", "Use on This Computer")
    window.action("pane", "accounts")
    window.wait_words("Depends on where you are", within=("list", "Add an account"))
    window.wait_words("Not yet available to you", within=("list", "Add an account"))
    assert not window.all("switch")
    picture(window, f"{look}-add")
    say(usual_backend, region="DE")
    window.wait_words("Not available where you are", within=("list", "Add an account"))
    window.press("button", "Tell Me When It Comes", within=("list item", "Bluesky"))
    window.wait_words(". You will be told when it comes", within=("list item", "Bluesky"))
    assert usual_backend.api.get("/v1/features").json["items"][1]["wish"] == "waiting"
    window.press("button", "Details", within=("list item", "Bluesky"))
    window.wait_words("The law there does not allow it.")
    picture(window, f"{look}-details")
    window.press("button", "Region and Age…")
    window.wait_words("Last Check")
    window.wait_words("Not in this version of Accounts Center")
    window.wait_words("The rules are in order")
    wait_for(lambda: "Germany" in window.find("combo box", "Your Country").words, 20, "the country is shown")
    scroll_to(window, "Copy Diagnostics")
    picture(window, f"{look}-region")


@pytest.mark.parametrize("size, scheme, direction, look", LOOKS)
def test_region_and_availability(open_window, usual_backend, pds, size, scheme, direction, look):  # noqa: F811
    say(usual_backend, region="FR")
    add_bluesky(usual_backend.api, pds)
    say(usual_backend, region="DE")
    window = open_window(size=size, scheme=scheme, direction=direction)
    window.press("button", "Use on This Computer")
    window.action("pane", "backend")
    window.wait_words("Not in this version of Accounts Center", within=("list item", "Status Sharing"))
    window.wait_words("Not available where you are", within=("list item", "Bluesky"))
    window.press("button", "Tell Me When It Comes", within=("list item", "Mastodon"))
    window.wait_words("Not yet available to you. You will be told when it comes", within=("list item", "Mastodon"))
    window.press("button", "Details", within=("list item", "Bluesky"))
    window.wait_words("You have it: everything is kept, and goes on as soon as it can be had again.")
    window.press("button", "Close")
    scroll_to(window, "Copy Diagnostics")
    picture(window, f"{look}-group")


@pytest.mark.parametrize("size, scheme, direction, look", LOOKS)
def test_on_and_closed(open_window, usual_backend, policies, pds, size, scheme, direction, look):  # noqa: F811
    """What is on is never hidden: its account says so, in its list and in the overview, and is there when it opens again."""
    say(usual_backend, region="FR")
    add_bluesky(usual_backend.api, pds)
    window = open_window(size=size, scheme=scheme, direction=direction)
    window.press("button", "Use on This Computer")
    window.action("pane", "overview")
    window.wait_words("Nothing needs your attention")
    window.action("pane", "accounts")
    window.find("list item", pds.alice["handle"])
    say(usual_backend, region="DE")
    window.wait_words("Not available where you are. Nothing is shared there; the account is kept", within=("list", "Your accounts"))
    picture(window, f"{look}-closed")
    window.press("button", "Details", within=("list item", pds.alice["handle"]))
    window.press("button", "Close")
    window.action("pane", "overview")
    window.wait_words("Not available where you are. Nothing is shared there; the account is kept")
    picture(window, f"{look}-overview")
    change_policy(usual_backend, policies, 2)
    window.wait_words("Nothing needs your attention")


def test_country_is_chosen(open_window, usual_backend):  # noqa: F811
    window = open_window()
    window.press("button", "Use on This Computer")
    window.action("pane", "backend")
    window.wait_words("Depends on where you are")
    window.press("combo box", "Your Country")
    window.type_keys("germ")
    window.wait_words("Germany")
    picture(window, "choose-country")
    window.keys("Down", "Return")
    wait_for(lambda: usual_backend.api.get("/v1/settings").json.get("region") == "DE", 20, "it is stored")
    window.wait_words("Not available where you are")
    assert window.all("text", "Your Age"), "a rule asks for it"


def test_policy_at_fault(open_window, usual_backend, policies):  # noqa: F811
    window = open_window()
    window.press("button", "Use on This Computer")
    window.action("pane", "backend")
    window.wait_words("The rules are in order")
    policies.file.write_text("signed by nobody")
    usual_backend.process.signal_group(signal.SIGHUP)
    window.wait_words("not signed by anybody trusted")
    scroll_to(window, "Copy Diagnostics")
    picture(window, "policy-at-fault")


@pytest.fixture
def notifications(session):
    """The notifications that a desktop was asked to show, as (title, body)."""
    with Notifications(session, "org.freedesktop.Notifications") as shown:
        yield shown.told


def test_told_once(open_window, usual_backend, policies, notifications):  # noqa: F811
    say(usual_backend, region="DE")
    window = open_window()
    window.press("button", "Use on This Computer")
    window.action("pane", "accounts")
    window.press("button", "Tell Me When It Comes", within=("list item", "Bluesky"))
    window.wait_words(". You will be told when it comes", within=("list item", "Bluesky"))
    change_policy(usual_backend, policies, 2, feature("mastodon", percent=0))
    wait_for(lambda: notifications, 30, "the desktop is told")
    window.wait_words("Not added", within=("list item", "Bluesky"))
    change_policy(usual_backend, policies, 3)
    window.wait_gone("label", "Not yet available to you")
    assert notifications == [("Bluesky is available to you now", "You wanted to be told. Nothing was turned on.")]
