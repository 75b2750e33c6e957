# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A number at WhatsApp, at the practice services: proved by the code that comes to the phone, and what goes wrong on the way."""
import re

import pytest

from harness.backend import build_dir
from harness.practice import PHONE_JO, PHONE_LENA
from harness.processes import wait_for
from harness.terminal import Terminal

LENA = "+" + PHONE_LENA


@pytest.fixture
def backend(make_backend, practice):
    practice.control("apps", service="whatsapp", needs_proof=True)
    return make_backend(practice=practice.base)


def begin(api, number=LENA, **more):
    return api.post("/v1/link-attempts", {"service": "whatsapp", "number": number, **more})


def codes(practice, number=PHONE_LENA):
    return [message["text"] for message in practice.held("messages", number=number, kind="code")]


def tell(api, attempt, code):
    return api.request("POST", f"/v1/link-attempts/{attempt.json['id']}/code", {"code": code})


def wrong(code):
    return f"{(int(code) + 1) % 1000000:06}"


def test_whole_way(api, practice):
    attempt = begin(api, "0044 (7700) 900-101")
    assert (attempt.status, attempt.json["state"], attempt.json["number"]) == (201, "code", LENA)
    assert "authorization_url" not in attempt.json
    code, = codes(practice)
    assert re.fullmatch("[0-9]{6}", code) and code in practice.page("phone")
    assert api.get("/v1/accounts").json["items"] == []
    done = tell(api, attempt, f"{code[:3]} {code[3:]}")
    assert (done.status, done.json["state"]) == (200, "done")
    account = api.get(f"/v1/accounts/{done.json['account_id']}").json
    assert (account["handle"], account["remote_id"], account["state"]) == (LENA, PHONE_LENA, "on")
    assert api.request("POST", f"/v1/accounts/{account['id']}/check").json["state"] == "on"
    assert not practice.tokens() and not practice.held("subscriptions")
    assert tell(api, attempt, code).problem == "conflict"
    removal = api.delete(f"/v1/accounts/{account['id']}")
    assert removal.status == 202
    assert next(line for line in removal.json["lines"] if line["step"] == "revoked")["count"] == 0, "there was no permission"
    wait_for(lambda: not api.get("/v1/accounts").json["items"], 30, "the account is gone")


def test_five_tries(api, practice):
    attempt = begin(api)
    code, = codes(practice)
    assert [tell(api, attempt, wrong(code)).problem for _ in range(5)] == ["wrong-code"] * 5
    ended = api.get(f"/v1/link-attempts/{attempt.json['id']}").json
    assert (ended["state"], ended["error"]) == ("failed", "wrong-code")
    assert tell(api, attempt, code).problem == "conflict"
    assert api.get("/v1/accounts").json["items"] == []


def test_the_code_of_another_attempt(api, practice):
    first, second = begin(api), begin(api, "+" + PHONE_JO)
    assert tell(api, first, codes(practice, PHONE_JO)[0]).problem == "wrong-code"
    assert tell(api, second, codes(practice, PHONE_JO)[0]).status == 200
    assert [account["remote_id"] for account in api.get("/v1/accounts").json["items"]] == [PHONE_JO]


def test_cancelled_is_over(api, practice):
    attempt = begin(api)
    assert api.delete(f"/v1/link-attempts/{attempt.json['id']}").status == 204
    assert tell(api, attempt, codes(practice)[0]).problem == "not-found"


def test_nobody_is_pestered(api, practice):
    attempt = begin(api)
    again = api.request("POST", f"/v1/link-attempts/{attempt.json['id']}/send-again")
    assert (again.status, again.problem) == (429, "rate-limited")
    problems = []
    for _ in range(6):
        practice.advance(10_000)
        problems.append(begin(api).problem)
    assert problems[:5] == [None] * 5 and problems[5] == "rate-limited"
    assert len(codes(practice)) == 6


@pytest.mark.parametrize("number", ["07700 900101", "+44", "hello", "+0123456789", "+44 7700 900101 900101", "+44x7700900101", ""])
def test_what_is_no_number(api, practice, number):
    assert begin(api, number).problem == "invalid" and not practice.held("messages")


@pytest.mark.parametrize("code, subcode, problem", [(131030, None, "number-refused"), (131026, None, "number-refused"), (190, 463, "app-refused"),
                                                    (132001, None, "app-refused"), (133010, None, "app-refused"), (10, None, "app-refused"),
                                                    (100, 33, "app-refused"), (80007, 2446079, "rate-limited"), (131056, None, "rate-limited"),
                                                    (2, None, "service-failed")])
def test_what_the_service_refuses(api, practice, code, subcode, problem):
    practice.faults({"kind": "error", "method": "POST", "code": code, "status": 400, **({"subcode": subcode} if subcode else {})})
    assert begin(api).problem == problem
    assert api.get("/v1/accounts").json["items"] == [] and not practice.held("messages")


def test_browser_and_code_are_not_the_same(api):
    assert api.post("/v1/link-attempts", {"service": "whatsapp"}).problem == "invalid"
    assert api.post("/v1/link-attempts", {"service": "threads", "number": LENA}).problem == "invalid"


def test_acctl(api, backend, practice, session):
    command = [build_dir() / "src/cli/acctl", "--socket", backend.socket, "accounts", "add", "whatsapp", f"--number={LENA}"]
    terminal = Terminal(list(map(str, command)), session.env)
    terminal.wait(lambda shown: LENA in shown)
    code, = codes(practice)
    terminal.say("again")
    terminal.wait(lambda shown: "wait a few minutes" in shown)
    terminal.say(wrong(code))
    terminal.wait(lambda shown: "not the code" in shown)
    terminal.say(code)
    terminal.end()
    assert [account["handle"] for account in api.get("/v1/accounts").json["items"]] == [LENA]
