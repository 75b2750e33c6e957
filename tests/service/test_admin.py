# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The administrator of a hosted backend, at their socket: people, quotas, services."""
import concurrent.futures
import json
import os
import re
import subprocess

import pytest

from harness.backend import build_dir
from harness.contract import Api
from harness.hosted import TcpApi
from harness.job import add_bluesky, share, wait_state
from harness.processes import wait_for

both_engines = pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)
NOBODY = "01234567-89ab-8def-8123-456789abcdef"


class Admin:
    def __init__(self, hosted, socket):
        self.hosted, self.socket, self.api = hosted, socket, Api(socket)

    def run(self, *arguments, status=0, json_wanted=False):
        command = [build_dir() / "src/cli/acctl", *(["--json"] if json_wanted else []), "--socket", self.socket, "admin", *arguments]
        done = subprocess.run(command, env=self.hosted.session.env, capture_output=True, text=True, timeout=120)
        assert done.returncode == status, done
        return done.stdout + done.stderr if status else done.stdout

    def json(self, *arguments):
        text = self.run(*arguments, json_wanted=True)
        return json.loads(text) if text else None


@pytest.fixture
def make_admin(make_hosted, tmp_path):
    def make(**more):
        socket = tmp_path / "admin" / "socket"
        hosted = make_hosted(listen=f"[admin]\nsocket={socket}\n", **more)
        return Admin(hosted, socket)
    return make


@both_engines
def test_people(make_admin, issuer):
    admin = make_admin()
    assert admin.json("people") == {"items": []}
    for name in ("ada", "bob"):
        assert admin.hosted.api(name).get("/v1/backend").status == 200
    people = admin.json("people")["items"]
    ada = admin.json("person", "ada")
    assert len(people) == 2 and ada in people and admin.json("person", ada["id"]) == ada
    assert {name: ada[name] for name in ("accounts", "statuses", "blocked", "max_accounts")} == {
        "accounts": 0, "statuses": 0, "blocked": False, "max_accounts": 0}
    assert ada["id"] in admin.run("people") and re.search(r"Accounts: +0\n", admin.run("person", "ada"))
    assert "There is no such" in admin.run("person", "eve", status=1) and "no such" in admin.run("person", NOBODY, status=1)


@both_engines
def test_blocked(make_admin, pds, issuer):
    admin = make_admin(plc=pds.plc)
    ada, bob = admin.hosted.api("ada"), admin.hosted.api("bob")
    account = add_bluesky(ada, pds)
    assert bob.get("/v1/backend").status == 200
    assert admin.json("block", "ada")["blocked"] is True
    answer = ada.get("/v1/backend")
    assert (answer.status, answer.problem) == (403, "blocked")
    assert TcpApi(admin.hosted.port, issuer.token("ada")).get("/v1/accounts").problem == "blocked"
    assert bob.get("/v1/backend").status == 200
    assert admin.json("unblock", "ada")["blocked"] is False
    assert ada.get("/v1/backend").json["sharing_stopped"] is True
    assert ada.post(f"/v1/accounts/{account}/check").status == 200, "nothing is lost"


def test_quotas(make_admin, pds):
    admin = make_admin(plc=pds.plc, limits="accounts-per-person=1\nstatuses-per-day=2\n")
    ada = admin.hosted.api("ada")
    first = add_bluesky(ada, pds)
    again = {"service": "bluesky", "server": pds.base, "identifier": pds.bob["handle"], "password": pds.bob["app_password"]}
    assert ada.post("/v1/accounts", again).problem == "quota-reached"
    assert ada.post("/v1/link-attempts", {"service": "bluesky", "server": pds.base}).problem == "quota-reached"
    assert ada.post("/v1/link-attempts", {"service": "bluesky", "server": pds.base, "account_id": first}).status == 201
    ada.put("/v1/sharing", {"stopped": True})
    assert [share(ada, f"Number {n}", first).status for n in range(3)] == [201, 201, 403]

    ruled = admin.json("quota", "ada", "--accounts=2", "--statuses=3")
    assert (ruled["max_accounts"], ruled["max_statuses_per_day"]) == (2, 3)
    assert ada.post("/v1/accounts", again).status == 201
    assert [share(ada, f"Again {n}", first).problem for n in range(2)] == [None, "quota-reached"]
    assert admin.json("quota", "ada", "--accounts=0")["max_accounts"] == 0
    assert "number" in admin.run("quota", "ada", status=2) and "number" in admin.run("quota", "ada", "--accounts=many", status=2)


