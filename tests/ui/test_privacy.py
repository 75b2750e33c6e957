# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Privacy choices in the window: who may use what, each answer, and who did.

A picture of each page is left in pictures/privacy of the build directory.
"""
import json
import os
import pathlib
import re
import subprocess

import pytest

from harness.backend import build_dir
from harness.job import begin, finish
from harness.practice import FACEBOOK_LENA, THREADS_LENA, consent, open_page
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_keyboard import walk_to

PICTURES = build_dir() / "pictures/privacy"
LOOKS = [(WIDE, "prefer-light", None, "wide-light"), (WIDE, "prefer-dark", None, "wide-dark"),
         (NARROW, "prefer-light", None, "narrow-light"), (NARROW, "prefer-dark", "rtl", "narrow-dark-rtl")]
TWO_LOOKS = LOOKS if os.environ.get("AC_SOAK") else [LOOKS[0], LOOKS[3]]
PAGE, THREADS = "Lena’s Bakery (Facebook)", "@lenas.bakery (Threads)"
ADS, TERM, NOBODY = "Show You Ads", "Advertising", "Advertising · Nobody"
OFF = "You never said yes"
QUESTION = "Let Threads Use Your Data?"
# What a question must not say: it would press, shame or promise (EDPB Guidelines 03/2022).
PRESSING = re.compile(r"miss out|better experience|recommended|are you sure|don’t you|you will lose|limited time|best for you|sorry to|unfortunately|"
                      r"only \d|everyone else|smart choice|enhance|relevant ads|improve your experience|please reconsider", re.I)


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
    """The ids of a Page and a Threads account that are linked, with nothing turned on."""
    made = []
    for service, person in (("facebook", FACEBOOK_LENA), ("threads", THREADS_LENA)):
        attempt = begin(api, service, "")
        consent(attempt, person)
        made.append(finish(api, attempt))
    assert api.post("/v1/links", {"accounts": made, "switches": {}, "words_version": 1}).status == 201
    return made


def say(api, account, value, purpose="ads", recipient="threads", **more):
    answer = api.put("/v1/choices", {"account_id": account, "recipient": recipient, "purpose": purpose, "value": value, "words_version": 1,
                                     **({"categories": ["profile"]} if value else {}), **more})
    assert answer.status == 200, answer.json
    return answer.json


def choices(api):
    return {(choice["recipient"], choice["purpose"]): choice["consent"] for choice in api.get("/v1/choices").json["items"]}


@pytest.fixture
def open_pane(make_window, usual_backend):
    def make(**look):
        window = make_window(backend=usual_backend, **look)
        window.press("button", "Use on This Computer")
        window.action("pane", "privacy")
        window.find("list item", ADS)
        return window
    return make


def open_purpose(window, purpose=ADS):
    window.press("list item", purpose)
    window.find("list item", "Threads")


def switch_of(window, row="Threads"):
    return window.find("check box", row, within=("dialog", ADS))


def leave(window):
    window.keys("Escape")
    window.wait_gone("dialog")


@pytest.mark.parametrize("size, scheme, direction, look", TWO_LOOKS)
def test_every_page(open_pane, api, pair, size, scheme, direction, look):
    window = open_pane(size=size, scheme=scheme, direction=direction)
    window.wait_words("Nothing Extra Is Allowed")
    window.wait_words(NOBODY)
    window.wait_words("Providing the service · Facebook, Threads")
    picture(window, f"{look}-1-nothing")
    open_purpose(window)
    window.wait_words(OFF)
    picture(window, f"{look}-2-off")
    window.act(switch_of(window))
    window.wait_words(QUESTION)
    picture(window, f"{look}-3-question")
    window.press("check box", "Name and picture")
    picture(window, f"{look}-4-ticked")
    window.press("button", "Turn On")
    window.wait_words("You said yes:")
    picture(window, f"{look}-5-on")
    leave(window)
    window.wait_words("You Allow 1 Use of Your Data")
    window.wait_words("Advertising · Threads")
    window.press("check box", "Stop All Sharing")
    window.wait_words("All Sharing Is Stopped")
    window.wait_words("Paused", within=("list item", ADS))
    picture(window, f"{look}-6-stopped")
    window.press("list item", "Do What You Asked For")
    window.find("button", "Say No")
    picture(window, f"{look}-7-needed")
    leave(window)
    say(api, pair[0], False)
    window.press("list item", "Who Used My Data")
    window.wait_words("You said no to Threads")
    picture(window, f"{look}-8-ledger")
    leave(window)
    window.press("list item", "History & Receipts")
    window.wait_words("You said yes to Threads")
    picture(window, f"{look}-9-history")
    leave(window)


def test_on_is_asked_off_is_not(open_pane, api, pair):
    """Of how many presses and looks each takes, off never has more; nothing is ticked, and no answer is put forward."""
    window = open_pane()
    open_purpose(window)
    assert "checked" not in switch_of(window).states
    on = [lambda: window.act(switch_of(window)), lambda: window.press("check box", "Name and picture"), lambda: window.press("button", "Turn On")]
    off = [lambda: window.act(switch_of(window))]
    on[0]()
    window.wait_words(QUESTION)
    question = window.find("alert")
    boxes = window.all("check box", within=question)
    assert len(boxes) == 6 and not any("checked" in box.states for box in boxes)
    no, yes = (window.find("button", name) for name in ("Leave Off", "Turn On"))
    assert no.box[2:] == yes.box[2:] and "focused" not in yes.states
    assert "sensitive" in no.states and "sensitive" not in yes.states, "there is nothing to say yes to yet"
    assert not PRESSING.search(question.words)

    window.press("button", "Leave Off")
    window.wait_gone("alert")
    assert "checked" not in switch_of(window).states and choices(api) == {}, "to leave it is no answer"

    for press in on:
        press()
    wait_for(lambda: choices(api).get(("threads", "ads")) == "given", 20, "the yes has its record")
    wait_for(lambda: "checked" in switch_of(window).states, 20, "and then it is on")
    for press in off:
        press()
    wait_for(lambda: choices(api)["threads", "ads"] == "withdrawn", 20, "off with one press")
    window.wait_words("You took it back: ")
    assert not window.all("alert") and len(off) <= len(on)
    assert {key: value for key, value in choices(api).items() if key != ("threads", "ads")} == {}, "nothing else was changed"


def test_escape_is_no_answer(open_pane, api, pair):
    window = open_pane()
    open_purpose(window)
    window.act(switch_of(window))
    window.wait_words(QUESTION)
    window.press("check box", "Name and picture")
    window.keys("Escape")
    window.wait_gone("alert")
    assert choices(api) == {} and "checked" not in switch_of(window).states


def test_a_no_is_not_asked_about_again(open_pane, api, pair, make_window, usual_backend):
    for purpose in ("ads", "improve", "personalise"):
        say(api, pair[0], False, purpose)
    window = open_pane()
    for pane in ("overview", "privacy", "accounts", "privacy"):
        window.action("pane", pane)
        window.rest()
        assert not window.all("dialog") and not window.all("alert")
    window.action("pane", "overview")
    window.wait_words("Nothing needs your attention")
    window.close()
    window = make_window("privacy", backend=usual_backend)
    window.wait_words(NOBODY)
    assert not window.all("dialog") and "Answer…" not in window.describe()
    open_purpose(window)
    window.wait_words("You said no: ")


def test_what_needs_no_yes_ends_with_one_press(open_pane, api, pair):
    window = open_pane()
    window.press("list item", "Do What You Asked For")
    window.find("list item", "Threads")
    assert not window.all("check box", within=("dialog", "Do What You Asked For")), "nobody said yes: there is no switch that is on"
    window.press("button", "Say No", within=("list item", "Threads"))
    wait_for(lambda: choices(api) == {("threads", "provide"): "refused"}, 20, "refused with one press")
    window.wait_words("You said no: ", within=("list item", "Threads"))
    window.find("button", "Say No", within=("list item", "Facebook"))


def test_one_account_at_a_time(open_pane, api, pair):
    say(api, pair[0], True)
    window = open_pane()
    window.wait_words("Advertising · Threads")
    row = window.find("combo box", "Shown Account")
    window.act(row)
    window.click(window.find("list item", THREADS))
    window.wait_words(NOBODY)
    window.press("list item", ADS)
    window.find("list item", "Facebook", within=("dialog", ADS))
    assert not window.all("list item", "Threads", within=("dialog", ADS))
    leave(window)


def test_other_programs_are_followed(open_pane, api, pair):
    window = open_pane()
    open_purpose(window)
    say(api, pair[0], True)
    window.wait_words("You said yes:", within=("list item", "Threads"))
    say(api, pair[0], False)
    window.wait_words("You took it back: ", within=("list item", "Threads"))


def test_receipt_is_saved_and_holds(open_pane, api, pair, session, tmp_path):
    say(api, pair[0], True)
    window = open_pane()
    window.press("list item", "History & Receipts")
    window.wait_words("You said yes to Threads")
    path = tmp_path / "proof.json"
    window.press("button", "Save Receipt…", within=("list item", "You said yes to Threads"))
    window.save_file("Save Receipt", path)
    window.wait_words("Receipt saved")
    assert json.loads(path.read_text())["recipient"] == "threads"
    assert subprocess.run([build_dir() / "src/cli/acctl", "receipts", "verify", path], env=session.env, check=False).returncode == 0


def fill_ledger(api, account, lines):
    for number in range(lines // 2):
        say(api, account, number % 2 == 0)


def test_who_used_my_data(open_pane, api, pair):
    """Filters and search are the backend's; the window shows the part of it that one looks at."""
    fill_ledger(api, pair[0], 600)
    say(api, pair[1], False, "improve", "facebook")
    window = open_pane()
    window.press("list item", "Who Used My Data")
    window.wait_words("You said no to Facebook")
    window.set_text(window.find("entry", "Search by Service, Purpose or Account"), "improve")
    window.wait_gone("label", "You said yes to Threads")
    window.wait_words("You said no to Facebook")
    picture(window, "ledger-search")
    window.set_text(window.find("entry", "Search by Service, Purpose or Account"), "nothing of the kind")
    window.wait_words("Nothing Found")
    picture(window, "ledger-nothing-found")
    window.set_text(window.find("entry", "Search by Service, Purpose or Account"), "")
    window.wait_words("You said yes to Threads")
    window.press("toggle button", "Outcome: Every Outcome")
    window.find("list item", "Refused")
    wait_for(lambda: "focused" not in window.find("entry", "Search by Service, Purpose or Account").states, 20, "the list has the focus")
    window.keys("End", "Return")
    window.wait_words("Nothing Found")


