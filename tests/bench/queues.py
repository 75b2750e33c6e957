# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a long queue costs: until a status is safe, at the start of the backend, and while it waits."""
import datetime
import sqlite3
import statistics
import time

import seed
from harness.backend import Backend
from stage import compare_wakeups, count_wakeups
from table import Row, say

QUEUED, UNDER_WAY, STATUSES, ROUNDS = 10_000, 1_000, 300, 5
SETTLED, WATCHED = 20, 60       # s: a thread that has nothing to do ends after 15


def make(stage, name, *counts):
    """A backend that was stopped, with so many statuses, so many deliveries in the queue and so many that were being sent."""
    backend = Backend(stage.session, stage.folder / name)
    backend.stop()
    seed.fill(backend.data, *counts)
    return backend


def read_rss(process):
    """MiB"""
    with open(f"/proc/{process.pid}/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * 4096 / 2**20


def start(backend):
    """(milliseconds until it answers, MiB that it takes)"""
    began = time.monotonic()
    backend.start()
    took = (time.monotonic() - began) * 1000
    rss = read_rss(backend.process)
    backend.process.stop()
    return took, rss


def count_unknown(backend):
    """What was under way when the backend died, and nobody has asked about yet."""
    store = sqlite3.connect(f"file:{backend.data / 'store.sqlite'}?mode=ro", uri=True)
    try:
        return store.execute(f"SELECT COUNT(*) FROM step WHERE state = {seed.ARMED} AND epoch = 1").fetchone()[0]
    finally:
        store.close()


def measure_classified(backend):
    """Milliseconds until it is known of each that it must be looked for."""
    assert count_unknown(backend) == UNDER_WAY
    began = time.monotonic()
    backend.start()
    while count_unknown(backend):
        assert time.monotonic() < began + 30
    took = (time.monotonic() - began) * 1000
    backend.process.stop()
    return took


def measure_rest(backend):
    """(wake-ups, MiB) of one that has posts for later, and nothing to do until then"""
    backend.start()
    time.sleep(SETTLED)
    before = count_wakeups(backend.process.pid)
    time.sleep(WATCHED)
    woken = compare_wakeups(before, count_wakeups(backend.process.pid))
    rss = read_rss(backend.process)
    backend.process.stop()
    return woken, rss


def measure_durable(backend):
    """Milliseconds until each of many statuses can no longer be lost; they are planned, so that nothing is sent meanwhile."""
    backend.start()
    account = backend.api.get("/v1/accounts").json["items"][0]["id"]
    tomorrow = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    costs = []
    for number in range(STATUSES):
        body = {"text": f"Safe {number}", "share_at": tomorrow, "targets": [{"account_id": account, "audience": "public"}]}
        began = time.perf_counter_ns()
        answer = backend.api.post("/v1/statuses", body)
        costs.append((time.perf_counter_ns() - began) / 1e6)
        assert answer.status == 201, answer.json
    backend.process.stop()
    return costs


def measure_queues(stage):
    say(f"a queue of {QUEUED} …")
    empty = make(stage, "queue-empty", 10)
    full = make(stage, "queue-full", (QUEUED + UNDER_WAY) // 2, QUEUED, UNDER_WAY)
    planned = make(stage, "queue-planned", 10, 20)
    classified = measure_classified(full)
    starts = [(start(full), start(empty)) for _ in range(ROUNDS)]
    say(f"{WATCHED} s of rest …")
    woken, rss = measure_rest(planned)
    durable = measure_durable(full)
    return [Row(f"start with {QUEUED} queued, ms", [ours[0] for ours, _ in starts], goal=300),
            Row("the same, to an empty queue", [ours[0] for ours, _ in starts], [other[0] for _, other in starts]),
            Row("memory with it, MiB more than without", [ours[1] - other[1] for ours, other in starts], goal=40),
            Row(f"known of {UNDER_WAY} that were under way, ms", [classified], goal=1000),
            Row(f"wake-ups in {WATCHED} s, with posts for later", [woken], goal=0, digits=0),
            Row("memory of it, MiB", [rss], goal=25),
            Row("a status is safe, ms, p99", durable, goal=25, digits=2, statistic=lambda costs: statistics.quantiles(costs, n=100)[98])]
