# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policies that a test writes, signed by the program that administrators sign them with."""
import base64
import json
import subprocess

from .backend import build_dir
from .canaries import LEDGER

SINCE = "2026-02-03T00:00:00Z"


def feature(name, open_in=("*",), closed_in=(), percent=100, **more):
    """As a policy says it; a service is linked by the connector of the same name."""
    found = {"feature": name, "regions_open": list(open_in), "rollout_percent": percent,
             "regions_closed": [{"code": code, "reason": "law", "since": SINCE} for code in closed_in], **more}
    if name != "status-sharing":
        found["connector"] = name
    return found


class Policies:
    """put () writes one that a backend with these options reads; sharing is allowed wherever it isn't named."""

    def __init__(self, folder, program=None, env=None):
        self.program, self.env = program or [build_dir() / "src/backend/accounts-center-backend"], env
        folder.mkdir(parents=True)
        self.file, self.document, self.key = folder / "availability.policy", folder / "policy.json", folder / "signing.key"
        LEDGER.may_hold(self.key)
        self.public = self.run("--make-signing-key", self.key).decode().strip()
        LEDGER.know("signing key", base64.b64decode(self.key.read_text()))
        self.options = ["--policy", self.file, "--policy-key", self.public]

    def run(self, *arguments):
        return subprocess.run([*self.program, *arguments], env=self.env, check=True, capture_output=True, timeout=60).stdout

    def sign(self, serial, *features, expires="2100-01-01T00:00:00Z"):
        named = [one["feature"] for one in features]
        usual = [feature(name) for name in ("mastodon", "bluesky", "status-sharing") if name not in named]
        self.document.write_text(json.dumps({"serial": serial, "issued": "2026-01-01T00:00:00Z", "expires": expires,
                                             "features": [*features, *usual]}))
        return self.run("--sign-policy", self.document, "--signing-key", self.key)

    def put(self, serial, *features, **more):
        """Nobody reads half of it."""
        new = self.file.with_suffix(".new")
        new.write_bytes(self.sign(serial, *features, **more))
        new.rename(self.file)