def test_long_ledger_is_scrolled(open_pane, api, pair):
    """To the oldest line and back, as far as the keys go."""
    fill_ledger(api, pair[0], 400)
    window = open_pane()
    window.press("list item", "Who Used My Data")
    window.wait_words("You said yes to Threads")
    walk_to(window, lambda node: node.role == "list item" and "You said" in node.label)

    def oldest():
        window.keys("End")
        return window.all("list item", "You signed in at Facebook")
    wait_for(oldest, 60, "the first line of all")

    def newest():
        window.keys("Home")
        return window.all("list item", "You said no to Threads")
    wait_for(newest, 60, "and the last again")


def stop_now(window):
    window.press("check box", "Stop All Sharing")


def is_stopped(backend):
    return backend.api.get("/v1/backend").json["sharing_stopped"]


def test_stops_with_a_locked_keyring(open_pane, usual_backend, pair, keyring):
    keyring.lock()
    window = open_pane()
    stop_now(window)
    wait_for(lambda: is_stopped(usual_backend), 20, "stopped")
    window.wait_words("All Sharing Is Stopped")


def test_stops_while_the_backend_is_busy(open_pane, usual_backend, pair):
    """One press while it answers nobody: the window says so at once, and it holds as soon as the backend comes to it."""
    import os
    import signal
    window = open_pane()
    process = usual_backend.process
    os.kill(process.pid, signal.SIGSTOP)
    try:
        stop_now(window)
        window.wait_words("All Sharing Is Stopped")
        window.action("pane", "overview")
        assert "checked" in window.find("check box", "Stop All Sharing").states, "one wish, wherever it is shown"
    finally:
        os.kill(process.pid, signal.SIGCONT)
    wait_for(lambda: is_stopped(usual_backend), 30, "stopped")


