# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Threads, at the practice services: from the sign-in to taking it back, and what goes wrong on the way."""
import random
import time

import pytest

from harness.job import begin, failure, finish, share, wait_state
from harness.practice import THREADS_CHOIR, THREADS_LENA, consent, open_page
from harness.processes import wait_for

HOST = "graph.threads.net"


@pytest.fixture
def backend(make_backend, session, practice):
    session.env["AC_SETTLE_MS"] = "1000"
    return make_backend(practice=practice.base)


@pytest.fixture
def account(api):
    return link(api)


def link(api, person=THREADS_LENA, **more):
    attempt = begin(api, "threads", "", **more)
    consent(attempt, person)
    return finish(api, attempt)


def test_only_where_people_practise(make_backend):
    api = make_backend().api
    assert next(item["unavailable"] for item in api.get("/v1/services").json["items"] if item["id"] == "threads") == "app-keys"
    answer = api.post("/v1/link-attempts", {"service": "threads", "server": ""})
    assert (answer.status, answer.problem) == (409, "app-keys")


def test_whole_way(api, practice):
    service = next(item for item in api.get("/v1/services").json["items"] if item["id"] == "threads")
    assert (service["name"], service["audiences"], service["needs_server"]) == ("Threads", ["public"], False)
    practice.control("apps", service="threads", needs_proof=True)
    account = link(api)
    known = api.get(f"/v1/accounts/{account}").json
    assert (known["handle"], known["display_name"]) == ("@lenas.bakery", "Lena’s Bakery")
    assert known["scopes"] == known["scopes_asked"] == "threads_basic threads_content_publish threads_delete threads_read_replies"
    status = share(api, "Fresh bread & rolls\nuntil noon", account).json["id"]
    delivery = wait_state(api, status, "live")["deliveries"][0]
    assert [post["text"] for post in practice.held("posts")] == ["Fresh bread & rolls\nuntil noon"]
    assert "Fresh bread &amp; rolls" in open_page(delivery["url"])[2]
    assert api.delete(f"/v1/statuses/{status}").status == 202
    wait_state(api, status, "removed")
    assert not practice.held("posts")
    assert api.delete(f"/v1/accounts/{account}").json["what"] == "account"
    wait_for(lambda: not api.get("/v1/accounts").json["items"], 30, "the account is gone")
    assert not practice.tokens()


def test_several_accounts(api, practice):
    first, second = link(api), link(api, THREADS_CHOIR)
    assert first != second and link(api) == first
    wait_state(api, share(api, "For both", first, second).json["id"], "live")
    assert {post["owner"] for post in practice.held("posts")} == {THREADS_LENA, THREADS_CHOIR}


def test_refused(api, practice):
    attempt = begin(api, "threads", "")
    consent(attempt, THREADS_LENA, "deny")
    assert failure(api, attempt) == "sign-in-refused" and not practice.tokens()


@pytest.mark.parametrize("fault, error", [
    ({"path": "oauth/access_token", "kind": "error", "code": 1}, "service-failed"),
    ({"path": "access_token", "kind": "error", "code": 4}, "rate-limited"), ({"path": "access_token", "kind": "html"}, "bad-reply"),
    ({"path": "v1.0/debug_token", "kind": "wrong-type"}, "bad-reply"), ({"path": "v1.0/me", "method": "GET", "kind": "dropped"}, None),
    ({"path": "v1.0/me", "method": "GET", "kind": "large", "amount": 8 << 20}, "bad-reply")])
def test_nothing_is_left_of_a_failure(api, practice, fault, error):
    attempt = begin(api, "threads", "")
    practice.faults({"host": HOST, **fault})
    consent(attempt, THREADS_LENA)
    assert failure(api, attempt) == error or error is None
    assert api.get("/v1/accounts").json["items"] == [] and not practice.tokens()


def test_posting_must_be_allowed(api, practice):
    attempt = begin(api, "threads", "")
    consent(attempt, THREADS_LENA, leave_out=("may.threads_content_publish",))
    assert failure(api, attempt) == "scope-missing"
    assert api.get("/v1/accounts").json["items"] == [] and not practice.tokens()


@pytest.mark.parametrize("fault", [{"kind": "dropped"}, {"kind": "html", "commit": True}, {"kind": "wrong-type"},
                                   {"kind": "error", "code": 2, "status": 500, "commit": True}])
def test_lost_answer_is_looked_for(api, practice, account, fault):
    practice.faults({"host": HOST, "method": "POST", "path": "v1.0/me/threads", **fault})
    wait_state(api, share(api, "Once", account).json["id"], "live")
    assert [post["text"] for post in practice.held("posts")] == ["Once"]


def test_lost_request_is_sent_again(api, practice, account):
    practice.faults({"host": HOST, "method": "POST", "path": "v1.0/me/threads", "kind": "dropped", "commit": False})
    wait_state(api, share(api, "Again", account).json["id"], "live")
    assert [post["text"] for post in practice.held("posts")] == ["Again"]


