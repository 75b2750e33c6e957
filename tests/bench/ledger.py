# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger: what a line costs in the transaction that it stands in, and what a million of them do."""
import json

from table import Row, say

FEW, MANY, ROUNDS = 1000, 1000000, 3


def measure_ledger(stage):
    seen = {FEW: [], MANY: []}
    for number in range(ROUNDS):
        for lines in seen:
            say(f"ledger, {lines} lines, round {number + 1} of {ROUNDS} …")
            folder = stage.folder / f"ledger-{lines}-{number}"
            seen[lines].append(json.loads(stage.run(stage.program("ledger"), folder, lines).stdout))
    many, few = seen[MANY], seen[FEW]

    def each(runs, name):
        return [run[name] for run in runs]
    return [Row("a line of the ledger, µs, 1 of 2", each(many, "append"), goal=50, digits=2),
            Row("the same, to a plain row", each(many, "append"), each(many, "insert"), digits=2),
            Row(f"check {MANY} lines, s", each(many, "verify"), goal=5, digits=2),
            Row("the same, to SHA-256 alone", each(many, "verify"), each(many, "hash"), digits=2),
            Row(f"find what is rare, ms, of {MANY} to of {FEW}", each(many, "search"), each(few, "search"), 3, digits=3)]
