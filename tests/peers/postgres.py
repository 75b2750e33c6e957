#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""postgres.py CMD…: a real PostgreSQL server of its own, on a Unix socket in a folder that goes with it.

Runs CMD with AC_POSTGRES set to the connection string of the server, without a database's name, and ends as CMD does.

postgres.py --folder FOLDER [--small MIB] [SETTING…]: keeps the data in the folder, prints one JSON line (conninfo) when it answers, and ends
on SIGTERM. With --small there is a disk of so many MiB at FOLDER/small, which goes with the server and which only the server sees.
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

USER = "keeper"
# Nothing of it outlives the test: what it writes need not reach a disk.
QUICK = ("fsync=off", "full_page_writes=off", "shared_buffers=16MB", "max_connections=40", "listen_addresses=", "log_min_messages=fatal")


def find_programs():
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        sys.exit("postgres: no PostgreSQL server is installed")
    return found[-1]


AS_ANOTHER = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
MOUNT = 'mount -t tmpfs -o size="$1"m small "$2" && shift 2 && exec "$@"'


def as_somebody(command):
    """The server refuses to run as root: then it sees itself as another, and its files stay root's."""
    return [*AS_ANOTHER, *command] if os.getuid() == 0 else command


def with_small_disk(folder, mebibytes, command):
    (folder / "small").mkdir(exist_ok=True)
    return ["unshare", "--user", "--mount", "--map-root-user", "sh", "-c", MOUNT, "sh", mebibytes, folder / "small", *AS_ANOTHER, *command]


def initialise(folder):
    made = subprocess.run(as_somebody([find_programs() / "initdb", "-D", folder / "data", "-U", USER, "-A", "trust", "-E", "UTF8",
                                       "--locale=C.UTF-8", "--no-sync", "--no-instructions"]),
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if made.returncode != 0:
        sys.exit(f"postgres: initdb failed\n{made.stderr}")


def start(folder, settings, small):
    settings = [part for setting in (*QUICK, *settings) for part in ("-c", setting)]
    if not (folder / "data").exists():
        initialise(folder)
    command = [find_programs() / "postgres", "-D", folder / "data", "-k", folder, *settings]
    with open(folder / "log", "ab") as output:
        return subprocess.Popen(with_small_disk(folder, small, command) if small else as_somebody(command),
                                stdin=subprocess.DEVNULL, stdout=output, stderr=output)


def wait_for_answer(server, folder):
    for _ in range(600):
        if subprocess.run([find_programs() / "pg_isready", "-q", "-h", folder]).returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    sys.exit(f"postgres: does not answer\n{(folder / 'log').read_text()}")


def serve(folder, command, settings=(), small=None):
    server = start(folder, settings, small)
    # Fast: whoever is still connected is sent away.
    signal.signal(signal.SIGTERM, lambda *_: server.send_signal(signal.SIGINT))
    try:
        wait_for_answer(server, folder)
        conninfo = f"host={folder} user={USER}"
        if command:
            return subprocess.run(command, env=dict(os.environ, AC_POSTGRES=conninfo)).returncode
        print(json.dumps({"conninfo": conninfo}), flush=True)
        return max(0, server.wait())
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def main():
    if sys.argv[1] == "--folder":
        folder, settings = pathlib.Path(sys.argv[2]), sys.argv[3:]
        small = settings[1] if settings[:1] == ["--small"] else None
        sys.exit(serve(folder, [], settings[2:] if small else settings, small))
    # A socket's path may have no more than 107 bytes, so the folder stands as high as possible.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        code = serve(pathlib.Path(folder), sys.argv[1:])
    sys.exit(code if code >= 0 else 128 - code)


main()
