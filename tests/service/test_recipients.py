# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who asks for what accounts hold: OAuth clients of the host, and the practice services, each refused until the person says yes, and after
they said no."""
import base64
import re
import urllib.parse

import pytest

from harness.hosted import TcpApi
from harness.job import begin, finish
from harness.practice import FACEBOOK_LENA, PHONE_JO, PHONE_LENA, consent, open_page

both_engines = pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Recipient:
    """A service, or an app of the host's, that asks with its secret."""
    def __init__(self, hosted, client, secret):
        self.api, self.client, self.secret = TcpApi(hosted.port), client, secret

    def token(self, grant="client_credentials", **more):
        basic = base64.b64encode(f"{self.client}:{self.secret}".encode()).decode()
        return self.api.request("POST", "/oauth/token", headers={"Authorization": f"Basic {basic}", **FORM},
                                raw=urllib.parse.urlencode({"grant_type": grant, **more}).encode())

    def ask(self, method, path, body=None):
        return self.api.request(method, path, body, {"Authorization": f"Bearer {self.token().json['access_token']}"})

    def people(self):
        return [item["id"] for item in self.ask("GET", "/v1/people").json["items"]]

    def data(self, person, purpose="ads", category="profile", service="whatsapp"):
        return self.ask("GET", f"/v1/people/{person}/data?purpose={purpose}&category={category}&service={service}")


@pytest.fixture
def hosted(make_hosted, practice, tmp_path):
    lines = []
    for client, secret in (("whatsapp", "of whatsapp"), ("facebook", "of facebook"), ("helper", "of the helper")):
        (tmp_path / client).write_text(secret + "\n")
        (tmp_path / client).chmod(0o600)
        lines += [f"[recipient-{client}]", f"secret-file={tmp_path / client}"] + (["name=Helper"] if client == "helper" else [])
    return make_hosted(practice=practice.base, limits="\n".join(lines))


def add(api, practice, number=PHONE_LENA):
    attempt = api.post("/v1/link-attempts", {"service": "whatsapp", "number": "+" + number})
    code = practice.held("messages", number=number, kind="code")[-1]["text"]
    return api.request("POST", f"/v1/link-attempts/{attempt.json['id']}/code", {"code": code}).json["account_id"]


def say(api, account, value, recipient="whatsapp", purpose="ads", **more):
    answer = api.put("/v1/choices", {"account_id": account, "recipient": recipient, "purpose": purpose, "value": value, "words_version": 1,
                                     "categories": ["profile"] if value else [], **more})
    assert answer.status == 200, answer.json
    return answer.json


def lines(api, who="whatsapp"):
    return [(use["purpose"], use["allowed"], use["reason"]) for use in api.get(f"/v1/ledger?recipient={who}").json["items"] if use["deed"] == "read"][::-1]


def test_who_gets_a_token(hosted):
    good = Recipient(hosted, "whatsapp", "of whatsapp")
    answer = good.token()
    assert answer.status == 200 and answer.headers["cache-control"] == "no-store" and answer.json["token_type"] == "Bearer"
    assert (good.token("password").status, good.token("password").json) == (400, {"error": "unsupported_grant_type"})
    assert good.token(scope="all").json == {"error": "invalid_request"}
    for client, secret in (("whatsapp", "of facebook"), ("nobody", "of whatsapp"), ("whatsapp", "")):
        refused = Recipient(hosted, client, secret).token()
        assert (refused.status, refused.json) == (401, {"error": "invalid_client"}) and refused.headers["www-authenticate"].startswith("Basic")
    assert good.api.get("/oauth/token").status == 405 and good.api.get("/oauth/other").status == 404
    token = answer.json["access_token"]
    client, until, code = token.split(".")
    for bad in (f"facebook.{until}.{code}", f"{client}.{int(until) + 1}.{code}", f"{client}.{until}.{code[:-1]}", "x", f"{client}.1.{code}"):
        asked = good.api.request("GET", "/v1/people", headers={"Authorization": f"Bearer {bad}"})
        assert (asked.status, asked.problem, asked.headers["www-authenticate"]) == (401, "sign-in-required", 'Bearer error="invalid_token"')
    assert good.api.request("GET", "/v1/accounts", headers={"Authorization": f"Bearer {token}"}).status == 401


def test_a_person_is_nobody_there(hosted):
    ada = hosted.api("ada")
    assert ada.get("/v1/people").status == 401
    assert ada.get("/v1/people/count").status == 401


