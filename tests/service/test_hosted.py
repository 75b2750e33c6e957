# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backend for many: whose request it is, what one person can do to another (nothing), and peers that misbehave."""
import json
import socket
import subprocess
import time
import uuid

import pytest

from harness.contract import Contract
from harness.hosted import AUDIENCE, HOST, BoundApi, Key, TcpApi
from harness.job import add_bluesky, begin, share
from harness.pictures import add_picture, png
from harness.processes import wait_for

CONTRACT = Contract()
METHODS = ("get", "put", "post", "delete", "patch")
OPERATIONS = [(method.upper(), path) for path, item in CONTRACT.spec["paths"].items() if path.startswith("/v1/")
              for method in METHODS if method in item and "recipient" not in str(item[method].get("security"))]
RESOURCE = AUDIENCE + "/.well-known/oauth-protected-resource"
both_engines = pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)
CHALLENGE = f'Bearer resource_metadata="{RESOURCE}", DPoP resource_metadata="{RESOURCE}", algs="ES256"'
GOOD = f"GET /healthz HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()


def example(schema):
    """The smallest body that a schema lets through, as far as it says."""
    schema = CONTRACT.resolve(schema)
    if schema.get("type") == "object":
        needed = schema.get("required") or schema.get("anyOf", [{}])[0].get("required", [])
        return {name: example(schema["properties"][name]) for name in needed}
    if isinstance(schema.get("type"), list):
        return None
    if "enum" in schema:
        return schema["enum"][0]
    if "maxLength" in schema and schema["maxLength"] < 20:
        return "1" * schema["maxLength"]
    return {"string": "http://127.0.0.1/", "boolean": True, "array": [], "integer": 1}[schema["type"]]


def body_of(method, path):
    body = CONTRACT.spec["paths"][path][method.lower()].get("requestBody", {}).get("content", {}).get("application/json")
    return example(body["schema"]) if body else None


def everything(api):
    """All that a person sees, without what the clock or the outbox changes."""
    seen = {path: api.every(path) for path in ("/v1/accounts", "/v1/statuses", "/v1/links", "/v1/receipts", "/v1/choices", "/v1/drafts", "/v1/rules")}
    backend = api.get("/v1/backend").json
    return json.dumps([seen, api.get("/v1/privacy").json, {name: backend[name] for name in ("accounts", "statuses", "sharing_stopped")}], sort_keys=True)


@both_engines
def test_another_persons_things(make_hosted, pds):
    hosted = make_hosted(plc=pds.plc)
    ada, bob = hosted.api("ada"), hosted.api("bob")
    account = add_bluesky(ada, pds)
    ada.put("/v1/sharing", {"stopped": True})
    status = share(ada, "Mine", account).json
    delivery = status["deliveries"][0]["id"]
    attempt = begin(ada, "bluesky", pds.base).json["id"]
    session = ada.get("/v1/sessions").json["items"][0]["id"]
    pair = {"accounts": [account, add_bluesky(ada, pds, pds.bob)], "words_version": 1}
    undoing = ada.delete(f"/v1/links/{ada.post('/v1/links', pair).json['id']}").json["id"]
    link = ada.post("/v1/links", pair).json
    choice = ada.put("/v1/choices", {"account_id": account, "recipient": "mastodon", "purpose": "ads", "value": False, "words_version": 1}).json["id"]
    draft = str(uuid.uuid4())
    assert ada.put(f"/v1/drafts/{draft}", {"text": "Half a thought", "targets": []}).status in (200, 201)
    picture = add_picture(ada, png()).json["id"]
    rule = ada.post("/v1/rules", {"link": link["id"], "from": account}).json["id"]
    ids = {"rules": rule, "drafts": draft, "pictures": picture, "choices": choice, "sessions": session, "accounts": account, "statuses": status["id"], "deliveries": delivery, "link-attempts": attempt,
           "links": link["id"], "receipts": link["receipt_id"], "undoings": undoing}
    ada.post(f"/v1/accounts/{account}/check")
    before = everything(ada)
    events = bob.events()

    for method, path in OPERATIONS:
        if "/imports/" in path or (path == "/v1/drafts/{id}" and method != "GET"):
            continue            # an import is only had by who has nothing (test_export.py), and a draft's id is chosen by who writes it
        if "{id}" in path:
            target = path.replace("{id}", ids[path.split("/")[2]])
            answer = bob.request(method, target, body_of(method, path), {"Idempotency-Key": "k" * 20})
            assert answer.status == 404 and answer.problem == "not-found", (method, target, answer.json)
        elif method == "GET" and path != "/v1/events":
            answer = bob.get(path.replace("{service}", "threads"))
            assert answer.status == 200 and not [i for i in ids.values() if i.encode() in answer.body], path
    assert share(bob, "Not mine", account).status == 404
    assert bob.post("/v1/rules/dry-run", {"link": link["id"], "from": account}).status == 404
    bob.put("/v1/sharing", {"stopped": False})
    assert bob.delete("/v1/data").status == 200
    assert bob.delete("/v1/sessions").status == 204

    assert everything(ada) == before
    assert [item["id"] for item in ada.get("/v1/sessions").json["items"]] == [ids.pop("sessions")]
    for path, i in ids.items():
        assert ada.get(f"/v1/{path}/{i}").status == 200, path
    assert ada.get(f"/v1/link-attempts/{attempt}").json["state"] == "waiting"
    assert not [event for event in events.seen if any(i in json.dumps(event) for i in ids.values())]
    assert bob.put(f"/v1/drafts/{draft}", {"text": "His own", "targets": []}).status in (200, 201)
    assert bob.delete(f"/v1/drafts/{draft}").status == 204
    assert ada.get(f"/v1/drafts/{draft}").json["text"] == "Half a thought"
    assert ada.post(f"/v1/accounts/{account}/check").status == 200, "the vault's key is still there"


