# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job through the API: sign in, share, wait for what became of it."""
import html
import re
import urllib.parse
import urllib.request

from .processes import wait_for


def begin(api, service, server, **more):
    attempt = api.post("/v1/link-attempts", {"service": service, "server": server, **more})
    assert attempt.status == 201, attempt.json
    return attempt


def finish(api, attempt, seconds=40):
    """The id of the account, once the browser has come back."""
    def look():
        state = api.get(attempt.headers["location"]).json
        assert state["state"] in ("waiting", "working", "done"), state
        return state["state"] == "done" and state["account_id"]
    return wait_for(look, seconds, "the attempt is done")


def failure(api, attempt, seconds=30):
    """The error that the attempt ends with."""
    def look():
        state = api.get(attempt.headers["location"]).json
        return state["state"] == "failed" and state["error"]
    return wait_for(look, seconds, "the attempt fails")


def link_mastodon(api, snac, browser=None, server=None, **more):
    """Signs in at snac, where its form will do without a browser; server is the address of a proxy before it."""
    attempt = begin(api, "mastodon", server or snac.base, **more)
    sign_in = browser.sign_in_at_snac if browser else fill_form
    sign_in(attempt.json["authorization_url"], snac.login, snac.password)
    return finish(api, attempt)


def fill_form(url, login, password):
    """What a browser does with a page that is one plain form; the redirect brings us back."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    page = opener.open(url, timeout=20).read().decode()
    action = html.unescape(re.search(r'<form[^>]* action="([^"]*)"', page)[1])
    hidden = [re.findall(r'(\w+)="([^"]*)"', tag) for tag in re.findall(r'<input type="hidden"[^>]*>', page)]
    fields = {field["name"]: html.unescape(field["value"]) for field in map(dict, hidden)}
    data = urllib.parse.urlencode({**fields, "login": login, "passwd": password}).encode()
    opener.open(urllib.parse.urljoin(url, action), data, timeout=20).read()


def link_bluesky(api, pds, browser, person=None, **more):
    person = person or pds.alice
    attempt = begin(api, "bluesky", pds.base, **more)
    browser.sign_in_at_pds(attempt.json["authorization_url"], person["handle"], person["password"])
    return finish(api, attempt)


def add_bluesky(api, pds, person=None, **more):
    """The same with an app password."""
    person = person or pds.alice
    body = {"service": "bluesky", "server": pds.base, "identifier": person["handle"], "password": person["app_password"], **more}
    added = api.post("/v1/accounts", body)
    assert added.status == 201, added.json
    return added.json["id"]


def share(api, text, *accounts, audience="public", key=None, pictures=(), **more):
    """pictures: ids, or (id, what it shows); more: of each target."""
    targets = [{"account_id": account, "audience": audience, **more} for account in accounts]
    named = [{"id": each} if isinstance(each, str) else {"id": each[0], "alt": each[1]} for each in pictures]
    return api.post("/v1/statuses", {"text": text, "targets": targets, **({"pictures": named} if named else {})}, key)


def send_at_once(api):
    """What is shared in the window waits for nobody who might undo it."""
    assert api.request("PATCH", "/v1/settings", {"undo_seconds": 0}).status == 200


def states(api, status):
    return [delivery["state"] for delivery in api.get(f"/v1/statuses/{status}").json["deliveries"]]


def wait_state(api, status, state, seconds=60):
    """The status, once every delivery of it is in that state."""
    def look():
        found = api.get(f"/v1/statuses/{status}").json
        return all(delivery["state"] == state for delivery in found["deliveries"]) and found
    try:
        return wait_for(look, seconds, state)
    except TimeoutError:
        raise TimeoutError(f"not {state}: {api.get(f'/v1/statuses/{status}').json}") from None
