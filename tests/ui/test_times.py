# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a status stays and when it is shared, undo, and drafts, in the window.

A picture of each screen is left in pictures/times of the build directory.
"""
import json
import os
import resource
import signal
import stat
import time

import pytest

from harness.ages import from_now, let_pass
from harness.backend import build_dir
from harness.job import begin, finish, send_at_once, wait_state
from harness.practice import THREADS_LENA, consent
from harness.processes import wait_for
from harness.stumble import stumbling
from harness.window import NARROW, SAYS, WIDE
from test_servers import open_window  # noqa: F401

PICTURES = build_dir() / "pictures/times"
LOOKS = [(NARROW, "prefer-dark", "narrow-dark"), (WIDE, "prefer-light", "wide-light")][:None if os.environ.get("AC_SOAK") else 1]


@pytest.fixture
def usual_backend(session, make_backend, practice):
    return make_backend(socket=session.run / "accounts-center/backend.sock", practice=practice.base)


@pytest.fixture
def account(usual_backend):
    attempt = begin(usual_backend.api, "threads", "")
    consent(attempt, THREADS_LENA)
    return finish(usual_backend.api, attempt)


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")


def open_pane(open_window, size, scheme, **more):  # noqa: F811
    window = open_window(size=size, scheme=scheme, **more)
    window.press("button", "Use on This Computer")
    window.action("pane", "status")
    return window


def write(window, text):
    window.press("button", "Write a Status")
    window.set_text(window.find("text", "Text of the status"), text)


def choose(window, row, name):
    window.act(window.find("combo box", row))
    window.click(window.find("list item", name))


def set_value(window, node, value):
    from gi.repository import GLib
    window.ask(window.name, node.path, "org.freedesktop.DBus.Properties", "Set", "(ssv)", SAYS + "Value", "CurrentValue",
               GLib.Variant("d", value))


NOT_KEPT = "What you write can’t be kept. It stays here until you close it"
FILTERS = ("All", "Scheduled", "Drafts", "Live", "Ended")


def show(window, before, after):
    """The list to choose from is called what it shows."""
    window.click(window.find("combo box", before))
    window.find("list item", after)
    time.sleep(0.5)
    window.keys("Home", *["Down"] * FILTERS.index(after), "Return")
    window.find("combo box", after)


@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_life_and_time(open_window, usual_backend, account, practice, size, scheme, look):  # noqa: F811
    """The rows of the composer, and what the cards say: scheduled, live until, over."""
    api = usual_backend.api
    send_at_once(api)
    window = open_pane(open_window, size, scheme)
    write(window, "Fresh bread")
    window.press("check box", "@lenas.bakery")
    choose(window, "Ends", "After 24 hours")
    choose(window, "When", "At a time")
    window.find("spin button", "Hour")
    picture(window, f"{look}-composer")
    window.press("button", "Share")
    window.wait_words("Will be shared at")
    status, = api.get("/v1/statuses").json["items"]
    assert status["life"] == "24h" and status["deliveries"][0]["state"] == "scheduled" and not practice.held("posts")
    picture(window, f"{look}-scheduled")
    let_pass(usual_backend, minutes=61)
    window.wait_words("· until", seconds=60)
    picture(window, f"{look}-live")
    let_pass(usual_backend, hours=30)
    window.wait_words("Its time was over", seconds=60)
    picture(window, f"{look}-over")
    write(window, "The life that was chosen last")
    assert "After 24 hours" in window.find("combo box", "Ends").words


def test_missed_asks(open_window, usual_backend, account, practice):  # noqa: F811
    api = usual_backend.api
    api.post("/v1/statuses", {"text": "Missed", "share_at": from_now(minutes=10),
                              "targets": [{"account_id": account, "audience": "public"}]})
    let_pass(usual_backend, hours=5)
    window = open_pane(open_window, NARROW, "prefer-light")
    window.wait_words("and nothing was sent. Share it now?", seconds=40)
    picture(window, "narrow-light-missed")
    assert not practice.held("posts")
    window.press("button", "Share Now")
    window.wait_words("Arrived", seconds=40)
    assert len(practice.held("posts")) == 1


@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_undo(open_window, usual_backend, account, practice, size, scheme, look):  # noqa: F811
    """Undo within its time: nothing was sent, and the composer comes back with the words and the target."""
    window = open_pane(open_window, size, scheme)
    write(window, "Too soon")
    window.press("check box", "@lenas.bakery")
    window.press("button", "Share")
    window.wait_words("Sharing to 1 place")
    picture(window, f"{look}-undo")
    window.act(window.all("button", "Undo")[-1])            # the toast's; the row has one for its own copy
    assert "Too soon" in window.find("text", "Text of the status").text
    window.find("button", "Share")
    picture(window, f"{look}-undone")
    draft, = usual_backend.api.get("/v1/drafts").json["items"]
    assert draft["targets"] == [{"account_id": account, "audience": "public"}] and not practice.held("posts")
    window.press("button", "Share")
    wait_for(lambda: len(practice.held("posts")) == 1, 40, "it is shared after all")
    assert not usual_backend.api.get("/v1/drafts").json["items"]


@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_draft_after_a_kill(open_window, usual_backend, account, size, scheme, look):  # noqa: F811
    """The window is killed while somebody types: at most the last second is lost, and the draft is offered again."""
    api = usual_backend.api
    window = open_pane(open_window, size, scheme)
    write(window, "Half a thou")
    time.sleep(1)
    window.process.stop(9)
    assert [draft["text"] for draft in api.get("/v1/drafts").json["items"]] == ["Half a thou"]
    window = open_window(size=size, scheme=scheme)
    window.action("pane", "status")
    show(window, "All", "Drafts")
    window.wait_words("Half a thou")
    picture(window, f"{look}-drafts")
    window.press("button", "Continue")
    assert "Half a thou" in window.find("text", "Text of the status").text
    window.press("button", "Cancel")
    window.press("button", "Keep as Draft")
    window.wait_gone("text", "Text of the status")
    assert len(api.get("/v1/drafts").json["items"]) == 1
    window.press("button", "Continue")
    window.find("text", "Text of the status")
    window.press("button", "Cancel")
    window.press("button", "Discard")
    wait_for(lambda: not api.get("/v1/drafts").json["items"], 20, "it is gone")


def test_last_words_without_a_backend(open_window, usual_backend, session):  # noqa: F811
    """The backend is gone while somebody types: a file that nobody else may read keeps the words until it took them."""
    window = open_pane(open_window, WIDE, "prefer-light")
    write(window, "Before")
    time.sleep(1)
    usual_backend.kill()
    usual_backend.socket.unlink(missing_ok=True)
    usual_backend.socket.mkdir()                            # nobody can be started there
    window.set_text(window.find("text", "Text of the status"), "The last words")
    words = session.home / ".local/state/accounts-center/words/here"
    file, = wait_for(lambda: words.is_dir() and [path for path in words.iterdir() if "The last words" in path.read_text()], 60, "the file")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    window.process.stop(9)
    usual_backend.socket.rmdir()
    usual_backend.start()
    window = open_window()
    window.action("pane", "status")
    wait_for(lambda: [draft["text"] for draft in usual_backend.api.get("/v1/drafts").json["items"]] == ["The last words"], 30, "it was told")
    wait_for(lambda: not list(words.iterdir()), 20, "the file is gone")


def test_last_words_after_the_power_failed(open_window, usual_backend, session, tmp_path):  # noqa: F811
    """What a disk was not told to keep is gone: no more than what was typed since the words were kept last."""
    words, mark, text = session.home / ".local/state/accounts-center/words", tmp_path / "now", "The last words"
    window = open_pane(open_window, WIDE, "prefer-light", env=stumbling(mark, 1, words, "power", "write"))
    write(window, "Before")
    wait_for(lambda: usual_backend.api.every("/v1/drafts"), 20, "it is told")
    usual_backend.kill()
    usual_backend.socket.unlink(missing_ok=True)
    usual_backend.socket.mkdir()                            # nobody can be started there
    window.set_text(window.find("text", "Text of the status"), text)
    wait_for(lambda: [path for path in words.glob("here/*") if text in path.read_text()], 60, "the file")
    time.sleep(1)
    mark.touch()
    window.set_text(window.find("text", "Text of the status"), f"{text}, and then the lights went out")
    wait_for(lambda: not window.process.alive, 20, "the lights are out")
    assert [json.loads(path.read_text())["text"] for path in words.glob("here/*") if "." not in path.name] == [text]
    usual_backend.socket.rmdir()
    usual_backend.start()
    open_window()
    wait_for(lambda: [draft["text"] for draft in usual_backend.api.get("/v1/drafts").json["items"]] == [text], 30, "it was told")


def test_last_words_while_the_backend_is_silent(open_window, usual_backend, session):  # noqa: F811
    """It stands still: what was typed a second ago is in a file all the same."""
    window = open_pane(open_window, WIDE, "prefer-light")
    write(window, "Before")
    wait_for(lambda: usual_backend.api.every("/v1/drafts"), 20, "it is told")
    os.kill(usual_backend.process.pid, signal.SIGSTOP)
    try:
        for text in ("The last", "The last words"):
            window.set_text(window.find("text", "Text of the status"), text)
            time.sleep(1)
            words = session.home / ".local/state/accounts-center/words/here"
            assert [json.loads(path.read_text())["text"] for path in words.iterdir()] == [text]
        window.process.stop(9)
    finally:
        os.kill(usual_backend.process.pid, signal.SIGCONT)
    window = open_window()
    wait_for(lambda: [draft["text"] for draft in usual_backend.api.every("/v1/drafts")] == ["The last words"], 30, "it was told")
    wait_for(lambda: not list(words.iterdir()), 20, "the file is gone")


@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_what_cannot_be_kept_is_told(open_window, usual_backend, account, practice, session, size, scheme, look):  # noqa: F811
    """The disk takes nothing, neither here nor from the backend: the composer says so, stops nobody, and says no more once it is kept."""
    send_at_once(usual_backend.api)
    window = open_pane(open_window, size, scheme)
    write(window, "Before")
    wait_for(lambda: usual_backend.api.every("/v1/drafts"), 20, "it is told")
    pids = (usual_backend.process.pid, window.process.pid)
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    window.set_text(window.find("text", "Text of the status"), "Nobody keeps this")
    window.wait_words(NOT_KEPT)
    picture(window, f"{look}-not-kept")
    assert not list((session.home / ".local/state/accounts-center/words/here").iterdir())
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    window.set_text(window.find("text", "Text of the status"), "Somebody keeps this")
    wait_for(lambda: [draft["text"] for draft in usual_backend.api.every("/v1/drafts")] == ["Somebody keeps this"], 20, "it is kept")
    window.wait_gone("label", NOT_KEPT)
    window.press("check box", "@lenas.bakery")
    window.press("button", "Share")
    wait_for(lambda: len(practice.held("posts")) == 1, 40, "it is shared")


def test_folder_that_cannot_be_written(open_window, usual_backend, session):  # noqa: F811
    window = open_pane(open_window, WIDE, "prefer-light")
    (session.home / ".local/state/accounts-center/words").write_text("no folder")
    write(window, "Before")
    wait_for(lambda: usual_backend.api.every("/v1/drafts"), 20, "it is told")
    assert not window.all("label", NOT_KEPT)
    usual_backend.kill()
    usual_backend.socket.unlink(missing_ok=True)
    usual_backend.socket.mkdir()
    window.set_text(window.find("text", "Text of the status"), "The last words")
    window.wait_words(NOT_KEPT, seconds=60)
    assert window.find("text", "Text of the status").text == "The last words"
    window.process.stop(9)
    usual_backend.socket.rmdir()


def test_changed_before_its_time(open_window, usual_backend, account, practice):  # noqa: F811
    """What waits for its time comes back to the composer, with its time, and is shared once."""
    api = usual_backend.api
    api.post("/v1/statuses", {"text": "Later", "share_at": from_now(hours=30), "targets": [{"account_id": account, "audience": "public"}]})
    window = open_pane(open_window, WIDE, "prefer-light")
    window.press("button", "Edit…")
    assert window.find("text", "Text of the status").text == "Later"
    assert "At a time" in window.find("combo box", "When").words
    choose(window, "When", "Now")
    window.press("button", "Share")
    wait_for(lambda: len(practice.held("posts")) == 1, 40, "it is shared")
    assert not api.get("/v1/drafts").json["items"] and not api.get("/v1/statuses?state=scheduled").json["items"]


@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_time_is_moved(open_window, usual_backend, account, practice, size, scheme, look):  # noqa: F811
    """Another time and nothing else; what is nowhere yet is deleted, and not everywhere."""
    api = usual_backend.api
    before = api.post("/v1/statuses", {"text": "Later", "life": "7d", "share_at": from_now(hours=30),
                                       "targets": [{"account_id": account, "audience": "public"}]}).json
    window = open_pane(open_window, size, scheme)
    window.press("button", "Change Time…")
    set_value(window, window.find("spin button", "Minute"), 18 if ":17:" in before["share_at"] else 17)
    picture(window, f"{look}-move")
    window.press("button", "Change")
    window.wait_words("Will be shared at")
    window.wait_gone("button", "Change")
    after, = api.get("/v1/statuses").json["items"]
    assert after["share_at"] != before["share_at"] and after["deliveries"][0]["state"] == "scheduled" and not api.every("/v1/drafts")
    assert {**after, "share_at": None, "deliveries": None} == {**before, "share_at": None, "deliveries": None}
    picture(window, f"{look}-moved")
    assert not window.all("button", "Delete Everywhere…")
    window.press("button", "Delete…")
    window.wait_words("It won’t be shared")
    picture(window, f"{look}-delete-scheduled")
    window.press("button", "Cancel")
    window.press("button", "Change Time…")
    choose(window, "When", "Now")
    window.press("button", "Change")
    wait_state(api, before["id"], "live")
    window.find("button", "Delete Everywhere…")
    assert len(practice.held("posts")) == 1 and not window.all("button", "Change Time…")


@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_time_to_undo_is_chosen(open_window, usual_backend, size, scheme, look):  # noqa: F811
    """What another program chose is shown as well, and what can't be stored is not shown as chosen."""
    api = usual_backend.api
    window = open_pane(open_window, size, scheme)
    window.action("pane", "overview")
    assert "10 seconds" in window.find("combo box", "Time to Undo").words
    choose(window, "Time to Undo", "Off")
    wait_for(lambda: api.get("/v1/settings").json["undo_seconds"] == 0, 20, "it is stored")
    assert api.request("PATCH", "/v1/settings", {"undo_seconds": 15}).status == 200
    wait_for(lambda: "15 seconds" in window.find("combo box", "Time to Undo").words, 20, "it is shown")
    picture(window, f"{look}-time-to-undo")


def test_finding(open_window, usual_backend, account):  # noqa: F811
    api = usual_backend.api
    made = [api.post("/v1/statuses", {"text": text, "targets": [{"account_id": account, "audience": "public"}], **more}).json["id"]
            for text, more in (("Morning bread", {}), ("Evening bread", {"share_at": from_now(hours=3)}), ("Cake", {}))]
    for status in (made[0], made[2]):
        wait_state(api, status, "live")
    window = open_pane(open_window, NARROW, "prefer-light")
    window.wait_words("Evening bread")
    show(window, "All", "Scheduled")
    window.wait_gone("label", "Cake")
    window.wait_words("Evening bread")
    picture(window, "narrow-light-scheduled-only")
    show(window, "Scheduled", "All")
    window.set_text(window.find("entry", "Search statuses"), "CAKE")
    window.wait_gone("label", "Evening bread")
    window.wait_words("Cake")
    picture(window, "narrow-light-search")
    window.set_text(window.find("entry", "Search statuses"), "nothing like it")
    window.wait_words("Nothing Found")
