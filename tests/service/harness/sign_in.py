# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person with acctl who signs in at a hosted backend."""
import itertools
import json
import re
import subprocess
import urllib.parse
import urllib.request

from .backend import build_dir
from .keyring import tell_secret
from .processes import Process

# All that a provider may demand or do, in all combinations.
WAYS = [dict(zip(("par", "dpop_nonce", "short", "rotate"), chosen)) for chosen in itertools.product((False, True), repeat=4)]
ADDRESS = re.compile(r"^https?://\S+$", re.M)


class Person:
    """`server` is where the backend is reached; secrets are read from the keyring, as only a test does."""

    def __init__(self, session, server):
        self.session, self.server = session, server
        self.name = urllib.parse.urlsplit(server).netloc

    def command(self, *arguments):
        return [build_dir() / "src/cli/acctl", "--allow-loopback-services", "--json", *arguments]

    def start(self, *arguments, log="acctl"):
        return Process(log, self.command(*arguments), self.session.base / f"{log}.log", env=self.session.env, stdout=subprocess.PIPE)

    def run(self, *arguments, status=0):
        """(what stands on standard output, what stands on standard error)"""
        done = subprocess.run(self.command(*arguments), env=self.session.env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=120)
        assert done.returncode == status, (arguments, done)
        return done.stdout, done.stderr

    def begin(self):
        """(acctl waiting for the browser, the address for it)"""
        process = self.start("sign-in", self.server, log=f"sign-in-{self.name.replace(':', '-')}")
        before = len(ADDRESS.findall(process.log_end()))
        return process, process.wait_until(lambda: next(iter(ADDRESS.findall(process.log_end())[before:]), None), 60)

    def sign_in(self, through):
        """through (ADDRESS) is the person's way in the browser."""
        process, address = self.begin()
        through(address)
        assert process.popen.wait(60) == 0, process.log_end()
        return json.loads(process.popen.stdout.read())

    def accounts(self, status=0):
        return self.run("--at", self.name, "accounts", "list", status=status)

    def sign_out(self):
        return self.run("sign-out", self.name)

    def secret(self):
        """What the keyring keeps of the sign-in, or None."""
        found = subprocess.run(["secret-tool", "search", "--all", "--unlock", "xdg:schema", "org.accountscenter.AccountsCenter.SignIn"],
                               env=self.session.env, capture_output=True, text=True, timeout=30)
        text = re.search(r"^secret = (.*)$", found.stdout, re.M)
        if not text:
            return None
        tell_secret(text[1], "application/json")
        return json.loads(text[1])


def name_of_way(way):
    return "-".join(name for name, on in way.items() if on) or "plain"


def options_of(way):
    """For tests/peers/oidc.py."""
    return {"par": way["par"], "dpop_nonce": way["dpop_nonce"], "rotate": way["rotate"], "seconds": 2 if way["short"] else 300}


def redirect_of(address):
    return urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)["redirect_uri"][0]


def is_active(provider, token):
    """Whether the provider still takes a token (RFC 7662)."""
    form = urllib.parse.urlencode({"token": token, "client_id": provider.client}).encode()
    with urllib.request.urlopen(urllib.request.Request(provider.base + "/token/introspection", form), timeout=20) as answer:
        return json.load(answer)["active"]


