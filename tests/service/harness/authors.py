# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People who post at the servers of the tests by other programs."""
import http.server
import json
import threading
import time
import urllib.parse
import urllib.request

from harness.canaries import LEDGER
from harness.job import fill_form
from harness.peers import request_json


class Catcher(http.server.BaseHTTPRequestHandler):
    """Where the browser of another program comes back to."""

    def do_GET(self):
        self.server.came = self.path
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def post_form(url, fields):
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, urllib.parse.urlencode(fields).encode(), timeout=30) as answer:
        return json.loads(answer.read())


class AtSnac:
    """Somebody who posts at snac by another program."""

    def __init__(self, snac):
        self.snac = snac
        with http.server.HTTPServer(("127.0.0.1", 0), Catcher) as catcher:
            threading.Thread(target=catcher.serve_forever, daemon=True).start()
            self.token = self.sign_in(catcher, f"http://127.0.0.1:{catcher.server_port}/")
            catcher.shutdown()
        LEDGER.know("token of another program", self.token)

    def sign_in(self, catcher, redirect):
        base = self.snac.base
        app = post_form(base + "/api/v1/apps", {"client_name": "Another", "redirect_uris": redirect, "scopes": "read write"})
        query = urllib.parse.urlencode({"client_id": app["client_id"], "redirect_uri": redirect, "response_type": "code", "scope": "read write"})
        fill_form(f"{base}/oauth/authorize?{query}", self.snac.login, self.snac.password)
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(catcher.came).query)["code"][0]
        return post_form(base + "/oauth/token", {
            "grant_type": "authorization_code", "code": code, "client_id": app["client_id"], "client_secret": app["client_secret"],
            "redirect_uri": redirect})["access_token"]

    def post(self, text, **more):
        status, made = request_json("POST", self.snac.base + "/api/v1/statuses", {"status": text, "visibility": "public", **more}, self.token)
        assert status == 200, made
        return made

    def delete(self, url):
        name = url.rsplit("/", 1)[1]
        page = request_json("GET", self.snac.base + "/api/v1/accounts/verify_credentials", None, self.token)[1]
        listed = request_json("GET", f"{self.snac.base}/api/v1/accounts/{page['id']}/statuses?limit=40", None, self.token)[1]
        made, = [status for status in listed if status["uri"].rsplit("/", 1)[1] == name]
        assert request_json("DELETE", f"{self.snac.base}/api/v1/statuses/{made['id']}", None, self.token)[0] == 200

    def texts(self):
        return self.snac.texts()


class AtPds:
    """The same at Bluesky."""

    def __init__(self, pds, person):
        self.pds, self.person = pds, person
        status, session = request_json("POST", pds.base + "/xrpc/com.atproto.server.createSession",
                                       {"identifier": person["handle"], "password": person["password"]})
        assert status == 200, session
        self.token = session["accessJwt"]
        LEDGER.know("token of another program", self.token)

    def post(self, text, **more):
        record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": time.strftime("%Y-%m-%dT%H:%M:%S.999Z", time.gmtime()), **more}
        status, made = request_json("POST", self.pds.base + "/xrpc/com.atproto.repo.createRecord",
                                    {"repo": self.person["did"], "collection": "app.bsky.feed.post", "record": record}, self.token)
        assert status == 200, made
        return made

    def delete(self, url):
        status, answer = request_json("POST", self.pds.base + "/xrpc/com.atproto.repo.deleteRecord",
                                      {"repo": self.person["did"], "collection": "app.bsky.feed.post", "rkey": url.rsplit("/", 1)[1]}, self.token)
        assert status == 200, answer

    def texts(self):
        return self.pds.texts(self.person)
