# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Your data in the window: all of it in a file, back again, and gone.

A picture of each step is left in pictures/data of the build directory.
"""
import json
import os
import subprocess
import zipfile

import pytest

from harness.backend import build_dir
from harness.job import begin, finish, share, wait_state
from harness.practice import THREADS_LENA, consent
from harness.processes import wait_for
from harness.window import NARROW, WIDE

PICTURES = build_dir() / "pictures/data"
LOOKS = [(WIDE, "prefer-light", "wide-light"), (NARROW, "prefer-dark", "narrow-dark"), (NARROW, "prefer-light", "narrow-light"),
         (WIDE, "prefer-dark", "wide-dark")][:None if os.environ.get("AC_SOAK") else 2]


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    window.rest()
    window.picture(PICTURES / f"{name}.png")


@pytest.fixture
def usual_backend(session, make_backend, practice):
    return make_backend(socket=session.run / "accounts-center/backend.sock", practice=practice.base)


@pytest.fixture
def api(usual_backend):
    return usual_backend.api


@pytest.fixture
def status(api):
    attempt = begin(api, "threads", "")
    consent(attempt, THREADS_LENA)
    made = share(api, "Told to everybody", finish(api, attempt)).json["id"]
    wait_state(api, made, "live")
    return made


@pytest.mark.parametrize("size, scheme, look", LOOKS, ids=[look for *_, look in LOOKS])
def test_away_gone_and_back(api, status, usual_backend, make_window, session, tmp_path, size, scheme, look):
    window = make_window(backend=usual_backend, size=size, scheme=scheme)
    window.press("button", "Use on This Computer")
    window.action("pane", "privacy")
    window.find("label", "Your Data")
    picture(window, f"{look}-1-rows")
    window.press("list item", "Export…")
    file = tmp_path / "all.zip"
    window.save_file("Export Everything", file)
    window.find("label", "Everything Is in the File")
    picture(window, f"{look}-2-exported")
    window.press("button", "Close", within=("dialog", "Export"))
    with zipfile.ZipFile(file) as archive:
        assert "statuses.jsonl" in archive.namelist() and archive.testzip() is None

    window.press("list item", "Erase Everything…")
    window.find("label", "Erase Everything?")
    picture(window, f"{look}-3-erase")
    window.press("button", "Continue…")
    entry = window.find("text", "Type “erase”")
    window.set_text(entry, "erase")
    picture(window, f"{look}-4-sure")
    window.press("button", "Erase Everything")
    window.find("label", "Everything Is Erased", seconds=40)
    picture(window, f"{look}-5-erased")
    receipt = tmp_path / "receipt.json"
    window.press("button", "Save Receipt…")
    window.save_file("Save Receipt", receipt)
    wait_for(receipt.exists, 10, "the receipt")
    wait_for(lambda: receipt.stat().st_size, 10, "the receipt's text")
    assert json.loads(receipt.read_text())["erased"] == [{"service": "threads", "copies": "kept", "permission": "done", "key": "done"}]
    assert subprocess.run([build_dir() / "src/cli/acctl", "receipts", "verify", receipt], env=session.env, check=False).returncode == 0
    window.press("button", "Close", within=("dialog", "Erased"))

    window.press("list item", "Import…")
    window.choose_file("Import an Export", file)
    window.find("label", "Everything Came Back", seconds=40)
    picture(window, f"{look}-6-imported")
    assert [entry["text"] for entry in api.every("/v1/statuses")] == ["Told to everybody"]


def test_service_out_of_reach(api, status, usual_backend, practice, make_window):
    practice.stop()
    window = make_window(backend=usual_backend, size=NARROW)
    window.press("button", "Use on This Computer")
    window.action("pane", "privacy")
    window.press("list item", "Erase Everything…")
    window.press("button", "Continue…")
    window.set_text(window.find("text", "Type “erase”"), "erase")
    window.press("button", "Erase Everything")
    window.find("label", "Erasing Everything")
    picture(window, "telling")
    window.press("button", "Don’t Wait Any Longer")
    window.find("label", "Everything Is Erased", seconds=60)
    assert api.get("/v1/accounts").json["items"] == []
