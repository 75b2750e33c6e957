# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of a developer app: set, told of, tested, used, forgotten."""
from harness.hosted import write_key

META = {"facebook", "instagram", "threads", "whatsapp"}
KEYS = ("id", "secret", "phone_number_id", "token", "template", "language")
BAD = {"id": "1234567890", "secret": "0123456789abcdef"}


def unavailable(api):
    return {item["id"]: item.get("unavailable") for item in api.get("/v1/services").json["items"]}


def outcomes(answer):
    assert answer.status == 200, answer.json
    return {key["name"]: (key["outcome"], key.get("code"), key.get("subcode")) for key in answer.json["keys"]}


def test_kept_sealed(make_backend, session):
    backend = make_backend()
    api = backend.api
    assert {service for service, why in unavailable(api).items() if why == "app-keys"} == META
    assert api.post("/v1/link-attempts", {"service": "facebook", "server": ""}).problem == "app-keys"
    whatsapp = api.get("/v1/services/whatsapp/app").json
    assert [key["name"] for key in whatsapp["keys"]] == list(KEYS) and not any(key["set"] for key in whatsapp["keys"])
    assert [api.get(f"/v1/services/{service}/app").status for service in ("mastodon", "nothing", "..")] == [404, 404, 404]
    assert api.put("/v1/services/facebook/app", {"id": BAD["id"]}).status == 400
    assert api.put("/v1/services/facebook/app", {**BAD, "token": "x"}).status == 400
    answer = api.put("/v1/services/facebook/app", BAD)
    assert answer.status == 200 and answer.json == api.get("/v1/services/facebook/app").json == {"settable": True, "keys": [
        {"name": "id", "secret": False, "set": True, "value": BAD["id"]}, {"name": "secret", "secret": True, "set": True}]}
    assert unavailable(api)["facebook"] is None and unavailable(api)["threads"] == "app-keys"
    assert api.put("/v1/services/facebook/app", {"id": "77"}).status == 200
    attempt = api.post("/v1/link-attempts", {"service": "facebook", "server": ""})
    assert attempt.json["authorization_url"].startswith("https://www.facebook.com/v23.0/dialog/oauth?client_id=77&")
    kept = b"".join(path.read_bytes() for path in session.home.rglob("*") if path.is_file() and path.stat().st_size < 50_000_000)
    assert BAD["secret"].encode() not in kept
    assert api.delete("/v1/services/facebook/app").status == 204
    assert unavailable(api)["facebook"] == "app-keys"


def test_tested_at_the_service(make_backend, practice):
    api = make_backend(practice=practice.base).api
    assert not any(why == "app-keys" for why in unavailable(api).values())
    good = {key: practice.apps["whatsapp"][key] for key in KEYS}
    said = outcomes(api.post("/v1/services/whatsapp/app/test", good))
    assert {key for key, outcome in said.items() if outcome[0] == "good"} == {"id", "secret", "phone_number_id", "token"}
    said = outcomes(api.post("/v1/services/whatsapp/app/test", {**good, "phone_number_id": "1"}))
    assert said["phone_number_id"] == ("refused", 100, 33) and said["id"][0] == "good" and said["token"][0] != "refused"
    said = outcomes(api.post("/v1/services/whatsapp/app/test", {**good, "token": "EAAnothing"}))
    assert said["token"][:2] == ("refused", 190) and said["phone_number_id"][0] == "untested" and said["secret"][0] == "good"
    app = {key: practice.apps["facebook"][key] for key in ("id", "secret")}
    assert {outcome[0] for outcome in outcomes(api.post("/v1/services/facebook/app/test", app)).values()} == {"good"}
    said = outcomes(api.post("/v1/services/facebook/app/test", {**app, "secret": "0123456789abcdef"}))
    assert said["id"] == said["secret"] and said["id"][:2] == ("refused", 190)
    assert {outcome[0] for outcome in outcomes(api.post("/v1/services/threads/app/test", BAD)).values()} == {"untested"}


def test_set_by_the_host(make_hosted, tmp_path):
    secret = tmp_path / "app-secret"
    write_key(secret)
    secret.write_text(BAD["secret"] + "\n")
    ada = make_hosted(sign_in="[app-facebook]\nid=77\nsecret-file=%s\n" % secret).api("ada")
    assert unavailable(ada)["facebook"] is None and unavailable(ada)["instagram"] == "app-keys"
    told = ada.get("/v1/services/facebook/app").json
    assert not told["settable"] and [key["set"] for key in told["keys"]] == [True, True] and not any("value" in key for key in told["keys"])
    answers = [ada.put("/v1/services/facebook/app", BAD), ada.delete("/v1/services/facebook/app"), ada.post("/v1/services/facebook/app/test", {})]
    assert [(answer.status, answer.problem) for answer in answers] == [(403, "permission-denied")] * 3
