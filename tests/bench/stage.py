# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every measurement stands on: a private desktop, a keyring, backends with more or less in their stores."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile

import seed
from harness.backend import Backend
from harness.keyring import Keyring
from harness.processes import Process
from harness.session import Session
from table import say

ROUNDS = 10
SYSTEM_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>
"""
VALGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")


class Stage:
    def __init__(self, build):
        self.build, self.folder = pathlib.Path(build).resolve(), pathlib.Path(tempfile.mkdtemp(prefix="ac-bench-"))
        os.environ["AC_BUILD_DIR"] = str(self.build)
        self.session = Session(self.folder / "session", screen="1600x1000")
        self.keyring, self.backends = Keyring(self.session), {}
        self.start_system_bus()
        self.prepare_home()

    def start_system_bus(self):
        """GNOME Settings ends at once without one, and shows accounts only with its own daemon for them."""
        path, config = self.folder / "system-bus", self.folder / "system.conf"
        config.write_text(SYSTEM_BUS.format(path=path))
        self.session.env["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={path}"
        bus = self.session.start("system-bus", ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"])
        bus.wait_until(path.exists, 20)
        for service in pathlib.Path("/usr/share/dbus-1/services").glob("org.gnome.*"):
            if service.name.startswith(("org.gnome.OnlineAccounts", "org.gnome.Identity")):
                (self.session.services / service.name).write_bytes(service.read_bytes())

    def prepare_home(self):
        """The window was opened before; a caret does not blink."""
        settings = self.session.home / ".config/gtk-4.0/settings.ini"
        memory = self.session.home / ".config/accounts-center/window.ini"
        for path, text in ((settings, "[Settings]\ngtk-cursor-blink=false\n"), (memory, "[backend]\nthis-computer=true\n")):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def program(self, name):
        return self.build / {"window": "src/app/accounts-center", "backend": "src/backend/accounts-center-backend"}.get(
            name, f"tests/bench/bench-{name}")

    def backend(self, statuses=0):
        """The running backend whose store holds that many statuses."""
        if statuses not in self.backends:
            say(f"a store with {statuses} statuses …")
            made = Backend(self.session, self.folder / f"backend-{statuses}", idle_exit=60)
            made.stop()
            seed.fill(made.data, statuses)
            made.start()
            self.backends[statuses] = made
        if not self.backends[statuses].process.alive:
            self.backends[statuses].start()
        return self.backends[statuses]

    def point_at(self, backend):
        """The window looks at the usual place only."""
        place = self.session.run / "accounts-center/backend.sock"
        place.parent.mkdir(mode=0o700, exist_ok=True)
        place.unlink(missing_ok=True)
        place.symlink_to(backend.socket)

    def run(self, *command, env=None, seconds=300):
        done = subprocess.run([str(part) for part in command], env=dict(self.session.env, **(env or {})), capture_output=True,
                              text=True, timeout=seconds)
        if done.returncode != 0:
            raise RuntimeError(f"{command}: exit status {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done

    def look_at(self, *command, quiet=0):
        """What a person sees of a program that starts, until it rests for `quiet` ms; the program is ended then."""
        return json.loads(self.run(self.program("first-content"), quiet, *command).stdout.splitlines()[-1])

    def start(self, name, *command, **options):
        return Process(name, command, self.folder / f"{name}.log", env=dict(self.session.env, **options.pop("env", {})), **options)

    def close(self):
        for backend in self.backends.values():
            if backend.process.alive:
                backend.process.signal_group(signal.SIGCONT)
            backend.process.stop()
        self.keyring.process.stop()
        self.session.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def count_instructions(text):
    """Millions, from what valgrind said last."""
    return int(re.findall(r"I\s+refs:\s+([\d,]+)", text)[-1].replace(",", "")) / 1e6


def count_wakeups(pid):
    """How often each thread of a process has gone to sleep so far."""
    return {task.name: int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", (task / "status").read_text(), re.M)[1])
            for task in pathlib.Path(f"/proc/{pid}/task").iterdir()}


def compare_wakeups(before, after):
    """A thread that came or went woke up, too."""
    return sum(after[task] - before[task] if task in before and task in after else 1 for task in before | after)
