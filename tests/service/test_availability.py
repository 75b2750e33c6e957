# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people can have: the signed policy, what they say of themselves, and that nothing they have is taken away."""
import contextlib
import json
import re
import signal
import sqlite3
import subprocess

import pytest

from harness.backend import build_dir
from harness.job import add_bluesky, share, states, wait_state
from harness.policy import Policies, feature
from harness.processes import wait_for
from test_admin import Admin

USUAL = {"undo_seconds": 10}
BLUESKY = {"service": "bluesky"}


@pytest.fixture
def policies(tmp_path):
    return Policies(tmp_path / "policies")


@pytest.fixture
def make_gated(make_backend, policies, pds):
    """make_gated () starts a backend that reads the policy as it is now."""
    return lambda: make_backend(*policies.options, plc=pds.plc)


def of(api, name):
    return next(item for item in api.get("/v1/features").json["items"] if item["id"] == name)


def reason(api, name="bluesky"):
    """The one story of it, wherever it is told."""
    found = of(api, name)
    told = {item["id"]: item.get("unavailable") for item in api.get("/v1/services").json["items"]}
    assert name not in told or told[name] == found.get("unavailable")
    return found.get("unavailable")


def settle(backend, state, serial):
    """After the file was changed."""
    backend.process.signal_group(signal.SIGHUP)

    def look():
        policy = backend.api.get("/v1/features").json["policy"]
        return (policy["state"], policy["serial"]) == (state, serial)
    wait_for(look, 20, f"policy {serial} is {state}")


def say(api, **settings):
    answer = api.request("PATCH", "/v1/settings", settings)
    assert answer.status == 200, answer.json
    return answer.json


def wish(api, name, wanted=True):
    return api.put("/v1/features/wish", {"feature": name, "wanted": wanted})


