#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pds.py DATA: a real Bluesky server and its directory of identities, on loopback, with the accounts alice and bob.

Prints one JSON line (base, plc, accounts) when both answer; ends on SIGTERM. The packages are installed once, in the cache.
"""
import fcntl
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

from ports import free_port

HERE = pathlib.Path(__file__).resolve().parent / "pds"


def cache_folder():
    given = os.environ.get("AC_CACHE_DIR")
    return pathlib.Path(given) if given else pathlib.Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "accounts-center"


def install():
    """The folder with the installed packages; its name changes with the lock file."""
    files = [HERE / "package.json", HERE / "package-lock.json"]
    key = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    folder = cache_folder() / f"pds-{key}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make_install(files, folder)
    return folder / "node_modules"


def make_install(files, folder):
    new = folder.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    for file in files:
        shutil.copy(file, new)
    # Debian's headers: nothing is fetched to compile the one native part.
    env = dict(os.environ, npm_config_nodedir="/usr", npm_config_build_from_source="true",
               npm_config_cache=str(cache_folder() / "npm"))
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=new, env=env, check=True, stdout=sys.stderr)
    new.rename(folder)


def main():
    if sys.argv[1:] == ["--install"]:
        install()
        return
    data = pathlib.Path(sys.argv[1])
    data.mkdir(parents=True, exist_ok=True)
    node = shutil.which("nodejs") or shutil.which("node")
    os.execv(node, [node, str(HERE / "pds.mjs"), str(install()), str(data), str(free_port()), str(free_port())])


main()