def test_stops_once_the_backend_is_back(open_pane, usual_backend, pair):
    window = open_pane()
    window.wait_words(NOBODY)
    usual_backend.process.popen.kill()
    stop_now(window)
    wait_for(usual_backend.answers, 60, "the window started it again")
    wait_for(lambda: is_stopped(usual_backend), 60, "stopped")


SETTINGS = {"Keep Services Separate": ("keep_separate", "You began to keep services separate"),
            "Do Not Sell or Share": ("do_not_sell", "You told services not to sell or share your data")}


def is_set(api, member):
    return api.get("/v1/privacy").json[member]["on"]


@pytest.mark.parametrize("row", SETTINGS)
def test_settings_for_all_services(open_pane, api, pair, row):
    """On and off with one press each and without a question; both have their line and their receipt."""
    member, words = SETTINGS[row]
    say(api, pair[0], True)
    window = open_pane()
    assert "checked" not in window.find("check box", row).states
    window.press("check box", row)
    wait_for(lambda: is_set(api, member), 20, "on")
    wait_for(lambda: "checked" in window.find("check box", row).states, 20, "shown")
    if member == "keep_separate":
        window.wait_words("What you allow waits while services are kept separate")
        window.wait_words("Paused", within=("list item", ADS))
    picture(window, f"setting-{member}")
    window.press("list item", "Who Used My Data")
    window.wait_words(words)
    leave(window)
    window.press("list item", "History & Receipts")
    window.wait_words(words)
    leave(window)
    window.press("check box", row)
    wait_for(lambda: not is_set(api, member), 20, "off")
    assert not window.all("alert") and not window.all("dialog")
    wait_for(lambda: "Paused" not in window.find("list item", ADS).words, 20, "what was allowed is there again")


