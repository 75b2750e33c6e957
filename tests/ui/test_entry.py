# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other programs hand over opens the composer with it: by D-Bus, as files that are opened, and from the desktop's search.

Nothing is shared before the person presses Share. A picture of each screen is left in pictures/entry of the build directory.
"""
import pathlib
import subprocess
import sys
import time

import pytest

from harness.backend import build_dir
from harness.bus_part import BusPart
from harness.job import begin, finish, send_at_once
from harness.keyring import connect, owned
from harness.pictures import jpeg, noise, png, stored
from harness.practice import THREADS_LENA, consent
from harness.processes import Process, read_line, wait_for
from harness.videos import mp4
from harness.window import NARROW, WIDE
from test_desktop import APP_ID, APP_PATH, ask, ask_application, ask_search
from test_navigation import call
from test_servers import open_window  # noqa: F401

PICTURES = build_dir() / "pictures/entry"
VAST = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\2\2D\1\0;"       # of 65535 pixels each way
GIVER = pathlib.Path(__file__).resolve().parents[1] / "service/harness/giver.py"
XML = pathlib.Path(__file__).resolve().parents[2] / f"data/dbus/{APP_ID}.Share1.xml"
LOOKS = [(WIDE, "prefer-light", "wide-light"), (NARROW, "prefer-dark", "narrow-dark")]


@pytest.fixture
def usual_backend(session, make_backend, practice):
    return make_backend(socket=session.run / "accounts-center/backend.sock", practice=practice.base)


@pytest.fixture
def api(usual_backend):
    attempt = begin(usual_backend.api, "threads", "")
    consent(attempt, THREADS_LENA)
    finish(usual_backend.api, attempt)
    return usual_backend.api


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")


def compose(session, text="", uris=(), **options):
    from gi.repository import GLib
    given = {name.replace("_", "-"): GLib.Variant("s" if isinstance(value, str) else "i", value) for name, value in options.items()}
    return ask(session, APP_PATH + "/Share", f"{APP_ID}.Share1", "Compose", "(sasa{sv})", text, [str(uri) for uri in uris], given)


def refused(session, *arguments, **more):
    from gi.repository import Gio, GLib
    with pytest.raises(GLib.Error) as raised:
        compose(session, *arguments, **more)
    return Gio.DBusError.get_remote_error(raised.value)


def written(window):
    return window.find("text", "Text of the status").text


@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_handed_over_on_the_bus(open_window, api, practice, session, tmp_path, size, scheme, look):  # noqa: F811
    """A text, a picture and a link, from a program that is not even there any more when the person shares it."""
    path = tmp_path / "Frisches Brot.jpg"
    path.write_bytes(jpeg(400, 300))
    window = open_window(size=size, scheme=scheme)
    window.press("button", "Use on This Computer")
    compose(session, "Fresh bread", [path.as_uri(), "https://bakery.example/bread"], activation_token="token_1")
    window.find("text", "What the Picture Shows")
    assert written(window) == "Fresh bread\nhttps://bakery.example/bread"
    picture(window, f"{look}-handed-over")
    time.sleep(2)
    assert not practice.held("posts") and not api.every("/v1/statuses")
    compose(session, "And more")
    wait_for(lambda: written(window).endswith("/bread\nAnd more"), 20, "it is added to what stands there")
    assert len(window.all("text", "Text of the status")) == 1
    window.press("check box", "@lenas.bakery")
    window.press("button", "Share")
    wait_for(lambda: len(practice.held("posts")) == 1, 60, "the person has shared it")


def test_wrong_calls(open_window, api, session):  # noqa: F811
    window = open_window()
    window.press("button", "Use on This Computer")
    error = APP_ID + ".Error."
    assert refused(session, "a" * 100001) == error + "TooLong"
    for uri in ("accounts-center://accounts", "javascript:alert(1)", "/etc/passwd", "", "data:text/plain,x", "file:" + "x" * 9000):
        assert refused(session, "Bread", [uri]) == error + "Invalid", uri
    assert refused(session, "", ["https://bakery.example"] * 11) == error + "Invalid"
    assert refused(session, "Bread", share="now") == refused(session, "Bread", activation_token=1) == error + "Invalid"
    assert not window.all("text", "Text of the status")
    told = ask(session, APP_PATH + "/Share", "org.freedesktop.DBus.Introspectable", "Introspect", "()")[0]
    assert '<method name="Compose">' in told and '<method name="Compose">' in XML.read_text()
    # The same by the action of the application, which anybody can activate.
    subprocess.run(["gdbus", "call", "--session", "-d", APP_ID, "-o", APP_PATH, "-m", "org.gtk.Actions.Activate", "compose-with",
                    "[<('', ['javascript:alert(1)'], '')>]", "{}"], env=window.env, check=True, stdout=subprocess.DEVNULL, timeout=60)
    time.sleep(1)
    assert not window.all("text", "Text of the status")


def test_asked_first_where_the_accounts_are(make_window, keyring, api, session):
    """At the first start: all that was handed over waits until the person has chosen."""
    window = make_window("--gapplication-service", hidden=True)
    bus = connect(session)
    bus.set_exit_on_close(False)
    wait_for(lambda: owned(bus, APP_ID), 30, "it is on the bus")
    compose(session, "First of all")
    compose(session, "And this")
    window.appear()
    window.find("button", "Use on This Computer")
    assert not window.all("text", "Text of the status")
    window.press("button", "Use on This Computer")
    assert written(window) == "First of all\nAnd this"


def test_files_that_are_opened(open_window, api, session, tmp_path):  # noqa: F811
    """As a file manager opens them; each that can't be taken is told by its name, and the others are there."""
    good, film, words = tmp_path / "good.png", tmp_path / "film.mp4", tmp_path / "words.txt"
    good.write_bytes(png(40, 30)), film.write_bytes(mp4(5)), words.write_text("Grüße aus der Backstube\n")
    window = open_window()
    window.press("button", "Use on This Computer")
    ask_application(session, "Open", "(asa{sv})", [good.as_uri(), words.as_uri()], {})
    window.find("text", "What the Picture Shows")
    wait_for(lambda: written(window) == "Grüße aus der Backstube", 20, "the text is there")
    bad = {"gone.png": None, "broken.jpg": b"\xff\xd8\xff\xe0nothing", "huge.png": noise(34_000_000), "data.bin": bytes(range(256)),
           "torn.heic": stored("turned.heic")[:400], "vast.gif": VAST, "latin.txt": "Grüße".encode("latin-1"), "long.txt": b"a" * 400_001, "folder": "folder"}
    said = {"gone.png": "can’t be read", "folder": "can’t be read", "huge.png": "is too large to be shared: 33.6\u00a0MB at most", "long.txt": "is too large to be shared: 400.0\u00a0kB at most",
            "vast.gif": "has too many pixels to be shared", "torn.heic": "can’t be read here. Save it as JPEG or PNG"}
    for name, content in bad.items():
        path = tmp_path / name
        if content == "folder":
            path.mkdir()
        elif content:
            path.write_bytes(content)
        ask_application(session, "Open", "(asa{sv})", [path.as_uri(), good.as_uri()], {})
        window.wait_words(f"“{name}” {said.get(name, 'can’t be shared. Pictures, videos (MP4) and plain texts can')}")
        picture(window, f"wide-light-refused-{name}")
        window.press("button", "Remove the Picture")
        wait_for(lambda: len(window.all("text", "What the Picture Shows")) == 1, 20, "one is left")
    assert written(window) == "Grüße aus der Backstube"
    window.press("button", "Remove the Picture")
    ask_application(session, "Open", "(asa{sv})", [film.as_uri()], {})
    window.find("text", "What the Video Shows")
    assert not api.every("/v1/statuses")


