# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking for words among many statuses: what is there often, once, long ago, and nowhere."""
import time
import urllib.parse

from table import Row, say

COUNT, ROUNDS = 100000, 20
WORDS = {"often": "some time ago", "once, long ago": "number 7.", "two letters": "zq", "nowhere": "mantelpiece"}


def measure_search(stage):
    api = stage.backend(COUNT).api
    seen = {name: [] for name in WORDS}
    for number in range(ROUNDS):
        say(f"search, round {number + 1} of {ROUNDS} …")
        for name, words in WORDS.items():
            began = time.perf_counter()
            found = api.get(f"/v1/statuses?limit=20&search={urllib.parse.quote(words)}").json["items"]
            seen[name].append((time.perf_counter() - began) * 1000)
            assert len(found) == {"often": 20, "once, long ago": 1}.get(name, 0), (name, len(found))
    return [Row(f"search in {COUNT} statuses, ms, {name}", took, goal=50) for name, took in seen.items()]
