# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What WhatsApp tells a hosted backend: believed when the app's secret has signed it, and nothing of it is kept."""
import hashlib
import hmac
import json
import socket
import urllib.parse

import pytest

from harness.canaries import LEDGER
from harness.hosted import TcpApi, free_port, write_secret
from harness.practice import PHONE_LENA

PATH = "/webhooks/whatsapp"
WORD = "the word that was agreed on"
SAID = "meet me at nine, by the old mill"
GRAPH = "graph.facebook.com/v23.0"


class Person(TcpApi):
    def add_headers(self, headers):
        return super().add_headers({"Host": f"127.0.0.1:{self.port}", **headers})


class Hook(Person):
    def __init__(self, port, secret):
        super().__init__(port)
        self.secret = secret

    def sign(self, body):
        return "sha256=" + hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()

    def tell(self, body, signature):
        return self.request("POST", PATH, raw=body, headers={"X-Hub-Signature-256": signature} if signature else {}).status

    def tell_signed(self, body):
        return self.tell(body, self.sign(body))

    def ask(self, **query):
        return self.request("GET", f"{PATH}?" + urllib.parse.urlencode({f"hub.{name}": value for name, value in query.items()}))


@pytest.fixture
def hosted(make_hosted, practice, tmp_path):
    practice.control("apps", service="whatsapp", needs_proof=True)
    LEDGER.know("verify token", WORD)
    LEDGER.know("message text", SAID)
    write_secret(tmp_path / "word", WORD)
    write_secret(tmp_path / "secret", practice.apps["whatsapp"]["secret"])
    return make_hosted(practice=practice.base, port=free_port(), sign_in=f"[whatsapp]\nverify-token-file={tmp_path / 'word'}\n"
                       f"app-secret-file={tmp_path / 'secret'}\n")


@pytest.fixture
def hook(hosted, practice):
    return Hook(hosted.port, practice.apps["whatsapp"]["secret"])


def notice(*changes, **top):
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": list(changes)}], **top}).encode()


def change(**value):
    return {"field": "messages", "value": {"messaging_product": "whatsapp", **value}}


def state_of(message, state, code=131026):
    return {"id": message, "status": state, "recipient_id": PHONE_LENA, "errors": [{"code": code, "title": SAID}]}


def begin(person):
    answer = person.post("/v1/link-attempts", {"service": "whatsapp", "number": "+" + PHONE_LENA})
    assert answer.status == 201, answer
    return answer.json["id"]


def connect(hosted, hook, body, size):
    """A connection on which the head of a request was sent."""
    raw = socket.create_connection(("127.0.0.1", hosted.port), timeout=20)
    raw.sendall(f"POST {PATH} HTTP/1.1\r\nHost: {hosted.host}\r\nContent-Length: {size}\r\n"
                f"X-Hub-Signature-256: {hook.sign(body)}\r\n\r\n".encode())
    return raw


def sent(practice):
    return [message["id"] for message in practice.held("messages", kind="code")]


def test_a_code_that_does_not_arrive(hosted, hook, practice):
    app, person = practice.apps["whatsapp"], Person(hosted.port, hosted.issuer.token("lena", aud=hosted.audience))
    token, path = f"{app['id']}|{app['secret']}", f"{GRAPH}/{app['id']}/subscriptions"
    ask = {"object": "whatsapp_business_account", "callback_url": hosted.audience + PATH, "fields": "messages"}
    assert practice.refusal("POST", path, token, **ask, verify_token="another word") == (2200, None)
    assert practice.good("POST", path, token, **ask, verify_token=WORD) == {"success": True}

    attempt = begin(person)
    message, = sent(practice)

    def look():
        found = person.get(f"/v1/link-attempts/{attempt}").json
        return found["state"], found.get("error")
    for body in (notice(change(statuses=[state_of(message, "delivered")])), notice(change(statuses=[state_of("wamid.other", "failed")])),
                 notice(change(messages=[{"from": PHONE_LENA, "id": message, "type": "text", "text": {"body": SAID}}]))):
        assert hook.tell_signed(body) == 200
    body = notice(change(statuses=[state_of(message, "failed")]))
    assert hook.tell(body, hook.sign(body[:-1])) == 403
    assert look() == ("code", None)
    assert [hook.tell_signed(body) for _ in range(2)] == [200, 200]
    assert look() == ("failed", "number-refused")


def test_who_is_believed(make_hosted, hosted, hook):
    good, other = notice(), notice(change())
    signature = hook.sign(good)
    for wrong in (None, "", "sha256=", signature[:-2], signature + "00", signature[:-1] + "g", signature.replace("sha256", "sha1"), signature[7:],
                  hook.sign(other), f"{signature}, {signature}", "sha256=" + hashlib.sha256(good).hexdigest()):
        assert hook.tell(good, wrong) == 403, wrong
    assert hook.tell(b"{}", None) == 403, "the signature is looked at first"
    for strange in (b"", b"{", b"[]", b"\xff", notice(object="page"), notice(entry={}), notice(entry=[1]), notice({"field": 1}),
                    notice({"field": "messages", "value": []}), notice(change(statuses=[{"id": 1, "status": "failed"}]))):
        assert hook.tell_signed(strange) == 400, strange
    for fine in (good, other, notice({"field": "account_update", "value": 7}), notice(change(statuses=[], more=SAID))):
        assert hook.tell_signed(fine) == 200, fine
    with connect(hosted, hook, b"", 1 << 21) as large:
        assert large.recv(100).startswith(b"HTTP/1.1 413")

    asked = {"mode": "subscribe", "verify_token": WORD, "challenge": "1158201444"}
    assert hook.ask(**asked).body == b"1158201444"
    for wrong in ({"verify_token": "another"}, {"verify_token": ""}, {"verify_token": WORD + "x"}, {"mode": "unsubscribe"}, {"challenge": ""},
                  {"challenge": "<b>"}, {"challenge": "1" * 257}):
        assert hook.ask(**asked | wrong).status == 403, wrong
    assert hook.request("GET", PATH).status == 403
    assert (hook.request("PUT", PATH).status, hook.request("GET", PATH + "/x").status) == (405, 404)
    assert Hook(make_hosted(port=free_port()).port, hook.secret).tell_signed(good) in (401, 404)
    assert all(word not in hosted.log.read_text() for word in (SAID, PHONE_LENA))


def test_a_slow_one_holds_up_nobody(hosted, hook):
    body = notice()
    with connect(hosted, hook, body, len(body)) as slow:
        slow.sendall(body[:5])
        assert hook.tell_signed(body) == 200
        slow.sendall(body[5:])
        assert slow.recv(100).startswith(b"HTTP/1.1 200")