def test_every_route_needs_a_token(make_hosted):
    hosted = make_hosted(limits="refusals-per-minute=600\n")
    nobody = TcpApi(hosted.port)
    for method, path in OPERATIONS:
        answer = nobody.request(method, path.replace("{id}", "0" * 8 + "-0000-7000-8000-" + "0" * 12), body_of(method, path))
        assert (answer.status, answer.problem) == (401, "sign-in-required"), (method, path)
        assert answer.headers["www-authenticate"] == CHALLENGE


def test_who_gives_out_the_tokens(hosted, issuer):
    nobody, path = TcpApi(hosted.port), RESOURCE.removeprefix(AUDIENCE)
    assert nobody.get(path).json == {
        "resource": AUDIENCE, "authorization_servers": [issuer.base], "scopes_supported": ["openid", "offline_access"],
        "bearer_methods_supported": ["header"], "dpop_signing_alg_values_supported": ["ES256"],
        "dpop_bound_access_tokens_required": False, "client_id": "accounts-center"}
    answer = nobody.request("POST", path)
    assert (answer.status, answer.headers["allow"]) == (405, "GET")
    assert nobody.get(path + "/v1").status == 404


def test_bad_tokens(hosted, issuer):
    def ask(token):
        return TcpApi(hosted.port, token).get("/v1/backend")
    now = int(time.time())
    good = issuer.token("ada")
    assert ask(good).status == 200 and ask(good).json["mode"] == "hosted"
    assert ask(issuer.token("ada", aud=["other", "https://accounts.example"])).status == 200
    stranger = Key(issuer.folder, "stranger")
    stranger.name = issuer.key.name
    head, claims, signature = good.split(".")
    bad = {
        "issuer": issuer.token("ada", iss="http://127.0.0.1:1"), "slash": issuer.token("ada", iss=issuer.base + "/"),
        "audience": issuer.token("ada", aud="https://other.example"), "no audience": issuer.token("ada", aud=None),
        "expired": issuer.token("ada", exp=now - 120), "no expiry": issuer.token("ada", exp=None),
        "not yet": issuer.token("ada", nbf=now + 600), "type": issuer.token("ada", header={"typ": "JWT"}),
        "no subject": issuer.token("ada", sub=None), "no client": issuer.token("ada", client_id=None),
        "bound": issuer.token("ada", cnf={"jkt": "x"}), "algorithm": issuer.token("ada", header={"alg": "RS256"}),
        "none": issuer.token("ada", header={"alg": "none"}), "other key": issuer.token("ada", key=stranger),
        "no signature": f"{head}.{claims}.", "cut": f"{head}.{claims}", "changed": f"{head}.{claims[:-2]}AA.{signature}",
        "words": "nonsense", "two": f"{good}, Bearer {good}", "long": "x" * 9000,
    }
    for name, token in bad.items():
        answer = ask(token)
        assert answer.status == 401, name
        assert answer.headers["www-authenticate"] == CHALLENGE.replace(", DPoP", ', error="invalid_token", DPoP'), name
        assert token not in answer.body.decode()
    assert ask(good).status == 200
    assert good not in hosted.log.read_text()


