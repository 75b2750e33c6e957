# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One status at four places, with four different outcomes: each is said, one is tried again, and the others are left alone.

A picture of each look is left in pictures/outcomes of the build directory.
"""
import time

import pytest

from harness.backend import build_dir
from harness.job import add_bluesky, begin, finish, link_mastodon, send_at_once, share, wait_state
from harness.practice import FACEBOOK_LENA, consent
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_servers import open_window  # noqa: F401

PICTURES = build_dir() / "pictures/outcomes"
LOOKS = [(WIDE, "prefer-light", None, "wide-light"), (NARROW, "prefer-dark", "rtl", "narrow-dark-rtl")]
TEXT = "Open on Sunday"
OUTCOMES = {"mastodon": "live", "bluesky": "waiting", "facebook": "failed", "whatsapp": "handed-to-you"}


@pytest.fixture
def proxy(make_proxy, pds):
    return make_proxy(pds.base)


@pytest.fixture
def usual_backend(session, make_backend, make_proxy, practice, pds, proxy):
    directory = make_proxy(pds.plc)
    directory.rewrite({pds.base: proxy.base})
    return make_backend(socket=session.run / "accounts-center/backend.sock", practice=practice.base, plc=directory.base)


@pytest.fixture
def accounts(usual_backend, snac, pds):
    api = usual_backend.api
    attempt = begin(api, "facebook", "")
    consent(attempt, FACEBOOK_LENA)
    return {"mastodon": link_mastodon(api, snac), "bluesky": add_bluesky(api, pds), "facebook": finish(api, attempt)}


def read(api, status):
    return {delivery["service"]: delivery for delivery in api.get(f"/v1/statuses/{status}").json["deliveries"]}


def share_everywhere(api, accounts, proxy):
    """Facebook refuses a text that is there already, and Bluesky is busy."""
    send_at_once(api)
    before = share(api, TEXT, accounts["facebook"]).json["id"]
    wait_state(api, before, "live")
    proxy.faults("503", method="POST", path="putRecord")
    targets = [{"account_id": account, "audience": "public"} for account in accounts.values()]
    made = api.post("/v1/statuses", {"text": TEXT, "targets": [*targets, {"service": "whatsapp", "audience": "followers"}]}).json["id"]
    wait_for(lambda: {name: delivery["state"] for name, delivery in read(api, made).items()} == OUTCOMES, 60, "four outcomes")
    api.delete(f"/v1/statuses/{before}")
    wait_state(api, before, "removed")
    return made


@pytest.mark.parametrize("size, scheme, direction, look", LOOKS)
def test_four_outcomes(open_window, usual_backend, accounts, proxy, size, scheme, direction, look):  # noqa: F811
    api = usual_backend.api
    status = share_everywhere(api, accounts, proxy)
    before = read(api, status)
    window = open_window(size=size, scheme=scheme, direction=direction)
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    row = {name: ("list item", delivery["handle"] or "WhatsApp") for name, delivery in before.items()}
    for service, button in (("mastodon", "Open"), ("bluesky", "Undo"), ("facebook", "Try Again"), ("whatsapp", "Share…")):
        window.find("button", button, within=row[service])
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{look}.png")

    window.press("button", "Try Again", within=row["facebook"])
    wait_for(lambda: read(api, status)["facebook"]["state"] == "live", 60, "shared after all")
    window.find("button", "Open", within=row["facebook"])
    after = read(api, status)
    assert [after[name] for name in ("mastodon", "whatsapp")] == [before[name] for name in ("mastodon", "whatsapp")]
    assert after["bluesky"]["state"] == "waiting"
    proxy.faults()
    wait_for(lambda: read(api, status)["bluesky"]["state"] == "live", 60, "Bluesky has time again")

    window.press("toggle button", "More About This Copy", within=row["mastodon"])
    window.find("menu item")            # GTK 4.18 gives these no name
    window.keys("Down", "Down", "Down", "Return")
    window.find("alert", "Delete This Copy?")
    window.picture(PICTURES / f"{look}-delete-one.png")
    window.press("button", "Delete")
    wait_for(lambda: read(api, status)["mastodon"]["state"] == "removed", 60, "one copy is deleted")
    assert [read(api, status)[name]["state"] for name in ("bluesky", "facebook")] == ["live", "live"]
