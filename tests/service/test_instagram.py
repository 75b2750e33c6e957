# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instagram, at the practice services: posts of up to ten pictures and stories of one, from the sign-in to their end."""
import contextlib
import re
import sqlite3
import urllib.parse

import pytest

from harness.job import begin, failure, finish, share, wait_state
from harness.pictures import SECRET, add_picture, describe, held, jpeg, load, png
from harness.practice import CHOIR, DAY, FACEBOOK_LENA, HOUR, LENA, THREADS_LENA, consent, open_page
from harness.processes import wait_for

HOST = "graph.instagram.com"


@pytest.fixture
def backend(make_backend, session, practice):
    session.env["AC_SETTLE_MS"] = "1000"
    return make_backend(practice=practice.base)


@pytest.fixture
def account(api):
    return link(api)


def link(api, person=LENA, **more):
    attempt = begin(api, "instagram", "", **more)
    consent(attempt, person)
    return finish(api, attempt)


def share_picture(api, account, text="Fresh bread", form="post"):
    return share(api, text, account, pictures=[(add_picture(api, jpeg(400, 300)).json["id"], "Bread")], form=form).json["id"]


def test_whole_way(backend, practice):
    api = backend.api
    service = next(item for item in api.get("/v1/services").json["items"] if item["id"] == "instagram")
    assert service["forms"] == ["post", "story"]
    assert service["pictures"] == {"max": 10, "needed": True, "types": ["image/jpeg"], "max_size": 8_000_000, "max_width": 1440, "needs_server": False}
    practice.control("apps", service="instagram", needs_proof=True)
    account = link(api)
    known = api.get(f"/v1/accounts/{account}").json
    assert (known["handle"], known["display_name"]) == ("@lenas.bakery", "Lena’s Bakery")
    assert known["scopes"] == known["scopes_asked"] == "instagram_business_basic instagram_business_content_publish"

    status = share_picture(api, account)
    delivery, = wait_state(api, status, "live")["deliveries"]
    post, = practice.held("posts")
    assert (post["kind"], post["text"], post["alt"]) == ("post", "Fresh bread", "Bread")
    page = open_page(delivery["url"])[2]
    shown = load(practice.base + re.search(r'<img src="([^"]+)" alt="Bread">', page)[1])
    assert describe(shown) == (400, 300) and SECRET not in shown
    assert held(backend) == [] and shelf(backend) == []

    assert api.delete(f"/v1/statuses/{status}").status == 202
    delivery, = wait_state(api, status, "remove-failed")["deliveries"]
    assert delivery["error"] == "delete-there" and delivery["url"]
    assert len(practice.held("posts")) == 1
    assert api.delete(f"/v1/accounts/{account}").json["what"] == "account"
    wait_for(lambda: not api.get("/v1/accounts").json["items"], 30, "the account is gone")
    assert not practice.tokens()


def shelf(backend):
    with contextlib.closing(sqlite3.connect(f"file:{backend.data}/store.sqlite?mode=ro", uri=True)) as store:
        return store.execute("SELECT name FROM shelf").fetchall()


def test_story(backend, practice, account):
    """It takes no words, can't be deleted by us, and is looked after until it has ended."""
    api = backend.api
    status = share_picture(api, account, "Not part of it", "story")
    delivery, = wait_state(api, status, "live")["deliveries"]
    assert delivery["form"] == "story"
    story, = practice.held("posts")
    assert story["kind"] == "story" and not story.get("text")
    api.delete(f"/v1/statuses/{status}")

    def ends():
        found, = api.get(f"/v1/statuses/{status}").json["deliveries"]
        return found if found.get("error") == "ends-by-itself" else None
    waiting = wait_for(ends, 30, "it is said that it ends by itself")
    assert waiting["state"] == "removing" and waiting["url"] and waiting["next_at"]
    practice.advance(DAY + HOUR)
    assert api.request("POST", f"/v1/deliveries/{waiting['id']}/retry").status == 202
    wait_state(api, status, "removed")


@pytest.mark.parametrize("data, form, problem", [(None, "post", "picture-needed"), (None, "story", "picture-needed"),
                                                 (jpeg(), "poem", "invalid")],
                         ids=["no-picture", "no-story", "no-such-form"])
def test_what_it_does_not_take(api, account, data, form, problem):
    pictures = [add_picture(api, data).json["id"]] if data else []
    assert share(api, "x", account, pictures=pictures, form=form).problem == problem


def test_another_type_and_wider(backend, api, practice, account):
    """Fetched from the shelf as what it takes: a JPEG, and no wider than it shows."""
    pictures = [add_picture(api, png(60, 20)).json["id"], add_picture(api, jpeg(1800, 1200, turn=6)).json["id"]]
    status = share(api, "Made to fit", account, pictures=pictures).json["id"]
    delivery, = wait_state(api, status, "live")["deliveries"]
    page = open_page(delivery["url"])[2]
    shown = [load(urllib.parse.urljoin(delivery["url"], address)) for address in re.findall(r'<img[^>]* src="([^"]+)"', page)]
    assert [describe(data) for data in shown] == [(60, 20), (1200, 1800)] and all(data.startswith(b"\xff\xd8") for data in shown)
    assert held(backend) == [] and shelf(backend) == []