@pytest.mark.parametrize("row", SETTINGS)
def test_settings_wait_for_the_backend(open_pane, usual_backend, api, pair, row):
    import os
    import signal
    window = open_pane()
    os.kill(usual_backend.process.pid, signal.SIGSTOP)
    try:
        window.press("check box", row)
        wait_for(lambda: "checked" in window.find("check box", row).states, 20, "it says so at once")
    finally:
        os.kill(usual_backend.process.pid, signal.SIGCONT)
    wait_for(lambda: is_set(api, SETTINGS[row][0]), 30, "and it holds")
    usual_backend.process.popen.kill()
    window.press("check box", row)
    wait_for(usual_backend.answers, 60, "the window started it again")
    wait_for(lambda: not is_set(api, SETTINGS[row][0]), 60, "off")


@pytest.mark.parametrize("size, scheme, direction, look", TWO_LOOKS)
def test_who_honours_it(open_pane, api, pair, size, scheme, direction, look):
    """Each service's own word, asked only while it is wished, and called no more than that."""
    window = open_pane(size=size, scheme=scheme, direction=direction)
    assert "Who Honours It" not in window.describe(), "nobody was asked"
    window.press("check box", "Do Not Sell or Share")
    window.press("button", "Who Honours It")
    window.wait_words("Says that it honours this", within=("list item", "Facebook"))
    window.wait_words("Says that it does not honour this", within=("list item", "Threads"))
    picture(window, f"{look}-signal")
    leave(window)
    window.press("check box", "Do Not Sell or Share")
    wait_for(lambda: "Who Honours It" not in window.describe(), 20, "and nobody is asked any more")


def test_links_are_told_as_such(open_pane, pair):
    """A link that nothing is turned on in isn't told as more."""
    window = open_pane()
    window.press("list item", "Who Used My Data")
    window.wait_words("You linked an account with Threads")
    assert "You turned something on" not in window.describe()


def press_practice(backend, question):
    """A button of the practice services' page of questions."""
    base = backend.api.get("/v1/backend").json["practice_services"]
    assert open_page(base + "/asks", {"question": question}, {"Origin": base})[0] in (302, 303)
    return open_page(base + "/asks")[2]


@pytest.fixture
def asking_backend(session, make_backend):
    """A backend whose practice services ask, and say what they want."""
    return make_backend("--practice", socket=session.run / "accounts-center/backend.sock")


@pytest.fixture
def asked(asking_backend, make_window):
    """A window on it, with a Threads account that is linked with a Page, and the account's id."""
    api, made = asking_backend.api, []
    for service, person in (("facebook", FACEBOOK_LENA), ("threads", THREADS_LENA)):
        attempt = begin(api, service, "")
        consent(attempt, person)
        made.append(finish(api, attempt))
    assert api.post("/v1/links", {"accounts": made, "switches": {}, "words_version": 1}).status == 201
    press_practice(asking_backend, "facebook-terms")

    def open_it(**look):
        window = make_window(backend=asking_backend, **look)
        window.press("button", "Use on This Computer")
        window.action("pane", "privacy")
        window.press("list item", ADS)
        window.find("list item", "Facebook", within=("dialog", ADS))
        return window
    return open_it, made[1]


def facebook_switch(window):
    return window.find("check box", "Facebook", within=("dialog", ADS))


