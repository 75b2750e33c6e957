#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""main_job.py OUT: the main job inside the installed Flatpak, with real portals; pictures and index.md in OUT."""
import concurrent.futures
import contextlib
import os
import pathlib
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "service"), str(TESTS / "tour")]
from harness.browser import Browser, DefaultBrowser  # noqa: E402
from harness.contract import Api  # noqa: E402
from harness.keyring import Keyring  # noqa: E402
from harness.notifications import Notifications  # noqa: E402
from harness.peers import Snac  # noqa: E402
from harness.policy import Policies, feature  # noqa: E402
from harness.processes import wait_for  # noqa: E402
from harness.sandbox import APP_ID, Background, SandboxSession, SandboxWindow  # noqa: E402
from harness.window import NARROW, WIDE  # noqa: E402
from report import Report  # noqa: E402

TEXT = "Hello from a sandbox! I can take it back."
TOLD = "Bluesky is available to you now"
BACKEND = "/app/libexec/accounts-center-backend"
HEAD = """# The main job inside the Flatpak

Taken by `./dev flatpak-test` in a virtual screen: the installed Flatpak, worked through its accessibility tree from outside; real
portals, a real keyring, a Mastodon server (snac2) on this computer, Chromium as the browser. The test receives the
notifications, and plays the shell's part of the Background portal. {verdict}

| | what was done | checked | time |
|---|---|---|---|
"""


def in_sandbox(*command):
    return ["flatpak", "run", f"--command={command[0]}", APP_ID, *command[1:]]


