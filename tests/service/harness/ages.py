# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A computer that was off for some time: the backend is killed, all that is planned in its store is so much nearer, and it starts."""
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


def from_now(**time):
    """As the API takes times."""
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(**time)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def seconds_until(text):
    return (datetime.datetime.fromisoformat(text) - datetime.datetime.now(datetime.UTC)).total_seconds()
