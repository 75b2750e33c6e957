# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a frame costs in the composer while somebody types before a long text, with four previews open."""
import json

import seed
from harness.backend import Backend
from table import Row, say

ROUNDS, CHARACTERS, FRAME_MS = 3, 10000, 16
MORE = (("mastodon", "https://other.example", "bench", "@bench@other.example"), ("mastodon", "https://third.example", "b", "@b@third.example"))


def make_backend(stage):
    backend = Backend(stage.session, stage.folder / "typing")
    backend.stop()
    seed.fill(backend.data, 0, services=[*seed.SERVICES, *MORE])
    backend.start()
    return backend


def measure_typing(stage):
    backend, runs = make_backend(stage), []
    for number in range(ROUNDS):
        say(f"typing, round {number + 1} of {ROUNDS} …")
        runs.append(json.loads(stage.run(stage.program("typing"), backend.socket, CHARACTERS).stdout.splitlines()[-1]))
    backend.process.stop()
    return [Row(f"{what} before {CHARACTERS} characters, ms CPU, {each} of 100", [run[key] for run in runs], goal=FRAME_MS, digits=2)
            for what, each, key in (("a key", 50, "key50"), ("a key", 99, "key99"), ("a frame after a key", 99, "after99"))]