@pytest.mark.parametrize("size, scheme, direction, look", TWO_LOOKS)
def test_who_wants_more_asks_anew(asked, asking_backend, size, scheme, direction, look):
    """Only what they say they want is offered; what is new is told, and nothing holds until it is answered."""
    open_it, account = asked
    api, window = asking_backend.api, open_it(size=size, scheme=scheme, direction=direction)
    window.act(facebook_switch(window))
    window.wait_words("They keep it for 30 days.")
    assert [box.label for box in window.all("check box", within=window.find("alert"))] == ["Phone number", "Name and picture"]
    picture(window, f"{look}-terms-1-question")
    window.press("check box", "Name and picture")
    window.press("button", "Turn On")
    window.wait_words("You said yes:")
    assert api.get("/v1/choices").json["items"][0]["terms_version"] == 1
    press_practice(asking_backend, "facebook-wants-more")
    window.wait_words("Facebook wants more now and gets nothing until you answer.")
    picture(window, f"{look}-terms-2-wider")
    leave(window)
    window.wait_words("Somebody wants more than you allowed")
    window.wait_words("Nothing Extra Is Allowed")
    picture(window, f"{look}-terms-3-pane")
    window.press("list item", ADS)
    window.press("button", "Answer…", within=("dialog", ADS))
    window.wait_words("More than you allowed: phone number, how you use the account. They don’t say for how long they keep it.")
    assert not [box for box in window.all("check box", within=window.find("alert")) if "checked" in box.states], "also what was allowed before is asked"
    assert not PRESSING.search(window.find("alert").words)
    picture(window, f"{look}-terms-4-anew")
    window.press("check box", "Name and picture")
    window.press("button", "Turn On")
    wait_for(lambda: api.get("/v1/choices").json["items"][0].get("terms_version") == 2, 20, "the yes is to what was shown")
    window.wait_words("You said yes:")
    leave(window)
    window.press("list item", "Who Used My Data")
    window.wait_words("Facebook wants more now, so your yes ended")


def test_wants_more_off_with_one_press(asked, asking_backend):
    open_it, account = asked
    api, window = asking_backend.api, open_it()
    say(api, account, True, recipient="facebook", terms_version=1)
    press_practice(asking_backend, "facebook-wants-more")
    window.wait_words("Facebook wants more now")
    window.act(facebook_switch(window))
    wait_for(lambda: choices(api) == {("facebook", "ads"): "withdrawn"}, 20, "off with one press")
    window.wait_words("You took it back: ")
    assert not window.all("alert")


def test_terms_change_while_one_answers(asked, asking_backend):
    """A yes to words that hold no more is none; the new ones are shown."""
    open_it, account = asked
    api, window = asking_backend.api, open_it()
    window.act(facebook_switch(window))
    window.wait_words("They keep it for 30 days.")
    press_practice(asking_backend, "facebook-wants-more")
    window.press("check box", "Name and picture")
    window.press("button", "Turn On")
    window.wait_words("They changed what they want while you answered, so nothing was turned on. They don’t say for how long they keep it.")
    assert choices(api) == {}
    picture(window, "terms-changed")
    window.press("check box", "How you use the account")
    window.press("button", "Turn On")
    wait_for(lambda: choices(api) == {("facebook", "ads"): "given"}, 20, "answered anew")


def test_undo(open_pane, api, pair):
    """The last answer is taken back with one press, and who gave it is told."""
    say(api, pair[0], True)
    window = open_pane()
    open_purpose(window)
    window.wait_words("in another program. It ends:", within=("list item", "Threads"))
    window.act(switch_of(window))
    assert ", in this app" in window.wait_words("You took it back: ", within=("list item", "Threads")).name
    picture(window, "undo")
    window.press("button", "Undo", within=("list item", "Threads"))
    wait_for(lambda: choices(api)["threads", "ads"] == "given", 20, "as it was before")
    window.wait_words("You said yes:", within=("list item", "Threads"))
    assert len(api.get(f"/v1/choices/{api.get('/v1/choices').json['items'][0]['id']}/history").json["items"]) == 3, "an answer as each other"
    say(api, pair[0], False, "improve")
    leave(window)
    window.press("list item", "Make Their Products Better")
    window.press("button", "Undo", within=("list item", "Threads"))
    wait_for(lambda: choices(api)["threads", "improve"] == "unknown", 20, "nothing is said again")
    window.wait_words(OFF, within=("list item", "Threads"))


