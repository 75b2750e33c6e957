# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding an account at a backend on another computer: the browser comes back to the program that asked, not to the backend."""
import contextlib
import json
import pathlib
import socket
import threading
import urllib.parse

import pytest

from harness.hosted import free_port
from harness.job import begin, fill_form, finish
from harness.processes import read_line, wait_for
from harness.sign_in import ADDRESS, Person, redirect_of


def ports_of(pid):
    """How many sockets of a process listen at addresses."""
    ours = set()
    for link in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):    # closed while we look
            ours.add(link.readlink().name)
    lines = [line.split() for line in pathlib.Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]]
    return len([line for line in lines if line[3] == "0A" and f"socket:[{line[9]}]" in ours])


class Visitor:
    """Somebody who waits for the browser, as a program on another computer would."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.uri = f"http://127.0.0.1:{self.socket.getsockname()[1]}/a-path-of-the-visitor"
        self.came = None
        threading.Thread(target=self.wait, daemon=True).start()

    def wait(self):
        raw, _ = self.socket.accept()
        target = raw.recv(65536).decode().split()[1]
        raw.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        raw.close()
        self.came = urllib.parse.urljoin(self.uri, target)


def test_the_browser_comes_back_to_who_asked(hosted, snac):
    ada, bob, visitor = hosted.api("ada"), hosted.api("bob"), Visitor()
    attempt = begin(ada, "mastodon", snac.base, redirect_uri=visitor.uri)
    assert redirect_of(attempt.json["authorization_url"]) == visitor.uri
    assert ports_of(hosted.process.pid) == 1, "the backend's own door"
    fill_form(attempt.json["authorization_url"], snac.login, snac.password)
    came = wait_for(lambda: visitor.came, 20, "the browser comes back")
    response = attempt.headers["location"] + "/response"
    assert bob.post(response, {"url": came}).status == 404
    assert ada.post(response, {"url": came.replace("/a-path", "/b-path")}).problem == "invalid"
    assert ada.post(response, {"url": came}).status == 202
    account = finish(ada, attempt)
    assert [item["id"] for item in ada.get("/v1/accounts").json["items"]] == [account]


def test_where_a_browser_may_not_come_back(hosted, snac):
    ada = hosted.api("ada")
    good = "http://127.0.0.1:4000/a-path-of-the-visitor"
    bad = ["https://evil.example/a-path-of-the-visitor", good.replace("127.0.0.1", "localhost"), good.replace("http", "https"),
           good.replace("127.0.0.1", "user@evil.example"), good.replace(":4000", ""), good + "?code=1", good + "#x", good + "/../x",
           "http://127.0.0.1:4000/short", "http://127.0.0.1:400000/a-path-of-the-visitor", good.replace("127.0.0.1:", "127.0.0.1:@x:")]
    for uri in bad:
        answer = ada.post("/v1/link-attempts", {"service": "mastodon", "server": snac.base, "redirect_uri": uri})
        assert (answer.status, answer.problem) == (400, "invalid"), uri
    assert begin(ada, "mastodon", snac.base, redirect_uri=good).json["state"] == "waiting"


@pytest.fixture
def person(session, keyring, make_oidc, make_hosted, browser):
    port = free_port()
    provider = make_oidc(audience=f"http://127.0.0.1:{port}")
    hosted = make_hosted(issuer=provider, port=port)
    made = Person(session, hosted.audience)
    made.sign_in(lambda url: browser.sign_in_at_oidc(url, "ada"))
    made.hosted = hosted
    return made


def test_acctl_waits_for_the_browser(person, snac):
    process = person.start("--at", person.name, "accounts", "add", "mastodon", snac.base, "--yes", log="add")
    url = process.wait_until(lambda: next(iter(ADDRESS.findall(process.log_end())), None), 60)
    assert ports_of(process.pid) == 1 == ports_of(person.hosted.process.pid)
    fill_form(url, snac.login, snac.password)
    account = json.loads(read_line(process.popen.stdout.fileno(), 60))
    assert process.popen.wait(60) == 0
    assert account["service"] == "mastodon" and json.loads(person.accounts()[0])["items"] == [account]