def test_limit_is_waited_for(api, practice, account):
    practice.control("deeds", deed="publish", subject=THREADS_LENA, count=250)
    status = share(api, "Too many", account).json["id"]
    waiting = wait_for(lambda: next(iter(wait_state(api, status, "waiting")["deliveries"])).get("next_at"), 30, "it waits")
    assert waiting and not practice.held("posts")


@pytest.mark.parametrize("why", ["password", "removed", "expired"])
def test_signing_in_again_goes_on(api, practice, account, why):
    practice.control("tokens", service="threads", person=THREADS_LENA, why=why)
    status = share(api, "After", account).json["id"]
    wait_state(api, status, "sign-in-needed")
    found = api.get(f"/v1/accounts/{account}").json
    assert (found["state"], found["reason"]) == ("attention", "sign-in-required")
    assert link(api, account_id=account) == account
    wait_state(api, status, "live")


def test_wrong_account(api, practice, account):
    attempt = begin(api, "threads", "", account_id=account)
    consent(attempt, THREADS_CHOIR)
    assert failure(api, attempt) == "wrong-account"
    assert {token["person"] for token in practice.tokens()} == {THREADS_LENA}


def test_gone_already(api, practice, account):
    """What the person deleted there, and an access that they took back there."""
    status = share(api, "Short", account).json["id"]
    wait_state(api, status, "live")
    token = practice.sign_in("threads", THREADS_LENA)
    practice.good("DELETE", f"{HOST}/v1.0/{practice.held('posts')[0]['id']}", token)
    assert api.delete(f"/v1/statuses/{status}").status == 202
    wait_state(api, status, "removed")
    practice.control("tokens", service="threads", person=THREADS_LENA, why="removed")
    api.delete(f"/v1/accounts/{account}")
    wait_for(lambda: not api.get("/v1/accounts").json["items"], 30, "the account is gone")


def test_service_that_is_no_longer_had(backend, account):
    """A backend that is started again without the practice services keeps its accounts; new ones need the keys of an app."""
    api = backend.api
    option = backend.command.index("--practice-services")
    backend.command[option:option + 2] = []
    backend.restart()
    assert [item["id"] for item in api.get("/v1/accounts").json["items"]] == [account]
    assert api.post("/v1/link-attempts", {"service": "threads", "server": ""}).problem == "app-keys"


# ---- threads of several posts
TEXTS = [f"Paragraph {number}. {'Words and words. ' * 28}".strip() for number in range(1, 5)]


def chain(practice):
    """The texts of all that is there, by what replies to what; nothing may be left over."""
    posts = {post["id"]: post for post in practice.held("posts")}
    texts, at = [], None
    while found := [post for post in posts.values() if post.get("reply_to") == at]:
        assert len(found) == 1, found
        at = found[0]["id"]
        texts.append(posts.pop(at)["text"])
    assert not posts, posts
    return texts


def share_thread(api, account, **more):
    return share(api, "\n\n".join(TEXTS), account, long_text="thread", **more).json["id"]


def test_thread(api, practice, account):
    status = share_thread(api, account)
    live = wait_state(api, status, "live")["deliveries"][0]
    assert [part["text"] for part in live["parts"]] == chain(practice) == TEXTS
    assert live["parts"][2]["url"] and TEXTS[2][:30] in open_page(live["parts"][2]["url"])[2]
    assert api.delete(f"/v1/statuses/{status}").status == 202
    wait_state(api, status, "removed", 60)
    assert not practice.held("posts")


@pytest.mark.timeout(180)
def test_thread_with_lost_answers(api, practice, account):
    """Of the first post, of what is made for the others, and of what publishes those; some were done, and some weren't."""
    lost = [("v1.0/me/threads_publish", "html", True), ("v1.0/me/threads_publish", "dropped", False), ("v1.0/me/threads_publish", "dropped", True),
            ("v1.0/me/threads", "dropped", True), ("v1.0/me/threads", "dropped", False)]
    practice.faults(*[{"host": HOST, "method": "POST", "path": path, "kind": kind, "commit": commit, "count": 1} for path, kind, commit in lost])
    wait_state(api, share_thread(api, account), "live", 150)
    assert chain(practice) == TEXTS


@pytest.mark.timeout(180)
def test_thread_and_kills(backend, practice, account):
    status, chance = share_thread(backend.api, account), random.Random(5)
    for _ in range(6):
        time.sleep(chance.uniform(0.02, 0.3))
        backend.restart()
    wait_state(backend.api, status, "live", 150)
    assert chain(practice) == TEXTS


def test_thread_waits_for_the_limit_of_replies(api, practice, account):
    practice.control("deeds", deed="reply", subject=THREADS_LENA, count=1000)
    status = share_thread(api, account)

    def parts():
        return [part["state"] for part in api.get(f"/v1/statuses/{status}").json["deliveries"][0].get("parts", [])]
    wait_for(lambda: parts() == ["live", "waiting", "waiting", "waiting"], 30, "the first one is out")
    assert chain(practice) == TEXTS[:1]
