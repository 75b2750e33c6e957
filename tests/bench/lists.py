# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a frame costs while a list is scrolled, next to a bare GtkListView."""
import json

from table import Row, say

ROUNDS = 3


def measure_scrolling(stage):
    counts = (10, 1000, 100000)
    seen, bare = {count: [] for count in counts}, {count: [] for count in counts}
    for count in counts:
        stage.backend(count)
    for number in range(ROUNDS):
        for count in counts:
            say(f"scrolling {count} statuses, round {number + 1} of {ROUNDS} …")
            for side, what in ((seen, stage.backend(count).socket), (bare, "--bare")):
                side[count].append(json.loads(stage.run(stage.program("scroll"), what, count).stdout.splitlines()[-1]))

    def row(metric, key, count, goal=None):
        # Ten bare rows do not fill the window: what scrolls is compared with what scrolls.
        other = bare[max(count, 1000)]
        return Row(f"{metric}, {count} statuses, to a bare list", [look[key] for look in seen[count]], [look[key] for look in other], goal, 2)
    tight = [row("scroll frame, ms CPU, 95 of 100", "p95", count, 1.3) for count in counts]
    loose = [row("scroll frame, ms CPU, half of all", "p50", count) for count in counts]
    return tight + loose + [row("longest frame while it opens, ms CPU", "opening", count) for count in counts]
