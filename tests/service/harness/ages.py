# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A computer that was off for some time: the backend is killed, all that is planned in its store is so much nearer, and it starts.

And one whose clock is set, or that is set back as a whole, while it is off.
"""
import contextlib
import datetime
import sqlite3

PLANNED = (("step", "due_at"), ("delivery", "share_at"), ("delivery", "ends_at"), ("status", "share_at"))


def let_pass(backend, start=True, **time):
    ms = int(datetime.timedelta(**time).total_seconds() * 1000)
    backend.kill()
    with contextlib.closing(sqlite3.connect(backend.data / "store.sqlite")) as store, store:
        for table, column in PLANNED:
            store.execute(f"UPDATE {table} SET {column} = {column} - ? WHERE {column} > ?", (ms, ms))
    if start:
        backend.start()


WRITTEN = (*PLANNED, ("step", "sent_at"), ("account", "shares_from"), ("account", "removes_from"), ("delivery", "first_armed_at"), ("installation", "wall"))


def set_clock_back(backend, **time):
    """The clock that all was written by was so far ahead of what it is now."""
    ms = int(datetime.timedelta(**time).total_seconds() * 1000)
    backend.kill()
    with contextlib.closing(sqlite3.connect(backend.data / "store.sqlite")) as store, store:
        for table, column in WRITTEN:
            store.execute(f"UPDATE {table} SET {column} = {column} + ? WHERE {column} > 0", (ms,))
    backend.start()


def take_snapshot(backend):
    backend.kill()
    return {path: path.read_bytes() for path in backend.data.glob("store.sqlite*")}


def set_back(backend, snapshot):
    """As whoever sets back a disk does: the same file with what stood there then. And the computer is started."""
    backend.kill()
    for path in backend.data.glob("store.sqlite-*"):
        path.unlink()
    for path, content in snapshot.items():
        with path.open("r+b" if path.exists() else "wb") as file:
            file.write(content)
            file.truncate()
    with contextlib.closing(sqlite3.connect(backend.data / "store.sqlite")) as store, store:
        store.execute("UPDATE installation SET boot_id = 'the start before'")
    backend.start()


def from_now(**time):
    """As the API takes times."""
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(**time)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def seconds_until(text):
    return (datetime.datetime.fromisoformat(text) - datetime.datetime.now(datetime.UTC)).total_seconds()