@both_engines
def test_asked_and_refused_and_given(hosted, practice):
    ada, bob = hosted.api("ada"), hosted.api("bob")
    whatsapp, facebook = Recipient(hosted, "whatsapp", "of whatsapp"), Recipient(hosted, "facebook", "of facebook")
    account = add(ada, practice)
    add(bob, practice, PHONE_JO)
    people = whatsapp.people()
    assert len(people) == 2 and facebook.people() == []
    answers = [whatsapp.data(person) for person in people]
    assert [(answer.status, answer.problem) for answer in answers] == [(403, "use-refused")] * 2
    say(ada, account, True)
    given = [whatsapp.data(person) for person in people]
    assert sorted(answer.status for answer in given) == [200, 403]
    person = next(person for person, answer in zip(people, given) if answer.status == 200)
    assert whatsapp.data(person).json["items"] == [{"service": "whatsapp", "value": "+" + PHONE_LENA}]
    for other in ({"purpose": "improve"}, {"category": "phone-number"}, {"category": "status"}, {"service": "mastodon"}):
        refused = whatsapp.data(person, **other)
        assert (refused.status, refused.problem) == (403, "use-refused") and set(refused.json) == {"type", "title", "status", "detail"} | set(refused.json) & {"detail"}
    # The same words for somebody who isn't there; and another recipient's name for them is nobody's.
    assert whatsapp.data("00000000-0000-8000-8000-000000000000").json == whatsapp.data(person, "improve").json
    assert facebook.data(person).problem == "use-refused"
    ada.put("/v1/sharing", {"stopped": True})
    assert whatsapp.data(person).status == 403
    ada.put("/v1/sharing", {"stopped": False})
    assert whatsapp.data(person).status == 200
    ada.request("PATCH", "/v1/privacy", {"keep_separate": True, "words_version": 1})
    assert whatsapp.data(person).status == 403
    ada.request("PATCH", "/v1/privacy", {"keep_separate": False, "words_version": 1})
    say(ada, account, False)
    assert [whatsapp.data(person).status for _ in range(5)] == [403] * 5
    told = lines(ada)
    assert told[:3] == [("ads", False, "not-asked"), ("ads", True, "given"), ("ads", True, "given")]
    assert ("ads", False, "sharing-stopped") in told and ("ads", False, "kept-separate") in told and told[-5:] == [("ads", False, "withdrawn")] * 5
    assert {allowed for _, allowed, _ in lines(bob)} == {False}
    assert ada.post("/v1/ledger/check").json["fault"] == "none"


def test_needed_for_what_was_asked(hosted, practice):
    ada, whatsapp = hosted.api("ada"), Recipient(hosted, "whatsapp", "of whatsapp")
    account = add(ada, practice)
    person, = whatsapp.people()
    assert whatsapp.data(person, "provide").status == 200
    say(ada, account, False, purpose="provide")
    assert whatsapp.data(person, "provide").problem == "use-refused"


def test_terms_that_grow(hosted, practice):
    """A yes is to what was said then; who wants more has to ask anew, and the difference is shown."""
    ada, whatsapp = hosted.api("ada"), Recipient(hosted, "whatsapp", "of whatsapp")
    account = add(ada, practice)
    person, = whatsapp.people()

    def declare(*categories, **more):
        return whatsapp.ask("PUT", "/v1/terms", {"terms": [{"purpose": "ads", "categories": list(categories), **more}]})
    assert declare("profile", kept_days=30).status == 204
    recipient = next(item for item in ada.get("/v1/recipients").json["items"] if item["id"] == "whatsapp")
    assert recipient["linked"] and [(terms["purpose"], terms["version"], terms["kept_days"]) for terms in recipient["terms"]] == [("ads", 1, 30)]
    choice = say(ada, account, True, terms_version=1)
    assert choice["terms_version"] == 1 and "wider" not in choice and whatsapp.data(person).status == 200
    assert declare("profile", kept_days=10).status == 204 and whatsapp.data(person).status == 200
    assert declare("profile", "usage", kept_days=10).status == 204
    assert whatsapp.data(person).problem == "use-refused"
    wider = ada.get(f"/v1/choices/{choice['id']}").json["wider"]
    assert (wider["version"], wider["categories"], wider["kept_days"]) == (2, ["usage"], 10)
    assert ada.put("/v1/choices", {"account_id": account, "recipient": "whatsapp", "purpose": "ads", "value": True, "words_version": 1,
                                   "categories": ["profile"], "terms_version": 1}).problem == "conflict"
    again = say(ada, account, True, terms_version=2)
    assert again["consent"] == "renewed" and "wider" not in again and whatsapp.data(person).status == 200
    assert whatsapp.data(person, category="phone-number").problem == "use-refused"
    assert declare("profile", "usage").status == 204 and whatsapp.data(person).problem == "use-refused"
    undone = ada.post(f"/v1/choices/{choice['id']}/undo", {"receipt_id": again["receipt_id"], "words_version": 1}).json
    assert undone["terms_version"] == 1 and undone["wider"]["version"] == 3 and whatsapp.data(person).problem == "use-refused"
    told = [use["reason"] for use in ada.get("/v1/ledger?recipient=whatsapp").json["items"] if use["deed"] == "change" and not use["allowed"]]
    assert told == ["wider-terms"] * 2
    for bad in ({"purpose": "spying", "categories": []}, {"purpose": "ads"}, {"purpose": "ads", "categories": ["soul"]}, "ads"):
        assert whatsapp.ask("PUT", "/v1/terms", {"terms": [bad]}).status == 400


