# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a key costs in the composer while four previews of a long text are open."""
import json

from table import Row, say

ROUNDS, CHARACTERS, FRAME_MS = 3, 10000, 16


def measure_typing(stage):
    runs = []
    for number in range(ROUNDS):
        say(f"typing, round {number + 1} of {ROUNDS} …")
        runs.append(json.loads(stage.run(stage.program("typing"), CHARACTERS).stdout.splitlines()[-1]))
    return [Row(f"a key at the beginning of {CHARACTERS} characters, ms CPU, {each} of 100", [run[key] for run in runs], goal=goal, digits=2)
            for each, key, goal in ((50, "p50", FRAME_MS), (95, "p95", FRAME_MS))]
