# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making photos fit what Bluesky takes, as the backend has it done: how long that takes, and how much memory."""
import os
import subprocess
import time

from harness.pictures import photo
from table import Row, say

PHOTOS = {"12 MP": (4000, 3000), "48 MP": (8000, 6000)}
LIMIT = 2_000_000
ROUNDS = 7


def run(decoder, file):
    """(milliseconds, MiB at most)"""
    began = time.perf_counter()
    with subprocess.Popen([decoder, "jpeg,png", str(LIMIT), "0", "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={}) as process:
        process.stdin.write(file)
        process.stdin.close()
        made = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0 and 0 < len(made) <= LIMIT
    return (time.perf_counter() - began) * 1000, used.ru_maxrss / 1024


def measure_renditions(stage):
    rows = []
    for name, size in PHOTOS.items():
        say(f"renditions, {name} …")
        file = photo(*size)
        took, used = zip(*(run(stage.build / "src/decoder/accounts-center-decoder", file) for _ in range(ROUNDS)))
        rows += [Row(f"a {name} JPEG ({len(file) // 1_000_000} MB) made to fit 2 MB, ms", took, goal=4000, digits=0),
                 Row("its memory, MiB", used, goal=700, digits=0)]
    return rows