def test_who_may_ask(hosted, practice):
    ada = hosted.api("ada")
    account = add(ada, practice)
    say(ada, account, False, "app:org.example.App")
    listed = {item["id"]: item["kind"] for item in ada.get("/v1/recipients").json["items"]}
    assert listed == {"whatsapp": "service", "host": "host", "server:helper": "server-app", "app:org.example.App": "desktop-app"}
    helper = Recipient(hosted, "helper", "of the helper")
    assert helper.people() == []
    say(ada, account, True, "server:helper", "improve")
    person, = helper.people()
    assert person not in Recipient(hosted, "whatsapp", "of whatsapp").people()
    assert helper.data(person, "improve").status == 200 and helper.data(person).problem == "use-refused"
    assert ada.get("/v1/data").json["items"] == [{"account_id": account, "categories": ["phone-number", "profile"]}]


def test_counting_people(hosted, practice):
    """Fewer than twenty are none; whoever said no isn't counted, and each ledger tells."""
    ada, bob, whatsapp = hosted.api("ada"), hosted.api("bob"), Recipient(hosted, "whatsapp", "of whatsapp")
    account = add(ada, practice)
    add(bob, practice, PHONE_JO)
    say(ada, account, False, purpose="count-people")
    answer = whatsapp.ask("GET", "/v1/people/count")
    assert answer.status == 200 and answer.json["at_least"] == 0
    assert whatsapp.ask("GET", "/v1/people/count").json == answer.json
    assert lines(ada) == [("count-people", False, "refused")] and lines(bob) == [("count-people", True, "counts-only")]
    person = whatsapp.people()[0]
    assert whatsapp.data(person, "count-people", "usage").problem == "use-refused"


def test_what_the_file_says_of_recipients(make_hosted, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "secret").chmod(0o600)
    for group, why in (("[recipient-Bad]\nsecret-file=/x", "small letters"), ("[recipient-app]\nname=App", "secret-file"),
                       (f"[recipient-app]\nsecret-file={tmp_path / 'secret'}", "name"), (f"[recipient-app]\nname=x\nsecret={tmp_path}", "no such key")):
        with pytest.raises(Exception, match=why):
            make_hosted(limits=group)


def practise(make_backend):
    backend = make_backend("--practice")
    base = backend.api.get("/v1/backend").json["practice_services"]
    return backend.api, base


def press_ask(base, question):
    status, headers, _ = open_page(base + "/asks", {"question": question}, {"Origin": base})
    assert status in (302, 303) and headers["Location"].endswith("/asks")
    article = re.search(rf"<article>(?:(?!</article>).)*{question}", open_page(base + "/asks")[2], re.S)[0]
    return re.findall("<p>(It was [a-z]+|[^<]*)", article)[0]


def test_practice_services_ask(make_backend):
    """Facebook asks for the WhatsApp number to show ads: really, and really refused."""
    api, base = practise(make_backend)
    assert "know you" in press_ask(base, "facebook-number")
    attempt = begin(api, "facebook", "")
    consent(attempt, FACEBOOK_LENA)
    finish(api, attempt)
    attempt = api.post("/v1/link-attempts", {"service": "whatsapp", "number": "+" + PHONE_LENA})
    code = re.search(r"<h3>([0-9]{6})</h3>", open_page(base + "/phone")[2])[1]
    account = api.request("POST", f"/v1/link-attempts/{attempt.json['id']}/code", {"code": code}).json["account_id"]
    assert press_ask(base, "facebook-number").startswith("It was refused")
    say(api, account, True, "facebook", categories=["phone-number"])
    assert press_ask(base, "facebook-number").startswith("It was given")
    say(api, account, False, "facebook")
    assert press_ask(base, "facebook-number").startswith("It was refused")
    told = lines(api, "facebook")
    assert told == [("ads", False, "not-asked"), ("ads", True, "given"), ("ads", False, "withdrawn")]
