# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real services on loopback, and the strangers between us and them (see tests/peers)."""
import json
import pathlib
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

from .canaries import LEDGER
from .processes import Process

PEERS = pathlib.Path(__file__).resolve().parents[2] / "peers"


def request_json(method, url, body=None, token=None, headers=None):
    """(status, JSON) of a plain request, for looking at a service from outside."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, dict(headers or {}), method=method)
    if data is not None:
        request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", "Bearer " + token)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
            text, status = answer.read(), answer.status
    except urllib.error.HTTPError as error:
        text, status = error.read(), error.code
    return status, json.loads(text) if text.strip() else None


class Peer:
    """One script of tests/peers; `about` is the JSON line it said."""

    def __init__(self, script, *arguments, folder, seconds=60):
        self.command, self.log = [sys.executable, PEERS / script, *arguments], folder / f"{pathlib.Path(script).stem}.log"
        self.seconds = seconds
        self.start()

    def start(self):
        self.process = Process(self.log.stem, self.command, self.log, stdout=subprocess.PIPE)
        self.about = json.loads(self.process.first_line(self.seconds))
        self.base = self.about["base"]

    def stop(self):
        self.process.stop()


class Snac(Peer):
    def __init__(self, folder):
        self.data = folder / "snac"
        LEDGER.may_hold(self.data)
        super().__init__("snac.py", self.data, folder=folder)
        self.login, self.password = self.about["login"], self.about["password"]
        LEDGER.know("password at snac", self.password)

    def posts(self):
        """Every post of alice's that the server keeps, whoever may see it: its own files, so that nothing is left out."""
        files = (self.data / "user" / self.login / "public").glob("*.json")
        return [post for post in map(read_post, files) if post]

    def texts(self):
        """Empty of a picture alone."""
        return [post["sourceContent"] or "" for post in self.posts()]


def read_post(file):
    try:
        return json.loads(file.read_text())
    except (FileNotFoundError, ValueError):  # being taken away, or being written
        return None


class Pds(Peer):
    def __init__(self, folder, *options):
        subprocess.run([sys.executable, PEERS / "pds.py", "--install"], check=True, stdout=sys.stderr, timeout=600)
        self.data = folder / "pds"
        LEDGER.may_hold(self.data)
        super().__init__("pds.py", self.data, *options, folder=folder)
        self.plc = self.about["plc"]
        self.alice, self.bob = self.about["accounts"]
        for account in self.about["accounts"]:
            LEDGER.know("password at Bluesky", account["password"])
            LEDGER.know("app password", account["app_password"])

    def posts(self, account=None):
        """Every post record of an account (alice), newest first."""
        query = urllib.parse.urlencode({"repo": (account or self.alice)["did"], "collection": "app.bsky.feed.post", "limit": 100})
        found, cursor = [], ""
        while True:
            status, page = request_json("GET", f"{self.base}/xrpc/com.atproto.repo.listRecords?{query}{cursor}")
            assert status == 200, page
            found += page["records"]
            if not page["records"] or "cursor" not in page:
                return found
            cursor = "&" + urllib.parse.urlencode({"cursor": page["cursor"]})

    def texts(self, account=None):
        return [post["value"]["text"] for post in self.posts(account)]


class Oidc(Peer):
    """An OpenID provider; options as in tests/peers/oidc.py."""

    def __init__(self, folder, **options):
        subprocess.run([sys.executable, PEERS / "oidc.py", "--install"], check=True, stdout=sys.stderr, timeout=600)
        super().__init__("oidc.py", json.dumps(options), folder=folder)
        self.client, self.audience = self.about["client"], self.about["audience"]

    def counts(self):
        """How many refreshes were granted ("refreshed") and how many not ("refused")."""
        return request_json("GET", self.base + "/counts")[1]

    def secrets(self):
        """[(kind, text)] of what it gave or was given, the oldest first."""
        return request_json("GET", self.base + "/secrets")[1]

    def refresh_tokens(self):
        return [text for kind, text in self.secrets() if kind == "refresh token"]

    def stop(self):
        if self.process.alive:
            for kind, text in self.secrets():
                LEDGER.know(kind, text)
        super().stop()


class Glewlwyd(Peer):
    """An OpenID provider of another maker; options as in tests/peers/glewlwyd.py."""

    def __init__(self, folder, **options):
        LEDGER.may_hold(folder)
        super().__init__("glewlwyd.py", folder / "glewlwyd", json.dumps(options), folder=folder)
        self.base, self.client, self.audience = self.about["issuer"], self.about["client"], self.about["audience"]
        self.login, self.password = self.about["login"], self.about["password"]
        LEDGER.know("password at Glewlwyd", self.password)

    def allow(self, redirect):
        """Lets one more address in that a browser may come back to."""
        assert request_json("PUT", self.about["admin"], {"redirect_uri": [redirect]})[0] == 200


class Proxy(Peer):
    def __init__(self, upstream, folder, certificate=()):
        super().__init__("proxy.py", upstream, *certificate, folder=folder)

    def faults(self, mode="pass", **more):
        status, answer = request_json("PUT", self.about["admin"] + "/faults", dict(more, mode=mode))
        assert status == 200, answer

    def rules(self, *rules):
        """Several kinds of faults at a time, of which the first that applies to a request counts."""
        status, answer = request_json("PUT", self.about["admin"] + "/faults", list(rules))
        assert status == 200, answer

    def rewrite(self, texts):
        """Replaces texts in every answer."""
        assert request_json("PUT", self.about["admin"] + "/rewrite", texts)[0] == 200

    def show(self, certificate):
        """From now on it shows another certificate: (file, file of its key)."""
        assert request_json("PUT", self.about["admin"] + "/certificate", [str(file) for file in certificate])[0] == 200

    def requests(self):
        return request_json("GET", self.about["admin"] + "/log")[1]

    def forget(self):
        request_json("DELETE", self.about["admin"] + "/log")


class Hostile(Peer):
    def __init__(self, folder):
        super().__init__("hostile.py", folder=folder)

    def way(self, name):
        return self.about[name]

    def site(self, name):
        """The address of a server that answers everything in this way."""
        return self.about["sites"][name]