def test_two_accounts_at_once(make_admin, make_proxy, pds):
    """Both were let in before either was there: the quota holds where they are stored, and what was got for the other is given back."""
    before_pds, before_plc = make_proxy(pds.base), make_proxy(pds.plc)
    before_plc.rewrite({pds.base: before_pds.base})
    api = make_admin(plc=before_plc.base, limits="accounts-per-person=1\n").hosted.api("ada")
    before_pds.faults("slow_answer", method="POST", path="createSession", count=2, delay=5)

    def add(who):
        return api.post("/v1/accounts", {"service": "bluesky", "server": before_pds.base, "identifier": who["handle"],
                                         "password": who["app_password"]})
    with concurrent.futures.ThreadPoolExecutor() as both:
        answers = list(both.map(add, (pds.alice, pds.bob)))
    assert sorted((answer.status, answer.problem) for answer in answers) == [(201, None), (403, "quota-reached")]
    assert len(api.get("/v1/accounts").json["items"]) == 1
    assert [entry["path"].split(".")[-1] for entry in before_pds.requests()].count("deleteSession") == 1


def test_erased(make_admin, pds):
    admin = make_admin(plc=pds.plc)
    ada, bob = admin.hosted.api("ada"), admin.hosted.api("bob")
    add_bluesky(ada, pds)
    kept = add_bluesky(bob, pds, pds.bob)
    admin.run("erase", "ada")
    assert ada.get("/v1/accounts").json["items"] == []
    assert [item["id"] for item in bob.get("/v1/accounts").json["items"]] == [kept]
    assert bob.post(f"/v1/accounts/{kept}/check").status == 200
    assert "no such" in admin.run("erase", NOBODY, status=1)


def test_a_service_is_turned_off(make_admin, pds):
    admin = make_admin(plc=pds.plc)
    ada = admin.hosted.api("ada")
    account = add_bluesky(ada, pds)
    status = share(ada, "While it was on", account).json["id"]
    wait_state(ada, status, "live")
    assert re.search(r"bluesky +Bluesky +off", admin.run("turn", "bluesky", "off"))
    services = {item["id"]: item.get("unavailable") for item in ada.get("/v1/services").json["items"]}
    assert (services["mastodon"], services["bluesky"], services["facebook"]) == (None, "administrator", "app-keys")
    assert ada.post("/v1/link-attempts", {"service": "bluesky", "server": pds.base}).problem == "not-available"
    assert share(ada, "While it is off", account).problem == "not-available"
    assert ada.delete(f"/v1/statuses/{status}").status == 202
    wait_state(ada, status, "removed")
    admin.run("turn", "bluesky", "on")
    assert share(ada, "On again", account).status == 201
    assert "no such" in admin.run("turn", "letters", "off", status=1) and "on or off" in admin.run("turn", "bluesky", "maybe", status=2)


def test_who_may(make_admin):
    """The administrator's paths are at their socket only, the people's are not there, and nobody else comes in."""
    admin = make_admin()
    ada = admin.hosted.api("ada")
    assert ada.get("/v1/backend").status == 200
    assert [ada.get(path).status for path in ("/admin/v1/people", "/admin/v1/services")] == [404, 404]
    assert [admin.api.get(path).status for path in ("/v1/backend", "/v1/accounts")] == [404] * 2
    assert admin.api.request("GET", "/admin/v1/people", headers={"Origin": "https://evil.example"}).status == 403
    assert admin.socket.stat().st_mode & 0o777 == 0o600 and admin.socket.parent.stat().st_mode & 0o777 == 0o700
    admin.hosted.stop()
    assert "backend" in admin.run("people", status=1) and not admin.socket.exists()
    admin.hosted.start()
    wait_for(lambda: admin.json("people")["items"], 10, "it comes back")
    assert os.path.exists(admin.socket)