class MainJob:
    def __init__(self, report, stack):
        self.report, self.stack, self.window = report, stack, None
        self.base = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ac-flatpak-")))

    def run(self):
        for step in (self.start_parts, self.first_run, self.add_account, self.restart, self.share, self.be_told, self.work_in_background,
                     self.write_file, self.take_back, self.leave):
            step()

    # ---- what it stands on
    def start_parts(self):
        with self.report.step("Start a desktop with portals, a keyring, a browser and a Mastodon server") as step:
            policy = self.base / "session/home/.var/app" / APP_ID / "data/policy"
            os.environ.setdefault("HOME", str(self.base))
            self.session = SandboxSession(self.base / "session", "--allow-loopback-services")
            self.stack.callback(self.session.stop)
            with concurrent.futures.ThreadPoolExecutor() as pool:
                parts = [pool.submit(part, place) for part, place in
                         ((Snac, self.base), (Browser, self.session), (Keyring, self.session))]
                self.snac, self.browser, self.keyring = [part.result() for part in parts]
            self.notifications = self.stack.enter_context(Notifications(self.session, "org.freedesktop.Notifications"))
            self.stack.enter_context(Background(self.session))
            for end in (self.snac.stop, self.browser.stop, self.keyring.process.stop, self.end_backend):
                self.stack.callback(end)
            self.default_browser = DefaultBrowser(self.session)
            self.api = Api(self.session.socket)
            permissions = subprocess.run(["flatpak", "info", "--show-permissions", APP_ID], env=self.session.env, check=True,
                                         capture_output=True, text=True).stdout.split()
            step.fact("the sandbox has the display, the graphics card and the network, nothing else",
                      sorted(permissions) == sorted("[Context] shared=network;ipc; sockets=x11;wayland;fallback-x11; devices=dri;".split()))
            self.policy_folder = policy

    def find_backend(self):
        """The id of the process that listens, if one does."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.session.socket))
            return struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
        return None

    def end_backend(self):
        pid = self.find_backend()
        if pid:
            os.kill(pid, signal.SIGTERM)
            wait_for(lambda: not self.find_backend(), 20, "the backend is gone")

    # ---- the window
    def open(self, *arguments, **look):
        self.close()
        self.window = SandboxWindow(self.session, *arguments, **look)
        self.stack.callback(self.window.stop)
        return self.window

    def close(self):
        if self.window is not None:
            self.window.close()
            self.window = None

    def picture(self, name):
        self.window.rest()
        self.window.picture(self.report.picture(name))

    def screen(self, name):
        """With the dialogs that the portals show beside the window."""
        subprocess.run(["import", "-silent", "-window", "root", "-strip", str(self.report.picture(name))], env=self.session.env,
                       check=True, timeout=60)

    # ---- the main job
    def first_run(self):
        with self.report.step("First page, then “Use on This Computer”") as step:
            self.open(size=NARROW, scheme="prefer-dark").find("button", "Use on This Computer")
            self.picture("first-page")
            step.fact("nothing was started before it was asked for", not self.find_backend())
            self.window.press("button", "Use on This Computer")
            self.window.find("list item", "Overview", seconds=60)
            self.window.action("pane", "overview")
            self.window.wait_words("Nothing needs your attention", 60)
            self.picture("overview")
            pid = self.find_backend()
            step.fact("D-Bus started the backend", bool(pid) and "--allow-loopback-services" in
                      pathlib.Path(f"/proc/{pid}/cmdline").read_text())
            step.fact("it lives in the sandbox", APP_ID in pathlib.Path(f"/proc/{pid}/root/.flatpak-info").read_text())

    def add_account(self):
        with self.report.step("Add the Mastodon account: sign in at the server, in Chromium") as step:
            self.window.action("pane", "accounts")
            self.window.press("list item", "Mastodon")
            self.window.set_text(self.window.find("text", "Your Server"), self.snac.base)
            self.window.press("button", "Continue in Browser")
            address = self.default_browser.next(40)
            step.fact("the portal opened the browser", address.startswith(self.snac.base))
            self.window.wait_words("Waiting for Your Browser")
            self.picture("waiting-for-the-browser")
            back = self.browser.sign_in_at_snac(address, self.snac.login, self.snac.password)
            step.fact("Chromium came back to the backend in the sandbox", back.startswith("http://127.0.0.1:"))
            self.browser.screenshot(self.report.picture("back-in-the-browser"))
            self.window.press("button", "Yes, Add It", seconds=60)
            self.window.wait_gone("dialog")
            self.handle = self.window.wait_words(self.snac.login + "@", 40).name
            self.picture("account-added")
            kept = self.session.data / "data/keyrings/default.keyring"
            step.fact("the key is in a file of the sandbox, sealed by the Secret portal", kept.stat().st_size > 0)
            there = self.keyring.search({})
            step.fact("the keyring outside keeps what the portal seals it with, and no key of ours",
                      len(sum(there, [])) == 1 and there == self.keyring.search({"app_id": APP_ID}))

    def restart(self):
        with self.report.step("End window and backend, and open the window again") as step:
            self.close()
            self.end_backend()
            self.open(size=WIDE).action("pane", "accounts")
            self.window.wait_words(self.handle, 60)
            self.picture("after-the-restart")
            step.fact("the account is there", True)

    def share(self):
        with self.report.step("Share a status") as step:
            self.window.keys("ctrl+n")
            self.window.set_text(self.window.find("text", "Text of the status"), TEXT)
            row = next(row for row in self.window.find("list", "Share to").children if self.handle in row.words)
            self.window.act(self.window.find("check box", within=row))
            self.window.wait_words("Who Can See It")
            self.window.press("button", "Share")
            self.window.action("pane", "status")
            self.window.find("button", "Open", seconds=90)
            self.picture("shared")
            step.fact("the key was found again: the server took the status", self.api.get("/v1/backend").json["waiting"] == 0)

    def be_told(self):
        with self.report.step("Be told what one wanted to be told") as step:
            policies = Policies(self.policy_folder, in_sandbox(BACKEND), self.session.env)
            policies.put(2, feature("bluesky", percent=0))     # it comes with 1
            self.close()
            self.end_backend()
            self.session.change_options(*policies.options, "--allow-loopback-services")
            self.open("accounts").press("button", "Tell Me When It Comes", within=("list item", "Bluesky"), seconds=60)
            self.window.wait_words(". You will be told when it comes", within=("list item", "Bluesky"))
            policies.put(3)
            os.kill(self.find_backend(), signal.SIGHUP)
            wait_for(lambda: TOLD in (title for title, _ in self.notifications.told), 40, "the desktop is told")
            step.fact(f"the notification portal told the desktop: “{TOLD}”", True)
            self.picture("came")

    def work_in_background(self):
        with self.report.step("Let the backend work with no window open") as step:
            self.window.action("pane", "backend")
            self.window.press("check box", "Work With No Window Open")
            self.window.wait_words("Statuses are sent and end on time")
            self.picture("background")
            started = self.session.home / ".config/autostart" / f"{APP_ID}.desktop"
            text = started.read_text()
            step.fact("the portal has the backend started at the next sign-in to the desktop",
                      re.search(rf"^Exec=flatpak run .*--command={BACKEND} .*{APP_ID}", text, re.M))
            self.window.press("check box", "Work With No Window Open")
            self.window.wait_words("Statuses that are due wait until this window is open")
            step.fact("and no longer, once it is turned off", not started.exists())

    def write_file(self):
        with self.report.step("Write a file of the person's") as step:
            self.window.action("about")
            for row in ("Troubleshooting", "Debugging Information"):
                self.window.click(self.window.find("list item", row))
            self.window.press("button", "Save As…")
            if not self.session.has_file_portal():
                step.fact("no FUSE here, so no file can be shown to a sandbox", True)
                return
            self.save_as(self.base / "diagnostics.txt")
            text = wait_for(lambda: (self.base / "diagnostics.txt").is_file() and (self.base / "diagnostics.txt").read_text(), 20, "the file")
            step.fact("the file portal let it write that one file", "in Flatpak: yes" in text)

    def save_as(self, path):
        """In the dialog of the portal, which is no window of ours."""
        found = wait_for(lambda: self.window.search("--class", "xdg-desktop-portal-gtk"), 20, "the dialog")
        self.window.xdotool("windowfocus", "--sync", found[-1])
        self.window.keys("ctrl+a")
        self.window.type_keys(str(path))
        self.screen("file-dialog")
        self.window.keys("Return")

    def take_back(self):
        with self.report.step("Delete everywhere, and see it gone") as step:
            self.open("status").press("button", "Delete Everywhere…", seconds=60)
            self.window.press("button", "Delete")
            self.window.wait_words("Mastodon · Deleted there, and checked", 90)
            self.picture("deleted")
            step.fact("no copy is at the server", not any(TEXT in text for text in self.snac.texts()))

    def leave(self):
        with self.report.step("Close the window") as step:
            self.close()
            step.fact("it ended without complaint", True)

    # ---- when it fails
    def scene(self):
        with contextlib.suppress(Exception):
            self.screen("failure")
            return self.window.describe()
        return "no window to look at"

    def logs(self):
        return [path for path in self.base.rglob("*.log") if path.is_file()]


def main():
    report = Report(pathlib.Path(sys.argv[1]), HEAD, "flatpak-test")
    with contextlib.ExitStack() as stack:
        job = MainJob(report, stack)
        try:
            job.run()
        except Exception as error:
            report.fail(error, job.logs(), job.scene())
            sys.exit(1)
    report.succeed()


main()
