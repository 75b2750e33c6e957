# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a program's main loop leaves others without an answer, measured from outside.

A Ping would be answered by GDBus's own thread. What is asked for here is an action's description, which only the main loop gives.
"""
import contextlib
import os
import pathlib
import threading
import time

from .keyring import connect

APP, PATH = "org.accountscenter.AccountsCenter", "/org/accountscenter/AccountsCenter"
EVERY = 0.02


class Answer:
    """One question: when, how long it took, and of that how long the program's main thread computed or waited for a processor."""

    def __init__(self, at, took, computed, queued):
        self.at, self.took, self.computed, self.queued = at, took, computed, queued

    @property
    def stalled(self):
        """What an idle machine would have shown: time in a processor's queue is the machine's, not the program's."""
        return max(0.0, self.took - self.queued)

    @property
    def blocked(self):
        """Neither computing nor queued: it waited for something and left the person waiting, too."""
        return max(0.0, self.took - self.computed - self.queued)

    def __repr__(self):
        return (f"{self.stalled * 1000:.0f} ms ({self.took * 1000:.0f} ms by the clock, {self.computed * 1000:.0f} ms computing, "
                f"{self.queued * 1000:.0f} ms queued) at {self.at:.2f} s")


class StallWatch:
    """`with StallWatch (session, pid) as watch: …`, then watch.longest is the slowest Answer, and watch.answers are all."""

    def __init__(self, session, pid, name=APP, path=PATH, action="quit"):
        self.session, self.name, self.path, self.action = session, name, path, action
        self.schedule = pathlib.Path(f"/proc/{pid}/task/{pid}/schedstat")
        self.carriers = [pid, os.getpid(), *(process.pid for process in session.processes if process.name == "bus")]
        self.answers, self.error, self.over = [], None, threading.Event()

    def __enter__(self):
        self.bus = connect(self.session)
        self.bus.set_exit_on_close(False)
        self.ask()
        self.began = time.monotonic()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, kind, *_):
        self.over.set()
        self.thread.join(70)
        self.bus.close_sync(None)
        if kind is None and self.error is not None:
            raise self.error

    @property
    def longest(self):
        return max(self.answers, key=lambda answer: answer.stalled)

    def ask(self):
        from gi.repository import Gio, GLib
        self.bus.call_sync(self.name, self.path, "org.gtk.Actions", "Describe", GLib.Variant("(s)", (self.action,)), None,
                           Gio.DBusCallFlags.NO_AUTO_START, 60000, None)

    def read_schedule(self):
        """(seconds the program's main thread was on a processor, {thread: seconds in its queue} of all who carry question and answer)."""
        queued = {}
        for pid in self.carriers:
            for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
                with contextlib.suppress(OSError):
                    queued[task.name] = int((task / "schedstat").read_text().split()[1]) / 1e9
        return int(self.schedule.read_text().split()[0]) / 1e9, queued

    def run(self):
        try:
            while not self.over.wait(EVERY):
                before, asked = self.read_schedule(), time.monotonic()
                self.ask()
                took, after = time.monotonic() - asked, self.read_schedule()
                # What a thread that ended meanwhile had waited is not known any more.
                queued = sum(waited - before[1].get(thread, 0) for thread, waited in after[1].items())
                self.answers.append(Answer(asked - self.began, took, after[0] - before[0], queued))
        except Exception as error:  # pylint: disable=broad-except  # handed to who watches
            self.error = error
