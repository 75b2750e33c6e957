# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real headless Chromium, driven through chromedriver in plain WebDriver JSON."""
import json
import os
import re
import shutil
import tempfile
import urllib.error
import urllib.parse
import urllib.request

from .canaries import LEDGER
from .processes import Process, wait_for

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
FLAGS = ("--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync",
         "--disable-component-update", "--disable-dev-shm-usage", "--no-default-browser-check", "--disable-default-apps",
         "--window-size=900,900")
OIDC_PASSWORD = "any will do there"
VISIBLE = """const visible = (selector) => [...document.querySelectorAll(selector)].filter(
    (e) => e.getClientRects().length && getComputedStyle(e).visibility === "visible");"""
DESKTOP_FILE = """[Desktop Entry]
Type=Application
Name=Test browser
Exec={script} %u
MimeType=x-scheme-handler/http;x-scheme-handler/https;
"""


class WebDriverError(RuntimeError):
    pass


class Browser:
    def __init__(self, session, *more_flags):
        self.profile = tempfile.mkdtemp(prefix="ac-browser-")
        self.driver = Process("chromedriver", ["chromedriver", "--port=0"], session.base / "chromedriver.log",
                              env=dict(session.env, HOME=self.profile))
        port = self.driver.wait_until(self.find_port, 30)
        self.base = f"http://127.0.0.1:{port}/session"
        flags = [*FLAGS, *more_flags, "--user-data-dir=" + self.profile] + (["--no-sandbox"] if os.getuid() == 0 else [])
        options = {"args": flags, "binary": shutil.which("chromium", path=session.env["PATH"])}
        capabilities = {"browserName": "chrome", "goog:chromeOptions": options, "pageLoadStrategy": "eager"}
        made = self.call("POST", "", {"capabilities": {"alwaysMatch": capabilities}})
        self.base += "/" + made["sessionId"]

    def find_port(self):
        found = re.search(r"started successfully on port (\d+)", self.driver.log_end())
        return found and int(found[1])

    def call(self, method, path, body=None):
        data = json.dumps(body if body is not None else {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            value = json.load(error)["value"]
            raise WebDriverError(f"{value['error']}: {value['message'].splitlines()[0]}") from None

    def open(self, url):
        self.call("POST", "/url", {"url": url})

    @property
    def url(self):
        return self.call("GET", "/url")

    def script(self, text, *arguments):
        return self.call("POST", "/execute/sync", {"script": text, "args": list(arguments)})

    @property
    def text(self):
        return self.script("return document.body ? document.body.innerText : ''")

    def find(self, selector):
        """The visible elements of a CSS selector, found in one step so that the page can't change in between."""
        return self.script(VISIBLE + "return visible(arguments[0])", selector)

    def wait(self, selector, seconds=20):
        try:
            return wait_for(lambda: self.find(selector), seconds, selector)[0]
        except TimeoutError:
            raise TimeoutError(f"no {selector} at {self.url}; the page says: {self.text[:800]}") from None

    def type(self, element, text):
        self.call("POST", f"/element/{element[ELEMENT]}/clear")
        self.call("POST", f"/element/{element[ELEMENT]}/value", {"text": text})

    def click(self, element):
        self.call("POST", f"/element/{element[ELEMENT]}/click")

    def button(self, words, seconds=20):
        """The visible button whose words match the pattern."""
        text = """return visible("button, input[type=submit]").find(
            (e) => !e.disabled && new RegExp(arguments[0], "i").test((e.innerText || e.value || "").trim()))"""

        def look():
            return self.script(VISIBLE + text, words)
        try:
            return wait_for(look, seconds, words)
        except TimeoutError:
            raise TimeoutError(f"no button {words} at {self.url}; the page says: {self.text[:800]}") from None

    def wait_for_url(self, start, seconds=20):
        try:
            found = wait_for(lambda: self.url.startswith(start) and self.url, seconds, start)
            LEDGER.know("code", urllib.parse.parse_qs(urllib.parse.urlsplit(found).query).get("code", [""])[0])
            return found
        except TimeoutError:
            raise TimeoutError(f"still at {self.url}; the page says: {self.text[:800]}") from None

    def sign_in_at_snac(self, url, login, password, back="http://127.0.0.1"):
        """Opens the address of a sign-in, fills snac's form, and comes back to us."""
        self.open(url)
        self.type(self.wait("input[name=login]"), login)
        self.type(self.wait("input[name=passwd]"), password)
        self.click(self.wait("input[type=submit], button[type=submit]"))
        return self.wait_for_url(back)

    def sign_in_at_pds(self, url, handle, password, back="http://127.0.0.1", consent="^(authorize|accept|allow|continue)$"):
        """The same at a Bluesky server: sign-in, then the answer to what is asked for."""
        self.open(url)
        self.pass_welcome()
        names = self.find("input[name=username]:not([readonly]):not([disabled])")
        if names:
            self.type(names[0], handle)
        self.type(self.wait("input[type=password]"), password)
        self.click(self.button("^(sign in|next|continue)$"))
        self.click(self.button(consent))
        return self.wait_for_url(back)

    def sign_in_at_oidc(self, url, login, back="http://127.0.0.1"):
        """The same at oidc-provider, which has a page for each question."""
        LEDGER.know("password at oidc-provider", OIDC_PASSWORD)
        self.open(url)
        self.type(self.wait("input[name=login]"), login)
        self.type(self.wait("input[name=password]"), OIDC_PASSWORD)
        self.click(self.button("^sign-in$"))
        self.click(self.button("^continue$"))
        return self.wait_for_url(back)

    def allow_device_at_oidc(self, place, code, login):
        """A program elsewhere is signed in, by the code that it shows."""
        LEDGER.know("password at oidc-provider", OIDC_PASSWORD)
        self.open(place)
        self.type(self.wait("input[name=user_code]"), code)
        self.click(self.button("continue"))
        self.click(self.button("continue"))
        self.type(self.wait("input[name=login]"), login)
        self.type(self.wait("input[name=password]"), OIDC_PASSWORD)
        self.click(self.button("^sign-in$"))
        self.click(self.button("^continue$"))

    def sign_in_at_glewlwyd(self, url, login, password, back="http://127.0.0.1"):
        self.open(url)
        self.type(self.wait("#username"), login)
        self.type(self.wait("#password"), password)
        self.click(self.button("^ok$"))
        self.click(self.button("^continue$"))
        return self.wait_for_url(back)

    def pass_welcome(self):
        """The first page only asks what one came for, unless the account was named already."""
        def look():
            return self.find("input[type=password]") or self.find("button")
        wait_for(look, 20, "a page with a button")
        if not self.find("input[type=password]"):
            self.click(self.button("^sign in$"))

    def screenshot(self, path):
        import base64
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.call("GET", "/screenshot")))

    def stop(self):
        try:
            self.call("DELETE", "")
        except (OSError, WebDriverError):
            pass
        self.driver.stop()
        shutil.rmtree(self.profile, ignore_errors=True)


class DefaultBrowser:
    """Makes programs of a session hand the addresses they open to the test."""

    def __init__(self, session):
        self.file, script = session.base / "opened-addresses", session.base / "test-browser"
        script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >>"{self.file}"\n')
        script.chmod(0o755)
        applications = session.home / ".local/share/applications"
        applications.mkdir(parents=True, exist_ok=True)
        (applications / "test-browser.desktop").write_text(DESKTOP_FILE.format(script=script))
        kinds = "".join(f"x-scheme-handler/{kind}=test-browser.desktop\n" for kind in ("http", "https"))
        (session.home / ".config/mimeapps.list").write_text("[Default Applications]\n" + kinds)
        self.read = 0

    def opened(self):
        return self.file.read_text().splitlines() if self.file.exists() else []

    def forget(self):
        """What was opened so far is nobody's business any more."""
        self.read = len(self.opened())

    def next(self, seconds=20):
        """The next address that a program opened."""
        def look():
            lines = self.opened()
            return lines[self.read] if len(lines) > self.read else None
        address = wait_for(look, seconds, "a program opens an address")
        self.read += 1
        return address
