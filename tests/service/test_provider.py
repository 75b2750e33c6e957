# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The OpenID provider that the tests of signing in stand on does what it says."""
import base64
import hashlib
import http.cookiejar
import json
import re
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request

from harness.peers import request_json

REDIRECT = "http://127.0.0.1:1/" + secrets.token_urlsafe(12)


class StopAtRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, request, file, code, message, headers, url):
        return None if url.startswith("http://127.0.0.1:1/") else super().redirect_request(request, file, code, message, headers, url)


def sign_in(provider, **more):
    """(discovery, tokens) after a person's way through the provider's forms."""
    about = request_json("GET", provider.base + "/.well-known/openid-configuration")[1]
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {"client_id": provider.client, "response_type": "code", "redirect_uri": REDIRECT, "scope": "openid offline_access profile",
             "prompt": "consent", "state": "s", "nonce": "n", "code_challenge": challenge, "code_challenge_method": "S256", **more}
    web = urllib.request.build_opener(StopAtRedirect, urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), urllib.request.ProxyHandler({}))
    url, form = about["authorization_endpoint"] + "?" + urllib.parse.urlencode(query), None
    for prompt in ("login", "consent", None):
        try:
            page = web.open(url, form and urllib.parse.urlencode(form).encode(), timeout=20).read().decode()
        except urllib.error.HTTPError as ended:
            assert prompt is None and ended.code in (302, 303), ended.read().decode()
            answer = urllib.parse.parse_qs(urllib.parse.urlsplit(ended.headers["Location"]).query)
            break
        url, form = re.search(r'action="([^"]+)"', page)[1], {"prompt": prompt, "login": "alice", "password": "any"}
    assert answer["state"] == ["s"] and answer["iss"] == [provider.base]
    return about, get_tokens(about, provider, grant_type="authorization_code", code=answer["code"][0], redirect_uri=REDIRECT, code_verifier=verifier)


def get_tokens(about, provider, **fields):
    form = urllib.parse.urlencode({"client_id": provider.client, **fields}).encode()
    with urllib.request.urlopen(urllib.request.Request(about["token_endpoint"], form), timeout=20) as answer:
        return json.load(answer)


def read_token(token):
    """(header, claims)"""
    return tuple(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in token.split(".")[:2])


def test_access_token_is_a_jwt(make_oidc):
    provider = make_oidc(id_token_alg="EdDSA", seconds=90)
    about, tokens = sign_in(provider)
    header, claims = read_token(tokens["access_token"])
    keys = {key["kid"]: key for key in request_json("GET", about["jwks_uri"])[1]["keys"]}
    assert about["issuer"] == provider.base
    assert {name for name in about if name.endswith("_endpoint")} >= {
        "device_authorization_endpoint", "revocation_endpoint", "introspection_endpoint", "end_session_endpoint",
        "pushed_authorization_request_endpoint"}
    assert header["typ"] == "at+jwt" and header["alg"] == keys[header["kid"]]["alg"] == "ES256"
    assert (claims["iss"], claims["aud"], claims["sub"]) == (provider.base, provider.audience, "alice")
    assert time.time() < claims["exp"] <= time.time() + 91
    header, claims = read_token(tokens["id_token"])
    assert header["alg"] == keys[header["kid"]]["alg"] == "EdDSA"
    assert (claims["aud"], claims["nonce"]) == (provider.client, "n")


def test_refresh_tokens_rotate(make_oidc):
    provider = make_oidc()
    about, tokens = sign_in(provider)
    fresh = get_tokens(about, provider, grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert fresh["refresh_token"] != tokens["refresh_token"]
    assert read_token(fresh["access_token"])[1]["aud"] == provider.audience


def test_tokens_can_be_opaque(make_oidc):
    provider = make_oidc(opaque=True, rotate=False)
    about, tokens = sign_in(provider)
    fresh = get_tokens(about, provider, grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert "." not in tokens["access_token"]
    assert fresh["refresh_token"] == tokens["refresh_token"]


def test_requests_must_be_pushed(make_oidc):
    about = request_json("GET", make_oidc(par=True).base + "/.well-known/openid-configuration")[1]
    assert about["require_pushed_authorization_requests"] is True
