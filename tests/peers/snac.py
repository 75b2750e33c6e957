#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""snac.py DATA [PORT]: a real server of the Mastodon API (snac) with the user alice, on loopback.

Prints one JSON line (base, login, password) when it answers; ends on SIGTERM. An existing DATA is served again. Debian 13's
own snac deletes nothing through the API, so the one of its backports is unpacked once, in the cache.
"""
import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

from cache import install_once
from ports import free_port

USER = "alice"
SUITE, PACKAGE, FLOOR = "trixie-backports", "snac2", "2.96"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


def find_mirror():
    """The mirror that the system itself uses."""
    folder = pathlib.Path("/etc/apt")
    for file in [folder / "sources.list", *sorted(folder.glob("sources.list.d/*.list")), *sorted(folder.glob("sources.list.d/*.sources"))]:
        text = re.sub(r"^\s*#.*$", "", file.read_text(), flags=re.M) if file.exists() else ""
        if found := re.search(r"https?://\S+/debian/?(?=\s|$)", text):
            return found[0]
    sys.exit("snac: /etc/apt names no mirror of Debian to take snac2 from")


def apt(folder, *arguments):
    """apt-get with lists and cache of its own: no rights are needed and the system's packages stay as they are."""
    for name in ("state/lists/partial", "cache/archives/partial", "parts"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    options = {"Dir::State": folder / "state", "Dir::Cache": folder / "cache", "Dir::Etc::SourceList": folder / "sources.list",
               "Dir::Etc::SourceParts": folder / "parts", "APT::Sandbox::User": "root", "Acquire::Languages": "none",
               "Acquire::Retries": 3}
    given = [part for key, value in options.items() for part in ("-o", f"{key}={value}")]
    done = subprocess.run(["apt-get", "-q", *given, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    if done.returncode != 0:
        sys.exit(f"snac: apt-get {' '.join(arguments)} failed with {done.returncode}; {SUITE} can't be had")


def make_install(folder):
    with tempfile.TemporaryDirectory() as made:
        work = pathlib.Path(made)
        (work / "sources.list").write_text(f"deb [signed-by={KEYRING}] {find_mirror()} {SUITE} main\n")
        apt(work, "update", "--error-on=any")
        apt(work, "download", f"{PACKAGE}/{SUITE}")
        package, = work.glob(f"{PACKAGE}_*.deb")
        version = subprocess.run(["dpkg-deb", "-f", package, "Version"], check=True, capture_output=True, text=True).stdout.strip()
        if subprocess.run(["dpkg", "--compare-versions", version, "ge", FLOOR]).returncode != 0:
            sys.exit(f"snac: {SUITE} has {version}, older than {FLOOR}")
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)


def install():
    """The program; its folder's name changes with the version asked for."""
    return install_once(f"snac-{FLOOR}", make_install) / "usr/bin/snac"


def make_server(snac, data, port):
    answers = f"127.0.0.1\n{port}\nlocalhost:{port}\n\nadmin@example.test\n"
    subprocess.run([snac, "init", data], input=answers, text=True, check=True, stdout=sys.stderr)
    config = data / "server.json"
    config.write_text(json.dumps(dict(json.loads(config.read_text()), protocol="http"), indent=2))
    made = subprocess.run([snac, "adduser", data, USER], stdin=subprocess.DEVNULL, text=True, check=True, capture_output=True)
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
    snac = install()
    if sys.argv[1:] == ["--install"]:
        return
    data = pathlib.Path(sys.argv[1])
    if not (data / "peer.json").exists():
        make_server(snac, data, int(sys.argv[2]) if len(sys.argv) > 2 else free_port())
    about = json.loads((data / "peer.json").read_text())
    server = subprocess.Popen([snac, "httpd", data], stdout=sys.stderr)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    wait_for_answer(server, about["base"] + "/api/v1/instance")
    print(json.dumps(about), flush=True)
    sys.exit(max(0, server.wait()))


main()
