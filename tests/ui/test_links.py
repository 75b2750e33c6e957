# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links in the window: the way to one, its switches, and the way out, at the practice services.

A picture of each page is left in pictures/links of the build directory.
"""
import time

import pytest

from harness.backend import build_dir
from harness.job import begin, finish, send_at_once, share, wait_state
from harness.practice import FACEBOOK_LENA, THREADS_LENA, come_back, consent
from harness.processes import wait_for
from harness.window import NARROW, WIDE

PICTURES = build_dir() / "pictures/links"
LOOKS = [(WIDE, "prefer-light", None, "wide-light"), (NARROW, "prefer-dark", "rtl", "narrow-dark-rtl")]
PAGE, THREADS = "Lena’s Bakery (Facebook)", "@lenas.bakery (Threads)"


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    window.rest()
    window.picture(PICTURES / f"{name}.png")


@pytest.fixture
def usual_backend(session, make_backend, practice):
    return make_backend(socket=session.run / "accounts-center/backend.sock", practice=practice.base)


@pytest.fixture
def api(usual_backend):
    return usual_backend.api


@pytest.fixture
def pair(api):
    """The ids of two accounts that were proved a moment ago."""
    made = []
    for service, person in (("facebook", FACEBOOK_LENA), ("threads", THREADS_LENA)):
        attempt = begin(api, service, "")
        consent(attempt, person)
        made.append(finish(api, attempt))
    return made


@pytest.fixture
def open_window(make_window, usual_backend):
    def make(**look):
        window = make_window(backend=usual_backend, **look)
        window.press("button", "Use on This Computer")
        window.action("pane", "accounts")
        return window
    return make


def link(api, pair, **switches):
    body = {"accounts": pair, "switches": switches, "words_version": 1}
    made = api.post("/v1/links", body)
    assert made.status == 201, made.json
    return made.json


def links(api):
    return api.get("/v1/links").json["items"]


@pytest.mark.parametrize("size, scheme, direction, look", LOOKS)
def test_way_to_a_link(open_window, api, pair, size, scheme, direction, look):
    window = open_window(size=size, scheme=scheme, direction=direction)
    window.find("list item", "No links")
    window.press("button", "Link Two Accounts…")
    window.wait_words("Nothing flows between them")
    picture(window, f"{look}-1-which")
    window.press("button", "Continue")
    window.wait_words("It is yours: you have just signed in there", within=("list item", PAGE))
    picture(window, f"{look}-2-proof")
    window.press("button", "Continue")
    window.wait_words("All of it is off")
    assert not any("checked" in switch.states for switch in window.all("check box"))
    picture(window, f"{look}-3-purposes")
    window.act(window.find("check box", "Share Status"))
    window.press("button", "Continue")
    window.wait_words("Nothing is shared by itself")
    picture(window, f"{look}-4-summary")
    assert links(api) == []
    window.press("button", "Link Them")
    window.wait_words("The Accounts Are Linked")
    picture(window, f"{look}-5-receipt")
    window.press("button", "Done")
    window.wait_words("Share Status", within=("list", "Links"))
    picture(window, f"{look}-6-linked")
    made, = links(api)
    assert sorted(made["accounts"]) == sorted(pair)
    assert [made[name]["on"] for name in ("sign_in", "share_status", "personalise")] == [False, True, False]


@pytest.mark.parametrize("size, scheme, direction, look", LOOKS)
def test_switches_and_the_way_out(open_window, api, practice, pair, size, scheme, direction, look):
    link(api, pair, share_status=True)
    window = open_window(size=size, scheme=scheme, direction=direction)
    window.press("list item", f"{PAGE} and {THREADS}" if pair[0] < pair[1] else f"{THREADS} and {PAGE}")
    window.wait_words("Never Shared")
    picture(window, f"{look}-details")
    window.act(window.find("check box", "Share Status"))
    wait_for(lambda: not links(api)[0]["share_status"]["on"], 10, "off with one activation")
    window.wait_words("Off since", within=("list item", "Share Status"))

    window.act(window.find("check box", "Personalise"))
    window.wait_words("Turn On “Personalise”?")
    picture(window, f"{look}-consent")
    window.press("button", "Leave Off")
    window.wait_gone("button", "Leave Off")
    assert not links(api)[0]["personalise"]["on"]
    window.act(window.find("check box", "Personalise"))
    window.press("button", "Turn On")
    window.wait_words("On since", within=("list item", "Personalise"))

    window.press("button", "Unlink…")
    window.wait_words("Unlink the Accounts?")
    picture(window, f"{look}-unlink")
    window.press("button", "Unlink")
    window.wait_words("Written", within=("list", "Steps"))
    picture(window, f"{look}-unlinked")
    assert links(api) == [] and {account["id"] for account in api.get("/v1/accounts").json["items"]} == set(pair)
    window.keys("Escape")
    window.find("list item", "No links")
    wait_for(lambda: api.get("/v1/undoings").json["items"] == [], 10, "seen once")

    window.press("list item", "Lena’s Bakery")
    window.press("button", "Remove…")
    window.press("check box", "Also delete what you shared there")
    picture(window, f"{look}-remove")
    window.press("button", "Remove")
    window.wait_words("Given back", 30, within=("list", "Steps"))
    picture(window, f"{look}-removed")
    wait_for(lambda: {token["person"] for token in practice.tokens()} == {THREADS_LENA}, 10, "nothing of it is left there")


def look_again(window, name):
    """The page that asks whether it is the right account."""
    window.wait_words("Is This the Right Account?", 30)
    window.wait_words(name)


@pytest.mark.parametrize("size, scheme, direction, look", LOOKS)
def test_right_account(open_window, api, practice, default_browser, size, scheme, direction, look):
    window = open_window(size=size, scheme=scheme, direction=direction)
    for answer in ("Not Me", "Yes, Add It"):
        window.press("list item", "Threads")
        window.press("button", "Continue in Browser")
        come_back(default_browser.next(), THREADS_LENA)
        look_again(window, "@lenas.bakery (Threads)")
        picture(window, f"{look}-right-account")
        assert api.get("/v1/accounts").json["items"] == []
        window.press("button", answer)
        if answer == "Not Me":
            window.wait_words("Not added. The permission is given back")
            wait_for(lambda: not practice.tokens(), 30, "nothing is left at the service")
            window.keys("Escape")
        window.wait_gone("dialog")
    window.find("list item", "@lenas.bakery")


def target(window, handle):
    """The row of the account in the composer, with what unfolds from it."""
    def look():
        return next((row for row in window.find("list", "Share to").children if handle in row.words), None)
    return wait_for(look, 20, f"a target {handle}")


def test_shares_along_the_link(open_window, api, practice, pair):
    send_at_once(api)
    made = link(api, pair, share_status=True)
    window = open_window()
    window.keys("ctrl+n")
    window.set_text(window.find("text", "Text of the status"), "Fresh bread")
    window.act(window.find("check box", within=target(window, "Lena’s Bakery")))
    window.wait_words("because it is linked with Lena’s Bakery")
    picture(window, "composer")
    window.act(window.find("check box", within=target(window, "Lena’s Bakery")))
    window.wait_gone("label", "Threads · Public · because it is linked with Lena’s Bakery")
    assert not any("checked" in box.states for box in window.all("check box"))
    window.act(window.find("check box", within=target(window, "Lena’s Bakery")))
    window.wait_words("because it is linked with Lena’s Bakery")
    window.press("button", "Share")
    wait_for(lambda: len(practice.held("posts")) == 2, 30, "both have it")
    deliveries = api.get("/v1/statuses").json["items"][0]["deliveries"]
    assert sorted(delivery.get("link_id", "") for delivery in deliveries) == ["", made["id"]]


def test_hashtags_only_where_the_link_lets_them(open_window, api, practice, pair):
    """What was used at one account is suggested at the other while “Personalise” is on, and not a moment longer."""
    made = link(api, pair)
    wait_state(api, share(api, "Hot #sourdough", pair[1]).json["id"], "live")
    window = open_window()
    for on in (False, True, False):
        answer = api.request("PATCH", f"/v1/links/{made['id']}", {"switches": {"personalise": on}, "words_version": 1})
        assert answer.status == 200, answer.json
        window.keys("ctrl+n")
        window.set_text(window.find("text", "Text of the status"), "Fresh")
        window.act(window.find("check box", within=target(window, "Lena’s Bakery")))
        if on:
            window.press("button", "#sourdough")
            wait_for(lambda: window.find("text", "Text of the status").text == "Fresh #sourdough", 20, "it is in the text")
            picture(window, "hashtags")
        else:
            time.sleep(1)
            assert not window.all("button", "#sourdough")
        window.press("button", "Cancel")
        window.press("button", "Discard")
        window.wait_gone("text", "Text of the status")


@pytest.mark.parametrize("size, scheme, direction, look", LOOKS)
def test_states_of_rows(open_window, api, practice, pair, size, scheme, direction, look):
    """An account that needs the person makes its link wait and touches nothing else; what is removed while the service is away
    is pending with its reason, and done when it is back."""
    link(api, pair, share_status=True)
    window = open_window(size=size, scheme=scheme, direction=direction)
    practice.control("tokens", service="threads", person=THREADS_LENA, why="removed")
    assert api.post(f"/v1/accounts/{pair[1]}/check", {}).json["state"] == "attention"
    window.wait_words("Waits for @lenas.bakery", within=("list", "Links"))
    window.find("button", "Sign In", within=("list item", "@lenas.bakery"))
    assert "Signed in" in window.find("list item", "Lena’s Bakery").words
    picture(window, f"{look}-states-paused")

    practice.stop()
    api.delete(f"/v1/accounts/{pair[0]}")
    window.find("list item", "No links")
    window.wait_words("Under way", within=("list", "Being undone"))
    picture(window, f"{look}-states-pending")
    window.act(window.find("list", "Being undone").children[0])
    window.wait_words("Permission at the Service")
    window.wait_words("could not be reached", 30, within=("list", "Steps"))
    picture(window, f"{look}-states-waiting")
    practice.start("--port", practice.base.rpartition(":")[2])
    window.wait_words("Given back", 60, within=("list", "Steps"))
    window.keys("Escape")
    window.wait_gone("list", "Being undone")
