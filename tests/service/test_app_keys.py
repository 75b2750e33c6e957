# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of a developer app: set, told of, tested, used, forgotten; over the API and with acctl."""
import json
import os
import re
import subprocess
import urllib.parse

import pytest

from harness.backend import build_dir
from harness.canaries import LEDGER
from harness.hosted import write_key
from harness.job import begin, failure, finish, share, wait_state
from harness.practice import FACEBOOK_LENA, LENA, PHONE_LENA, THREADS_LENA, open_page, press
from harness.terminal import Terminal

META = {"facebook", "instagram", "threads", "whatsapp"}
KEYS = ("id", "secret", "phone_number_id", "token", "template", "language")
BACK = "https://back.example/there"
BAD = {"id": "1234567890", "secret": "0123456789abcdef", "redirect_uri": BACK}
PEOPLE = {"instagram": LENA, "facebook": FACEBOOK_LENA, "threads": THREADS_LENA}


def unavailable(api):
    return {item["id"]: item.get("unavailable") for item in api.get("/v1/services").json["items"]}


def owners(api):
    return {item["id"]: item.get("app_keys") for item in api.get("/v1/services").json["items"]}


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
    suggested = {key["name"]: key.get("suggested") for key in api.get("/v1/services/threads/app").json["keys"]}
    assert suggested == {"id": None, "secret": None, "redirect_uri": "https://accounts-center.invalid/threads"}
    for address in ("http://127.0.0.1:1/", "https://back.example", "https://back.example/?code=1", "https://a@back.example/"):
        assert api.put("/v1/services/facebook/app", {**BAD, "redirect_uri": address}).status == 400, address
    answer = api.put("/v1/services/facebook/app", BAD)
    usual = "https://www.facebook.com/connect/login_success.html"
    assert answer.status == 200 and answer.json == api.get("/v1/services/facebook/app").json == {"settable": True, "keys": [
        {"name": "id", "secret": False, "set": True, "value": BAD["id"]}, {"name": "secret", "secret": True, "set": True},
        {"name": "redirect_uri", "secret": False, "set": True, "value": BACK, "suggested": usual}]}
    assert unavailable(api)["facebook"] is None and unavailable(api)["threads"] == "app-keys"
    assert owners(api)["facebook"] == "own" and owners(api)["threads"] == "missing" and owners(api)["mastodon"] is None
    assert api.put("/v1/services/facebook/app", {"id": "77"}).status == 200
    attempt = api.post("/v1/link-attempts", {"service": "facebook", "server": ""})
    ends = "&redirect_uri=" + urllib.parse.quote(BACK, safe="")
    assert attempt.json["authorization_url"].startswith("https://www.facebook.com/v23.0/dialog/oauth?client_id=77" + ends + "&")
    assert attempt.json["ends_at"] == BACK
    kept = b"".join(path.read_bytes() for path in session.home.rglob("*") if path.is_file() and path.stat().st_size < 50_000_000)
    assert BAD["secret"].encode() not in kept
    assert api.delete("/v1/services/facebook/app").status == 204
    assert unavailable(api)["facebook"] == "app-keys"


def keys_of(practice, service):
    """The keys of the practice services' own app, and where its sign-ins end."""
    keys = {key: practice.apps[service][key] for key in KEYS if key in practice.apps[service]}
    return keys if service == "whatsapp" else {**keys, "redirect_uri": BACK}


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
    app = keys_of(practice, "facebook")
    said = outcomes(api.post("/v1/services/facebook/app/test", app))
    assert [said[key][0] for key in app] == ["good", "good", "untested"]
    said = outcomes(api.post("/v1/services/facebook/app/test", {**app, "secret": "0123456789abcdef"}))
    assert said["id"] == said["secret"] and said["id"][:2] == ("refused", 190)
    assert {outcome[0] for outcome in outcomes(api.post("/v1/services/threads/app/test", BAD)).values()} == {"untested"}


