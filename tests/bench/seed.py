# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills a store that the backend itself has made with accounts and statuses, faster than sharing them would."""
import json
import sqlite3
import time
import uuid

PUBLISH, PENDING, ARMED, DONE = 0, 0, 1, 4
HOUR = 3600_000
TEXT = "What was shared some time ago, a few words long so that it takes a line or two in the window. "
SERVICES = (("mastodon", "https://social.example", "bench", "@bench@social.example"),
            ("bluesky", "https://bsky.example", "did:plc:bench2345672345672345672", "bench.example"))


def make_id(milliseconds):
    """Ids sort by time (RFC 9562, version 7)."""
    low = uuid.uuid4().int & ((1 << 76) - 1)
    return str(uuid.UUID(int=(milliseconds << 80) | (7 << 76) | (low & ~(3 << 62)) | (2 << 62)))


def stamp(milliseconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(milliseconds / 1000)) + f".{milliseconds % 1000:03d}Z"


def add_account(store, person, service, server, remote_id, handle, now):
    noun = {"id": make_id(now), "service": service, "server": server, "remote_id": remote_id, "handle": handle, "display_name": "Bench",
            "state": "on", "audiences": ["public"], "limits": {"max_graphemes": 500, "max_bytes": 0, "url_weight": 23, "local_mentions": False},
            "created_at": stamp(now)}
    store.execute("INSERT INTO account (person_id, id, service, server, remote_id, noun) VALUES (?, ?, ?, ?, ?, ?)",
                  (person, noun["id"], service, server, remote_id, json.dumps(noun)))
    return noun


def rows_of(person, accounts, number, count, now):
    """The rows of one status: itself, a delivery for each account, and that delivery's step."""
    at = now - (count - number) * 60000
    status = make_id(at)
    deliveries = [(person, make_id(at), status, place, noun["id"], noun["service"], noun["handle"], f"{number}-{place}",
                   f"{noun['server']}/{number}", at) for place, noun in enumerate(accounts)]
    steps = [(person, make_id(at), row[1], row[4], at) for row in deliveries]
    text = f"{TEXT}Number {number}."
    return (person, status, text, text.lower(), at), deliveries, steps


def fill(data, count, queued=0, under_way=0, services=SERVICES):
    """Of the newest ones that many wait for an hour from now, or were being sent when the backend died."""
    now = time.time_ns() // 1_000_000
    store = sqlite3.connect(data / "store.sqlite")
    person = store.execute("SELECT id FROM person").fetchone()[0]
    accounts = [add_account(store, person, *about, now) for about in services]
    statuses, deliveries, steps = [], [], []
    for number in range(count):
        status, of_status, their_steps = rows_of(person, accounts, number, count, now)
        statuses.append(status)
        deliveries += of_status
        steps += their_steps
    store.executemany("INSERT INTO status (person_id, id, text, folded, created_at, removed) VALUES (?, ?, ?, ?, ?, 0)", statuses)
    store.executemany("INSERT INTO delivery (person_id, id, status_id, place, account_id, service, handle, audience, wanted, open, key,"
                      " payload, first_armed_at, remote_uri, url, updated_at)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?, 'public', 1, 0, ?, x'7b7d', 0, ?9, ?9, ?)", deliveries)
    ends = [(DONE, None)] * (len(steps) - queued - under_way) + [(PENDING, now + HOUR)] * queued + [(ARMED, None)] * under_way
    store.executemany(f"INSERT INTO step (person_id, id, delivery_id, account_id, kind, look, sent_at, attempts, resends, epoch, state, due_at)"
                      f" VALUES (?, ?, ?, ?, {PUBLISH}, 0, ?, 1, 0, 1, ?, ?)", [(*step, *end) for step, end in zip(steps, ends)])
    store.execute("UPDATE person SET n_accounts = ?, n_statuses = ?", (len(accounts), count))
    store.commit()
    store.close()
