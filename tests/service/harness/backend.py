# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real backend as a process that a test can start, kill and start again on the same data."""
import contextlib
import os
import pathlib
import signal
import sqlite3

from .contract import Api
from .processes import Process


def build_dir():
    return pathlib.Path(os.environ["AC_BUILD_DIR"])


PENDING, ARMED, UNKNOWN = range(3)
BROKEN = {
    "copies with two owners": "SELECT account_id, remote_uri FROM delivery WHERE remote_uri IS NOT NULL GROUP BY 1, 2 HAVING COUNT(*) > 1",
    "accounts with two errands": f"SELECT account_id FROM step WHERE state = {ARMED} GROUP BY 1 HAVING COUNT(*) > 1",
    "forgotten steps": f"SELECT id, state FROM step WHERE (state IN ({PENDING}, {UNKNOWN})) <> (due_at IS NOT NULL)",
    "deliveries without a step": "SELECT id FROM delivery WHERE id NOT IN (SELECT delivery_id FROM step WHERE delivery_id IS NOT NULL)",
    "gaps in the events": "SELECT person_id FROM event GROUP BY 1 HAVING MAX(seq) - MIN(seq) + 1 <> COUNT(*)",
    "sent before it was armed": "SELECT id FROM delivery WHERE remote_uri IS NOT NULL AND first_armed_at = 0",
}


class Backend:
    def __init__(self, session, folder, *options, plc=None, practice=None, idle_exit=0, socket=None):
        self.session, self.folder = session, pathlib.Path(folder)
        self.socket = pathlib.Path(socket or self.folder / "socket")
        self.data, self.log = self.folder / "data", self.folder / "backend.log"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.options = ["--socket", self.socket, "--data-dir", self.data, "--allow-loopback-services", *options]
        self.options += ["--plc-directory", plc] if plc else []
        self.options += ["--practice-services", practice] if practice else []
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

    def check_store(self):
        """What must hold whatever happened: one owner for each copy, one errand at a time for each account, nothing that is
        not finished is forgotten, and no change goes without its event."""
        if not (self.data / "store.sqlite").exists():
            return
        with contextlib.closing(sqlite3.connect(f"file:{self.data}/store.sqlite?mode=ro", uri=True, timeout=30)) as store:
            for name, query in BROKEN.items():
                found = store.execute(query).fetchall()
                assert not found, f"{name}: {found}"

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
        self.check_store()
        code = self.process.stop()
        assert code in (0, -signal.SIGTERM), f"backend ended with {code}:\n{self.process.log_end()}"
