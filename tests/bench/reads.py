# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a value that it is decided about, beside the same row that anybody may read."""
import json

from table import Row, say

PIECES, ROUNDS = 100, 3


def measure_reads(stage):
    runs = []
    for number in range(ROUNDS):
        say(f"reads, round {number + 1} of {ROUNDS} …")
        runs.append(json.loads(stage.run(stage.program("reads"), stage.folder / f"reads-{number}", PIECES).stdout))

    def each(name):
        return [run[name] for run in runs]
    return [Row("what a decision adds to a read, µs, 1 of 2", [run["decided"] - run["plain"] for run in runs], goal=5, digits=2),
            Row("a decided read to a plain one", each("decided"), each("plain"), digits=2),
            Row("the same with its line of the ledger", each("told"), each("plain"), digits=2)]