@pytest.mark.parametrize("size, scheme, direction, look", TWO_LOOKS)
def test_undo_in_the_history(open_pane, api, pair, size, scheme, direction, look):
    """Only the last word about something can be taken back, and what comes of it stands above it."""
    say(api, pair[0], True)
    say(api, pair[0], False)
    say(api, pair[1], False, "improve", "facebook")
    window = open_pane(size=size, scheme=scheme, direction=direction)
    window.press("list item", "History & Receipts")
    window.find("button", "Undo", within=("list item", "You said no to Threads"))
    window.find("button", "Undo", within=("list item", "You said no to Facebook"))
    assert len(window.all("button", "Undo")) == 2, "what was answered anew since stays"
    picture(window, f"{look}-history-undo")
    window.press("button", "Undo", within=("list item", "You said no to Threads"))
    wait_for(lambda: choices(api)["threads", "ads"] == "given", 20, "as it was before")
    lines = ("list", "History and receipts")
    wait_for(lambda: [node.label for node in window.all("list item", within=lines)][:4] == [
        "You said yes to Threads", "You said no to Facebook", "You said no to Threads", "You said yes to Threads"], 20, "a line of its own")
    window.wait_gone("button", "Undo", within=("list item", "You said no to Threads"))
    window.find("button", "Undo", within=("list item", "You said yes to Threads"))
    assert len(window.all("button", "Undo")) == 2


def test_no_works_while_the_backend_is_busy(open_pane, usual_backend, api, pair):
    import os
    import signal
    say(api, pair[0], True)
    window = open_pane()
    open_purpose(window)
    window.wait_words("You said yes:")
    os.kill(usual_backend.process.pid, signal.SIGSTOP)
    try:
        window.act(switch_of(window))
        wait_for(lambda: "checked" not in switch_of(window).states, 20, "it says so at once")
        picture(window, "pending-off")
    finally:
        os.kill(usual_backend.process.pid, signal.SIGCONT)
    wait_for(lambda: choices(api)["threads", "ads"] == "withdrawn", 30, "and it holds")


def test_by_keyboard_alone(open_pane, api, pair):
    window = open_pane()
    walk_to(window, lambda node: node.label == ADS and node.role == "list item")
    window.keys("Return")
    window.wait_words(OFF)
    walk_to(window, lambda node: node.label == "Threads")
    window.keys("Return")
    window.wait_words(QUESTION)
    walk_to(window, lambda node: node.label == "Phone number")
    window.keys("Return")
    wait_for(lambda: "sensitive" in window.find("button", "Turn On").states, 10, "something is ticked")
    walk_to(window, lambda node: node.label == "Turn On")
    window.keys("Return")
    wait_for(lambda: choices(api).get(("threads", "ads")) == "given", 20, "said with keys alone")
    window.wait_words("You said yes:")
    walk_to(window, lambda node: node.label == "Threads")
    window.keys("Return")
    wait_for(lambda: choices(api)["threads", "ads"] == "withdrawn", 20, "and taken back with one")
    leave(window)
    walk_to(window, lambda node: node.label == "Who Used My Data" and node.role == "list item")
    window.keys("Return")
    window.wait_words("You said no to Threads")
    walk_to(window, lambda node: node.role == "list item" and "You said" in node.label)
    leave(window)


def test_help_is_at_hand(open_pane):
    window = open_pane()
    walk_to(window, lambda node: node.label == ADS and node.role == "list item")
    window.keys("F1")
    window.wait_words("Nobody gets what is yours for that")
    leave(window)
    window.press("button", "Learn More: Who May Use My Data")
    window.wait_words("What Needs No Yes")


@pytest.mark.parametrize("row, words", [("ledger", "Who Used My Data"), ("history", "History & Receipts"),
                                        ("ads", ADS), ("provide", "Do What You Asked For"), ("keep-separate", "Keep Services Separate"),
                                        ("do-not-sell", "Do Not Sell or Share")])
def test_leads_to_a_row(make_window, window, usual_backend, row, words):
    window.close()
    made = make_window(f"accounts-center://privacy/{row}", backend=usual_backend)
    made.find("list item", words)
    wait_for(lambda: (node := made.focused()) and node.label == words, 20, "it has the focus")


def test_words_press_nobody():
    """Each text that the pane and its questions are made of."""
    root = pathlib.Path(__file__).resolve().parents[2]
    texts = [(path.name, text) for path in sorted((root / "src/app/privacy").iterdir()) if path.suffix in (".c", ".blp")
             for text in re.findall(r'"((?:[^"\\]|\\.)*)"', path.read_text())]
    assert len(texts) > 100
    assert not [pair for pair in texts if PRESSING.search(pair[1])]
