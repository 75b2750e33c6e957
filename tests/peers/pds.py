#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pds.py DATA [SECONDS]: a real Bluesky server and its directory of identities, on loopback, with the accounts alice and bob.

Prints one JSON line (base, plc, accounts) when both answer; ends on SIGTERM. The packages are installed once, in the cache.
The tokens of a sign-in with a browser are good for SECONDS, else for an hour.
"""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

from cache import cache_folder, install_once
from ports import free_port

HERE = pathlib.Path(__file__).resolve().parent / "pds"
FILES = (HERE / "package.json", HERE / "package-lock.json")
# Fetched and checked by corepack, which comes with Debian's nodejs: Debian's npm would bring 340 packages.
NPM = "npm@10.9.4"


def install():
    """The folder with the installed packages; its name changes with the lock file."""
    key = hashlib.sha256(b"".join(file.read_bytes() for file in FILES)).hexdigest()[:16]
    return install_once(f"pds-{key}", make_install) / "node_modules"


def make_install(folder):
    for file in FILES:
        shutil.copy(file, folder)
    # Debian's headers: nothing is fetched to compile the one native part, an SQLite that need not be fast.
    env = dict(os.environ, npm_config_nodedir="/usr", npm_config_build_from_source="true", CFLAGS="-O0", CXXFLAGS="-O0",
               npm_config_cache=str(cache_folder() / "npm"),
               COREPACK_HOME=str(cache_folder() / "corepack"), COREPACK_ENABLE_DOWNLOAD_PROMPT="0")
    subprocess.run(["corepack", NPM, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder, env=env, check=True, stdout=sys.stderr)


def main():
    if sys.argv[1:] == ["--install"]:
        install()
        return
    data = pathlib.Path(sys.argv[1])
    data.mkdir(parents=True, exist_ok=True)
    node = shutil.which("nodejs") or shutil.which("node")
    os.execv(node, [node, str(HERE / "pds.mjs"), str(install()), str(data), str(free_port()), str(free_port()), *sys.argv[2:]])


main()