def acctl(backend, *arguments, status=0):
    done = subprocess.run([build_dir() / "src/cli/acctl", "--socket", backend.socket, *arguments], env=backend.session.env,
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == status, done
    return done.stdout


def test_the_shipped_policy_opens_what_there_is(api):
    found = api.get("/v1/features").json
    assert found["policy"]["state"] == "fine" and found["policy"]["serial"] >= 1 and "region" not in found
    reasons = {item["id"]: item.get("unavailable") for item in found["items"]}
    assert {name: reasons[name] for name in ("mastodon", "bluesky", "status-sharing")} == dict.fromkeys(
        ("mastodon", "bluesky", "status-sharing"))
    assert set(reasons) >= {"whatsapp", "instagram", "facebook", "threads"}


def test_region(make_gated, policies, pds):
    policies.put(1, feature("bluesky", closed_in=["DE"]), feature("mastodon", open_in=["FR"]))
    backend = make_gated()
    api = backend.api
    assert api.get("/v1/settings").json == USUAL
    assert (reason(api), reason(api, "mastodon")) == ("region-unknown", "region-unknown"), "nobody guesses"
    assert api.post("/v1/link-attempts", {**BLUESKY, "server": pds.base}).problem == "not-available"
    assert say(api, region="DE") == USUAL | {"region": "DE"}
    assert (of(api, "bluesky")["rule"], of(api, "mastodon")["rule"]) == ("region-closed", "region-not-open")
    assert (of(api, "bluesky")["closed_reason"], of(api, "bluesky")["closed_since"]) == ("law", "2026-02-03T00:00:00.000Z")
    assert say(api, region="FR") == USUAL | {"region": "FR"} and reason(api) is None and reason(api, "mastodon") is None
    assert api.post("/v1/link-attempts", {**BLUESKY, "server": pds.base}).status == 201
    backend.restart()
    assert api.get("/v1/settings").json == USUAL | {"region": "FR"}
    for bad in ({"region": "fr"}, {"region": "France"}, {"region": ""}, {"age": 0}, {"age": 121}, {"age": "30"}, {"place": "FR"}):
        assert api.request("PATCH", "/v1/settings", bad).status == 400, bad
    assert say(api, region=None) == USUAL and reason(api) == "region-unknown"


def test_age_and_version_and_what_it_cannot_do(make_gated, policies):
    policies.put(1, feature("bluesky", min_age=16), feature("mastodon", min_version="99"), feature("letters"))
    api = make_gated().api
    assert (reason(api), reason(api, "mastodon"), reason(api, "letters")) == ("age-unknown", "version", "version")
    assert of(api, "letters")["rule"] == "no-connector" and of(api, "mastodon")["rule"] == "min-version"
    assert say(api, age=15) == USUAL | {"age": 15} and reason(api) == "age"
    assert say(api, age=16, region="DE") == USUAL | {"age": 16, "region": "DE"} and reason(api) is None
    assert say(api, age=None) == USUAL | {"region": "DE"} and reason(api) == "age-unknown"


@pytest.mark.parametrize("spoil, state", [
    (lambda file, policies: file.unlink(), "missing"),
    (lambda file, policies: file.write_bytes(file.read_bytes().replace(b"\"*\"", b"\"FR\"")), "signature"),
    (lambda file, policies: file.write_bytes(file.read_bytes().split(b"\n", 1)[1]), "signature"),
    (lambda file, policies: file.write_text("no policy"), "signature"),
    (lambda file, policies: file.write_bytes(b" " * 300_000), "too-large"),
    (lambda file, policies: policies.put(2, feature("bluesky", open_in=[])), "older"),
    (lambda file, policies: policies.put(3, feature("bluesky", open_in=[])), "older"),
    (lambda file, policies: policies.put(9, feature("bluesky", open_in=[]), expires="2026-01-02T00:00:00Z"), "expired"),
])
def test_a_bad_policy_opens_nothing_and_closes_nothing(make_gated, policies, spoil, state):
    policies.put(3, feature("mastodon", open_in=[]))
    backend = make_gated()
    say(backend.api, region="DE")
    before = backend.api.get("/v1/features").json["items"]
    spoil(policies.file, policies)
    settle(backend, state, 3)
    assert backend.api.get("/v1/features").json["items"] == before
    backend.restart()
    found = backend.api.get("/v1/features").json
    assert (found["policy"]["state"], found["items"]) == (state, before), "the last good one is kept"


def test_without_any_policy(make_gated, policies, pds):
    policies.put(1)
    backend = make_gated()
    account = add_bluesky(backend.api, pds)
    shared = share(backend.api, "While there was one", account).json["id"]
    wait_state(backend.api, shared, "live")
    backend.stop()
    policies.file.unlink()
    with contextlib.closing(sqlite3.connect(backend.data / "store.sqlite")) as store, store:
        store.execute("DELETE FROM policy")
    backend.start()
    api = backend.api
    assert (reason(api), reason(api, "mastodon")) == (None, "policy")
    assert (of(api, "bluesky")["rule"], of(api, "mastodon")["rule"]) == ("kept", "no-policy")
    assert api.post("/v1/link-attempts", {"service": "mastodon", "server": pds.base}).problem == "not-available"
    wait_state(api, share(api, "Without one", account).json["id"], "live")


def test_what_is_on_stops_and_goes_on(make_gated, policies, pds):
    """A region closes: nothing is hidden or lost, what was not sent yet waits, and taking back works."""
    policies.put(1)
    backend = make_gated()
    api = backend.api
    say(api, region="DE")
    account = add_bluesky(api, pds)
    live = share(api, "Before it closed", account).json["id"]
    wait_state(api, live, "live")
    api.put("/v1/sharing", {"stopped": True})
    held = share(api, "Not sent yet", account).json["id"]

    policies.put(2, feature("bluesky", closed_in=["DE"]))
    settle(backend, "fine", 2)
    assert of(api, "bluesky") | {"on": True, "rule": "region-closed", "unavailable": "region"} == of(api, "bluesky")
    assert [item["id"] for item in api.get("/v1/accounts").json["items"]] == [account]
    assert share(api, "While it is closed", account).problem == "not-available"
    assert "Nothing is shared there: not where you are." in acctl(backend, "accounts", "list")
    api.put("/v1/sharing", {"stopped": False})
    found = wait_state(api, held, "stopped")
    wait_for(lambda: api.get(f"/v1/statuses/{held}").json["deliveries"][0].get("error") == "not-available", 30, "it says why")
    assert found["text"] == "Not sent yet" and states(api, live) == ["live"]
    assert api.delete(f"/v1/statuses/{live}").status == 202
    wait_state(api, live, "removed")
    backend.restart()
    assert states(api, held) == ["stopped"]

    policies.put(3)
    settle(backend, "fine", 3)
    wait_state(api, held, "live")
    assert share(api, "Open again", account).status == 201


def test_told_once(make_gated, policies):
    policies.put(1, feature("bluesky", open_in=["FR"]), feature("mastodon", percent=0))
    backend = make_gated()
    api = backend.api
    say(api, region="DE")
    events = api.events()
    assert wish(api, "bluesky").status == wish(api, "bluesky").status == wish(api, "mastodon").status == 200
    assert (of(api, "bluesky")["wish"], of(api, "mastodon")["wish"]) == ("waiting", "waiting")
    assert wish(api, "status-sharing").problem == "conflict" and wish(api, "letters").problem == "not-found"
    backend.restart()
    events = api.events()
    policies.put(2, feature("bluesky", open_in=["FR", "DE"]), feature("mastodon", percent=0))
    settle(backend, "fine", 2)
    settle(backend, "fine", 2)
    say(api, region="FR")
    say(api, region="DE")
    wait_for(lambda: [event for event in events.seen if event[1] == "feature"], 20, "the event")
    assert (of(api, "bluesky")["wish"], of(api, "mastodon")["wish"]) == ("came", "waiting")
    backend.restart()
    assert of(api, "bluesky")["wish"] == "came", "nobody has told yet"
    assert [wish(api, "bluesky", False).status for _ in range(2)] == [200, 404], "one tells"
    assert [event[2]["id"] for event in events.seen if event[1] == "feature"] == ["bluesky"]
    assert wish(api, "mastodon", False).status == 200 and of(api, "mastodon")["wish"] == "none"


def test_a_wish_comes_true_by_what_a_person_says(make_gated, policies):
    policies.put(1, feature("bluesky", open_in=["FR"]))
    api = make_gated().api
    say(api, region="DE")
    wish(api, "bluesky")
    say(api, region="FR")
    assert (of(api, "bluesky")["wish"], reason(api)) == ("came", None)


def test_acctl(make_gated, policies):
    policies.put(4, feature("bluesky", closed_in=["DE"], min_age=16, account_types=["personal"]), feature("mastodon", percent=0))
    backend = make_gated()
    assert re.search(r"bluesky +depends on where you are\n", acctl(backend, "availability", "list"))
    assert re.search(r"Your region: +DE\n", acctl(backend, "availability", "region", "de"))
    listed = acctl(backend, "availability", "list")
    assert re.search(r"bluesky +not where you are\n", listed) and re.search(r"mastodon +not yet\n", listed)
    assert re.search(r"status-sharing +available\n", listed) and re.search(r"Policy: +4 +in order\n", listed)
    explained = acctl(backend, "availability", "explain", "bluesky")
    for words in ("It is closed where you are.", "region-closed", "the law there does not allow it", "From age: +16", "personal"):
        assert re.search(words, explained), words
    bucket = of(backend.api, "mastodon")["bucket"]
    assert f"0 %; your place is {bucket} of 10,000" in acctl(backend, "availability", "explain", "mastodon")
    assert json.loads(acctl(backend, "--json", "availability", "explain", "bluesky")) == of(backend.api, "bluesky")
    assert json.loads(acctl(backend, "--json", "availability", "list")) == backend.api.get("/v1/features").json
    assert re.search(r"bluesky +Bluesky +not where you are", acctl(backend, "services"))
    assert re.search(r"Your age: +30", acctl(backend, "availability", "age", "30"))
    assert "not told" in acctl(backend, "availability", "region", "none")
    acctl(backend, "availability", "age", "none")
    assert backend.api.get("/v1/settings").json == USUAL
    for wrong in (["region", "Germany"], ["age", "old"], ["explain"]):
        acctl(backend, "availability", *wrong, status=2)
    acctl(backend, "availability", "explain", "letters", status=1)


def test_many_people(make_hosted, policies, pds, tmp_path):
    """Hosted, the file and the key are of the configuration; each person has a place of their own, and says for themselves."""
    policies.put(1, feature("bluesky", closed_in=["DE"]), feature("mastodon", percent=50))
    socket = tmp_path / "admin" / "socket"
    hosted = make_hosted(listen=f"[policy]\nfile={policies.file}\npublic-key={policies.public}\n[admin]\nsocket={socket}\n", plc=pds.plc)
    people = [hosted.api(name) for name in ("ada", "bob", "cyd", "dan", "eve", "fay", "gus", "hal")]
    ada, bob = people[:2]
    say(ada, region="DE")
    say(bob, region="FR")
    assert (reason(ada), reason(bob), reason(people[2])) == ("region", None, "region-unknown")
    assert all((of(api, "mastodon")["bucket"] < 5000) == (reason(api, "mastodon") is None) for api in people)
    wish(ada, "bluesky")

    admin = Admin(hosted, socket)
    admin.run("turn", "bluesky", "off")
    assert (of(ada, "bluesky")["rule"], reason(bob)) == ("administrator", "administrator")
    policies.put(2, feature("mastodon", percent=50))
    hosted.process.signal_group(signal.SIGHUP)
    wait_for(lambda: ada.get("/v1/features").json["policy"]["serial"] == 2, 20, "the new one is read")
    assert of(ada, "bluesky")["wish"] == "waiting", "it is turned off"
    events = ada.events()
    admin.run("turn", "bluesky", "on")
    wait_for(lambda: ("feature", {"id": "bluesky"}) in [event[1:] for event in events.seen], 20, "it is told")
    assert reason(bob) is None
