# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is this the right account? Until the person has said so nothing of it is here, and afterwards nothing is left at the service."""
import re

import pytest

from harness.backend import build_dir
from harness.job import begin, failure, finish
from harness.policy import Policies, feature
from harness.practice import BAKERY_PAGE, CHOIR_PAGE, FACEBOOK_LENA, THREADS_CHOIR, THREADS_LENA, come_back, consent
from harness.processes import wait_for
from harness.terminal import Terminal


@pytest.fixture
def backend(make_backend, practice):
    return make_backend(practice=practice.base)


def attempt_state(api, attempt):
    return api.get(attempt.headers["location"]).json


def ask(api, person=THREADS_LENA, service="threads", **more):
    """The attempt once it asks."""
    attempt = begin(api, service, "", confirm=True)
    consent(attempt, person, **more)
    wait_for(lambda: attempt_state(api, attempt)["state"] == "confirm", 30, "it asks")
    return attempt


def confirm(api, attempt, **more):
    return api.request("POST", attempt.headers["location"] + "/confirm", more)


def is_nothing(api, practice):
    return not api.get("/v1/accounts").json["items"] and not practice.tokens() and api.get("/v1/backend").json["accounts"] == 0


def test_asks_before_it_is_added(api, practice):
    attempt = ask(api)
    asked = attempt_state(api, attempt)
    assert (asked["found"]["handle"], asked["found"]["display_name"]) == ("@lenas.bakery", "Lena’s Bakery")
    assert "account_id" not in asked and api.get("/v1/accounts").json["items"] == [] and api.get("/v1/backend").json["accounts"] == 0
    assert confirm(api, attempt, choice="x").problem == "invalid"
    done = confirm(api, attempt).json
    assert done["state"] == "done" and "already" not in done
    assert [account["id"] for account in api.get("/v1/accounts").json["items"]] == [done["account_id"]]
    assert api.request("POST", f"/v1/accounts/{done['account_id']}/check").json["state"] == "on"
    assert confirm(api, attempt).problem == "conflict"


def test_not_me(api, practice):
    attempt = ask(api)
    assert practice.tokens()
    assert api.delete(attempt.headers["location"]).status == 204
    wait_for(lambda: is_nothing(api, practice), 20, "nothing is left")


def test_everything_is_deleted(api, practice):
    """Also what was only asked about."""
    confirm(api, ask(api, THREADS_CHOIR))
    ask(api)
    assert {token["person"] for token in practice.tokens()} == {THREADS_CHOIR, THREADS_LENA}
    assert api.delete("/v1/data").status == 200
    wait_for(lambda: is_nothing(api, practice), 20, "nothing is left")


@pytest.mark.parametrize("step", ["begun", "signed-in", "asked", "not-me", "confirmed"])
def test_killed(backend, practice, step):
    """At each step; what is agreed to is kept, and of everything else nothing is left, here or at the service."""
    api = backend.api
    attempt = begin(api, "threads", "", confirm=True) if step in ("begun", "signed-in") else ask(api)
    if step == "signed-in":
        practice.faults({"host": "graph.threads.net", "path": "v1.0/me", "method": "GET", "kind": "slow", "amount": 300})
        consent(attempt, THREADS_LENA)
    elif step == "not-me":
        api.delete(attempt.headers["location"])
    elif step == "confirmed":
        confirm(api, attempt)
    backend.restart()
    if step == "confirmed":
        assert len(api.get("/v1/accounts").json["items"]) == 1 and practice.tokens()
    else:
        assert api.get(attempt.headers["location"]).problem == "not-found" and api.get("/v1/accounts").json["items"] == []
    if step in ("begun", "asked", "not-me"):
        wait_for(lambda: is_nothing(api, practice), 20, "nothing is left")


def test_known_account_is_proved(api, practice):
    account = finish(api, signed_in(api))
    before = api.get(f"/v1/accounts/{account}").json
    done = signed_in(api, confirm=True)
    assert finish(api, done) == account
    assert attempt_state(api, done)["already"] and api.get(f"/v1/accounts/{account}").json["proved_at"] > before["proved_at"]


def signed_in(api, person=THREADS_LENA, leave_out=(), service="threads", **more):
    attempt = begin(api, service, "", **more)
    consent(attempt, person, leave_out=leave_out)
    return attempt


def test_a_failed_sign_in_takes_nothing_from_another(api, practice):
    """The permission is one for all sign-ins of a person."""
    account = finish(api, signed_in(api))
    assert failure(api, signed_in(api, leave_out=("may.threads_content_publish",))) == "scope-missing"
    assert failure(api, signed_in(api, THREADS_CHOIR, leave_out=("may.threads_content_publish",))) == "scope-missing"
    assert api.request("POST", f"/v1/accounts/{account}/check").json["state"] == "on"
    assert {token["person"] for token in practice.tokens()} == {THREADS_LENA}
    assert api.delete(ask(api, THREADS_CHOIR).headers["location"]).status == 204
    wait_for(lambda: {token["person"] for token in practice.tokens()} == {THREADS_LENA}, 20, "the other one is given back")


