#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""snac.py DATA [PORT]: a real server of the Mastodon API (Debian's snac2) with the user alice, on loopback.

Prints one JSON line (base, login, password) when it answers; ends on SIGTERM. An existing DATA is served again.
"""
import json
import pathlib
import re
import signal
import subprocess
import sys
import time
import urllib.request

from ports import free_port

USER = "alice"


def make_server(data, port):
    answers = f"127.0.0.1\n{port}\nlocalhost:{port}\n\nadmin@example.test\n"
    subprocess.run(["snac", "init", data], input=answers, text=True, check=True, stdout=sys.stderr)
    config = data / "server.json"
    config.write_text(json.dumps(dict(json.loads(config.read_text()), protocol="http"), indent=2))
    made = subprocess.run(["snac", "adduser", data, USER], stdin=subprocess.DEVNULL, text=True, check=True, capture_output=True)
    password = re.search(r"^User password is (\S+)$", made.stdout + made.stderr, re.M)[1]
    about = {"base": f"http://localhost:{port}", "login": USER, "password": password}
    (data / "peer.json").write_text(json.dumps(about))


def wait_for_answer(server, url):
    for _ in range(200):
        try:
            return urllib.request.urlopen(url, timeout=2).read()
        except OSError:
            if server.poll() is not None:
                sys.exit(f"snac ended with {server.returncode}")
            time.sleep(0.05)
    sys.exit("snac does not answer")


def main():
    data = pathlib.Path(sys.argv[1])
    if not (data / "peer.json").exists():
        make_server(data, int(sys.argv[2]) if len(sys.argv) > 2 else free_port())
    about = json.loads((data / "peer.json").read_text())
    server = subprocess.Popen(["snac", "httpd", data], stdout=sys.stderr)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    wait_for_answer(server, about["base"] + "/api/v1/instance")
    print(json.dumps(about), flush=True)
    sys.exit(max(0, server.wait()))


main()
