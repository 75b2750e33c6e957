# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice services as a process, and what a browser and an app do there."""
import hashlib
import hmac
import html
import json
import re
import subprocess
import urllib.error
import urllib.parse
import urllib.request

from .backend import build_dir
from .canaries import LEDGER
from .peers import request_json
from .processes import Process

HOUR = 3600 * 1000
DAY = 24 * HOUR
LENA, CHOIR, AT_HOME = "17841400000000101", "17841400000000102", "17841400000000103"
FACEBOOK_LENA, FACEBOOK_JO = "10220000000000201", "10220000000000202"
BAKERY_PAGE, CHOIR_PAGE = "61550000000000401", "61550000000000402"
THREADS_LENA, THREADS_CHOIR = "26400000000000301", "26400000000000302"
PHONE_LENA, PHONE_JO = "447700900101", "447700900102"
SCOPES = {"instagram": "instagram_business_basic,instagram_business_content_publish",
          "facebook": "public_profile,pages_show_list,pages_read_engagement,pages_manage_posts",
          "threads": "threads_basic,threads_content_publish,threads_delete,threads_read_replies"}
DIALOGS = {"instagram": "www.instagram.com/oauth/authorize", "facebook": "www.facebook.com/v23.0/dialog/oauth",
           "threads": "threads.net/oauth/authorize"}
BACK = "http://127.0.0.1:1/back"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


def open_page(url, data=None, headers=None):
    """(status, headers, text) as a browser without scripts gets it; a redirect is not followed."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)
    request = urllib.request.Request(url, None if data is None else urllib.parse.urlencode(data).encode(), headers or {})
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def press(url, page, answer, leave_out=(), **fields):
    """(status, headers, text) of pressing a button of the page's first form, with everything ticked that is ticked at first."""
    ticked = re.findall(r'<input type="(checkbox|radio)" name="([^"]*)" value="([^"]*)" checked', page)
    data = {html.unescape(name): html.unescape(value) for _, name, value in ticked if name not in leave_out} | fields
    action = html.unescape(re.search(r'<form[^>]* action="([^"]*)"', page)[1])
    return open_page(urllib.parse.urljoin(url, action), data | {"answer": answer})


def consent(attempt, person, answer="allow", leave_out=()):
    """Answers the service's page for a link attempt, and lets the browser come back to the backend."""
    come_back(attempt.json["authorization_url"], person, answer, leave_out)


def come_back(url, person, answer="allow", leave_out=()):
    status, headers, page = press(url, open_page(url)[2], answer, leave_out, account=person)
    assert status == 302, page
    assert open_page(headers["Location"].split("#")[0])[0] == 200


class Practice:
    def __init__(self, folder, *options):
        self.folder, self.options = folder, options
        self.state = folder / "state.json"
        folder.mkdir(parents=True, exist_ok=True)
        LEDGER.may_hold(self.state)
        self.start()

    def start(self, *more):
        command = [build_dir() / "src/practice/accounts-center-practice", "--state", self.state, "--faults", *self.options, *more]
        self.process = Process("practice", command, self.folder / "practice.log", stdout=subprocess.PIPE, stdin=subprocess.PIPE)
        self.about = json.loads(self.process.first_line(30))
        self.base, self.apps = self.about["base"], self.about["apps"]
        for app in self.apps.values():
            LEDGER.know("app secret", app["secret"])

    def stop(self):
        if self.process.alive:
            code = self.process.stop()
            assert code == 0, f"practice services ended with {code}:\n{self.process.log_end()}"

    def restart(self):
        self.stop()
        self.start()

    # ---- what only tests may
    def control(self, path, **members):
        status, answer = request_json("POST", f"{self.base}/control/{path}", members)
        assert status == 200, answer

    def held(self, what, **wanted):
        """The "tokens", "subscriptions", "posts" or "messages" that are there, with these members."""
        found = request_json("GET", self.base + "/control/held")[1][what]
        return [each for each in found if all(each.get(name) == value for name, value in wanted.items())]

    def tokens(self):
        """Those that people's sign-ins left behind."""
        return [token for token in self.held("tokens") if token["kind"] != "system"]

    def advance(self, ms):
        self.control("clock", ms=ms)

    def faults(self, *faults):
        status, answer = request_json("PUT", self.base + "/control/faults", {"faults": faults})
        assert status == 200, answer

    # ---- what an app does
    def call(self, method, path, token=None, **parameters):
        """(status, JSON, headers) of a call; parameters go into the query, or into the body of a POST."""
        data = urllib.parse.urlencode(parameters)
        url = f"{self.base}/{path}" + ("?" + data if data and method != "POST" else "")
        request = urllib.request.Request(url, data.encode() if method == "POST" else None, method=method)
        if token:
            request.add_header("Authorization", "Bearer " + token)
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read()), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read()), error.headers

    def proof(self, service, token):
        return hmac.new(self.apps[service]["secret"].encode(), token.encode(), hashlib.sha256).hexdigest()

    def dialog(self, service, **changes):
        wanted = {"client_id": self.apps[service]["id"], "redirect_uri": BACK, "response_type": "code", "scope": SCOPES[service],
                  "state": "a state"} | changes
        return f"{self.base}/{DIALOGS[service]}?" + urllib.parse.urlencode(wanted)

    def consent(self, service, person, answer="allow", leave_out=(), **changes):
        """{name: value} of what the browser brings back."""
        url = self.dialog(service, **changes)
        status, _, page = open_page(url)
        assert status == 200, page
        status, headers, page = press(url, page, answer, leave_out, account=person)
        assert status == 302, page
        place, query = headers["Location"].split("?", 1)
        assert place == changes.get("redirect_uri", BACK)
        return dict(urllib.parse.parse_qsl(query.split("#")[0]))

    def sign_in(self, service, person, **more):
        """A token of 60 days, as an app gets one."""
        code = self.consent(service, person, **more)["code"]
        app = self.apps[service]
        ask = {"client_id": app["id"], "client_secret": app["secret"], "redirect_uri": BACK, "code": code}
        if service == "facebook":
            short = self.good("GET", "graph.facebook.com/v23.0/oauth/access_token", **ask)["access_token"]
            return self.good("GET", "graph.facebook.com/v23.0/oauth/access_token", grant_type="fb_exchange_token", client_id=app["id"],
                             client_secret=app["secret"], fb_exchange_token=short)["access_token"]
        ask["grant_type"] = "authorization_code"
        if service == "instagram":
            short = self.good("POST", "api.instagram.com/oauth/access_token", **ask)["data"][0]["access_token"]
        else:
            short = self.good("POST", "graph.threads.net/oauth/access_token", **ask)["access_token"]
        host, grant = ("graph.instagram.com", "ig_exchange_token") if service == "instagram" else ("graph.threads.net", "th_exchange_token")
        return self.good("GET", host + "/access_token", short, grant_type=grant, client_secret=app["secret"])["access_token"]

    def good(self, method, path, token=None, **parameters):
        status, answer, _ = self.call(method, path, token, **parameters)
        assert status == 200, answer
        return answer

    def refusal(self, method, path, token=None, **parameters):
        """(code, subcode) of a call that must not succeed."""
        status, answer, _ = self.call(method, path, token, **parameters)
        assert status >= 400, answer
        error = answer["error"]
        assert error["message"] and error["type"] and error["fbtrace_id"], error
        return error["code"], error.get("error_subcode")

    def page(self, path):
        status, _, text = open_page(f"{self.base}/{path}")
        assert status == 200, text
        return text