def test_set_by_the_host(make_hosted, tmp_path):
    secret = tmp_path / "app-secret"
    write_key(secret)
    secret.write_text(BAD["secret"] + "\n")
    ada = make_hosted(sign_in="[app-facebook]\nid=77\nsecret-file=%s\nredirect-uri=%s\n" % (secret, BACK)).api("ada")
    assert unavailable(ada)["facebook"] is None and unavailable(ada)["instagram"] == "app-keys"
    told = ada.get("/v1/services/facebook/app").json
    assert not told["settable"] and [key["set"] for key in told["keys"]] == [True] * 3 and not any("value" in key for key in told["keys"])
    assert owners(ada)["facebook"] == "host" and begin(ada, "facebook", "").json["ends_at"] == BACK
    answers = [ada.put("/v1/services/facebook/app", BAD), ada.delete("/v1/services/facebook/app"), ada.post("/v1/services/facebook/app/test", {})]
    assert [(answer.status, answer.problem) for answer in answers] == [(403, "permission-denied")] * 3


# ---- the practice services as strict as the real ones: keys are needed, and a sign-in ends at https alone
@pytest.fixture
def strict(make_backend, session, practice):
    session.env["AC_SETTLE_MS"] = "1000"
    for service in PEOPLE:
        practice.control("apps", service=service, redirect_uri=BACK)
    return make_backend("--strict-practice", practice=practice.base)


def set_keys(api, practice, service, **changes):
    answer = api.put(f"/v1/services/{service}/app", {**keys_of(practice, service), **changes})
    assert answer.status == 200, answer.json


def end_of(attempt, person):
    """The address that the browser shows in the end; nobody answers there."""
    url = attempt.json["authorization_url"]
    status, headers, page = press(url, open_page(url)[2], "allow", account=person)
    assert status == 302, page
    return headers["Location"]


def paste(api, attempt, address):
    return api.post(attempt.headers["location"] + "/response", {"url": address})


@pytest.mark.parametrize("service", PEOPLE)
def test_signs_in_with_own_keys(strict, practice, service):
    api = strict.api
    assert unavailable(api)[service] == "app-keys"
    set_keys(api, practice, service)
    attempt = begin(api, service, "")
    assert attempt.json["ends_at"] == BACK
    address = end_of(attempt, PEOPLE[service])
    assert address.startswith(BACK + "?") and address.endswith("_")
    assert paste(api, attempt, "https://elsewhere.example/?code=1").problem == "invalid"
    assert paste(api, attempt, address).status == 202
    account = finish(api, attempt)
    assert api.get(f"/v1/accounts/{account}").json["state"] == "on"
    assert paste(api, attempt, address).status == 409
    assert api.delete(f"/v1/services/{service}/app").status == 204
    assert unavailable(api)[service] == "app-keys" and len(api.get("/v1/accounts").json["items"]) == 1


def test_account_outlives_its_keys(strict, practice):
    """Who removes the keys keeps what was added with them, and can take it back."""
    api = strict.api
    set_keys(api, practice, "threads")
    attempt = begin(api, "threads", "")
    paste(api, attempt, end_of(attempt, THREADS_LENA))
    account = finish(api, attempt)
    assert api.delete("/v1/services/threads/app").status == 204
    status = share(api, "Without keys", account).json["id"]
    wait_state(api, status, "live")
    assert api.delete(f"/v1/statuses/{status}").status == 202
    wait_state(api, status, "removed")
    assert api.post("/v1/link-attempts", {"service": "threads", "server": "", "account_id": account}).problem == "app-keys"


@pytest.mark.parametrize("service", PEOPLE)
def test_wrong_secret(strict, practice, service):
    """The keys are to blame, and nothing else."""
    set_keys(strict.api, practice, service, secret="0123456789abcdef")
    attempt = begin(strict.api, service, "")
    assert paste(strict.api, attempt, end_of(attempt, PEOPLE[service])).status == 202
    assert failure(strict.api, attempt) == "app-refused" and not practice.tokens()


def test_unregistered_address(strict, practice):
    """The service itself refuses it, in the browser; nothing comes back."""
    set_keys(strict.api, practice, "threads", redirect_uri="https://accounts-center.invalid/threads")
    status, _, page = open_page(begin(strict.api, "threads", "").json["authorization_url"])
    assert status == 400 and "not registered with the app" in page


