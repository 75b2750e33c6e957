# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules: what somebody posts by other programs at one account is shared to another, once, and never goes round.

AC_SOAK makes it 200 posts on each side, and weeks.
"""
import collections
import contextlib
import datetime
import json
import os
import random
import sqlite3
import time
import uuid

import pytest

from harness.authors import AtPds, AtSnac
from harness.ages import from_now
from harness.job import add_bluesky, link_mastodon, share, wait_state
from harness.processes import wait_for

SOAK = bool(os.environ.get("AC_SOAK"))
POSTS = 200 if SOAK else 6
CORNERS = 60 if SOAK else 3
WEEK_AFTER = 40 if SOAK else 3      # posts


@pytest.fixture
def backend(make_backend, session, pds):
    session.env.update({"AC_RULE_PAUSE_MS": "400", "AC_SETTLE_MS": "1500"})
    return make_backend(plc=pds.plc)


def make_link(api, one, other):
    made = api.post("/v1/links", {"accounts": [one, other], "switches": {"share_status": True}, "words_version": 1})
    assert made.status == 201, made.json
    return made.json["id"]


def make_rule(api, link, source, **more):
    made = api.post("/v1/rules", {"link": link, "from": source, "on": True, **more})
    assert made.status == 201, made.json
    time.sleep(1.1)         # services tell whole seconds, and nothing older is shared
    return made.json["id"]


def change(api, rule, **more):
    return api.request("PATCH", f"/v1/rules/{rule}", more)


def get(api, rule):
    return api.get(f"/v1/rules/{rule}").json


def verdicts(api, rule):
    tried = api.post(f"/v1/rules/{rule}/dry-run")
    assert tried.status == 200, tried.json
    return {post["text"]: post["verdict"] for post in tried.json["items"]}


def looked_at(backend):
    """What the rules found so far: uri → verdict."""
    with contextlib.closing(sqlite3.connect(f"file:{backend.data}/store.sqlite?mode=ro", uri=True, timeout=30)) as store:
        return dict(store.execute("SELECT uri, verdict FROM rule_post"))


def wait_looked(backend, uri, verdict, seconds=30):
    wait_for(lambda: looked_at(backend).get(uri) == verdict, seconds, f"{verdict}: {looked_at(backend)}")


class Side:
    """An account with what is native to it."""

    def __init__(self, account, author):
        self.account, self.author, self.native = account, author, []

    def post(self, text):
        self.author.post(text)
        self.native.append(text)


def is_round(sides):
    """Each text once at each side."""
    every = sorted(text for side in sides for text in side.native)
    return all(sorted(text for text in side.author.texts() if text in set(every)) == every for side in sides)


def wait_quiet(api, sides, seconds):
    wait_for(lambda: is_round(sides), seconds, "each post is once on each side")
    time.sleep(4)           # whatever goes round does so now
    assert is_round(sides), [collections.Counter(side.author.texts()) for side in sides]
    assert not [d for d in api.every("/v1/deliveries") if d["state"] == "needs-you"]


def pass_days(backend, days):
    """All that the backend remembers was so much longer ago. What stands at the services keeps its time."""
    ms = days * 24 * 60 * 60 * 1000
    backend.kill()
    with contextlib.closing(sqlite3.connect(backend.data / "store.sqlite", timeout=30)) as store, store:
        for table, column in (("rule", "due_at"), ("rule_post", "seen_at"), ("delivery", "first_armed_at"), ("part", "updated_at")):
            store.execute(f"UPDATE {table} SET {column} = {column} - ? WHERE {column} > ?", (ms, ms))
        for rule, noun in store.execute("SELECT id, noun FROM rule").fetchall():
            noun = json.loads(noun)
            for name in ("until", "looked_at"):
                if name in noun:
                    noun[name] = (datetime.datetime.fromisoformat(noun[name]) - datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
            store.execute("UPDATE rule SET noun = ? WHERE id = ?", (json.dumps(noun), rule))
    backend.start()


def pair(api, snac, pds):
    return Side(link_mastodon(api, snac), AtSnac(snac)), Side(add_bluesky(api, pds), AtPds(pds, pds.alice))


def test_a_rule_is_off_until_it_is_turned_on(api, backend, pds):
    alice, bob = add_bluesky(api, pds), add_bluesky(api, pds, pds.bob)
    link = api.post("/v1/links", {"accounts": [alice, bob], "words_version": 1}).json["id"]
    assert api.post("/v1/rules", {"link": link, "from": alice, "on": True}).problem == "not-linked"
    assert api.get("/v1/rules").json["items"] == []
    made = api.post("/v1/rules", {"link": link, "from": alice})
    assert made.status == 201 and made.json["on"] is False and made.json["ended"] == "person" and made.json["per_hour"] == 10
    assert (made.json["from"], made.json["to"]) == (alice, bob) and made.headers["location"] == f"/v1/rules/{made.json['id']}"
    assert api.post("/v1/rules", {"link": link, "from": alice}).problem == "conflict"
    assert api.post("/v1/rules", {"link": link, "from": link}).problem == "invalid"
    assert api.post("/v1/rules", {"link": alice, "from": alice}).problem == "not-found"
    rule = made.json["id"]
    for wrong in ({"days": 91}, {"days": 0}, {"per_hour": 0}, {"per_hour": -1}, {"per_hour": 501}, {"tags": ["#a"]}, {"posts": "direct"}, {"audience": "followers"}):
        assert change(api, rule, **wrong).problem == "invalid", wrong
    assert change(api, rule, on=True).problem == "not-linked"
    assert get(api, rule) == made.json
    assert api.request("PATCH", f"/v1/links/{link}", {"switches": {"share_status": True}, "words_version": 1}).status == 200
    events = api.events()
    assert change(api, rule, on=True, tags=["cats"], replies=True).json["on"] is True
    events.wait("rule", lambda data: data["id"] == rule)
    assert api.delete(f"/v1/rules/{rule}").status == 204
    events.wait("rule-removed", lambda data: data["id"] == rule)
    events.close()
    assert api.delete(f"/v1/rules/{rule}").problem == "not-found"
    said = [line["reason"] for line in api.get("/v1/ledger").json["items"]]
    assert "rule-on" in said and "rule-deleted" in said


def test_two_ways_and_killed(backend, snac, pds):
    api, chance = backend.api, random.Random(7)
    sides = pair(api, snac, pds)
    link = make_link(api, *(side.account for side in sides))
    for side in sides:
        make_rule(api, link, side.account, per_hour=500)
    mark = uuid.uuid4().hex[:8]
    for i in range(POSTS):
        for side, name in zip(sides, ("snac", "pds")):
            side.post(f"{mark} {name} {i}")
        if i % WEEK_AFTER == WEEK_AFTER - 1:
            pass_days(backend, 8)
        elif i % 2:
            time.sleep(chance.uniform(0, 1.5))
            backend.restart()
    api = backend.api
    wait_quiet(api, sides, 3000 if SOAK else 120)
    assert [rule["shared"] for rule in api.every("/v1/rules")] == [POSTS, POSTS]
    assert all(rule["on"] for rule in api.every("/v1/rules"))
    said = collections.Counter((line["reason"], line["who"]) for line in api.every("/v1/ledger"))
    assert said["rule-shared", "mastodon"] == said["rule-shared", "bluesky"] == POSTS
    assert said["rule-looked", "mastodon"] and said["rule-looked", "bluesky"]


def test_triangle(backend, snac, pds):
    api, chance = backend.api, random.Random(11)
    sides = [*pair(api, snac, pds), Side(add_bluesky(api, pds, pds.bob), AtPds(pds, pds.bob))]
    for one, other in ((0, 1), (1, 2), (2, 0)):
        link = make_link(api, sides[one].account, sides[other].account)
        for side in (sides[one], sides[other]):
            make_rule(api, link, side.account, per_hour=500)
    mark = uuid.uuid4().hex[:8]
    for i in range(CORNERS):
        for name, side in enumerate(sides):
            side.post(f"{mark} corner {name} {i}")
        if SOAK and i % 3 == 0:
            time.sleep(chance.uniform(0, 1.5))
            backend.restart()
    wait_quiet(backend.api, sides, 3000 if SOAK else 120)


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_two_processes_and_one_dies(make_hosted, session, pds):
    session.env.update({"AC_RULE_PAUSE_MS": "400", "AC_SETTLE_MS": "1500", "AC_LEASE_MS": "4000"})
    first = make_hosted(plc=pds.plc)
    second = make_hosted(plc=pds.plc, store=first.store, key=first.key)
    api = second.api("ada")
    sides = [Side(add_bluesky(api, pds, person), AtPds(pds, person)) for person in (pds.alice, pds.bob)]
    link = make_link(api, *(side.account for side in sides))
    for side in sides:
        make_rule(api, link, side.account, per_hour=500)
    mark = uuid.uuid4().hex[:8]
    for i in range(6):
        for name, side in enumerate(sides):
            side.post(f"{mark} of {name}: {i}")
        time.sleep(0.5)
        if i == 3:
            first.kill()
    wait_quiet(api, sides, 120)
    assert [rule["shared"] for rule in api.every("/v1/rules")] == [6, 6]


def test_ours_is_never_a_source(backend, snac, pds):
    api = backend.api
    sides = pair(api, snac, pds)
    link = make_link(api, *(side.account for side in sides))
    rule = make_rule(api, link, sides[1].account, replies=True)
    mark = uuid.uuid4().hex[:8]
    ours = share(api, f"{mark} by hand", sides[1].account).json["id"]
    uri = pds.posts()[0]["uri"] if wait_state(api, ours, "live") else None
    wait_looked(backend, uri, "ours")
    again = sides[1].author.post(f"{mark}  BY hand")
    wait_looked(backend, again["uri"], "words")
    thread = share(api, " ".join(f"{mark} word{i}" for i in range(60)), sides[1].account, long_text="thread").json["id"]
    wait_state(api, thread, "live")
    parts = [post["uri"] for post in pds.posts() if f"{mark} word" in post["value"]["text"]]
    wait_for(lambda: [looked_at(backend).get(uri) in ("ours", "words") for uri in parts] == [True] * len(parts) and len(parts) > 1, 30, "a thread of ours")
    assert not [text for text in snac.texts() if mark in text]
    assert get(api, rule)["shared"] == 0 and verdicts(api, rule)[f"{mark} by hand"] == "copied"
    elsewhere = sides[1].author.post(f"{mark} from another computer", **{"org.accountscenter.AccountsCenter": True})
    wait_looked(backend, elsewhere["uri"], "ours")
    assert verdicts(api, rule)[f"{mark}  BY hand"] == "words", "it is held, not forgotten"
    assert "rule-held" in [line["reason"] for line in api.every("/v1/ledger")]


def test_filters_are_the_same_dry_and_real(backend, snac, pds):
    api = backend.api
    sides = pair(api, snac, pds)
    link = make_link(api, *(side.account for side in sides))
    mark = uuid.uuid4().hex[:8]
    root = {name: value for name, value in sides[1].author.post(f"{mark} root #cats").items() if name in ("uri", "cid")}
    card = {"$type": "app.bsky.embed.external", "external": {"uri": "https://a.example/", "title": "A", "description": ""}}
    quote = {"$type": "app.bsky.embed.record", "record": root}
    cases = {
        f"{mark} plain #cats": ("share", {"langs": ["de"]}), f"{mark} quiet #cats #NoShare": ("no-share", {"langs": ["de"]}),
        f"{mark} untagged": ("tag", {"langs": ["de"]}), f"{mark} dogs #cats #dogs": ("tag", {"langs": ["de"]}),
        f"{mark} english #cats": ("language", {"langs": ["en"]}), f"{mark} reply #cats": ("reply", {"langs": ["de"], "reply": {"root": root, "parent": root}}),
        f"{mark} quote #cats": ("media", {"langs": ["de"], "embed": quote}),
        f"{mark} warned #cats": ("warned", {"langs": ["de"], "labels": {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "porn"}]}}),
        f"{mark} bridged #cats": ("bridged", {"langs": ["de"], "bridgyOriginalUrl": "https://a.example/@ada/1"}),
        f"{mark} card #cats": ("share", {"langs": ["de-AT"], "embed": card}),
    }
    rule = make_rule(api, link, sides[1].account, tags=["cats"], without_tags=["dogs"], languages=["de"])
    uris = {text: sides[1].author.post(text, **more)["uri"] for text, (_, more) in cases.items()}
    for text, (verdict, _) in cases.items():
        wait_looked(backend, uris[text], verdict)
    wait_for(lambda: {t for t in snac.texts() if mark in t} == {f"{mark} plain #cats", f"{mark} card #cats\n\nhttps://a.example/"}, 30, "what is shared")
    assert [status["language"] for status in api.every("/v1/statuses")] == ["de-AT", "de"], "a copy is in the language of the post"

    kept = api.get("/v1/rules").json
    choices = {"link": link, "from": sides[1].account, "languages": ["en"]}
    tried = api.post("/v1/rules/dry-run", choices)
    assert {post["text"]: post["verdict"] for post in tried.json["items"]}[f"{mark} english #cats"] == "copied"
    assert api.post("/v1/rules/dry-run", {**choices, "tags": ["#a"]}).problem == "invalid"
    assert api.post("/v1/rules/dry-run", {**choices, "from": link}).problem == "invalid"
    assert api.get("/v1/rules").json == kept, "what is tried is kept nowhere"

    mirror = api.post("/v1/rules", {"link": link, "from": sides[0].account}).json["id"]
    assert get(api, mirror)["on"] is False
    assert api.delete(f"/v1/rules/{rule}").status == 204
    again = api.post("/v1/rules", {"link": link, "from": sides[1].account, "tags": ["cats"], "without_tags": ["dogs"], "languages": ["de"]}).json["id"]
    tried = verdicts(api, again)
    assert {tried[text] for text in cases if "card" not in text} == {"copied"}, "whatever becomes of the rule, nothing is shared twice"
    with sqlite3.connect(backend.data / "store.sqlite", timeout=30) as store:
        store.execute("DELETE FROM rule_post")
    tried = verdicts(api, again)
    assert {text: tried[text] for text in cases if "card" not in text} == {text: verdict for text, (verdict, _) in cases.items() if "card" not in text}
    other = {post["text"]: post["verdict"] for post in api.post("/v1/rules/dry-run", choices).json["items"]}
    assert (other[f"{mark} english #cats"], other[f"{mark} plain #cats"]) == ("share", "language"), "choices are tried before they are kept"
    assert looked_at(backend) == {}, "a dry run keeps nothing"


def test_quiet_looks_are_one_line_of_the_ledger(backend, snac, pds):
    api = backend.api
    sides = pair(api, snac, pds)
    link = make_link(api, *(side.account for side in sides))
    rule = make_rule(api, link, sides[1].account)

    def looked():
        return [line for line in api.every("/v1/ledger") if line["reason"] == "rule-looked"]

    wait_for(lambda: len(looked()) == 1, 30, "the first look is told")
    time.sleep(3)
    assert len(looked()) == 1, "the pause is less than a second, and nothing came"
    first = get(api, rule)["looked_at"]
    wait_looked(backend, sides[1].author.post(f"{uuid.uuid4().hex} comes")["uri"], "share")
    assert len(looked()) == 2 and get(api, rule)["looked_at"] > first

    backend.stop()
    with sqlite3.connect(backend.data / "store.sqlite", timeout=30) as store:
        noun = json.loads(store.execute("SELECT noun FROM rule").fetchone()[0])
        store.execute("UPDATE rule SET noun = ?", [json.dumps({**noun, "looked_at": "2024-01-01T00:00:00.000Z"})])
    backend.start()
    api = backend.api
    wait_for(lambda: len(looked()) == 3, 30, "a day is over")


def test_more_than_words_and_boosts(backend, snac, pds):
    api = backend.api
    sides = pair(api, snac, pds)
    link = make_link(api, *(side.account for side in sides))
    rule = make_rule(api, link, sides[0].account, boosts=True, replies=True)
    mark = uuid.uuid4().hex[:8]
    first = sides[0].author.post(f"{mark} first\nline & more")
    reply = sides[0].author.post(f"{mark} reply", in_reply_to_id=first["id"])
    wait_looked(backend, first["uri"], "share")
    wait_looked(backend, reply["uri"], "share")
    wait_for(lambda: len([t for t in sides[1].author.texts() if mark in t]) == 2, 30, "both are there")
    assert {t for t in sides[1].author.texts() if mark in t} == {f"{mark} first\nline & more", f"{mark} reply"}
    assert change(api, rule, replies=False).status == 200
    later = sides[0].author.post(f"{mark} later", in_reply_to_id=first["id"])
    wait_looked(backend, later["uri"], "reply")
    hidden = sides[0].author.post(f"{mark} followers only", visibility="private")
    warned = sides[0].author.post(f"{mark} warned", spoiler_text="Beware", sensitive=True)
    wait_looked(backend, warned["uri"], "warned")
    assert looked_at(backend).get(hidden["uri"]) in (None, "audience")
    assert not [text for text in sides[1].author.texts() if "followers only" in text or "warned" in text and mark in text]


def test_fuse(backend, snac, pds):
    api = backend.api
    sides = pair(api, snac, pds)
    link = make_link(api, *(side.account for side in sides))
    rule = make_rule(api, link, sides[1].account, per_hour=2)
    mark = uuid.uuid4().hex[:8]
    for i in range(4):
        sides[1].author.post(f"{mark} burst {i}")
    wait_for(lambda: not get(api, rule)["on"], 30, "it is off")
    assert (get(api, rule)["ended"], get(api, rule)["shared"]) == ("limit", 2)
    wait_for(lambda: len([t for t in snac.texts() if mark in t]) == 2, 30, "two are there")
    assert "rule-limit" in [line["reason"] for line in api.get("/v1/ledger").json["items"]]
    time.sleep(1.1)     # a post says its time to the end of a second
    assert change(api, rule, on=True, per_hour=500).json["on"]
    time.sleep(3)
    assert len([t for t in snac.texts() if mark in t]) == 2, "what was posted before it was turned on again is not shared"


def test_earlier_posts(backend, snac, pds):
    api, mark = backend.api, f"#m{uuid.uuid4().hex[:8]}"
    sides = pair(api, snac, pds)
    for text in ("first", "second", "third", "not this #noshare", "fourth"):
        sides[1].author.post(f"{mark} {text}")
        time.sleep(1.1)     # a post says its time to the second
    link = make_link(api, *(side.account for side in sides))
    rule = make_rule(api, link, sides[1].account, per_hour=2, tags=[mark.removeprefix("#")])
    path, key = f"/v1/rules/{rule}/backfill", {"Idempotency-Key": "k" * 20}
    assert api.request("POST", path, {"count": 101}, {"Idempotency-Key": "m" * 20}).problem == "invalid"

    def in_store(*statements):
        backend.stop()
        with contextlib.closing(sqlite3.connect(backend.data / "store.sqlite", timeout=30)) as store, store:
            rows = [store.execute(statement).fetchall() for statement in statements]
        backend.start()
        return rows[0]

    in_store("CREATE TRIGGER second BEFORE INSERT ON rule_post WHEN (SELECT COUNT(*) FROM rule_post) = 1 BEGIN SELECT RAISE(ABORT, 'no'); END")
    assert backend.api.request("POST", path, {"count": 3}, key).problem == "conflict"
    assert in_store("SELECT * FROM rule_post", "DROP TRIGGER second") == [], "all or nothing"
    api = backend.api
    answer = api.request("POST", path, {"count": 3}, key)
    assert (answer.status, answer.json.get("shared")) == (202, 3), answer.json
    assert answer.json["last_at"] > from_now(minutes=50), "no more than two in an hour"
    assert api.request("POST", path, {"count": 3}, key).json == answer.json, "once"
    wait_for(lambda: len([t for t in snac.texts() if mark in t]) == 2, 30, "two are there")
    assert {t.removeprefix(mark).strip() for t in snac.texts() if mark in t} == {"second", "third"}
    planned, = api.get("/v1/statuses?state=scheduled").json["items"]
    assert planned["text"].startswith(f"{mark} fourth")
    assert get(api, rule)["on"], "they don't count for the limit that turns it off"

    assert api.request("POST", path, {"count": 100}, {"Idempotency-Key": "l" * 20}).json["shared"] == 1
    assert api.request("POST", path, {"count": 100}, {"Idempotency-Key": "n" * 20}).json == {"shared": 0}
    assert change(api, rule, on=False).status == 200
    assert api.get("/v1/statuses?state=scheduled").json["items"] == [], "what it planned goes with it"
    assert api.request("POST", path, {"count": 1}, {"Idempotency-Key": "o" * 20}).problem == "conflict"

    assert change(api, rule, on=True).status == 200
    assert api.request("POST", path, {"count": 100}, {"Idempotency-Key": "p" * 20}).json["shared"] > 0
    planned = [each["id"] for each in api.get("/v1/statuses?state=scheduled").json["items"]]
    assert planned and api.delete(f"/v1/links/{link}").status == 202
    ended = [api.get(f"/v1/statuses/{each}").json["deliveries"][0] for each in planned]
    assert {(each["state"], each.get("error")) for each in ended} == {("cancelled", "not-linked")}


def test_stopped_over_and_unlinked(backend, snac, pds):
    api = backend.api
    sides = pair(api, snac, pds)
    link = make_link(api, *(side.account for side in sides))
    rule = make_rule(api, link, sides[1].account)
    mark = uuid.uuid4().hex[:8]

    def shared():
        return sorted(text for text in snac.texts() if mark in text)

    assert api.put("/v1/sharing", {"stopped": True}).status == 200
    sides[1].author.post(f"{mark} while stopped")
    time.sleep(3)
    assert shared() == [] and get(api, rule)["on"]
    time.sleep(1.1)
    assert api.put("/v1/sharing", {"stopped": False}).status == 200
    time.sleep(1.1)
    sides[1].author.post(f"{mark} after")
    wait_for(lambda: shared() == [f"{mark} after"], 30, "what came after it")

    backend.stop()
    with sqlite3.connect(backend.data / "store.sqlite", timeout=30) as store:
        noun = json.loads(store.execute("SELECT noun FROM rule").fetchone()[0])
        store.execute("UPDATE rule SET noun = ?", [json.dumps({**noun, "until": "2024-01-01T00:00:00.000Z"})])
    backend.start()
    api = backend.api
    wait_for(lambda: get(api, rule).get("ended") == "time", 30, "it is over")
    sides[1].author.post(f"{mark} over")
    assert change(api, rule, on=True).problem == "invalid"
    time.sleep(1.1)
    assert change(api, rule, on=True, days=30).json["on"]
    time.sleep(2)

    assert api.delete(f"/v1/links/{link}").status in (200, 202)
    assert (get(api, rule)["on"], get(api, rule)["ended"]) == (False, "link")
    sides[1].author.post(f"{mark} unlinked")
    time.sleep(3)
    assert shared() == [f"{mark} after"]
    assert change(api, rule, on=True).problem == "not-linked"
    api.delete(f"/v1/accounts/{sides[1].account}")
    wait_for(lambda: api.get("/v1/rules").json["items"] == [], 30, "it went with the account")


def test_asleep_without_a_rule(make_backend, session, pds):
    session.env.update({"AC_RULE_PAUSE_MS": "300"})
    backend = make_backend(plc=pds.plc, idle_exit=1)
    api = backend.api
    alice, bob = add_bluesky(api, pds), add_bluesky(api, pds, pds.bob)
    link = make_link(api, alice, bob)
    rule = make_rule(api, link, alice)
    time.sleep(4)
    assert backend.process.alive
    assert change(api, rule, on=False).json["ended"] == "person"
    wait_for(lambda: not backend.process.alive, 20, "it has gone")
