# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who says that they heed the wish that nobody sells or shares (Global Privacy Control): asked of the services that one has accounts at, only
while one wishes it, and once a day."""
import subprocess

import pytest

from harness.backend import build_dir
from harness.job import begin, finish, link_mastodon
from harness.practice import FACEBOOK_LENA, PHONE_LENA, THREADS_LENA, consent
from harness.processes import wait_for


@pytest.fixture
def practising(make_backend, practice):
    return make_backend(practice=practice.base)


def wish(api, on):
    answer = api.request("PATCH", "/v1/privacy", {"do_not_sell": on, "words_version": 1})
    assert answer.status == 200, answer.json


def heeds(api):
    return {item["service"]: item["heed"] for item in api.get("/v1/privacy").json["heeds"]}


def link(api, service, person):
    attempt = begin(api, service, "")
    consent(attempt, person)
    return finish(api, attempt)


def add_number(api, practice):
    attempt = api.post("/v1/link-attempts", {"service": "whatsapp", "number": "+" + PHONE_LENA})
    code = practice.held("messages", number=PHONE_LENA, kind="code")[-1]["text"]
    assert api.request("POST", f"/v1/link-attempts/{attempt.json['id']}/code", {"code": code}).status == 200


def test_who_says_what(practising, practice, session):
    """Yes, no and nothing, each with the host that was asked; no more of it once one wishes it no more."""
    api = practising.api
    link(api, "facebook", FACEBOOK_LENA)
    link(api, "threads", THREADS_LENA)
    add_number(api, practice)
    assert heeds(api) == {}, "nobody is asked before"
    wish(api, True)
    wait_for(lambda: heeds(api) == {"facebook": "yes", "threads": "no", "whatsapp": "nothing"}, 20, "all were asked")
    items = api.get("/v1/privacy").json["heeds"]
    assert [item["host"] for item in items] == ["www.facebook.com", "threads.net", "www.whatsapp.com"]
    told = subprocess.run([build_dir() / "src/cli/acctl", "--socket", practising.socket, "privacy", "show"], env=session.env, capture_output=True,
                          text=True, check=True).stdout
    assert "says that it honours" in told and "does not honour" in told and "says nothing about" in told
    threads = next(account for account in api.get("/v1/accounts").json["items"] if account["service"] == "threads")
    api.request("DELETE", f"/v1/accounts/{threads['id']}")
    wait_for(lambda: set(heeds(api)) == {"facebook", "whatsapp"}, 20, "of who is left")
    wish(api, False)
    assert heeds(api) == {}


def test_once_a_day(backend, snac, make_proxy):
    """Asked once, with the wish and without anything that tells who asks; again not before the day after."""
    api, proxy = backend.api, make_proxy(snac.base)
    link_mastodon(api, snac, server=proxy.base)

    def asked():
        return [entry for entry in proxy.requests() if entry["path"] == "/.well-known/gpc.json"]
    wish(api, True)
    wait_for(lambda: heeds(api) != {}, 20, "asked")
    assert heeds(api)["mastodon"] == "nothing" and len(asked()) == 1
    for _ in range(5):
        heeds(api)
    backend.restart()
    for _ in range(5):
        heeds(api)
    link_mastodon(api, snac, server=proxy.base)
    heeds(api)
    assert len(asked()) == 1, "once a day"
    wish(api, False)
    assert heeds(api) == {}
    wish(api, True)
    assert heeds(api) == {"mastodon": "nothing"} and len(asked()) == 1, "whoever wishes it anew on the same day, too"
    sent = {name.lower(): value for name, value in asked()[0]["headers"].items()}
    assert sent["sec-gpc"] == "1" and not set(sent) & {"authorization", "cookie", "referer"}


def test_who_cannot_be_asked(backend, snac, make_proxy):
    api, proxy = backend.api, make_proxy(snac.base)
    link_mastodon(api, snac, server=proxy.base)
    proxy.faults("503")
    wish(api, True)
    wait_for(lambda: heeds(api) == {"mastodon": "failed"}, 20, "no answer is no answer")
