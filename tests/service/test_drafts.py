# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person began: kept whatever is killed, gone once it was shared; and what they share and undo before it is sent."""
import time
import uuid

import pytest

from harness.ages import from_now, let_pass
from harness.job import add_bluesky, states, wait_state
from harness.pictures import add_picture, held, jpeg


@pytest.fixture
def backend(make_backend, pds):
    return make_backend(plc=pds.plc)


@pytest.fixture
def account(api, pds):
    return add_bluesky(api, pds)


def save(api, text, draft=None, **more):
    return api.put(f"/v1/drafts/{draft or uuid.uuid4()}", {"text": text, "targets": [], **more})


def drafts(api):
    return api.every("/v1/drafts")


def share(api, text, account, **more):
    return api.post("/v1/statuses", {"text": text, "targets": [{"account_id": account, "audience": "public"}], **more})


def there(pds, text):
    return sum(record["value"]["text"] == text for record in pds.posts())


def test_draft_comes_back_after_a_kill(backend, api, account):
    """The backend is killed right after each word was kept: the last one comes back, with all that was chosen."""
    picture = add_picture(api, jpeg()).json["id"]
    draft, at = str(uuid.uuid4()), from_now(hours=4)
    targets = [{"account_id": account, "audience": "public"}, {"service": "whatsapp", "audience": "followers", "text": "Later", "chosen": False}]
    for text in ("Good", "Good morn", "Good morning"):
        kept = save(api, text, draft, targets=targets, pictures=[{"id": picture, "alt": "A cat"}], life="7d", share_at=at)
        assert kept.status == 200, kept.json
    backend.restart()
    found, = drafts(api)
    assert found == kept.json and found["text"] == "Good morning" and (found["life"], found["share_at"]) == ("7d", at)
    assert found["targets"] == targets and [(each["id"], each["alt"]) for each in found["pictures"]] == [(picture, "A cat")]
    file = api.get(f"/v1/pictures/{picture}")
    assert file.headers["content-type"] == "image/jpeg" and file.body == held(backend)[0][1]


def test_pictures_of_a_draft_stay(backend, api):
    """Unused pictures go after a day, those of a draft don't; they belong to one draft, and go with it."""
    kept, lost = (add_picture(api, jpeg()).json["id"] for _ in range(2))
    draft = save(api, "With one", pictures=[{"id": kept}]).json["id"]
    assert save(api, "The same", pictures=[{"id": kept}]).problem == "not-found"
    assert save(api, "Another", pictures=[{"id": str(uuid.uuid4())}]).problem == "not-found"
    backend.kill()
    backend.start()
    assert api.get(f"/v1/pictures/{lost}").status == 200 and len(drafts(api)) == 1
    assert save(api, "Without", draft, pictures=[]).status == 200
    assert save(api, "The same now", pictures=[{"id": kept}]).status == 200


def test_sharing_a_draft_ends_it(api, pds, account):
    """In the same transaction: it is never there twice, and a refused one stays."""
    picture = add_picture(api, jpeg()).json["id"]
    text = f"From a draft {time.time()}"
    draft = save(api, text, pictures=[{"id": picture}]).json["id"]
    assert api.post("/v1/statuses", {"text": text, "targets": [], "draft": draft}).problem == "invalid"
    assert len(drafts(api)) == 1
    status = share(api, text, account, draft=draft, pictures=[{"id": picture}])
    assert status.status == 201 and not drafts(api)
    wait_state(api, status.json["id"], "live")
    assert there(pds, text) == 1
    assert api.get(f"/v1/pictures/{picture}").status == 404


def test_bounds(api):
    assert save(api, "x" * 100001).problem == "too-long"
    assert save(api, "No life", life="forever").problem == "invalid"
    assert save(api, "No target", targets=[{"audience": "public"}]).problem == "invalid"
    assert save(api, "Both", targets=[{"audience": "public", "service": "x", "account_id": str(uuid.uuid4())}]).problem == "invalid"
    assert save(api, "No time", share_at="soon").problem == "invalid"
    made = [save(api, f"Draft {number}").json["id"] for number in range(50)]
    assert save(api, "One more").problem == "quota-reached"
    assert save(api, "Changed", made[7]).status == 200
    assert api.delete(f"/v1/drafts/{made[3]}").status == 204 and api.delete(f"/v1/drafts/{made[3]}").status == 204
    assert save(api, "Room again").status == 200 and len(drafts(api)) == 50
    assert api.get(f"/v1/drafts/{made[3]}").status == 404


