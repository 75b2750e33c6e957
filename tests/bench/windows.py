# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as it starts, rests and meets parts that say nothing."""
import signal
import time

from stage import ROUNDS, VALGRIND, compare_wakeups, count_instructions, count_wakeups
from table import Row, say

SETTINGS = ("gnome-control-center", "online-accounts")


def measure_start(stage):
    """First content and memory, round by round next to an empty window and GNOME Settings."""
    stage.point_at(stage.backend())
    sides = {"window": [stage.program("window")], "empty": [stage.program("empty-window")], "settings": SETTINGS}
    seen = {name: [] for name in sides}
    for command in sides.values():
        stage.look_at(*command)
    for number in range(ROUNDS):
        say(f"starts, round {number + 1} of {ROUNDS} …")
        for name, command in sides.items():
            seen[name].append(stage.look_at(*command, quiet=500))

    def row(metric, key, other, goal=None):
        return Row(metric, [look[key] for look in seen["window"]], [look[key] for look in seen[other]], goal)
    return [row("first content, ms, to an empty window", "first", "empty", 1.25),
            row("the same, never to be more than", "first", "empty", 1.40),
            row("first content, ms, to Settings' accounts", "first", "settings", 0.60),
            row("CPU to first content, ms, to an empty window", "cpu", "empty"),
            row("last change, ms, to Settings' accounts", "settled", "settings"),
            row("peak memory, MB, to an empty window", "peak", "empty", 1.15),
            row("memory of its own, MB, to an empty window", "anonymous", "empty")]


def measure_instructions(stage):
    """Instructions until nothing changes any more; they do not depend on who else uses the machine."""
    stage.point_at(stage.backend())
    seen = {"window": [], "empty-window": []}
    for number in range(2):
        for name, counted in seen.items():
            say(f"instructions of {name}, round {number + 1} of 2 …")
            log = stage.folder / "valgrind.log"
            stage.look_at(*VALGRIND, f"--log-file={log}", stage.program(name), quiet=2000)
            counted.append(count_instructions(log.read_text()))
    return [Row("instructions to settled, million, to an empty window", seen["window"], seen["empty-window"], 1.60)]


def measure_idle(stage):
    """Wake-ups of an open window and its backend while nothing happens."""
    backend = stage.backend(10)
    stage.point_at(backend)
    window = stage.start("window", stage.program("window"))
    try:
        time.sleep(5)
        pids = (window.pid, backend.process.pid)
        before = [count_wakeups(pid) for pid in pids]
        time.sleep(10)
        after = [count_wakeups(pid) for pid in pids]
    finally:
        window.stop()
    return [Row(f"wake-ups of the idle {name} in 10 s", [compare_wakeups(a, b)], goal=0, digits=0)
            for name, a, b in zip(("window", "backend"), before, after)]


def look_with_silent_keyring(stage):
    backend = stage.backend()
    backend.process.stop()
    stage.keyring.process.signal_group(signal.SIGSTOP)
    try:
        backend.start()
        return stage.look_at(stage.program("window"))
    finally:
        stage.keyring.process.signal_group(signal.SIGCONT)


def look_with_silent_backend(stage):
    backend = stage.backend()
    backend.process.signal_group(signal.SIGSTOP)
    try:
        return stage.look_at(stage.program("window"))
    finally:
        backend.process.signal_group(signal.SIGCONT)


def measure_silence(stage):
    """Nothing that may not answer stands before the first picture."""
    stage.point_at(stage.backend())
    normal, keyring, backend = [], [], []
    for number in range(ROUNDS):
        say(f"silent parts, round {number + 1} of {ROUNDS} …")
        normal.append(stage.look_at(stage.program("window"))["first"])
        keyring.append(look_with_silent_keyring(stage)["first"])
        backend.append(look_with_silent_backend(stage)["first"])
    return [Row("first content, ms, keyring silent, to normal", keyring, normal, 1.05),
            Row("first content, ms, backend silent, to normal", backend, normal, 1.05)]


def measure_statuses(stage):
    """The pane of statuses as the window opens with it."""
    counts = (0, 10, 1000, 100000)
    seen = {count: [] for count in counts}
    for count in counts:
        stage.backend(count)
    for number in range(ROUNDS):
        say(f"statuses, round {number + 1} of {ROUNDS} …")
        for count in counts:
            stage.point_at(stage.backend(count))
            seen[count].append(stage.look_at(stage.program("window"), "status", quiet=500))
    rows = []
    for count in counts[1:]:
        rows.append(Row(f"first content, ms, {count} statuses, to none", [look["first"] for look in seen[count]],
                        [look["first"] for look in seen[0]], 1.3))
    for count in counts[1:]:
        rows.append(Row(f"all shown, ms, {count} statuses, to 10", [look["settled"] for look in seen[count]],
                        [look["settled"] for look in seen[10]]))
    return rows
