# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opaque tokens at a hosted backend: what the provider says of them is asked, and believed for a while."""
import time

import pytest

from harness.hosted import SECRET, BoundApi, Key, TcpApi, write_secret


@pytest.fixture
def asking(make_hosted, tmp_path):
    secret = tmp_path / "secret"
    write_secret(secret, SECRET)
    return make_hosted(sign_in=f"introspection=yes\nintrospection-client=backend\nintrospection-secret-file={secret}\n")


def ask(hosted, token):
    return TcpApi(hosted.port, token).get("/v1/backend")


def test_an_opaque_token(asking, issuer):
    token = issuer.opaque("ada")
    for _ in range(5):
        assert ask(asking, token).status == 200
    assert issuer.introspected == 1, "the answer is kept"
    asking.api("ada").put("/v1/sharing", {"stopped": True})
    assert ask(asking, token).json["sharing_stopped"] is True, "the same person as with a signed token"
    key = Key(issuer.folder, "device")
    bound = issuer.opaque("ada", cnf={"jkt": key.thumbprint})
    assert BoundApi(asking.port, bound, key).get("/v1/backend").status == 200
    assert ask(asking, bound).status == 401
    log = asking.log.read_text()
    assert token not in log and SECRET not in log


def test_bad_opaque_tokens(asking, issuer):
    now = int(time.time())
    bad = {
        "unknown": "x" * 32, "ended": issuer.opaque("ada", active=False), "issuer": issuer.opaque("ada", iss="https://evil.example"),
        "audience": issuer.opaque("ada", aud="https://other.example"), "another client's": issuer.opaque("ada", aud=None),
        "old": issuer.opaque("ada", exp=now - 1), "early": issuer.opaque("ada", nbf=now + 100), "nobody": issuer.opaque(None),
    }
    for name, token in bad.items():
        for _ in range(2):
            answer = ask(asking, token)
            assert (answer.status, answer.problem) == (401, "sign-in-required"), name
    assert issuer.introspected == len(bad)
    assert ask(asking, issuer.opaque("ada", aud=["x", "https://accounts.example"])).status == 200
    assert ask(asking, issuer.opaque("ada", aud=None, client_id="accounts-center")).status == 200, "of our own client"


def test_a_provider_that_is_away(asking, issuer):
    known, other = issuer.opaque("ada"), issuer.opaque("bob")
    assert ask(asking, known).status == 200
    issuer.ill = True
    answer = ask(asking, other)
    assert (answer.status, answer.problem) == (503, "backend-unavailable") and int(answer.headers["retry-after"]) > 0
    assert ask(asking, known).status == 200
    issuer.ill = False
    assert ask(asking, other).status == 200, "nothing was kept of what it did not say"
    issuer.stop()
    assert ask(asking, "y" * 32).status == 503
    assert ask(asking, known).status == 200


def test_nothing_is_asked_unless_configured(hosted, issuer):
    assert ask(hosted, issuer.opaque("ada")).status == 401
    assert issuer.introspected == 0