def test_files_on_the_command_line(open_window, api, tmp_path):  # noqa: F811
    """Named from where the call is made; a page of that name comes first, and what is neither is refused."""
    (tmp_path / "bread.jpg").write_bytes(jpeg(40, 30))
    (tmp_path / "accounts").write_text("no page")
    window = open_window()
    window.press("button", "Use on This Computer")
    window.action("pane", "status")

    def run(*arguments):
        return subprocess.run([window.program, *arguments], env=window.env, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert run("bread.jpg").returncode == 0
    window.find("text", "What the Picture Shows")
    for wrong in (("attic",), ("gone.jpg",), ("bread.jpg", "gone.jpg"), ("bread.jpg", "status")):
        done = run(*wrong)
        assert done.returncode == 2 and "no such page or file" in done.stderr, wrong
    window.press("button", "Cancel")
    window.press("button", "Discard")
    window.wait_gone("text", "Text of the status")
    assert run("accounts").returncode == 0
    window.wait_words("Add an Account")
    assert not window.all("text", "Text of the status") and call(window, "overview").returncode == 0


@pytest.mark.parametrize("word", ["share", "SHARE"])
def test_from_the_search_of_the_desktop(open_window, api, session, word):  # noqa: F811
    window = open_window()
    window.press("button", "Use on This Computer")
    terms = [word, "fresh", "bread", "&", "more"]
    found = ask_search(session, "GetInitialResultSet", "(as)", terms)[0]
    assert found[0] == "share:fresh bread & more" and ask_search(session, "GetSubsearchResultSet", "(asas)", [], terms)[0] == found
    meta, = ask_search(session, "GetResultMetas", "(as)", found[:1])[0]
    assert (meta["id"], meta["name"], meta["description"]) == (found[0], "Share “fresh bread & more”…", "Write a Status")
    for other in (["share"], ["sharing", "bread"], ["bread", "share"], ["share", "x" * 2001]):
        assert not [each for each in ask_search(session, "GetInitialResultSet", "(as)", other)[0] if each.startswith("share:")]
    ask_search(session, "ActivateResult", "(sasu)", found[0], terms, 0)
    assert written(window) == "fresh bread & more"
    time.sleep(1)
    assert not api.every("/v1/statuses")


# ---- dragged and pasted
@pytest.fixture
def giver(session):
    """giver (files): a window of another program beside ours, to drag them from; its clipboard has them."""
    made = []

    def make(window, *paths):
        process = Process("giver", [sys.executable, GIVER, *paths], session.base / "giver.log", env={**window.env, "G_MESSAGES_DEBUG": ""}, stdout=subprocess.PIPE)
        assert read_line(process.popen.stdout.fileno(), 30) == "ready"
        made.append(process)
        xid = wait_for(lambda: window.search("--name", "^Giver$"), 20, "its window")[0]
        window.xdotool("windowmove", "--sync", xid, 1040, 300)
        return xid
    yield make
    for process in made:
        process.stop()


def drag(window, to):
    x, y, width, height = window.settled(to)
    window.xdotool("mousemove", 1140, 400, "mousedown", 1)
    for step in range(1, 21):
        window.xdotool("mousemove", 1140 + (x + width // 2 - 1140) * step // 20, 400 + (y + height // 2 - 400) * step // 20)
        time.sleep(0.03)
    time.sleep(0.5)
    window.xdotool("mouseup", 1)


def test_dragged_and_pasted(open_window, api, giver, tmp_path):  # noqa: F811
    """Files onto the text are files there, not their names; the same with the keyboard alone."""
    one, two = tmp_path / "one.jpg", tmp_path / "two.png"
    one.write_bytes(jpeg(40, 30)), two.write_bytes(png(40, 30))
    window = open_window()
    window.press("button", "Use on This Computer")
    window.keys("ctrl+n")
    window.find("text", "Text of the status")
    giver(window, one, two)
    window.xdotool("windowfocus", "--sync", window.xid)
    window.keys("ctrl+v")
    wait_for(lambda: len(window.all("text", "What the Picture Shows")) == 2, 20, "both were pasted")
    drag(window, window.find("text", "Text of the status"))
    wait_for(lambda: len(window.all("text", "What the Picture Shows")) == 4, 20, "both were dragged")
    assert written(window) == ""


# ---- made to fit
@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_made_smaller(open_window, api, practice, session, tmp_path, size, scheme, look):  # noqa: F811
    """What is larger than a service takes is no reason to refuse it: the row says what will be done, and the file stays as it is."""
    paths = [tmp_path / name for name in ("market.jpg", "moving.gif", "turned.heic")]
    for path, data in zip(paths, (jpeg(1800, 1200), stored("moving.gif"), stored("turned.heic"))):
        path.write_bytes(data)
    send_at_once(api)
    window = open_window(size=size, scheme=scheme)
    window.press("button", "Use on This Computer")
    compose(session, "From the market")
    window.press("check box", "@lenas.bakery")
    compose(session, "", [path.as_uri() for path in paths[1:]])
    window.wait_words("“moving.gif” has several pictures. The first one is shared")
    window.find("text", "What the First Shows")
    window.find("text", "What the Picture Shows")
    picture(window, f"{look}-first-of-several")
    assert "smaller" not in window.find("list", "Share to").words
    compose(session, "", [paths[0].as_uri()])
    window.wait_words("pictures will be made smaller")
    picture(window, f"{look}-smaller")
    window.press("button", "Share")
    wait_for(lambda: practice.held("posts"), 60, "it is shared")
    post, = practice.held("posts")
    assert len(post["children"].split(",")) == 3 and paths[0].read_bytes() == jpeg(1800, 1200)


# ---- ten pictures
class Screenshots(BusPart):
    """The desktop's portal: the person chooses what of the screen, or changes their mind."""

    def __init__(self, session, file):
        super().__init__(session, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Screenshot",
                         "<method name='Screenshot'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
                         "<arg type='o' direction='out'/></method>")
        self.file, self.n_asked = file, 0

    def called(self, connection, sender, path, interface, method, parameters, invocation):
        from gi.repository import GLib
        options = parameters.unpack()[1]
        assert options["interactive"]
        request = f"{self.path}/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
        invocation.return_value(GLib.Variant("(o)", (request,)))
        answer = (0, {"uri": GLib.Variant("s", self.file.as_uri())}) if self.file else (1, {})
        connection.emit_signal(sender, request, "org.freedesktop.portal.Request", "Response", GLib.Variant("(ua{sv})", answer))
        self.n_asked += 1


def take_screenshot(window):
    window.press("toggle button", "More Ways to Add a Picture")
    window.find("menu item")            # GTK 4.18 gives these no name
    window.keys("Return")


def test_screenshot(open_window, api, session, tmp_path):  # noqa: F811
    """The desktop takes it, and it is a picture like another; where none does, the person is told what to do instead."""
    file = tmp_path / "screen.png"
    file.write_bytes(png(40, 30))
    window = open_window(size=NARROW)
    window.press("button", "Use on This Computer")
    window.keys("ctrl+n")
    take_screenshot(window)
    window.wait_words("paste it here")
    picture(window, "no-screenshot")
    with Screenshots(session, None) as portal:
        take_screenshot(window)
        wait_for(lambda: portal.n_asked == 1, 10, "it is asked")
        portal.file = file
        take_screenshot(window)
        window.find("text", "What the Picture Shows")
    assert len(window.all("text", "What the Picture Shows")) == 1


@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_ten_pictures(open_window, api, practice, session, tmp_path, size, scheme, look):  # noqa: F811
    """Who takes fewer says so, and nothing is shared before that account is left out."""
    paths = [tmp_path / f"{number}.jpg" for number in range(11)]
    for number, path in enumerate(paths):
        path.write_bytes(jpeg(40 + number, 30))
    send_at_once(api)
    window = open_window(size=size, scheme=scheme)
    window.press("button", "Use on This Computer")
    compose(session, "Ten loaves", [path.as_uri() for path in paths[:10]])
    wait_for(lambda: len(window.all("text", "What the Picture Shows", showing=False)) == 10, 30, "all ten")
    assert "sensitive" not in window.find("button", "Add Picture or Video…").states
    compose(session, "", [paths[10].as_uri()])
    window.wait_words("There is no room for “10.jpg”: a status has 10 pictures at most")
    picture(window, f"{look}-eleven")
    assert "Takes" not in window.find("list", "Share to").words
    window.press("check box", "@lenas.bakery")
    picture(window, f"{look}-ten")
    window.press("button", "Share")
    wait_for(lambda: practice.held("posts"), 60, "it is shared")
    post, = practice.held("posts")
    assert len(post["children"].split(",")) == 10
