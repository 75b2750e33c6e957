# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request over the socket, next to libsoup alone."""
import socket
import time

from stage import ROUNDS, VALGRIND, count_instructions
from table import Row, say

REQUEST = b"GET /v1/accounts HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench\r\n\r\n"
FEW, MANY = 200, 1200


class Line:
    """One connection that stays open."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(60)
        self.socket.connect(str(path))
        self.rest = b""

    def ask(self):
        self.socket.sendall(REQUEST)
        while b"\r\n\r\n" not in self.rest:
            self.rest += self.socket.recv(65536)
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = int(next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))[15:])
        while len(self.rest) < length:
            self.rest += self.socket.recv(65536)
        self.rest = self.rest[length:]

    def ask_often(self, count):
        """Milliseconds of each."""
        costs = []
        for _ in range(count):
            began = time.perf_counter_ns()
            self.ask()
            costs.append((time.perf_counter_ns() - began) / 1e6)
        return costs


def answers(path):
    try:
        Line(path).ask()
        return True
    except OSError:
        return False


def backend_command(stage, path):
    data = stage.backend(10).data
    stage.backend(10).process.stop()
    return [stage.program("backend"), "--socket", path, "--data-dir", data, "--allow-loopback-services", "--idle-exit", "0"]


def run_instructions(stage, name, command, path, count):
    log = stage.folder / f"{name}-{count}.valgrind"
    path.unlink(missing_ok=True)
    process = stage.start(f"{name}-{count}", *VALGRIND, f"--log-file={log}", *command)
    try:
        process.wait_until(lambda: answers(path), 60)
        Line(path).ask_often(count)
    finally:
        process.stop(seconds=60)
    return count_instructions(log.read_text()) * 1e3


def measure_requests(stage):
    folder = stage.folder / "requests"
    folder.mkdir(mode=0o700)
    sides = {"backend": (backend_command(stage, folder / "backend"), folder / "backend"),
             "hello": ([stage.program("hello"), folder / "hello"], folder / "hello")}
    counted, costs, lines = {}, {name: [] for name in sides}, {}
    for name, (command, path) in sides.items():
        say(f"instructions of a request, {name} …")
        few, many = (run_instructions(stage, name, command, path, count) for count in (FEW, MANY))
        counted[name] = (many - few) / (MANY - FEW)
    processes = []
    for name, (command, path) in sides.items():
        path.unlink(missing_ok=True)
        processes.append(stage.start(name, *command))
        processes[-1].wait_until(lambda path=path: answers(path), 30)
        lines[name] = Line(path)
        lines[name].ask_often(500)
    for number in range(ROUNDS):
        say(f"round trips, round {number + 1} of {ROUNDS} …")
        for name, line in lines.items():
            costs[name].append(sorted(line.ask_often(2000)))
    for process in processes:
        process.stop()
    p50, p99 = ({name: [run[len(run) * part // 100] for run in runs] for name, runs in costs.items()} for part in (50, 99))
    return [Row("instructions of GET /v1/accounts, thousand, to hello", [counted["backend"]], [counted["hello"]], 1.5),
            Row("round trip, ms, half of all, to hello", p50["backend"], p50["hello"], digits=3),
            Row("round trip, ms, 99 of 100, to hello", p99["backend"], p99["hello"], digits=3),
            Row("round trip, ms, 99 of 100", p99["backend"], goal=1, digits=3)]
