# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fixtures of every suite; see harness/fixtures.py."""
from harness.fixtures import *  # noqa: F401, F403