def bind(hosted, issuer, name="ada"):
    key = Key(issuer.folder, "device")
    return BoundApi(hosted.port, issuer.token(name, cnf={"jkt": key.thumbprint}), key)


def test_a_bound_token(hosted, issuer):
    api = bind(hosted, issuer)
    first = TcpApi.request(api, "GET", "/v1/backend", headers={"Authorization": f"DPoP {api.bound}", "DPoP": api.key.prove(
        "GET", AUDIENCE + "/v1/backend", api.bound, None)})
    assert (first.status, first.problem) == (401, "sign-in-required")
    assert first.headers["www-authenticate"] == CHALLENGE.replace(", algs", ', error="use_dpop_nonce", algs')
    assert api.get("/v1/backend").status == 200 and api.nonce == first.headers["dpop-nonce"]
    assert api.get("/v1/accounts?limit=2").status == 200
    assert api.put("/v1/sharing", {"stopped": True}).json["sharing_stopped"] is True
    assert hosted.api("ada").get("/v1/backend").json["sharing_stopped"] is True, "the same person"


def test_bad_proofs(hosted, issuer):
    api, path = bind(hosted, issuer), "/v1/backend"
    url, other = AUDIENCE + path, Key(issuer.folder, "other")
    local = f"http://127.0.0.1:{hosted.port}{path}"
    kept = []

    def prove(nonce, key=api.key, method="GET", url=url, token=api.bound, **more):
        return key.prove(method, url, token, nonce, **more)

    def again(nonce):
        kept.append(prove(nonce))
        return kept[0]
    assert api.get(path, **{}).status == 200
    assert api.request("GET", path, proofs=again).status == 200
    bad = {
        "replayed": again, "method": lambda n: prove(n, method="POST"), "path": lambda n: prove(n, url=url + "s"),
        "the proxy's address": lambda n: prove(n, url=local), "token": lambda n: prove(n, token=issuer.token("ada")),
        "key": lambda n: prove(n, key=other), "old": lambda n: prove(n, iat=int(time.time()) - 400),
        "early": lambda n: prove(n, iat=int(time.time()) + 400), "none": lambda n: prove(n, header={"alg": "none"}),
        "HS256": lambda n: prove(n, header={"alg": "HS256"}), "private key": lambda n: prove(n, header={"jwk": {**other.jwk, "d": "AA"}}),
        "two": lambda n: f"{prove(n)}, {prove(n)}", "words": lambda n: "nonsense", "nothing": lambda n: "",
        "a token": lambda n: api.bound,
    }
    for name, proofs in bad.items():
        answer = api.request("GET", path, proofs=proofs)
        assert (answer.status, answer.problem) == (401, "sign-in-required"), name
        assert 'error="invalid_dpop_proof"' in answer.headers["www-authenticate"], name
    for name, proofs in {"old nonce": lambda n: prove("A" * 32), "no nonce": lambda n: prove(None)}.items():
        answer = api.request("GET", path, proofs=proofs)
        assert answer.status == 401 and 'error="use_dpop_nonce"' in answer.headers["www-authenticate"], name
    assert api.get(path).status == 200


def test_two_fields_with_a_proof(hosted, issuer):
    api = bind(hosted, issuer)
    assert api.get("/v1/backend").status == 200
    for count in (1, 2):
        fields = "".join(f"DPoP: {api.key.prove('GET', AUDIENCE + '/v1/backend', api.bound, api.nonce)}\r\n" for _ in range(count))
        answer = exchange(hosted.port, f"GET /v1/backend HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: DPoP {api.bound}\r\n{fields}"
                          "Connection: close\r\n\r\n".encode())
        assert answer.startswith(b"HTTP/1.1 200 " if count == 1 else b"HTTP/1.1 401 ")


