# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may come in, what a caller can break (nothing), and how long the backend stays."""
import os
import socket
import subprocess
import sys
import time

import pytest

from harness.backend import build_dir
from harness.job import add_bluesky, share
from harness.processes import wait_for

GOOD = b"GET /v1/backend HTTP/1.1\r\nHost: localhost\r\n\r\n"
NOBODY = 65534


def connect(backend):
    raw = socket.socket(socket.AF_UNIX)
    raw.settimeout(20)
    raw.connect(str(backend.socket))
    return raw


def exchange(backend, request):
    """All that comes back until the backend hangs up; the end of our side is not said."""
    with connect(backend) as raw:
        raw.sendall(request)
        answer = b""
        while True:
            try:
                chunk = raw.recv(65536)
            except ConnectionResetError:
                return answer
            if not chunk:
                return answer
            answer += chunk
            if b"\r\n\r\n" in answer and b"onnection: close" not in request:
                return answer


def status(answer):
    return int(answer.split(b" ", 2)[1]) if answer else None


STRANGER = """
import socket, sys
try:
    with socket.socket(socket.AF_UNIX) as raw:
        raw.settimeout(20)
        raw.connect(sys.argv[1])
        raw.sendall(b"GET /v1/backend HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n")
        print("bytes:" + raw.recv(4096).decode())
except OSError as error:
    print(type(error).__name__)
"""


def ask_as(user, path):
    """What another user of this computer gets: the bytes, or the error that came first."""
    done = subprocess.run([sys.executable, "-I", "-c", STRANGER, path], user=user, group=user, extra_groups=[], cwd="/",
                          capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


def test_another_user_is_refused(backend):
    if os.getuid() == 0:
        assert ask_as(NOBODY, str(backend.socket)) == "PermissionError"
        for folder in (backend.socket.parent, *backend.socket.parent.parents):
            if folder.stat().st_uid == 0 and os.access(folder, os.W_OK) and "pytest" in str(folder):
                folder.chmod(0o755)
        backend.socket.chmod(0o666)
        assert ask_as(NOBODY, str(backend.socket)) in ("bytes:", "ConnectionResetError", "BrokenPipeError")
        wait_for(lambda: "another user" in backend.log.read_text(), 5, "the refusal in the log")
    assert backend.api.get("/v1/backend").status == 200
    assert (backend.socket.stat().st_mode & 0o077) == (0o066 if os.getuid() == 0 else 0)


def test_shared_folder_is_not_touched(session, tmp_path):
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o1777)
    program = build_dir() / "src/backend/accounts-center-backend"
    run = subprocess.run([program, "--socket", folder / "socket", "--data-dir", tmp_path / "data"], env=session.env,
                         capture_output=True, text=True, timeout=60)
    assert run.returncode == 1 and "this user's alone" in run.stderr
    assert folder.stat().st_mode & 0o7777 == 0o1777 and not list(folder.iterdir())


def test_one_backend_for_each_store(backend, session, tmp_path):
    program = build_dir() / "src/backend/accounts-center-backend"
    run = subprocess.run([program, "--socket", tmp_path / "elsewhere/socket", "--data-dir", backend.data], env=session.env,
                         capture_output=True, text=True, timeout=60)
    assert run.returncode == 3 and "runs already" in run.stderr


def test_killed_backend_leaves_no_obstacle(backend):
    backend.kill()
    assert backend.socket.exists()
    backend.start()
    assert backend.api.get("/v1/backend").status == 200


@pytest.mark.parametrize("name, headers", [
    ("another host", b"Host: accountscenter.example\r\n"),
    ("an address", b"Host: 127.0.0.1\r\n"),
    ("a web page", b"Host: localhost\r\nOrigin: https://evil.example\r\n"),
    ("two hosts", b"Host: localhost\r\nHost: evil.example\r\n"),
])
def test_only_programs_of_this_computer_ask(backend, name, headers):
    answer = exchange(backend, b"GET /v1/backend HTTP/1.1\r\nConnection: close\r\n" + headers + b"\r\n")
    assert status(answer) in (400, 403), (name, answer)
    assert b"data_dir" not in answer


