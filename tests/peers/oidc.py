#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""oidc.py [OPTIONS]: a certified OpenID provider on loopback, where anybody signs in with any name and any password.

Prints one JSON line (base, client, audience, opaque) when it answers; ends on SIGTERM. OPTIONS is a JSON object:
  par          requests must be pushed first (RFC 9126)
  dpop_nonce   proofs need the server's nonce (RFC 9449)
  seconds      how long an access token is good (300)
  rotate       refresh tokens are good once (true)
  id_token_alg what signs ID tokens: ES256 (the default), RS256, PS256 or EdDSA
  audience     who gets JWT access tokens (RFC 9068), asked for as the resource (RFC 8707) or, without one, meant
  opaque       access tokens are opaque instead
  grace        seconds that a used refresh token is good for yet (0: it ends the sign-in)
  host         what its address calls this computer: 127.0.0.1 or localhost
  lose         answers to a refresh that are lost on the way, the first ones
  port         where it is, for one that comes back
GET /counts there tells how many refreshes were granted and how many refused, GET /secrets what nobody else may show: [[kind, text], …].
"""
import json
import pathlib
import sys

import npm
from ports import free_port

HERE = pathlib.Path(__file__).resolve().parent / "oidc"


def main():
    if sys.argv[1:] == ["--install"]:
        npm.install(HERE)
        return
    options = json.loads(sys.argv[1]) if sys.argv[1:] else {}
    port = options.pop("port", None) or free_port()
    npm.run(HERE / "oidc.mjs", port, json.dumps(options))


main()