def several(api, n=10):
    return [(add_picture(api, jpeg(40 + number, 30)).json["id"], f"Picture {number}") for number in range(n)]


def test_as_many_as_it_takes(api, account):
    pictures = several(api, 11)
    assert share(api, "x", account, pictures=pictures).problem == "invalid"
    assert share(api, "", account, pictures=pictures[:2], form="story").problem == "pictures-refused"


@pytest.mark.parametrize("service, person", [("instagram", LENA), ("threads", THREADS_LENA), ("facebook", FACEBOOK_LENA)])
def test_ten_pictures(backend, api, practice, service, person):
    """All of them in one post, in their order and described, and nothing of them is left here."""
    attempt = begin(api, service, "")
    consent(attempt, person)
    status = share(api, "Ten loaves", finish(api, attempt), pictures=several(api)).json["id"]
    delivery, = wait_state(api, status, "live")["deliveries"]
    post, = practice.held("posts")
    assert (post["kind"], post["text"]) == ("post", "Ten loaves")
    assert re.findall(r'alt="([^"]*)"', open_page(delivery["url"])[2]) == [f"Picture {number}" for number in range(10)]
    assert held(backend) == [] and shelf(backend) == []


@pytest.mark.parametrize("service, person, path, fault, count", [
    ("instagram", LENA, f"v23.0/{LENA}/media", {"kind": "dropped"}, 2), ("threads", THREADS_LENA, "v1.0/me/threads", {"kind": "html", "commit": True}, 1),
    ("instagram", LENA, f"v23.0/{LENA}/media_publish", {"kind": "dropped"}, 1)], ids=["items-lost", "items-garbled", "answer-lost"])
def test_several_once_whatever_is_lost(api, practice, service, person, path, fault, count):
    attempt = begin(api, service, "")
    consent(attempt, person)
    account = finish(api, attempt)
    practice.faults({"host": "graph.threads.net" if service == "threads" else HOST, "method": "POST", **fault, "path": path, "count": count})
    wait_state(api, share(api, "Once", account, pictures=several(api, 3)).json["id"], "live", seconds=120)
    post, = practice.held("posts")
    assert len(post["children"].split(",")) == 3


def test_posting_must_be_allowed(api, practice):
    attempt = begin(api, "instagram", "")
    consent(attempt, LENA, leave_out=("may.instagram_business_content_publish",))
    assert failure(api, attempt) == "scope-missing"
    assert api.get("/v1/accounts").json["items"] == [] and not practice.tokens()


@pytest.mark.parametrize("form, path, fault", [
    ("post", "media_publish", {"kind": "dropped"}), ("story", "media_publish", {"kind": "html", "commit": True}),
    ("post", "media_publish", {"kind": "dropped", "commit": False}), ("story", "media", {"kind": "dropped"})],
    ids=["answer-lost", "answer-garbled", "request-lost", "container-lost"])
def test_once_whatever_is_lost(api, practice, account, form, path, fault):
    practice.faults({"host": HOST, "method": "POST", **fault, "path": f"v23.0/{LENA}/{path}"})
    wait_state(api, share_picture(api, account, "Once", form), "live")
    assert len(practice.held("posts")) == 1


def test_killed_between_the_steps(backend, practice, account):
    """A kill in each step: what was prepared goes on, and what was published is found."""
    api = backend.api
    for path in ("media", "media_publish"):
        practice.faults({"host": HOST, "method": "POST", "path": f"v23.0/{LENA}/{path}", "kind": "slow", "amount": 3000})
        before = len(practice.held("posts"))
        status = share_picture(api, account, f"Killed at {path}")
        wait_for(lambda: api.get(f"/v1/statuses/{status}").json["deliveries"][0]["state"] == "sending", 20, "it is sent")
        if path == "media_publish":
            wait_for(lambda: len(practice.held("posts")) > before, 20, "it is published")
        backend.kill()
        practice.faults()
        backend.restart()
        wait_state(api, status, "live")
        assert len(practice.held("posts")) == before + 1


def test_limit_is_waited_for(api, practice, account):
    practice.control("deeds", deed="publish", subject=LENA, count=100)
    status = share_picture(api, account)
    waiting = wait_for(lambda: [each for each in api.get(f"/v1/statuses/{status}").json["deliveries"] if each.get("next_at")], 30, "it waits")
    assert (waiting[0]["state"], waiting[0]["error"]) == ("waiting", "rate-limited") and not practice.held("posts")


def test_two_accounts_and_a_text_beside_them(api, practice):
    """One picture goes to each; Threads fetches it, too, and a Page gets the file."""
    accounts = [link(api), link(api, CHOIR)]
    for service, person in (("threads", THREADS_LENA), ("facebook", FACEBOOK_LENA)):
        attempt = begin(api, service, "")
        consent(attempt, person)
        accounts.append(finish(api, attempt))
    picture = add_picture(api, jpeg(400, 300)).json["id"]
    status = share(api, "Everywhere", *accounts, pictures=[(picture, "Bread")]).json["id"]
    wait_state(api, status, "live")
    posts = practice.held("posts")
    assert len(posts) == 4 and {(post["text"], post["alt"]) for post in posts} == {("Everywhere", "Bread")}
    assert practice.page("posts").count('alt="Bread"') == 4
