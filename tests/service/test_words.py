# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of a text beside it – content note, language, link card – at real services, in drafts, exported and by acctl."""
import json
import subprocess
import time
import uuid

import pytest

from harness.backend import build_dir
from harness.job import add_bluesky, link_mastodon, wait_state
from harness.page import Site
from harness.processes import wait_for


@pytest.fixture
def backend(make_backend, pds):
    return make_backend(plc=pds.plc)


@pytest.fixture
def site():
    with Site() as made:
        yield made


def share(api, text, *accounts, **more):
    targets = [{"account_id": account, "audience": "public"} for account in accounts]
    status = api.post("/v1/statuses", {"text": text, "targets": targets, **more})
    assert status.status == 201, status.json
    return status.json


def record_of(pds, status):
    """The record that a delivery at Bluesky made."""
    url = next(each["url"] for each in status["deliveries"] if each["service"] == "bluesky")
    return next(record["value"] for record in pds.posts() if record["uri"].rsplit("/", 1)[1] == url.rsplit("/", 1)[1])


def test_note_language_and_card_arrive(backend, snac, pds, site):
    """Each service gets what it has a place for; the card is the one that was made, whatever the page says by then."""
    api, text = backend.api, f"Look at {site.base}/bread {time.time()}"
    accounts = link_mastodon(api, snac), add_bluesky(api, pds)
    card = api.post("/v1/link-cards", {"url": f"{site.base}/bread"})
    assert card.json == {"url": f"{site.base}/bread", "title": site.title, "description": site.description}, card.json
    said = {"note": "Food, of course", "language": "de", "card": card.json}
    status = share(api, text, *accounts, **said)
    site.title = "Something else"
    live = wait_state(api, status["id"], "live")
    assert {name: live[name] for name in said} == said and site.visits == 1

    post, = [post for post in snac.posts() if post["sourceContent"] == text]
    assert (post["summary"], post["sensitive"]) == ("Food, of course", True)
    assert "de" in str(post.get("contentMap")), post
    record = record_of(pds, live)
    assert (record["text"], record["langs"]) == (f"CW: Food, of course\n\n{text}", ["de"])
    assert record["embed"] == {"$type": "app.bsky.embed.external", "external": {
        "uri": card.json["url"], "title": "Bread of the day", "description": site.description}}
    assert record["facets"][0]["features"][0]["uri"] == f"{site.base}/bread"


def test_refused(api, pds, site):
    """The limits of a note count, and a page that gives no card says why."""
    account = add_bluesky(api, pds)
    targets = [{"account_id": account, "audience": "public"}]
    for body, problem in (({"note": "x" * 201}, "too-long"), ({"note": "two\nlines"}, "invalid"), ({"language": "German"}, "invalid"),
                          ({"card": {"url": "ftp://x", "title": "x"}}, "invalid"), ({"note": "x" * 100, "text": "y" * 200}, "too-long")):
        assert api.post("/v1/statuses", {"text": "Hello", "targets": targets, **body}).problem == problem, body
    for url, problem in ((f"{site.base}/gone", "not-found"), ("https://10.0.0.1/", "address-refused"), ("nowhere", "invalid"),
                         ("http://127.0.0.1:1/", "unreachable")):
        assert api.post("/v1/link-cards", {"url": url}).problem == problem, url
    assert api.every("/v1/statuses") == []


def begin_card(api, url):
    connection = api.connect(30)
    connection.request("POST", "/v1/link-cards", json.dumps({"url": url}),
                       api.add_headers({"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}))
    return connection


def test_two_cards_at_once(api, site):
    """A person has two places, and one that nobody waits for any more is free at once."""
    held = [begin_card(api, f"{site.base}/held") for _ in range(2)]
    wait_for(lambda: site.visits == 2)
    refused = api.post("/v1/link-cards", {"url": f"{site.base}/bread"})
    assert (refused.problem, refused.headers["retry-after"]) == ("rate-limited", "5")
    held[0].close()
    wait_for(lambda: api.post("/v1/link-cards", {"url": f"{site.base}/bread"}).status == 200)
    held[1].close()
    assert site.visits == 3


def test_kept_and_undone(backend, api, pds):
    """A draft has them after a kill, and what is undone is a draft with them."""
    said = {"note": "Food", "language": "de-AT", "card": {"url": "https://example.org/", "title": "Bread"}}
    account, draft = add_bluesky(api, pds), str(uuid.uuid4())
    kept = api.put(f"/v1/drafts/{draft}", {"text": "", "targets": [], **said})
    assert kept.status == 200, kept.json
    backend.restart()
    found, = api.every("/v1/drafts")
    assert {name: found[name] for name in said} == said
    status = share(api, "Look at https://example.org/", account, undo_seconds=60, draft=draft, **said)
    undone = api.post(f"/v1/statuses/{status['id']}/undo").json
    assert {name: undone[name] for name in said} == said and undone["text"] == "Look at https://example.org/"


def acctl(backend, text, *options):
    command = [build_dir() / "src/cli/acctl", "--socket", backend.socket, "share", text, "--to=bluesky", "--audience=public", *options]
    return subprocess.run(command, env=backend.session.env, capture_output=True, text=True, timeout=120)


def test_acctl(backend, pds, site):
    """A card is made unless the person says no, and a page that gives none keeps nothing back."""
    add_bluesky(backend.api, pds)
    shared = acctl(backend, f"See {site.base}/bread", "--note=Food", "--language=de", "--wait")
    assert shared.returncode == 0 and f"Link card: {site.title} – 127.0.0.1" in shared.stdout, shared
    record = record_of(pds, backend.api.every("/v1/statuses")[0])
    assert record["text"].startswith("CW: Food\n\nSee") and record["langs"] == ["de"] and record["embed"]["external"]["title"] == site.title
    without = acctl(backend, f"See {site.base}/other", "--no-card", "--wait")
    assert without.returncode == 0 and site.visits == 1, without
    own = acctl(backend, "No link here", f"--text-for=bluesky=See {site.base}/own", "--wait")
    assert own.returncode == 0 and "Link card" in own.stdout and site.visits == 2, own
    gone = acctl(backend, f"See {site.base}/gone", "--wait")
    assert gone.returncode == 0 and "without a link card" in gone.stderr and site.visits == 3, gone
    assert acctl(backend, "x", "--language=German").returncode == 2
