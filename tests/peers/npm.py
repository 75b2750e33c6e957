# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that come as npm packages: installed once, exactly as their lock file says, then run by Debian's node."""
import hashlib
import os
import shutil
import subprocess
import sys

from cache import cache_folder, install_once

# Fetched and checked by corepack, which comes with Debian's nodejs: Debian's npm would bring 340 packages.
NPM = "npm@10.9.4"


def install(here):
    """The folder with the packages of HERE/package-lock.json; its name changes with the lock file."""
    files = (here / "package.json", here / "package-lock.json")
    key = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    return install_once(f"{here.name}-{key}", lambda folder: make_install(files, folder)) / "node_modules"


def make_install(files, folder):
    for file in files:
        shutil.copy(file, folder)
    # Debian's headers: nothing is fetched to compile the one native part, an SQLite that need not be fast.
    env = dict(os.environ, npm_config_nodedir="/usr", npm_config_build_from_source="true", CFLAGS="-O0", CXXFLAGS="-O0",
               npm_config_cache=str(cache_folder() / "npm"),
               COREPACK_HOME=str(cache_folder() / "corepack"), COREPACK_ENABLE_DOWNLOAD_PROMPT="0")
    subprocess.run(["corepack", NPM, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder, env=env, check=True, stdout=sys.stderr)


def run(script, *arguments):
    """Becomes node with SCRIPT, which is told where the packages are and then ARGUMENTS."""
    node = shutil.which("nodejs") or shutil.which("node")
    os.execv(node, [node, str(script), str(install(script.parent)), *map(str, arguments)])