@pytest.mark.parametrize("request_bytes", [
    b"\r\n\r\n", b"GET\r\n\r\n", b"GET /v1/backend\r\n\r\n", b"get /v1/backend HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /v1/backend HTTP/1.1\r\n\r\n", b"GET v1/backend HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /v1/../v1/backend%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET /v1/accounts/%2e%2e HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"POST /v1/statuses HTTP/1.1\r\nHost: localhost\r\nContent-Length: nine\r\n\r\n{}",
    b"POST /v1/statuses HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET /v1/backend HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 300_000 + b"\r\n\r\n",
    b"GET /v1/backend HTTP/1.1\r\nHost: localhost\r\n" + b"X: x\r\n" * 50_000 + b"\r\n",
    b"GET /" + b"x" * 300_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
], ids=range(13))
def test_malformed_requests(backend, request_bytes):
    with connect(backend) as raw:
        try:
            raw.sendall(request_bytes)
            raw.shutdown(socket.SHUT_WR)
            answer = raw.recv(65536)
        except (BrokenPipeError, ConnectionResetError):
            answer = b""
    assert not answer or 400 <= status(answer) < 500, answer[:300]
    assert backend.api.get("/v1/backend").status == 200


def test_ways_that_are_not_there(api):
    answer = api.request("PATCH", "/v1/accounts")
    assert answer.status == 405 and set(answer.headers["allow"].split(", ")) == {"GET", "POST"}
    assert api.request("GET", "/v1/nothing").problem == "not-found"
    assert api.request("GET", "/").problem == "not-found"
    for query in ("limit=0", "limit=201", "limit=x", "cursor=x", "more=1"):
        assert api.request("GET", f"/v1/accounts?{query}").problem == "invalid", query


def test_slow_callers_hold_up_nobody(backend):
    slow = [connect(backend) for _ in range(20)]
    for number, raw in enumerate(slow):
        raw.sendall(GOOD[:10] if number % 2 else b"POST /v1/statuses HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{")
    began = time.monotonic()
    assert backend.api.get("/v1/backend").status == 200
    assert time.monotonic() - began < 5
    for raw in slow:
        raw.close()


def test_caller_that_leaves_early(backend):
    for _ in range(20):
        with connect(backend) as raw:
            raw.sendall(GOOD)
    assert backend.api.get("/v1/backend").status == 200


def test_stays_for_a_stream_and_ends_after_it(make_backend):
    backend = make_backend(idle_exit=1)
    events = backend.api.events()
    time.sleep(4)
    assert backend.process.alive
    events.close()
    wait_for(lambda: not backend.process.alive, 20, "the backend ends")


def test_a_connection_it_closed_itself_keeps_nobody(make_backend):
    backend = make_backend(idle_exit=1)
    with connect(backend) as raw:
        raw.sendall(GOOD.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        while raw.recv(65536):
            pass
        wait_for(lambda: not backend.process.alive, 20, "the backend ends")


def test_stays_while_something_is_due(make_backend, make_proxy, pds):
    proxy, directory = make_proxy(pds.base), make_proxy(pds.plc)
    directory.rewrite({pds.base: proxy.base})
    backend = make_backend(plc=directory.base, idle_exit=1)
    account = add_bluesky(backend.api, pds)
    proxy.stop()
    status_id = share(backend.api, "Due", account).json["id"]
    wait_for(lambda: backend.api.get(f"/v1/statuses/{status_id}").json["deliveries"][0]["attempts"] > 0, 30, "it was tried")
    time.sleep(4)
    assert backend.process.alive
    backend.api.put("/v1/sharing", {"stopped": True})
    wait_for(lambda: not backend.process.alive, 30, "the backend ends")


def test_loopback_needs_its_switch(session, keyring, tmp_path):
    from harness.contract import Api
    from harness.processes import Process
    log = tmp_path / "log"
    run = Process("backend", [build_dir() / "src/backend/accounts-center-backend", "--socket", tmp_path / "run/socket",
                              "--data-dir", tmp_path / "data"], log, env=session.env)
    run.wait_until((tmp_path / "run/socket").exists, 30)
    api = Api(tmp_path / "run/socket")
    assert api.get("/v1/backend").json["loopback_services"] is False
    for server in ("http://127.0.0.1:1", "https://127.0.0.1:1", "https://localhost:1", "https://[::1]:1"):
        answer = api.post("/v1/link-attempts", {"service": "mastodon", "server": server})
        assert answer.problem in ("address-refused", "unreachable"), server
    assert "development" not in log.read_text()
    run.stop()
