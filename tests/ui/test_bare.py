# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A computer that lacks something: the window opens, says what it is, and what doesn't need it works."""
import os
import pathlib
import signal
import subprocess
import sys
import time

import pytest

from harness.backend import build_dir
from harness.contract import Api
from harness.processes import wait_for
from harness.window import Window

PICTURES = build_dir() / "pictures/bare"
SERVER = "https://social.example"


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")


@pytest.fixture(autouse=True)
def backends_end(session):
    """Those that the windows started outlive them."""
    yield
    for pid in session.programs():
        name = pathlib.Path(f"/proc/{pid}/cmdline").read_text().split("\0")[0]
        if name.endswith("accounts-center-backend"):
            os.kill(pid, signal.SIGTERM)


def try_to_sign_in(window):
    window.action("pane", "accounts")
    window.press("list item", "Mastodon")
    window.set_text(window.find("text", "Your Server"), SERVER)
    window.press("button", "Continue in Browser")


# A network of its own, with nobody in it but this computer.
LONELY = """
import fcntl, os, socket, struct, sys
with socket.socket() as any:
    fcntl.ioctl(any, 0x8914, struct.pack("16sh14x", b"lo", 1))
os.execv(sys.argv[1], sys.argv[1:])
"""


class OfflineWindow(Window):
    def prepare(self, arguments, look):
        return ["unshare", "--user", "--map-current-user", "--net", sys.executable, "-c", LONELY, *super().prepare(arguments, look)]


def test_no_network(session, keyring):
    window = OfflineWindow(session)
    try:
        window.press("button", "Use on This Computer")
        window.wait_words("Nothing needs your attention", 60)
        try_to_sign_in(window)
        window.wait_words("The service could not be reached", 60)
        picture(window, "no-network")
    finally:
        window.stop()


def test_no_portal(keyring, make_window):
    """A desktop whose programs are told to ask portals, and which has none."""
    window = make_window(env={"GDK_DEBUG": "portals", "ADW_DISABLE_PORTAL": "0"})
    window.press("button", "Use on This Computer")
    window.wait_words("Nothing needs your attention", 60)
    picture(window, "no-portal")
    window.close()


def test_bus_that_starts_nothing(session, make_window):
    """No keyring either, which a bus would have to start: the window starts its backend itself."""
    for file in session.services.glob("*Accounts*"):
        file.unlink()
    window = make_window()
    window.press("button", "Use on This Computer")
    window.wait_words("There is no keyring on this computer", 60)
    picture(window, "no-keyring")
    assert Api(session.run / "accounts-center/backend.sock").get("/v1/backend").status == 200
    window.close()


def test_no_bus_at_all(session):
    """Nobody can look at such a window but the eye: it is there, and Return starts the backend."""
    env = {**session.env, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={session.base}/nobody", "ACCOUNTS_CENTER_SIZE": "1000x700"}
    with subprocess.Popen([build_dir() / "src/app/accounts-center"], env=env, stderr=open(session.base / "window.log", "wb")) as program:
        try:
            def look():
                found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(program.pid)], env=env, capture_output=True,
                                       text=True, timeout=60).stdout.split()
                return found and found[0]
            window = wait_for(look, 60, "the window is on the screen")
            def backend_is_there():
                subprocess.run(["xdotool", "windowfocus", window, "key", "Tab", "key", "Return"], env=env, timeout=60)
                return (session.run / "accounts-center/backend.sock").exists()
            wait_for(backend_is_there, 60, "the window has started its backend", every=2)
            PICTURES.mkdir(parents=True, exist_ok=True)
            subprocess.run(["import", "-silent", "-window", "root", "-strip", str(PICTURES / "no-bus.png")], env=env, check=True, timeout=60)
        finally:
            program.terminate()
