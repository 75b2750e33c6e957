# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fixtures of every suite, in a session that has a screen."""
import os
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "service"))
from harness.fixtures import *  # noqa: E402, F401, F403
from harness.session import Session  # noqa: E402
from harness.window import NARROW, WIDE  # noqa: E402, F401

# What takes minutes is for ./dev soak.
collect_ignore = [] if os.environ.get("AC_SOAK") else ["test_privacy_keys.py", "test_videos.py"]


@pytest.fixture
def session(tmp_path):
    """A private home, screen and session bus, with no keyring."""
    with Session(tmp_path / "session", talkative=True) as made:
        yield made


@pytest.fixture
def window(make_window, keyring, usual_backend):
    """The window past its first page, with a keyring and a backend and nothing in it yet."""
    made = make_window(backend=usual_backend)
    made.press("button", "Use on This Computer")
    made.find("list item", "Overview")
    return made
