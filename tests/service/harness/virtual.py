#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""virtual.py CMD…: runs CMD in a private session (own home, screen and bus) and ends with its exit status."""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness.session import Session  # noqa: E402

with Session() as session:
    code = subprocess.run(sys.argv[1:], env=session.env).returncode
sys.exit(code if code >= 0 else 128 - code)
