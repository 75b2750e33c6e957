#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pds.py DATA [SECONDS]: a real Bluesky server and its directory of identities, on loopback, with the accounts alice and bob.

Prints one JSON line (base, plc, accounts) when both answer; ends on SIGTERM. The packages are installed once, in the cache.
The tokens of a sign-in with a browser are good for SECONDS, else for an hour.
"""
import pathlib
import sys

import npm
from ports import free_port

HERE = pathlib.Path(__file__).resolve().parent / "pds"


def main():
    if sys.argv[1:] == ["--install"]:
        npm.install(HERE)
        return
    data = pathlib.Path(sys.argv[1])
    data.mkdir(parents=True, exist_ok=True)
    npm.run(HERE / "pds.mjs", data, free_port(), free_port(), *sys.argv[2:])


main()
