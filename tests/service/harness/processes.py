# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting, waiting for and stopping the real programs that tests stand on."""
import os
import pathlib
import re
import selectors
import signal
import subprocess
import re
import time

from .canaries import LEDGER

TALK = re.compile(rb"^(\(\S+:\d+\): )?\S+-(DEBUG|INFO): .*\n", re.M)


class StartFailure(RuntimeError):
    """A part did not start; carries the end of its log, because a skip would hide it."""


def wait_for(test, seconds=10, what="condition", every=0.05):
    """Looks less often the longer it takes: a look costs what the programs that are looked at want to compute with."""
    end = time.monotonic() + seconds
    while True:
        value = test()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: still not so after {seconds} s")
        time.sleep(every)
        every = min(every * 1.3, max(every, 0.25))


class Process:
    """One program in its own process group, its output in a log file."""

    def __init__(self, name, argv, log, env=None, cwd=None, stdout=None, pass_fds=(), stdin=None):
        self.name, self.log = name, pathlib.Path(log)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "ab") as out:
            self.popen = subprocess.Popen([str(a) for a in argv], env=env, cwd=cwd, stdin=stdin or subprocess.DEVNULL,
                                          stdout=stdout or out, stderr=out, pass_fds=pass_fds, start_new_session=True)

    @property
    def pid(self):
        return self.popen.pid

    @property
    def alive(self):
        return self.popen.poll() is None

    def log_end(self, size=4000):
        """Without what only G_MESSAGES_DEBUG makes it say."""
        return TALK.sub(b"", self.log.read_bytes())[-size:].decode(errors="replace")

    def failure(self, why):
        return StartFailure(f"{self.name}: {why}; exit status {self.popen.poll()}; log {self.log}:\n{self.log_end()}")

    def wait_until(self, test, seconds=30):
        end = time.monotonic() + seconds
        while True:
            value = test()
            if value:
                return value
            if not self.alive:
                raise self.failure("ended while starting")
            if time.monotonic() > end:
                raise self.failure(f"not ready after {seconds} s")
            time.sleep(0.05)

    def first_line(self, seconds=60):
        """The first line of its standard output (a pipe)."""
        text = read_line(self.popen.stdout.fileno(), seconds)
        if text is None:
            raise self.failure(f"said nothing in {seconds} s")
        return text

    def stop(self, sig=signal.SIGTERM, seconds=10):
        if self.alive:
            LEDGER.see_process(self.name, self.pid)
            self.signal_group(sig)
            try:
                self.popen.wait(seconds)
            except subprocess.TimeoutExpired:
                self.signal_group(signal.SIGKILL)
                self.popen.wait(5)
        self.signal_group(signal.SIGKILL)
        return self.popen.returncode

    def signal_group(self, sig):
        try:
            os.killpg(self.popen.pid, sig)
        except ProcessLookupError:
            pass


def read_line(fd, seconds):
    end, data = time.monotonic() + seconds, b""
    with selectors.DefaultSelector() as selector:
        selector.register(fd, selectors.EVENT_READ)
        while b"\n" not in data:
            if not selector.select(max(0, end - time.monotonic())):
                return None
            chunk = os.read(fd, 4096)
            if not chunk:
                return None
            data += chunk
    return data.split(b"\n", 1)[0].decode()
