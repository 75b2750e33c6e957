# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger through the API and acctl: what is told, and whether anybody has changed it."""
import contextlib
import hashlib
import json
import sqlite3
import subprocess

import pytest

from harness.backend import build_dir


@pytest.fixture
def run(session, backend):
    def run_acctl(*arguments, status=0):
        done = subprocess.run([build_dir() / "src/cli/acctl", "--socket", backend.socket, *map(str, arguments)],
                              env=session.env, capture_output=True, text=True, timeout=60)
        assert done.returncode == status, done
        return done.stdout
    return run_acctl


def toggle(backend, times):
    for number in range(times):
        assert backend.api.put("/v1/sharing", {"stopped": number % 2 == 0}).status == 200


def change(backend, statement):
    backend.stop()
    with contextlib.closing(sqlite3.connect(backend.data / "store.sqlite")) as store, store:
        store.execute(statement)
    backend.start()


def test_what_is_told(backend):
    toggle(backend, 5)
    page = backend.api.get("/v1/ledger?limit=2").json
    assert [(use["seq"], use["deed"], use["who"], use["reason"]) for use in page["items"]] == [
        (5, "change", "person", "sharing-stopped"), (4, "change", "person", "sharing-resumed")]
    assert [use["seq"] for use in backend.api.get(f"/v1/ledger?cursor={page['next']}").json["items"]] == [3, 2, 1]
    assert len(backend.api.get("/v1/ledger?recipient=person&outcome=allowed&search=PERS").json["items"]) == 5
    assert backend.api.get("/v1/ledger?outcome=refused").json["items"] == []
    for query in ("outcome=maybe", "account=me", "who=person", "search=" + "x" * 257, "cursor=-1"):
        assert backend.api.get(f"/v1/ledger?{query}").status == 400, query


def test_check_by_anybody(backend, run, tmp_path):
    """An exported ledger is checked with nothing of ours."""
    toggle(backend, 210)
    export = run("ledger", "export")
    first, *lines = map(json.loads, export.splitlines())
    digest = hashlib.sha256(b"accounts-center ledger " + first["person_id"].encode()).digest()
    for line in lines:
        digest = hashlib.sha256(digest + line["line"].encode()).digest()
        assert digest.hex() == line["hash"]
    assert [json.loads(line["line"])["seq"] for line in lines] == list(range(1, 212))

    file = tmp_path / "ledger"
    file.write_text(export)
    assert "211 lines are as they were written" in run("ledger", "verify", file)
    for damage in (export.replace('sharing-stopped', 'sharing-resumed', 1), "\n".join(export.splitlines()[:1] + export.splitlines()[2:])):
        file.write_text(damage)
        assert "The line after those was changed" in run("ledger", "verify", file, status=1)
    file.write_text("{}\n")
    run("ledger", "verify", file, status=1)


def test_damage_to_the_store(backend, run):
    toggle(backend, 6)
    assert json.loads(run("--json", "ledger", "verify")) == {"lines": 6, "fault": "none"}
    change(backend, "DELETE FROM ledger WHERE seq = 6")
    assert json.loads(run("--json", "ledger", "verify", status=1)) == {"lines": 5, "fault": "cut"}
    # What is written on top of a ledger that was cut doesn't heal it.
    toggle(backend, 4)
    assert json.loads(run("--json", "ledger", "verify", status=1)) == {"lines": 10, "fault": "cut"}
    assert backend.api.get("/v1/ledger?outcome=refused").json["items"][0]["reason"] == "ledger-cut"
    change(backend, "UPDATE ledger SET line = REPLACE(line, 'person', 'nobody') WHERE seq = 3")
    assert json.loads(run("--json", "ledger", "verify", status=1)) == {"lines": 2, "fault": "changed"}


def test_head_is_gone(backend, run, session):
    toggle(backend, 2)
    backend.stop()
    (session.home / ".local/state/accounts-center/ledger-heads").unlink()
    backend.start()
    assert json.loads(run("--json", "ledger", "verify")) == {"lines": 2, "fault": "head-missing"}