def test_tokens_under_another_name(hosted, issuer):
    api, free = bind(hosted, issuer), issuer.token("ada")
    assert api.get("/v1/backend").status == 200
    assert TcpApi(hosted.port, free).get("/v1/backend").status == 200
    assert TcpApi(hosted.port, api.bound).get("/v1/backend").status == 401, "a bound token says nothing without its key"
    answer = BoundApi(hosted.port, free, api.key).get("/v1/backend")
    assert answer.status == 401 and 'DPoP resource_metadata' in answer.headers["www-authenticate"]
    certificate = issuer.token("ada", cnf={"x5t#S256": "A" * 43})
    assert TcpApi(hosted.port, certificate).get("/v1/backend").status == 401
    assert BoundApi(hosted.port, certificate, api.key).get("/v1/backend").status == 401


def test_tokens_must_be_bound(make_hosted, issuer):
    hosted = make_hosted(sign_in="dpop=required\n")
    api = bind(hosted, issuer)
    assert api.get("/v1/backend").status == 200
    answer = hosted.api("ada").get("/v1/backend")
    assert answer.status == 401
    assert answer.headers["www-authenticate"] == f'DPoP resource_metadata="{RESOURCE}", error="invalid_token", algs="ES256"'
    assert TcpApi(hosted.port).get(RESOURCE.removeprefix(AUDIENCE)).json["dpop_bound_access_tokens_required"] is True


def test_a_new_key_of_the_provider(hosted, issuer):
    old = issuer.token("ada")
    assert hosted.api("ada").get("/v1/backend").status == 200
    assert issuer.fetched == 1
    second = Key(issuer.folder, "second")
    for _ in range(3):
        assert TcpApi(hosted.port, issuer.token("ada", key=second)).get("/v1/backend").status == 401
    assert issuer.fetched == 1, "a key that is not known is looked for once a minute at most"
    issuer.stop()
    assert TcpApi(hosted.port, old).get("/v1/backend").status == 200


def test_provider_with_another_name(hosted, issuer):
    issuer.said = "http://127.0.0.1:1"
    answer = hosted.api("ada").get("/v1/backend")
    assert (answer.status, answer.problem) == (503, "backend-unavailable")
    assert answer.headers["retry-after"] == "5"


@both_engines
def test_people_stay_who_they_are(hosted):
    hosted.api("ada").put("/v1/sharing", {"stopped": True})
    hosted.process.stop(seconds=20)
    hosted.start()
    assert hosted.api("ada").get("/v1/backend").json["sharing_stopped"] is True
    assert hosted.api("bob").get("/v1/backend").json["sharing_stopped"] is False


@both_engines
def test_only_people_who_came_are_there(hosted):
    hosted.plain("/readyz")
    assert hosted.store.ask("SELECT id FROM person") == []
    hosted.api("ada").get("/v1/backend")
    assert len(hosted.store.ask("SELECT id FROM person")) == 1


