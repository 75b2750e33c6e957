# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the outbox asks of its store, in a file and on a server that holds a million copies already."""
import json

from harness.postgres import Postgres
from table import Row, say

FEW, MANY, CROWD, ROUNDS = 2500, 10_000, 250_000, 3
NUMBERS = f"WITH RECURSIVE number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < {CROWD})"
TARGETS = "(SELECT 1 AS place UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) AS target"
NAME = "'d' || CAST(i AS TEXT) || '-' || CAST(place AS TEXT)"
PUBLISH, DONE = 0, 4
COPIES = ("INSERT INTO person (id, created_at, sharing_stopped, n_accounts, n_statuses, last_event)"
          f" {NUMBERS} SELECT 'crowd-' || CAST(i AS TEXT), 0, 0, 0, 0, 0 FROM number WHERE i <= 1000",
          "INSERT INTO status (person_id, id, text, folded, created_at, removed)"
          f" {NUMBERS} SELECT 'crowd-' || CAST(1 + i % 1000 AS TEXT), 's' || CAST(i AS TEXT), 'Words', 'words', 0, 0 FROM number",
          "INSERT INTO delivery (person_id, id, status_id, place, account_id, service, handle, audience, wanted, open, key, payload,"
          " first_armed_at, remote_uri, url, updated_at)"
          f" {NUMBERS} SELECT 'crowd-' || CAST(1 + i % 1000 AS TEXT), {NAME}, 's' || CAST(i AS TEXT), place, 'a' || CAST(place AS TEXT),"
          f" 'mastodon', 'ada', 'public', 1, 0, {NAME}, '', 0, {NAME}, {NAME}, 0 FROM number, {TARGETS}",
          "INSERT INTO step (person_id, id, delivery_id, account_id, kind, look, sent_at, attempts, resends, epoch, state)"
          f" {NUMBERS} SELECT 'crowd-' || CAST(1 + i % 1000 AS TEXT), {NAME}, {NAME}, 'a' || CAST(place AS TEXT), {PUBLISH}, 0, 0, 1, 0, 1,"
          f" {DONE} FROM number, {TARGETS}")


def measure(stage, place, statuses):
    return json.loads(stage.run(stage.program("outbox"), place, statuses, seconds=600).stdout.splitlines()[-1])


def measure_crowd(stage):
    """(beside a million copies, with none)"""
    postgres = Postgres()
    try:
        full, empty = postgres.make_database(), postgres.make_database()
        places = [base.line.removeprefix("postgresql=") for base in (full, empty)]
        for place in places:
            measure(stage, place, 100)
        say(f"{CROWD * 4} copies …")
        full.change(COPIES)
        runs = []
        for number in range(ROUNDS):
            say(f"the outbox on PostgreSQL, round {number + 1} of {ROUNDS} …")
            runs.append([measure(stage, place, 1000) for place in places])
        return list(zip(*runs))
    finally:
        postgres.remove()


def measure_outbox(stage):
    few, many = [], []
    for number in range(ROUNDS):
        say(f"the outbox, round {number + 1} of {ROUNDS} …")
        few.append(measure(stage, stage.folder / f"outbox-few-{number}", FEW))
        many.append(measure(stage, stage.folder / f"outbox-many-{number}", MANY))
    crowd, empty = measure_crowd(stage)

    def each(runs, name):
        return [run[name] for run in runs]
    return [Row(f"put in {MANY} statuses for 4 accounts each, s", each(many, "fill"), goal=2, digits=2),
            Row(f"nothing is due of {MANY * 4}, ms", each(many, "look"), goal=0.1, digits=3),
            Row(f"the same, to of {FEW * 4}", each(many, "look"), each(few, "look"), digits=3),
            Row("a transition of a delivery, ms, durable", each(many, "alone"), goal=1, digits=3),
            Row("the same of 500 at once, µs", each(many, "together"), goal=50),
            Row("sent after it is due, ms, 99 of 100, 200 a second", each(many, "late"), goal=1000),
            Row(f"the same on PostgreSQL beside {CROWD * 4} copies", each(crowd, "late"), goal=1000),
            Row("a transition there, ms, to beside none", each(crowd, "alone"), each(empty, "alone"), 1.3, digits=3)]
