# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Automatic sharing in the window: by keys from what is missing to a copy at Bluesky, then turned off by its limit, renewed and deleted.

A picture of each screen is left in pictures/rules of the build directory.
"""
import contextlib
import datetime
import json
import os
import sqlite3
import re
import time
import uuid

import pytest

from harness.ages import from_now
from harness.authors import AtPds, AtSnac
from harness.backend import build_dir
from harness.job import add_bluesky, link_mastodon
from harness.notifications import Notifications
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_desktop import ask_application
from test_keyboard import walk_to
from test_notifications import install
from test_servers import open_window  # noqa: F401

PICTURES = build_dir() / "pictures/rules"
LOOKS = {"wide-light": {"size": WIDE}, "narrow-dark-rtl": {"size": NARROW, "scheme": "prefer-dark", "direction": "rtl"}}
if os.environ.get("AC_SOAK"):
    LOOKS |= {"narrow-light": {"size": NARROW}, "wide-dark": {"size": WIDE, "scheme": "prefer-dark"}, "narrow-large": {"size": NARROW, "text_scale": 2.0}}
MISSING = ("Two linked accounts are needed", "No link shares statuses")
STOPPED = "It turned itself off"


@pytest.fixture
def usual_backend(session, make_backend, pds):
    session.env.update({"AC_RULE_PAUSE_MS": "400", "AC_SETTLE_MS": "1500"})
    return make_backend(socket=session.run / "accounts-center/backend.sock", plc=pds.plc)


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(TimeoutError):
        window.rest()
    window.picture(PICTURES / f"{name}.png")


def turn_link(api, link, on):
    assert api.request("PATCH", f"/v1/links/{link}", {"switches": {"share_status": on}, "words_version": 1}).status == 200


def make_link(api, one, other, on=True):
    made = api.post("/v1/links", {"accounts": [one, other], "switches": {"share_status": on}, "words_version": 1})
    assert made.status == 201, made.json
    return made.json["id"]


def change_noun(backend, rule, **members):
    """What days would do to it."""
    backend.stop()
    with sqlite3.connect(backend.data / "store.sqlite", timeout=30) as store:
        noun = json.loads(store.execute("SELECT noun FROM rule WHERE id = ?", [rule]).fetchone()[0])
        noun = {name: value for name, value in {**noun, **members}.items() if value is not None}
        store.execute("UPDATE rule SET noun = ?, due_at = NULL WHERE id = ?", [json.dumps(noun), rule])
    backend.start()


def hold(backend, rule, did, uri):
    """As though a look had found the post to have words that were shared just before, and a bridge had made the account it goes to."""
    backend.stop()
    with sqlite3.connect(backend.data / "store.sqlite", timeout=30) as store:
        store.execute("INSERT INTO rule_post (person_id, target, uri, rule_id, verdict, seen_at) SELECT person_id, ?, ?, id, 'words', 1 FROM rule WHERE id = ?",
                      [f"bluesky {did}", uri, rule])
        store.execute("UPDATE account SET noun = json_set(noun, '$.handle', 'ada.example.ap.brid.gy') WHERE remote_id = ?", [did])
    backend.start()


def walk_and_press(window, label, key="Return"):
    walk_to(window, lambda node: node.label.startswith(label) and node.role != "list", most=60)
    window.keys(key)


def the_row(window, words):
    return next(row for row in window.find("list", "Automatic Sharing").children if words in row.label)


def try_and_save(window, mark):
    """What is malformed is said at its row, and each post what would become of it."""
    window.find("button", "Share Automatically…")
    walk_and_press(window, "Share Automatically")
    window.find("combo box", "From")
    walk_and_press(window, "Only with One of These Hashtags", "x")
    window.type_keys("#not!so")
    walk_and_press(window, "Try It Out")
    window.wait_words("Letters and digits only")
    picture(window, "malformed")
    window.keys("ctrl+a", "BackSpace")
    walk_and_press(window, "Try It Out")
    window.wait_words("would be shared", 30)
    window.wait_words(f"{mark} before")
    assert "Would be shared" in next(node for node in window.all("list item") if f"{mark} before" in node.label).words
    assert "#noshare" in next(node for node in window.all("list item") if f"{mark} stays" in node.label).description
    picture(window, "tried")
    window.keys("Escape")
    window.find("combo box", "From")
    walk_and_press(window, "Save")
    window.wait_words("Saved. It is off until you turn it on")
    window.wait_gone("dialog")


def test_by_keys_from_nothing_to_deleted(open_window, usual_backend, snac, pds):  # noqa: F811
    api, mark = usual_backend.api, uuid.uuid4().hex[:8]
    author = AtSnac(snac)
    mastodon, bluesky = link_mastodon(api, snac), add_bluesky(api, pds)
    author.post(f"{mark} before")
    author.post(f"{mark} stays #noshare")
    window = open_window()
    window.press("button", "Use on This Computer")

    # what is missing, one after the other
    window.find("list item", "Overview")
    window.keys("ctrl+f")
    window.type_keys("mirror")
    window.find("list item", "Automatic Sharing", within=("list", "Panes"))
    window.keys("Return")
    window.wait_words(MISSING[0])
    picture(window, "no-link")
    link = make_link(api, mastodon, bluesky, on=False)
    window.wait_words(MISSING[1])
    turn_link(api, link, True)

    # made and tried out, off
    try_and_save(window, mark)
    rule, = api.get("/v1/rules").json["items"]
    assert (rule["on"], rule["from"], rule["to"], rule["audience"], rule["posts"]) == (False, mastodon, bluesky, "public", "public")
    assert "Off. Nothing is shared by it" in the_row(window, "From").description

    # turned on, which asks first and puts no answer forward
    walk_to(window, lambda node: node.role == "list item" and node.label.startswith("From "))
    walk_to(window, lambda node: node.role in ("switch", "check box") and node.label.startswith("From "))
    window.keys("space")
    window.wait_words("Share Automatically?")
    picture(window, "question")
    window.keys("Escape")
    window.wait_gone(name="Share Automatically?")
    assert api.get(f"/v1/rules/{rule['id']}").json["on"] is False, "closing a question is no answer"
    window.keys("space")
    walk_and_press(window, "Turn On")
    wait_for(lambda: api.get(f"/v1/rules/{rule['id']}").json["on"], 20, "it is on")
    window.wait_words("On until")
    time.sleep(1.1)         # services tell whole seconds
    author.post(f"{mark} arrives")
    wait_for(lambda: f"{mark} arrives" in pds.texts(), 60, "the copy is at Bluesky")
    window.wait_words("1 post shared", 30)
    assert "focused" in {state for node in window.all() for state in node.states if node.label.startswith("From ")}, "the row kept the focus"
    assert not [text for text in pds.texts() if mark in text and "arrives" not in text]
    picture(window, "on")

    # changed, which is kept by Save alone; then stopped by its limit
    walk_to(window, lambda node: node.role == "list item" and node.label.startswith("From "), key="shift+Tab")
    window.keys("Return")
    window.find("spin button", "Posts in an Hour")
    walk_to(window, lambda node: node.role == "list item" and node.label == "Posts in an Hour", most=60)
    window.keys("Tab", "ctrl+a")
    window.type_keys("1\t")
    window.keys("Escape")
    window.wait_words("Discard Changes?")
    picture(window, "discard")
    window.keys("Escape")
    window.wait_gone(name="Discard Changes?")
    walk_and_press(window, "Save")
    window.wait_gone("dialog")
    assert api.get(f"/v1/rules/{rule['id']}").json["per_hour"] == 1
    author.post(f"{mark} too much")
    window.wait_words(STOPPED, 60)
    assert f"{mark} too much" not in pds.texts()
    picture(window, "stopped")

    # deleted, after a question
    walk_to(window, lambda node: node.role == "list item" and node.label.startswith("From "))
    window.keys("Return")
    walk_and_press(window, "Delete…")
    window.wait_words("Delete This Automatic Sharing?")
    picture(window, "delete")
    walk_and_press(window, "Delete")
    window.wait_words("Nothing is shared automatically")
    assert api.get("/v1/rules").json["items"] == []


def test_told_with_no_window_when_it_stops(session, window, usual_backend, pds):
    """Once, with no word of a post; it leads to the rule, and goes when that is on again."""
    api, mark = usual_backend.api, uuid.uuid4().hex[:8]
    install(session, window)
    window.close()
    alice, bob = add_bluesky(api, pds), add_bluesky(api, pds, pds.bob)
    rule = api.post("/v1/rules", {"link": make_link(api, alice, bob), "from": alice, "on": True, "per_hour": 1}).json["id"]
    time.sleep(1.1)
    with Notifications(session, "org.gtk.Notifications") as shown:
        for i in range(2):
            AtPds(pds, pds.alice).post(f"{mark} {i}")
        wait_for(lambda: f"rule-{rule}" in shown.shown, 60, "it is told")
        told = shown.shown[f"rule-{rule}"]
        assert told["title"] == "Automatic sharing turned itself off" and mark not in str(told)
        assert (told["default-action"], told["default-action-target"]) == ("app.open", f"status/{rule}")
        assert api.request("PATCH", f"/v1/rules/{rule}", {"on": True}).status == 200
        ask_application(session, "ActivateAction", "(sava{sv})", "look", [], {})
        wait_for(lambda: not shown.shown, 60, "it is withdrawn")
        assert len(shown.told) == 1


@pytest.mark.parametrize("look", LOOKS)
def test_every_state(open_window, usual_backend, snac, pds, look):  # noqa: F811
    """Rows of rules that are on, off, stopped, over, and without a link; and one that is renewed before its end."""
    api = usual_backend.api
    fresh = AtSnac(snac).post("Fresh #bread")
    accounts = [link_mastodon(api, snac), add_bluesky(api, pds), add_bluesky(api, pds, pds.bob)]
    links = [make_link(api, accounts[one], accounts[other]) for one, other in ((0, 1), (1, 2), (0, 2))]
    rules = []
    for link, source, more in ((0, 0, {"on": True, "tags": ["bread"], "audience": "public"}), (0, 1, {}), (1, 1, {}), (1, 2, {}), (2, 0, {})):
        made = api.post("/v1/rules", {"link": links[link], "from": accounts[source], **more})
        assert made.status == 201, made.json
        rules.append(made.json["id"])
    soon = from_now(days=10)
    change_noun(usual_backend, rules[0], until=soon, shared=12)
    change_noun(usual_backend, rules[2], ended="limit")
    change_noun(usual_backend, rules[3], ended="time", until="2026-01-01T00:00:00.000Z")
    change_noun(usual_backend, rules[4], ended="link")
    hold(usual_backend, rules[0], pds.alice["did"], fresh["uri"])
    api = usual_backend.api

    window = open_window(**LOOKS[look])
    window.press("button", "Use on This Computer")
    window.action("open", f"status/{rules[2]}")
    window.wait_words(STOPPED)
    wait_for(lambda: window.focused() and window.focused().label.startswith("From "), 20, "the link leads to the row")
    described = [row.description for row in window.find("list", "Automatic Sharing").children]
    for words in ("12 posts shared", "Off. Nothing is shared by it", STOPPED, "Ended on", "the link doesn’t share statuses any more"):
        assert any(words in text for text in described), (words, described)
    picture(window, f"{look}-states")
    api.put("/v1/sharing", {"stopped": True})
    window.wait_words("because all sharing is stopped")
    picture(window, f"{look}-paused")
    api.put("/v1/sharing", {"stopped": False})
    window.wait_words("12 posts shared")

    window.act(next(row for row in window.find("list", "Automatic Sharing").children if "12 posts" in row.description))
    window.find("button", "Renew")
    window.wait_words("One of These Accounts Is at a Bridge")
    picture(window, f"{look}-dialog")
    window.press("button", "Renew")
    window.wait_gone("button", "Renew")
    wait_for(lambda: window.focused() and window.focused().label == "Try It Out", 20, "the focus stays in the form")
    until = datetime.datetime.fromisoformat(api.get(f"/v1/rules/{rules[0]}").json["until"])
    assert (until - datetime.datetime.now(datetime.UTC)).days >= 88
    window.press("button", "Try It Out")
    window.wait_words("would be shared", 30)
    held = next(row for row in window.all("list item") if "Fresh #bread" in row.label)
    assert "Held: you shared the same words before" in held.description
    picture(window, f"{look}-tries")
    window.press("button", "Share Anyway…")
    wait_for(lambda: window.find("text", "Text of the status").text == "Fresh #bread", 20, "the composer has its words")
    picture(window, f"{look}-anyway")
    window.keys("Escape")
    window.press("button", "Discard")
    window.wait_gone("text", "Text of the status")
    window.keys("Escape", "Escape")
    window.wait_gone("dialog")

    window.act(next(row for row in window.find("list", "Automatic Sharing").children if "Ended on" in row.description))
    window.press("button", "Renew")
    window.wait_words("Renewed. It is off until you turn it on")
    walk_to(window, lambda node: node.label.startswith("Replies"), key="shift+Tab")
    window.keys("space", "Escape")
    window.press("button", "Discard")
    window.wait_gone("dialog")
    assert api.get(f"/v1/rules/{rules[3]}").json["replies"] is False
    assert not any("Ended on" in row.description for row in window.find("list", "Automatic Sharing").children)


@pytest.mark.parametrize("look", LOOKS)
def test_earlier_posts(open_window, usual_backend, snac, pds, look):  # noqa: F811
    """What would have been shared is shared when it is asked for, and no more of it than the person says."""
    api, mark = usual_backend.api, uuid.uuid4().hex[:8]
    for words in ("long ago", "later"):
        AtSnac(snac).post(f"{mark} {words}")
        time.sleep(1.1)         # services tell whole seconds
    mastodon, bluesky = link_mastodon(api, snac), add_bluesky(api, pds)
    rule = api.post("/v1/rules", {"link": make_link(api, mastodon, bluesky), "from": mastodon, "on": True}).json["id"]
    window = open_window(**LOOKS[look])
    window.press("button", "Use on This Computer")
    window.action("open", f"status/{rule}")
    window.find("list", "Automatic Sharing")
    window.act(the_row(window, "From "))
    window.press("button", "Try It Out")
    window.wait_words("would be shared", 30)
    picture(window, f"{look}-earlier-tried")
    would = int(re.search(r"(\d+) of \d+ posts would be shared", window.describe())[1])
    window.press("button", "Share Earlier Posts…")
    window.wait_words("at most 10 in an hour")
    window.find("spin button", "How Many at Most")
    picture(window, f"{look}-earlier")
    walk_to(window, lambda node: node.role == "spin button")
    window.keys("ctrl+a")
    window.type_keys("1")
    walk_and_press(window, "Share")
    window.wait_words("1 earlier post is shared")
    window.wait_gone("spin button", "How Many at Most")
    window.wait_words(f"{would - 1} of")
    picture(window, f"{look}-earlier-shared")
    wait_for(lambda: f"{mark} later" in pds.texts(), 60, "the newest is there")
    assert f"{mark} long ago" not in pds.texts()