def exchange(port, request, seconds=10):
    """All that comes back until the backend hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as raw:
        answer = b""
        try:
            raw.sendall(request)
            while chunk := raw.recv(65536):
                answer += chunk
        except (BrokenPipeError, ConnectionResetError):
            pass
        except TimeoutError:
            raise AssertionError(f"still open after {answer!r}") from None
        return answer


HEAD = f"POST /v1/statuses HTTP/1.1\r\nHost: {HOST}\r\n".encode()


@pytest.mark.parametrize("request_bytes", [
    HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", HEAD + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    HEAD + f"Host: {HOST}\r\n\r\n".encode(), b"GET /healthz HTTP/1.1\r\n\r\n", b"GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    HEAD.replace(b"\r\n", b"\n") + b"\n", HEAD + b"X: a\r\n b\r\n\r\n", HEAD + b"Content-Length: -1\r\n\r\n",
    HEAD + b"Content-Length: 99999999999999999999\r\n\r\n", HEAD + b"Transfer-Encoding: xchunked\r\n\r\n", HEAD + b"X: \0\r\n\r\n",
    HEAD + b"X: " + b"x" * 40000 + b"\r\n\r\n",
], ids=range(12))
def test_framing(hosted, request_bytes):
    smuggled = b"GET /healthz HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\n\r\n"
    answer = exchange(hosted.port, request_bytes + smuggled)
    assert answer.startswith(b"HTTP/1.1 400 ") and answer.count(b"HTTP/1.1 ") == 1 and b"alive" not in answer, answer
    assert exchange(hosted.port, GOOD.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")).endswith(b"alive\n")


def read_answer(raw):
    answer = b""
    while not answer.endswith(b"alive\n"):
        answer += raw.recv(65536)
    return answer


def test_many_requests_of_one_connection(hosted):
    with socket.create_connection(("127.0.0.1", hosted.port), timeout=20) as raw:
        for _ in range(20):
            raw.sendall(GOOD)
            assert read_answer(raw).startswith(b"HTTP/1.1 200 ")
        for byte in GOOD:
            raw.sendall(bytes([byte]))
        assert read_answer(raw).startswith(b"HTTP/1.1 200 ")


def test_slow_peers_are_closed_in_time(make_hosted):
    hosted = make_hosted(limits="head-seconds=2\nidle-seconds=3\nconnections-per-address=200\n")
    begun = time.monotonic()
    slow = [socket.create_connection(("127.0.0.1", hosted.port), timeout=20) for _ in range(100)]
    starts = (b"", GOOD[:20], HEAD + b"Content-Length: 100\r\n\r\n{", GOOD)
    for number, raw in enumerate(slow):
        raw.sendall(starts[number % len(starts)])
    while time.monotonic() - begun < 1.5:
        asked = time.monotonic()
        assert hosted.plain("/healthz")[0] == 200 and time.monotonic() - asked < 1
    assert "connections_late_total 0\n" in hosted.plain("/metrics")[1], "nobody is closed before the time"
    for raw in slow:
        while raw.recv(65536):
            pass
        raw.close()
    assert 2 <= time.monotonic() - begun < 6
    assert "accounts_center_connections_late_total 100\n" in hosted.plain("/metrics")[1]


def test_connections_per_address(make_hosted):
    hosted = make_hosted(limits="connections-per-address=5\n")
    wait_for(lambda: "_connections 1\n" in hosted.plain("/metrics")[1], 10, "those before are gone")
    held = [socket.create_connection(("127.0.0.1", hosted.port), timeout=20) for _ in range(5)]
    held[4].sendall(GOOD)
    assert held[4].recv(65536).startswith(b"HTTP/1.1 200 ")
    assert exchange(hosted.port, GOOD) == b""
    for raw in held:
        raw.close()
    wait_for(hosted.answers, 10, "there is room again")


@both_engines
def test_health(hosted):
    assert hosted.plain("/healthz") == (200, "alive\n")
    assert hosted.plain("/readyz") == (200, "ready\n")
    assert 'accounts_center_deliveries{state="waiting"} 0\n' in hosted.plain("/metrics")[1]
    for line in hosted.plain("/metrics")[1].splitlines():
        assert line.startswith(("# HELP accounts_center_", "# TYPE accounts_center_")) or line.split(" ")[1].isdigit(), line


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_metrics_while_the_store_waits(hosted):
    with hosted.store.locked("delivery"):
        asked = time.monotonic()
        status, text = hosted.plain("/metrics")
        assert (status, "accounts_center_deliveries" in text) == (200, False) and time.monotonic() - asked < 10
    wait_for(lambda: "accounts_center_deliveries" in hosted.plain("/metrics")[1], 10, "they are there again")


@both_engines
def test_another_vault_key(hosted):
    hosted.plain("/readyz")
    hosted.process.stop(seconds=20)
    hosted.key.write_text("A" * 43 + "=\n")
    hosted.start()
    assert hosted.plain("/readyz") == (503, "the vault is closed\n")


@both_engines
def test_stops_when_all_is_answered(hosted):
    events = hosted.api("ada").events()
    begun = time.monotonic()
    assert hosted.process.stop(seconds=20) == 0
    assert time.monotonic() - begun < 10
    events.close()


@pytest.mark.parametrize("line, status, words", [
    ("postgresql=host=/nowhere dbname=x", 1, "server can't be reached"), ("postgresql=host=/nowhere password=secret", 2, "hold a password"),
    ("postgresql=nonsense", 2, "no connection string"),
], ids=("away", "password", "nonsense"))
def test_store_that_can_not_be_opened(hosted, line, status, words):
    hosted.config.write_text(hosted.config.read_text().replace(hosted.store.line, line))
    hosted.stop()
    run = subprocess.run(hosted.command, env=hosted.session.env, capture_output=True, text=True, timeout=30)
    assert run.returncode == status and words in run.stderr and "secret" not in run.stderr


def test_a_fault_is_said_in_words(hosted):
    hosted.config.write_text(hosted.config.read_text().replace("audience=", "audiance="))
    run = subprocess.run(hosted.command, env=hosted.session.env, capture_output=True, text=True, timeout=30)
    assert run.returncode == 2 and f"{hosted.config}: [sign-in] audiance" in run.stderr


def test_one_person_asks_too_much(make_hosted):
    hosted = make_hosted(limits="requests-per-minute=5\n")
    ada, bob = hosted.api("ada"), hosted.api("bob")
    answers = [ada.get("/v1/backend") for _ in range(8)]
    assert [answer.status for answer in answers[:5]] == [200] * 5
    over = [answer for answer in answers if answer.status != 200]
    assert over and all((answer.status, answer.problem) == (429, "rate-limited") for answer in over)
    assert 1 <= int(over[0].headers["retry-after"]) <= 12
    assert bob.get("/v1/backend").status == 200
    assert f"accounts_center_requests_limited_total {len(over)}\n" in hosted.plain("/metrics")[1]
    wait_for(lambda: ada.get("/v1/backend").status == 200, 60, "there is room again")


def test_strangers_ask_too_much(make_hosted):
    """A proxy is asked for many: it tells whose a request is."""
    hosted = make_hosted(limits="refusals-per-minute=5\n", listen="proxies=127.0.0.1\n")
    nobody, ada = TcpApi(hosted.port), hosted.api("ada")

    def ask(api, *addresses):
        return api.request("GET", "/v1/backend", headers={"X-Forwarded-For": ", ".join(addresses)} if addresses else {})
    answers = [ask(nobody, "2001:db8::1", f"2001:db8:1:1::{number}") for number in range(1, 9)]
    assert [answer.status for answer in answers[:5]] == [401] * 5
    over = [answer for answer in answers if answer.status != 401]
    assert over and all(answer.problem == "rate-limited" and "www-authenticate" not in answer.headers for answer in over)
    assert 1 <= int(over[0].headers["retry-after"]) <= 12
    assert ask(ada, "2001:db8:1:1::1").status == 200, "who has a good token is no stranger"
    assert ask(nobody, "2001:db8:1:2::1").status == 401, "another network"
    assert ask(nobody, "2001:db8:1:1::1", "192.0.2.1").status == 401, "what a stranger says of itself is not believed"
    assert [ask(nobody).status for _ in range(8)] == [401] * 8, "a proxy that names nobody"


def test_who_lacks_a_nonce_is_no_stranger(make_hosted, issuer):
    """Many who open their programs at once at one address have a good token; but nobody asks without end that way."""
    hosted = make_hosted(limits="refusals-per-minute=5\nrequests-per-minute=30\n")
    api = bind(hosted, issuer)

    def ask():
        return TcpApi.request(api, "GET", "/v1/backend", headers={"Authorization": f"DPoP {api.bound}", "DPoP": api.key.prove(
            "GET", AUDIENCE + "/v1/backend", api.bound, None)})
    answers = [ask() for _ in range(10)]
    assert [(answer.status, answer.problem) for answer in answers] == [(401, "sign-in-required")] * 10
    assert 'error="use_dpop_nonce"' in answers[-1].headers["www-authenticate"]
    assert TcpApi(hosted.port).request("GET", "/v1/backend").status == 401, "there is room for strangers"
    assert "rate-limited" in [ask().problem for _ in range(40)]


def test_strangers_without_a_proxy(make_hosted):
    hosted = make_hosted(limits="refusals-per-minute=5\n")
    nobody = TcpApi(hosted.port)
    found = [nobody.request("GET", "/v1/backend", headers={"X-Forwarded-For": f"192.0.2.{number}"}).status for number in range(8)]
    assert found[:5] == [401] * 5 and 429 in found