def test_one_of_several_pages(api, practice):
    attempt = ask(api, FACEBOOK_LENA, "facebook")
    choices = attempt_state(api, attempt)["choices"]
    assert [choice["remote_id"].split("/")[1] for choice in choices] == [BAKERY_PAGE, CHOIR_PAGE]
    assert confirm(api, attempt).problem == "invalid"
    choir = confirm(api, attempt, choice=choices[1]["remote_id"]).json["account_id"]
    assert api.get(f"/v1/accounts/{choir}").json["handle"] == choices[1]["handle"]
    attempt = ask(api, FACEBOOK_LENA, "facebook")
    bakery = confirm(api, attempt, choice=choices[0]["remote_id"]).json["account_id"]
    assert len(api.get("/v1/accounts").json["items"]) == 2
    assert finish(api, signed_in(api, FACEBOOK_LENA, service="facebook", account_id=choir)) == choir
    undoing = api.delete(f"/v1/accounts/{bakery}").json["id"]
    revoked = wait_for(lambda: next((line for line in api.get(f"/v1/undoings/{undoing}").json["lines"]
                                     if line["step"] == "revoked" and line["state"] == "done"), None), 20, "it is told")
    assert revoked["kept_for"] == choir
    assert api.request("POST", f"/v1/accounts/{choir}/check").json["state"] == "on"
    api.delete(f"/v1/accounts/{choir}")
    wait_for(lambda: is_nothing(api, practice), 20, "nothing is left")


def test_app_password(make_backend, pds):
    api = make_backend(plc=pds.plc).api
    body = {"service": "bluesky", "server": pds.base, "identifier": pds.bob["handle"], "password": pds.bob["app_password"], "confirm": True}
    asked = api.post("/v1/accounts", body)
    assert asked.status == 202 and asked.json["state"] == "confirm" and asked.json["found"]["handle"] == pds.bob["handle"]
    assert api.get("/v1/accounts").json["items"] == []
    assert api.delete(asked.headers["location"]).status == 204
    wait_for(lambda: api.get("/v1/backend").json["waiting"] == 0, 10, "it is given back")
    done = confirm(api, api.post("/v1/accounts", body)).json
    account = api.get(f"/v1/accounts/{done['account_id']}").json
    assert account["verified_links"] == [{"url": f"https://{pds.bob['handle']}", "state": "verified"}]
    again = api.post("/v1/accounts", body).json
    assert again["state"] == "done" and again["already"] and again["account_id"] == done["account_id"]


def test_kinds_of_accounts(make_backend, practice, tmp_path):
    """What kind it is the service tells with the sign-in; one that the policy isn't for is given back."""
    policies = Policies(tmp_path / "policies")
    policies.put(2, feature("facebook", account_types=["profile"]))
    api = make_backend(*policies.options, practice=practice.base).api
    assert failure(api, signed_in(api, FACEBOOK_LENA, service="facebook")) == "not-available"
    wait_for(lambda: is_nothing(api, practice), 20, "nothing is left")


class Typing:
    """acctl accounts add, at a terminal."""
    def __init__(self, session, backend):
        command = [build_dir() / "src/cli/acctl", "--socket", backend.socket, "accounts", "add", "facebook"]
        self.terminal = Terminal(list(map(str, command)), session.env)
        address = self.terminal.wait(lambda shown: re.search(r"^(http\S+oauth\S+)\r$", shown, re.M))[1]
        come_back(address, FACEBOOK_LENA)
        self.terminal.wait(lambda shown: "Which one is to be added?" in shown)


def test_acctl_lets_choose(api, backend, session):
    typing = Typing(session, backend)
    typing.terminal.say("3")
    typing.terminal.wait(lambda shown: "not accepted" in shown)
    typing.terminal.say("2")
    shown = typing.terminal.end()
    chosen, = api.get("/v1/accounts").json["items"]
    assert re.search(rf"^2  .*{re.escape(chosen['handle'])}", shown, re.M), shown


def test_acctl_takes_a_no(api, backend, practice, session):
    typing = Typing(session, backend)
    typing.terminal.say("no")
    typing.terminal.wait(lambda shown: typing.terminal.ended)
    assert typing.terminal.running.wait(30) == 1 and api.get("/v1/accounts").json["items"] == []
    wait_for(lambda: not practice.tokens(), 30, "nothing is left at the service")
