# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network between a backend and its PostgreSQL server that can be cut: what is on the way then comes late."""
import contextlib
import pathlib
import shutil
import socket
import tempfile
import threading

SOCKET = ".s.PGSQL.5432"


class Relayed:
    """A database as it is reached through the relay; tests ask it directly."""

    def __init__(self, database, folder):
        self.ask, self.locked = database.ask, database.locked
        self.line = f"postgresql=host={folder} user=keeper dbname={database.name}"


class Relay:
    def __init__(self, server):
        # A socket's path may have no more than 107 bytes.
        self.folder, self.upstream = pathlib.Path(tempfile.mkdtemp(prefix="relay-", dir="/tmp")), server.folder / SOCKET
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(self.folder / SOCKET))
        self.listener.listen()
        self.whole = threading.Event()
        self.whole.set()
        threading.Thread(target=self.serve, daemon=True).start()

    def before(self, database):
        return Relayed(database, self.folder)

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(str(self.upstream))
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self.pump, args=ends, daemon=True).start()

    def pump(self, source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self.whole.wait()
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def cut(self):
        self.whole.clear()

    def mend(self):
        self.whole.set()

    def stop(self):
        self.mend()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        shutil.rmtree(self.folder)
