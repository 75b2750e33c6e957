# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Page at Facebook, at the practice services: from the sign-in to taking it back, and what goes wrong on the way."""
import pytest

from harness.job import begin, failure, finish, share, wait_state
from harness.practice import BAKERY_PAGE, CHOIR_PAGE, FACEBOOK_JO, FACEBOOK_LENA, consent, open_page
from harness.processes import wait_for

GRAPH = "graph.facebook.com/v23.0"
NOT_BAKERY = (f"page.{BAKERY_PAGE}",)


@pytest.fixture
def backend(make_backend, session, practice):
    session.env["AC_SETTLE_MS"] = "1000"
    practice.control("apps", service="facebook", needs_proof=True)
    return make_backend(practice=practice.base)


@pytest.fixture
def account(api):
    return link(api)


def link(api, leave_out=(), **more):
    attempt = begin(api, "facebook", "", **more)
    consent(attempt, FACEBOOK_LENA, leave_out=leave_out)
    return finish(api, attempt)


def test_whole_way(api, practice):
    account = link(api)
    known = api.get(f"/v1/accounts/{account}").json
    assert (known["service"], known["display_name"], known["audiences"]) == ("facebook", "Lena’s Bakery", ["public"])
    assert known["scopes"] == known["scopes_asked"] == "public_profile pages_show_list pages_read_engagement pages_manage_posts"
    assert api.request("POST", f"/v1/accounts/{account}/check").status == 200
    status = share(api, "Fresh bread & rolls\nuntil noon", account).json["id"]
    delivery = wait_state(api, status, "live")["deliveries"][0]
    assert [(post["owner"], post["text"]) for post in practice.held("posts")] == [(BAKERY_PAGE, "Fresh bread & rolls\nuntil noon")]
    assert "Fresh bread &amp; rolls" in open_page(delivery["url"])[2]
    assert api.delete(f"/v1/statuses/{status}").status == 202
    wait_state(api, status, "removed")
    assert not practice.held("posts")
    assert api.delete(f"/v1/accounts/{account}").json["what"] == "account"
    wait_for(lambda: not api.get("/v1/accounts").json["items"], 30, "the account is gone")
    assert not practice.tokens()


def test_another_page(api, practice, account):
    """Each Page is an account, with the same person's permission."""
    other = link(api, NOT_BAKERY)
    assert other != account and api.get(f"/v1/accounts/{other}").json["display_name"] == "Practice Choir"
    wait_state(api, share(api, "We sing", other).json["id"], "live")
    assert [post["owner"] for post in practice.held("posts")] == [CHOIR_PAGE]


@pytest.mark.parametrize("person, leave_out", [(FACEBOOK_JO, ()), (FACEBOOK_LENA, ("may.pages_manage_posts",)),
                                               (FACEBOOK_LENA, (f"page.{BAKERY_PAGE}", f"page.{CHOIR_PAGE}"))])
def test_a_page_must_be_allowed(api, practice, person, leave_out):
    attempt = begin(api, "facebook", "")
    consent(attempt, person, leave_out=leave_out)
    assert failure(api, attempt) == "scope-missing"
    assert api.get("/v1/accounts").json["items"] == [] and not practice.tokens()


@pytest.mark.parametrize("path", ["v23.0/oauth/access_token", "v23.0/me/permissions", "v23.0/me", "v23.0/me/accounts"])
@pytest.mark.parametrize("kind", ["html", "wrong-type"])
def test_nothing_is_left_of_a_failure(api, practice, path, kind):
    attempt = begin(api, "facebook", "")
    practice.faults({"kind": kind, "path": path, "method": "GET"})
    consent(attempt, FACEBOOK_LENA)
    assert failure(api, attempt) in ("bad-reply", "scope-missing")
    assert api.get("/v1/accounts").json["items"] == [] and not practice.tokens()


@pytest.mark.parametrize("fault", [{"kind": "dropped"}, {"kind": "html", "commit": True},
                                   {"kind": "error", "code": 1, "status": 500, "commit": True}])
def test_lost_answer_is_looked_for(api, practice, account, fault):
    practice.faults({"method": "POST", "path": f"v23.0/{BAKERY_PAGE}/feed", **fault})
    wait_state(api, share(api, "Once", account).json["id"], "live")
    assert [post["text"] for post in practice.held("posts")] == ["Once"]


def test_same_words_twice(api, practice, account):
    """Facebook takes that for a slip."""
    wait_state(api, share(api, "Again", account).json["id"], "live")
    failed = wait_state(api, share(api, "Again", account).json["id"], "failed")
    assert failed["deliveries"][0]["error"] == "rejected"
    assert [post["text"] for post in practice.held("posts")] == ["Again"]


def test_signing_in_again_goes_on(api, practice, account):
    practice.control("tokens", service="facebook", person=FACEBOOK_LENA, why="password")
    status = share(api, "After", account).json["id"]
    wait_state(api, status, "sign-in-needed")
    assert link(api, account_id=account) == account
    wait_state(api, status, "live")
