#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""tour.py BUILD OUT [--first] [SCREENSHOTS]: a first run against real services, as a person would do it, and the practice;
pictures and index.md in OUT. With --first without the practice.

SCREENSHOTS is a folder that gets the few that README and the metainfo file show, under the names they use.
"""
import concurrent.futures
import contextlib
import os
import pathlib
import signal
import socket
import struct
import sys
import types

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "service"))
from harness.browser import Browser, DefaultBrowser  # noqa: E402
from harness.keyring import Keyring  # noqa: E402
from harness.peers import Pds, Snac  # noqa: E402
from harness.processes import wait_for  # noqa: E402
from harness.session import Session  # noqa: E402
from harness.window import NARROW, WIDE  # noqa: E402
from guide import Guide  # noqa: E402
from outcomes import OutcomesTour  # noqa: E402
from practice import PracticeTour  # noqa: E402
from report import Report  # noqa: E402

TEXT = "Hello! Written once, shared to two places, and I can take it back."
SCREENSHOTS = {"accounts": "accounts.png", "shared": "sharing.png"}
LIGHT, DARK = "prefer-light", "prefer-dark"


class Tour(Guide):
    def run(self):
        for step in (self.start_parts, self.first_run, self.add_mastodon, self.add_bluesky, self.look_at_accounts,
                     self.share, self.look_at_security, self.look_dark, self.look_narrow, self.look_narrow_dark, self.take_back, self.look_around, self.leave):
            step()

    # ---- what it stands on
    def start_parts(self):
        with self.report.step("Start a Mastodon server, a Bluesky server, a keyring and a browser") as step:
            self.session = self.stack.enter_context(Session(self.base / "session"))
            with concurrent.futures.ThreadPoolExecutor() as pool:
                parts = [pool.submit(self.keep, part, place) for part, place in
                         ((Snac, self.base), (Pds, self.base), (Browser, self.session), (Keyring, self.session))]
                self.snac, self.pds, self.browser, self.keyring = [part.result() for part in parts]
            self.default_browser = DefaultBrowser(self.session)
            self.socket = self.session.run / "accounts-center/backend.sock"
            self.stack.callback(self.end_backend)
            self.backend = types.SimpleNamespace(command=[
                self.build / "src/backend/accounts-center-backend", "--allow-loopback-services", "--plc-directory", self.pds.plc])
            step.fact("no backend runs yet", not self.socket.exists())

    def end_backend(self):
        """The window started it, and it outlives the window."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.socket))
            os.kill(struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0], signal.SIGTERM)

    # ---- the main job
    def first_run(self):
        with self.report.step("First page, then “Use on This Computer”") as step:
            for size, scheme, name in ((NARROW, DARK, "first-page-360-dark"), (NARROW, LIGHT, "first-page-360"), (WIDE, LIGHT, "first-page")):
                self.open(size=size, scheme=scheme).find("button", "Use on This Computer")
                self.picture(name)
            step.fact("nothing was started before it was asked for", not self.socket.exists())
            self.window.press("button", "Use on This Computer")
            self.window.wait_words("Nothing needs your attention")
            self.picture("overview-empty")
            step.fact("the window started the backend", self.socket.exists())
            self.show("status", "status-empty", "Nothing Shared Yet")
            self.show("accounts", "accounts-empty", "No accounts yet")

    def begin_sign_in(self, service, server):
        self.window.press("list item", service)
        self.window.set_text(self.window.find("text", server[0]), server[1])
        self.picture(f"add-{service.lower()}")
        self.window.press("button", "Continue in Browser")
        address = self.default_browser.next()
        self.window.wait_words("Waiting for Your Browser")
        self.picture(f"waiting-for-{service.lower()}")
        return address

    def add_mastodon(self):
        with self.report.step("Add the Mastodon account: sign in at the server, in Chromium") as step:
            address = self.begin_sign_in("Mastodon", ("Your Server", self.snac.base))
            step.fact("the sign-in is at the server itself", address.startswith(self.snac.base))
            self.browser.open(address)
            self.browser.wait("input[name=passwd]")
            self.page("mastodon-sign-in")
            self.browser.sign_in_at_snac(address, self.snac.login, self.snac.password)
            self.page("back-from-mastodon")
            step.fact("the browser says: “You can return to Accounts Center”", "You can return to Accounts Center" in self.browser.text)
            self.window.wait_words("Is This the Right Account?", 60)
            self.picture("right-account")
            self.window.press("button", "Yes, Add It")
            self.window.wait_gone("dialog")
            self.window.wait_words(self.snac.login + "@")
            self.picture("mastodon-added")

    def add_bluesky(self):
        with self.report.step("Add the Bluesky account: sign in and consent, in Chromium") as step:
            address = self.begin_sign_in("Bluesky", ("Your Handle or Server", self.pds.base))
            step.fact("the sign-in is at the server itself", address.startswith(self.pds.base))
            self.browser.open(address)
            self.browser.pass_welcome()
            self.page("bluesky-sign-in")
            self.browser.sign_in_at_pds(address, self.pds.alice["handle"], self.pds.alice["password"])
            self.window.press("button", "Yes, Add It", seconds=60)
            self.window.wait_gone("dialog")
            self.window.wait_words(self.pds.alice["handle"])
            self.picture("bluesky-added")
            labels = [label for label, _, _ in self.keyring.items()]
            step.fact(f"the keyring keeps one key ({labels[0]}) and no token", len(labels) == 1)

    def look_at_accounts(self):
        with self.report.step("Look at what the Mastodon account allows"):
            self.window.press("list item", self.handle(self.snac.login + "@"))
            self.window.wait_words("What It Allows")
            self.picture("account")
            self.window.keys("Escape")
            self.window.wait_gone("label", "What It Allows")

    def handle(self, words):
        return self.window.wait_words(words).name

    def compose(self):
        self.window.keys("ctrl+n")
        self.window.set_text(self.window.find("text", "Text of the status"), TEXT)
        for handle in (self.handle(self.snac.login + "@"), self.pds.alice["handle"]):
            self.window.act(self.window.find("check box", within=self.target(handle)))
        self.window.wait_words("Who Can See It")

    def discard(self, picture=None):
        """A text that was not shared is never lost without a question."""
        self.window.press("button", "Cancel")
        self.window.find("button", "Discard")
        if picture:
            self.picture(picture)
        self.window.press("button", "Discard")
        self.window.wait_gone("button", "Share")

    def target(self, handle):
        """The row of the account, with what unfolds from it."""
        return next(row for row in self.window.find("list", "Share to").children if handle in row.words)

    def choose_public(self):
        row = self.window.find("combo box", "Who Can See It", within=self.target(self.handle(self.snac.login + "@")))
        self.window.act(row)
        self.window.find("list item", "Public")
        self.picture("choosing-who-can-see-it")
        self.window.click(self.window.find("list item", "Public"))
        self.window.wait_words("Mastodon · Public")

    def share(self):
        with self.report.step("Write a status to both, with who can see it in words") as step:
            self.compose()
            self.picture("writing")
            self.choose_public()
            self.picture("ready-to-share")
            self.window.press("button", "Share")
            self.window.action("pane", "status")
            wait_for(lambda: len(self.window.all("button", "Open")) == 2, 60, "both copies arrived")
            self.picture("shared")
            step.fact(f"the text is at the Mastodon server's public timeline: {self.at_mastodon()} copy", self.at_mastodon() == 1)
            step.fact(f"the text is at the Bluesky server: {self.at_bluesky()} copy", self.at_bluesky() == 1)

    def at_mastodon(self):
        return sum(TEXT in text for text in self.snac.texts())

    def at_bluesky(self):
        return sum(post["value"]["text"] == TEXT for post in self.pds.posts())

    def look_at_security(self):
        with self.report.step("Sign-In & Security, while the keyring is locked and after") as step:
            for turn, words, name in ((self.keyring.lock, "The keyring is locked", "security-locked"),
                                      (self.keyring.unlock, "Everything is in order", "security")):
                turn()
                self.show("security", name, words)
                step.fact(f"the check-up says by itself: “{words}”", True)
            step.fact("it names the keyring's program", bool(self.window.all("list item", "GNOME Keyring")))

    def look_dark(self):
        with self.report.step("The same in the dark"):
            self.open("status", scheme=DARK).wait_words(TEXT)
            self.picture("shared-dark")
            self.show("accounts", "accounts-dark")
            self.show("security", "security-dark", "Everything is in order")
            self.show("backend", "backend-dark")
            self.compose()
            self.picture("writing-dark")
            self.discard()

    def look_narrow(self):
        with self.report.step("The same in 360 pixels"):
            self.open(size=NARROW).find("list item", "Overview")
            self.picture("panes-360")
            self.show("overview", "overview-360")
            self.show("accounts", "accounts-360")
            self.show("security", "security-360", "Everything is in order")
            self.show("status", "shared-360", TEXT)
            self.show("backend", "backend-360")
            self.compose()
            self.picture("writing-360")
            self.discard("discard-360")

    def look_narrow_dark(self):
        with self.report.step("The same in 360 pixels, in the dark"):
            self.open("status", size=NARROW, scheme=DARK).wait_words(TEXT)
            self.picture("shared-360-dark")
            self.show("accounts", "accounts-360-dark")
            self.window.press("list item", "Bluesky")
            self.window.find("text", "Your Handle or Server")
            self.picture("add-bluesky-360-dark")
            self.window.press("button", "Use an App Password")
            self.window.find("button", "Sign In")
            self.picture("app-password-360-dark")
            self.window.keys("Escape", "Escape")
            self.window.wait_gone("dialog")

    def take_back(self):
        with self.report.step("Delete everywhere, and see it gone") as step:
            self.open("status").press("button", "Delete Everywhere…")
            self.window.find("button", "Delete")
            self.picture("delete-everywhere")
            self.window.press("button", "Delete")
            for service in ("Mastodon", "Bluesky"):
                self.window.wait_words(f"{service} · Deleted there, and checked", 90)
            self.picture("deleted")
            step.fact(f"copies at the Mastodon server: {self.at_mastodon()}", self.at_mastodon() == 0)
            step.fact(f"copies at the Bluesky server: {self.at_bluesky()}", self.at_bluesky() == 0)

    def look_around(self):
        with self.report.step("Look around: Overview, Accounts & Linking, Privacy Choices, Data & Backend"):
            self.show("overview", "overview")
            self.show("accounts", "accounts")
            self.show("privacy", "privacy")
            self.show("backend", "backend")

    def leave(self):
        with self.report.step("Close the window") as step:
            self.close()
            step.fact("it ended without complaint", True)

def main():
    first = "--first" in sys.argv
    build, out, *folders = [pathlib.Path(argument) for argument in sys.argv[1:] if argument != "--first"]
    os.environ["AC_BUILD_DIR"] = str(build.resolve())
    report = Report(out)
    with contextlib.ExitStack() as stack:
        tour = Tour(build.resolve(), report, stack)
        try:
            tour.run()
            if not first:
                PracticeTour(tour).run()
                OutcomesTour(tour).run()
        except Exception as error:
            report.fail(error, tour.logs(), tour.scene())
            sys.exit(1)
    report.succeed()
    for folder in folders:
        report.copy(SCREENSHOTS, folder)


main()
