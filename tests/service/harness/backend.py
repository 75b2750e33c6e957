# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real backend as a process that a test can start, kill and start again on the same data."""
import os
import pathlib
import signal

from .contract import Api
from .processes import Process


def build_dir():
    return pathlib.Path(os.environ["AC_BUILD_DIR"])


class Backend:
    def __init__(self, session, folder, *options, plc=None, idle_exit=0, socket=None):
        self.session, self.folder = session, pathlib.Path(folder)
        self.socket = pathlib.Path(socket or self.folder / "socket")
        self.data, self.log = self.folder / "data", self.folder / "backend.log"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.options = ["--socket", self.socket, "--data-dir", self.data, "--allow-loopback-services", *options]
        self.options += ["--plc-directory", plc] if plc else []
        self.options += ["--idle-exit", idle_exit]
        self.command = [build_dir() / "src/backend/accounts-center-backend", *self.options]
        self.api, self.process = Api(self.socket), None
        self.start()

    def start(self, env=None):
        self.process = Process("backend", self.command, self.log, env=dict(self.session.env, **(env or {})))
        self.process.wait_until(self.answers, 30)

    def answers(self):
        try:
            return self.api.get("/v1/backend").status == 200
        except OSError:
            return False

    def kill(self):
        """kill -9, as a crash or a power cut would."""
        self.process.stop(signal.SIGKILL)

    def restart(self, **options):
        self.kill()
        self.start(**options)

    def stop(self):
        """Ends it politely; a sanitizer's report or a crash makes the test fail."""
        if not self.process.alive:
            return
        code = self.process.stop()
        assert code in (0, -signal.SIGTERM), f"backend ended with {code}:\n{self.process.log_end()}"
