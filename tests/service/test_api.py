# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The backend's door and its manners; every answer is held against the contract by the harness."""
import os
import socket
import stat
import subprocess
import uuid

from harness.backend import build_dir
from harness.contract import UnixConnection
from harness.processes import wait_for


def test_door_is_closed_to_others(backend):
    folder = os.stat(backend.socket.parent)
    assert stat.S_IMODE(folder.st_mode) == 0o700
    assert stat.S_IMODE(os.stat(backend.socket).st_mode) == 0o600


def test_connection_is_kept(backend):
    connection = UnixConnection(backend.socket, 30)
    connection.connect()
    connection.auto_open = False
    for _ in range(3):
        connection.request("GET", "/v1/accounts")
        assert connection.getresponse().read() == b'{"items":[]}'
    connection.close()
    assert os.listdir(backend.socket.parent).count("own") == 0


def test_second_backend_gives_way(backend, session):
    program = build_dir() / "src/backend/accounts-center-backend"
    run = subprocess.run([program, "--socket", backend.socket, "--data-dir", backend.data], env=session.env,
                         capture_output=True, text=True, timeout=30)
    assert run.returncode == 3 and "runs already" in run.stderr
    assert backend.api.get("/v1/backend").status == 200


def test_path_too_long_for_a_socket(session, tmp_path):
    program, folder = build_dir() / "src/backend/accounts-center-backend", tmp_path / ("x" * 100)
    run = subprocess.run([program, "--socket", folder / "socket", "--data-dir", tmp_path / "data"], env=session.env,
                         capture_output=True, text=True, timeout=30)
    assert run.returncode != 0 and "File name too long" in run.stderr
    assert not (folder / "socket").exists()


def test_says_that_it_is_for_development(backend):
    assert backend.api.get("/v1/backend").json["loopback_services"] is True
    assert "development" in backend.log.read_text()


def test_services(api):
    answer = api.get("/v1/services")
    assert "mastodon" in [item["id"] for item in answer.json["items"]]
    assert api.get("/v1/services", If_None_Match=answer.headers["etag"]).status == 304


def test_empty_lists(api):
    for path in ("/v1/accounts", "/v1/statuses", "/v1/deliveries"):
        answer = api.get(path)
        assert answer.json == {"items": []}
        assert api.get(path, If_None_Match=answer.headers["etag"]).status == 304


def test_unknown_things(api):
    nobody = str(uuid.uuid4())
    assert api.request("GET", f"/v1/accounts/{nobody}").problem == "not-found"
    assert api.request("GET", f"/v1/statuses/{nobody}").problem == "not-found"
    assert api.request("DELETE", f"/v1/deliveries/{nobody}").problem == "not-found"


def test_bodies_are_checked(api):
    key = {"Idempotency-Key": uuid.uuid4().hex}
    path = "/v1/statuses"
    assert api.request("POST", path, raw=b"{", headers=key).problem == "invalid"
    assert api.request("POST", path, raw=b"<html>", headers=key).problem == "invalid"
    assert api.request("POST", path, {"text": "x", "targets": [], "more": 1}, key).problem == "invalid"
    assert api.request("POST", path, {"text": "x", "targets": []}, key).problem == "invalid"
    assert api.request("POST", path, {"text": " ", "targets": [{"account_id": "x", "audience": "public"}]}, key).problem == "invalid"
    assert api.request("POST", path, {"text": "x", "targets": []}, {"Idempotency-Key": "short"}).problem == "invalid"
    assert api.request("POST", path, raw=b"{}", headers=dict(key, **{"Content-Type": "text/plain"})).status == 415
    assert api.request("POST", path, raw=b"x" * 3_000_000, headers=key).problem == "too-large"


def test_events_follow_changes(api):
    events = api.events()
    api.put("/v1/sharing", {"stopped": True})
    last, _ = events.wait("backend")
    events.close()
    api.put("/v1/sharing", {"stopped": False})
    resumed = api.events(last)
    resumed.wait("backend")
    resumed.close()
    lost = api.events(10 ** 6)
    lost.wait("reset")
    lost.close()


def test_ends_when_idle(make_backend):
    backend = make_backend(idle_exit=1)
    wait_for(lambda: not backend.process.alive, 20, "the backend ends")
    assert not backend.socket.exists()


def test_survives_broken_requests(backend):
    for junk in (b"\0" * 4096, b"GET / HTTP/9.9\r\n\r\n", b"POST /v1/statuses HTTP/1.1\r\nContent-Length: -1\r\n\r\n"):
        with socket.socket(socket.AF_UNIX) as raw:
            raw.settimeout(10)
            raw.connect(str(backend.socket))
            raw.sendall(junk)
            raw.shutdown(socket.SHUT_WR)
            while raw.recv(65536):
                pass
    assert backend.api.get("/v1/backend").status == 200
