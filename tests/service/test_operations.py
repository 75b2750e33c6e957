# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an administrator is told to do, done: the proxies, the copies of the store."""
import contextlib
import sqlite3
import subprocess
import time

import pytest

from harness.backend import build_dir
from harness.front import EXAMPLES, Caddy, Nginx
from harness.hosted import AUDIENCE, TcpApi, write_key
from harness.job import link_mastodon, share, states, wait_state

LIMIT = 5


@pytest.fixture(params=[Nginx, Caddy])
def front(request, make_hosted, tmp_path):
    hosted = make_hosted(listen="proxies=127.0.0.1\n", limits=f"refusals-per-minute={LIMIT}\n")
    made = request.param(tmp_path / "front", hosted.port)
    made.hosted = hosted
    yield made
    made.stop()


def test_through_a_proxy(front):
    api = front.api(front.hosted.issuer.token("ada"))
    assert api.get("/v1/backend").json["mode"] == "hosted"
    assert api.get("/.well-known/oauth-protected-resource").json["resource"] == AUDIENCE
    assert [api.plain(path).status for path in ("/metrics", "/healthz", "/readyz", "/")] == [404] * 4
    assert front.hosted.plain("/metrics")[0] == 200

    events = api.events()
    assert api.put("/v1/sharing", {"stopped": True}).json["sharing_stopped"] is True
    events.wait("backend", seconds=10)
    events.close()


def test_bodies_through_a_proxy(front):
    api = front.api(front.hosted.issuer.token("ada"))
    kind = {"Content-Type": "application/json"}
    # Caddy may find that the backend has hung up before it finds the body too large itself.
    assert api.plain("/v1/sharing", "PUT", b"x" * (2 << 20), kind).status in (413, 502)
    # The same for the next one, which it may give to a connection that it does not know to be over yet.
    answers = (api.plain("/v1/sharing", "PUT", iter([b'{"stopped":', b" true}"]), {**kind, "Transfer-Encoding": "chunked"}, chunked=True)
               for _ in range(3))
    streamed = next(answer for answer in answers if answer.status != 502)
    assert streamed.status in (200, 411)
    assert api.get("/v1/backend").json["sharing_stopped"] is (streamed.status == 200)


def test_from_where_it_comes(front):
    """Whoever asks through the proxy can't say that it comes from elsewhere; the proxy itself can."""
    liar, proxy = front.api(), TcpApi(front.hosted.port)
    said = [liar.request("GET", "/v1/backend", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status for n in range(LIMIT + 2)]
    assert said == [401] * LIMIT + [429] * 2
    said = [proxy.request("GET", "/v1/backend", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status for n in range(LIMIT + 2)]
    assert said == [401] * (LIMIT + 2)


def test_the_example_is_understood(session, tmp_path):
    write_key(tmp_path / "vault.key")
    text = (EXAMPLES / "hosted.conf").read_text()
    for change, status, words in (("", 1, "can't be reached"), ("[limits]\nconections=1\n", 2, "[limits] conections: ")):
        (tmp_path / "hosted.conf").write_text(text + change)
        ended = subprocess.run([build_dir() / "src/backend/accounts-center-backend", "--hosted", tmp_path / "hosted.conf"],
                               env={**session.env, "CREDENTIALS_DIRECTORY": str(tmp_path)}, capture_output=True, text=True, timeout=60)
        assert ended.returncode == status and words in ended.stderr, ended.stderr


class SqliteCopy:
    def __init__(self, hosted, tmp_path):
        self.folder, self.file = hosted.store.folder, tmp_path / "copy.sqlite"
        with contextlib.closing(sqlite3.connect(self.folder / "store.sqlite")) as store:
            store.execute("VACUUM INTO ?", (str(self.file),))

    def restore(self):
        for suffix in ("-wal", "-shm"):
            (self.folder / f"store.sqlite{suffix}").unlink(missing_ok=True)
        (self.folder / "store.sqlite").unlink()
        (self.folder / "store.sqlite").write_bytes(self.file.read_bytes())


class PostgresCopy:
    def __init__(self, hosted, tmp_path):
        self.store, self.file = hosted.store, tmp_path / "store.dump"
        self.store.server.run("pg_dump", "--format=custom", f"--file={self.file}", database=self.store.name)

    def restore(self):
        self.store.server.run("pg_restore", "--clean", "--if-exists", self.file, database=self.store.name)


@pytest.mark.parametrize(("engine", "copy"), [("sqlite", SqliteCopy), ("postgres", PostgresCopy)], indirect=["engine"])
def test_a_copy_comes_back(make_hosted, snac, tmp_path, copy):
    """Snac would keep what is sent twice, twice."""
    hosted = make_hosted()
    ada = hosted.api("ada")
    account = link_mastodon(ada, snac)
    texts = [f"{word} the copy {time.time()}" for word in ("Before", "Across", "After")]
    before = share(ada, texts[0], account).json["id"]
    wait_state(ada, before, "live")
    ada.put("/v1/sharing", {"stopped": True})
    across = share(ada, texts[1], account).json["id"]
    made = copy(hosted, tmp_path)
    ada.put("/v1/sharing", {"stopped": False})
    wait_state(ada, across, "live")
    after = share(ada, texts[2], account).json["id"]
    wait_state(ada, after, "live")

    hosted.process.stop(seconds=20)
    made.restore()
    hosted.start()
    assert ada.post(f"/v1/accounts/{account}/check").status == 200, "what is sealed can be opened"
    assert states(ada, before) == ["live"] and ada.get(f"/v1/statuses/{after}").status == 404
    ada.put("/v1/sharing", {"stopped": False})
    wait_state(ada, across, "live", 90)
    assert [snac.texts().count(text) for text in texts] == [1, 1, 1]
