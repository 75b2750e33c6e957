# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice services, used as an app and a person use the real ones."""
import hashlib
import hmac
import http.server
import json
import os
import re
import stat
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request

import pytest

from harness.backend import build_dir
from harness.peers import request_json
from harness.practice import (AT_HOME, BACK, BAKERY_PAGE, CHOIR_PAGE, DAY, FACEBOOK_JO, FACEBOOK_LENA, HOUR, LENA, PHONE_JO, PHONE_LENA,
                              THREADS_CHOIR, THREADS_LENA, open_page, press)
from harness.processes import Process, wait_for

THREADS, INSTAGRAM, GRAPH = "graph.threads.net/v1.0", "graph.instagram.com/v23.0", "graph.facebook.com/v23.0"
JPEG = b"\xff\xd8\xff\xe0" + b"picture " * 20


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        good = query.get("hub.verify_token") == "our word"
        body = query["hub.challenge"].encode() if good else self.server.picture
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((self.headers["X-Hub-Signature-256"], body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def web():
    """A server of an app's: it gives a picture, agrees to a subscription that knows the word, and keeps what it is told."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.picture, server.told, server.base = JPEG, [], f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def page_token(practice, page=BAKERY_PAGE):
    user = practice.sign_in("facebook", FACEBOOK_LENA)
    pages = practice.good("GET", GRAPH + "/me/accounts", user, fields="id,name,access_token,tasks")["data"]
    return next(each["access_token"] for each in pages if each["id"] == page)


@pytest.mark.parametrize("service, person", [("instagram", LENA), ("facebook", FACEBOOK_LENA), ("threads", THREADS_LENA)])
def test_a_person_decides(practice, service, person):
    url = practice.dialog(service)
    _, headers, page = open_page(url)
    assert "<script" not in page and "script-src" not in headers["Content-Security-Policy"] and "default-src 'none'" in headers[
        "Content-Security-Policy"]
    assert len(re.findall("<label>", page)) == len(re.findall('type="(?:radio|checkbox)"', page)) >= 3
    assert practice.consent(service, person, "deny") == {"error": "access_denied", "error_reason": "user_denied", "state": "a state",
                                                          "error_description": "The user denied your request"}
    assert not practice.tokens()
    back = practice.consent(service, person)
    assert back["state"] == "a state" and back["code"]
    assert open_page(practice.dialog(service, client_id="1"))[0] == 400
    assert "not known" in open_page(url + "&prompt=none")[2]
    assert open_page(practice.dialog(service, scope="everything"))[0] == 400
    assert open_page(url, {"answer": "allow", "account": person}, {"Origin": "http://elsewhere.example"})[0] == 403
    assert open_page(practice.base + "/apps", headers={"Host": "elsewhere.example"})[0] == 403
    assert request_json("GET", practice.base + "/apps") == (200, practice.apps)


def test_code_is_good_once(practice):
    app, path = practice.apps["threads"], "graph.threads.net/oauth/access_token"
    ask = {"client_id": app["id"], "client_secret": app["secret"], "redirect_uri": BACK, "grant_type": "authorization_code"}
    code = practice.consent("threads", THREADS_LENA)["code"]
    assert practice.refusal("POST", path, **ask | {"client_secret": "wrong"}, code=code) == (1, None)
    assert practice.refusal("POST", path, **ask | {"client_id": "7"}, code=code) == (101, None)
    assert practice.refusal("POST", path, **ask | {"redirect_uri": BACK + "2"}, code=code) == (100, 36008)
    assert practice.refusal("POST", path, **ask, code=code + "x") == (100, None)
    assert practice.good("POST", path, **ask, code=code)["user_id"] == int(THREADS_LENA)
    assert practice.refusal("POST", path, **ask, code=code) == (100, 36009)
    late = practice.consent("threads", THREADS_LENA)["code"]
    practice.advance(2 * HOUR)
    assert practice.refusal("POST", path, **ask, code=late) == (100, 36007)
    status, answer, _ = practice.call("POST", "api.instagram.com/oauth/access_token", **ask, code="x")
    assert (status, answer["error_type"]) == (400, "OAuthException")


def test_tokens_age(practice):
    token, host = practice.sign_in("threads", THREADS_LENA), "graph.threads.net"
    assert practice.refusal("GET", host + "/access_token", token, grant_type="th_exchange_token",
                            client_secret=practice.apps["threads"]["secret"]) == (452, None)
    assert practice.refusal("GET", host + "/refresh_access_token", token, grant_type="th_refresh_token") == (100, None)
    practice.advance(2 * DAY)
    renewed = practice.good("GET", host + "/refresh_access_token", token, grant_type="th_refresh_token")
    assert renewed["expires_in"] == 60 * 24 * 3600 and renewed["token_type"] == "bearer"
    assert practice.good("GET", THREADS + "/me", token, fields="id,username") == {"id": THREADS_LENA, "username": "lenas.bakery"}
    practice.advance(59 * DAY)
    assert practice.refusal("GET", THREADS + "/me", token) == (190, 463)
    token = renewed["access_token"]
    for why, subcode in (("password", 460), ("checkpoint", 459)):
        practice.control("tokens", service="threads", person=THREADS_LENA, why=why)
        assert practice.refusal("GET", THREADS + "/me", token) == (190, subcode)
        token = practice.sign_in("threads", THREADS_LENA)
    assert practice.refusal("GET", THREADS + "/me", token + "x") == (190, None)
    assert practice.refusal("GET", INSTAGRAM + "/me", token) == (190, None)
    assert practice.refusal("GET", THREADS + "/me") == (2500, None)
    assert practice.good("GET", THREADS + "/me?access_token=" + token)["id"] == THREADS_LENA


def test_what_was_not_allowed(practice):
    token = practice.sign_in("threads", THREADS_LENA, leave_out=("may.threads_content_publish",))
    assert practice.refusal("POST", THREADS + "/me/threads", token, media_type="TEXT", text="Hi") == (10, None)
    jo = practice.sign_in("facebook", FACEBOOK_JO)
    assert practice.good("GET", GRAPH + "/me/accounts", jo)["data"] == []
    about = practice.good("GET", THREADS + "/debug_token", token, input_token=token)["data"]
    assert about["is_valid"] and about["user_id"] == THREADS_LENA and about["scopes"] == ["threads_basic", "threads_delete", "threads_read_replies"]
    one = practice.sign_in("facebook", FACEBOOK_LENA, leave_out=(f"page.{CHOIR_PAGE}",))
    assert [page["id"] for page in practice.good("GET", GRAPH + "/me/accounts", one)["data"]] == [BAKERY_PAGE]


def test_proof(practice):
    token = practice.sign_in("threads", THREADS_LENA)
    proof = practice.proof("threads", token)
    assert practice.good("GET", THREADS + "/me", token, appsecret_proof=proof)
    assert practice.refusal("GET", THREADS + "/me", token, appsecret_proof=proof[::-1]) == (100, None)
    practice.control("apps", service="threads", needs_proof=True)
    assert practice.refusal("GET", THREADS + "/me", token) == (100, None)
    assert practice.good("GET", THREADS + "/me", token, appsecret_proof=proof)


def test_threads(practice):
    token = practice.sign_in("threads", THREADS_LENA)
    made = practice.good("POST", THREADS + "/me/threads", token, media_type="TEXT", text="Bread <b>today</b>")["id"]
    assert practice.good("GET", f"{THREADS}/{made}", token, fields="id,status") == {"id": made, "status": "FINISHED"}
    post = practice.good("POST", THREADS + "/me/threads_publish", token, creation_id=made)["id"]
    assert practice.good("GET", f"{THREADS}/{made}", token)["status"] == "PUBLISHED"
    assert practice.refusal("POST", THREADS + "/me/threads_publish", token, creation_id=made)[0] == -1
    ghost = practice.good("POST", THREADS + "/me/threads", token, media_type="TEXT", text="Boo", is_ghost_post="true",
                          auto_publish_text="true")["id"]
    fields = "id,text,permalink,timestamp,is_ghost_post"
    listed = practice.good("GET", THREADS + "/me/threads", token, fields=fields)["data"]
    assert [(each["id"], each["text"], each["is_ghost_post"]) for each in listed] == [(post, "Bread <b>today</b>", False)]
    assert [each["id"] for each in practice.good("GET", THREADS + "/me/ghost_posts", token)["data"]] == [ghost]
    assert "Bread &lt;b&gt;today&lt;/b&gt;" in open_page(listed[0]["permalink"])[2]
    limits = practice.good("GET", THREADS + "/me/threads_publishing_limit", token, fields="quota_usage,config")["data"][0]
    assert limits == {"quota_usage": 2, "config": {"quota_total": 250, "quota_duration": 86400}}
    shown = practice.page("posts")
    assert "Boo" in shown and "Gone in 23 hours" in shown
    practice.advance(DAY)
    assert "Boo" not in practice.page("posts") and practice.refusal("GET", f"{THREADS}/{ghost}", token) == (100, 33)
    assert practice.good("DELETE", f"{THREADS}/{post}", token) == {"success": True, "deleted_id": post}
    assert practice.refusal("DELETE", f"{THREADS}/{post}", token) == (100, 33)


def test_threads_is_strict(practice):
    token, path = practice.sign_in("threads", THREADS_LENA), THREADS + "/me/threads"
    for wrong in ({"media_type": "STORY", "text": "x"}, {"text": "x"}, {"media_type": "TEXT"}, {"media_type": "TEXT", "text": "x" * 501},
                  {"media_type": "TEXT", "text": "x", "is_ghost_post": "1"}, {"media_type": "TEXT", "text": "x", "visibility": "public"},
                  {"media_type": "IMAGE", "image_url": "file:///x"}):
        assert practice.refusal("POST", path, token, **wrong) == (100, None), wrong
    assert practice.refusal("GET", THREADS + "/me", token, fields="id,email") == (100, None)
    assert practice.refusal("POST", f"{THREADS}/{THREADS_CHOIR}/threads", token, media_type="TEXT", text="x") == (100, 33)
    assert practice.refusal("GET", "graph.threads.net/v9.0/me", token) == (2500, None)
    assert practice.refusal("PUT", path, token) == (100, None)
    assert practice.refusal("POST", path, token, media_type="TEXT", text="x" * (11 << 20)) == (100, None)
    assert not practice.held("posts")


def test_threads_quota_and_paging(practice):
    token = practice.sign_in("threads", THREADS_LENA)
    posts = [practice.good("POST", THREADS + "/me/threads", token, media_type="TEXT", text=str(n), auto_publish_text="true")["id"]
             for n in range(30)]
    practice.control("deeds", deed="publish", subject=THREADS_LENA, count=220)
    assert practice.refusal("POST", THREADS + "/me/threads", token, media_type="TEXT", text="x", auto_publish_text="true") == (9, 2207042)
    seen, after = [], {}
    while True:
        page = practice.good("GET", THREADS + "/me/threads", token, limit=7, **after)
        seen += [each["id"] for each in page["data"]]
        if len(page["data"]) < 7:
            break
        after = {"after": page["paging"]["cursors"]["after"]}
    assert seen == posts[::-1]
    practice.advance(DAY)
    assert practice.good("POST", THREADS + "/me/threads", token, media_type="TEXT", text="y", auto_publish_text="true")


def test_instagram(practice, web):
    url = practice.dialog("instagram")
    status, _, page = press(url, open_page(url)[2], "allow", account=AT_HOME)
    assert status == 200 and "professional account" in page and not practice.tokens()
    token = practice.sign_in("instagram", LENA)
    me = practice.good("GET", INSTAGRAM + "/me", token, fields="user_id,username,account_type")
    assert (me["user_id"], me["username"], me["account_type"]) == (LENA, "lenas.bakery", "BUSINESS")
    story = practice.good("POST", f"{INSTAGRAM}/{LENA}/media", token, media_type="STORIES", image_url=web.base + "/a.jpg")["id"]
    status = practice.good("GET", f"{INSTAGRAM}/{story}", token, fields="status_code")["status_code"]
    if status == "IN_PROGRESS":
        assert practice.refusal("POST", f"{INSTAGRAM}/{LENA}/media_publish", token, creation_id=story) in ((9007, 2207027),)
    wait_for(lambda: practice.good("GET", f"{INSTAGRAM}/{story}", token, fields="status_code")["status_code"] == "FINISHED", 20)
    media = practice.good("POST", f"{INSTAGRAM}/{LENA}/media_publish", token, creation_id=story)["id"]
    listed = practice.good("GET", f"{INSTAGRAM}/{LENA}/stories", token, fields="id,media_product_type,permalink")["data"]
    assert [(each["id"], each["media_product_type"]) for each in listed] == [(media, "STORY")]
    assert "Story" in open_page(listed[0]["permalink"])[2]
    assert practice.refusal("DELETE", f"{INSTAGRAM}/{media}", token)[0] == 100
    assert practice.good("GET", f"{INSTAGRAM}/{LENA}/content_publishing_limit", token)["data"] == [{"quota_usage": 1}]
    assert practice.refusal("POST", f"{INSTAGRAM}/{LENA}/media", token, image_url=web.base + "/a.jpg",
                            caption="x" * 2201) == (36004, 2207010)
    web.picture = b"<html>no picture"
    assert practice.refusal("POST", f"{INSTAGRAM}/{LENA}/media", token, image_url=web.base + "/a.jpg") == (9004, 2207052)
    web.picture = JPEG
    late = practice.good("POST", f"{INSTAGRAM}/{LENA}/media", token, image_url=web.base + "/a.jpg", caption="Rolls")["id"]
    practice.advance(DAY + 1000)
    assert practice.good("GET", f"{INSTAGRAM}/{late}", token, fields="status_code")["status_code"] == "EXPIRED"
    assert practice.refusal("POST", f"{INSTAGRAM}/{LENA}/media_publish", token, creation_id=late) == (-2, 2207020)
    assert practice.good("GET", f"{INSTAGRAM}/{LENA}/stories", token)["data"] == []


def upload(practice, path, token, **fields):
    """(status, JSON) of a multipart POST with a picture as source."""
    parts = b"".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items())
    parts += b'--x\r\nContent-Disposition: form-data; name="source"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' + JPEG + b"\r\n--x--\r\n"
    request = urllib.request.Request(f"{practice.base}/{path}", parts, {"Content-Type": "multipart/form-data; boundary=x",
                                                                         "Authorization": "Bearer " + token})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
        return answer.status, json.loads(answer.read())


def test_facebook_page(practice):
    user = practice.sign_in("facebook", FACEBOOK_LENA)
    assert practice.good("GET", GRAPH + "/me", user, fields="id,name") == {"id": FACEBOOK_LENA, "name": "Lena Sommer"}
    page = page_token(practice)
    feed = f"{GRAPH}/{BAKERY_PAGE}/feed"
    assert practice.refusal("POST", feed, user, message="x") == (190, 2069032)
    post = practice.good("POST", feed, page, message="Open today")["id"]
    assert post.startswith(BAKERY_PAGE + "_")
    assert practice.refusal("POST", feed, page, message="Open today") == (506, None)
    assert practice.refusal("POST", feed, page) == (100, None)
    assert practice.refusal("POST", f"{GRAPH}/{CHOIR_PAGE}/feed", page, message="x") == (100, 33)
    listed = practice.good("GET", feed, page, fields="id,message,permalink_url")["data"]
    assert [(each["id"], each["message"]) for each in listed] == [(post, "Open today")]
    status, photo = upload(practice, f"{GRAPH}/{BAKERY_PAGE}/photos", page, published="false")
    assert status == 200 and "post_id" not in photo
    story = practice.good("POST", f"{GRAPH}/{BAKERY_PAGE}/photo_stories", page, photo_id=photo["id"])
    assert story["success"] and practice.refusal("POST", f"{GRAPH}/{BAKERY_PAGE}/photo_stories", page, photo_id=photo["id"]) == (100, None)
    stories = practice.good("GET", f"{GRAPH}/{BAKERY_PAGE}/stories", page)["data"]
    assert [each["post_id"] for each in stories] == [story["post_id"]]
    assert practice.refusal("DELETE", f"{GRAPH}/{story['post_id']}", page) == (100, 33)
    assert practice.good("DELETE", f"{GRAPH}/{post}", page) == {"success": True}
    assert practice.good("GET", feed, page)["data"] == []
    assert practice.refusal("GET", f"{GRAPH}/{post}", page) == (100, 33)


@pytest.mark.parametrize("service, person, path", [("facebook", FACEBOOK_LENA, GRAPH), ("instagram", LENA, INSTAGRAM),
                                                   ("threads", THREADS_LENA, THREADS)])
def test_access_is_taken_back(practice, service, person, path):
    token = practice.sign_in(service, person)
    if service == "facebook":
        granted = practice.good("GET", path + "/me/permissions", token)["data"]
        assert {each["permission"]: each["status"] for each in granted}["pages_manage_posts"] == "granted"
        page = page_token(practice)
    assert practice.tokens() and "Remove Access" in practice.page("access")
    assert practice.good("DELETE", path + "/me/permissions", token) == {"success": True}
    assert practice.refusal("GET", path + "/me", token) == (190, 458)
    if service == "facebook":
        assert practice.refusal("POST", f"{GRAPH}/{BAKERY_PAGE}/feed", page, message="x") == (190, 458)
    assert not practice.tokens() and "Nobody." in practice.page("access")
    again = practice.sign_in(service, person)
    assert open_page(practice.base + "/access", {"service": service, "person": person})[0] == 302
    assert practice.refusal("GET", path + "/me", again) == (190, 458)


def code_message(code="123456", to="+" + PHONE_LENA, **changes):
    parameter = [{"type": "text", "text": code}]
    return {"messaging_product": "whatsapp", "recipient_type": "individual", "to": to, "type": "template",
            "template": {"name": "sign_in_code", "language": {"code": "en_US", "policy": "deterministic"},
                         "components": [{"type": "body", "parameters": parameter},
                                        {"type": "button", "sub_type": "url", "index": "0", "parameters": parameter}]}} | changes


def text_message(body="Hi", to=PHONE_LENA, **changes):
    return {"messaging_product": "whatsapp", "recipient_type": "individual", "to": to, "type": "text", "text": {"body": body}} | changes


def send(practice, message, token=None):
    app = practice.apps["whatsapp"]
    status, answer = request_json("POST", f"{practice.base}/{GRAPH}/{app['phone_number_id']}/messages", message, token or app["token"])
    return answer if status == 200 else (answer["error"]["code"], answer["error"].get("error_subcode"))


def test_whatsapp(practice):
    app = practice.apps["whatsapp"]
    assert practice.good("GET", f"{GRAPH}/{app['phone_number_id']}", app["token"], fields="verified_name")["verified_name"]
    sent = send(practice, code_message())
    assert sent["contacts"] == [{"input": "+" + PHONE_LENA, "wa_id": PHONE_LENA}] and sent["messages"][0]["id"].startswith("wamid.")
    phone = practice.page("phone")
    assert phone.index("123456") < phone.index("+" + PHONE_JO)
    assert send(practice, code_message("222222")) == (131056, None)
    assert send(practice, text_message()) == (131047, None)
    assert open_page(practice.base + "/phone", {"number": PHONE_LENA})[0] == 302
    assert send(practice, text_message("Welcome"))["messages"] and "Welcome" in practice.page("phone")
    practice.advance(DAY)
    assert send(practice, text_message()) == (131047, None)


@pytest.mark.parametrize("message, code", [
    (code_message(to="15550001"), 131030), (code_message(type="template", extra=1), 100), (code_message(template={"name": "sign_in_code"}), 131008),
    ({k: v for k, v in code_message().items() if k != "recipient_type"}, 131009), (code_message(messaging_product="sms"), 131009),
    (code_message(template={**code_message()["template"], "name": "other"}), 132001),
    (code_message(template={**code_message()["template"], "language": {"code": "fr", "policy": "deterministic"}}), 132001),
    (code_message(template={**code_message()["template"], "language": {"code": "en_US"}}), 131008),
    (code_message(template={**code_message()["template"], "components": []}), 132000),
    (code_message("1" * 16), 131009), (text_message(text={"body": "x", "bold": True}), 100), (text_message(text={"body": 7}), 100),
    (text_message(type="image"), 131009)])
def test_whatsapp_is_strict(practice, message, code):
    assert send(practice, message) == (code, None)
    assert not practice.held("messages")


def test_whatsapp_token(practice):
    assert send(practice, code_message(), "EAAwrong") == (190, None)
    assert send(practice, code_message(), practice.sign_in("facebook", FACEBOOK_LENA)) == (190, 2069032)


def test_webhooks(practice, web):
    app = practice.apps["whatsapp"]
    token, path = f"{app['id']}|{app['secret']}", f"{GRAPH}/{app['id']}/subscriptions"
    ask = {"object": "whatsapp_business_account", "callback_url": web.base + "/hook", "fields": "messages"}
    assert practice.refusal("POST", path, token, **ask, verify_token="another word") == (2200, None)
    assert practice.refusal("POST", path, app["token"], **ask, verify_token="our word") == (190, 2069032)
    assert not practice.held("subscriptions")
    assert practice.good("POST", path, token, **ask, verify_token="our word") == {"success": True}
    assert [each["object"] for each in practice.good("GET", path, token)["data"]] == ["whatsapp_business_account"]
    sent = send(practice, code_message())["messages"][0]["id"]
    signature, body = wait_for(lambda: web.told and web.told[0], 20, "the hook is told")
    assert signature == "sha256=" + hmac.new(app["secret"].encode(), body, hashlib.sha256).hexdigest()
    value = json.loads(body)["entry"][0]["changes"][0]["value"]
    assert (value["statuses"][0]["id"], value["statuses"][0]["recipient_id"]) == (sent, PHONE_LENA)
    open_page(practice.base + "/phone", {"number": PHONE_JO})
    wait_for(lambda: len(web.told) == 2, 20, "the hook is told of the answer")
    assert json.loads(web.told[1][1])["entry"][0]["changes"][0]["value"]["messages"][0]["from"] == PHONE_JO
    assert practice.good("DELETE", path, token, object="whatsapp_business_account") == {"success": True}
    assert not practice.held("subscriptions")


def test_restart_loses_nothing(practice):
    token, apps = practice.sign_in("threads", THREADS_LENA), practice.apps
    post = practice.good("POST", THREADS + "/me/threads", token, media_type="TEXT", text="Still", auto_publish_text="true")["id"]
    made = practice.good("POST", THREADS + "/me/threads", token, media_type="TEXT", text="Here")["id"]
    practice.advance(HOUR)
    practice.process.stop(9)
    practice.start()
    assert practice.apps == apps
    assert [each["id"] for each in practice.good("GET", THREADS + "/me/threads", token)["data"]] == [post]
    practice.good("POST", THREADS + "/me/threads_publish", token, creation_id=made)
    assert "Gone" not in practice.page("posts") and "Still" in practice.page("posts")
    assert stat.S_IMODE(os.stat(practice.state).st_mode) == 0o600
    assert token not in practice.state.read_text()


@pytest.mark.parametrize("text", ["", "{}", "[]", "{\"format\": 2}", "not JSON"])
def test_broken_state_is_said(practice, text):
    practice.stop()
    practice.state.write_text(text)
    with pytest.raises(Exception, match="no file of the practice services"):
        practice.start()
    assert practice.process.popen.wait(20) == 1 and practice.state.read_text() == text


def test_ends_with_who_started_it(practice):
    practice.stop()
    practice.start("--end-with-input")
    practice.process.popen.stdin.close()
    assert practice.process.popen.wait(20) == 0


def test_faults(practice):
    token, me = practice.sign_in("threads", THREADS_LENA), THREADS + "/me"
    post = {"media_type": "TEXT", "text": "Lost", "auto_publish_text": "true"}
    practice.faults({"kind": "error", "code": 368, "subcode": 1390008, "status": 403, "count": 2}, {"kind": "usage", "amount": 85})
    assert [practice.refusal("GET", me, token) for _ in range(2)] == [(368, 1390008)] * 2
    _, _, headers = practice.call("GET", me, token)
    assert json.loads(headers["X-App-Usage"])["call_count"] == 85
    assert json.loads(headers["X-Business-Use-Case-Usage"])[THREADS_LENA][0]["call_count"] == 85
    practice.faults({"kind": "html"}, {"kind": "redirect", "address": "http://elsewhere.example/", "status": 302}, {"kind": "wrong-type"},
                    {"kind": "slow", "amount": 300})
    asked = {"Authorization": "Bearer " + token}
    assert open_page(f"{practice.base}/{me}", headers=asked)[1]["Content-Type"].startswith("text/html")
    assert open_page(f"{practice.base}/{me}", headers=asked)[1]["Location"] == "http://elsewhere.example/"
    assert practice.good("GET", me, token) == {"id": [THREADS_LENA]} and practice.good("GET", me, token) == {"id": THREADS_LENA}
    practice.faults({"kind": "dropped", "host": "graph.threads.net", "method": "POST", "path": "v1.0/me/threads"})
    assert practice.good("GET", me, token)
    with pytest.raises(OSError):
        practice.call("POST", THREADS + "/me/threads", token, **post)
    assert [each["text"] for each in practice.held("posts")] == ["Lost"]
    practice.faults({"kind": "large", "amount": 3 << 20}, {"kind": "endless"}, {"kind": "silent"})
    assert len(open_page(f"{practice.base}/{me}", headers=asked)[2]) >= 3 << 20
    with urllib.request.urlopen(urllib.request.Request(f"{practice.base}/{me}", headers=asked), timeout=30) as answer:
        assert len(answer.read(5 << 20)) == 5 << 20
    with pytest.raises(TimeoutError):
        urllib.request.urlopen(urllib.request.Request(f"{practice.base}/{me}", headers=asked), timeout=1)
    assert practice.good("GET", me, token) == {"id": THREADS_LENA}


def test_no_control_without_the_option(practice):
    practice.stop()
    command = [str(part) for part in practice.process.popen.args if part != "--faults"]
    process = Process("practice", command, practice.folder / "bare.log", stdout=subprocess.PIPE)
    base = json.loads(process.first_line(30))["base"]
    assert request_json("GET", base + "/control/held")[0] == 400 and open_page(base + "/")[0] == 200
    assert process.stop() == 0


def acctl(session, *arguments, status=0):
    done = subprocess.run([build_dir() / "src/cli/acctl", "--json", *arguments], env=session.env, capture_output=True, text=True, timeout=60)
    assert done.returncode == status, done
    return json.loads(done.stdout) if done.stdout else None


def test_backend_that_practises(session, keyring):
    """It starts when it is asked for, has services of its own and no others, says so, and is gone with all it had."""
    folder = session.home / ".local/share/accounts-center-practice"
    try:
        assert {item["id"] for item in acctl(session, "--practice", "services")["items"]} <= {"whatsapp", "instagram", "facebook", "threads"}
        about = acctl(session, "--practice", "status")
        assert about["mode"] == "practice" and about["data_dir"] == str(folder)
        assert open_page(about["practice_services"] + "/phone")[0] == 200
        assert acctl(session, "--practice", "--socket", "/x", "status", status=2) is None
    finally:
        acctl(session, "--practice", "practice", "end")
    wait_for(lambda: not folder.exists())
    with pytest.raises(urllib.error.URLError):
        open_page(about["practice_services"] + "/phone")


def test_nothing_to_end(backend):
    assert backend.api.delete("/v1/practice").problem == "conflict"