def test_number_with_own_keys(strict, practice):
    api = strict.api
    set_keys(api, practice, "whatsapp")
    attempt = api.post("/v1/link-attempts", {"service": "whatsapp", "number": "+" + PHONE_LENA})
    assert attempt.status == 201 and "ends_at" not in attempt.json
    code = practice.held("messages", number=PHONE_LENA, kind="code")[0]["text"]
    assert api.post(attempt.headers["location"] + "/code", {"code": code}).json["state"] == "done"


# ---- acctl
def acctl(backend, *arguments, status=0, stdin=None, **more):
    command = [build_dir() / "src/cli/acctl", "--socket", backend.socket, *arguments]
    done = subprocess.run(command, env=backend.session.env, input=stdin, stdin=None if stdin else subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=120, **more)
    assert done.returncode == status, done
    return done.stdout if "--json" in arguments else done.stdout + done.stderr


def test_acctl(strict, practice):
    keys = keys_of(practice, "facebook")
    assert re.search(r"^id +missing\nsecret +missing\nredirect-uri +missing; https://www.facebook.com/connect/", acctl(strict, "services", "app", "show", "facebook"))
    known = ("id=" + keys["id"], "redirect-uri=" + BACK)
    said = acctl(strict, "services", "app", "set", "facebook", *known, stdin=keys["secret"] + "\n")
    assert keys["secret"] not in said and re.search(r"^secret +kept, and never shown$", said, re.M)
    assert json.loads(acctl(strict, "--json", "services", "app", "show", "facebook")) == strict.api.get("/v1/services/facebook/app").json
    assert re.search(r"^id +right, says the service$", acctl(strict, "services", "app", "test", "facebook"), re.M)
    reading, writing = os.pipe()
    os.write(writing, b"0123456789abcdef\n")
    os.close(writing)
    said = acctl(strict, "services", "app", "test", "facebook", f"--secrets-fd={reading}", status=5, pass_fds=[reading])
    os.close(reading)
    assert re.search(r"^secret +refused by the service", said, re.M)
    assert strict.api.post("/v1/services/facebook/app/test", {}).json["keys"][0]["outcome"] == "good"
    assert "never an argument" in acctl(strict, "services", "app", "set", "facebook", "secret=abc", status=2)
    assert "does not have the form" in acctl(strict, "services", "app", "set", "facebook", "id=x", status=2)
    assert "NAME=VALUE" in acctl(strict, "services", "app", "set", "facebook", "token=x", status=2)
    assert "A secret is missing" in acctl(strict, "services", "app", "set", "threads", "id=1", status=2)
    assert json.loads(acctl(strict, "--json", "services", "app", "show", "mastodon", status=1)) == {"error": "not-found"}
    assert "are removed" in acctl(strict, "services", "app", "remove", "facebook")
    assert owners(strict.api)["facebook"] == "missing"


def test_acctl_asks_without_echo(strict, practice):
    """At a terminal; what does for most people is taken, and the address is pasted in the end."""
    program = [build_dir() / "src/cli/acctl", "--socket", strict.socket]
    terminal = Terminal([*program, "services", "app", "set", "threads", "id=" + practice.apps["threads"]["id"]], strict.session.env)
    terminal.wait(lambda shown: "secret: " in shown)
    terminal.say(practice.apps["threads"]["secret"])
    shown = terminal.end()
    LEDGER.see("terminal", shown)
    assert practice.apps["threads"]["secret"] not in shown and "https://accounts-center.invalid/threads" in shown
    assert "redirect" in acctl(strict, "services", "app", "set", "threads", "redirect-uri=" + BACK)
    terminal = Terminal([*program, "accounts", "add", "threads", "--yes"], strict.session.env)
    shown = terminal.wait(lambda shown: "paste it here" in shown and shown)
    url = re.search(rf"^{re.escape(practice.base)}\S+", shown, re.M)[0]
    assert BACK in shown
    status, headers, page = press(url, open_page(url)[2], "allow", account=THREADS_LENA)
    assert status == 302, page
    terminal.say(headers["Location"])
    assert "@lenas.bakery" in terminal.end()
