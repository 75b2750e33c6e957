# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit of every pane and dialog: names, actions, states in words and sizes, in one window that goes through them all."""
import contextlib

import pytest

from harness.audit import find_faults
from harness.job import add_bluesky, begin, finish, share, wait_state
from harness.pictures import jpeg
from harness.practice import FACEBOOK_LENA, THREADS_CHOIR, THREADS_LENA, come_back, consent
from test_accessible import PANES

HELP_PAGES = {"": "Why Link Accounts", "why": "What You Gain"}


@pytest.fixture
def usual_backend(session, make_backend, practice, pds):
    return make_backend(socket=session.run / "accounts-center/backend.sock", practice=practice.base, plc=pds.plc)


@pytest.fixture
def linked(usual_backend, pds):
    """With four accounts, a link and a status, so that every row is there."""
    api, pair = usual_backend.api, []
    for service, person in (("facebook", FACEBOOK_LENA), ("threads", THREADS_LENA)):
        attempt = begin(api, service, "")
        consent(attempt, person)
        pair.append(finish(api, attempt))
    assert api.post("/v1/links", {"accounts": pair, "switches": {"share_status": True}, "words_version": 1}).status == 201
    alice, bob = add_bluesky(api, pds), add_bluesky(api, pds, pds.bob)
    status = share(api, "Here to be looked at", alice).json["id"]
    wait_state(api, status, "live")
    return {"accounts": [alice, bob], "switches": {"share_status": True}, "words_version": 1}


def leave(window):
    """Escape until no dialog is left."""
    for _ in range(4):
        if not window.all("dialog"):
            return
        window.keys("Escape")
        with contextlib.suppress(TimeoutError):
            window.rest()
    window.wait_gone("dialog")


def open_panes(window):
    for pane, words in PANES.items():
        window.action("pane", pane)
        window.wait_words(words)
        yield pane


def open_helps(window):
    for page, words in HELP_PAGES.items():
        window.action("help", page)
        window.wait_words(words)
        yield f"help: {page or 'contents'}"
        leave(window)
    window.action("about")
    window.wait_words("Troubleshooting")
    yield "about"
    leave(window)


def open_additions(window, default_browser):
    window.action("pane", "accounts")
    for service in ("Mastodon", "Bluesky", "WhatsApp"):
        window.press("list item", service, within=("list", "Add an account"))
        window.find("dialog")
        yield f"add {service}"
        leave(window)
    window.press("list item", "Threads", within=("list", "Add an account"))
    window.press("button", "Continue in Browser")
    address = default_browser.next()
    yield "waiting for the browser"
    come_back(address, THREADS_CHOIR)
    window.wait_words("Is This the Right Account?", 30)
    yield "found page"
    window.press("button", "Not Me")
    window.wait_words("Not added. The permission is given back")
    window.press("button", "Close")
    window.wait_gone("dialog")


def open_way_to_link(window):
    window.press("button", "Link Two Accounts…")
    for words in ("Nothing flows between them", "It is yours: you have just signed in there", "All of it is off"):
        window.wait_words(words)
        yield f"link: {words}"
        window.press("button", "Continue") if words != "All of it is off" else leave(window)


def open_links(window):
    yield from open_way_to_link(window)
    window.act(window.find("list", "Links").children[0])
    window.wait_words("Never Shared")
    yield "link details"
    window.press("button", "Unlink…")
    window.wait_words("Unlink the Accounts?")
    yield "unlink"
    window.press("button", "Unlink")
    window.wait_words("Written", within=("list", "Steps"))
    yield "undoing"
    leave(window)
    window.press("list item", "Lena’s Bakery")
    window.find("button", "Remove…")
    yield "account"
    leave(window)


def open_privacy(window):
    window.action("pane", "privacy")
    window.press("list item", "Show You Ads")
    window.find("list item", "Threads")
    yield "purpose"
    window.press("check box", "Threads")
    window.wait_words("Let Threads Use Your Data")
    yield "question of a purpose"
    leave(window)
    for row in ("Who Used My Data", "History & Receipts"):
        window.press("list item", row)
        window.wait_words("You turned something on" if row == "Who Used My Data" else "You linked two accounts")
        yield row
        leave(window)


def open_composer(window, folder):
    path = folder / "bread.jpg"
    path.write_bytes(jpeg())
    window.keys("ctrl+n")
    window.set_text(window.find("text", "Text of the status"), "Fresh bread")
    window.press("button", "Add Picture or Video…")
    window.choose_file("Add Pictures or a Video", path)
    window.find("text", "What the Picture Shows")
    yield "composer with a picture"
    window.press("button", "Remove the Picture")
    window.press("check box", "WhatsApp")
    window.press("button", "Share")
    window.press("button", "Share…", within=("list item", "WhatsApp"))
    window.find("image", "QR code of the link")
    yield "hand-over"
    window.press("button", "I Shared It")
    window.wait_gone("dialog")


def open_rules(window, api, pair):
    assert api.post("/v1/links", pair).status == 201
    window.action("open", "status/automatic")
    window.press("button", "Share Automatically…")
    window.find("combo box", "From")
    yield "rule"
    window.press("button", "Try It Out")
    window.wait_words("if this had been on", 30)
    yield "tries of a rule"
    window.keys("Escape")
    window.press("button", "Save")
    window.wait_gone("dialog")
    window.act(next(node for node in window.all("check box") if node.label.startswith("From ")))
    window.wait_words("Share Automatically?")
    yield "question of a rule"
    window.press("button", "Turn On")
    window.wait_words("On until")
    window.act(window.find("list", "Automatic Sharing").children[0])
    window.press("button", "Delete…")
    window.wait_words("Delete This Automatic Sharing?")
    yield "deletion of a rule"
    leave(window)


def open_backend(window):
    window.action("pane", "backend")
    window.press("button", "Sign In to a Server…")
    window.find("text", "Address of the Server")
    yield "server"
    leave(window)
    window.press("list item", "Practice")
    window.wait_words("Practice: nothing here is real")
    yield "practice"
    window.press("button", "End Practice")
    window.wait_gone("button", "End Practice")


def find_lasting_faults(window):
    """What is wrong at two looks: a message that leaves just now can't be worked any more."""
    found = list(find_faults(window))
    if found:
        window.rest()
        found = [fault for fault in find_faults(window) if fault in found]
    return found


def test_every_pane_and_dialog(default_browser, linked, window, usual_backend, tmp_path):
    faults = {}
    for places in (open_composer(window, tmp_path), open_backend(window), open_privacy(window), open_panes(window), open_helps(window),
                   open_additions(window, default_browser), open_links(window), open_rules(window, usual_backend.api, linked)):
        for place in places:
            with contextlib.suppress(TimeoutError):
                window.rest()
            if found := find_lasting_faults(window):
                faults[place] = found
    assert not faults, "\n".join(f"{place}: {fault}" for place, found in faults.items() for fault in found)
