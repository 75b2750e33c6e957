# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a frame costs in the composer while somebody types before a long text, with four previews open."""
import json

from table import Row, say

ROUNDS, CHARACTERS, FRAME_MS = 3, 10000, 16


def measure_typing(stage):
    runs = []
    for number in range(ROUNDS):
        say(f"typing, round {number + 1} of {ROUNDS} …")
        runs.append(json.loads(stage.run(stage.program("typing"), CHARACTERS).stdout.splitlines()[-1]))
    return [Row(f"typing before {CHARACTERS} characters, ms a frame, {each} of 100", [run[key] for run in runs], goal=goal, digits=2)
            for each, key, goal in ((50, "p50", FRAME_MS), (95, "p95", FRAME_MS))]