# ---- undo
def test_undone_before_it_is_sent(api, pds, account):
    """Nothing was sent, and the text comes back as a draft with all that was chosen."""
    picture = add_picture(api, jpeg()).json["id"]
    text = f"Undone {time.time()}"
    status = share(api, text, account, undo_seconds=30, life="24h", pictures=[{"id": picture, "alt": "A dog"}]).json["id"]
    assert states(api, status) == ["waiting"]
    draft = api.post(f"/v1/statuses/{status}/undo", {})
    assert draft.status == 200 and drafts(api) == [draft.json]
    assert (draft.json["text"], draft.json["life"], draft.json["pictures"][0]["alt"]) == (text, "24h", "A dog")
    assert draft.json["targets"] == [{"account_id": account, "audience": "public"}]
    assert states(api, status) == ["cancelled"] and api.get(f"/v1/pictures/{picture}").status == 200
    assert api.post(f"/v1/statuses/{status}/undo", {}).problem == "conflict"


def test_killed_before_it_is_sent(backend, api, pds, account):
    """Undo for ten seconds, and killed before they are over: sent once after the restart; not at all when it was undone."""
    sent, undone = f"Sent {time.time()}", f"Not sent {time.time()}"
    first = share(api, sent, account, undo_seconds=10).json["id"]
    second = share(api, undone, account, undo_seconds=10).json["id"]
    time.sleep(2)
    assert not there(pds, sent)
    assert api.post(f"/v1/statuses/{second}/undo", {}).status == 200
    backend.restart()
    assert states(api, first) == ["waiting"]
    wait_state(api, first, "live")
    backend.restart()
    time.sleep(1)
    assert (there(pds, sent), there(pds, undone)) == (1, 0) and states(api, second) == ["cancelled"]


def test_too_late_to_undo(api, account):
    status = share(api, f"Too late {time.time()}", account).json["id"]
    wait_state(api, status, "live")
    assert api.post(f"/v1/statuses/{status}/undo", {}).problem == "conflict"
    assert states(api, status) == ["live"] and not drafts(api)


# ---- delete and share again
def test_shared_again(api, pds, account):
    """Every copy is taken back, and what it was is a draft, but for a picture that isn't kept any more."""
    text = f"With a fault {time.time()}"
    status = share(api, text, account, life="24h", pictures=[{"id": add_picture(api, jpeg()).json["id"], "alt": "A dog"}],
                   undo_seconds=1).json["id"]
    assert api.post(f"/v1/statuses/{status}/share-again", {}).problem == "conflict"
    wait_state(api, status, "live")
    draft = api.post(f"/v1/statuses/{status}/share-again", {})
    assert draft.status == 200 and drafts(api) == [draft.json]
    assert (draft.json["text"], draft.json["life"], draft.json.get("pictures", [])) == (text, "24h", [])
    assert draft.json["targets"] == [{"account_id": account, "audience": "public"}]
    wait_state(api, status, "removed")
    assert not there(pds, text) and api.post(f"/v1/statuses/{status}/share-again", {}).problem == "conflict"


def test_how_long_can_be_chosen(backend, api, account):
    assert api.get("/v1/settings").json["undo_seconds"] == api.get("/v1/backend").json["undo_seconds"] == 10
    assert api.request("PATCH", "/v1/settings", {"undo_seconds": 0}).json["undo_seconds"] == 0
    backend.restart()
    assert api.get("/v1/backend").json["undo_seconds"] == 0
    for wrong in (-1, 61, "5"):
        assert api.request("PATCH", "/v1/settings", {"undo_seconds": wrong}).problem == "invalid"
        assert share(api, "Never", account, undo_seconds=wrong).problem == "invalid"


# ---- lists
def test_lists_by_state_and_words(backend, api, account):
    texts = {"live": "Straße 100% sure", "scheduled": "Tomorrow’s bread", "ended": "Gone_bread"}
    made = {state: share(api, text, account, **({"share_at": from_now(hours=2)} if state == "scheduled" else {})).json["id"]
            for state, text in texts.items()}
    wait_state(api, made["live"], "live")
    wait_state(api, made["ended"], "live")
    api.delete(f"/v1/statuses/{made['ended']}")
    wait_state(api, made["ended"], "removed")

    def found(query):
        return [item["id"] for item in api.get(f"/v1/statuses?{query}").json["items"]]
    for state in texts:
        assert found(f"state={state}") == [made[state]]
    assert found("search=BREAD") == [made["ended"], made["scheduled"]]
    assert found("search=STRASSE") == [made["live"]] and found("search=100%25") == [made["live"]]
    assert found("search=e_b") == [made["ended"]] and found("search=bread&state=scheduled") == [made["scheduled"]]
    assert found("search=nothing") == [] and api.get("/v1/statuses?state=other").problem == "invalid"
    assert api.delete(f"/v1/statuses/{made['scheduled']}").status == 202
    assert found("state=scheduled") == [] and found("search=tomorrow&state=ended") == [made["scheduled"]]
    let_pass(backend, hours=3)
    assert found("state=live") == [made["live"]]
